package cn.mingbai.courses.authoring;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;

/**
 * What changed between two texts, line by line, and inside a line character by character.
 *
 * @param rows all lines of both texts, in order
 */
public record LessonDifference(List<Row> rows) {

    // Characters of private use stand around what changed; the texts themselves lose theirs first.
    private static final char BEGIN = '\uE0F1';
    private static final char END = '\uE0F2';

    private static final DiffRowGenerator GENERATOR = DiffRowGenerator.create()
            .showInlineDiffs(true)
            .inlineDiffByWord(false)
            .lineNormalizer(line -> line)
            .oldTag(begin -> String.valueOf(begin ? BEGIN : END))
            .newTag(begin -> String.valueOf(begin ? BEGIN : END))
            .build();

    /** What became of a line. */
    public enum Kind {
        SAME,
        CHANGED,
        ADDED,
        REMOVED
    }

    /**
     * A line of the one text beside a line of the other.
     *
     * @param before the older line in pieces, none where it was added
     * @param after the newer line in pieces, none where it was removed
     */
    public record Row(Kind kind, List<Piece> before, List<Piece> after) {

        /** The older line as it was. */
        public String oldText() {
            return joined(before);
        }

        /** The newer line as it is. */
        public String newText() {
            return joined(after);
        }

        private static String joined(List<Piece> pieces) {
            return String.join("", pieces.stream().map(Piece::text).toList());
        }
    }

    /**
     * A piece of a line.
     *
     * @param changed whether it is what differs
     */
    public record Piece(String text, boolean changed) {}

    /** Compares two texts. */
    public static LessonDifference of(String before, String after) {
        return new LessonDifference(GENERATOR.generateDiffRows(lines(before), lines(after)).stream()
                .map(LessonDifference::row)
                .toList());
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return rows.stream().allMatch(row -> row.kind() == Kind.SAME);
    }

    private static Row row(DiffRow row) {
        return switch (row.getTag()) {
            case EQUAL -> new Row(Kind.SAME, pieces(row.getOldLine()), pieces(row.getNewLine()));
            case INSERT -> new Row(Kind.ADDED, List.of(), whole(row.getNewLine()));
            case DELETE -> new Row(Kind.REMOVED, whole(row.getOldLine()), List.of());
            case CHANGE -> new Row(Kind.CHANGED, pieces(row.getOldLine()), pieces(row.getNewLine()));
        };
    }

    private static List<Piece> whole(String line) {
        return List.of(new Piece(clean(line), true));
    }

    private static List<Piece> pieces(String line) {
        var pieces = new ArrayList<Piece>();
        var changed = false;
        var text = new StringBuilder();
        for (var i = 0; i < line.length(); i++) {
            var letter = line.charAt(i);
            if (letter == BEGIN || letter == END) {
                if (!text.isEmpty()) {
                    pieces.add(new Piece(text.toString(), changed));
                    text.setLength(0);
                }
                changed = letter == BEGIN;
            } else {
                text.append(letter);
            }
        }
        if (!text.isEmpty() || pieces.isEmpty()) {
            pieces.add(new Piece(text.toString(), changed));
        }
        return pieces;
    }

    private static List<String> lines(String text) {
        return clean(text).lines().toList();
    }

    private static String clean(String text) {
        return text.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
    }
}
