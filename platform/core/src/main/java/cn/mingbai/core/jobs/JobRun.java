package cn.mingbai.core.jobs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a running job sees of itself. */
public interface JobRun {

    /** Which one it is. */
    JobId id();

    /** What {@link Jobs#start} was given. */
    String parameters();

    /** Where an earlier run of the same job came to: what it passed to the last {@link #checkpoint(String, int, int)}. */
    Optional<String> checkpoint();

    /**
     * Saves how far it came, in the caller's transaction if there is one, and renews the lease.
     *
     * @param cursor what a later run needs to go on from here
     * @param done steps done, 0..total
     * @param total steps in all, or 0 while that is not known
     * @throws JobStopped when somebody cancelled it, the node shuts down, or another node has taken it over; the kind lets
     *     it pass, so that its open transaction is rolled back
     */
    void checkpoint(String cursor, int done, int total);

    /**
     * Says what came out, for the panel and the list.
     *
     * @param text one sentence, at most 500 characters
     * @param path where to see it, a path without leading slash, or null
     */
    void result(String text, @Nullable String path);
}
