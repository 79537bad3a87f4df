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
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The training requirements within the caller's reach. */
@Service
public class Requirements {

    private static final int GRACE_DAYS = 365;
    private static final int BASIS_LENGTH = 200;

    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Requirements(JdbcClient jdbc, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A requirement as an officer writes it.
     *
     * @param duties who owes it, at least one
     * @param courses the codes of the courses, at least one
     * @param from the first day on which it is owed
     * @param due the last day on which it is done in time, not before {@code from}
     * @param graceDays how many days newcomers are given, 0 to 365
     * @param basis the document it rests on, 1 to 200 characters
     */
    public record Draft(
            Set<Duty> duties, Set<String> courses, LocalDate from, LocalDate due, int graceDays, String basis) {}

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

    /** The courses that can be required, titles by codes in order. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("courses belong to no division")
    public Map<String, String> courses() {
        access.require(Action.VIEW_REQUIREMENTS);
        var courses = new LinkedHashMap<String, String>();
        jdbc.sql("""
                select v.course_code, v.title from course_version v
                where v.version = (select max(l.version) from course_version l where l.course_code = v.course_code)
                order by v.course_code
                """)
                .query((row, index) -> courses.put(row.getString(1), row.getString(2)))
                .list();
        return courses;
    }

    /**
     * Sets a requirement for each duty of the draft at a division and below.
     *
     * @throws RuleViolation when a part is missing or out of range, or a course is unknown
     */
    @Transactional
    public void add(DivisionId division, Draft draft) {
        access.require(Action.EDIT_REQUIREMENTS, division);
        check(draft);
        var now = Times.sql(clock.instant());
        var by = access.caller().person().value();
        for (var duty : draft.duties().stream().sorted().toList()) {
            var id = jdbc.sql("select next value for requirement_seq")
                    .query(Long.class)
                    .single();
            jdbc.sql("""
                    insert into requirement (id, division_id, duty, due_on, grace_days, basis, valid_from, valid_to,
                      recorded_at, superseded_at, recorded_by)
                    values (:id, :division, :duty, :due, :grace, :basis, :from, '9999-12-31', :now, '9999-12-31', :by)
                    """)
                    .param("id", id)
                    .param("division", division.value())
                    .param("duty", duty.name())
                    .param("due", draft.due())
                    .param("grace", draft.graceDays())
                    .param("basis", draft.basis().strip())
                    .param("from", draft.from())
                    .param("now", now)
                    .param("by", by)
                    .update();
            for (var course : draft.courses()) {
                jdbc.sql("insert into requirement_course (requirement_id, course_code) values (:id, :course)")
                        .param("id", id)
                        .param("course", course)
                        .update();
            }
            audit.record(
                    "requirement.add",
                    "requirement " + id,
                    division,
                    duty + " " + draft.courses() + " from " + draft.from() + " due " + draft.due() + ", "
                            + draft.basis());
        }
    }

    /**
     * Ends a requirement today: from today on nobody owes it. Figures of earlier days stay.
     *
     * @throws NotFound when it is not one in force within reach
     */
    @Transactional
    public void end(long requirement) {
        var reach = access.require(Action.EDIT_REQUIREMENTS);
        var today = Times.today(clock);
        var division = jdbc.sql("select r.division_id from requirement r where r.id = :id"
                        + " and r.superseded_at = '9999-12-31' and r.valid_to > :day and "
                        + Reach.covers("r.division_id") + " for update")
                .param("id", requirement)
                .param("day", today)
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var now = Times.sql(clock.instant());
        var next = jdbc.sql("select next value for requirement_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into requirement (id, division_id, duty, window_kind, window_months, carry_months, met_by, due_on,
                  grace_days, basis, track, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                select :next, division_id, duty, window_kind, window_months, carry_months, met_by, due_on, grace_days,
                  basis, track, valid_from, greatest(:today, valid_from), :now, '9999-12-31', :by
                from requirement where id = :id
                """)
                .param("next", next)
                .param("today", today)
                .param("now", now)
                .param("by", access.caller().person().value())
                .param("id", requirement)
                .update();
        jdbc.sql("insert into requirement_course (requirement_id, course_code)"
                        + " select :next, course_code from requirement_course where requirement_id = :id")
                .param("next", next)
                .param("id", requirement)
                .update();
        jdbc.sql("insert into requirement_lesson (requirement_id, course_code, lesson_code)"
                        + " select :next, course_code, lesson_code from requirement_lesson where requirement_id = :id")
                .param("next", next)
                .param("id", requirement)
                .update();
        jdbc.sql("update requirement set superseded_at = :now where id = :id")
                .param("now", now)
                .param("id", requirement)
                .update();
        audit.record("requirement.end", "requirement " + requirement, division, "ends before " + today);
    }

    private void check(Draft draft) {
        if (draft.duties().isEmpty() || draft.courses().isEmpty()) {
            throw new RuleViolation("courses.requirement.choose");
        }
        if (draft.due().isBefore(draft.from())) {
            throw new RuleViolation("courses.requirement.due-before-from", draft.due(), draft.from());
        }
        if (draft.graceDays() < 0 || draft.graceDays() > GRACE_DAYS) {
            throw new RuleViolation("courses.requirement.grace", GRACE_DAYS, draft.graceDays());
        }
        if (draft.basis().isBlank() || draft.basis().length() > BASIS_LENGTH) {
            throw new RuleViolation("courses.requirement.basis", BASIS_LENGTH);
        }
        for (var course : draft.courses()) {
            var known = jdbc.sql("select count(*) from course where code = :code")
                    .param("code", course)
                    .query(Integer.class)
                    .single();
            if (known == 0) {
                throw new RuleViolation("courses.requirement.no-course", course);
            }
        }
    }
}
