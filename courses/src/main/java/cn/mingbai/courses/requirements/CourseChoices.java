package cn.mingbai.courses.requirements;

import cn.mingbai.courses.curriculum.CourseFollowUps;
import cn.mingbai.courses.requirements.CourseChoice.LessonChoice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what can be required: the courses that are there, and those that a shipped track plans. */
@Component
class CourseChoices {

    private final JdbcClient jdbc;
    private final List<CourseFollowUps> followUps;

    CourseChoices(JdbcClient jdbc, List<CourseFollowUps> followUps) {
        this.jdbc = jdbc;
        this.followUps = followUps;
    }

    private record Version(long id, String course, String title, boolean published) {}

    /** All of them by code: a published version before a draft, and either before what is only planned. */
    Map<String, CourseChoice> on(LocalDate day) {
        var choices = new TreeMap<String, CourseChoice>();
        for (var planned : ShippedTracks.load().planned().values()) {
            choices.put(planned.code(), planned);
        }
        var lessons = lessons();
        for (var version : versions(day)) {
            var known = choices.get(version.course());
            var quiz = quizMinutes(version.course());
            if (quiz == null && !version.published() && known != null) {
                quiz = known.quizMinutes();
            }
            choices.put(
                    version.course(),
                    new CourseChoice(
                            version.course(),
                            version.title(),
                            version.published(),
                            lessons.getOrDefault(version.id(), List.of()),
                            quiz));
        }
        return choices;
    }

    private List<Version> versions(LocalDate day) {
        return jdbc.sql("""
                select v.id, v.course_code, v.title, p.id is not null published from course_version v
                left join course_publication p on p.course_code = v.course_code and p.version = v.version
                  and p.superseded_at = '9999-12-31' and p.valid_from <= :day and p.valid_to > :day
                where p.id is not null
                  or (v.version = (select max(l.version) from course_version l where l.course_code = v.course_code
                      and l.state <> 'DISCARDED')
                    and not exists (select 1 from course_publication o where o.course_code = v.course_code
                      and o.superseded_at = '9999-12-31' and o.valid_from <= :day and o.valid_to > :day))
                """)
                .param("day", day)
                .query((row, index) ->
                        new Version(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .list();
    }

    private Map<Long, List<LessonChoice>> lessons() {
        var lessons = new HashMap<Long, List<LessonChoice>>();
        jdbc.sql("select course_version_id, code, title, minutes from lesson order by course_version_id, position")
                .query((row, index) -> lessons.computeIfAbsent(row.getLong(1), version -> new ArrayList<>())
                        .add(new LessonChoice(row.getString(2), row.getString(3), row.getInt(4))))
                .list();
        return lessons;
    }

    private @Nullable Integer quizMinutes(String course) {
        for (var followUp : followUps) {
            var minutes = followUp.minutes(course);
            if (minutes.isPresent()) {
                return minutes.get();
            }
        }
        return null;
    }
}
