package cn.mingbai.courses.rechecks;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.RosterPosting;
import cn.mingbai.courses.standing.PersonStandings;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /** The number of a re-check that is only supposed; those that are real begin with 1. */
    private static final long SUPPOSED = -1;

    private final JdbcClient jdbc;
    private final RecheckDirectory rechecks;
    private final PersonStandings standings;
    private final TrainingRateDirectory rates;
    private final PersonAliases aliases;

    OwedRechecks(
            JdbcClient jdbc,
            RecheckDirectory rechecks,
            PersonStandings standings,
            TrainingRateDirectory rates,
            PersonAliases aliases) {
        this.jdbc = jdbc;
        this.rechecks = rechecks;
        this.standings = standings;
        this.rates = rates;
        this.aliases = aliases;
    }

    /**
     * Somebody who would owe a re-check, in one of the units where they are posted.
     *
     * @param person the one that was kept where two records are one person
     */
    public record Owing(
            PersonId person,
            String name,
            String staffNumber,
            DivisionId division,
            String divisionName,
            String divisionCode) {}

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
     * Who would owe a re-check on {@code day} if a version were published then, by the rate's own rules: once for each
     * unit where they are posted, in the order of units and staff numbers.
     */
    public List<Owing> wouldOwe(String course, int version, Set<String> lessons, Set<Integer> affected, LocalDate day) {
        if (affected.isEmpty() || lessons.isEmpty()) {
            return List.of();
        }
        var supposed = new cn.mingbai.courses.rate.Recheck(
                SUPPOSED, course, version, lessons, affected, day, day.plusYears(1));
        var owing = new ArrayList<Owing>();
        for (var district : districtsRequiring(course, day)) {
            var computed = rates.compute(district, new AsOf(day, day), supposed);
            var units = computed.divisions().stream().collect(Collectors.toMap(Division::id, Function.identity()));
            for (var verdict : computed.rate().people(district)) {
                if (verdict.courses().stream().noneMatch(one -> one.rechecks().contains(SUPPOSED))) {
                    continue;
                }
                var who = computed.names().apply(verdict.person());
                verdict.postings().stream()
                        .map(RosterPosting::division)
                        .distinct()
                        .map(units::get)
                        .filter(Objects::nonNull)
                        .forEach(unit -> owing.add(new Owing(
                                verdict.person(),
                                who.name(),
                                who.staffNumber(),
                                unit.id(),
                                unit.name(),
                                unit.code().value())));
            }
        }
        owing.sort(Comparator.comparing(Owing::divisionCode).thenComparing(Owing::staffNumber));
        return owing;
    }

    private List<DivisionId> districtsRequiring(String course, LocalDate day) {
        return jdbc.sql("""
                select distinct v.division_id from division_version v
                join division_ancestor a on a.valid_from <= :day and a.valid_to > :day
                  and (a.ancestor_id = v.division_id or a.descendant_id = v.division_id)
                join requirement r on r.division_id = if(a.ancestor_id = v.division_id, a.descendant_id, a.ancestor_id)
                  and r.valid_from <= :day and r.valid_to > :day and r.superseded_at = '9999-12-31'
                join requirement_course c on c.requirement_id = r.id and c.course_code = :course
                where v.level = 'COUNTY' and v.superseded_at = '9999-12-31' and v.valid_from <= :day and v.valid_to > :day
                """)
                .param("course", course)
                .param("day", day)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
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

    private Set<Long> rechecksPassed(Set<Long> everyone) {
        return new HashSet<>(
                jdbc.sql("""
                select t.recheck_id from training_record t
                where t.person_id in (:persons) and t.kind = 'RECHECK_PASSED' and t.recheck_id is not null
                  and not exists (select 1 from training_record r where r.reversal_of = t.id)
                """).param("persons", everyone).query(Long.class).list());
    }
}
