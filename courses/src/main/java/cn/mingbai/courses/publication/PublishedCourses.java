package cn.mingbai.courses.publication;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which courses are published, in which version, whoever asks. */
@Component
@Internal
public class PublishedCourses {

    private final JdbcClient jdbc;

    PublishedCourses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A course that can be learned and required, in the version of the day. */
    public record Offered(String code, int version, String title) {}

    /** The courses published on the day, as known on the day of knowledge: versions by codes. */
    public Map<String, Integer> on(AsOf asOf) {
        var versions = new TreeMap<String, Integer>();
        all().stream()
                .filter(publication -> publication.knownBefore(asOf.knownBefore()) && publication.on(asOf.day()))
                .forEach(publication -> versions.put(publication.course(), publication.version()));
        return versions;
    }

    /** Every fact about publications that was ever recorded, superseded ones included, in the order of recording. */
    public List<Publication> all() {
        return jdbc.sql("select course_code, version, valid_from, valid_to, recorded_at, superseded_at"
                        + " from course_publication order by recorded_at, id")
                .query((row, index) -> new Publication(
                        row.getString(1),
                        row.getInt(2),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class),
                        Times.instant(row.getObject(5, LocalDateTime.class)),
                        Times.instant(row.getObject(6, LocalDateTime.class))))
                .list();
    }

    /** The courses published on a day, as known now, in the order of their codes. */
    public List<Offered> offered(LocalDate day) {
        return jdbc.sql("""
                select v.course_code, v.version, v.title from course_publication p
                join course_version v on v.course_code = p.course_code and v.version = p.version
                where p.superseded_at = '9999-12-31' and p.valid_from <= :day and p.valid_to > :day
                order by v.course_code
                """)
                .param("day", day)
                .query((row, index) -> new Offered(row.getString(1), row.getInt(2), row.getString(3)))
                .list();
    }
}
