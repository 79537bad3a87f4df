package cn.mingbai.courses.records;

/** Hears that records were taken back, in the same transaction, so that what they rested on can follow. */
public interface ReversalListener {

    /**
     * All records of a group were taken back.
     *
     * @param group the part of their evidence that they share, for example {@code attendance:17}
     */
    void reversed(String group);
}
