package cn.mingbai.materials.boards;

/** What was done at a place. */
public enum BoardAct {
    /** 已张贴: a board was put up, or replaced the one before. */
    POSTED,
    /** 还在，完好. */
    INTACT,
    /** 破损、看不清: it hangs, but wants a new one. */
    DAMAGED,
    /** 已撤下，或不见了. */
    TAKEN_DOWN;

    /** The key of its word on screen. */
    public String key() {
        return "materials.board.act." + name();
    }
}
