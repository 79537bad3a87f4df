package cn.mingbai.core.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What disks and people do to the files of a search index that nobody has open. */
public final class IndexDamage {

    private IndexDamage() {}

    /** All files of the indexes in a folder, in the order of their names; not the one that is locked. */
    public static List<Path> files(Path search) throws IOException {
        try (var inside = Files.walk(search)) {
            return inside.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Spoils one of its files, or several.
     *
     * @param search the folder in which indexes lie; at least one
     * @return what was done, for whoever reads of a failure
     */
    public static String in(Path search, Random random) throws IOException {
        var files = files(search);
        var file = files.get(random.nextInt(files.size()));
        var name = file.getFileName().toString();
        var size = (int) Files.size(file);
        switch (random.nextInt(7)) {
            case 0 -> {
                Files.delete(file);
                return name + " deleted";
            }
            case 1 -> {
                var left = size == 0 ? 0 : random.nextInt(size);
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), left));
                return name + " cut to " + left + " of " + size;
            }
            case 2 -> {
                var bytes = Files.readAllBytes(file);
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, bytes);
                return name + " with one bit turned";
            }
            case 3 -> {
                var bytes = new byte[size];
                random.nextBytes(bytes);
                Files.write(file, bytes);
                return name + " overwritten";
            }
            case 4 -> {
                var bytes = new byte[random.nextInt(1, 2_000)];
                random.nextBytes(bytes);
                Files.write(file, bytes, StandardOpenOption.APPEND);
                return name + " longer by " + bytes.length;
            }
            case 5 -> {
                Files.delete(file);
                Files.createDirectory(file);
                return name + " now a folder";
            }
            default -> {
                for (var other : files) {
                    if (random.nextBoolean()) {
                        Files.delete(other);
                    }
                }
                var half = search.resolve("index-half");
                Files.createDirectories(half);
                Files.write(half.resolve("segments_1"), new byte[random.nextInt(200)]);
                return "half of the files deleted, half an index beside them";
            }
        }
    }
}
