package cn.mingbai.courses.followup;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.followup.Owing.Check;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.publication.RecheckDirectory;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.RosterPosting;
import cn.mingbai.courses.rate.Verdict;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds who misses what, whoever asks. */
@Component
@Internal
class FollowUpDirectory {

    private static final int CHUNK = 1000;

    private final TrainingRateDirectory rates;
    private final RecheckDirectory rechecks;
    private final PublishedCourses published;
    private final DivisionDirectory divisions;
    private final JdbcClient jdbc;
    private final Clock clock;

    FollowUpDirectory(
            TrainingRateDirectory rates,
            RecheckDirectory rechecks,
            PublishedCourses published,
            DivisionDirectory divisions,
            JdbcClient jdbc,
            Clock clock) {
        this.rates = rates;
        this.rechecks = rechecks;
        this.published = published;
        this.divisions = divisions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The people of {@code unit}, in {@code district}, who miss something today, without phones; by unit and number. */
    List<FollowUpLine> lines(DivisionId district, DivisionId unit) {
        var today = Times.today(clock);
        var computed = rates.compute(district, AsOf.today(clock));
        var units = computed.divisions().stream().collect(Collectors.toMap(Division::id, each -> each));
        var checks = checks();
        var titles = titles(today);
        var lines = new ArrayList<Sortable>();
        for (var verdict : computed.rate().people(unit)) {
            var todos = Owing.open(verdict, checks).stream()
                    .map(todo -> new FollowUpLine.Todo(
                            titles.getOrDefault(todo.course(), todo.course()),
                            todo.kind() == Owing.Kind.RECHECK,
                            todo.due(),
                            todo.isOverdue(today)))
                    .toList();
            if (todos.isEmpty()) {
                continue;
            }
            var name = computed.names().apply(verdict.person());
            var place = place(verdict, units);
            lines.add(new Sortable(
                    place == null ? "" : place.code().value(),
                    new FollowUpLine(
                            verdict.person(),
                            name.staffNumber(),
                            name.name(),
                            place == null || place.level() != Level.VILLAGE || place.parent() == null
                                    ? ""
                                    : nameOf(units.get(place.parent())),
                            nameOf(place),
                            duties(verdict),
                            "",
                            verdict.reason() == Reason.NEW_IN_GRACE,
                            todos)));
        }
        return lines.stream()
                .sorted(Comparator.comparing(Sortable::code)
                        .thenComparing(each -> each.line().staffNumber()))
                .map(Sortable::line)
                .toList();
    }

    private record Sortable(String code, FollowUpLine line) {}

    private static String nameOf(@org.jspecify.annotations.Nullable Division division) {
        return division == null ? "" : division.name();
    }

    private static @org.jspecify.annotations.Nullable Division place(Verdict verdict, Map<DivisionId, Division> units) {
        return verdict.postings().stream()
                .map(RosterPosting::division)
                .map(units::get)
                .filter(java.util.Objects::nonNull)
                .min(Comparator.comparing(division -> division.code().value()))
                .orElse(null);
    }

    private static EnumSet<Duty> duties(Verdict verdict) {
        var duties = EnumSet.noneOf(Duty.class);
        verdict.postings().forEach(posting -> {
            var duty = posting.duty();
            if (duty != null) {
                duties.add(duty);
            }
        });
        return duties;
    }

    /** The re-checks that are known today, by number. */
    Map<Long, Check> checks() {
        return rechecks.known(AsOf.today(clock).knownBefore()).stream()
                .collect(Collectors.toMap(
                        recheck -> recheck.id(), recheck -> new Check(recheck.course(), recheck.due())));
    }

    /** The titles of the courses that are published on a day. */
    Map<String, String> titles(LocalDate day) {
        return published.offered(day).stream()
                .collect(Collectors.toMap(PublishedCourses.Offered::code, PublishedCourses.Offered::title));
    }

    /** The districts below which somebody may owe something. */
    List<Division> districts() {
        var today = Times.today(clock);
        var found = new HashMap<DivisionId, Division>();
        jdbc.sql("select distinct division_id from requirement where superseded_at = '9999-12-31'"
                        + " and valid_from <= :today and valid_to > :today")
                .param("today", today)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list()
                .forEach(set -> divisions
                        .districtOf(set, today)
                        .map(List::of)
                        .orElseGet(() -> divisions.subtree(set, today).stream()
                                .filter(division -> division.level() == Level.COUNTY)
                                .toList())
                        .forEach(district -> found.put(district.id(), district)));
        return found.values().stream()
                .sorted(Comparator.comparingLong(district -> district.id().value()))
                .toList();
    }

    /** The phones that are known of these people. */
    Map<Long, String> phones(Collection<Long> people) {
        var phones = new HashMap<Long, String>();
        var all = List.copyOf(people);
        for (var from = 0; from < all.size(); from += CHUNK) {
            jdbc.sql("select id, phone from person where phone is not null and id in (:ids)")
                    .param("ids", all.subList(from, Math.min(all.size(), from + CHUNK)))
                    .query((row, index) -> phones.put(row.getLong(1), row.getString(2)))
                    .list();
        }
        return phones;
    }
}
