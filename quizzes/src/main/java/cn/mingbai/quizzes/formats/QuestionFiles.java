package cn.mingbai.quizzes.formats;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetText;
import cn.mingbai.quizzes.questions.Question;
import java.util.List;
import java.util.Locale;

/** Reads and writes files of questions. */
public final class QuestionFiles {

    private QuestionFiles() {}

    /**
     * Reads a file, told by its content more than by its name.
     *
     * @param fileName the name under which it was uploaded; only its ending is looked at
     * @throws RuleViolation when it cannot be read as a whole; what is wrong with a question stands in the answer
     */
    public static Reading read(String fileName, byte[] bytes) {
        var name = fileName.toLowerCase(Locale.ROOT).strip();
        if (name.endsWith(".docx") || name.endsWith(".doc")) {
            throw new RuleViolation("quizzes.files.word");
        }
        if (bytes.length == 0) {
            throw new RuleViolation("core.sheet.empty");
        }
        if (bytes.length > SheetReader.MAX_BYTES) {
            throw new RuleViolation("core.sheet.too-large", SheetReader.MAX_BYTES / 1024 / 1024);
        }
        if (isSheet(name, bytes)) {
            return SheetFormat.read(fileName, bytes);
        }
        if (name.endsWith(".xml") || startsLikeXml(bytes)) {
            return MoodleXmlFormat.read(bytes);
        }
        var text = SheetText.decode(bytes)
                .replace("\uFEFF", "")
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        if (text.isBlank()) {
            throw new RuleViolation("core.sheet.empty");
        }
        var reading =
                name.endsWith(".gift") || GiftFormat.looksLike(text) ? GiftFormat.read(text) : TypedFormat.read(text);
        if (reading.format() == FileFormat.TYPED
                && reading.questions().isEmpty()
                && reading.refused().isEmpty()) {
            throw new RuleViolation("quizzes.files.no-question");
        }
        return reading;
    }

    /**
     * Writes questions.
     *
     * @param title the title line of a spreadsheet
     * @throws IllegalArgumentException for a format that is read only
     */
    public static Written write(FileFormat format, String title, List<Question> questions) {
        return switch (format) {
            case SHEET -> SheetFormat.write(title, questions);
            case GIFT -> GiftFormat.write(questions);
            case MOODLE_XML -> MoodleXmlFormat.write(questions);
            case TYPED -> throw new IllegalArgumentException("expected a format that is written");
        };
    }

    /**
     * A spreadsheet to fill in.
     *
     * @param example a cell for each column
     * @param guide lines that explain
     */
    public static byte[] template(String sheetName, String guideName, List<String> example, List<String> guide) {
        return SheetFormat.template(sheetName, guideName, example, guide);
    }

    private static boolean isSheet(String name, byte[] bytes) {
        var zip = bytes.length > 3 && bytes[0] == 'P' && bytes[1] == 'K';
        var old = bytes.length > 3 && (bytes[0] & 0xFF) == 0xD0 && (bytes[1] & 0xFF) == 0xCF;
        return zip || old || name.endsWith(".xlsx") || name.endsWith(".csv") || name.endsWith(".tsv");
    }

    private static boolean startsLikeXml(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, 300), java.nio.charset.StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00EF\u00BB\u00BF", "")
                .strip();
        return start.startsWith("<?xml") || start.startsWith("<quiz") || start.startsWith("<!DOCTYPE");
    }
}
