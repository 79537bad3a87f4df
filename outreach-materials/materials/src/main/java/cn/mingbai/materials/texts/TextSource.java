package cn.mingbai.materials.texts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A text as it is written and kept.
 *
 * @param ruleLayer the policy version whose rules it tells, for example {@code L26}
 * @param points the policy points on which it speaks
 * @param sources the articles on which it rests, each as {@code L26 48}
 * @param body Markdown, lines ended by line feeds; {@link TextReader} says of which kind
 */
public record TextSource(String title, String ruleLayer, List<String> points, List<String> sources, String body) {

    public TextSource {
        points = List.copyOf(points);
        sources = List.copyOf(sources);
    }

    /** A digest of all of it, 32 bytes. */
    byte[] digest() {
        var all = String.join("\n", title, ruleLayer, String.join(",", points), String.join(",", sources), body);
        try {
            return MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    /** What an editor hands over, in one form: line feeds, no blanks at line ends, one at the end of the text. */
    TextSource tidied() {
        var lines = body.replace("\r\n", "\n").replace('\r', '\n').replaceAll("[ \\t]+(?=\n|$)", "");
        return new TextSource(title.strip(), ruleLayer.strip(), points, sources, lines.stripTrailing() + "\n");
    }
}
