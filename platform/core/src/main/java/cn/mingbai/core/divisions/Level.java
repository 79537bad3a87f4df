package cn.mingbai.core.divisions;

/** The level of a division, from the top down. Below a village there are only free-text groups. */
public enum Level {
    NATION,
    PROVINCE,
    CITY,
    COUNTY,
    TOWNSHIP,
    VILLAGE
}
