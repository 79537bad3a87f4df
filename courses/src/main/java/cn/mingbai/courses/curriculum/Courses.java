package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.RequirementDirectory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The courses, as the caller stands with them. */
@Service
public class Courses {

    private static final String OWN = "courses belong to no division; what is owed and done is the caller's own";

    private static final String CURRENT = """
            select v.id, v.course_code, v.version, v.title, v.goal, v.minutes from course_publication p
            join course_version v on v.course_code = p.course_code and v.version = p.version
            where p.superseded_at = '9999-12-31' and p.valid_from <= :today and p.valid_to > :today
            """;

    private final JdbcClient jdbc;
    private final Access access;
    private final PostingDirectory postings;
    private final RequirementDirectory requirements;
    private final TrainingRecords records;
    private final SettingDirectory settings;
    private final PolicyCitations citations;
    private final Texts texts;
    private final Clock clock;

    Courses(
            JdbcClient jdbc,
            Access access,
            PostingDirectory postings,
            RequirementDirectory requirements,
            TrainingRecords records,
            SettingDirectory settings,
            PolicyCitations citations,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.postings = postings;
        this.requirements = requirements;
        this.records = records;
        this.settings = settings;
        this.citations = citations;
        this.texts = texts;
        this.clock = clock;
    }

    /** All courses: those that the caller owes first, what is left before what is done, by due date and code. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN)
    public List<CourseLine> mine() {
        access.require(Action.STUDY);
        return lines();
    }

    /**
     * A course with its lessons.
     *
     * @throws NotFound when there is none with this code
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN)
    public CoursePage course(String code) {
        access.require(Action.STUDY);
        var line = lines().stream()
                .filter(course -> course.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("courses.course.not-found", code));
        return new CoursePage(line, lessons(code, line.version()));
    }

    /**
     * A lesson, with the local values of the caller's unit.
     *
     * @throws NotFound when the course has no such lesson
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped("the local values shown are those of the caller's own unit")
    public LessonPage lesson(String courseCode, String lessonCode, Locale locale) {
        access.require(Action.STUDY);
        var course = lines().stream()
                .filter(line -> line.code().equals(courseCode))
                .findFirst()
                .orElseThrow(() -> new NotFound("courses.course.not-found", courseCode));
        var lessons = lessons(courseCode, course.version());
        var index = lessons.stream().map(CoursePage.Lesson::code).toList().indexOf(lessonCode);
        if (index < 0) {
            throw new NotFound("courses.lesson.not-found", lessonCode);
        }
        var values = new HashMap<String, String>();
        unit().ifPresent(unit -> settings.inForce(unit, Times.today(clock))
                .forEach((key, setting) -> values.put(key.key(), setting.value())));
        var found = lessons.get(index);
        return jdbc.sql("""
                select l.rule_layer, l.body from lesson l join course_version v on v.id = l.course_version_id
                where v.course_code = :course and v.version = :version and l.code = :code
                """)
                .param("course", courseCode)
                .param("version", course.version())
                .param("code", lessonCode)
                .query((row, at) -> new LessonPage(
                        courseCode,
                        course.title(),
                        found.code(),
                        found.title(),
                        found.minutes(),
                        index + 1,
                        lessons.size(),
                        "L26".equals(row.getString(1)),
                        LessonRenderer.html(
                                row.getString(2),
                                key -> SettingKey.of(key).isEmpty() ? null : values.get(key),
                                citations.titles(locale),
                                new LessonRenderer.Words(
                                        texts.get(locale, "courses.lesson.sources"),
                                        texts.get(locale, "courses.lesson.value-missing")),
                                "/courses/" + courseCode + "/" + lessonCode),
                        index == 0 ? null : lessons.get(index - 1),
                        index + 1 == lessons.size() ? null : lessons.get(index + 1)))
                .single();
    }

    private List<CourseLine> lines() {
        var person = access.caller().person();
        var today = Times.today(clock);
        record Owed(LocalDate due, String basis) {}
        Map<String, Owed> owed = new HashMap<>();
        for (var posting : postings.of(person, today)) {
            for (var requirement : requirements.of(posting.duty(), posting.division(), today)) {
                // Who came after it began has the newcomers' days as well.
                var grace = posting.from().plusDays(Math.max(0, requirement.graceDays() - 1L));
                var due = posting.from().isAfter(requirement.from()) && grace.isAfter(requirement.due())
                        ? grace
                        : requirement.due();
                requirement
                        .courses()
                        .forEach(course -> owed.merge(
                                course,
                                new Owed(due, requirement.basis()),
                                (one, other) -> one.due().isBefore(other.due()) ? one : other));
            }
        }
        var done = records.passedBy(person);
        return jdbc
                .sql(CURRENT)
                .param("today", today)
                .query((row, index) -> {
                    var code = row.getString("course_code");
                    var mine = owed.get(code);
                    var pass = done.get(code);
                    return new CourseLine(
                            code,
                            row.getInt("version"),
                            row.getString("title"),
                            row.getString("goal"),
                            row.getInt("minutes"),
                            mine == null ? null : mine.due(),
                            mine == null ? null : mine.basis(),
                            pass);
                })
                .list()
                .stream()
                .sorted(Comparator.comparing(CourseLine::isLeft)
                        .reversed()
                        .thenComparing(
                                Comparator.comparing(CourseLine::isRequired).reversed())
                        .thenComparing(CourseLine::due, Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(CourseLine::code))
                .toList();
    }

    private List<CoursePage.Lesson> lessons(String course, int version) {
        return jdbc.sql("""
                select l.code, l.title, l.minutes from lesson l join course_version v on v.id = l.course_version_id
                where v.course_code = :course and v.version = :version order by l.position
                """)
                .param("course", course)
                .param("version", version)
                .query((row, index) -> new CoursePage.Lesson(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
    }

    /** Where the caller works: the first posting of today, or where a role is held. */
    private Optional<DivisionId> unit() {
        return postings.of(access.caller().person(), Times.today(clock)).stream()
                .map(posted -> posted.division())
                .findFirst()
                .or(() -> access.held().stream().map(Access.Held::division).findFirst());
    }
}
