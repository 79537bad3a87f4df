package cn.mingbai.core.campaign;

/** Which households a campaign speaks of (口径). */
public enum HouseholdBasis {
    /** 户籍户: households registered in the village. */
    REGISTERED,
    /** 常住户: households that live in the village. */
    RESIDENT,
    /** 救助对象户: households that receive assistance. */
    ASSISTED
}
