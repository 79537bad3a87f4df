package cn.mingbai.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What attackers type into fields and addresses. */
public final class Hostile {

    /** What markup of {@link #markup()} sets when a browser runs it. */
    public static final String CANARY = "window.hurt";

    /** What a line of the log would hold that {@link #injections()} forged. */
    public static final String FORGED = "FORGED-LINE";

    private static final Pattern ESCAPED = Pattern.compile("\\\\(u[0-9a-f]{4}|[nrt\\\\])");
    private static final Pattern REPEATED = Pattern.compile("@(\\d+)@(.*)");

    private Hostile() {}

    /** Texts that a careless page runs as a script; each sets {@link #CANARY} to 1. */
    public static List<String> markup() {
        return lines("markup.txt");
    }

    /** Texts against SQL, HQL, Lucene, patterns, dates, numbers and logs. */
    public static List<String> injections() {
        return lines("injection.txt").stream().map(Hostile::meant).toList();
    }

    // The file has one text on each line: controls and lone surrogates are written as in Java, long ones as
    // @times@text.
    private static String meant(String line) {
        var repeated = REPEATED.matcher(line);
        var text = repeated.matches() ? repeated.group(2).repeat(Integer.parseInt(repeated.group(1))) : line;
        return ESCAPED.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            case "\\" -> "\\";
                            default ->
                                String.valueOf(
                                        (char) Integer.parseInt(escape.group(1).substring(1), 16));
                        }));
    }

    private static List<String> lines(String name) {
        try (var file = Objects.requireNonNull(Hostile.class.getResourceAsStream("/hostile/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
