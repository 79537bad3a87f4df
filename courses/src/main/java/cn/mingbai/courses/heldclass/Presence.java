package cn.mingbai.courses.heldclass;

/** How it was noted that somebody was there. */
public enum Presence {
    /** The person's code on the sign-in sheet was scanned: evidence by itself. */
    SCAN,
    /** Ticked on the screen: evidence once the signed sheet is attached. */
    TICK
}
