package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.Excuse;
import cn.mingbai.courses.rate.RateFrame;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Recheck;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Unit;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.RequirementDirectory;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Computes the training rate of a district and all its units, whoever asks. What is small (units, requirements,
 * publications, re-checks, excuses, merges) is read anew each time; postings and records come from
 * {@link TrainingFacts}, so what the caller has written in an open transaction is not among them.
 */
@Component
@Internal
public class TrainingRateDirectory {

    private final TrainingFacts facts;
    private final DivisionDirectory divisions;
    private final RequirementDirectory requirements;
    private final PublishedCourses published;
    private final RecheckDirectory rechecks;
    private final PersonAliases aliases;
    private final JdbcClient jdbc;

    TrainingRateDirectory(
            TrainingFacts facts,
            DivisionDirectory divisions,
            RequirementDirectory requirements,
            PublishedCourses published,
            RecheckDirectory rechecks,
            PersonAliases aliases,
            JdbcClient jdbc) {
        this.facts = facts;
        this.divisions = divisions;
        this.requirements = requirements;
        this.published = published;
        this.rechecks = rechecks;
        this.aliases = aliases;
        this.jdbc = jdbc;
    }

    /** The rate of {@code district} and every unit below it, in code order, the district itself first. */
    public List<UnitRate> of(DivisionId district, AsOf asOf) {
        return compute(district, asOf).units();
    }

    /**
     * A computed rate and what it was computed over.
     *
     * @param divisions the district and everything below it on the day, in code order
     * @param rate the figures and the people behind them; for one thread
     * @param names what anyone is called, as known now
     */
    public record Computed(List<Division> divisions, TrainingRate rate, Function<PersonId, StaffName> names) {

        /** The figures of each unit, in code order, the district itself first. */
        public List<UnitRate> units() {
            return divisions.stream()
                    .map(division -> new UnitRate(division, rate.total(division.id()), rate.own(division.id())))
                    .toList();
        }
    }

    /** The rate of {@code district}, with the people behind it. */
    public Computed compute(DivisionId district, AsOf asOf) {
        return compute(district, asOf, facts.current(), List.of());
    }

    /** The same as if {@code recheck} were owed as well: who would owe it has its id among the re-checks of a course. */
    public Computed compute(DivisionId district, AsOf asOf, Recheck recheck) {
        return compute(district, asOf, facts.current(), List.of(recheck));
    }

    /**
     * The same from the tables alone, past what is kept in memory: for reports that are sealed and for verifying them. It
     * sees what others have committed, and takes about as long as the first reading after a start.
     */
    public Computed recompute(DivisionId district, AsOf asOf) {
        return compute(district, asOf, facts.fresh(), List.of());
    }

    private Computed compute(DivisionId district, AsOf asOf, TrainingFacts.Everyone everyone, List<Recheck> supposed) {
        var tree = divisions.subtree(district, asOf.day());
        var ids = tree.stream().map(Division::id).collect(Collectors.toSet());
        var frame = new RateFrame(
                tree.stream()
                        .map(division ->
                                new Unit(division.id(), ids.contains(division.parent()) ? division.parent() : null))
                        .toList(),
                divisions.gone(district, asOf.day()),
                requirements.touching(district, asOf).stream()
                        .map(Requirement::rule)
                        .toList(),
                published.on(asOf).keySet(),
                Stream.concat(
                                supposed.stream(),
                                rechecks.known(asOf.knownBefore()).stream()
                                        .map(cn.mingbai.courses.publication.Recheck::rule))
                        .toList(),
                excuses(asOf),
                aliases.asKnown(asOf.knownBefore()));
        return new Computed(
                tree, TrainingRate.of(asOf, frame, facts.interned(), everyone.population()), everyone::name);
    }

    private List<Excuse> excuses(AsOf asOf) {
        return jdbc.sql("""
                select person_id, reason, valid_from, valid_to, basis from training_excuse
                where valid_from <= :day and valid_to > :day and recorded_at < :known and superseded_at >= :known
                """)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> new Excuse(
                        new PersonId(row.getLong(1)),
                        Reason.valueOf(row.getString(2)),
                        row.getObject(3, LocalDate.class),
                        row.getObject(4, LocalDate.class),
                        row.getString(5)))
                .list();
    }
}
