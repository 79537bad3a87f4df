package cn.mingbai.app.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Looks for texts in bytes of whatever kind, in UTF-8 and in UTF-16 of both orders, in one pass. */
final class CanarySearch {

    private static final int BLOCK = 1024 * 1024;

    private record Wanted(String text, byte[] bytes) {}

    private final List<List<Wanted>> byFirst = new ArrayList<>();
    private final int longest;

    CanarySearch(String... texts) {
        for (var first = 0; first <= 0xFF; first++) {
            byFirst.add(new ArrayList<>());
        }
        var most = 0;
        for (var text : texts) {
            for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                var bytes = text.getBytes(charset);
                byFirst.get(bytes[0] & 0xFF).add(new Wanted(text, bytes));
                most = Math.max(most, bytes.length);
            }
        }
        longest = most;
    }

    /** Those of the texts that stand in it. */
    Set<String> in(byte[] content) {
        return in(content, content.length);
    }

    private Set<String> in(byte[] content, int length) {
        var found = new TreeSet<String>();
        for (var at = 0; at < length; at++) {
            for (var wanted : byFirst.get(content[at] & 0xFF)) {
                var bytes = wanted.bytes();
                if (at + bytes.length <= length
                        && Arrays.equals(content, at, at + bytes.length, bytes, 0, bytes.length)) {
                    found.add(wanted.text());
                }
            }
        }
        return found;
    }

    /** Those of the texts that stand in what is read, however long it is. */
    Set<String> in(InputStream content) throws IOException {
        var found = new TreeSet<String>();
        var block = new byte[BLOCK + longest];
        var kept = 0;
        while (true) {
            var read = content.readNBytes(block, kept, BLOCK);
            found.addAll(in(block, kept + read));
            if (read < BLOCK) {
                return found;
            }
            // What stands across two blocks.
            var next = Math.min(longest - 1, kept + read);
            System.arraycopy(block, kept + read - next, block, 0, next);
            kept = next;
        }
    }
}
