package cn.mingbai.core.jobs;

/** Where a job stands. */
public enum JobState {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /** Whether it is over, until somebody starts it again. */
    public boolean isOver() {
        return this == DONE || this == FAILED || this == CANCELLED;
    }
}
