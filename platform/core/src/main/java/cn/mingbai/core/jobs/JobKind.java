package cn.mingbai.core.jobs;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/** Work that runs in the background. Declare it as a bean. */
public interface JobKind {

    /** A lasting name, at most 40 characters, such as {@code training.follow-up}. */
    String name();

    /**
     * Does the work, in steps. What a step writes and its {@link JobRun#checkpoint} belong into one transaction of the
     * kind's own, the checkpoint last: then a job that is taken over by another node does nothing twice. It begins at
     * {@link JobRun#checkpoint()}, with the rights of whoever started it.
     */
    void run(JobRun run);

    /** From when on each day it runs once by itself, in Asia/Shanghai, as nobody; null for never. */
    default @Nullable LocalTime daily() {
        return null;
    }

    /** The key of the title of the jobs that it begins by itself. */
    default String dailyTitle() {
        return "";
    }
}
