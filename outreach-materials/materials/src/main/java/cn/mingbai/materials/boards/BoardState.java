package cn.mingbai.materials.boards;

/** How it stands with a place on a day; each place is in exactly one. */
public enum BoardState {
    /** 未张贴: nothing was ever posted there. */
    NOT_POSTED,
    /** 在张贴: the text in force hangs there, intact when it was last seen. */
    UP,
    /** 待更换: another version of the text is in force, or none. */
    DUE_FOR_RENEWAL,
    /** 破损. */
    DAMAGED,
    /** 已撤下. */
    TAKEN_DOWN;

    /** The key of its word on screen. */
    public String key() {
        return "materials.board.state." + name();
    }

    /** Whether somebody has to put a board up. */
    public boolean leavesWork() {
        return this != UP;
    }
}
