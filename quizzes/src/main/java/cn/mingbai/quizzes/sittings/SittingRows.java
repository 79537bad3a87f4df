package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables of scheduled tests. */
@Component
class SittingRows {

    private static final int CHUNK = 500;

    private static final String SELECT =
            "select p.id plan_id, s.id, s.division_id, s.course_code, s.prepare_job, s.prepared_at, p.state, p.title,"
                    + " p.duties, p.opens_at, p.closes_at, p.minutes, p.pass_mark, p.reason from sitting s"
                    + " join sitting_plan p on p.in_force = s.id where ";

    /** A seat's state, as {@link SeatState} names it; needs {@code p} (plan), {@code a} (attempt), {@code x} (extra). */
    private static final String STATE = "case when a.handed_in_at is not null and a.score is null then 'ABSENT'"
            + " when a.handed_in_at is not null then if(a.passed, 'PASSED', 'NOT_PASSED')"
            + " when a.started_at is not null then 'ANSWERING'"
            + " when p.state = 'CANCELLED'"
            + " or date_add(p.closes_at, interval coalesce(x.minutes, 0) minute) <= :now then 'ABSENT'"
            + " else 'WAITING' end";

    private static final String SEATS = " from sitting_seat e join sitting_plan p on p.in_force = e.sitting_id"
            + " left join attempt a on a.id = e.attempt_id"
            + " left join sitting_extra x on x.sitting_id = e.sitting_id and x.in_force = e.in_force"
            + " where e.in_force is not null and ";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final PersonAliases aliases;
    private final Access access;
    private final Clock clock;

    SittingRows(JdbcClient jdbc, JdbcTemplate batches, PersonAliases aliases, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.aliases = aliases;
        this.access = access;
        this.clock = clock;
    }

    /**
     * A scheduled test with the plan in force.
     *
     * @param plan the number of that plan; each change makes another
     */
    record Planned(
            SittingId id,
            long plan,
            DivisionId division,
            String course,
            boolean cancelled,
            SittingDraft draft,
            String reason,
            Optional<JobId> job,
            @Nullable Instant preparedAt) {

        Phase phase(Instant now) {
            if (cancelled) {
                return Phase.CANCELLED;
            }
            if (now.isBefore(draft.opens())) {
                return Phase.PLANNED;
            }
            return now.isBefore(draft.closes()) ? Phase.RUNNING : Phase.OVER;
        }

        /** Whether papers are being drawn, were, or are at the first look. */
        boolean draws(Instant now) {
            return !now.isBefore(draft.opens().minus(Sittings.AHEAD));
        }
    }

    /** Somebody who can be put on a list: where they are posted, and as what. */
    record Candidate(PersonId person, DivisionId division, Duty duty) {}

    SittingId insert(DivisionId division, String course) {
        var id = next("sitting");
        jdbc.sql("insert into sitting (id, division_id, course_code, created_at, created_by)"
                        + " values (:id, :division, :course, :now, :by)")
                .param("id", id)
                .param("division", division.value())
                .param("course", course)
                .param("now", now())
                .param("by", by())
                .update();
        return new SittingId(id);
    }

    /** Makes this the plan in force. */
    void writePlan(SittingId id, boolean cancelled, SittingDraft draft, String reason) {
        jdbc.sql("update sitting_plan set superseded_at = :now where in_force = :id")
                .param("now", now())
                .param("id", id.value())
                .update();
        jdbc.sql("""
                insert into sitting_plan (id, sitting_id, state, title, duties, opens_at, closes_at, minutes, pass_mark,
                  reason, recorded_at, superseded_at, recorded_by)
                values (:id, :sitting, :state, :title, :duties, :opens, :closes, :minutes, :pass, :reason, :now,
                  '9999-12-31', :by)
                """)
                .param("id", next("sitting_plan"))
                .param("sitting", id.value())
                .param("state", cancelled ? "CANCELLED" : "PLANNED")
                .param("title", draft.title())
                .param(
                        "duties",
                        draft.duties().stream().sorted().map(Enum::name).collect(Collectors.joining(",")))
                .param("opens", Times.sql(draft.opens()))
                .param("closes", Times.sql(draft.closes()))
                .param("minutes", draft.minutes())
                .param("pass", draft.passMark())
                .param("reason", reason)
                .param("now", now())
                .param("by", by())
                .update();
    }

    /** One whose whole is within reach, its row locked, so that what follows happens one after the other. */
    Planned locked(SittingId id, Reach reach) {
        jdbc.sql("select s.id from sitting s where s.id = :id and " + Reach.covers("s.division_id") + " for update")
                .param("id", id.value())
                .params(reach.parameters())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return one(id);
    }

    /** One whose whole, or of whose people some, are within reach. */
    Planned seen(SittingId id, Reach reach) {
        return jdbc.sql(SELECT + "s.id = :id and " + seen())
                .param("id", id.value())
                .params(reach.parameters())
                .query(SittingRows::planned)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private static String seen() {
        return "(" + Reach.covers("s.division_id")
                + " or exists (select 1 from sitting_seat e where e.sitting_id = s.id"
                + " and e.in_force is not null and " + Reach.covers("e.division_id") + "))";
    }

    boolean covers(Reach reach, DivisionId division) {
        return jdbc.sql("select " + Reach.covers(":division"))
                .param("division", division.value())
                .params(reach.parameters())
                .query(Boolean.class)
                .single();
    }

    /** One, its row locked against changes while papers are drawn; empty when there is none. */
    Optional<Planned> shared(SittingId id) {
        return jdbc.sql("select id from sitting where id = :id lock in share mode")
                .param("id", id.value())
                .query(Long.class)
                .optional()
                .map(found -> one(id));
    }

    /** One, its row locked. */
    Planned exclusive(SittingId id) {
        jdbc.sql("select id from sitting where id = :id for update")
                .param("id", id.value())
                .query(Long.class)
                .single();
        return one(id);
    }

    private Planned one(SittingId id) {
        return jdbc.sql(SELECT + "s.id = :id")
                .param("id", id.value())
                .query(SittingRows::planned)
                .single();
    }

    private static Planned planned(ResultSet row, int index) throws SQLException {
        var job = row.getObject("prepare_job", Long.class);
        var prepared = row.getObject("prepared_at", LocalDateTime.class);
        return new Planned(
                new SittingId(row.getLong("id")),
                row.getLong("plan_id"),
                new DivisionId(row.getLong("division_id")),
                row.getString("course_code"),
                row.getString("state").equals("CANCELLED"),
                new SittingDraft(
                        row.getString("title"),
                        Arrays.stream(row.getString("duties").split(","))
                                .map(Duty::valueOf)
                                .collect(Collectors.toSet()),
                        instant(row, "opens_at"),
                        instant(row, "closes_at"),
                        row.getInt("minutes"),
                        row.getInt("pass_mark")),
                row.getString("reason"),
                Optional.ofNullable(job).map(JobId::new),
                prepared == null ? null : Times.instant(prepared));
    }

    /** The tests whose opening lies in [from, to) and which are within reach or have people within reach. */
    List<SittingLine> lines(Instant from, Instant to, Reach reach) {
        return jdbc.sql("""
                select s.id, p.title, s.course_code, p.state, p.opens_at, p.closes_at,
                  coalesce((select v.name from division_version v where v.division_id = s.division_id
                    and v.superseded_at = '9999-12-31' order by v.valid_from desc limit 1), '') division_name,
                  coalesce(e.listed, 0) listed, coalesce(e.handed_in, 0) handed_in, coalesce(e.passed, 0) passed
                from sitting s join sitting_plan p on p.in_force = s.id
                left join (select e.sitting_id, count(*) listed, sum(a.score is not null) handed_in,
                    sum(coalesce(a.passed, false)) passed
                  from sitting_seat e left join attempt a on a.id = e.attempt_id
                  where e.in_force is not null and\s""" + Reach.covers("e.division_id") + """
                 group by e.sitting_id) e on e.sitting_id = s.id
                where p.opens_at >= :from and p.opens_at < :to and\s""" + seen() + " order by p.opens_at desc, s.id desc")
                .param("from", Times.sql(from))
                .param("to", Times.sql(to))
                .params(reach.parameters())
                .query((row, index) -> {
                    var opens = instant(row, "opens_at");
                    var closes = instant(row, "closes_at");
                    var now = clock.instant();
                    return new SittingLine(
                            new SittingId(row.getLong("id")),
                            row.getString("title"),
                            row.getString("course_code"),
                            row.getString("division_name"),
                            row.getString("state").equals("CANCELLED")
                                    ? Phase.CANCELLED
                                    : now.isBefore(opens)
                                            ? Phase.PLANNED
                                            : now.isBefore(closes) ? Phase.RUNNING : Phase.OVER,
                            opens,
                            closes,
                            row.getInt("listed"),
                            row.getInt("handed_in"),
                            row.getInt("passed"));
                })
                .list();
    }

    /** Everyone whose posting on the day of the opening, as known now, lies at the unit or below, with one of the duties. */
    Map<PersonId, Candidate> invited(DivisionId unit, SittingDraft draft) {
        return candidates(unit, draft, null);
    }

    /** Whether the person would be invited today. */
    Optional<Candidate> invitedNow(Planned plan, PersonId person) {
        return Optional.ofNullable(
                candidates(plan.division(), plan.draft(), person).get(person));
    }

    private Map<PersonId, Candidate> candidates(DivisionId unit, SittingDraft draft, @Nullable PersonId only) {
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        var found = new LinkedHashMap<PersonId, Candidate>();
        jdbc.sql("""
                select p.person_id, p.division_id, p.duty from posting p
                join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where p.duty in (:duties) and p.valid_from <= :day and p.valid_to > :day
                  and p.superseded_at = '9999-12-31' and (:all or p.person_id in (:persons))
                  and exists (select 1 from division_ancestor a where a.descendant_id = p.division_id
                    and a.ancestor_id = :unit and a.valid_from <= :day and a.valid_to > :day)
                order by v.code, p.duty, p.id
                """)
                .param("day", only == null ? Times.dayOf(draft.opens()) : Times.today(clock))
                .param("duties", draft.duties().stream().map(Enum::name).toList())
                .param("unit", unit.value())
                .param("all", only == null)
                .param("persons", only == null ? Set.of(0L) : aliases.all(only.value()))
                .query((row, index) -> new Candidate(
                        new PersonId(kept.getOrDefault(row.getLong(1), row.getLong(1))),
                        new DivisionId(row.getLong(2)),
                        Duty.valueOf(row.getString(3))))
                .list()
                .forEach(candidate -> found.putIfAbsent(candidate.person(), candidate));
        return found;
    }

    /** Who came to a list, and who went from it. */
    record Moves(List<PersonId> added, List<PersonId> gone) {}

    /** Brings the list up to those invited now; whoever has a paper stays. */
    Moves refresh(Planned plan) {
        var invited = invited(plan.division(), plan.draft());
        var there = jdbc
                .sql("select person_id from sitting_seat where sitting_id = :id and in_force is not null")
                .param("id", plan.id().value())
                .query(Long.class)
                .list()
                .stream()
                .map(PersonId::new)
                .collect(Collectors.toSet());
        var added = invited.values().stream()
                .filter(candidate -> !there.contains(candidate.person()))
                .toList();
        add(plan.id(), added, "LISTED");
        var gone = there.stream()
                .filter(person -> !invited.containsKey(person))
                .map(PersonId::value)
                .toList();
        for (var from = 0; from < gone.size(); from += CHUNK) {
            jdbc.sql("update sitting_seat set superseded_at = :now where sitting_id = :id and in_force in (:people)"
                            + " and attempt_id is null")
                    .param("now", now())
                    .param("id", plan.id().value())
                    .param("people", gone.subList(from, Math.min(gone.size(), from + CHUNK)))
                    .update();
        }
        var stayed = gone.isEmpty() ? Set.<PersonId>of() : Set.copyOf(unfinished(plan.id(), false));
        return new Moves(
                added.stream().map(Candidate::person).toList(),
                gone.stream()
                        .map(PersonId::new)
                        .filter(person -> !stayed.contains(person))
                        .toList());
    }

    /** Those on the list who have not handed in; if asked, only those of them who have not started. */
    List<PersonId> unfinished(SittingId id, boolean notStarted) {
        return jdbc
                .sql("select e.in_force from sitting_seat e left join attempt a on a.id = e.attempt_id"
                        + " where e.sitting_id = :id and e.in_force is not null and a.handed_in_at is null"
                        + (notStarted ? " and a.started_at is null" : ""))
                .param("id", id.value())
                .query(Long.class)
                .list()
                .stream()
                .map(PersonId::new)
                .toList();
    }

    /** Adds people; whoever is on the list already stays as they are. */
    void add(SittingId id, Collection<Candidate> people, String listing) {
        var now = now();
        var by = by();
        var rows = people.stream()
                .map(each -> new @Nullable Object[] {
                    id.value(),
                    each.person().value(),
                    each.division().value(),
                    each.duty().name(),
                    listing,
                    now,
                    by
                })
                .toList();
        if (!rows.isEmpty()) {
            batches.batchUpdate(
                    "insert ignore into sitting_seat (id, sitting_id, person_id, division_id, duty, listing,"
                            + " recorded_at, superseded_at, recorded_by)"
                            + " values (next value for sitting_seat_seq, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)",
                    rows,
                    new int[] {
                        Types.BIGINT,
                        Types.BIGINT,
                        Types.BIGINT,
                        Types.VARCHAR,
                        Types.VARCHAR,
                        Types.TIMESTAMP,
                        Types.BIGINT
                    });
        }
    }

    /** Whether the person is on the list, with the attempt if a paper is drawn; the row is locked. */
    Optional<Seated> seat(SittingId id, PersonId person) {
        return jdbc.sql("select e.id, e.person_id, e.attempt_id from sitting_seat e where e.sitting_id = :id"
                        + " and e.in_force = :person for update")
                .param("id", id.value())
                .param("person", person.value())
                .query(SittingRows::seated)
                .optional();
    }

    /** A place on the list. */
    record Seated(long seat, PersonId person, @Nullable Long attempt) {}

    /** People on the list without a paper, after this seat, locked. */
    List<Seated> withoutPaper(SittingId id, long after, int limit) {
        return jdbc.sql("select e.id, e.person_id, e.attempt_id from sitting_seat e where e.sitting_id = :id"
                        + " and e.in_force is not null and e.attempt_id is null and e.id > :after order by e.id"
                        + " limit :limit for update")
                .param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query(SittingRows::seated)
                .list();
    }

    private static Seated seated(ResultSet row, int index) throws SQLException {
        return new Seated(row.getLong(1), new PersonId(row.getLong(2)), row.getObject(3, Long.class));
    }

    int listed(SittingId id) {
        return jdbc.sql("select count(*) from sitting_seat where sitting_id = :id and in_force is not null")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    int drawn(SittingId id) {
        return jdbc.sql("select count(*) from sitting_seat where sitting_id = :id and in_force is not null"
                        + " and attempt_id is not null")
                .param("id", id.value())
                .query(Integer.class)
                .single();
    }

    void attach(long seat, long attempt) {
        jdbc.sql("update sitting_seat set attempt_id = :attempt where id = :id")
                .param("attempt", attempt)
                .param("id", seat)
                .update();
    }

    /** Those on the list who are within reach, in the order of units and staff numbers. */
    List<SittingPage.Seat> people(SittingId id, Reach reach) {
        return jdbc.sql(
                        "select e.person_id, s.name, s.staff_number, e.duty, e.listing, e.attempt_id, a.started_at, a.handed_in_at,"
                                + " a.score, coalesce(x.minutes, 0) extra, coalesce(x.reason, '') extra_reason, "
                                + STATE
                                + " state, " + unitName("e.division_id") + " unit"
                                + SEATS.replace(" where ", " join person s on s.id = e.person_id where ")
                                + "e.sitting_id = :id and " + Reach.covers("e.division_id")
                                + " order by (select v.code from division_version v where v.division_id = e.division_id"
                                + " and v.superseded_at = '9999-12-31' order by v.valid_from desc limit 1), s.staff_number, s.id")
                .param("id", id.value())
                .param("now", now())
                .params(reach.parameters())
                .query((row, index) -> new SittingPage.Seat(
                        new PersonId(row.getLong("person_id")),
                        row.getString("name"),
                        java.util.Objects.requireNonNullElse(row.getString("staff_number"), ""),
                        row.getString("unit"),
                        Duty.valueOf(row.getString("duty")),
                        row.getString("listing").equals("JOINED"),
                        row.getObject("attempt_id") != null,
                        SeatState.valueOf(row.getString("state")),
                        row.getInt("extra"),
                        row.getString("extra_reason"),
                        instantOrNull(row, "started_at"),
                        instantOrNull(row, "handed_in_at"),
                        row.getObject("score", Integer.class)))
                .list();
    }

    private static String unitName(String column) {
        return "coalesce((select v.name from division_version v where v.division_id = " + column
                + " and v.superseded_at = '9999-12-31' order by v.valid_from desc limit 1), '')";
    }

    /** The tests of a person that are not over, or were a week ago at most: those they are listed for. */
    List<OwnSitting> own(PersonId person, Instant since) {
        var now = clock.instant();
        return jdbc.sql("select p.sitting_id, i.course_code, p.title, p.state plan_state, p.opens_at, p.closes_at,"
                        + " p.minutes, p.pass_mark, coalesce(x.minutes, 0) extra, a.score, a.deadline_at,"
                        + " e.attempt_id, " + STATE + " state"
                        + SEATS.replace(" where ", " join sitting i on i.id = e.sitting_id where ")
                        + "e.in_force in (:persons) and p.closes_at >= :since and p.state = 'PLANNED'"
                        + " order by p.opens_at, p.sitting_id")
                .param("persons", aliases.all(person.value()))
                .param("since", Times.sql(since))
                .param("now", now())
                .query((row, index) -> {
                    var opens = instant(row, "opens_at");
                    var closes = instant(row, "closes_at");
                    var extra = Duration.ofMinutes(row.getInt("extra"));
                    var minutes = row.getInt("minutes");
                    var begun = instantOrNull(row, "deadline_at");
                    // Before the opening nobody knows when they will start: it ends with the window.
                    var full = now.isBefore(opens) ? closes : now.plus(Duration.ofMinutes(minutes));
                    return new OwnSitting(
                            new SittingId(row.getLong("sitting_id")),
                            row.getString("course_code"),
                            row.getString("title"),
                            now.isBefore(opens) ? Phase.PLANNED : now.isBefore(closes) ? Phase.RUNNING : Phase.OVER,
                            SeatState.valueOf(row.getString("state")),
                            opens,
                            closes,
                            begun != null ? begun : (full.isBefore(closes) ? full : closes).plus(extra),
                            minutes,
                            row.getInt("pass_mark"),
                            row.getInt("extra"),
                            row.getObject("attempt_id") != null || !now.isBefore(opens.minus(Sittings.AHEAD)),
                            row.getObject("score", Integer.class));
                })
                .list();
    }

    /** Tests that papers are being drawn for, or that run: somebody may join them at the first look. */
    List<Planned> joinable(Instant now) {
        return jdbc.sql(SELECT + "p.state = 'PLANNED' and p.opens_at <= :soon and p.closes_at > :now")
                .param("soon", Times.sql(now.plus(Sittings.AHEAD)))
                .param("now", Times.sql(now))
                .query(SittingRows::planned)
                .list();
    }

    /** Tests that open soon or run, and that no job draws papers for. */
    List<SittingId> due(Instant now) {
        return jdbc
                .sql("select s.id from sitting s join sitting_plan p on p.in_force = s.id where s.prepare_job is null"
                        + " and p.state = 'PLANNED' and p.opens_at <= :soon and p.closes_at > :now order by p.opens_at")
                .param("soon", Times.sql(now.plus(Sittings.AHEAD)))
                .param("now", Times.sql(now))
                .query(Long.class)
                .list()
                .stream()
                .map(SittingId::new)
                .toList();
    }

    void drawnBy(SittingId id, JobId job) {
        jdbc.sql("update sitting set prepare_job = :job where id = :id")
                .param("job", job.value())
                .param("id", id.value())
                .update();
    }

    void prepared(SittingId id) {
        jdbc.sql("update sitting set prepared_at = :now where id = :id and prepared_at is null")
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /** The extra minutes of a person, in all. */
    int extra(SittingId id, PersonId person) {
        return jdbc.sql("select minutes from sitting_extra where sitting_id = :id and in_force = :person")
                .param("id", id.value())
                .param("person", person.value())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void writeExtra(SittingId id, PersonId person, int minutes, String reason) {
        jdbc.sql("update sitting_extra set superseded_at = :now where sitting_id = :id and in_force = :person")
                .param("now", now())
                .param("id", id.value())
                .param("person", person.value())
                .update();
        jdbc.sql("""
                insert into sitting_extra (id, sitting_id, person_id, minutes, reason, recorded_at, superseded_at,
                  recorded_by)
                values (next value for sitting_extra_seq, :id, :person, :minutes, :reason, :now, '9999-12-31', :by)
                """)
                .param("id", id.value())
                .param("person", person.value())
                .param("minutes", minutes)
                .param("reason", reason)
                .param("now", now())
                .param("by", by())
                .update();
    }

    /** Whether the person is on the list and within reach. */
    boolean isSeated(SittingId id, PersonId person, Reach reach) {
        return jdbc.sql("select count(*) from sitting_seat e where e.sitting_id = :id and e.in_force = :person and "
                                + Reach.covers("e.division_id"))
                        .param("id", id.value())
                        .param("person", person.value())
                        .params(reach.parameters())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private long next(String table) {
        return jdbc.sql("select next value for " + table + "_seq")
                .query(Long.class)
                .single();
    }

    private LocalDateTime now() {
        return Times.sql(clock.instant());
    }

    private @Nullable Long by() {
        return access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Times.instant(row.getObject(column, LocalDateTime.class));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Times.instant(value);
    }
}
