package cn.mingbai.households.believability;

import java.time.Instant;
import java.util.List;

/**
 * Something that an inspector may look at first, and its worker sees too. It is no proof of anything: neighbours live door to
 * door, and phones lose their clocks.
 *
 * @param why what it is
 * @param from when the first of its records was made
 * @param to when the last was made
 * @param households the households concerned, each once, in the order of their records
 * @param number the figure that its words name: how many records, or households
 */
public record Flag(Why why, Instant from, Instant to, List<Long> households, int number) {

    /** The kinds of flag; each has plain words under {@link #key()}. */
    public enum Why {
        /** More doors in a quarter of an hour than somebody can walk and talk at. */
        PACE,
        /** Many entries in a row that took the same number of seconds. */
        SAME_SECONDS,
        /** One informed member for many households. */
        ONE_MEMBER,
        /** The phone's clock was set while records were made. */
        CLOCK,
        /** Many confirmations within a few minutes. */
        BURST,
        /** Households that answered on the worker's own registered phone. */
        OWN_PHONE,
        /** Many households recorded from one spot on one day; in one building they may well be. */
        ONE_SPOT;

        /** The key of its words; {0} is the number. */
        public String key() {
            return "households.flag." + name();
        }
    }
}
