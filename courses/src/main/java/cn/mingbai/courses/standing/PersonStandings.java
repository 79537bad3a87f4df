package cn.mingbai.courses.standing;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.Excuse;
import cn.mingbai.courses.rate.Facts;
import cn.mingbai.courses.rate.OwedCourse;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.RosterPosting;
import cn.mingbai.courses.rate.TrainingFact;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Unit;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.RequirementDirectory;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Judges one person with the rate's own rules, over the units of that person alone: what a learner reads can never differ
 * from what the figures say.
 */
@Component
@Internal
public class PersonStandings {

    /** Above the districts of somebody who is posted in two. */
    private static final DivisionId ROOT = new DivisionId(0);

    private final JdbcClient jdbc;
    private final DivisionDirectory divisions;
    private final RequirementDirectory requirements;
    private final PublishedCourses published;
    private final RecheckDirectory rechecks;
    private final PersonAliases aliases;

    PersonStandings(
            JdbcClient jdbc,
            DivisionDirectory divisions,
            RequirementDirectory requirements,
            PublishedCourses published,
            RecheckDirectory rechecks,
            PersonAliases aliases) {
        this.jdbc = jdbc;
        this.divisions = divisions;
        this.requirements = requirements;
        this.published = published;
        this.rechecks = rechecks;
        this.aliases = aliases;
    }

    /** How a person stands on {@code today}, as known now. */
    public PersonStanding of(PersonId person, LocalDate today) {
        var self = new PersonId(aliases.kept(person.value()));
        var everyone = aliases.all(person.value());
        var postings = postings(everyone, self);
        var units = new LinkedHashMap<DivisionId, Unit>();
        units.put(ROOT, new Unit(ROOT, null));
        var rules = new LinkedHashMap<Long, Requirement>();
        var mine = new LinkedHashMap<Long, Requirement>();
        var joined = new HashMap<Long, LocalDate>();
        for (var posting : postings) {
            var chain = divisions.chain(posting.division(), today);
            for (var division : chain) {
                var parent = division.parent();
                var isTop = parent == null
                        || chain.stream().noneMatch(one -> one.id().equals(parent));
                units.putIfAbsent(division.id(), new Unit(division.id(), isTop ? ROOT : parent));
            }
            var duty = posting.duty();
            if (duty == null) {
                continue;
            }
            for (var requirement : requirements.of(duty, posting.division(), today)) {
                rules.put(requirement.id(), requirement);
                if (posting.on(today)) {
                    mine.put(requirement.id(), requirement);
                    joined.merge(requirement.id(), posting.from(), PersonStandings::earlier);
                }
            }
        }
        var rate = TrainingRate.of(
                new AsOf(today, today),
                new Facts(
                        List.copyOf(units.values()),
                        postings,
                        rules.values().stream().map(Requirement::rule).toList(),
                        training(everyone, self),
                        excuses(everyone, self),
                        published.offered(today).stream()
                                .map(PublishedCourses.Offered::code)
                                .collect(Collectors.toSet()),
                        rechecks.current().stream()
                                .map(cn.mingbai.courses.publication.Recheck::rule)
                                .toList(),
                        Map.of(),
                        Set.of()));
        var verdict = rate.people(ROOT).stream().findFirst();
        return new PersonStanding(
                verdict.map(found -> found.reason()),
                verdict.map(found -> found.courses().stream()
                                .map(owed -> due(owed, mine, joined))
                                .toList())
                        .orElse(List.of()),
                List.copyOf(mine.values()));
    }

    private static PersonStanding.Due due(OwedCourse owed, Map<Long, Requirement> mine, Map<Long, LocalDate> joined) {
        var due = owed.due();
        var basis = "";
        for (var id : owed.rules()) {
            var requirement = mine.get(id);
            if (requirement == null) {
                continue;
            }
            basis = basis.isEmpty() ? requirement.basis() : basis;
            var from = joined.getOrDefault(id, requirement.from());
            var newcomerUntil = from.plusDays(Math.max(0, requirement.graceDays() - 1L));
            if (!owed.isMet() && from.isAfter(requirement.from()) && newcomerUntil.isAfter(due)) {
                due = newcomerUntil;
            }
        }
        return new PersonStanding.Due(owed, due, basis);
    }

    private List<RosterPosting> postings(Set<Long> everyone, PersonId self) {
        return jdbc.sql("""
                select division_id, duty, valid_from, valid_to from posting
                where person_id in (:persons) and superseded_at = '9999-12-31' and valid_to > valid_from
                """)
                .param("persons", everyone)
                .query((row, index) -> new RosterPosting(
                        self,
                        new DivisionId(row.getLong(1)),
                        Duty.valueOf(row.getString(2)),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class)))
                .list();
    }

    private List<TrainingFact> training(Set<Long> everyone, PersonId self) {
        return jdbc.sql("""
                select id, course_code, happened_on, recorded_at, reversal_of, score, kind, course_version, recheck_id
                from training_record where person_id in (:persons)
                """)
                .param("persons", everyone)
                .query((row, index) -> new TrainingFact(
                        row.getLong(1),
                        self,
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        Times.instant(row.getObject(4, LocalDateTime.class)),
                        row.getObject(5, Long.class),
                        row.getObject(6, Integer.class),
                        TrainingKind.valueOf(row.getString(7)),
                        row.getInt(8),
                        row.getObject(9, Long.class)))
                .list();
    }

    private List<Excuse> excuses(Set<Long> everyone, PersonId self) {
        return jdbc.sql("""
                select reason, valid_from, valid_to, basis from training_excuse
                where person_id in (:persons) and superseded_at = '9999-12-31'
                """)
                .param("persons", everyone)
                .query((row, index) -> new Excuse(
                        self,
                        Reason.valueOf(row.getString(1)),
                        row.getObject(2, LocalDate.class),
                        row.getObject(3, LocalDate.class),
                        row.getString(4)))
                .list();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
