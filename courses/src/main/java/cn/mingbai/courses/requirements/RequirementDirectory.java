package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.MetBy;
import cn.mingbai.courses.rate.Window;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads requirements as known on a day, whoever asks. */
@Component
@Internal
public class RequirementDirectory {

    static final String SELECT = """
            select r.id, r.division_id, v.name division_name, r.duty, r.due_on, r.grace_days, r.basis, r.valid_from,
              r.valid_to, r.window_kind, r.window_months, r.carry_months, r.met_by, r.track, s.name set_by,
              (select group_concat(concat(l.course_code, '/', l.lesson_code) order by l.course_code, l.lesson_code)
               from requirement_lesson l where l.requirement_id = r.id) lessons,
              (select group_concat(c.course_code order by c.course_code) from requirement_course c
               where c.requirement_id = r.id) courses
            from requirement r
            left join person s on s.id = r.recorded_by
            left join division_version v on v.division_id = r.division_id and v.superseded_at = '9999-12-31'
              and v.valid_from <= :day and v.valid_to > :day
            """;

    private final JdbcClient jdbc;

    RequirementDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The requirements in force on {@code asOf.day()} that touch {@code root}: set at it, above it, or below it in the
     * tree of that day.
     */
    public List<Requirement> touching(DivisionId root, AsOf asOf) {
        return touching(root, asOf.day(), asOf);
    }

    /** The same of those in force on any day from {@code first} to {@code asOf.day()}. */
    public List<Requirement> touching(DivisionId root, LocalDate first, AsOf asOf) {
        return jdbc.sql(SELECT + """
                where r.valid_from <= :day and r.valid_to > :first and r.recorded_at < :known and r.superseded_at >= :known
                  and (exists (select 1 from division_ancestor a where a.ancestor_id = r.division_id
                      and a.descendant_id = :root and a.valid_from <= :day and a.valid_to > :day)
                    or exists (select 1 from division_ancestor a where a.ancestor_id = :root
                      and a.descendant_id = r.division_id and a.valid_from <= :day and a.valid_to > :day))
                order by r.id
                """)
                .param("root", root.value())
                .param("first", first)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .query(RequirementDirectory::map)
                .list();
    }

    /** The requirements that somebody with this duty at {@code division} is under on {@code day}, as known now. */
    public List<Requirement> of(Duty duty, DivisionId division, LocalDate day) {
        return jdbc.sql(SELECT + """
                join division_ancestor a on a.ancestor_id = r.division_id and a.descendant_id = :division
                  and a.valid_from <= :day and a.valid_to > :day
                where r.duty = :duty and r.valid_from <= :day and r.valid_to > :day and r.superseded_at = '9999-12-31'
                order by r.due_on, r.id
                """)
                .param("duty", duty.name())
                .param("division", division.value())
                .param("day", day)
                .query(RequirementDirectory::map)
                .list();
    }

    static Requirement map(ResultSet row, int index) throws SQLException {
        var name = row.getString("division_name");
        var courses = row.getString("courses");
        return new Requirement(
                row.getLong("id"),
                new DivisionId(row.getLong("division_id")),
                name == null ? "" : name,
                Duty.valueOf(row.getString("duty")),
                courses == null ? List.of() : List.of(courses.split(",")),
                lessons(row.getString("lessons")),
                Window.valueOf(row.getString("window_kind")),
                row.getInt("window_months"),
                row.getInt("carry_months"),
                MetBy.valueOf(row.getString("met_by")),
                row.getObject("due_on", LocalDate.class),
                row.getInt("grace_days"),
                row.getString("basis"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getString("track"),
                row.getString("set_by"));
    }

    private static Map<String, List<String>> lessons(@Nullable String pairs) {
        var lessons = new TreeMap<String, List<String>>();
        if (pairs != null) {
            for (var pair : pairs.split(",")) {
                var slash = pair.indexOf('/');
                lessons.computeIfAbsent(pair.substring(0, slash), course -> new ArrayList<>())
                        .add(pair.substring(slash + 1));
            }
        }
        lessons.replaceAll((course, picked) -> List.copyOf(picked));
        return Collections.unmodifiableMap(lessons);
    }
}
