package cn.mingbai.quizzes.rules;

/** What is taken off a household's income where the rules allow it. */
public enum Deduction {
    /** 个人所得税. Source: M220 16; M57 13. */
    INCOME_TAX,
    /** 本人缴纳的社会保险费. Source: M220 16; M57 13. */
    SOCIAL_INSURANCE,
    /** 必要就业成本, in the amount that the place has set. Source: M57 13; O20 11. */
    WORK_COST,
    /** 因残疾、重病增加的刚性支出, in the amount that the place has set. Source: M57 13; O20 11. */
    ILLNESS_OR_DISABILITY_COST,
    /** 支付的赡养费、抚养费、扶养费. Source: M57 13. */
    SUPPORT_PAID
}
