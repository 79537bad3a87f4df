package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what to read about policy points, for those who say what somebody got wrong. */
@Component
@Internal
public class LessonsOnPoints {

    private final JdbcClient jdbc;
    private final Clock clock;

    LessonsOnPoints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A lesson.
     *
     * @param path its page's path, with its leading slash
     * @param points the codes of the policy points that it teaches
     */
    public record Lesson(String code, String title, String path, Set<String> points) {

        /** Whether it teaches one of these points. */
        public boolean teaches(Set<String> wanted) {
            return points.stream().anyMatch(wanted::contains);
        }
    }

    /** The lessons of a course as it is published today, in their order, each with its points. */
    public List<Lesson> lessons(String course) {
        return jdbc.sql("""
                select l.code, l.title, l.points from course_publication p
                join course_version v on v.course_code = p.course_code and v.version = p.version
                join lesson l on l.course_version_id = v.id
                where p.course_code = :course and p.superseded_at = '9999-12-31'
                  and p.valid_from <= :today and p.valid_to > :today
                order by l.position
                """)
                .param("course", course)
                .param("today", Times.today(clock))
                .query((row, index) -> new Lesson(
                        row.getString(1),
                        row.getString(2),
                        "/courses/" + course + "/" + row.getString(1),
                        Arrays.stream(row.getString(3).split(","))
                                .filter(point -> !point.isBlank())
                                .collect(Collectors.toUnmodifiableSet())))
                .list();
    }
}
