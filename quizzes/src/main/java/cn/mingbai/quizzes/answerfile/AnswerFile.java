package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.error.RuleViolation;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of answers as the answering page writes it. Anybody with a text editor can write one: it is a statement, and its
 * check shows damage only.
 *
 * @param attempt the attempt's number
 * @param clockOff how far the device's clock was behind the server's, as the page knew it; zero when it did not
 */
record AnswerFile(long attempt, int tab, Duration clockOff, List<Item> answers) {

    /** The largest file, in bytes. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int MOST_ANSWERS = 200;
    private static final int LONGEST = 200;
    private static final int DEEPEST = 8;
    private static final long LARGEST_SEQ = 1L << 53;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(MOST_BYTES)
                            .maxNumberLength(30)
                            .build())
                    .build())
            .build();

    AnswerFile {
        answers = List.copyOf(answers);
    }

    /**
     * An answer.
     *
     * @param text in the form in which pages save it; empty when it was taken back
     * @param seq the page's number for it
     * @param typedAt the device's own time
     */
    record Item(int number, String text, long seq, @Nullable Instant typedAt) {}

    /**
     * Reads a file, or a paste of its text.
     *
     * @throws RuleViolation when it is too large, is no such file, or was damaged or changed on its way
     */
    static AnswerFile read(String text) {
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new RuleViolation("quizzes.answer-file.too-large", MOST_BYTES / 1024);
        }
        JsonNode root;
        try {
            root = JSON.readTree(text.replace("\uFEFF", "").strip());
        } catch (JacksonException malformed) {
            throw new RuleViolation("quizzes.answer-file.unreadable");
        }
        if (root == null || !root.isObject() || !root.path("kind").asString("").equals("mingbai-answers")) {
            throw new RuleViolation("quizzes.answer-file.unreadable");
        }
        if (root.path("version").asInt(0) != 1) {
            throw new RuleViolation("quizzes.answer-file.version");
        }
        var attempt = root.path("attempt").asLong(0);
        var tab = root.path("tab").asInt(-1);
        var list = root.path("answers");
        if (attempt < 1 || tab < 0 || !list.isArray() || list.size() > MOST_ANSWERS) {
            throw new RuleViolation("quizzes.answer-file.unreadable");
        }
        var answers = new ArrayList<Item>();
        var checked =
                new StringBuilder().append(attempt).append('\n').append(tab).append('\n');
        var numbers = new HashSet<Integer>();
        for (var one : list) {
            var number = one.path("number").asInt(0);
            var answer = one.path("answer").asString("");
            var seq = one.path("seq").asLong(-1);
            var typedAt = one.path("typedAt").asString("");
            if (number < 1 || seq < 0 || seq > LARGEST_SEQ || answer.length() > LONGEST || !numbers.add(number)) {
                throw new RuleViolation("quizzes.answer-file.unreadable");
            }
            checked.append(number)
                    .append('|')
                    .append(seq)
                    .append('|')
                    .append(typedAt)
                    .append('|');
            checked.append(answer).append('\n');
            answers.add(new Item(number, answer.strip(), seq, instant(typedAt)));
        }
        if (!root.path("check").asString("").equals(check(checked.toString()))) {
            throw new RuleViolation("quizzes.answer-file.damaged");
        }
        return new AnswerFile(
                attempt,
                tab,
                off(
                        instant(root.path("writtenAt").asString("")),
                        instant(root.path("serverTime").asString(""))),
                answers);
    }

    /** When the answer was typed by the server's clock, as far as the page knew it, or null. */
    @Nullable
    Instant typedAt(Item item) {
        return item.typedAt() == null ? null : item.typedAt().plus(clockOff);
    }

    static String check(String text) {
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static Duration off(@Nullable Instant written, @Nullable Instant server) {
        return written == null || server == null ? Duration.ZERO : Duration.between(written, server);
    }

    private static @Nullable Instant instant(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            var read = Instant.parse(text);
            // Outside of these a database cannot keep it; the device's clock was not set.
            return read.isBefore(Instant.parse("2000-01-01T00:00:00Z"))
                            || read.isAfter(Instant.parse("2200-01-01T00:00:00Z"))
                    ? null
                    : read;
        } catch (DateTimeException malformed) {
            throw new RuleViolation("quizzes.answer-file.unreadable");
        }
    }
}
