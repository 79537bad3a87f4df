package cn.mingbai.quizzes.attempts;

import cn.mingbai.quizzes.marking.Form;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An attempt as its page needs it: never with a key. Questions and answers are empty unless the attempt is open.
 *
 * @param tab the number of this opening
 * @param now the server's time
 * @param opensAt when the start becomes possible, or null when it is at once
 * @param minutes how long it lasts from its start, extra time not counted
 * @param extraMinutes what this person was given beyond that
 * @param deadline until when answers are in time, or null before the start
 * @param windowEnd when it ends at the latest, extra time not counted, or null
 */
public record OpenedPaper(
        long attempt,
        int tab,
        String title,
        Mode mode,
        State state,
        Instant now,
        @Nullable Instant opensAt,
        int minutes,
        int extraMinutes,
        int passMark,
        @Nullable Instant deadline,
        @Nullable Instant windowEnd,
        Questions questions,
        Map<Integer, Kept> answers) {

    /**
     * The questions, ready to send.
     *
     * @param json an array of {@link Item}
     */
    public record Questions(@JsonRawValue @JsonValue String json) {

        static final Questions NONE = new Questions("[]");

        static Questions of(Paper paper) {
            var items = new ArrayList<Item>();
            for (var number = 1; paper.has(number); number++) {
                items.add(Item.of(ShownQuestions.item(number, paper.question(number), null)));
            }
            return new Questions(JSON.writeValueAsString(items));
        }

        /** How each is answered. */
        List<Form> forms() {
            return Arrays.stream(JSON.readValue(json, Item[].class))
                    .map(Item::form)
                    .toList();
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A question; see {@link Sheet.Item}.
     *
     * @param number from 1
     */
    public record Item(
            int number,
            String code,
            Sheet.Input input,
            String situation,
            String stem,
            List<Sheet.Choice> choices,
            List<Sheet.Choice> targets,
            String unit) {

        Form form() {
            return switch (input) {
                case ONE -> new Form(Form.Kind.ONE, keys(choices), List.of(), "");
                case SEVERAL -> new Form(Form.Kind.SEVERAL, keys(choices), List.of(), "");
                case TRUE_FALSE -> new Form(Form.Kind.JUDGED, List.of(), List.of(), "");
                case NUMBER -> new Form(Form.Kind.NUMBER, List.of(), List.of(), unit);
                case DAY -> new Form(Form.Kind.DAY, List.of(), List.of(), "");
                case TEXT -> new Form(Form.Kind.TEXT, List.of(), List.of(), "");
                case ORDER -> new Form(Form.Kind.ORDER, keys(choices), List.of(), "");
                case MATCH -> new Form(Form.Kind.MATCH, keys(choices), keys(targets), "");
            };
        }

        private static List<String> keys(List<Sheet.Choice> choices) {
            return choices.stream().map(Sheet.Choice::key).toList();
        }

        static Item of(Sheet.Item item) {
            return new Item(
                    item.number(),
                    item.code(),
                    item.input(),
                    item.situation(),
                    item.stem(),
                    item.choices(),
                    item.targets(),
                    item.unit());
        }
    }

    /** A saved answer; an empty one was taken back. */
    public record Kept(String answer, long seq) {}
}
