package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the tables of held classes; whoever calls it has checked the caller. */
@Component
class ClassRows {

    private static final int CHUNK = 500;
    private static final String CURRENT_NAME =
            "v.superseded_at = '9999-12-31' and v.valid_from <= p.held_on" + " and v.valid_to > p.held_on";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final PersonAliases aliases;
    private final Access access;
    private final Clock clock;

    ClassRows(JdbcClient jdbc, JdbcTemplate batches, PersonAliases aliases, Access access, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.aliases = aliases;
        this.access = access;
        this.clock = clock;
    }

    /** The plan in force of a class, with what it belongs to. */
    record Plan(
            long plan,
            ClassId id,
            DivisionId division,
            @Nullable ClassId makeUpOf,
            ClassState state,
            ClassDraft draft,
            String reason) {}

    /** Somebody who can be put on a list: where they were posted, and as what. */
    record Candidate(PersonId person, DivisionId division, Duty duty) {}

    /** A class within reach, its row locked, so that what follows happens one after the other. */
    Plan locked(ClassId id, Reach reach) {
        jdbc.sql("select s.id from class_session s where s.id = :id and " + Reach.covers("s.division_id")
                        + " for update")
                .param("id", id.value())
                .params(reach.parameters())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return plan(id, reach);
    }

    /** A class within reach. */
    Plan plan(ClassId id, Reach reach) {
        return jdbc.sql("""
                select p.*, s.division_id, s.make_up_of,
                  (select group_concat(c.course_code) from class_plan_course c where c.class_plan_id = p.id) courses,
                  (select group_concat(u.division_id) from class_plan_unit u where u.class_plan_id = p.id) units
                from class_plan p join class_session s on s.id = p.class_session_id
                where p.in_force = :id and
                """ + Reach.covers("s.division_id"))
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> plan(row))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private static Plan plan(ResultSet row) throws SQLException {
        var makeUpOf = row.getObject("make_up_of", Long.class);
        return new Plan(
                row.getLong("id"),
                new ClassId(row.getLong("class_session_id")),
                new DivisionId(row.getLong("division_id")),
                makeUpOf == null ? null : new ClassId(makeUpOf),
                ClassState.valueOf(row.getString("state")),
                new ClassDraft(
                        row.getString("title"),
                        parts(row.getString("courses")),
                        row.getString("place"),
                        row.getString("teacher"),
                        row.getObject("held_on", LocalDate.class),
                        row.getObject("starts_at", LocalTime.class),
                        row.getObject("ends_at", LocalTime.class),
                        row.getBigDecimal("hours"),
                        parts(row.getString("units")).stream()
                                .map(unit -> new DivisionId(Long.parseLong(unit)))
                                .collect(Collectors.toSet()),
                        parts(row.getString("duties")).stream()
                                .map(Duty::valueOf)
                                .collect(Collectors.toSet())),
                row.getString("reason"));
    }

    private static Set<String> parts(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(joined.split(",")));
    }

    ClassId insertSession(DivisionId division, @Nullable ClassId makeUpOf) {
        var id = next("class_session");
        jdbc.sql("insert into class_session (id, division_id, make_up_of, created_at, created_by)"
                        + " values (:id, :division, :makeUpOf, :now, :by)")
                .param("id", id)
                .param("division", division.value())
                .param("makeUpOf", makeUpOf == null ? null : makeUpOf.value())
                .param("now", Times.sql(clock.instant()))
                .param("by", by())
                .update();
        return new ClassId(id);
    }

    /** Makes this the plan in force. */
    void writePlan(ClassId id, ClassState state, ClassDraft draft, String reason) {
        var now = Times.sql(clock.instant());
        jdbc.sql("update class_plan set superseded_at = :now where in_force = :id")
                .param("now", now)
                .param("id", id.value())
                .update();
        var plan = next("class_plan");
        jdbc.sql("""
                insert into class_plan (id, class_session_id, state, title, place, teacher, held_on, starts_at, ends_at,
                  hours, duties, reason, recorded_at, superseded_at, recorded_by)
                values (:id, :class, :state, :title, :place, :teacher, :day, :start, :end, :hours, :duties, :reason,
                  :now, '9999-12-31', :by)
                """)
                .param("id", plan)
                .param("class", id.value())
                .param("state", state.name())
                .param("title", draft.title().strip())
                .param("place", draft.place().strip())
                .param("teacher", draft.teacher().strip())
                .param("day", draft.day())
                .param("start", draft.start())
                .param("end", draft.end())
                .param("hours", draft.hours())
                .param(
                        "duties",
                        draft.duties().stream().sorted().map(Enum::name).collect(Collectors.joining(",")))
                .param("reason", reason)
                .param("now", now)
                .param("by", by())
                .update();
        draft.courses()
                .forEach(course -> jdbc.sql(
                                "insert into class_plan_course (class_plan_id, course_code) values (:plan, :course)")
                        .param("plan", plan)
                        .param("course", course)
                        .update());
        draft.units()
                .forEach(unit -> jdbc.sql(
                                "insert into class_plan_unit (class_plan_id, division_id) values (:plan, :unit)")
                        .param("plan", plan)
                        .param("unit", unit.value())
                        .update());
    }

    /** Everyone whose posting on the day, as known now, lies at these units or below and has one of these duties. */
    Map<PersonId, Candidate> invited(ClassDraft draft) {
        if (draft.units().isEmpty() || draft.duties().isEmpty()) {
            return Map.of();
        }
        return candidates(jdbc.sql("""
                select p.person_id, p.division_id, p.duty from posting p
                join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where p.duty in (:duties) and p.valid_from <= :day and p.valid_to > :day
                  and p.superseded_at = '9999-12-31'
                  and exists (select 1 from division_ancestor a where a.descendant_id = p.division_id
                    and a.ancestor_id in (:units) and a.valid_from <= :day and a.valid_to > :day)
                order by v.code, p.duty, p.id
                """)
                .param("day", draft.day())
                .param("duties", draft.duties().stream().map(Enum::name).toList())
                .param("units", draft.units().stream().map(DivisionId::value).toList()));
    }

    /** Those of these persons who are within reach: posted there on the day of the class, or today. */
    Map<PersonId, Candidate> within(Reach reach, Collection<PersonId> persons, LocalDate day) {
        if (persons.isEmpty()) {
            return Map.of();
        }
        return candidates(jdbc.sql("""
                select p.person_id, p.division_id, p.duty from posting p
                where p.person_id in (:persons) and p.superseded_at = '9999-12-31' and p.valid_to > p.valid_from
                  and ((p.valid_from <= :day and p.valid_to > :day) or (p.valid_from <= :today and p.valid_to > :today))
                  and\s""" + Reach.covers("p.division_id") + """
                 order by case when p.valid_from <= :day and p.valid_to > :day then 0 else 1 end, p.id
                """)
                .param("persons", persons.stream().map(PersonId::value).toList())
                .param("day", day)
                .param("today", Times.today(clock))
                .params(reach.parameters()));
    }

    private Map<PersonId, Candidate> candidates(JdbcClient.StatementSpec query) {
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        var found = new LinkedHashMap<PersonId, Candidate>();
        query.query((row, index) -> {
                    var person = new PersonId(kept.getOrDefault(row.getLong(1), row.getLong(1)));
                    return new Candidate(person, new DivisionId(row.getLong(2)), Duty.valueOf(row.getString(3)));
                })
                .list()
                .forEach(candidate -> found.putIfAbsent(candidate.person(), candidate));
        return found;
    }

    /** Who is on the list, and how they came there. */
    Map<PersonId, Listing> seats(ClassId id) {
        var seats = new LinkedHashMap<PersonId, Listing>();
        jdbc.sql("select person_id, listing from class_seat where class_session_id = :id and in_force is not null")
                .param("id", id.value())
                .query((row, index) -> seats.put(new PersonId(row.getLong(1)), Listing.valueOf(row.getString(2))))
                .list();
        return seats;
    }

    void addSeats(ClassId id, Collection<Candidate> people, Listing listing) {
        var now = Times.sql(clock.instant());
        var rows = people.stream()
                .map(each -> new @Nullable Object[] {
                    id.value(),
                    each.person().value(),
                    each.division().value(),
                    each.duty().name(),
                    listing.name(),
                    now,
                    by()
                })
                .toList();
        batch(
                "insert into class_seat (id, class_session_id, person_id, division_id, duty, listing, recorded_at,"
                        + " superseded_at, recorded_by)"
                        + " values (next value for class_seat_seq, ?, ?, ?, ?, ?, ?, '9999-12-31', ?)",
                rows,
                Types.BIGINT,
                Types.BIGINT,
                Types.BIGINT,
                Types.VARCHAR,
                Types.VARCHAR,
                Types.TIMESTAMP,
                Types.BIGINT);
    }

    void removeSeats(ClassId id, Collection<PersonId> people) {
        for (var chunk : chunks(people)) {
            jdbc.sql(
                            "update class_seat set superseded_at = :now where class_session_id = :id and in_force in (:people)")
                    .param("now", Times.sql(clock.instant()))
                    .param("id", id.value())
                    .param("people", chunk)
                    .update();
        }
    }

    /** Who is noted as there, and how. */
    Map<PersonId, Presence> attendance(ClassId id) {
        var attendance = new LinkedHashMap<PersonId, Presence>();
        jdbc.sql("select person_id, how from class_attendance where class_session_id = :id and in_force is not null")
                .param("id", id.value())
                .query((row, index) -> attendance.put(new PersonId(row.getLong(1)), Presence.valueOf(row.getString(2))))
                .list();
        return attendance;
    }

    void addAttendance(ClassId id, Collection<PersonId> people, Presence how) {
        var now = Times.sql(clock.instant());
        batch(
                "insert into class_attendance (id, class_session_id, person_id, how, recorded_at, superseded_at,"
                        + " recorded_by) values (next value for class_attendance_seq, ?, ?, ?, ?, '9999-12-31', ?)",
                people.stream()
                        .map(person -> new @Nullable Object[] {id.value(), person.value(), how.name(), now, by()})
                        .toList(),
                Types.BIGINT,
                Types.BIGINT,
                Types.VARCHAR,
                Types.TIMESTAMP,
                Types.BIGINT);
    }

    void removeAttendance(ClassId id, Collection<PersonId> people) {
        for (var chunk : chunks(people)) {
            jdbc.sql("update class_attendance set superseded_at = :now where class_session_id = :id"
                            + " and in_force in (:people)")
                    .param("now", Times.sql(clock.instant()))
                    .param("id", id.value())
                    .param("people", chunk)
                    .update();
        }
    }

    /** Ends the attendance with this id, wherever it is, if it is in force. */
    void removeAttendance(long attendance) {
        jdbc.sql("update class_attendance set superseded_at = :now where id = :id and in_force is not null")
                .param("now", Times.sql(clock.instant()))
                .param("id", attendance)
                .update();
    }

    /** An attendance in force that some course of the class has no record of. */
    record Unrecorded(long attendance, PersonId person, String course) {}

    /** What is still to be put on record: scanned people, and ticked ones too once a signed sheet is attached. */
    List<Unrecorded> unrecorded(Plan plan) {
        return jdbc.sql("""
                select a.id, a.person_id, c.course_code from class_attendance a
                join class_plan_course c on c.class_plan_id = :plan
                where a.class_session_id = :id and a.in_force is not null
                  and (a.how = 'SCAN' or exists (select 1 from class_sheet h where h.class_session_id = :id))
                  and not exists (select 1 from training_record t
                    where t.evidence = concat('attendance:', a.id, ':', c.course_code))
                order by a.id, c.course_code
                """)
                .param("plan", plan.plan())
                .param("id", plan.id().value())
                .query((row, index) -> new Unrecorded(row.getLong(1), new PersonId(row.getLong(2)), row.getString(3)))
                .list();
    }

    /** The attendance in force of these persons that stands in the training records, by person. */
    Map<PersonId, Long> onRecord(ClassId id) {
        var found = new LinkedHashMap<PersonId, Long>();
        jdbc.sql("""
                select distinct a.person_id, a.id from class_attendance a
                join training_record t on t.class_session_id = a.class_session_id and t.person_id = a.person_id
                  and t.kind = 'CLASS_ATTENDED' and t.evidence like concat('attendance:', a.id, ':%')
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                where a.class_session_id = :id and a.in_force is not null
                """)
                .param("id", id.value())
                .query((row, index) -> found.put(new PersonId(row.getLong(1)), row.getLong(2)))
                .list();
        return found;
    }

    boolean hasSheet(ClassId id) {
        return !jdbc.sql("select id from class_sheet where class_session_id = :id limit 1")
                .param("id", id.value())
                .query(Long.class)
                .list()
                .isEmpty();
    }

    void addSheet(ClassId id, AttachmentId sheet) {
        jdbc.sql("insert into class_sheet (id, class_session_id, attachment_id, recorded_at, recorded_by)"
                        + " values (next value for class_sheet_seq, :id, :sheet, :now, :by)")
                .param("id", id.value())
                .param("sheet", sheet.value())
                .param("now", Times.sql(clock.instant()))
                .param("by", by())
                .update();
    }

    List<AttachmentId> sheets(ClassId id) {
        return jdbc.sql("select attachment_id from class_sheet where class_session_id = :id order by id")
                .param("id", id.value())
                .query((row, index) -> new AttachmentId(row.getLong(1)))
                .list();
    }

    /** A seat with the id that its code stands for. */
    record SeatRow(long seat, HeldClass.Seat shown) {}

    /** The list in the order of units and staff numbers. */
    List<SeatRow> list(ClassId id) {
        return jdbc.sql("""
                select e.id, e.person_id, s.staff_number, s.name, e.division_id, v.name unit,
                  case when v.level = 'VILLAGE' then coalesce(u.name, '') else '' end parent_unit, e.duty, e.listing, a.how, a.recorded_at noted_at, n.name noted_by,
                  exists (select 1 from training_record t where t.class_session_id = e.class_session_id
                    and t.person_id = e.person_id and t.kind = 'CLASS_ATTENDED'
                    and t.evidence like concat('attendance:', a.id, ':%')
                    and not exists (select 1 from training_record r where r.reversal_of = t.id)) on_record,
                  exists (select 1 from approval x where x.kind = 'training.reverse' and x.state = 'OPEN'
                    and x.subject = concat('attendance:', a.id)) reversal_open,
                  (select min(mp.held_on) from class_session m join class_plan mp on mp.in_force = m.id
                     and mp.state = 'HELD'
                   join class_attendance ma on ma.class_session_id = m.id and ma.in_force = e.person_id
                   where m.make_up_of = e.class_session_id) made_up_on
                from class_seat e
                join class_plan p on p.in_force = e.class_session_id
                join person s on s.id = e.person_id
                left join division_version v on v.division_id = e.division_id and
                """ + CURRENT_NAME + """

                left join division_version u on u.division_id = v.parent_id and u.superseded_at = '9999-12-31'
                  and u.valid_from <= p.held_on and u.valid_to > p.held_on
                left join class_attendance a on a.class_session_id = e.class_session_id and a.in_force = e.person_id
                left join person n on n.id = a.recorded_by
                where e.class_session_id = :id and e.in_force is not null
                order by v.code, s.staff_number, e.id
                """)
                .param("id", id.value())
                .query(ClassRows::seat)
                .list();
    }

    private static SeatRow seat(ResultSet row, int index) throws SQLException {
        var how = row.getString("how");
        var at = row.getObject("noted_at", LocalDateTime.class);
        var unit = row.getString("unit");
        return new SeatRow(
                row.getLong("id"),
                new HeldClass.Seat(
                        new PersonId(row.getLong("person_id")),
                        row.getString("staff_number"),
                        row.getString("name"),
                        new DivisionId(row.getLong("division_id")),
                        unit == null ? "" : unit,
                        row.getString("parent_unit"),
                        Duty.valueOf(row.getString("duty")),
                        Listing.valueOf(row.getString("listing")),
                        how == null ? null : Presence.valueOf(how),
                        at == null ? null : Times.instant(at),
                        row.getString("noted_by"),
                        row.getBoolean("on_record"),
                        row.getBoolean("reversal_open"),
                        row.getObject("made_up_on", LocalDate.class)));
    }

    /** The classes within reach whose day lies in [from, to), the latest day first. */
    List<ClassLine> lines(LocalDate from, LocalDate to, Reach reach) {
        return jdbc.sql("""
                select s.id, p.title, coalesce(v.name, '') division_name, p.held_on, p.starts_at, p.ends_at, p.teacher,
                  p.state, s.make_up_of is not null make_up,
                  (select count(*) from class_seat e where e.class_session_id = s.id and e.in_force is not null) listed,
                  (select count(*) from class_attendance a where a.class_session_id = s.id
                     and a.in_force is not null) present,
                  case when p.state = 'HELD' and not exists (select 1 from class_sheet h where h.class_session_id = s.id)
                    then (select count(*) from class_attendance a where a.class_session_id = s.id
                      and a.in_force is not null and a.how = 'TICK') else 0 end unproved
                from class_session s join class_plan p on p.in_force = s.id
                left join division_version v on v.division_id = s.division_id and
                """ + CURRENT_NAME + " where p.held_on >= :from and p.held_on < :to and "
                        + Reach.covers("s.division_id")
                        + " order by p.held_on desc, p.starts_at desc, s.id desc")
                .param("from", from)
                .param("to", to)
                .params(reach.parameters())
                .query((row, index) -> new ClassLine(
                        new ClassId(row.getLong("id")),
                        row.getString("title"),
                        row.getString("division_name"),
                        row.getObject("held_on", LocalDate.class),
                        row.getObject("starts_at", LocalTime.class),
                        row.getObject("ends_at", LocalTime.class),
                        row.getString("teacher"),
                        ClassState.valueOf(row.getString("state")),
                        row.getInt("listed"),
                        row.getInt("present"),
                        row.getInt("unproved"),
                        row.getBoolean("make_up")))
                .list();
    }

    /** The classes that make up for this one and were not cancelled, the earliest first. */
    List<HeldClass.Earlier> makeUps(ClassId id) {
        return jdbc.sql("""
                select s.id, p.title, p.held_on from class_session s join class_plan p on p.in_force = s.id
                where s.make_up_of = :id and p.state <> 'CANCELLED' order by p.held_on, s.id
                """).param("id", id.value()).query(ClassRows::earlier).list();
    }

    Optional<HeldClass.Earlier> earlier(ClassId id) {
        return jdbc.sql("select p.in_force, p.title, p.held_on from class_plan p where p.in_force = :id")
                .param("id", id.value())
                .query(ClassRows::earlier)
                .optional();
    }

    private static HeldClass.Earlier earlier(ResultSet row, int index) throws SQLException {
        return new HeldClass.Earlier(new ClassId(row.getLong(1)), row.getString(2), row.getObject(3, LocalDate.class));
    }

    /** The class and person of a seat in force. */
    Optional<Map.Entry<ClassId, PersonId>> seat(long seat) {
        return jdbc.sql("select class_session_id, person_id from class_seat where id = :id and in_force is not null")
                .param("id", seat)
                .query((row, index) -> Map.entry(new ClassId(row.getLong(1)), new PersonId(row.getLong(2))))
                .optional();
    }

    private long next(String table) {
        return jdbc.sql("select next value for " + table + "_seq")
                .query(Long.class)
                .single();
    }

    private @Nullable Long by() {
        return access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
    }

    private void batch(String sql, List<@Nullable Object[]> rows, int... types) {
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(sql, rows.subList(from, Math.min(from + CHUNK, rows.size())), types);
        }
    }

    private static List<List<Long>> chunks(Collection<PersonId> people) {
        var ids = people.stream().map(PersonId::value).sorted().toList();
        var chunks = new ArrayList<List<Long>>();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            chunks.add(ids.subList(from, Math.min(from + CHUNK, ids.size())));
        }
        return chunks;
    }
}
