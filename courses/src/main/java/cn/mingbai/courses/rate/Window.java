package cn.mingbai.courses.rate;

/** For how long a pass meets a requirement, seen from a day D. */
public enum Window {
    /** Any pass up to D. */
    ONCE,
    /** A pass in the calendar year of D, or in the last months of the year before where the requirement carries them. */
    CALENDAR_YEAR,
    /** A pass p with p + n months after D: n is the requirement's number of months. */
    MONTHS
}
