package cn.mingbai.core.merging;

/** Why two records may be one person. */
public enum Why {
    /** The same name and the same phone. */
    NAME_AND_PHONE,
    /** The same name at the same unit, at two villages of one town, or at a village and its town. */
    NAME_AND_PLACE,
    /** The same name or phone, and staff numbers that differ by one character or by two neighbours swapped. */
    NUMBER_SLIP,
    /** The same name or phone, and staff numbers that differ by leading zeros only. */
    NUMBER_ZEROS
}
