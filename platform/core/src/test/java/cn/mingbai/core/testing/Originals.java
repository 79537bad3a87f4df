package cn.mingbai.core.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The texts from which the shipped content takes its facts: the fact sheet on the policy and the founding notice, a line
 * a passage, Chinese characters and digits alone. The content must say everything in words of its own.
 */
public final class Originals {

    /** So many characters in a row are copied, fewer can be chance or the name of a document. */
    private static final int RUN = 20;

    private static final Pattern OTHER = Pattern.compile("[^\\p{IsHan}0-9]");
    private static final Pattern CITATION = Pattern.compile("\\[[A-Z][^\\]]*]|《[^》]*》");

    private static final Set<String> RUNS = read();

    private Originals() {}

    /** The first stretch of a text that stands word for word in an original, or empty; names in 《》 are not looked at. */
    public static Optional<String> copied(String text) {
        var plain = OTHER.matcher(CITATION.matcher(text).replaceAll("")).replaceAll("");
        return runs(plain).filter(RUNS::contains).findFirst();
    }

    private static java.util.stream.Stream<String> runs(String plain) {
        return IntStream.rangeClosed(0, plain.length() - RUN).mapToObj(at -> plain.substring(at, at + RUN));
    }

    private static Set<String> read() {
        try (var stream = Originals.class.getResourceAsStream("/core/original-passages.txt")) {
            var runs = new HashSet<String>();
            new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .flatMap(Originals::runs)
                    .forEach(runs::add);
            return Set.copyOf(runs);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
