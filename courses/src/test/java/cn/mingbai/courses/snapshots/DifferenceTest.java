package cn.mingbai.courses.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.snapshots.Difference.Cause;
import cn.mingbai.courses.snapshots.Difference.Counted;
import cn.mingbai.courses.snapshots.Difference.Known;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Head;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Owed;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SealedReport.Post;
import cn.mingbai.courses.snapshots.SealedReport.Unit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DifferenceTest {

    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 31);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 30);
    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);

    /** District 1, towns 10 and 20, villages 11, 12 and 21. */
    private static final Map<Long, Long> PARENTS = Map.of(10L, 1L, 20L, 1L, 11L, 10L, 12L, 10L, 21L, 20L);

    private static SealedReport report(LocalDate day, List<Line> lines) {
        var units = new ArrayList<Unit>();
        for (var id : List.of(1L, 10L, 11L, 12L, 20L, 21L)) {
            units.add(new Unit(
                    id, PARENTS.get(id), "22017200000" + id % 10, "单位" + id, "VILLAGE", Figures.of(List.of(), 0)));
        }
        return new SealedReport(
                new Head(
                        day.toEpochDay(),
                        1,
                        "220172000000",
                        "区",
                        day,
                        1,
                        known(day),
                        1,
                        "",
                        known(day),
                        7,
                        "封存人",
                        null),
                units,
                List.of(new Owed(1, 1, Duty.VILLAGE_STAFF, List.of("01"), "", "通知")),
                lines);
    }

    private static Instant known(LocalDate day) {
        return Times.endOf(day);
    }

    private static Line line(long person, long unit, Reason reason, boolean valid, LocalDate from, Pass... passes) {
        var met = List.of(passes).stream().map(Pass::course).toList();
        return new Line(
                unit,
                person,
                "T" + person,
                "人" + person,
                List.of(new Post(
                        unit, Duty.VILLAGE_STAFF, from, reason == Reason.LEFT ? from.plusDays(30) : Times.NO_END)),
                reason,
                passes.length > 0,
                valid,
                false,
                List.of(passes),
                met.contains("01") ? List.of() : List.of("01"));
    }

    private static Line met(long person, long unit, Pass pass) {
        return line(person, unit, Reason.MET, true, LONG_AGO, pass);
    }

    private static Line unmet(long person, long unit) {
        return line(person, unit, Reason.NOT_MET, false, LONG_AGO);
    }

    private static Pass pass(long record, LocalDate on, LocalDate recorded) {
        return new Pass(
                "01",
                on,
                90,
                record,
                "attempt:" + record,
                recorded.atTime(12, 0).atZone(Times.ZONE).toInstant());
    }

    private static Pass early(long record) {
        return pass(record, LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 1));
    }

    private static Difference between(List<Line> before, List<Line> after, long unit, Known known) {
        var earlier = report(OCTOBER, before);
        var later = report(NOVEMBER, after);
        return Difference.between(earlier, later, unit, known);
    }

    private static Difference.Change only(List<Line> before, List<Line> after, long unit, Known known) {
        var difference = between(before, after, unit, known);
        assertThat(difference.changes()).hasSize(1);
        assertReconciles(difference);
        return difference.changes().getFirst();
    }

    private static Cause cause(List<Line> before, List<Line> after) {
        return only(before, after, 1, Known.NOTHING).cause();
    }

    private static void assertReconciles(Difference difference) {
        for (var counted : Counted.values()) {
            assertThat(difference.effects(counted).values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("%s at unit %d", counted, difference.unit())
                    .isEqualTo(difference.difference(counted));
        }
    }

    @Test
    void aPassAfterTheEarlierDayIsNewlyMet() {
        var change = only(
                List.of(unmet(1, 11)),
                List.of(met(1, 11, pass(5, LocalDate.of(2026, 11, 3), LocalDate.of(2026, 11, 3)))),
                11,
                Known.NOTHING);
        assertThat(change.cause()).isEqualTo(Cause.NEWLY_MET);
        assertThat(change.courses()).containsExactly("01");
        assertThat(change.effect(Counted.MET)).isEqualTo(1);
        assertThat(change.effect(Counted.DUE)).isZero();
    }

    @Test
    void aLateRecordAndOneTakenBackAreCorrections() {
        assertThat(cause(
                        List.of(unmet(1, 11)),
                        List.of(met(1, 11, pass(5, LocalDate.of(2026, 9, 3), LocalDate.of(2026, 11, 3))))))
                .isEqualTo(Cause.CORRECTED);
        assertThat(only(
                                List.of(met(1, 11, early(5))),
                                List.of(unmet(1, 11)),
                                1,
                                new Known(Set.of(5L), Map.of(), Map.of()))
                        .cause())
                .isEqualTo(Cause.CORRECTED);
    }

    @Test
    void aPassThatRunsOutExpires() {
        assertThat(cause(List.of(met(1, 11, early(5))), List.of(unmet(1, 11)))).isEqualTo(Cause.EXPIRED);
        assertThat(cause(List.of(met(1, 11, early(5))), List.of(line(1, 11, Reason.MET, false, LONG_AGO, early(5)))))
                .isEqualTo(Cause.EXPIRED);
        assertThat(cause(List.of(line(1, 11, Reason.MET, false, LONG_AGO, early(5))), List.of(met(1, 11, early(5)))))
                .as("a re-check was passed")
                .isEqualTo(Cause.NEWLY_MET);
    }

    @Test
    void whoComesJoinsAndWhoGoesLeaves() {
        assertThat(cause(List.of(), List.of(line(1, 11, Reason.NEW_IN_GRACE, false, OCTOBER.plusDays(3)))))
                .isEqualTo(Cause.JOINED);
        assertThat(cause(List.of(unmet(1, 11)), List.of(line(1, 11, Reason.LEFT, false, LONG_AGO))))
                .isEqualTo(Cause.LEFT);
        assertThat(cause(List.of(line(1, 11, Reason.LEFT, false, LONG_AGO)), List.of(unmet(1, 11))))
                .as("re-hired")
                .isEqualTo(Cause.JOINED);
    }

    @Test
    void aTransferIsOneMoveAndChangesTheDistrictNot() {
        var before = List.of(met(1, 11, early(5)));
        var after = List.of(
                line(1, 11, Reason.LEFT, true, LONG_AGO, early(5)),
                line(1, 21, Reason.MET, true, OCTOBER.plusDays(3), early(5)),
                // Judged together, as whoever computes the rate does above two units.
                line(1, 1, Reason.MET, true, OCTOBER.plusDays(3), early(5)));
        var out = only(before, after, 10, Known.NOTHING);
        assertThat(out.cause()).isEqualTo(Cause.MOVED);
        assertThat(out.effect(Counted.MET)).isEqualTo(-1);
        assertThat(out.elsewhere()).isNotNull();
        var in = only(before, after, 20, Known.NOTHING);
        assertThat(in.cause()).isEqualTo(Cause.MOVED);
        assertThat(in.effect(Counted.MET)).isEqualTo(1);
        var district = only(before, after, 1, Known.NOTHING);
        assertThat(district.cause()).isEqualTo(Cause.MOVED);
        for (var counted : Counted.values()) {
            assertThat(district.effect(counted)).isZero();
        }
    }

    @Test
    void excusesGraceAndFirstStepsAreNamed() {
        assertThat(cause(List.of(unmet(1, 11)), List.of(line(1, 11, Reason.LONG_LEAVE, false, LONG_AGO))))
                .isEqualTo(Cause.EXCUSED);
        assertThat(cause(List.of(line(1, 11, Reason.EXEMPT, false, LONG_AGO)), List.of(unmet(1, 11))))
                .isEqualTo(Cause.EXCUSED);
        assertThat(cause(List.of(line(1, 11, Reason.NEW_IN_GRACE, false, LONG_AGO)), List.of(unmet(1, 11))))
                .isEqualTo(Cause.GRACE_OVER);
        var began = new Line(
                11, 1, "T1", "人1", unmet(1, 11).posts(), Reason.NOT_MET, true, false, false, List.of(), List.of("01"));
        assertThat(cause(List.of(unmet(1, 11)), List.of(began))).isEqualTo(Cause.TOOK_PART);
    }

    @Test
    void moreOrLessOwedIsAChangedRequirement() {
        var more = new Line(
                11,
                1,
                "T1",
                "人1",
                unmet(1, 11).posts(),
                Reason.NOT_MET,
                true,
                false,
                false,
                List.of(early(5)),
                List.of("12"));
        var change = only(List.of(met(1, 11, early(5))), List.of(more), 1, Known.NOTHING);
        assertThat(change.cause()).isEqualTo(Cause.REQUIREMENT);
        assertThat(change.courses()).containsExactly("12");
        assertThat(cause(List.of(more), List.of(met(1, 11, early(5))))).isEqualTo(Cause.REQUIREMENT);
    }

    @Test
    void somebodyPostedAllAlongWhoAppearsWasEnteredLate() {
        assertThat(cause(List.of(), List.of(unmet(1, 11)))).isEqualTo(Cause.CORRECTED);
    }

    @Test
    void twoWhoAreOneAreMerged() {
        var merge = new Known(Set.of(), Map.of(), Map.of(2L, 1L));
        var both = List.of(unmet(1, 11), met(2, 11, early(5)));
        var kept = between(both, List.of(met(1, 11, early(5))), 1, merge);
        assertReconciles(kept);
        assertThat(kept.changes()).extracting(Difference.Change::cause).containsOnly(Cause.MERGED);
        assertThat(kept.difference(Counted.DUE)).isEqualTo(-1);
        // Listed under the other's number from now on: one person, nothing lost.
        var renamed = between(List.of(met(2, 11, early(5))), List.of(met(1, 11, early(5))), 1, merge);
        assertReconciles(renamed);
        assertThat(renamed.changes()).singleElement().satisfies(change -> {
            assertThat(change.cause()).isEqualTo(Cause.MERGED);
            assertThat(change.effect(Counted.MET)).isZero();
        });
        // Undone.
        var undone = between(List.of(met(1, 11, early(5))), both, 1, new Known(Set.of(), Map.of(2L, 1L), Map.of()));
        assertReconciles(undone);
        assertThat(undone.changes()).extracting(Difference.Change::cause).containsOnly(Cause.MERGED);
    }

    @Test
    void whatDidNotChangeIsNotListed() {
        var lines = List.of(unmet(1, 11), met(2, 12, early(5)), line(3, 21, Reason.LEFT, false, LONG_AGO));
        assertThat(between(lines, lines, 1, Known.NOTHING).changes()).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.concat(
                LongStream.rangeClosed(1, 300), new Random().longs(20).map(Math::abs));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEffectsOfAllCausesAddUpToTheDifferenceOfTheFigures(long seed) {
        var random = new Random(seed);
        var merged = new HashMap<Long, Long>();
        for (var person = 2L; person <= 12; person++) {
            if (random.nextInt(5) == 0) {
                merged.put(person, 1L);
            }
        }
        var known = new Known(
                Set.of(1L + random.nextInt(15), 16L + random.nextInt(15)),
                random.nextBoolean() ? Map.of() : merged,
                random.nextBoolean() ? Map.of() : merged);
        var before = roster(random);
        var after = roster(random);
        for (var unit : List.of(1L, 10L, 11L, 12L, 20L, 21L)) {
            var difference = between(before, after, unit, known);
            assertReconciles(difference);
            assertThat(difference.changes())
                    .extracting(Difference.Change::person)
                    .as("seed %d: nobody twice", seed)
                    .doesNotHaveDuplicates();
        }
    }

    private static List<Line> roster(Random random) {
        var lines = new ArrayList<Line>();
        var units = List.of(1L, 10L, 11L, 12L, 20L, 21L);
        for (var person = 1L; person <= 12; person++) {
            var places = random.nextInt(4);
            var reasons = new ArrayList<Reason>();
            for (var i = 0; i < places; i++) {
                var unit = (long) units.get(random.nextInt(units.size()));
                var id = person;
                if (lines.stream().anyMatch(line -> line.unit() == unit && line.person() == id)) {
                    continue;
                }
                var reason = Reason.values()[random.nextInt(Reason.values().length)];
                reasons.add(reason);
                lines.add(
                        random.nextBoolean()
                                ? line(
                                        person,
                                        unit,
                                        reason,
                                        random.nextBoolean(),
                                        OCTOBER.minusDays(random.nextInt(-20, 400)),
                                        pass(
                                                random.nextInt(30),
                                                OCTOBER.minusDays(random.nextInt(-20, 60)),
                                                OCTOBER.minusDays(random.nextInt(-20, 60))))
                                : line(
                                        person,
                                        unit,
                                        reason,
                                        random.nextBoolean(),
                                        OCTOBER.minusDays(random.nextInt(-20, 400))));
            }
        }
        return lines;
    }
}
