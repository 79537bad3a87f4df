package cn.mingbai.core.outage;

import java.io.IOException;
import java.nio.file.Path;

/** Looks at the disk on which a folder is. */
@FunctionalInterface
public interface DiskProbe {

    /**
     * A disk as it is now.
     *
     * @param disk equal for folders on the same one
     * @param free bytes that this process might still write
     * @param total bytes
     */
    record Disk(Object disk, long free, long total) {}

    /**
     * Looks now.
     *
     * @throws IOException when there is no such folder or it cannot be looked at
     */
    Disk look(Path folder) throws IOException;
}
