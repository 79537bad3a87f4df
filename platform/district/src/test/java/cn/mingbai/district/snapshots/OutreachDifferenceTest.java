package cn.mingbai.district.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.time.Times;
import cn.mingbai.district.snapshots.OutreachDifference.Cause;
import cn.mingbai.district.snapshots.OutreachDifference.Change;
import cn.mingbai.district.snapshots.OutreachDifference.Counted;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Head;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutreachDifferenceTest {

    private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 31);
    private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 30);
    private static final LocalDate LONG_AGO = LocalDate.of(2024, 1, 1);
    private static final String RULE = "basis=REGISTERED phone=true from=2026-09-01 to=2027-01-01 policy=2021";
    private static final Set<Kind> LEFT = Set.of(Kind.DUE);
    private static final Set<Kind> MET = Set.of(Kind.DUE, Kind.REACHED, Kind.REACHED_IN_PERSON);

    /** District 1, towns 10 and 20, villages 11, 12 and 21. */
    private static final Map<Long, Long> PARENTS = Map.of(10L, 1L, 20L, 1L, 11L, 10L, 12L, 10L, 21L, 20L);

    private static final List<Long> UNITS = List.of(1L, 10L, 11L, 12L, 20L, 21L);

    private static OutreachReport report(LocalDate day, String rule, List<Door> doors) {
        return report(day, rule, doors, UNITS);
    }

    private static OutreachReport report(LocalDate day, String rule, List<Door> doors, List<Long> ids) {
        var without = new OutreachReport(
                new Head(
                        day.toEpochDay(),
                        3,
                        "行动",
                        1,
                        "220172000000",
                        "区",
                        day,
                        1,
                        Times.endOf(day),
                        1,
                        rule,
                        "说明",
                        Times.endOf(day),
                        7,
                        "封存人",
                        null),
                ids.stream().map(id -> unit(id, Counts.NONE)).toList(),
                doors);
        return new OutreachReport(
                without.head(),
                ids.stream().map(id -> unit(id, without.counts(id))).toList(),
                doors);
    }

    private static Unit unit(long id, Counts counts) {
        return new Unit(id, PARENTS.get(id), "2201720000%02d".formatted(id), "单位" + id, "VILLAGE", counts, null, 0);
    }

    private static Door door(long village, long household, HouseholdState state, Set<Kind> kinds) {
        return door(village, household, state, LONG_AGO, kinds, null, null, 0);
    }

    private static Door door(
            long village,
            long household,
            HouseholdState state,
            LocalDate stateSince,
            Set<Kind> kinds,
            @Nullable LocalDate told,
            @Nullable LocalDate informed,
            int joined) {
        return new Door(
                village, household, "N" + household, state, LONG_AGO, stateSince, kinds, told, informed, joined);
    }

    private static Change only(List<Door> before, List<Door> after, String laterRule) {
        var difference =
                OutreachDifference.between(report(OCTOBER, RULE, before), report(NOVEMBER, laterRule, after), 1);
        assertThat(difference.changes()).hasSize(1);
        return difference.changes().getFirst();
    }

    private static Change only(Door before, Door after) {
        return only(List.of(before), List.of(after), RULE);
    }

    @Test
    void reachedAfterTheEarlierDayIsReachedSinceAndReachedBeforeItWasEnteredLate() {
        var before = door(11, 5, HouseholdState.DUE, LEFT);
        assertThat(only(before, door(11, 5, HouseholdState.DUE, LONG_AGO, MET, OCTOBER.plusDays(1), null, 0))
                        .cause())
                .isEqualTo(Cause.REACHED);
        var late = only(before, door(11, 5, HouseholdState.DUE, LONG_AGO, MET, OCTOBER, null, 0));
        assertThat(late.cause()).isEqualTo(Cause.CORRECTED);
        assertThat(late.effect(Counted.REACHED)).isEqualTo(1);
        var takenBack = only(
                door(11, 5, HouseholdState.DUE, LONG_AGO, MET, OCTOBER, null, 0),
                door(11, 5, HouseholdState.DUE, LEFT));
        assertThat(takenBack.cause()).isEqualTo(Cause.CORRECTED);
        assertThat(takenBack.effect(Counted.REACHED)).isEqualTo(-1);
    }

    @Test
    void anotherStateIsTheCauseFromWhenItHoldsAndACorrectionWhenItHeldBefore() {
        var before = door(11, 5, HouseholdState.DUE, LEFT);
        assertThat(only(
                                before,
                                door(
                                        11,
                                        5,
                                        HouseholdState.EMPTY,
                                        OCTOBER.plusDays(3),
                                        Set.of(Kind.EMPTY),
                                        null,
                                        null,
                                        0))
                        .cause())
                .isEqualTo(Cause.STATE);
        assertThat(only(
                                before,
                                door(
                                        11,
                                        5,
                                        HouseholdState.EMPTY,
                                        OCTOBER.minusDays(3),
                                        Set.of(Kind.EMPTY),
                                        null,
                                        null,
                                        0))
                        .cause())
                .isEqualTo(Cause.CORRECTED);
    }

    @Test
    void aFamilyThatMovedIsToldAtBothVillagesAndChangesNothingAbove() {
        var before = report(OCTOBER, RULE, List.of(door(11, 5, HouseholdState.DUE, LEFT)));
        var after = report(NOVEMBER, RULE, List.of(door(21, 5, HouseholdState.DUE, LEFT)));
        var gone = OutreachDifference.between(before, after, 11).changes().getFirst();
        var came = OutreachDifference.between(before, after, 21).changes().getFirst();
        assertThat(gone.cause()).isEqualTo(Cause.MOVED);
        assertThat(gone.effect(Counted.DUE)).isEqualTo(-1);
        assertThat(gone.elsewhere()).isEqualTo(after.doors().getFirst());
        assertThat(came.cause()).isEqualTo(Cause.MOVED);
        assertThat(came.effect(Counted.DUE)).isEqualTo(1);
        var whole = OutreachDifference.between(before, after, 1);
        assertThat(whole.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.MOVED));
        assertThat(whole.difference(Counted.DUE)).isZero();
    }

    @Test
    void whoEntersOrLeavesALedgerOrAVillageThatAnotherCampaignCounts() {
        var here = door(11, 5, HouseholdState.DUE, LEFT);
        var entered = new Door(
                11, 5, "N5", HouseholdState.DUE, OCTOBER.plusDays(2), OCTOBER.plusDays(2), LEFT, null, null, 0);
        assertThat(only(List.of(), List.of(entered), RULE).cause()).isEqualTo(Cause.JOINED);
        assertThat(only(List.of(), List.of(here), RULE).cause())
                .as("there before, and known only now")
                .isEqualTo(Cause.CORRECTED);
        assertThat(only(List.of(here), List.of(), RULE).cause()).isEqualTo(Cause.LEFT);
        var without = report(OCTOBER, RULE, List.of(), List.of(1L, 20L, 21L));
        var with = report(NOVEMBER, RULE, List.of(here));
        assertThat(OutreachDifference.between(without, with, 1).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.SCOPE));
        assertThat(OutreachDifference.between(with, without, 1).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.cause()).isEqualTo(Cause.SCOPE));
    }

    @Test
    void householdsThatBecameOne() {
        assertThat(only(
                                door(11, 5, HouseholdState.DUE, LEFT),
                                door(
                                        11,
                                        5,
                                        HouseholdState.MERGED,
                                        OCTOBER.plusDays(2),
                                        Set.of(Kind.MERGED),
                                        null,
                                        null,
                                        0))
                        .cause())
                .isEqualTo(Cause.MERGED);
        var takesIn = only(
                door(11, 5, HouseholdState.DUE, LEFT),
                door(11, 5, HouseholdState.DUE, LONG_AGO, MET, OCTOBER.minusDays(9), null, 1));
        assertThat(takesIn.cause()).isEqualTo(Cause.MERGED);
        assertThat(takesIn.effect(Counted.REACHED)).isEqualTo(1);
    }

    @Test
    void anotherPolicyVersionLowersWhoKnowsItAndAnotherRuleWhoIsDue() {
        var named = EnumSet.copyOf(MET);
        named.add(Kind.NAMED);
        var before = door(11, 5, HouseholdState.DUE, LONG_AGO, named, OCTOBER, OCTOBER, 0);
        var after = door(11, 5, HouseholdState.DUE, LONG_AGO, MET, OCTOBER, OCTOBER, 0);
        assertThat(only(List.of(before), List.of(after), RULE.replace("policy=2021", "policy=2026"))
                        .cause())
                .isEqualTo(Cause.POLICY);
        assertThat(only(before, after).cause()).isEqualTo(Cause.CORRECTED);
        assertThat(only(
                                door(11, 5, HouseholdState.DUE, LEFT),
                                door(11, 5, HouseholdState.DUE, Set.of(Kind.OUTSIDE_BASIS)))
                        .cause())
                .isEqualTo(Cause.BASIS);
        assertThat(only(after, door(11, 5, HouseholdState.DUE, LONG_AGO, named, OCTOBER, NOVEMBER, 0))
                        .cause())
                .isEqualTo(Cause.INFORMED);
    }

    private static Door random(Random random, long household) {
        var state = HouseholdState.values()[random.nextInt(HouseholdState.values().length)];
        var kinds = EnumSet.noneOf(Kind.class);
        LocalDate told = null;
        LocalDate informed = null;
        if (random.nextInt(10) == 0) {
            kinds.add(Kind.OUTSIDE_BASIS);
        } else if (state == HouseholdState.EMPTY || state == HouseholdState.DEMOLISHED) {
            kinds.add(state == HouseholdState.EMPTY ? Kind.EMPTY : Kind.DEMOLISHED);
        } else if (state == HouseholdState.MERGED) {
            kinds.add(Kind.MERGED);
        } else {
            kinds.add(Kind.DUE);
            if (random.nextBoolean()) {
                kinds.add(Kind.REACHED);
                kinds.add(List.of(Kind.REACHED_IN_PERSON, Kind.REACHED_MEETING, Kind.REACHED_PHONE)
                        .get(random.nextInt(3)));
                told = OCTOBER.plusDays(random.nextInt(40) - 20);
            }
            if (random.nextBoolean()) {
                kinds.add(Kind.NAMED);
                informed = OCTOBER.plusDays(random.nextInt(40) - 20);
                if (random.nextBoolean()) {
                    kinds.add(Kind.CONFIRMED);
                }
            }
        }
        return new Door(
                List.of(11L, 12L, 21L).get(random.nextInt(3)),
                household,
                "N" + household,
                state,
                OCTOBER.plusDays(random.nextInt(60) - 40),
                OCTOBER.plusDays(random.nextInt(60) - 40),
                kinds,
                told,
                informed,
                random.nextInt(8) == 0 ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 20261126, 4711})
    void theEffectsOfAllCausesAddUpToTheDifferenceOfEveryFigureAtEveryUnit(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++) {
            var before = new ArrayList<Door>();
            var after = new ArrayList<Door>();
            for (var household = 1; household <= 40; household++) {
                var door = random(random, household);
                if (random.nextInt(6) > 0) {
                    before.add(door);
                }
                if (random.nextInt(6) > 0) {
                    after.add(random.nextInt(3) == 0 ? random(random, household) : door);
                }
            }
            var earlier = report(OCTOBER, RULE, before);
            var later =
                    report(NOVEMBER, random.nextBoolean() ? RULE : RULE.replace("policy=2021", "policy=2026"), after);
            for (var unit : UNITS) {
                var difference = OutreachDifference.between(earlier, later, unit);
                var told = "seed %d round %d unit %d".formatted(seed, round, unit);
                assertThat(difference.before())
                        .as(told)
                        .isEqualTo(earlier.unit(unit).orElseThrow().counts());
                assertThat(difference.after())
                        .as(told)
                        .isEqualTo(later.unit(unit).orElseThrow().counts());
                assertThat(difference.changes().stream().map(Change::household))
                        .as("each household once: " + told)
                        .doesNotHaveDuplicates();
                for (var counted : Counted.values()) {
                    assertThat(difference.effects(counted).values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum())
                            .as(told + " " + counted)
                            .isEqualTo((int) difference.difference(counted));
                }
                for (var kind : Kind.values()) {
                    assertThat(difference.changes().stream()
                                    .mapToInt(change -> change.effect(kind))
                                    .sum())
                            .as(told + " " + kind)
                            .isEqualTo((int) (difference.after().get(kind)
                                    - difference.before().get(kind)));
                }
                assertThat(difference.changes())
                        .as(told)
                        .allSatisfy(change -> assertThat(change.cause()).isNotEqualTo(Cause.OTHER));
            }
            assertThat(later.unit(1).orElseThrow().counts())
                    .isEqualTo(later.unit(10)
                            .orElseThrow()
                            .counts()
                            .plus(later.unit(20).orElseThrow().counts()));
        }
    }

    @Test
    void theTextIsReadBackToTheLastCharacterAndNothingElseIsRead() {
        var random = new Random(5);
        var doors = new ArrayList<Door>();
        for (var household = 1; household <= 30; household++) {
            doors.add(random(random, household));
        }
        var report = report(NOVEMBER, RULE, doors);
        var text = OutreachText.of(report).toString();
        assertThat(OutreachText.parse(text)).isEqualTo(report);
        assertThat(text).startsWith("outreach-snapshot\t1\t1\t");
        for (var broken : List.of(
                text.replaceFirst("door\t11", "door\t011"),
                text.replaceFirst("\tDUE,", "\tDUE,DUE,"),
                text + "end\t0\t0\n",
                text.replaceFirst("MERGED=0", "MERGED=00"),
                "",
                "rate-snapshot\t1\n")) {
            if (!broken.equals(text)) {
                assertThatThrownBy(() -> OutreachText.parse(broken)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
