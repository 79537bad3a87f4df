package cn.mingbai.households.visitapp;

/** What became of a record. */
public enum RecordStatus {
    /** 已上传: taken in now. */
    RECEIVED,
    /** Taken in before; the answer is that of the first time. */
    AGAIN,
    /** The id stands for another content; this one is kept for the town officer. */
    KEPT,
    /** 待核对: kept for the town officer, who finds the household for it. */
    TO_MATCH,
    /** Not kept: it has no id to answer to, or is too long. */
    REFUSED
}
