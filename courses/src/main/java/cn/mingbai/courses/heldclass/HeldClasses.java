package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.print.Fonts;
import cn.mingbai.print.SignInSheet;
import cn.mingbai.print.SignInSheetPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Held classes within the caller's reach: planned, listed, printed and cancelled. {@link ClassSignIn} notes who came. */
@Service
public class HeldClasses {

    private static final int TITLE_LENGTH = 100;
    private static final int TEACHER_LENGTH = 60;
    private static final int REASON_LENGTH = 300;
    private static final int BLANK_ROWS = 5;
    private static final int MOST_AHEAD_DAYS = 400;
    private static final LocalDate EARLIEST = LocalDate.of(2010, 1, 1);
    private static final BigDecimal LEAST_HOURS = new BigDecimal("0.5");
    private static final BigDecimal MOST_HOURS = new BigDecimal("16");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final ClassRows rows;
    private final PublishedCourses published;
    private final DivisionDirectory divisions;
    private final Codes codes;
    private final Attachments attachments;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    HeldClasses(
            ClassRows rows,
            PublishedCourses published,
            DivisionDirectory divisions,
            Codes codes,
            Attachments attachments,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.published = published;
        this.divisions = divisions;
        this.codes = codes;
        this.attachments = attachments;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The classes within reach whose day lies in the year, the latest day first. */
    @Transactional(readOnly = true)
    public List<ClassLine> list(Year year) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        return rows.lines(year.atDay(1), year.plusYears(1).atDay(1), reach);
    }

    /** The courses that a class on this day can teach: titles by codes. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("courses belong to no division")
    public Map<String, String> courses(LocalDate day) {
        access.require(Action.VIEW_TRAINED_PEOPLE);
        return titles(day);
    }

    /**
     * A class with its list.
     *
     * @throws NotFound when it is not one within reach
     */
    @Transactional(readOnly = true)
    public HeldClass one(ClassId id) {
        return page(rows.plan(id, access.require(Action.VIEW_TRAINED_PEOPLE)));
    }

    /**
     * Plans a class and lists those invited.
     *
     * @param division the unit that holds it
     * @throws RuleViolation when a part is missing or out of range, or a course is not published on the day
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ClassId plan(DivisionId division, ClassDraft draft) {
        access.require(Action.RECORD_TRAINING, division);
        check(draft);
        var id = rows.insertSession(division, null);
        rows.writePlan(id, ClassState.PLANNED, draft, "");
        invite(id, draft);
        audit.record("class.plan", "class " + id.value(), division, details(draft));
        return id;
    }

    /**
     * Changes a class that has not been held. The list follows: whoever is invited now joins it, whoever was invited and no
     * longer is leaves it, unless they are noted as there; people added by hand stay.
     *
     * @throws RuleViolation when it is over, or a part is missing or out of range
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void change(ClassId id, ClassDraft draft) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requirePlanned(plan);
        check(draft);
        if (!rows.attendance(id).isEmpty() && draft.day().isAfter(Times.today(clock))) {
            throw new RuleViolation("courses.class.present-before-day", draft.day());
        }
        rows.writePlan(id, ClassState.PLANNED, draft, "");
        invite(id, draft);
        audit.record("class.plan", "class " + id.value(), plan.division(), details(draft));
    }

    /**
     * Cancels a class that has not been held.
     *
     * @param reason why, 1 to 300 characters
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void cancel(ClassId id, String reason) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requirePlanned(plan);
        if (reason.isBlank() || reason.strip().length() > REASON_LENGTH) {
            throw new RuleViolation("courses.class.reason", REASON_LENGTH);
        }
        rows.writePlan(id, ClassState.CANCELLED, plan.draft(), reason.strip());
        audit.record("class.cancel", "class " + id.value(), plan.division(), reason.strip());
    }

    /**
     * Puts people on the list by hand; whoever is on it already stays.
     *
     * @throws NotFound when one of them is not within reach
     * @throws RuleViolation when the class is over
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void add(ClassId id, Set<PersonId> people) {
        var reach = access.require(Action.RECORD_TRAINING);
        var plan = rows.locked(id, reach);
        requirePlanned(plan);
        var found = rows.within(reach, people, plan.draft().day());
        if (found.size() < people.size()) {
            throw new NotFound("core.access.not-found");
        }
        var seats = rows.seats(id);
        var added = found.values().stream()
                .filter(candidate -> !seats.containsKey(candidate.person()))
                .toList();
        rows.addSeats(id, added, Listing.BY_HAND);
        if (!added.isEmpty()) {
            audit.record("class.list", "class " + id.value(), plan.division(), "added " + numbers(added));
        }
    }

    /**
     * Takes people off the list of a class that has not been held.
     *
     * @throws RuleViolation when the class is over, or one of them is noted as there
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void remove(ClassId id, Set<PersonId> people) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        requirePlanned(plan);
        var seats = rows.seats(id);
        if (!seats.keySet().containsAll(people)) {
            throw new NotFound("core.access.not-found");
        }
        if (rows.attendance(id).keySet().stream().anyMatch(people::contains)) {
            throw new RuleViolation("courses.class.remove-present");
        }
        rows.removeSeats(id, people);
        audit.record(
                "class.list",
                "class " + id.value(),
                plan.division(),
                "removed "
                        + people.stream()
                                .map(person -> String.valueOf(person.value()))
                                .sorted()
                                .toList());
    }

    /**
     * Plans a make-up class (补训) for those who missed this one and have not made up for it: the same courses, place,
     * teacher and hours, and the absentees on its list.
     *
     * @param day its day, after the class
     * @throws RuleViolation when the class has not been held, nobody is left to make up for it, or the day is not after it
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ClassId makeUp(ClassId id, LocalDate day) {
        var reach = access.require(Action.RECORD_TRAINING);
        var plan = rows.locked(id, reach);
        if (plan.state() != ClassState.HELD) {
            throw new RuleViolation("courses.class.make-up-of-held");
        }
        if (!day.isAfter(plan.draft().day())) {
            throw new RuleViolation(
                    "courses.class.make-up-day", day, plan.draft().day());
        }
        var waiting = new HashSet<PersonId>();
        rows.makeUps(id).stream()
                .filter(other -> rows.plan(other.id(), reach).state() == ClassState.PLANNED)
                .forEach(other -> waiting.addAll(rows.seats(other.id()).keySet()));
        var absent = rows.list(id).stream()
                .map(ClassRows.SeatRow::shown)
                .filter(seat -> !seat.isPresent() && seat.madeUpOn() == null && !waiting.contains(seat.person()))
                .map(seat -> new ClassRows.Candidate(seat.person(), seat.division(), seat.duty()))
                .toList();
        if (absent.isEmpty()) {
            throw new RuleViolation("courses.class.nobody-to-make-up");
        }
        var old = plan.draft();
        var suffix = texts.get(Locale.SIMPLIFIED_CHINESE, "courses.class.make-up-suffix");
        var title =
                old.title().endsWith(suffix) ? old.title() : cut(old.title(), TITLE_LENGTH - suffix.length()) + suffix;
        var draft = new ClassDraft(
                title,
                old.courses(),
                old.place(),
                old.teacher(),
                day,
                old.start(),
                old.end(),
                old.hours(),
                Set.of(),
                Set.of());
        check(draft);
        var next = rows.insertSession(plan.division(), id);
        rows.writePlan(next, ClassState.PLANNED, draft, "");
        rows.addSeats(next, absent, Listing.MAKE_UP);
        audit.record(
                "class.plan",
                "class " + next.value(),
                plan.division(),
                "makes up for class " + id.value() + ", " + absent.size() + " people, " + details(draft));
        return next;
    }

    /**
     * The sign-in sheet (签到表) of a planned class: everyone on the list in the order of units, each with a code, and a few
     * empty rows. Printed again it bears the same codes.
     *
     * @return a PDF
     * @throws RuleViolation when the class is cancelled, nobody is on the list, or a name cannot be printed
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public byte[] signInSheet(ClassId id) {
        var plan = rows.locked(id, access.require(Action.RECORD_TRAINING));
        if (plan.state() == ClassState.CANCELLED) {
            throw new RuleViolation("courses.class.cancelled-already");
        }
        var list = rows.list(id);
        if (list.isEmpty()) {
            throw new RuleViolation("courses.class.nobody-listed");
        }
        var tokens = codes.tokens(
                CodeKind.CLASS_SEAT, list.stream().map(ClassRows.SeatRow::seat).toList());
        var people = new ArrayList<SignInSheet.Row>();
        for (var row : list) {
            var seat = row.shown();
            var undrawable = Fonts.undrawable(seat.name() + seat.unit() + seat.parentUnit());
            if (!undrawable.isEmpty()) {
                throw new RuleViolation("courses.class.undrawable", seat.staffNumber(), String.join("", undrawable));
            }
            people.add(new SignInSheet.Row(
                    seat.name(),
                    seat.parentUnit().isEmpty() ? seat.unit() : seat.parentUnit() + " " + seat.unit(),
                    word("core.duty." + seat.duty()),
                    codes.address(CodeKind.CLASS_SEAT, tokens.get(row.seat()))));
        }
        var draft = plan.draft();
        var facts = List.of(
                fact("title", draft.title()),
                fact(
                        "courses",
                        String.join(
                                "；",
                                coursesOf(draft).entrySet().stream()
                                        .map(course -> course.getKey() + " " + course.getValue())
                                        .toList())),
                fact(
                        "time",
                        word(
                                "courses.class.print.time-text",
                                draft.day(),
                                TIME.format(draft.start()),
                                TIME.format(draft.end()),
                                hours(draft.hours()))),
                fact("place", draft.place()),
                fact("teacher", draft.teacher()),
                fact(
                        "held-by",
                        divisions
                                .find(plan.division(), draft.day())
                                .map(Division::name)
                                .orElse("")));
        for (var fact : facts) {
            var undrawable = Fonts.undrawable(fact.text());
            if (!undrawable.isEmpty()) {
                throw new RuleViolation("courses.class.undrawable-text", String.join("", undrawable));
            }
        }
        var sheet = new SignInSheet(
                word("courses.class.print.heading"),
                facts,
                List.of(word("courses.class.print.columns").split("\\|")),
                people,
                BLANK_ROWS,
                word("courses.class.print.note"));
        var out = new ByteArrayOutputStream();
        try {
            SignInSheetPrinter.write(sheet, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        audit.record("class.print", "class " + id.value(), plan.division(), people.size() + " people");
        return out.toByteArray();
    }

    /** Whether printed codes lead to the server's own machine, so that no phone opens them. */
    @NotDivisionScoped("a setting of the whole system")
    public boolean codesOpenNowhere() {
        access.require(Action.RECORD_TRAINING);
        return codes.leadsToOwnMachine();
    }

    private HeldClass page(ClassRows.Plan plan) {
        var draft = plan.draft();
        return new HeldClass(
                plan.id(),
                plan.division(),
                divisions.find(plan.division(), draft.day()).map(Division::name).orElse(""),
                plan.state(),
                draft,
                coursesOf(draft),
                plan.reason(),
                plan.makeUpOf() == null ? null : rows.earlier(plan.makeUpOf()).orElse(null),
                rows.makeUps(plan.id()),
                rows.list(plan.id()).stream().map(ClassRows.SeatRow::shown).toList(),
                attachments.all(rows.sheets(plan.id())));
    }

    private Map<String, String> coursesOf(ClassDraft draft) {
        var titles = titles(draft.day());
        var courses = new LinkedHashMap<String, String>();
        draft.courses().stream().sorted().forEach(code -> courses.put(code, titles.getOrDefault(code, "")));
        return courses;
    }

    private Map<String, String> titles(LocalDate day) {
        return published.offered(day).stream()
                .collect(Collectors.toMap(
                        PublishedCourses.Offered::code,
                        PublishedCourses.Offered::title,
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private void invite(ClassId id, ClassDraft draft) {
        var invited = rows.invited(draft);
        var seats = rows.seats(id);
        var present = rows.attendance(id);
        rows.addSeats(
                id,
                invited.values().stream()
                        .filter(candidate -> !seats.containsKey(candidate.person()))
                        .toList(),
                Listing.INVITED);
        rows.removeSeats(
                id,
                seats.entrySet().stream()
                        .filter(seat -> seat.getValue() == Listing.INVITED
                                && !invited.containsKey(seat.getKey())
                                && !present.containsKey(seat.getKey()))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    private void check(ClassDraft draft) {
        text(draft.title(), TITLE_LENGTH, "courses.class.title-form");
        text(draft.place(), TITLE_LENGTH, "courses.class.place-form");
        text(draft.teacher(), TEACHER_LENGTH, "courses.class.teacher-form");
        var latest = Times.today(clock).plusDays(MOST_AHEAD_DAYS);
        if (draft.day().isBefore(EARLIEST) || draft.day().isAfter(latest)) {
            throw new RuleViolation("courses.class.day-range", draft.day(), EARLIEST, latest);
        }
        if (!draft.end().isAfter(draft.start())) {
            throw new RuleViolation("courses.class.end-before-start", draft.end(), draft.start());
        }
        var hours = draft.hours();
        if (hours.compareTo(LEAST_HOURS) < 0
                || hours.compareTo(MOST_HOURS) > 0
                || hours.remainder(LEAST_HOURS).signum() != 0) {
            throw new RuleViolation("courses.class.hours-range", hours.toPlainString());
        }
        if (draft.courses().isEmpty()) {
            throw new RuleViolation("courses.class.choose-course");
        }
        if (draft.units().isEmpty() != draft.duties().isEmpty()) {
            throw new RuleViolation("courses.class.units-and-duties");
        }
        var offered = titles(draft.day());
        draft.courses().stream().sorted().forEach(course -> {
            if (!offered.containsKey(course)) {
                throw new RuleViolation("courses.class.not-published", course, draft.day());
            }
        });
        draft.units().forEach(unit -> access.require(Action.RECORD_TRAINING, unit));
    }

    private static void text(String text, int length, String key) {
        var stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.codePointCount(0, stripped.length()) > length
                || stripped.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RuleViolation(key, length);
        }
    }

    static void requirePlanned(ClassRows.Plan plan) {
        switch (plan.state()) {
            case PLANNED -> {}
            case HELD -> throw new RuleViolation("courses.class.held-already");
            case CANCELLED -> throw new RuleViolation("courses.class.cancelled-already");
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, length)));
    }

    private static String numbers(List<ClassRows.Candidate> people) {
        return people.stream()
                .map(each -> String.valueOf(each.person().value()))
                .sorted()
                .toList()
                .toString();
    }

    private static String details(ClassDraft draft) {
        return draft.title().strip() + ", " + draft.day() + " " + draft.start() + "-" + draft.end() + ", "
                + draft.hours().toPlainString() + " hours, courses "
                + draft.courses().stream().sorted().toList();
    }

    private SignInSheet.Fact fact(String key, String text) {
        return new SignInSheet.Fact(word("courses.class.print." + key), text);
    }

    private String word(String key, Object... arguments) {
        return texts.get(Locale.SIMPLIFIED_CHINESE, key, arguments);
    }

    /** Hours without needless decimals: 4, 2.5. */
    static String hours(BigDecimal hours) {
        return hours.stripTrailingZeros().toPlainString();
    }
}
