package cn.mingbai.quizzes.rules;

/**
 * What somebody is to a handler of dibao cases or a member of a village committee. Near relatives are spouse, parents,
 * children, brothers and sisters, grandparents and grandchildren, a closed list; relatives by marriage are not on it.
 *
 * <p>Source: M220 14; M57 11; MFD 1045. Places may go wider.
 */
public enum Kin {
    SPOUSE(true),
    PARENT(true),
    CHILD(true),
    SIBLING(true),
    GRANDPARENT(true),
    GRANDCHILD(true),
    SPOUSES_SIBLING(false),
    CHILDS_SPOUSE(false),
    SPOUSES_PARENT(false),
    SIBLINGS_CHILD(false),
    COUSIN(false),
    NEIGHBOUR(false);

    private final boolean near;

    Kin(boolean near) {
        this.near = near;
    }

    /** Whether an application has to be registered apart. */
    public boolean isNear() {
        return near;
    }
}
