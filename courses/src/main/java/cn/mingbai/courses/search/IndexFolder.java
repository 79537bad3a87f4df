package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Where a node keeps its index. An index is written once, into a folder of its own, with one commit at its end, and never
 * changed: what is not whole is thrown away. Whatever lies in the folder, it is never more than a copy.
 */
final class IndexFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    private static final String STAMP = "stamp";
    private static final String COUNT = "count";
    private static final String INDEX = "index-";
    private static final int QUEUE = 500;
    private static final int MOST_CUTTERS = 4;
    private static final int BUFFER_MB = 64;

    private final Path folder;
    private final Glossary glossary;
    private final Function<Path, Directory> directories;
    private final @Nullable FileChannel lockFile;

    /**
     * The folder below {@code wanted}; a temporary one where another process works there already, or nothing can be written.
     */
    static IndexFolder at(Path wanted, Glossary glossary) {
        try {
            Files.createDirectories(wanted);
            var channel = FileChannel.open(wanted.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel) != null) {
                return new IndexFolder(wanted, glossary, IndexFolder::files, channel);
            }
            channel.close();
            LOG.warn("Another process keeps its search index in {}: this one keeps its own elsewhere.", wanted);
        } catch (IOException unusable) {
            LOG.warn(
                    "The search index cannot be kept in {}: it is kept elsewhere until the next start.",
                    wanted,
                    unusable);
        }
        try {
            return new IndexFolder(Files.createTempDirectory("mingbai-search"), glossary, IndexFolder::files, null);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected a temporary folder for the search index", failed);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }

    IndexFolder(Path folder, Glossary glossary, Function<Path, Directory> directories, @Nullable FileChannel lockFile) {
        this.folder = folder;
        this.glossary = glossary;
        this.directories = directories;
        this.lockFile = lockFile;
    }

    /** Files are read, not mapped: one that is cut short under a running node is an error, not the end of the process. */
    static Directory files(Path path) {
        try {
            return new NIOFSDirectory(path);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to open " + path, failed);
        }
    }

    /** An index that is open, and the stamp of the data it was made of. */
    record Open(PassageIndex index, String stamp, Path path) {}

    /** The newest index that is whole, if there is any; all others are removed. */
    Optional<Open> open() {
        Open found = null;
        for (var path : newestFirst()) {
            if (found == null) {
                found = whole(path);
            }
            if (found == null || !found.path().equals(path)) {
                remove(path);
            }
        }
        return Optional.ofNullable(found);
    }

    private @Nullable Open whole(Path path) {
        PassageIndex index = null;
        try {
            index = new PassageIndex(directories.apply(path), glossary);
            var noted = index.noted();
            var stamp = noted.get(STAMP);
            if (stamp == null || !String.valueOf(index.size()).equals(noted.get(COUNT))) {
                throw new IOException("expected " + noted.get(COUNT) + " passages, got " + index.size());
            }
            return new Open(index, stamp, path);
        } catch (IOException | RuntimeException | InternalError | AssertionError | OutOfMemoryError damaged) {
            LOG.warn("The search index in {} is not whole ({}): it is built anew.", path, damaged.toString());
            if (index != null) {
                close(index);
            }
            return null;
        }
    }

    /**
     * Writes a new index beside the one in use.
     *
     * @param stamp of the data that {@code read} hands out
     * @throws IOException when the disk fails or is full
     */
    Open build(String stamp, Consumer<Consumer<SearchPassage>> read) throws IOException {
        var path = folder.resolve(INDEX + UUID.randomUUID());
        Files.createDirectories(path);
        var config = new IndexWriterConfig()
                .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setCommitOnClose(false)
                .setUseCompoundFile(false);
        // It merges neighbours only: the order stays that of the data.
        var merging = new LogDocMergePolicy();
        merging.setNoCFSRatio(0);
        config.setMergePolicy(merging);
        try (var directory = directories.apply(path);
                var writer = new IndexWriter(directory, config)) {
            write(writer, read);
            writer.setLiveCommitData(Map.of(STAMP, stamp, COUNT, String.valueOf(writer.getDocStats().numDocs))
                    .entrySet());
            writer.commit();
        } catch (IOException | RuntimeException failed) {
            remove(path);
            throw failed;
        }
        var built = whole(path);
        if (built == null) {
            throw new IOException("expected the index just written to " + path + " to be whole");
        }
        return built;
    }

    /**
     * Cutting texts into words takes most of the time, so it is done by several; they are written in the order in which they
     * were handed out, so that the same data always makes the same index.
     */
    private void write(IndexWriter writer, Consumer<Consumer<SearchPassage>> read) throws IOException {
        var cutters = Executors.newFixedThreadPool(
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_CUTTERS),
                Thread.ofPlatform()
                        .name("search-cutter-", 0)
                        .daemon()
                        .priority(Thread.MIN_PRIORITY)
                        .factory());
        var cut = new ArrayDeque<Future<Document>>();
        try {
            read.accept(passage -> {
                cut.add(cutters.submit(() -> PassageFields.document(passage, glossary)));
                if (cut.size() >= QUEUE) {
                    add(writer, cut.remove());
                }
            });
            while (!cut.isEmpty()) {
                add(writer, cut.remove());
            }
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        } finally {
            cutters.shutdownNow();
        }
    }

    private static void add(IndexWriter writer, Future<Document> document) {
        try {
            writer.addDocument(document.get());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a passage could not be cut into words", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while the search index was written", stopped);
        }
    }

    /** Removes all indexes but this one. */
    void removeOthers(Path kept) {
        newestFirst().stream().filter(path -> !path.equals(kept)).forEach(IndexFolder::remove);
    }

    private List<Path> newestFirst() {
        try (var inside = Files.list(folder)) {
            return inside.filter(path -> path.getFileName().toString().startsWith(INDEX))
                    .sorted(Comparator.comparing(IndexFolder::age).reversed())
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("The folder of the search index, {}, cannot be read.", folder, unreadable);
            return List.of();
        }
    }

    private static long age(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void remove(Path path) {
        try (var inside = Files.walk(path)) {
            for (var one : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException kept) {
            LOG.warn("An old search index in {} could not be removed.", path, kept);
        }
    }

    static void close(PassageIndex index) {
        try {
            index.close();
        } catch (IOException failed) {
            LOG.warn("A search index could not be closed.", failed);
        }
    }

    Path path() {
        return folder;
    }

    /** Lets others have the folder; a temporary one is thrown away. */
    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        } else {
            FileSystemUtils.deleteRecursively(folder);
        }
    }
}
