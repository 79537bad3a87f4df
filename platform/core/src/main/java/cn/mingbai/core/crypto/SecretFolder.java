package cn.mingbai.core.crypto;

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

/** Files that hold names, by the number of what they belong to: none of them ever stands in clear on the disk. */
public final class SecretFolder {

    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final FileCipher cipher;

    /**
     * The files of one kind of thing.
     *
     * @param root a folder that nothing else is in
     */
    public SecretFolder(Path root, FileCipher cipher) {
        this.root = root;
        this.cipher = cipher;
    }

    /** Writes a file. */
    @FunctionalInterface
    public interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes a file whole or not at all, over one of an earlier run.
     *
     * @param owner what it belongs to
     * @param name plain letters and digits
     */
    public void write(long owner, String name, Writing writing) {
        var target = file(owner, name);
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

    /** Whether a file is on this machine. */
    public boolean holds(long owner, String name) {
        return Files.isRegularFile(file(owner, name));
    }

    /** A file as it was written. */
    public InputStream read(long owner, String name) throws IOException {
        return cipher.decrypting(new BufferedInputStream(Files.newInputStream(file(owner, name)), BUFFER));
    }

    /** What there is anything of, in order. */
    public List<Long> owners() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to list " + root, failed);
        }
    }

    /** Deletes the files of one, if there are any. */
    public void destroy(long owner) {
        var folder = root.resolve(String.valueOf(owner));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(SecretFolder::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + folder + ", which holds names", failed);
        }
    }

    private Path file(long owner, String name) {
        return root.resolve(String.valueOf(owner)).resolve(name + ".sealed");
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to delete " + path + ", which holds names", failed);
        }
    }
}
