package cn.mingbai.core.jobs;

/** Ends a job's run at a checkpoint. Kinds let it pass. */
public class JobStopped extends RuntimeException {

    /** Why. */
    enum Why {
        /** Somebody cancelled it. */
        CANCELLED,
        /** Another node has taken it over; nothing of this step may be written. */
        LOST,
        /** This node shuts down; another, or this one after its start, goes on. */
        SHUTDOWN
    }

    private final Why why;

    JobStopped(Why why) {
        super("the job stops here: " + why);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
