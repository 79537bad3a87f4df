package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says which lessons somebody has opened lately, for those who ask to open some again. */
@Component
@Internal
public class OpenedLessons {

    private final JdbcClient jdbc;

    OpenedLessons(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The codes of the course's lessons that the person has opened at or after {@code since}. */
    public Set<String> since(PersonId person, String course, Instant since) {
        return Set.copyOf(jdbc.sql("select lesson_code from lesson_progress where person_id = :person"
                        + " and course_code = :course and saved_at >= :since")
                .param("person", person.value())
                .param("course", course)
                .param("since", Times.sql(since))
                .query(String.class)
                .list());
    }
}
