package cn.mingbai.proof.draws;

import cn.mingbai.proof.CanonicalText;
import cn.mingbai.proof.Digest;
import java.util.Comparator;
import java.util.List;

/**
 * A draw without replacement from a frozen list.
 *
 * <p>The seed is SHA-256 over the line {@code seed}, 1, the digest of the list, the inspector's number, the town's. The
 * ticket of a household is SHA-256 over the line {@code ticket}, the seed, its key. In each part the households with the
 * lowest tickets are drawn, those after them replace in that order. Nothing is reduced to a range, so no household is
 * favoured by a remainder; every order is as likely as every other as far as SHA-256 is random.
 *
 * @param list the list
 * @param numbers the two numbers
 * @param seed what the tickets come from
 * @param parts what was drawn, in the order of the list's parts
 */
public record Draw(DrawList list, Numbers numbers, Digest seed, List<Drawn> parts) {

    /** The version of the form of {@link #text}. */
    public static final int FORM = 1;

    /**
     * What was drawn in one part.
     *
     * @param part its name
     * @param check the keys to check, in the order of their tickets
     * @param replacements the keys that replace them, first to last
     */
    public record Drawn(String part, List<String> check, List<String> replacements) {}

    private record Ticket(String hex, String key) {}

    /** Draws; the same list and numbers give the same draw. */
    public static Draw of(DrawList list, Numbers numbers) {
        var seed = Digest.of(
                new CanonicalText().line("seed", FORM, list.digest().hex(), numbers.inspector(), numbers.town()));
        return new Draw(
                list,
                numbers,
                seed,
                list.parts().stream().map(part -> drawn(seed, part)).toList());
    }

    /**
     * The draw, written down: a canonical text of these lines.
     *
     * <pre>
     * draw         1  reference  digest of the list
     * numbers      inspector's  town's
     * seed         seed
     * check        part  1, 2, …  key       one for each household drawn
     * replacement  part  1, 2, …  key       one for each replacement
     * </pre>
     */
    public CanonicalText text() {
        var text = new CanonicalText()
                .line("draw", FORM, list.reference(), list.digest().hex())
                .line("numbers", numbers.inspector(), numbers.town())
                .line("seed", seed.hex());
        for (var part : parts) {
            for (var i = 0; i < part.check().size(); i++) {
                text.line("check", part.part(), i + 1, part.check().get(i));
            }
            for (var i = 0; i < part.replacements().size(); i++) {
                text.line("replacement", part.part(), i + 1, part.replacements().get(i));
            }
        }
        return text;
    }

    private static Drawn drawn(Digest seed, DrawList.Part part) {
        var keys = part.households().stream()
                .map(key -> new Ticket(
                        Digest.of(new CanonicalText().line("ticket", seed.hex(), key))
                                .hex(),
                        key))
                .sorted(Comparator.comparing(Ticket::hex).thenComparing(Ticket::key))
                .limit((long) part.check() + part.replacements())
                .map(Ticket::key)
                .toList();
        return new Drawn(part.name(), keys.subList(0, part.check()), keys.subList(part.check(), keys.size()));
    }
}
