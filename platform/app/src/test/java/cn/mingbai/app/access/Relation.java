package cn.mingbai.app.access;

/** How the target division lies to the caller's own. */
enum Relation {
    OWN,
    CHILD,
    PARENT,
    SIBLING;

    /** Whether the target lies in the caller's own subtree. */
    boolean within() {
        return this == OWN || this == CHILD;
    }
}
