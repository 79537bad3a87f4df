package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.LessonsOnPoints;
import cn.mingbai.courses.curriculum.OpenedLessons;
import cn.mingbai.quizzes.papers.QuizRules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When somebody may try a course's quiz again. After so many tests without a pass, one after the other, comes a pause, and
 * then the lessons on the points answered wrongly in the last of them have to be opened before the next try. Practice,
 * re-checks and scheduled tests count for nothing here.
 */
@Component
class RetryRule {

    private final AttemptRows rows;
    private final LessonsOnPoints lessons;
    private final OpenedLessons opened;
    private final JdbcClient jdbc;
    private final Clock clock;

    RetryRule(AttemptRows rows, LessonsOnPoints lessons, OpenedLessons opened, JdbcClient jdbc, Clock clock) {
        this.rows = rows;
        this.lessons = lessons;
        this.opened = opened;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * How somebody stands.
     *
     * @param triesLeft how many tries there are before the next pause, 0 while one has to pause or read
     * @param until when the pause ends, or null when there is none now
     * @param lessons the lessons to open before the next try, also those opened already; empty when none are asked for
     */
    record Turn(int triesLeft, @Nullable Instant until, List<Standing.Reading> lessons) {

        /** Whether the next try may begin. */
        boolean mayTry() {
            return until == null && unopened().isEmpty();
        }

        List<Standing.Reading> unopened() {
            return lessons.stream().filter(lesson -> !lesson.opened()).toList();
        }
    }

    private record Failed(long id, Instant ended) {}

    Turn of(PersonId person, String course, QuizRules rules) {
        var failed = jdbc.sql("""
                select a.id, a.handed_in_at from attempt a where a.person_id = :person and a.course_code = :course
                  and a.mode = 'TEST' and a.recheck_id is null and a.sitting_id is null and a.passed = false
                  and not exists (select 1 from attempt p where p.person_id = a.person_id
                    and p.course_code = a.course_code and p.mode = 'TEST' and p.recheck_id is null
                    and p.sitting_id is null and p.passed = true and p.handed_in_at >= a.handed_in_at)
                order by a.handed_in_at desc, a.id desc
                """)
                .param("person", person.value())
                .param("course", course)
                .query((row, index) -> new Failed(row.getLong(1), Times.instant(row.getObject(2, LocalDateTime.class))))
                .list();
        var over = failed.size() % rules.tries();
        if (failed.isEmpty() || over != 0) {
            return new Turn(rules.tries() - over, null, List.of());
        }
        var last = failed.getFirst();
        var pause = last.ended().plus(Duration.ofMinutes(rules.pauseMinutes()));
        var until = pause.isAfter(clock.instant()) ? pause : null;
        var readings = rules.weakLessonsFirst() ? weak(person, course, last) : List.<Standing.Reading>of();
        var turn = new Turn(0, until, readings);
        return turn.mayTry() ? new Turn(rules.tries(), null, readings) : turn;
    }

    private List<Standing.Reading> weak(PersonId person, String course, Failed last) {
        var wrong = wrongPoints(last.id());
        if (wrong.isEmpty()) {
            return List.of();
        }
        var since = opened.since(person, course, last.ended());
        return lessons.lessons(course).stream()
                .filter(lesson -> lesson.teaches(wrong))
                .map(lesson -> new Standing.Reading(
                        lesson.code(), lesson.title(), lesson.path(), since.contains(lesson.code())))
                .toList();
    }

    /** The points of the questions marked wrong, as the mark in force has it. */
    private Set<String> wrongPoints(long attempt) {
        var wrong = jdbc
                .sql("select items from attempt_mark where in_force = :attempt")
                .param("attempt", attempt)
                .query(String.class)
                .optional()
                .stream()
                .flatMap(items -> Arrays.stream(items.split(" ")))
                .filter(item -> item.endsWith(":0"))
                .map(item -> item.substring(0, item.indexOf(':')))
                .collect(Collectors.toSet());
        var points = new TreeSet<String>();
        rows.paper(attempt)
                .asked()
                .filter(asked -> wrong.contains(asked.about().code()))
                .forEach(asked -> points.addAll(asked.about().points()));
        return points;
    }
}
