package cn.mingbai.materials.boards;

/** Which of the two boards hangs at a place. */
public enum BoardKind {
    /** 宣传栏: changes often, in villages and communities. */
    BULLETIN,
    /** 宣传板: stays long, in halls and offices. */
    WALL;

    /** The key of its word on screen. */
    public String key() {
        return "materials.board.kind." + name();
    }
}
