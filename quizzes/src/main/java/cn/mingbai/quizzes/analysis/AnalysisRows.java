package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads marked attempts of course quizzes; re-checks and practice are not among them. */
@Component
@Internal
class AnalysisRows {

    // China has no summer time, so that the day of the hand-in is the UTC instant and eight hours.
    private static final String POSTED = """
             posting p on p.person_id = a.person_id and p.superseded_at = '9999-12-31'
              and p.valid_from <= date(a.handed_in_at + interval 8 hour)
              and p.valid_to > date(a.handed_in_at + interval 8 hour) and
            """;

    private static final String COUNTED = " a.mode = 'TEST' and a.recheck_id is null ";

    private final JdbcClient jdbc;

    AnalysisRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A question of an attempt, as it was marked. */
    record Item(String code, int version, boolean right) {

        static List<Item> read(String items) {
            var read = new ArrayList<Item>();
            for (var item : items.split(" ")) {
                var parts = item.split(":");
                read.add(new Item(parts[0], Integer.parseInt(parts[1]), parts[2].equals("1")));
            }
            return read;
        }
    }

    /** A version of a question. */
    record Version(String code, int number) {}

    record Sat(long attempt, List<Item> items) {}

    record Person(long attempt, long person, long division, String course, List<Item> items) {}

    /**
     * A unit.
     *
     * @param town the town that it lies in; itself when it is a town or more
     */
    record Unit(long division, String name, long town) {}

    record Lesson(String course, String lesson, String title) {}

    /** The marked attempts at a course's quiz by people who were posted within reach on the day of the hand-in. */
    List<Sat> sat(String course, Reach reach) {
        return jdbc.sql("select a.id, m.items from attempt a join attempt_mark m on m.in_force = a.id"
                        + " where a.course_code = :course and" + COUNTED + "and exists (select 1 from"
                        + POSTED.replaceFirst(" on ", " where ")
                        + Reach.covers("p.division_id") + ") order by a.id")
                .param("course", course)
                .params(reach.parameters())
                .query((row, index) -> new Sat(row.getLong(1), Item.read(row.getString(2))))
                .list();
    }

    /** The answers of those attempts, by attempt and number. */
    Map<Long, Map<Integer, String>> answers(String course, Reach reach) {
        var answers = new HashMap<Long, Map<Integer, String>>();
        jdbc.sql("select n.attempt_id, n.number, n.answer from attempt_answer n join attempt a on a.id = n.attempt_id"
                        + " where a.course_code = :course and a.handed_in_at is not null and n.answer <> '' and"
                        + COUNTED
                        + "and exists (select 1 from"
                        + POSTED.replaceFirst(" on ", " where ")
                        + Reach.covers("p.division_id") + ")")
                .param("course", course)
                .params(reach.parameters())
                .query(row -> {
                    answers.computeIfAbsent(row.getLong(1), attempt -> new HashMap<>())
                            .put(row.getInt(2), row.getString(3));
                });
        return answers;
    }

    /** The same of all courses since an instant, with the unit of each; the latest first. */
    List<Person> people(Instant since, Reach reach) {
        return jdbc.sql("select a.id, coalesce(k.kept_id, a.person_id) person, p.division_id, a.course_code, m.items"
                        + " from attempt a join attempt_mark m on m.in_force = a.id"
                        + " left join person_alias k on k.person_id = a.person_id join"
                        + POSTED + Reach.covers("p.division_id") + " where a.handed_in_at >= :since and" + COUNTED
                        + "order by a.handed_in_at desc, a.id desc, p.id")
                .param("since", Times.sql(since))
                .params(reach.parameters())
                .query((row, index) -> new Person(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4), Item.read(row.getString(5))))
                .list();
    }

    /** Every version of the questions of a course, or of all. */
    Map<String, Map<Version, Question>> questions(@Nullable String course) {
        var questions = new HashMap<String, Map<Version, Question>>();
        jdbc.sql(
                        "select course_code, code, version, content from question where :course is null or course_code = :course"
                                + " order by course_code, code, version")
                .param("course", course)
                .query(row -> {
                    questions
                            .computeIfAbsent(row.getString(1), code -> new java.util.LinkedHashMap<>())
                            .put(
                                    new Version(row.getString(2), row.getInt(3)),
                                    QuestionJson.MAPPER.readValue(row.getString(4), Question.class));
                });
        return questions;
    }

    /** The units within reach in the order of their codes. */
    List<Unit> units(Reach reach) {
        return jdbc.sql("select v.division_id, v.name,"
                        + " case when v.level = 'VILLAGE' then coalesce(v.parent_id, v.division_id) else v.division_id end"
                        + " from division_version v"
                        + " where v.superseded_at = '9999-12-31' and v.valid_from <= :reachDay and v.valid_to > :reachDay"
                        + " and " + Reach.covers("v.division_id") + " order by v.code")
                .params(reach.parameters())
                .query((row, index) -> new Unit(row.getLong(1), row.getString(2), row.getLong(3)))
                .list();
    }

    /** The lessons of the courses published on the day that teach a point. */
    List<Lesson> lessons(String point, java.time.LocalDate day) {
        return jdbc.sql("""
                select v.course_code, l.code, l.title from course_publication p
                join course_version v on v.course_code = p.course_code and v.version = p.version
                join lesson l on l.course_version_id = v.id
                where p.superseded_at = '9999-12-31' and p.valid_from <= :day and p.valid_to > :day
                  and find_in_set(:point, l.points) > 0
                order by v.course_code, l.position
                """)
                .param("day", day)
                .param("point", point)
                .query((row, index) -> new Lesson(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** The name of the course's quiz. */
    Optional<String> title(String course) {
        return jdbc.sql("select title from quiz where course_code = :course")
                .param("course", course)
                .query(String.class)
                .optional();
    }

    /** The code under which the bank keeps a question: a scenario's part without its number. */
    static String bankCode(Map<Version, Question> questions, Item item) {
        var dot = item.code().lastIndexOf('.');
        return dot > 0 && !questions.containsKey(new Version(item.code(), item.version()))
                ? item.code().substring(0, dot)
                : item.code();
    }
}
