package cn.mingbai.courses.heldclass;

/** How somebody came onto the list of a class. */
public enum Listing {
    /** Posted on the day at an invited unit or below, with an invited duty. */
    INVITED,
    /** Added by an officer before the class. */
    BY_HAND,
    /** Came without being on the list. */
    WALK_IN,
    /** Missed the class that this one makes up for. */
    MAKE_UP
}
