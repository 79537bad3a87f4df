package cn.mingbai.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A data folder of their own for browser tests and benches: each run begins with an empty one. */
public final class FreshData {

    private FreshData() {}

    /**
     * Deletes what an earlier run left. Called from a static initializer: the embedded database starts before any property
     * that a test adds is read.
     */
    public static void begin() {
        try {
            FileSystemUtils.deleteRecursively(Path.of(System.getProperty("mingbai.data", "target/it-data")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
