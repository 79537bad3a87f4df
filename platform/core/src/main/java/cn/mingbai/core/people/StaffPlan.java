package cn.mingbai.core.people;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Change;
import cn.mingbai.core.spreadsheet.ImportReport.FieldChange;
import cn.mingbai.core.spreadsheet.ImportReport.Question;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a list of staff changes over what is known. Pure.
 *
 * <p>A person's rows together say where the person works now. A row whose unit and duty are known keeps that posting; a new
 * one begins a posting, and the person's postings that no row has end the day before. Without a new row nothing ends: what a
 * file leaves out is a question.
 */
final class StaffPlan {

    /** A row that could be read. */
    record Line(
            int row,
            String number,
            String name,
            @Nullable String phone,
            Division division,
            Duty duty,
            @Nullable LocalDate from) {}

    /**
     * A posting as known now.
     *
     * @param person the record it stands under: the person's own, or one merged into it
     */
    record KnownPosting(
            long id, long person, DivisionId division, Duty duty, LocalDate from, LocalDate to, boolean inReach) {}

    /**
     * A person of the system whom the file names.
     *
     * @param editable whether the caller may change the person
     */
    record KnownPerson(
            long id,
            String number,
            String name,
            @Nullable String phone,
            boolean editable,
            List<KnownPosting> postings) {}

    /** A person's posting that the file's units have and the file has not. */
    record Absent(String number, String name, DivisionId division, Duty duty) {}

    record NewPerson(String number, String name, @Nullable String phone) {}

    record PersonChange(long id, String name, @Nullable String phone) {}

    record NewPosting(String number, DivisionId division, Duty duty, LocalDate from, LocalDate to) {}

    /**
     * A posting that is not as we knew it.
     *
     * @param to the first day without it, or null when it never held
     */
    record ClosedPosting(
            KnownPosting posting, long person, @Nullable LocalDate to) {}

    /** What to write. */
    record Writes(
            List<NewPerson> persons,
            List<PersonChange> changes,
            List<ClosedPosting> closed,
            List<NewPosting> postings) {}

    /** The words of a report: headings and names, in the language of the file. */
    record Words(
            String nameHeading,
            String phoneHeading,
            String unitHeading,
            String dutyHeading,
            String fromHeading,
            Function<Duty, String> duty,
            Function<DivisionId, String> division) {}

    private final Map<String, KnownPerson> known;
    private final LocalDate today;
    private final Words words;

    private final List<Change> added = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<NewPerson> newPersons = new ArrayList<>();
    private final List<PersonChange> personChanges = new ArrayList<>();
    private final List<ClosedPosting> closed = new ArrayList<>();
    private final List<NewPosting> newPostings = new ArrayList<>();
    private int unchanged;

    private StaffPlan(Map<String, KnownPerson> known, LocalDate today, Words words) {
        this.known = known;
        this.today = today;
        this.words = words;
    }

    /**
     * The plan.
     *
     * @param lines the rows that could be read, in file order
     * @param unreadable the rows that could not
     * @param known the persons whom the rows name, by staff number
     * @param inUnits the open postings of the units that the rows name
     * @param merged numbers of the file that are another person's now, and whose
     */
    static StaffPlan of(
            List<Line> lines,
            List<Refused> unreadable,
            Map<String, KnownPerson> known,
            Collection<Absent> inUnits,
            Map<String, String> merged,
            LocalDate today,
            Words words) {
        var plan = new StaffPlan(known, today, words);
        plan.refused.addAll(unreadable);
        var byNumber = new LinkedHashMap<String, List<Line>>();
        lines.forEach(line -> byNumber.computeIfAbsent(line.number(), number -> new ArrayList<>())
                .add(line));
        byNumber.forEach(plan::person);
        plan.askFor(inUnits, byNumber.keySet(), unreadable.isEmpty());
        merged.forEach((number, kept) -> plan.questions.add(new Question(
                number,
                byNumber.containsKey(kept) ? byNumber.get(kept).getFirst().name() : "",
                "core.staff-import.number-merged",
                List.of(kept))));
        return plan;
    }

    ImportReport report() {
        return new ImportReport(added, changed, unchanged, refused, questions);
    }

    Writes writes() {
        return new Writes(newPersons, personChanges, closed, newPostings);
    }

    int endedCount() {
        return closed.size();
    }

    private void person(String number, List<Line> all) {
        var lines = consistent(all);
        if (lines.size() < all.size()) {
            return;
        }
        var person = known.get(number);
        if (person == null) {
            addPerson(number, lines);
        } else if (person.editable()) {
            changePerson(person, lines);
        } else {
            lines.forEach(
                    line -> refused.add(new Refused(line.row(), "", "core.staff-import.number-elsewhere", number)));
        }
    }

    // One person is written one way throughout the file, and no row is there twice.
    private List<Line> consistent(List<Line> lines) {
        var good = new ArrayList<Line>();
        var first = lines.getFirst();
        for (var line : lines) {
            var same = good.stream()
                    .filter(other ->
                            other.division().id().equals(line.division().id()) && other.duty() == line.duty())
                    .findFirst();
            if (same.isPresent()) {
                refused.add(new Refused(
                        line.row(),
                        "",
                        "core.staff-import.row-twice",
                        same.get().row()));
            } else if (!line.name().equals(first.name())) {
                refused.add(new Refused(
                        line.row(), words.nameHeading(), "core.staff-import.other-name", first.row(), first.name()));
            } else if (line.phone() != null
                    && first.phone() != null
                    && !line.phone().equals(first.phone())) {
                refused.add(
                        new Refused(line.row(), words.phoneHeading(), "core.staff-import.other-phone", first.row()));
            } else {
                good.add(line);
            }
        }
        return good;
    }

    private static @Nullable String phone(List<Line> lines) {
        return lines.stream()
                .map(Line::phone)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void addPerson(String number, List<Line> lines) {
        newPersons.add(new NewPerson(number, lines.getFirst().name(), phone(lines)));
        for (var line : lines) {
            newPostings.add(posting(line));
            added.add(new Change(line.row(), number, line.name(), newFields(line)));
        }
    }

    private NewPosting posting(Line line) {
        return new NewPosting(line.number(), line.division().id(), line.duty(), begin(line), Times.NO_END);
    }

    private LocalDate begin(Line line) {
        return line.from() == null ? today : line.from();
    }

    private List<FieldChange> newFields(Line line) {
        return List.of(
                new FieldChange(words.unitHeading(), "", line.division().name()),
                new FieldChange(words.dutyHeading(), "", words.duty().apply(line.duty())),
                new FieldChange(words.fromHeading(), "", begin(line).toString()));
    }

    private void changePerson(KnownPerson person, List<Line> lines) {
        var open = person.postings().stream()
                .filter(posting -> posting.inReach() && posting.to().isAfter(today))
                .toList();
        var kept = new HashMap<Line, KnownPosting>();
        for (var line : lines) {
            open.stream()
                    .filter(posting -> posting.division().equals(line.division().id()) && posting.duty() == line.duty())
                    .findFirst()
                    .ifPresent(posting -> kept.put(line, posting));
        }
        var fresh = lines.stream().filter(line -> !kept.containsKey(line)).toList();
        var left = open.stream()
                .filter(posting -> lines.stream()
                                .noneMatch(line -> posting.division()
                                                .equals(line.division().id())
                                        && posting.duty() == line.duty())
                        && posting.to().equals(Times.NO_END))
                .toList();
        var fields = new TreeMap<Integer, List<FieldChange>>();
        var before = refused.size();
        for (var line : lines) {
            var posting = kept.get(line);
            if (posting != null) {
                correctBeginning(person, line, posting, fields);
            } else {
                begin(person, line, fields);
            }
        }
        if (!fresh.isEmpty()) {
            end(person, left, fresh, fields);
        } else {
            left.forEach(posting -> questions.add(new Question(
                    person.number(),
                    person.name(),
                    "core.staff-import.posting-absent",
                    List.of(
                            words.division().apply(posting.division()),
                            words.duty().apply(posting.duty())))));
        }
        if (refused.size() > before) {
            return;
        }
        correctPerson(person, lines, fields);
        for (var line : lines) {
            var changes = fields.getOrDefault(line.row(), List.of());
            if (changes.isEmpty()) {
                unchanged++;
            } else {
                changed.add(new Change(line.row(), person.number(), line.name(), changes));
            }
        }
    }

    private void correctPerson(KnownPerson person, List<Line> lines, Map<Integer, List<FieldChange>> fields) {
        var first = lines.getFirst();
        var phone = phone(lines) == null ? person.phone() : phone(lines);
        var differences = new ArrayList<FieldChange>();
        if (!first.name().equals(person.name())) {
            differences.add(new FieldChange(words.nameHeading(), person.name(), first.name()));
        }
        if (phone != null && !phone.equals(person.phone())) {
            differences.add(new FieldChange(words.phoneHeading(), person.phone() == null ? "" : person.phone(), phone));
        }
        if (!differences.isEmpty()) {
            personChanges.add(new PersonChange(person.id(), first.name(), phone));
            fields.computeIfAbsent(first.row(), row -> new ArrayList<>()).addAll(differences);
        }
    }

    private void correctBeginning(
            KnownPerson person, Line line, KnownPosting posting, Map<Integer, List<FieldChange>> fields) {
        if (line.from() == null || line.from().equals(posting.from())) {
            return;
        }
        if (!line.from().isBefore(posting.to())) {
            refused.add(new Refused(
                    line.row(), words.fromHeading(), "core.staff-import.after-end", line.from(), posting.to()));
            return;
        }
        var overlap = person.postings().stream()
                .filter(other -> other != posting
                        && other.person() == posting.person()
                        && other.division().equals(posting.division())
                        && other.duty() == posting.duty()
                        && other.from().isBefore(posting.to())
                        && other.to().isAfter(line.from()))
                .findFirst();
        if (overlap.isPresent()) {
            refused.add(new Refused(
                    line.row(),
                    words.fromHeading(),
                    "core.staff-import.ended-before",
                    overlap.get().to()));
            return;
        }
        closed.add(new ClosedPosting(posting, person.id(), null));
        newPostings.add(new NewPosting(person.number(), posting.division(), posting.duty(), line.from(), posting.to()));
        fields.computeIfAbsent(line.row(), row -> new ArrayList<>())
                .add(new FieldChange(
                        words.fromHeading(),
                        posting.from().toString(),
                        line.from().toString()));
    }

    private void begin(KnownPerson person, Line line, Map<Integer, List<FieldChange>> fields) {
        var overlap = person.postings().stream()
                .filter(other -> other.division().equals(line.division().id())
                        && other.duty() == line.duty()
                        && other.to().isAfter(begin(line)))
                .findFirst();
        if (overlap.isPresent()) {
            refused.add(new Refused(
                    line.row(),
                    words.fromHeading(),
                    "core.staff-import.ended-before",
                    overlap.get().to()));
            return;
        }
        newPostings.add(posting(line));
        fields.computeIfAbsent(line.row(), row -> new ArrayList<>()).addAll(newFields(line));
    }

    private void end(
            KnownPerson person, List<KnownPosting> left, List<Line> fresh, Map<Integer, List<FieldChange>> fields) {
        var first =
                fresh.stream().min(java.util.Comparator.comparing(this::begin)).orElseThrow();
        var day = begin(first);
        for (var posting : left) {
            if (posting.from().isAfter(day)) {
                refused.add(new Refused(
                        first.row(),
                        words.fromHeading(),
                        "core.staff-import.before-current",
                        day,
                        words.division().apply(posting.division()),
                        posting.from()));
                continue;
            }
            closed.add(new ClosedPosting(posting, person.id(), posting.from().equals(day) ? null : day));
            fields.computeIfAbsent(first.row(), row -> new ArrayList<>())
                    .add(new FieldChange(
                            words.unitHeading(),
                            words.division().apply(posting.division()) + " "
                                    + words.duty().apply(posting.duty()),
                            "→ " + day.minusDays(1)));
        }
    }

    private void askFor(Collection<Absent> inUnits, Set<String> listed, boolean complete) {
        // With rows unread we do not know who is absent.
        if (!complete) {
            return;
        }
        var asked = new HashSet<Absent>();
        for (var absent : inUnits) {
            if (!listed.contains(absent.number()) && asked.add(absent)) {
                questions.add(new Question(
                        absent.number(),
                        absent.name(),
                        "core.staff-import.person-absent",
                        List.of(
                                words.division().apply(absent.division()),
                                words.duty().apply(absent.duty()))));
            }
        }
    }
}
