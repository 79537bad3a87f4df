package cn.mingbai.materials.boards;

import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the board at a place on a day: pure, from what was done there until then.
 *
 * @param posted when and by whom the last board was put up, or null when none ever was
 * @param lastSeen the last time it was looked at since it was put up, the putting up included; null when none was
 * @param takenDown when it was taken down after that, or null while it hangs
 */
public record Standing(
        @Nullable PostingEntry posted,
        @Nullable PostingEntry lastSeen,
        @Nullable PostingEntry takenDown) {

    /** Nothing was ever posted. */
    public static final Standing NOTHING = new Standing(null, null, null);

    private static final Comparator<PostingEntry> IN_TIME =
            Comparator.comparing(PostingEntry::day).thenComparing(PostingEntry::id);

    /** How it stands after {@code entries}, which may be in any order; what was done on one day counts as recorded. */
    public static Standing of(List<PostingEntry> entries) {
        var standing = NOTHING;
        for (var entry : entries.stream().sorted(IN_TIME).toList()) {
            standing = standing.after(entry);
        }
        return standing;
    }

    private Standing after(PostingEntry entry) {
        return switch (entry.act()) {
            case POSTED -> new Standing(entry, entry, null);
            case INTACT, DAMAGED -> hangs() ? new Standing(posted, entry, null) : this;
            case TAKEN_DOWN -> hangs() ? new Standing(posted, lastSeen, entry) : this;
        };
    }

    /** Whether a board hangs there. */
    public boolean hangs() {
        return posted != null && takenDown == null;
    }

    /** Whether it was damaged when it was last seen. */
    public boolean damaged() {
        return hangs() && lastSeen != null && lastSeen.act() == BoardAct.DAMAGED;
    }

    /** The text that hangs there. */
    public Optional<TextId> text() {
        return hangs() && posted != null ? Optional.ofNullable(posted.text()) : Optional.empty();
    }

    /** The day it was last looked at, but for the putting up; null when it was not. */
    public @Nullable LocalDate checkedOn() {
        return lastSeen == null || lastSeen.act() == BoardAct.POSTED ? null : lastSeen.day();
    }

    /**
     * The state of the place.
     *
     * @param inForce the text in force for this kind of board on the day, or empty when there is none
     */
    public BoardState state(Optional<TextId> inForce) {
        if (posted == null) {
            return BoardState.NOT_POSTED;
        }
        if (!hangs()) {
            return BoardState.TAKEN_DOWN;
        }
        if (damaged()) {
            return BoardState.DAMAGED;
        }
        return text().equals(inForce) ? BoardState.UP : BoardState.DUE_FOR_RENEWAL;
    }
}
