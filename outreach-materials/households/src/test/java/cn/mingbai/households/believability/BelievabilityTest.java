package cn.mingbai.households.believability;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.households.believability.Flag.Why;
import cn.mingbai.households.believability.Noted.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BelievabilityTest {

    private static final Instant EVENING = Instant.parse("2026-11-26T10:00:00Z");

    @Test
    void anHonestEveningOfFortyDoorsIsNotFlagged() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var records = new ArrayList<Noted>();
        var at = EVENING;
        for (var door = 1; door <= 40; door++) {
            at = at.plusSeconds(random.nextInt(300, 480));
            records.add(new Noted(door, at, Kind.ALONE, 8 + door % 7, "m" + door, false));
        }
        assertThat(Believability.flags(records)).as("seed %s", seed).isEmpty();
    }

    @Test
    void eightDoorsInAQuarterOfAnHourAreFlaggedOnceAndSevenAreNot() {
        assertThat(Believability.flags(doors(7, 60))).isEmpty();
        assertThat(Believability.flags(doors(8, 60))).singleElement().satisfies(flag -> {
            assertThat(flag.why()).isEqualTo(Why.PACE);
            assertThat(flag.number()).isEqualTo(8);
            assertThat(flag.households()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        });
        assertThat(Believability.flags(doors(30, 60)))
                .singleElement()
                .satisfies(flag -> assertThat(flag.number()).isEqualTo(30));
    }

    private static List<Noted> around(int households, Spot spot, Duration apart) {
        var records = new ArrayList<Noted>();
        for (var door = 0; door < households; door++) {
            records.add(new Noted(
                    door,
                    EVENING.minus(Duration.ofHours(8)).plus(apart.multipliedBy(door)),
                    Kind.ALONE,
                    8 + door % 7,
                    "m" + door,
                    false,
                    spot));
        }
        return records;
    }

    /** Case 13 of the field. */
    @Test
    void neighboursInOneBuildingAreNotFlaggedAndADayAtOneTableIs() {
        var apart = Duration.ofMinutes(7);
        var here = new Spot(43.852301, 125.301204, 12, "WGS84");
        assertThat(Believability.flags(around(11, here, apart))).isEmpty();
        assertThat(Believability.flags(around(12, here, apart))).singleElement().satisfies(flag -> {
            assertThat(flag.why()).isEqualTo(Why.ONE_SPOT);
            assertThat(flag.number()).isEqualTo(12);
        });
        // Farmhouses twenty metres from each other, forty of them.
        var street = new ArrayList<Noted>();
        var one = around(40, here, apart);
        for (var door = 0; door < 40; door++) {
            var noted = one.get(door);
            street.add(new Noted(
                    noted.household(),
                    noted.at(),
                    Kind.ALONE,
                    noted.seconds(),
                    noted.member(),
                    false,
                    new Spot(43.852301 + door * 0.00018, 125.301204, 8, "WGS84")));
        }
        assertThat(Believability.flags(street)).isEmpty();
    }

    @Test
    void theSameHouseholdAgainNoPositionABlurredOneAndAnotherSystemAreNoSpot() {
        var apart = Duration.ofMinutes(7);
        var here = new Spot(43.852301, 125.301204, 12, "WGS84");
        var again = around(30, here, apart).stream()
                .map(one -> new Noted(7, one.at(), one.kind(), one.seconds(), one.member(), false, here))
                .toList();
        assertThat(Believability.flags(again)).isEmpty();
        var nowhere = around(30, here, apart).stream()
                .map(one -> new Noted(one.household(), one.at(), one.kind(), one.seconds(), one.member(), false))
                .toList();
        assertThat(Believability.flags(nowhere)).isEmpty();
        assertThat(Believability.flags(around(30, new Spot(43.852301, 125.301204, 600, "WGS84"), apart)))
                .isEmpty();
        var mixed = new ArrayList<Noted>();
        var all = around(20, here, apart);
        for (var door = 0; door < 20; door++) {
            var noted = all.get(door);
            mixed.add(new Noted(
                    noted.household(),
                    noted.at(),
                    Kind.ALONE,
                    noted.seconds(),
                    noted.member(),
                    false,
                    new Spot(43.852301, 125.301204, 12, door % 2 == 0 ? "WGS84" : "GCJ02")));
        }
        assertThat(Believability.flags(mixed))
                .as("hundreds of metres lie between them")
                .isEmpty();
    }

    @Test
    void aSpotIsReadAsItIsKept() {
        var spot = new Spot(43.852301, -125.301204, 12, "GCJ02");
        assertThat(Spot.of(spot.text())).contains(spot);
        assertThat(Spot.of("somewhere")).isEmpty();
    }

    @Test
    void twoStretchesFarApartAreTwoFlags() {
        var records = new ArrayList<>(doors(8, 60));
        doors(9, 60)
                .forEach(one -> records.add(new Noted(
                        one.household() + 100,
                        one.at().plus(Duration.ofHours(2)),
                        Kind.ALONE,
                        one.seconds(),
                        null,
                        false)));
        assertThat(Believability.flags(records)).extracting(Flag::number).containsExactly(8, 9);
    }

    @Test
    void aMeetingOfSixtyAndTheSameHouseholdAgainAreNoPace() {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < 60; i++) {
            records.add(new Noted(i, EVENING, Kind.MEETING, null, null, false));
            records.add(new Noted(7, EVENING.plusSeconds(i), Kind.ALONE, i % 9, null, false));
        }
        assertThat(Believability.flags(records)).isEmpty();
    }

    @Test
    void aQueueWhoseTimesAreLostIsAClockAndNoPace() {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < 40; i++) {
            records.add(new Noted(i, EVENING, Kind.ALONE, 5 + i % 8, null, true));
        }
        assertThat(Believability.flags(records)).extracting(Flag::why).containsExactly(Why.CLOCK);
    }

    @Test
    void tenEntriesInARowOfTheSameLengthAreFlagged() {
        var nine = spaced(9, 12);
        var ten = spaced(10, 12);
        assertThat(Believability.flags(nine)).isEmpty();
        assertThat(Believability.flags(ten)).extracting(Flag::why).containsExactly(Why.SAME_SECONDS);
    }

    @Test
    void oneMemberMaySpeakForFiveHouseholdsAndNotForSix() {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < 5; i++) {
            records.add(new Noted(i, EVENING.plus(Duration.ofHours(i)), Kind.ALONE, i, "same", false));
        }
        assertThat(Believability.flags(records)).isEmpty();
        records.add(new Noted(9, EVENING.plus(Duration.ofHours(9)), Kind.ALONE, 9, "same", false));
        assertThat(Believability.flags(records)).extracting(Flag::why).containsExactly(Why.ONE_MEMBER);
    }

    @Test
    void sixConfirmationsInFiveMinutesAreABurst() {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < 6; i++) {
            records.add(new Noted(i, EVENING.plusSeconds(60L * i), Kind.CONFIRMATION, null, null, false));
        }
        assertThat(Believability.flags(records)).extracting(Flag::why).containsExactly(Why.BURST);
        assertThat(Believability.flags(records.subList(0, 5))).isEmpty();
    }

    @Test
    void sheetsLeftAndCallsMadeTakeLittleTimeAndAreNoPace() {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < 30; i++) {
            records.add(new Noted(i, EVENING.plusSeconds(20L * i), Kind.BRIEF, 3 + i % 4, null, false));
        }
        assertThat(Believability.flags(records)).isEmpty();
    }

    @Test
    void anAnswerOnTheOwnPhoneIsFlaggedFromTheFirstHousehold() {
        assertThat(Believability.flags(List.of(new Noted(3, EVENING, Kind.OWN_PHONE, null, null, false))))
                .singleElement()
                .satisfies(flag -> {
                    assertThat(flag.why()).isEqualTo(Why.OWN_PHONE);
                    assertThat(flag.households()).containsExactly(3L);
                });
    }

    /** Whatever the records: a flag names only what is there, and one household alone never makes a stretch. */
    @Test
    void aFlagSpeaksOfRecordsThatAreThereAndOneHouseholdIsNeitherPaceNorBurst() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++) {
            var records = new ArrayList<Noted>();
            var households = random.nextInt(1, 25);
            for (var i = 0; i < random.nextInt(1, 80); i++) {
                records.add(new Noted(
                        random.nextInt(households),
                        EVENING.plusSeconds(random.nextInt(7200)),
                        Kind.values()[random.nextInt(Kind.values().length)],
                        random.nextBoolean() ? null : random.nextInt(3, 8),
                        random.nextInt(4) > 0 ? null : "m" + random.nextInt(3),
                        random.nextInt(12) == 0));
            }
            for (var flag : Believability.flags(records)) {
                var about = records.stream()
                        .filter(one ->
                                !one.at().isBefore(flag.from()) && !one.at().isAfter(flag.to()))
                        .map(Noted::household)
                        .toList();
                assertThat(about).as("seed %s, %s", seed, flag).containsAll(flag.households());
                assertThat(flag.households())
                        .as("seed %s", seed)
                        .doesNotHaveDuplicates()
                        .isNotEmpty();
                assertThat(flag.from()).as("seed %s", seed).isBeforeOrEqualTo(flag.to());
                switch (flag.why()) {
                    case PACE ->
                        assertThat(flag.households()).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(8);
                    case BURST, ONE_MEMBER ->
                        assertThat(flag.households()).as("seed %s", seed).hasSizeGreaterThanOrEqualTo(6);
                    case SAME_SECONDS ->
                        assertThat(flag.number()).as("seed %s", seed).isGreaterThanOrEqualTo(10);
                    case CLOCK, OWN_PHONE ->
                        assertThat(flag.number()).as("seed %s", seed).isPositive();
                }
            }
        }
    }

    /** A record more never makes a pace or a burst go away. */
    @Test
    void moreRecordsNeverHideAPace() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var records = new ArrayList<>(doors(9, 50));
        for (var i = 0; i < 60; i++) {
            records.add(new Noted(
                    random.nextInt(200),
                    EVENING.plusSeconds(random.nextInt(-9000, 9000)),
                    Kind.values()[random.nextInt(Kind.values().length)],
                    random.nextInt(3, 60),
                    null,
                    random.nextInt(9) == 0));
            assertThat(Believability.flags(records)).as("seed %s", seed).anyMatch(flag -> flag.why() == Why.PACE);
        }
    }

    @Test
    void theOrderOfTheRecordsChangesNothing() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var records = new ArrayList<>(doors(12, 45));
        records.addAll(spaced(11, 12));
        var flags = Believability.flags(records);
        for (var i = 0; i < 50; i++) {
            Collections.shuffle(records, random);
            assertThat(Believability.flags(records)).as("seed %s", seed).isEqualTo(flags);
        }
    }

    private static List<Noted> doors(int count, int apart) {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < count; i++) {
            records.add(new Noted(i, EVENING.plusSeconds((long) i * apart), Kind.ALONE, 5 + i % 7, null, false));
        }
        return records;
    }

    private static List<Noted> spaced(int count, int seconds) {
        var records = new ArrayList<Noted>();
        for (var i = 0; i < count; i++) {
            records.add(new Noted(
                    500 + i, EVENING.plus(Duration.ofMinutes(400 + 10L * i)), Kind.ALONE, seconds, null, false));
        }
        return records;
    }
}
