package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts the classes that units held, whoever asks. */
@Component
@Internal
public class ClassDirectory {

    private final JdbcClient jdbc;

    ClassDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a unit held.
     *
     * @param classes how many classes
     * @param attendances how many people were there, each as often as they came
     */
    public record Held(long classes, long attendances) {

        /** None. */
        public static final Held NONE = new Held(0, 0);

        /** The sum over two disjoint units. */
        public Held plus(Held other) {
            return new Held(classes + other.classes, attendances + other.attendances);
        }
    }

    /**
     * The classes that were held from a day on by {@code root} and the units below it, by the unit that held them; units
     * that held none are missing.
     *
     * @param from the first day; the last one is {@code asOf.day()}
     */
    public Map<DivisionId, Held> held(DivisionId root, LocalDate from, AsOf asOf) {
        var reach = new Reach(Set.of(root), asOf.day());
        var held = new HashMap<DivisionId, Held>();
        jdbc.sql("""
                select s.division_id, count(*), coalesce(sum((select count(distinct a.person_id) from class_attendance a
                    where a.class_session_id = s.id and a.recorded_at < :known and a.superseded_at >= :known)), 0)
                from class_session s
                join class_plan p on p.class_session_id = s.id and p.recorded_at < :known and p.superseded_at >= :known
                where p.state = 'HELD' and p.held_on >= :from and p.held_on <= :day and
                """ + Reach.covers("s.division_id") + " group by s.division_id")
                .param("from", from)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) ->
                        held.put(new DivisionId(row.getLong(1)), new Held(row.getLong(2), row.getLong(3))))
                .list();
        return held;
    }

    /** A class that was held. */
    public record Session(ClassId id, LocalDate day, String title) {}

    /**
     * The classes that {@code root} and the units below it held from a day on, the first first.
     *
     * @param from the first day; the last one is {@code asOf.day()}
     */
    public List<Session> sessions(DivisionId root, LocalDate from, AsOf asOf) {
        var reach = new Reach(Set.of(root), asOf.day());
        return jdbc.sql("""
                select s.id, p.held_on, p.title from class_session s
                join class_plan p on p.class_session_id = s.id and p.recorded_at < :known and p.superseded_at >= :known
                where p.state = 'HELD' and p.held_on >= :from and p.held_on <= :day and
                """ + Reach.covers("s.division_id") + " order by p.held_on, s.id")
                .param("from", from)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) ->
                        new Session(new ClassId(row.getLong(1)), row.getObject(2, LocalDate.class), row.getString(3)))
                .list();
    }
}
