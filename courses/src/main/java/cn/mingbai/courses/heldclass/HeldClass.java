package cn.mingbai.courses.heldclass;

import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class with its list.
 *
 * @param division the unit that holds it
 * @param courses titles of the courses by their codes
 * @param reason why it was cancelled, empty otherwise
 * @param makeUpOf the class whose absentees it is for, or null
 * @param makeUps the classes that make up for this one and were not cancelled
 * @param people the list in the order of units and staff numbers
 * @param sheets the signed sheets, oldest first
 */
public record HeldClass(
        ClassId id,
        DivisionId division,
        String divisionName,
        ClassState state,
        ClassDraft plan,
        Map<String, String> courses,
        String reason,
        @Nullable Earlier makeUpOf,
        List<Earlier> makeUps,
        List<Seat> people,
        List<Attachment> sheets) {

    /** Another class that this one is tied to. */
    public record Earlier(ClassId id, String title, java.time.LocalDate day) {}

    /**
     * Somebody on the list.
     *
     * @param unit the unit as it was named on the day
     * @param parentUnit the town of a village, empty for other units
     * @param how how it was noted that the person was there, or null
     * @param at when it was noted
     * @param notedBy who noted it (代录人), or null
     * @param onRecord whether the attendance stands in the training records
     * @param reversalProposed whether taking it back waits for a second person
     * @param madeUpOn the day of a later class on which the person made up for this one, or null
     */
    public record Seat(
            PersonId person,
            String staffNumber,
            String name,
            DivisionId division,
            String unit,
            String parentUnit,
            Duty duty,
            Listing listing,
            @Nullable Presence how,
            @Nullable Instant at,
            @Nullable String notedBy,
            boolean onRecord,
            boolean reversalProposed,
            java.time.@Nullable LocalDate madeUpOn) {

        /** Whether the person was there, as far as noted. */
        public boolean isPresent() {
            return how != null;
        }
    }

    /** Those who were there. */
    public List<Seat> present() {
        return people.stream().filter(Seat::isPresent).toList();
    }

    /** Those who were not. */
    public List<Seat> absent() {
        return people.stream().filter(seat -> !seat.isPresent()).toList();
    }

    /** Those who were ticked and are not on record as long as no signed sheet is attached. */
    public List<Seat> unproved() {
        return state == ClassState.HELD && sheets.isEmpty()
                ? people.stream().filter(seat -> seat.how() == Presence.TICK).toList()
                : List.of();
    }
}
