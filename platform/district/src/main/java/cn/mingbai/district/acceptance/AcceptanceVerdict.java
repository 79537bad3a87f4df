package cn.mingbai.district.acceptance;

/** How a line of an acceptance sheet stands. */
public enum AcceptanceVerdict {
    MET,
    NOT_MET,
    /** The phase does not ask for it, or there is nothing that it could be told from. */
    NOT_ASSESSED
}
