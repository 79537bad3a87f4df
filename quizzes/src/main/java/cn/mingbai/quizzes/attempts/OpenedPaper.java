package cn.mingbai.quizzes.attempts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        List<Item> questions,
        Map<Integer, Kept> answers) {

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
