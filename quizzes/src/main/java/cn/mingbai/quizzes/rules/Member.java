package cn.mingbai.quizzes.rules;

/**
 * Somebody of a household, seen from the applicant.
 *
 * @param age full years
 */
public record Member(Relation relation, int age, Life life) {

    /** What one is to the applicant. */
    public enum Relation {
        APPLICANT,
        SPOUSE,
        CHILD,
        PARENT,
        SIBLING
    }

    /** What one does, and where one is. */
    public enum Life {
        WORKS,
        /** 无业, at home. */
        NO_WORK,
        /** 务农. */
        FARMS,
        /** 不满学龄或者在家照料. */
        AT_HOME,
        PRIMARY_SCHOOL,
        JUNIOR_HIGH,
        SENIOR_HIGH,
        /** 全日制本科及以下, not living on one's own means. */
        UNDERGRADUATE,
        /** 研究生, living on one's own. */
        POSTGRADUATE_AWAY,
        /** 长期同住，由这一户赡养. */
        SUPPORTED_HERE,
        /** 服刑. */
        PRISON,
        /** 强制戒毒. */
        COMPULSORY_REHAB,
        /** 宣告失踪. */
        DECLARED_MISSING,
        /** 离家三年以上的宗教教职人员. */
        CLERGY_AWAY
    }
}
