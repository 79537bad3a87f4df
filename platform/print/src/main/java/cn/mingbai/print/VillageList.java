package cn.mingbai.print;

import java.util.List;

/**
 * What a village's list for the round on foot says.
 *
 * @param title the heading of every page
 * @param lead lines below it on the first page
 * @param headings the headings of the table: number, head, what is known, day, outcome, informed member
 * @param groups the parts of the village, in the order of print
 * @param outcomes how many outcomes can be ticked, 1..9
 * @param members how many kinds of informed member can be ticked, 1..9
 * @param notes what the digits in the boxes mean and what else is to be known; at the foot of every page, at most three
 */
public record VillageList(
        String title,
        List<String> lead,
        List<String> headings,
        List<Group> groups,
        int outcomes,
        int members,
        List<String> notes) {

    /** How many columns the table has. */
    public static final int COLUMNS = 6;

    public VillageList {
        lead = List.copyOf(lead);
        headings = List.copyOf(headings);
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
        if (headings.size() != COLUMNS) {
            throw new IllegalArgumentException("Expected " + COLUMNS + " headings, got " + headings.size());
        }
        if (outcomes < 1 || outcomes > 9 || members < 1 || members > 9 || notes.size() > 3) {
            throw new IllegalArgumentException("Expected 1 to 9 boxes and at most 3 notes, got %d, %d and %d"
                    .formatted(outcomes, members, notes.size()));
        }
    }

    /** A part of the village with its doors. */
    public record Group(String name, List<Door> doors) {

        public Group {
            doors = List.copyOf(doors);
        }
    }

    /**
     * A door.
     *
     * @param number the household number with its check character
     * @param head the head's name as it is to be printed
     * @param known its state, or how the last visit ended
     */
    public record Door(String number, String head, String known) {}
}
