package cn.mingbai.materials.leaflets;

import cn.mingbai.core.crypto.FileCipher;
import cn.mingbai.core.divisions.DivisionId;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The files of print batches. They hold names, so that none of them ever stands in clear on the disk. */
@Component
class PrintFolder {

    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final FileCipher cipher;

    PrintFolder(@Value("${mingbai.print.folder}") Path root, FileCipher cipher) {
        this.root = root;
        this.cipher = cipher;
    }

    /** Writes a file. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Writes a village's file whole or not at all, over one of an earlier run. */
    void write(BatchId batch, DivisionId village, Writing writing) {
        var target = file(batch, village);
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            try (var out = cipher.encrypting(new BufferedOutputStream(Files.newOutputStream(part), BUFFER))) {
                writing.to(out);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write " + target, failed);
        } finally {
            delete(part);
        }
    }

    /** Whether a village's file is on this machine. */
    boolean holds(BatchId batch, DivisionId village) {
        return Files.isRegularFile(file(batch, village));
    }

    /** A village's file as it was printed. */
    InputStream read(BatchId batch, DivisionId village) throws IOException {
        return cipher.decrypting(new BufferedInputStream(Files.newInputStream(file(batch, village)), BUFFER));
    }

    /** The batches of which there is anything. */
    List<BatchId> batches() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(name -> new BatchId(Long.parseLong(name)))
                    .sorted(Comparator.comparing(BatchId::value))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to list " + root, failed);
        }
    }

    /** Deletes the files of a batch, if there are any. */
    void destroy(BatchId batch) {
        var folder = root.resolve(String.valueOf(batch.value()));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(PrintFolder::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + folder + ", which holds names", failed);
        }
    }

    private Path file(BatchId batch, DivisionId village) {
        return root.resolve(String.valueOf(batch.value())).resolve(village.value() + ".pdf.sealed");
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + path + ", which holds names", failed);
        }
    }
}
