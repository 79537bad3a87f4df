package cn.mingbai.core.spreadsheet;

import java.util.Comparator;
import java.util.List;

/**
 * What an import would do, or did. A file with a refused row is not applied at all.
 *
 * @param added what the system did not know
 * @param changed what the file says otherwise
 * @param unchanged how many rows say what is known
 * @param refused rows that cannot be taken, in row order
 * @param questions what the system knows and the file does not have: nothing is ended for it, somebody decides
 */
public record ImportReport(
        List<Change> added, List<Change> changed, int unchanged, List<Refused> refused, List<Question> questions) {

    /** Nothing found. */
    public static final ImportReport EMPTY = new ImportReport(List.of(), List.of(), 0, List.of(), List.of());

    public ImportReport {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        refused = refused.stream().sorted(Comparator.comparingInt(Refused::row)).toList();
        questions = List.copyOf(questions);
    }

    /** Whether nothing is refused, so that the file may be applied. */
    public boolean isClean() {
        return refused.isEmpty();
    }

    /** Whether applying the file would write nothing. */
    public boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty();
    }

    /**
     * A row that adds or changes something.
     *
     * @param row the row's number as the user sees it
     * @param key what identifies it, for example a staff number
     * @param name how the user recognises it; masked where names are masked
     * @param fields what changes; for an addition {@code before} is empty
     */
    public record Change(int row, String key, String name, List<FieldChange> fields) {

        public Change {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One value that changes.
     *
     * @param column the heading, as the template writes it
     */
    public record FieldChange(String column, String before, String after) {}

    /**
     * A row that cannot be taken.
     *
     * @param row the row's number as the user sees it
     * @param column the heading, as the template writes it; empty when the row as a whole is wrong
     * @param messageKey the reason's sentence
     * @param arguments its arguments
     */
    public record Refused(int row, String column, String messageKey, List<Object> arguments) {

        public Refused {
            arguments = List.copyOf(arguments);
        }

        public Refused(int row, String column, String messageKey, Object... arguments) {
            this(row, column, messageKey, List.of(arguments));
        }
    }

    /**
     * Something known that the file does not have.
     *
     * @param key what identifies it
     * @param name how the user recognises it; masked where names are masked
     * @param messageKey the question's sentence
     * @param arguments its arguments
     */
    public record Question(String key, String name, String messageKey, List<Object> arguments) {

        public Question {
            arguments = List.copyOf(arguments);
        }
    }
}
