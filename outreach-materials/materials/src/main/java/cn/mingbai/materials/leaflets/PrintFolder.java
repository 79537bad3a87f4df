package cn.mingbai.materials.leaflets;

import cn.mingbai.core.crypto.FileCipher;
import cn.mingbai.core.crypto.SecretFolder;
import cn.mingbai.core.divisions.DivisionId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The files of print batches, one for each village. They hold names. */
@Component
class PrintFolder {

    private final SecretFolder files;

    PrintFolder(@Value("${mingbai.print.folder}") Path root, FileCipher cipher) {
        files = new SecretFolder(root, cipher);
    }

    /** Writes a village's file whole or not at all, over one of an earlier run. */
    void write(BatchId batch, DivisionId village, SecretFolder.Writing writing) {
        files.write(batch.value(), name(village), writing);
    }

    /** Whether a village's file is on this machine. */
    boolean holds(BatchId batch, DivisionId village) {
        return files.holds(batch.value(), name(village));
    }

    /** A village's file as it was printed. */
    InputStream read(BatchId batch, DivisionId village) throws IOException {
        return files.read(batch.value(), name(village));
    }

    /** The batches of which there is anything. */
    List<BatchId> batches() {
        return files.owners().stream().map(BatchId::new).toList();
    }

    /** Deletes the files of a batch, if there are any. */
    void destroy(BatchId batch) {
        files.destroy(batch.value());
    }

    private static String name(DivisionId village) {
        return village.value() + ".pdf";
    }
}
