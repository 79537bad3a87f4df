package cn.mingbai.materials.boards;

import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.List;

/**
 * What the page of a place shows before anything is entered.
 *
 * @param standing how it stands today
 * @param texts the texts that may have been posted: the one in force, then those printed for this place before, and the
 *     one in force a month ago; empty when there is none yet
 * @param version the version that hangs there, or an empty text
 * @param from the first day that may be entered
 * @param today the last day that may be entered
 */
public record PostingForm(
        BoardPlace place,
        Standing standing,
        BoardState state,
        String version,
        List<Choice> texts,
        LocalDate from,
        LocalDate today) {

    /**
     * A text that may have been posted.
     *
     * @param version for example {@code L26-2}
     */
    public record Choice(TextId text, String version, boolean inForce) {}
}
