package cn.mingbai.core.divisions;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What loading a list would change.
 *
 * @param added units that get a new identity
 * @param recoded units that keep their identity under another code
 * @param renamed units that keep identity and code under another name
 * @param unchanged how many stay as they are
 * @param ended units of the covered counties that the list no longer has
 * @param questions new units that may be old ones: an officer decides each before anything is loaded
 */
public record DivisionListPlan(
        List<DivisionListRow> added,
        List<Change> recoded,
        List<Change> renamed,
        int unchanged,
        List<Division> ended,
        List<Question> questions) {

    /** A unit that stays itself. */
    public record Change(Division before, DivisionListRow after) {}

    /** May {@code row} be one of {@code candidates}, which the list otherwise ends? */
    public record Question(DivisionListRow row, List<Division> candidates) {}

    /**
     * An officer's answers by new code: the identity that the unit continues, or null when it is a new one.
     *
     * @param byCode the answer for each questioned code
     */
    public record Answers(Map<DivisionCode, @Nullable DivisionId> byCode) {

        /** No answers yet. */
        public static final Answers NONE = new Answers(Map.of());
    }
}
