package cn.mingbai.courses.ledgers;

import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.records.Reversals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what people did up to a day, as known on another, for the ledger; whoever calls it has checked the caller. */
@Component
class TrainingEvents {

    private static final int CHUNK = 500;

    private final JdbcClient jdbc;

    TrainingEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A training record as it was known.
     *
     * @param enteredBy who entered it for the person (代录人), or null when the person did it
     * @param takenBack why it was taken back, or null while it stands
     */
    record Recorded(
            long person,
            String course,
            String courseTitle,
            TrainingKind kind,
            LocalDate on,
            @Nullable Integer score,
            @Nullable BigDecimal hours,
            @Nullable Long classSession,
            String evidence,
            @Nullable String enteredBy,
            @Nullable String takenBack) {

        String group() {
            return Reversals.group(evidence);
        }
    }

    /**
     * A place on the list of a class that was held, as it was known.
     *
     * @param makeUpOf the class that this one made up for, or null
     * @param attendance the attendance noted, or null when the person was not there
     * @param how SCAN or TICK, or null
     */
    record Listed(
            long person,
            long classSession,
            @Nullable Long makeUpOf,
            String title,
            LocalDate day,
            LocalTime start,
            LocalTime end,
            String teacher,
            @Nullable Long attendance,
            @Nullable String how) {}

    /** The records of these persons up to the day, by person, in the order of their days. */
    Map<Long, List<Recorded>> records(Collection<Long> persons, AsOf asOf) {
        var found = new HashMap<Long, List<Recorded>>();
        chunked(
                persons,
                chunk -> jdbc.sql("""
                        select t.person_id, t.course_code, v.title, t.kind, t.happened_on, t.score, t.hours,
                          t.class_session_id, t.evidence,
                          case when t.recorded_by is null or t.recorded_by = t.person_id then null else e.name end entered_by,
                          r.reason taken_back, r.id reversal
                        from training_record t
                        left join course_version v on v.course_code = t.course_code and v.version = t.course_version
                        left join person e on e.id = t.recorded_by
                        left join training_record r on r.reversal_of = t.id and r.recorded_at < :known
                        where t.person_id in (:persons) and t.reversal_of is null and t.happened_on <= :day
                          and t.recorded_at < :known
                        order by t.happened_on, t.id
                        """)
                        .param("persons", chunk)
                        .param("day", asOf.day())
                        .param("known", Times.sql(asOf.knownBefore()))
                        .query((row, index) -> new Recorded(
                                row.getLong("person_id"),
                                row.getString("course_code"),
                                row.getString("title") == null ? row.getString("course_code") : row.getString("title"),
                                TrainingKind.valueOf(row.getString("kind")),
                                row.getObject("happened_on", LocalDate.class),
                                row.getObject("score", Integer.class),
                                row.getBigDecimal("hours"),
                                row.getObject("class_session_id", Long.class),
                                row.getString("evidence"),
                                row.getString("entered_by"),
                                row.getObject("reversal", Long.class) == null
                                        ? null
                                        : text(row.getString("taken_back"))))
                        .list()
                        .forEach(record -> found.computeIfAbsent(record.person(), key -> new ArrayList<>())
                                .add(record)));
        return found;
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The places of these persons in classes held up to the day, by person, in the order of their days. */
    Map<Long, List<Listed>> seats(Collection<Long> persons, AsOf asOf) {
        var found = new HashMap<Long, List<Listed>>();
        chunked(
                persons,
                chunk -> jdbc.sql("""
                        select e.person_id, e.class_session_id, c.make_up_of, p.title, p.held_on, p.starts_at, p.ends_at,
                          p.teacher, a.id attendance, a.how
                        from class_seat e
                        join class_session c on c.id = e.class_session_id
                        join class_plan p on p.class_session_id = e.class_session_id and p.state = 'HELD'
                          and p.held_on <= :day and p.recorded_at < :known and p.superseded_at >= :known
                        left join class_attendance a on a.class_session_id = e.class_session_id
                          and a.person_id = e.person_id and a.recorded_at < :known and a.superseded_at >= :known
                        where e.person_id in (:persons) and e.recorded_at < :known and e.superseded_at >= :known
                        order by p.held_on, p.starts_at, e.class_session_id
                        """)
                        .param("persons", chunk)
                        .param("day", asOf.day())
                        .param("known", Times.sql(asOf.knownBefore()))
                        .query((row, index) -> new Listed(
                                row.getLong("person_id"),
                                row.getLong("class_session_id"),
                                row.getObject("make_up_of", Long.class),
                                row.getString("title"),
                                row.getObject("held_on", LocalDate.class),
                                row.getObject("starts_at", LocalTime.class),
                                row.getObject("ends_at", LocalTime.class),
                                row.getString("teacher"),
                                row.getObject("attendance", Long.class),
                                row.getString("how")))
                        .list()
                        .forEach(seat -> found.computeIfAbsent(seat.person(), key -> new ArrayList<>())
                                .add(seat)));
        return found;
    }

    /** The titles of courses, in the latest version of each. */
    Map<String, String> titles() {
        var titles = new HashMap<String, String>();
        jdbc.sql("select course_code, title from course_version where state <> 'DRAFT' order by course_code, version")
                .query((row, index) -> titles.put(row.getString(1), row.getString(2)))
                .list();
        return titles;
    }

    private static void chunked(Collection<Long> persons, java.util.function.Consumer<List<Long>> each) {
        var sorted = persons.stream().sorted().toList();
        for (var from = 0; from < sorted.size(); from += CHUNK) {
            each.accept(sorted.subList(from, Math.min(from + CHUNK, sorted.size())));
        }
    }
}
