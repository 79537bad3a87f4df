package cn.mingbai.courses.rate;

/** The version of the rules by which people count, printed in every sealed report. */
public final class RateRules {

    /**
     * Raised by one with every change after which the same facts can give another reason or another share. A test holds a
     * digest of what the rules say about thousands of invented people against this number.
     */
    public static final int VERSION = 1;

    private RateRules() {}
}
