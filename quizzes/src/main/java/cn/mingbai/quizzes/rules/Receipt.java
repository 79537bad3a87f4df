package cn.mingbai.quizzes.rules;

/** What a household's money is, and to which of the four kinds of income it belongs. Source: M220 16; M57 13. */
public enum Receipt {
    /** 工资, from any job. */
    WAGES(Kind.WAGE),
    /** 种植养殖, after its costs. */
    FARMING(Kind.BUSINESS),
    /** 经营买卖, after its costs. */
    TRADE(Kind.BUSINESS),
    /** 房屋出租净收入. */
    RENT(Kind.PROPERTY),
    /** 土地流转. */
    LAND_LEASE(Kind.PROPERTY),
    /** 利息、股息. */
    INTEREST(Kind.PROPERTY),
    /** 集体分红. */
    COLLECTIVE_DIVIDEND(Kind.PROPERTY),
    /** 职工养老金. */
    PENSION(Kind.TRANSFER),
    /** 失业保险金. */
    UNEMPLOYMENT_PAY(Kind.TRANSFER),
    /** 赡养费、抚养费、扶养费. */
    SUPPORT(Kind.TRANSFER),
    /** 优待抚恤金. */
    VETERAN_CARE(Kind.TRANSFER),
    /** 奖学金. */
    SCHOLARSHIP(Kind.TRANSFER),
    /** 计划生育奖励扶助. */
    FAMILY_PLANNING_REWARD(Kind.TRANSFER),
    /** 见义勇为奖励. */
    BRAVERY_REWARD(Kind.TRANSFER),
    /** 政府发的社会救助款物. */
    SOCIAL_ASSISTANCE(Kind.TRANSFER);

    /** The four kinds of income. */
    public enum Kind {
        WAGE,
        BUSINESS,
        PROPERTY,
        TRANSFER
    }

    private final Kind kind;

    Receipt(Kind kind) {
        this.kind = kind;
    }

    /** Which of the four kinds it is. */
    public Kind kind() {
        return kind;
    }
}
