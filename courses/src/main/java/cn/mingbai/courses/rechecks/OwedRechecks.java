package cn.mingbai.courses.rechecks;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.standing.PersonStandings;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who owes which re-check, whoever asks: somebody whose valid passes are all of versions that taught the changed points
 * the old way, who has passed neither the new version nor the re-check since, and is required to know a lesson that
 * changed.
 */
@Component
@Internal
public class OwedRechecks {

    private final JdbcClient jdbc;
    private final RecheckDirectory rechecks;
    private final PersonStandings standings;
    private final PersonAliases aliases;

    OwedRechecks(JdbcClient jdbc, RecheckDirectory rechecks, PersonStandings standings, PersonAliases aliases) {
        this.jdbc = jdbc;
        this.rechecks = rechecks;
        this.standings = standings;
        this.aliases = aliases;
    }

    /**
     * Somebody who would owe a re-check, in one of the units where they are posted.
     *
     * @param person the one that was kept where two records are one person
     */
    public record Owing(PersonId person, String name, String staffNumber, DivisionId division, String divisionName) {}

    /** The re-checks that a person owes on {@code day}, as known now, the most urgent first. */
    public List<Recheck> of(PersonId person, LocalDate day) {
        var open = standings.of(person, day).courses().stream()
                .flatMap(course -> course.owed().rechecks().stream())
                .collect(Collectors.toSet());
        return rechecks.current().stream()
                .filter(recheck -> open.contains(recheck.id()))
                .sorted(Comparator.comparing(Recheck::due).thenComparingLong(Recheck::id))
                .toList();
    }

    /** The re-check with this id, if the person owes it on {@code day}. */
    public Optional<Recheck> one(PersonId person, long recheck, LocalDate day) {
        return of(person, day).stream().filter(owed -> owed.id() == recheck).findFirst();
    }

    /** Whether the person has passed this re-check. */
    public boolean isDone(PersonId person, long recheck) {
        return rechecksPassed(aliases.all(person.value())).contains(recheck);
    }

    /**
     * Who would owe a re-check if a version were published: everybody under a requirement on {@code day} whose pass is of
     * an affected version, once for each unit, in the order of units and staff numbers.
     */
    public List<Owing> wouldOwe(String course, int version, Set<String> lessons, Set<Integer> affected, LocalDate day) {
        if (affected.isEmpty() || lessons.isEmpty()) {
            return List.of();
        }
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        var passed = new HashMap<Long, Set<Integer>>();
        jdbc.sql("""
                select t.person_id, t.course_version from training_record t
                where t.course_code = :course and t.kind in ('QUIZ_PASSED', 'PAPER_PASSED')
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """)
                .param("course", course)
                .query((row, index) -> passed.computeIfAbsent(
                                kept.getOrDefault(row.getLong(1), row.getLong(1)), person -> new TreeSet<>())
                        .add(row.getInt(2)))
                .list();
        passed.values().removeIf(versions -> !isOwed(version, affected, versions));
        var owing = new LinkedHashMap<String, Owing>();
        jdbc
                .sql("""
                select distinct p.person_id, s.name, s.staff_number, p.division_id, v.name, v.code
                from posting p
                join person s on s.id = p.person_id
                join division_ancestor a on a.descendant_id = p.division_id
                  and a.valid_from <= :day and a.valid_to > :day
                join requirement r on r.division_id = a.ancestor_id and r.duty = p.duty
                  and r.valid_from <= :day and r.valid_to > :day and r.superseded_at = '9999-12-31'
                join requirement_course c on c.requirement_id = r.id and c.course_code = :course
                left join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where p.valid_from <= :day and p.valid_to > :day and p.superseded_at = '9999-12-31'
                  and (not exists (select 1 from requirement_lesson l
                         where l.requirement_id = r.id and l.course_code = :course)
                    or exists (select 1 from requirement_lesson l where l.requirement_id = r.id
                         and l.course_code = :course and l.lesson_code in (:lessons)))
                order by v.code, s.staff_number
                """)
                .param("day", day)
                .param("course", course)
                .param("lessons", lessons)
                .query((row, index) -> new Owing(
                        new PersonId(kept.getOrDefault(row.getLong(1), row.getLong(1))),
                        row.getString(2),
                        row.getString(3),
                        new DivisionId(row.getLong(4)),
                        java.util.Objects.requireNonNullElse(row.getString(5), "")))
                .list()
                .stream()
                .filter(one -> passed.containsKey(one.person().value()))
                .forEach(one -> owing.putIfAbsent(
                        one.division().value() + "/" + one.person().value(), one));
        return List.copyOf(owing.values());
    }

    /** How many people have passed the course in any version: their records stay as they are. */
    public int passed(String course) {
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        return new HashSet<>(jdbc.sql("""
                select distinct t.person_id from training_record t
                where t.course_code = :course and t.kind in ('QUIZ_PASSED', 'PAPER_PASSED')
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """)
                        .param("course", course)
                        .query((row, index) -> kept.getOrDefault(row.getLong(1), row.getLong(1)))
                        .list())
                .size();
    }

    /** Whether passes of these versions leave a re-check open that {@code version} asks of the affected ones. */
    static boolean isOwed(int version, Set<Integer> affected, Collection<Integer> passed) {
        return passed.stream().anyMatch(affected::contains) && passed.stream().noneMatch(one -> one >= version);
    }

    private Set<Long> rechecksPassed(Set<Long> everyone) {
        return new HashSet<>(
                jdbc.sql("""
                select t.recheck_id from training_record t
                where t.person_id in (:persons) and t.kind = 'RECHECK_PASSED' and t.recheck_id is not null
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """).param("persons", everyone).query(Long.class).list());
    }
}
