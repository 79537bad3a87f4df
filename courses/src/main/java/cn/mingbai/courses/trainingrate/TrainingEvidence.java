package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.OwedCourse;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.RosterPosting;
import cn.mingbai.courses.rate.TrainingFact;
import cn.mingbai.courses.rate.TrainingKind;
import cn.mingbai.courses.rate.TrainingRate;
import cn.mingbai.courses.rate.Verdict;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.RequirementDirectory;
import cn.mingbai.courses.trainingrate.PersonEvidence.Excused;
import cn.mingbai.courses.trainingrate.PersonEvidence.Gap;
import cn.mingbai.courses.trainingrate.PersonEvidence.Owed;
import cn.mingbai.courses.trainingrate.PersonEvidence.OwedRecheck;
import cn.mingbai.courses.trainingrate.PersonEvidence.Posting;
import cn.mingbai.courses.trainingrate.PersonEvidence.Record;
import cn.mingbai.courses.trainingrate.PersonEvidence.Reversal;
import cn.mingbai.courses.trainingrate.PersonEvidence.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What one person's place in the training rate rests on. */
@Service
public class TrainingEvidence {

    private final TrainingRateDirectory directory;
    private final DivisionDirectory divisions;
    private final RequirementDirectory requirements;
    private final PublishedCourses published;
    private final RecheckDirectory rechecks;
    private final PersonAliases aliases;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    TrainingEvidence(
            TrainingRateDirectory directory,
            DivisionDirectory divisions,
            RequirementDirectory requirements,
            PublishedCourses published,
            RecheckDirectory rechecks,
            PersonAliases aliases,
            JdbcClient jdbc,
            Access access,
            Clock clock) {
        this.directory = directory;
        this.divisions = divisions;
        this.requirements = requirements;
        this.published = published;
        this.rechecks = rechecks;
        this.aliases = aliases;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /**
     * The evidence for somebody on the roster of a unit and everything below it.
     *
     * @throws NotFound when the unit is outside the reach or above a district, or the person is not on its roster
     */
    @Transactional(readOnly = true)
    public PersonEvidence of(DivisionId division, PersonId person, AsOf asOf) {
        access.require(Action.VIEW_TRAINED_PEOPLE, division);
        var district = divisions
                .districtOf(division, asOf.day())
                .or(() -> divisions.districtOf(division, Times.today(clock)))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var computed = directory.compute(district.id(), asOf);
        var verdict = computed.rate().person(division, person).orElseThrow(() -> new NotFound("core.access.not-found"));
        var units = new HashMap<DivisionId, Division>();
        computed.divisions().forEach(unit -> units.put(unit.id(), unit));
        var same = same(person, asOf);
        var postings = postings(same, district.id(), asOf);
        var breakEnd = breakEnd(postings, asOf.day());
        var records = records(same, verdict, breakEnd, asOf);
        return new PersonEvidence(
                TrainedPerson.of(verdict, computed.names().apply(person), units),
                owed(verdict, records, asOf),
                postings.stream().map(Known::posting).toList(),
                records,
                excuses(same, asOf),
                staffNumbers(same, person));
    }

    /** The person and everyone who was known to be the same. */
    private Set<Long> same(PersonId person, AsOf asOf) {
        var same = new TreeSet<>(Set.of(person.value()));
        aliases.asKnown(asOf.knownBefore()).forEach((merged, kept) -> {
            if (kept == person.value()) {
                same.add(merged);
            }
        });
        return same;
    }

    private List<String> staffNumbers(Set<Long> same, PersonId person) {
        return jdbc.sql("select staff_number from person where id in (:same) and id <> :person order by staff_number")
                .param("same", same)
                .param("person", person.value())
                .query(String.class)
                .list();
    }

    /** A posting, and whether it was what was known. */
    private record Known(Posting posting, boolean isCurrent) {}

    private List<Known> postings(Set<Long> same, DivisionId district, AsOf asOf) {
        return jdbc.sql("""
                select p.duty, p.valid_from, p.valid_to, p.recorded_at, p.superseded_at, by_.name recorded_by,
                  (select v.name from division_version v where v.division_id = p.division_id
                     and v.superseded_at = '9999-12-31' and v.valid_from <= :day
                     and exists (select 1 from division_ancestor a where a.descendant_id = p.division_id
                       and a.ancestor_id = :district)
                   order by v.valid_from desc limit 1) unit
                from posting p left join person by_ on by_.id = p.recorded_by
                where p.person_id in (:same) and p.recorded_at < :known
                order by p.valid_from, p.recorded_at, p.id
                """)
                .param("same", same)
                .param("district", district.value())
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> {
                    var superseded = instant(row, "superseded_at");
                    var isCurrent = superseded == null || !superseded.isBefore(asOf.knownBefore());
                    var unit = row.getString("unit");
                    return new Known(
                            new Posting(
                                    unit == null ? "" : unit,
                                    Duty.valueOf(row.getString("duty")),
                                    row.getObject("valid_from", LocalDate.class),
                                    row.getObject("valid_to", LocalDate.class),
                                    Objects.requireNonNull(instant(row, "recorded_at")),
                                    row.getString("recorded_by"),
                                    isCurrent ? null : superseded),
                            isCurrent);
                })
                .list();
    }

    /** The first day of the last break before the day, from which passes count; long ago when there was none. */
    private static LocalDate breakEnd(List<Known> postings, LocalDate day) {
        var counts = LocalDate.MIN;
        LocalDate until = null;
        for (var known : postings) {
            var posting = known.posting();
            if (known.isCurrent()
                    && !posting.from().isAfter(day)
                    && posting.to().isAfter(posting.from())) {
                if (until != null && until.plusDays(TrainingRate.BREAK_DAYS).isBefore(posting.from())) {
                    counts = until;
                }
                until = until == null || posting.to().isAfter(until) ? posting.to() : until;
            }
        }
        return counts;
    }

    private List<Record> records(Set<Long> same, Verdict verdict, LocalDate breakEnd, AsOf asOf) {
        var meets = verdict.passes().stream().map(TrainingFact::id).collect(Collectors.toSet());
        var owed = verdict.courses().stream().collect(Collectors.toMap(OwedCourse::course, Function.identity()));
        var windows = requirementsOf(verdict, asOf);
        var sheets = new HashMap<Long, List<String>>();
        jdbc.sql("""
                select distinct s.class_session_id, s.attachment_id, s.id from class_sheet s
                join training_record t on t.class_session_id = s.class_session_id
                where t.person_id in (:same) and s.recorded_at < :known order by s.id
                """)
                .param("same", same)
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> sheets.computeIfAbsent(row.getLong(1), key -> new ArrayList<>())
                        .add("attachments/" + row.getLong(2)))
                .list();
        return jdbc.sql("""
                select t.id, t.course_code, t.course_version, t.kind, t.happened_on, t.score, t.hours, t.evidence,
                  t.recorded_at, t.person_id, t.recorded_by, t.class_session_id, by_.name by_name,
                  p.title class_title, p.place class_place,
                  r.recorded_at reversed_at, r.reason, rby.name reversed_by, second.name second_name
                from training_record t
                left join person by_ on by_.id = t.recorded_by
                left join class_plan p on p.class_session_id = t.class_session_id and p.superseded_at = '9999-12-31'
                left join training_record r on r.reversal_of = t.id and r.recorded_at < :known
                left join person rby on rby.id = r.recorded_by
                left join person second on second.id = r.second_person_id
                where t.person_id in (:same) and t.reversal_of is null and t.recorded_at < :known
                order by t.happened_on, t.recorded_at, t.id
                """)
                .param("same", same)
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> {
                    var on = row.getObject("happened_on", LocalDate.class);
                    var reversedAt = instant(row, "reversed_at");
                    var kind = TrainingKind.valueOf(row.getString("kind"));
                    var course = row.getString("course_code");
                    var byId = row.getObject("recorded_by", Long.class);
                    var session = row.getObject("class_session_id", Long.class);
                    var title = row.getString("class_title");
                    return new Record(
                            row.getLong("id"),
                            course,
                            row.getInt("course_version"),
                            kind,
                            on,
                            row.getObject("score", Integer.class),
                            row.getBigDecimal("hours"),
                            Objects.requireNonNull(instant(row, "recorded_at")),
                            byId == null || same.contains(byId) ? null : row.getString("by_name"),
                            row.getString("evidence"),
                            title == null ? null : title + " " + row.getString("class_place"),
                            session == null ? List.of() : List.copyOf(sheets.getOrDefault(session, List.of())),
                            standing(
                                    row.getLong("id"),
                                    on,
                                    reversedAt != null,
                                    owed.get(course),
                                    meets,
                                    breakEnd,
                                    windows,
                                    asOf.day()),
                            reversedAt == null
                                    ? null
                                    : new Reversal(
                                            reversedAt,
                                            Objects.requireNonNullElse(row.getString("reason"), ""),
                                            row.getString("reversed_by"),
                                            row.getString("second_name")));
                })
                .list();
    }

    private static Standing standing(
            long id,
            LocalDate on,
            boolean isReversed,
            @Nullable OwedCourse owed,
            Set<Long> meets,
            LocalDate breakEnd,
            Map<Long, Requirement> windows,
            LocalDate day) {
        if (isReversed) {
            return Standing.TAKEN_BACK;
        }
        if (on.isAfter(day)) {
            return Standing.LATER;
        }
        if (owed == null) {
            return Standing.NOT_OWED;
        }
        if (meets.contains(id)) {
            return Standing.MEETS;
        }
        if (on.isBefore(breakEnd)) {
            return Standing.BEFORE_BREAK;
        }
        return owed.rules().stream()
                        .map(windows::get)
                        .filter(Objects::nonNull)
                        .anyMatch(rule -> !on.isBefore(rule.rule().countsFrom(day)))
                ? Standing.TOOK_PART
                : Standing.EXPIRED;
    }

    private Map<Long, Requirement> requirementsOf(Verdict verdict, AsOf asOf) {
        var ids = verdict.courses().stream()
                .flatMap(course -> course.rules().stream())
                .collect(Collectors.toSet());
        var found = new HashMap<Long, Requirement>();
        verdict.postings().stream()
                .map(RosterPosting::division)
                .distinct()
                .flatMap(unit -> requirements.touching(unit, asOf).stream())
                .filter(requirement -> ids.contains(requirement.id()))
                .forEach(requirement -> found.put(requirement.id(), requirement));
        return found;
    }

    private List<Owed> owed(Verdict verdict, List<Record> records, AsOf asOf) {
        var titles = titles(asOf);
        var rules = requirementsOf(verdict, asOf);
        var known = rechecks.known(asOf.knownBefore()).stream()
                .collect(Collectors.toMap(Recheck::id, Function.identity(), (one, other) -> other));
        return verdict.courses().stream()
                .map(course -> new Owed(
                        course.course(),
                        titles.getOrDefault(course.course(), ""),
                        course.rules().stream()
                                .map(rules::get)
                                .filter(Objects::nonNull)
                                .toList(),
                        course.pass() == null ? null : course.pass().id(),
                        course.isMet() ? null : gap(course.course(), records),
                        course.tookPart(),
                        course.due(),
                        course.validUntil(),
                        course.rechecks().stream()
                                .map(known::get)
                                .filter(Objects::nonNull)
                                .map(recheck -> new OwedRecheck(recheck.version(), recheck.due()))
                                .toList()))
                .toList();
    }

    /** The best explanation first: what came nearest to a pass that counts. */
    private static Gap gap(String course, List<Record> records) {
        var passes = records.stream()
                .filter(record ->
                        record.course().equals(course) && record.kind().isPass())
                .map(Record::standing)
                .collect(Collectors.toSet());
        if (passes.contains(Standing.EXPIRED)) {
            return Gap.EXPIRED;
        }
        if (passes.contains(Standing.BEFORE_BREAK)) {
            return Gap.BEFORE_BREAK;
        }
        if (passes.contains(Standing.TAKEN_BACK)) {
            return Gap.TAKEN_BACK;
        }
        if (passes.contains(Standing.LATER)) {
            return Gap.LATER;
        }
        // A pass that counts for one requirement and not for another stands as taking part.
        if (passes.contains(Standing.TOOK_PART)) {
            return Gap.EXPIRED;
        }
        return records.stream().anyMatch(record -> record.course().equals(course)) ? Gap.NOT_PASSED : Gap.NO_RECORD;
    }

    private Map<String, String> titles(AsOf asOf) {
        var titles = new HashMap<String, String>();
        var versions = published.on(asOf);
        jdbc.sql("select course_code, version, title from course_version")
                .query((row, index) -> {
                    if (Objects.equals(versions.get(row.getString(1)), row.getInt(2))) {
                        titles.put(row.getString(1), row.getString(3));
                    }
                    return index;
                })
                .list();
        return titles;
    }

    private List<Excused> excuses(Collection<Long> same, AsOf asOf) {
        return jdbc.sql("""
                select e.reason, e.basis, e.valid_from, e.valid_to, by_.name recorded_by, ok.name approved_by
                from training_excuse e
                left join person by_ on by_.id = e.recorded_by
                left join person ok on ok.id = e.approved_by
                where e.person_id in (:same) and e.recorded_at < :known and e.superseded_at >= :known
                order by e.valid_from, e.id
                """)
                .param("same", same)
                .param("known", Times.sql(asOf.knownBefore()))
                .query((row, index) -> new Excused(
                        Reason.valueOf(row.getString("reason")),
                        row.getString("basis"),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class),
                        row.getString("recorded_by"),
                        row.getString("approved_by")))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : Times.instant(value);
    }
}
