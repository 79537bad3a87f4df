package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.Posted;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.CourseRule;
import cn.mingbai.courses.rate.Facts;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Computes the training rate of a district and all its units in five queries, whoever asks. */
@Component
@Internal
public class TrainingRateDirectory {

    private final DivisionDirectory divisions;
    private final PostingDirectory postings;
    private final RequirementDirectory requirements;
    private final JdbcClient jdbc;

    TrainingRateDirectory(
            DivisionDirectory divisions,
            PostingDirectory postings,
            RequirementDirectory requirements,
            JdbcClient jdbc) {
        this.divisions = divisions;
        this.postings = postings;
        this.requirements = requirements;
        this.jdbc = jdbc;
    }

    /** The rate of {@code district} and every unit below it, in code order, the district itself first. */
    public List<UnitRate> of(DivisionId district, AsOf asOf) {
        var computed = compute(district, asOf);
        return computed.divisions().stream()
                .map(division -> new UnitRate(
                        division,
                        computed.rate().total(division.id()),
                        computed.rate().own(division.id())))
                .toList();
    }

    /**
     * A computed rate and what it was computed over.
     *
     * @param divisions the district and everything below it on the day, in code order
     * @param names what everyone in the rate is called
     */
    public record Computed(List<Division> divisions, TrainingRate rate, Function<PersonId, StaffName> names) {}

    /** The rate of {@code district}, with the people behind it. */
    public Computed compute(DivisionId district, AsOf asOf) {
        var tree = divisions.subtree(district, asOf.day());
        var rules = requirements.touching(district, asOf);
        var since =
                rules.stream().map(Requirement::from).min(LocalDate::compareTo).orElse(asOf.day());
        var roster = Stream.concat(
                        postings.below(district, since, asOf).stream(), postings.adrift(district, asOf).stream())
                .toList();
        var ids = tree.stream().map(Division::id).collect(Collectors.toSet());
        var facts = new Facts(
                tree.stream()
                        .map(division ->
                                new Unit(division.id(), ids.contains(division.parent()) ? division.parent() : null))
                        .toList(),
                roster.stream()
                        .map(posted -> new RosterPosting(
                                posted.person(), posted.division(), posted.duty(), posted.from(), posted.to()))
                        .toList(),
                rules.stream()
                        .map(rule -> new CourseRule(
                                rule.id(),
                                rule.division(),
                                rule.duty(),
                                Set.copyOf(rule.courses()),
                                rule.from(),
                                rule.to(),
                                rule.due(),
                                rule.graceDays(),
                                rule.window(),
                                rule.windowMonths(),
                                rule.carryMonths(),
                                rule.metBy(),
                                rule.lessons().entrySet().stream()
                                        .collect(Collectors.toMap(
                                                Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())))))
                        .toList(),
                training(roster, rules, asOf),
                List.of());
        var names = new HashMap<PersonId, StaffName>();
        roster.forEach(posted -> names.put(posted.person(), new StaffName(posted.staffNumber(), posted.name())));
        return new Computed(tree, TrainingRate.of(asOf, facts), person -> Objects.requireNonNull(names.get(person)));
    }

    private List<TrainingFact> training(List<Posted> roster, List<Requirement> rules, AsOf asOf) {
        var persons = new TreeSet<Long>();
        roster.forEach(posted -> persons.add(posted.person().value()));
        var courses = new TreeSet<String>();
        rules.forEach(rule -> courses.addAll(rule.courses()));
        if (persons.isEmpty() || courses.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select id, person_id, course_code, happened_on, recorded_at, reversal_of, score, kind, course_version,
                  recheck_id
                from training_record
                where person_id in (:persons) and course_code in (:courses) and recorded_at < :known
                """)
                .param("persons", persons)
                .param("courses", courses)
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> new TrainingFact(
                        row.getLong(1),
                        new PersonId(row.getLong(2)),
                        row.getString(3),
                        row.getObject(4, LocalDate.class),
                        Times.instant(row.getObject(5, LocalDateTime.class)),
                        row.getObject(6, Long.class),
                        row.getObject(7, Integer.class),
                        TrainingKind.valueOf(row.getString(8)),
                        row.getInt(9),
                        row.getObject(10, Long.class)))
                .list();
    }
}
