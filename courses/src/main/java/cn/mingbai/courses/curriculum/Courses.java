package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.CourseLine.Standing;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.standing.PersonStanding;
import cn.mingbai.courses.standing.PersonStandings;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private final PersonStandings standings;
    private final PersonAliases aliases;
    private final TrainingRecords records;
    private final SettingDirectory settings;
    private final PolicyCitations citations;
    private final Texts texts;
    private final Clock clock;

    Courses(
            JdbcClient jdbc,
            Access access,
            PostingDirectory postings,
            PersonStandings standings,
            PersonAliases aliases,
            TrainingRecords records,
            SettingDirectory settings,
            PolicyCitations citations,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.postings = postings;
        this.standings = standings;
        this.aliases = aliases;
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

    /** Whether the caller may write courses: for the way there, never as a guard. */
    @NotDivisionScoped("courses belong to no division")
    public boolean mayWrite() {
        access.require(Action.STUDY);
        return access.may(Action.EDIT_COURSES);
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
        var line = line(code);
        var standing = standing();
        var lessons = lessons(code, line.version(), standing);
        var passed = lastVersionPassed(code);
        var older = passed.filter(version -> version < line.version());
        return new CoursePage(
                line,
                lessons,
                readOn(code, line.version()).orElse(null),
                older.orElse(null),
                older.map(version -> changedSince(code, version, line.version(), lessons))
                        .orElse(List.of()));
    }

    /**
     * Keeps where the caller stopped, for every device; the last one to say so counts. Nothing else of the reading is
     * kept, and it is no record of training.
     *
     * @param position the share of the lesson above the screen, 0 to 1000, or null to keep the one known
     * @throws NotFound when the course has no such lesson
     */
    @Transactional
    @NotDivisionScoped(OWN)
    public void stoppedAt(String courseCode, String lessonCode, @Nullable Integer position) {
        access.require(Action.STUDY);
        var known = jdbc.sql("select count(*) from lesson l join course_version v on v.id = l.course_version_id"
                        + " where v.course_code = :course and l.code = :lesson and v.state = 'PUBLISHED'")
                .param("course", courseCode)
                .param("lesson", lessonCode)
                .query(Integer.class)
                .single();
        if (known == 0) {
            throw new NotFound("courses.lesson.not-found", lessonCode);
        }
        jdbc.sql("""
                insert into lesson_progress (person_id, course_code, lesson_code, position, saved_at)
                values (:person, :course, :lesson, coalesce(:position, 0), :now)
                on duplicate key update position = coalesce(:position, position), saved_at = :now
                """)
                .param("person", access.caller().person().value())
                .param("course", courseCode)
                .param("lesson", lessonCode)
                .param("position", position == null ? null : Math.clamp(position, 0, 1000))
                .param("now", Times.sql(clock.instant()))
                .update();
    }

    /**
     * The caller says that the lessons to learn have been read: on record as taking part, not as a pass. Saying it again
     * changes nothing.
     *
     * @throws NotFound when there is no such course
     */
    @Transactional
    @NotDivisionScoped(OWN)
    public void completed(String courseCode) {
        access.require(Action.STUDY);
        var version = line(courseCode).version();
        if (readOn(courseCode, version).isPresent()) {
            return;
        }
        var me = access.caller().person();
        records.record(new TrainingEntry.CourseCompleted(
                me,
                courseCode,
                version,
                Times.today(clock),
                "course-read:" + courseCode + "/" + version + ":" + me.value()));
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
        var course = line(courseCode);
        var lessons = lessons(courseCode, course.version(), standing());
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
                                        texts.get(locale, "courses.lesson.value-missing"),
                                        texts.get(locale, "courses.lesson.picture-in-words")),
                                "/courses/" + courseCode + "/" + lessonCode),
                        found.position(),
                        index == 0 ? null : lessons.get(index - 1),
                        index + 1 == lessons.size() ? null : lessons.get(index + 1)))
                .single();
    }

    private CourseLine line(String code) {
        return lines().stream()
                .filter(line -> line.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("courses.course.not-found", code));
    }

    private PersonStanding standing() {
        return standings.of(access.caller().person(), Times.today(clock));
    }

    private List<CourseLine> lines() {
        var today = Times.today(clock);
        var standing = standing();
        var passed = firstPasses();
        var stopped = stopped();
        var minutes = lessonMinutes(standing, today);
        return jdbc
                .sql(CURRENT)
                .param("today", today)
                .query((row, index) -> {
                    var code = row.getString("course_code");
                    var due = standing.of(code).orElse(null);
                    var first = passed.get(code);
                    return new CourseLine(
                            code,
                            row.getInt("version"),
                            row.getString("title"),
                            row.getString("goal"),
                            minutes.getOrDefault(code, row.getInt("minutes")),
                            due == null ? null : due.due(),
                            due == null ? null : due.basis(),
                            due == null ? first : doneOn(due),
                            due != null && !due.owed().isMet() && first != null,
                            standing(standing, due, today),
                            stopped.get(code));
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

    private static @Nullable LocalDate doneOn(PersonStanding.Due due) {
        var pass = due.owed().pass();
        return pass == null ? null : pass.on();
    }

    private static Standing standing(PersonStanding standing, PersonStanding.@Nullable Due due, LocalDate today) {
        if (due == null || due.owed().isMet()) {
            return Standing.IN_TIME;
        }
        var reason = standing.reason().orElse(Reason.NOT_MET);
        if (reason == Reason.EXEMPT || reason == Reason.LONG_LEAVE) {
            return Standing.EXCUSED;
        }
        if (due.due().isBefore(today)) {
            return Standing.OVERDUE;
        }
        return reason == Reason.NEW_IN_GRACE ? Standing.NEW : Standing.IN_TIME;
    }

    private Set<Long> everyone() {
        return aliases.all(access.caller().person().value());
    }

    private Map<String, LocalDate> firstPasses() {
        var passed = new HashMap<String, LocalDate>();
        for (var person : everyone()) {
            records.passedBy(new PersonId(person))
                    .forEach((course, on) ->
                            passed.merge(course, on, (one, other) -> one.isBefore(other) ? one : other));
        }
        return passed;
    }

    private Optional<Integer> lastVersionPassed(String course) {
        return jdbc.sql("""
                select max(t.course_version) from training_record t
                where t.person_id in (:persons) and t.course_code = :course and t.kind in ('QUIZ_PASSED', 'PAPER_PASSED')
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """)
                .param("persons", everyone())
                .param("course", course)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                .single();
    }

    private Optional<LocalDate> readOn(String course, int version) {
        return jdbc.sql("""
                select min(t.happened_on) from training_record t
                where t.person_id in (:persons) and t.course_code = :course and t.course_version = :version
                  and t.kind = 'COURSE_COMPLETED'
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """)
                .param("persons", everyone())
                .param("course", course)
                .param("version", version)
                .query((row, index) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    private List<CoursePage.Lesson> changedSince(String course, int old, int version, List<CoursePage.Lesson> lessons) {
        var changed = jdbc.sql("""
                select l.code from lesson l join course_version v on v.id = l.course_version_id
                left join lesson o on o.code = l.code and o.course_version_id = (select p.id from course_version p
                  where p.course_code = :course and p.version = :old)
                where v.course_code = :course and v.version = :version
                  and (o.id is null or o.body <> l.body or o.title <> l.title)
                """)
                .param("course", course)
                .param("old", old)
                .param("version", version)
                .query(String.class)
                .set();
        return lessons.stream()
                .filter(lesson -> changed.contains(lesson.code()))
                .toList();
    }

    /** In each course of which only some lessons are owed, the minutes of those. */
    private Map<String, Integer> lessonMinutes(PersonStanding standing, LocalDate today) {
        var minutes = new HashMap<String, Integer>();
        for (var due : standing.courses()) {
            var course = due.owed().course();
            var picked = standing.picked(course);
            if (!picked.isEmpty()) {
                minutes.put(
                        course,
                        jdbc.sql("""
                                select coalesce(sum(l.minutes), 0) from course_publication p
                                join course_version v on v.course_code = p.course_code and v.version = p.version
                                join lesson l on l.course_version_id = v.id and l.code in (:picked)
                                where p.course_code = :course and p.superseded_at = '9999-12-31'
                                  and p.valid_from <= :today and p.valid_to > :today
                                """)
                                .param("picked", picked)
                                .param("course", course)
                                .param("today", today)
                                .query(Integer.class)
                                .single());
            }
        }
        return minutes;
    }

    /** Where the caller stopped last in each course, in lessons that are there today. */
    private Map<String, CourseLine.Stopped> stopped() {
        var stopped = new HashMap<String, CourseLine.Stopped>();
        jdbc.sql("""
                select g.course_code, l.code, l.title, g.position from lesson_progress g
                join course_publication p on p.course_code = g.course_code and p.superseded_at = '9999-12-31'
                  and p.valid_from <= :today and p.valid_to > :today
                join course_version v on v.course_code = p.course_code and v.version = p.version
                join lesson l on l.course_version_id = v.id and l.code = g.lesson_code
                where g.person_id = :person order by g.saved_at
                """)
                .param("person", access.caller().person().value())
                .param("today", Times.today(clock))
                .query((row, index) -> stopped.put(
                        row.getString(1), new CourseLine.Stopped(row.getString(2), row.getString(3), row.getInt(4))))
                .list();
        return stopped;
    }

    private List<CoursePage.Lesson> lessons(String course, int version, PersonStanding standing) {
        var owed = standing.of(course).isPresent();
        var picked = standing.picked(course);
        return jdbc.sql("""
                select l.code, l.title, l.minutes, coalesce(g.position, -1) from lesson l
                join course_version v on v.id = l.course_version_id
                left join lesson_progress g on g.course_code = v.course_code and g.lesson_code = l.code
                  and g.person_id = :person
                where v.course_code = :course and v.version = :version order by l.position, l.id
                """)
                .param("person", access.caller().person().value())
                .param("course", course)
                .param("version", version)
                .query((row, index) -> new CoursePage.Lesson(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        owed && (picked.isEmpty() || picked.contains(row.getString(1))),
                        row.getInt(4)))
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
