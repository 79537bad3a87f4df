package cn.mingbai.district.inspections;

import org.jspecify.annotations.Nullable;

/** A household or somebody drawn, as far as the bounds depend on it. */
interface Checked {

    /** The part of the list it was drawn from. */
    String part();

    /** Whether it was drawn to replace another. */
    boolean replacement();

    /** Whether it is to be checked. */
    boolean due();

    /** What was found, or null while nothing is. */
    @Nullable
    FindingOutcome outcome();
}
