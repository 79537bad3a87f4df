package cn.mingbai.district.inspections;

/** What the inspector found of a household. */
public enum FindingOutcome {
    /** It was told the policy. */
    MET,
    /** It was not. */
    MISSED,
    /** Nobody would say. */
    REFUSED,
    /** Nobody was there to say. */
    NOT_FOUND;

    /** Whether it says how the household is. */
    public boolean answered() {
        return this == MET || this == MISSED;
    }
}
