package cn.mingbai.proof.draws;

import cn.mingbai.proof.CanonicalText;
import cn.mingbai.proof.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The list a draw is made from, with how many are drawn, so that neither can change once its digest was shown.
 *
 * <p>Its text is a canonical text (see {@link CanonicalText}) of these lines, parts and keys in the order of their UTF-8
 * bytes:
 *
 * <pre>
 * draw-list  1  reference
 * part       name  households  check  replacements      one for each part
 * household  part  key                                  one for each household, part by part
 * </pre>
 *
 * <p>A key is what names a household without saying who lives there: its 户号.
 */
public final class DrawList {

    /** The version of the form described here. */
    public static final int FORM = 1;

    /** The longest list, in households. */
    public static final int LONGEST = 10_000_000;

    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    // No white space, no control or half characters, no backslash: what is written is then what is hashed.
    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Z}\\p{C}\\\\]{1,64}");

    private final String reference;
    private final List<Part> parts;

    private DrawList(String reference, List<Part> parts) {
        this.reference = reference;
        this.parts = parts;
    }

    /**
     * A part of a list, drawn from on its own.
     *
     * @param name a word that names it, not shared with another part of the list
     * @param households the keys, in any order; at least one
     * @param check how many are drawn
     * @param replacements how many more are drawn, in the order in which they replace what cannot be answered for
     */
    public record Part(String name, List<String> households, int check, int replacements) {

        /** Keeps its own copy of the keys. */
        public Part {
            households = List.copyOf(households);
        }
    }

    /**
     * The list, put in order.
     *
     * @param reference a word that names the inspection and no other
     * @param parts at least one
     * @throws IllegalArgumentException when there is no part or an empty one, a part or a household is named twice, more are
     *     to be drawn than there are or none in any part, or a word is empty, longer than 64 characters, not in
     *     normalisation form C, or has white space, control characters or backslashes in it
     */
    public static DrawList of(String reference, List<Part> parts) {
        word("reference", reference);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("expected at least one part");
        }
        var names = new HashSet<String>();
        var keys = new HashSet<String>();
        var drawn = 0L;
        for (var part : parts) {
            if (!names.add(word("name of a part", part.name()))) {
                throw new IllegalArgumentException("expected each part once, but got twice " + part.name());
            }
            if (part.households().isEmpty()) {
                throw new IllegalArgumentException("expected households in the part " + part.name());
            }
            for (var key : part.households()) {
                if (!keys.add(word("key of a household", key))) {
                    throw new IllegalArgumentException("expected each household once, but got twice " + key);
                }
            }
            if (keys.size() > LONGEST) {
                throw new IllegalArgumentException("expected at most " + LONGEST + " households");
            }
            if (part.check() < 0
                    || part.replacements() < 0
                    || (long) part.check() + part.replacements()
                            > part.households().size()) {
                throw new IllegalArgumentException(
                        "expected to draw from 0 to %d households of the part %s, but got %d and %d replacements"
                                .formatted(part.households().size(), part.name(), part.check(), part.replacements()));
            }
            drawn += part.check();
        }
        if (drawn == 0) {
            throw new IllegalArgumentException("expected to draw at least one household");
        }
        return new DrawList(
                reference,
                parts.stream()
                        .map(part -> new Part(
                                part.name(),
                                part.households().stream().sorted(BY_BYTES).toList(),
                                part.check(),
                                part.replacements()))
                        .sorted(Comparator.comparing(Part::name, BY_BYTES))
                        .toList());
    }

    /**
     * The list whose text this is.
     *
     * @throws IllegalArgumentException when it is not the text of a list, to the last character
     */
    public static DrawList parse(String text) {
        var lines = CanonicalText.parse(text);
        var parts = new ArrayList<Part>();
        var at = 1;
        String reference;
        try {
            reference = present(lines.getFirst().get(2));
            while (at < lines.size() && "part".equals(lines.get(at).getFirst())) {
                at++;
            }
            var next = at;
            for (var i = 1; i < at; i++) {
                var line = lines.get(i);
                var size = Integer.parseInt(present(line.get(2)));
                var keys = new ArrayList<String>();
                for (var line2 : lines.subList(next, Math.addExact(next, size))) {
                    keys.add(present(line2.get(2)));
                }
                next += size;
                parts.add(new Part(
                        present(line.get(1)),
                        keys,
                        Integer.parseInt(present(line.get(3))),
                        Integer.parseInt(present(line.get(4)))));
            }
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("expected the text of a list", malformed);
        }
        var list = of(reference, parts);
        if (!list.text().toString().equals(text)) {
            throw new IllegalArgumentException("expected the text of a list, in order and to the last character");
        }
        return list;
    }

    /** The word that names the inspection. */
    public String reference() {
        return reference;
    }

    /** The parts in order, each with its keys in order. */
    public List<Part> parts() {
        return parts;
    }

    /** The text described above. */
    public CanonicalText text() {
        var text = new CanonicalText().line("draw-list", FORM, reference);
        for (var part : parts) {
            text.line("part", part.name(), part.households().size(), part.check(), part.replacements());
        }
        for (var part : parts) {
            for (var key : part.households()) {
                text.line("household", part.name(), key);
            }
        }
        return text;
    }

    /** The digest of the text. */
    public Digest digest() {
        return Digest.of(text());
    }

    private static String word(String what, String word) {
        if (!WORD.matcher(word).matches() || !CanonicalText.normalised(word).equals(word)) {
            throw new IllegalArgumentException("expected a %s of 1 to 64 characters without white space, but got %s"
                    .formatted(what, Arrays.toString(word.toCharArray())));
        }
        return word;
    }

    private static String present(@Nullable String field) {
        if (field == null) {
            throw new IllegalArgumentException("expected a field, but got nothing");
        }
        return field;
    }
}
