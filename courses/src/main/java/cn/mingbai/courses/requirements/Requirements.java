package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The training requirements within the caller's reach. */
@Service
public class Requirements {

    static final int GRACE_DAYS = 365;
    static final int CARRY_MONTHS = 6;
    static final int WINDOW_MONTHS = 60;
    private static final int BASIS_LENGTH = 200;
    private static final LocalDate EARLIEST = LocalDate.of(1949, 10, 1);
    private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);

    private final JdbcClient jdbc;
    private final CourseChoices choices;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Requirements(JdbcClient jdbc, CourseChoices choices, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.choices = choices;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A requirement as an officer writes it.
     *
     * @param duties who owes it, at least one
     * @param from the first day on which it is owed
     */
    public record Draft(Set<Duty> duties, LocalDate from, Terms terms) {

        /** Whole courses, owed once, met by a test. */
        public Draft(
                Set<Duty> duties, Set<String> courses, LocalDate from, LocalDate due, int graceDays, String basis) {
            this(duties, from, new Terms(courses, Map.of(), Window.ONCE, 0, 0, MetBy.PASS, due, graceDays, basis));
        }
    }

    /** The requirements set within reach that are in force today or later, as known now, in code order. */
    @Transactional(readOnly = true)
    public List<Requirement> list() {
        var reach = access.require(Action.VIEW_REQUIREMENTS);
        return jdbc.sql(RequirementDirectory.SELECT
                        + " where r.superseded_at = '9999-12-31' and r.valid_to > :day and "
                        + Reach.covers("r.division_id") + " order by v.code, r.due_on, r.duty, r.id")
                .param("day", Times.today(clock))
                .params(reach.parameters())
                .query(RequirementDirectory::map)
                .list();
    }

    /** The courses that can be required, in the order of their codes; also those that are not published yet. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("courses belong to no division")
    public List<CourseChoice> courses() {
        access.require(Action.VIEW_REQUIREMENTS);
        return List.copyOf(choices.on(Times.today(clock)).values());
    }

    /**
     * Sets a requirement for each duty of the draft at a division and below.
     *
     * @throws RuleViolation when a part is missing or out of range, or a course or lesson is unknown
     */
    @Transactional
    public void add(DivisionId division, Draft draft) {
        access.require(Action.EDIT_REQUIREMENTS, division);
        add(division, draft, null);
    }

    /** Sets requirements that come from a track, or from none; the caller has checked the right to. */
    void add(DivisionId division, Draft draft, @Nullable String track) {
        if (draft.duties().isEmpty()) {
            throw new RuleViolation("courses.requirement.choose");
        }
        check(draft.from(), draft.terms());
        var now = Times.sql(clock.instant());
        for (var duty : draft.duties().stream().sorted().toList()) {
            var id = insert(division, duty, draft.from(), Times.NO_END, draft.terms(), track, now);
            audit.record("requirement.add", "requirement " + id, division, said(duty, draft.from(), draft.terms()));
        }
    }

    /**
     * Changes what a requirement asks for, from a day on: before it nothing changes. From its own first day on it is put
     * right as a whole. Figures as known before stay as they were.
     *
     * @param from not before the requirement's first day, and before its end
     * @throws NotFound when it is not one in force within reach, for example because somebody else changed it meanwhile
     * @throws RuleViolation when a part is missing or out of range, or nothing would change
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void change(long requirement, LocalDate from, Terms terms) {
        var row = inForce(requirement);
        if (from.isBefore(row.from()) || !from.isBefore(row.to())) {
            throw new RuleViolation("courses.requirement.change-day", row.from(), from);
        }
        check(from, terms);
        if (terms.equals(Terms.of(row))) {
            throw new RuleViolation("courses.requirement.nothing-changed");
        }
        var now = Times.sql(clock.instant());
        supersede(requirement, now);
        if (from.isAfter(row.from())) {
            insert(row.division(), row.duty(), row.from(), from, Terms.of(row), row.track(), now);
        }
        var next = insert(row.division(), row.duty(), from, row.to(), terms, row.track(), now);
        audit.record(
                "requirement.change",
                "requirement " + requirement,
                row.division(),
                "now " + next + ", " + said(row.duty(), from, terms) + "; before: "
                        + said(row.duty(), row.from(), Terms.of(row)));
    }

    /**
     * Ends a requirement today: from today on nobody owes it. Figures of earlier days stay.
     *
     * @throws NotFound when it is not one in force within reach
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void end(long requirement) {
        var row = inForce(requirement);
        var today = Times.today(clock);
        var now = Times.sql(clock.instant());
        supersede(requirement, now);
        insert(
                row.division(),
                row.duty(),
                row.from(),
                today.isAfter(row.from()) ? today : row.from(),
                Terms.of(row),
                row.track(),
                now);
        audit.record("requirement.end", "requirement " + requirement, row.division(), "ends before " + today);
    }

    /** Locks it, so that of two officers at once the second finds it superseded. */
    private Requirement inForce(long requirement) {
        var reach = access.require(Action.EDIT_REQUIREMENTS);
        var today = Times.today(clock);
        jdbc.sql("select r.id from requirement r where r.id = :id and r.superseded_at = '9999-12-31'"
                        + " and r.valid_to > :day and " + Reach.covers("r.division_id") + " for update")
                .param("id", requirement)
                .param("day", today)
                .params(reach.parameters())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return jdbc.sql(RequirementDirectory.SELECT + " where r.id = :id")
                .param("id", requirement)
                .param("day", today)
                .query(RequirementDirectory::map)
                .single();
    }

    private void supersede(long requirement, LocalDateTime now) {
        jdbc.sql("update requirement set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", requirement)
                .update();
    }

    private long insert(
            DivisionId division,
            Duty duty,
            LocalDate from,
            LocalDate to,
            Terms terms,
            @Nullable String track,
            LocalDateTime now) {
        var id = jdbc.sql("select next value for requirement_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into requirement (id, division_id, duty, window_kind, window_months, carry_months, met_by, due_on,
                  grace_days, basis, track, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                values (:id, :division, :duty, :window, :months, :carry, :metBy, :due, :grace, :basis, :track, :from, :to,
                  :now, '9999-12-31', :by)
                """)
                .param("id", id)
                .param("division", division.value())
                .param("duty", duty.name())
                .param("window", terms.window().name())
                .param("months", terms.windowMonths())
                .param("carry", terms.carryMonths())
                .param("metBy", terms.metBy().name())
                .param("due", terms.due())
                .param("grace", terms.graceDays())
                .param("basis", terms.basis())
                .param("track", track)
                .param("from", from)
                .param("to", to)
                .param("now", now)
                .param("by", access.caller().person().value())
                .update();
        for (var course : terms.courses()) {
            jdbc.sql("insert into requirement_course (requirement_id, course_code) values (:id, :course)")
                    .param("id", id)
                    .param("course", course)
                    .update();
            for (var lesson : terms.lessons().getOrDefault(course, List.of())) {
                jdbc.sql("insert into requirement_lesson (requirement_id, course_code, lesson_code)"
                                + " values (:id, :course, :lesson)")
                        .param("id", id)
                        .param("course", course)
                        .param("lesson", lesson)
                        .update();
            }
        }
        return id;
    }

    private static String said(Duty duty, LocalDate from, Terms terms) {
        return duty + " " + terms.courses() + (terms.lessons().isEmpty() ? "" : " lessons " + terms.lessons())
                + " from "
                + from + " due " + terms.due() + ", " + terms.window()
                + (terms.window() == Window.MONTHS ? " " + terms.windowMonths() : "")
                + (terms.carryMonths() > 0 ? " carry " + terms.carryMonths() : "") + ", " + terms.metBy() + ", grace "
                + terms.graceDays() + ", " + terms.basis();
    }

    private void check(LocalDate from, Terms terms) {
        if (terms.courses().isEmpty()) {
            throw new RuleViolation("courses.requirement.choose");
        }
        for (var day : List.of(from, terms.due())) {
            if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
                throw new RuleViolation("courses.requirement.day-range", day, EARLIEST, LATEST);
            }
        }
        if (terms.due().isBefore(from)) {
            throw new RuleViolation("courses.requirement.due-before-from", terms.due(), from);
        }
        if (terms.graceDays() < 0 || terms.graceDays() > GRACE_DAYS) {
            throw new RuleViolation("courses.requirement.grace", GRACE_DAYS, terms.graceDays());
        }
        checkWindow(terms);
        if (terms.basis().isBlank() || terms.basis().length() > BASIS_LENGTH) {
            throw new RuleViolation("courses.requirement.basis", BASIS_LENGTH);
        }
        checkCourses(terms);
    }

    private static void checkWindow(Terms terms) {
        var months = terms.window() == Window.MONTHS;
        if (months ? terms.windowMonths() < 1 || terms.windowMonths() > WINDOW_MONTHS : terms.windowMonths() != 0) {
            throw new RuleViolation("courses.requirement.months", WINDOW_MONTHS, terms.windowMonths());
        }
        if (terms.carryMonths() < 0
                || terms.carryMonths() > (terms.window() == Window.CALENDAR_YEAR ? CARRY_MONTHS : 0)) {
            throw new RuleViolation("courses.requirement.carry", CARRY_MONTHS, terms.carryMonths());
        }
    }

    private void checkCourses(Terms terms) {
        var known = choices.on(Times.today(clock));
        for (var course : terms.courses()) {
            if (!known.containsKey(course)) {
                throw new RuleViolation("courses.requirement.no-course", course);
            }
        }
        terms.lessons().forEach((course, lessons) -> {
            var choice = known.get(course);
            if (choice == null || !terms.courses().contains(course)) {
                throw new RuleViolation("courses.requirement.no-course", course);
            }
            var codes = choice.lessons().stream()
                    .map(CourseChoice.LessonChoice::code)
                    .toList();
            for (var lesson : lessons) {
                if (!codes.contains(lesson)) {
                    throw new RuleViolation("courses.requirement.no-lesson", course, lesson);
                }
            }
        });
    }
}
