package cn.mingbai.district.cockpit;

import cn.mingbai.district.figures.UnitFigures;
import cn.mingbai.district.figures.UnitPage;
import cn.mingbai.materials.boards.BoardFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unit as an officer opens it.
 *
 * @param page the unit with the lines right below it
 * @param total the district's total, for whoever reaches only the one unit of it that {@code page} shows; else null
 * @param boards how the boards of the unit stand, or of all that the caller reaches of it
 * @param left what is left to do, in the order in which it holds the rest up; what is done is missing
 */
public record Desk(UnitPage page, @Nullable UnitFigures total, BoardFigures boards, List<Left> left) {

    /** What can be left to do. */
    public enum Kind {
        /** Villages without an outreach worker A: nobody goes to their households. */
        WORKERS,
        /** Villages that have no ledger yet: nobody knows which households are due. */
        LEDGERS,
        /** Households due and not reached. */
        HOUSEHOLDS,
        /** People who have not met their training and are past a due day. */
        OVERDUE,
        /** People who have not met it and still have time. */
        PEOPLE,
        /** Boards to put up or renew. */
        BOARDS,
        /** Workers' phones that have been silent for days. Known for today only. */
        PHONES
    }

    /**
     * One line of it.
     *
     * @param count how many, 1 or more
     * @param path the page on which it is done, a route without leading slash; empty where the caller has no such page
     */
    public record Left(Kind kind, long count, String path) {}

    /** Whether there is anything that figures could speak of: a unit of the caller's with people or households. */
    boolean isEmpty() {
        return page.unit() == null && page.below().isEmpty();
    }
}
