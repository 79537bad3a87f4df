package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads requirements as known on a day, whoever asks. */
@Component
@Internal
public class RequirementDirectory {

    static final String SELECT = """
            select r.id, r.division_id, v.name division_name, r.duty, r.due_on, r.grace_days, r.basis, r.valid_from,
              r.valid_to, s.name set_by,
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
        return jdbc.sql(SELECT + """
                where r.valid_from <= :day and r.valid_to > :day and r.recorded_at < :known and r.superseded_at >= :known
                  and exists (select 1 from division_ancestor a where a.valid_from <= :day and a.valid_to > :day
                    and ((a.ancestor_id = r.division_id and a.descendant_id = :root)
                      or (a.ancestor_id = :root and a.descendant_id = r.division_id)))
                order by r.id
                """)
                .param("root", root.value())
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
                courses == null ? List.of() : Arrays.asList(courses.split(",")),
                row.getObject("due_on", LocalDate.class),
                row.getInt("grace_days"),
                row.getString("basis"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class),
                row.getString("set_by"));
    }
}
