package cn.mingbai.households.informed;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visitapp.RecordResult;
import cn.mingbai.households.visitapp.RecordStatus;
import cn.mingbai.households.visitapp.RecordsToMatch;
import cn.mingbai.households.visitapp.VisitApp;
import cn.mingbai.households.visitapp.VisitPack;
import cn.mingbai.households.visitapp.Why;
import cn.mingbai.households.visits.Answering;
import cn.mingbai.households.visits.InformedLevel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class, properties = "mingbai.noticing.first=PT24H")
@Import(ThreeForTests.class)
class ConfirmingModuleTest {

    private static final String L26 = ThreeForTests.VERSION;

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    VisitApp app;

    @Autowired
    RecordsToMatch toMatch;

    @Autowired
    Confirmations confirmations;

    @Autowired
    Coverage coverage;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private HouseholdId household;
    private PersonId worker;
    private UUID installation;
    private String key;
    private Instant now;

    @BeforeEach
    void aRegisteredPhone() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        worker = world.person(Duty.OUTREACH_A, village.code().value(), LocalDate.of(2024, 1, 1));
        now = clock.instant();
        installation = UUID.randomUUID();
        key = households
                .registered(worker, installation, BEGUN.atStartOfDay(Times.ZONE).toInstant())
                .key();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private RecordResult handIn(String record) {
        return app.handIn(
                        key,
                        ("{\"now\":\"" + now + "\",\"records\":[" + record + "]}").getBytes(StandardCharsets.UTF_8))
                .records()
                .getFirst();
    }

    private String confirm(UUID id, Instant at, long household, String way, String version, String... choices) {
        var answers = new ArrayList<String>();
        for (var i = 0; i < choices.length; i++) {
            answers.add("{\"question\":\"q" + i + "\",\"choice\":\"" + choices[i] + "\"}");
        }
        return "{\"id\":\"" + id + "\",\"kind\":\"confirm\",\"at\":\"" + at + "\",\"household\":" + household
                + ",\"way\":\"" + way + "\",\"version\":\"" + version + "\",\"answers\":["
                + String.join(",", answers) + "]}";
    }

    private String asked(String way) {
        return confirm(UUID.randomUUID(), now, household.value(), way, L26, "r", "r", "r");
    }

    private String visit(Instant at, String outcome, String informed) {
        return "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"visit\",\"at\":\"" + at + "\",\"household\":"
                + household.value() + ",\"outcome\":\"" + outcome + "\",\"informed\":\"" + informed + "\"}";
    }

    /** The figures of the village, which a recount finds too. */
    private Figures figures(LocalDate day) {
        households.asOfficer();
        var recount = coverage.recount(village.id(), AsOf.on(day, clock));
        world.signOut();
        assertThat(recount.stored()).isEqualTo(recount.counted());
        return recount.stored();
    }

    private Figures figures() {
        return figures(Times.today(clock));
    }

    @Test
    void whoIsNamedAndConfirmedInOneCallIsNamedAndConfirmedInTheFigures() {
        assertThat(handIn(visit(now, "IN_PERSON", "HEAD") + "," + asked("FACE")).status())
                .isEqualTo(RecordStatus.RECEIVED);
        var figures = figures();
        assertThat(figures.named().count()).isOne();
        assertThat(figures.confirmed().count()).isOne();
    }

    @Test
    void threeRightAnswersConfirmAHouseholdOnceHoweverOftenTheyAreGiven() {
        confirmations.byItself(household, L26, null);
        var first = figures();
        confirmations.byItself(household, L26, null);
        confirmations.byItself(household, L26, installation);
        assertThat(first.confirmed().count()).isOne();
        assertThat(first.answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
        assertThat(figures()).isEqualTo(first);
        assertThat(confirmed()).isOne();
        assertThat(first.reached().count()).as("knowing is not being visited").isZero();
    }

    @Test
    void twoBrowsersThatAnswerAtTheSameMomentAreOneConfirmation() throws Exception {
        try (var threads = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            var start = new java.util.concurrent.CountDownLatch(1);
            var done = new ArrayList<java.util.concurrent.Future<?>>();
            for (var i = 0; i < 4; i++) {
                done.add(threads.submit(() -> {
                    start.await();
                    confirmations.byItself(household, L26, null);
                    return true;
                }));
            }
            start.countDown();
            for (var one : done) {
                one.get();
            }
        }
        assertThat(confirmed()).isOne();
        assertThat(figures().confirmed().count()).isOne();
    }

    private int confirmed() {
        return jdbc.sql("select count(*) from confirmation where household_id = ? and confirms is not null")
                .params(household.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void whatAWorkerAskedAndWhatWasAnsweredForAHouseholdAreKeptApart() {
        handIn(asked("PROXY"));
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.ANSWERED_FOR, 1L));
        handIn(asked("FACE"));
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.ASKED_IN_PERSON, 1L));
        confirmations.byItself(household, L26, null);
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
        handIn(asked("PROXY"));
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
        confirmations.checked(household, L26, Times.today(clock), null, worker);
        var checked = figures();
        assertThat(checked.checked().count()).isOne();
        assertThat(checked.confirmed().count()).isOne();
        assertThat(checked.answers()).isEmpty();
        assertThat(checked.named().count()).isOne();
    }

    @Test
    void aRecordSentAgainGetsTheFirstReceiptAndAWrongAnswerIsKeptAndConfirmsNothing() {
        var id = UUID.randomUUID();
        var wrong = confirm(id, now, household.value(), "FACE", L26, "r", "w", "r");
        var first = handIn(wrong);
        var again = handIn(wrong);
        assertThat(first.status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(first.receipt()).contains("-C");
        assertThat(again.status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(again.receipt()).isEqualTo(first.receipt());
        assertThat(figures().named().count()).isZero();
        assertThat(handIn(confirm(id, now, household.value(), "FACE", L26, "r", "r", "r"))
                        .status())
                .isEqualTo(RecordStatus.KEPT);
        assertThat(figures().confirmed().count()).isZero();
        assertThat(handIn(asked("FACE")).status()).isEqualTo(RecordStatus.RECEIVED);
        assertThat(figures().confirmed().count()).isOne();
    }

    @Test
    void whatCannotBePlacedWaitsForTheTownOfficerAndIsNotDropped() {
        var other = households.household(households.freshVillage().id(), "李四", BEGUN);
        assertThat(handIn(confirm(UUID.randomUUID(), now, other.value(), "FACE", L26, "r", "r", "r"))
                        .why())
                .isEqualTo(Why.OTHER_VILLAGE);
        assertThat(handIn(confirm(UUID.randomUUID(), now, Long.MAX_VALUE, "FACE", L26, "r", "r", "r"))
                        .why())
                .isEqualTo(Why.UNKNOWN_HOUSEHOLD);
        assertThat(handIn(confirm(UUID.randomUUID(), now, household.value(), "FACE", "X99", "r", "r", "r"))
                        .why())
                .isEqualTo(Why.UNREADABLE);
        for (var broken : List.of(
                "\"way\":\"SELF\",\"version\":\"L26\",\"answers\":[]",
                "\"way\":\"FACE\",\"answers\":[]",
                "\"way\":\"FACE\",\"version\":\"L26\",\"answers\":\"r\"",
                "\"way\":\"FACE\",\"version\":\"L26\",\"answers\":[{\"question\":1,\"choice\":\"r\"}]",
                "\"way\":\"FACE\",\"version\":\"L26\",\"answers\":[{\"question\":\"q0\",\"choice\":\"r\"},"
                        + "{\"question\":\"q0\",\"choice\":\"r\"}]")) {
            assertThat(handIn("{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"confirm\",\"household\":"
                                    + household.value() + "," + broken + "}")
                            .why())
                    .as(broken)
                    .isEqualTo(Why.UNREADABLE);
        }
        assertThat(figures().confirmed().count()).isZero();
    }

    @Test
    void theTownOfficerGivesAnswersWithAMistypedNumberToTheirHousehold() {
        var record = "{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"confirm\",\"at\":\"" + now
                + "\",\"number\":\"999\",\"way\":\"FACE\",\"version\":\"L26\",\"answers\":["
                + "{\"question\":\"q0\",\"choice\":\"r\"},{\"question\":\"q1\",\"choice\":\"r\"},"
                + "{\"question\":\"q2\",\"choice\":\"r\"}]}";
        assertThat(handIn(record).status()).isEqualTo(RecordStatus.TO_MATCH);
        households.asOfficer();
        var line = toMatch.open().stream()
                .filter(each -> each.village().equals(village.id()))
                .findFirst()
                .orElseThrow();
        assertThat(line.answered()).isTrue();
        var number = jdbc.sql("select number from household where id = ?")
                .params(household.value())
                .query(String.class)
                .single();
        toMatch.match(line.id(), village.id(), new cn.mingbai.households.ledger.HouseholdNumber(number).shown());
        world.signOut();
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.ASKED_IN_PERSON, 1L));
        assertThat(handIn(record).status()).isEqualTo(RecordStatus.AGAIN);
        assertThat(confirmed()).isOne();
    }

    @Test
    void anAnswerToAnEarlierVersionConfirmsThatVersionOnly() {
        handIn(visit(now, "IN_PERSON", "SPOUSE"));
        handIn(confirm(UUID.randomUUID(), now, household.value(), "FACE", "R21", "r", "r", "r"));
        var figures = figures();
        assertThat(figures.reached().count()).isOne();
        assertThat(figures.confirmed().count())
                .as("R21 is not the version in force")
                .isZero();
    }

    @Test
    void aConfirmationFromAWorkersOwnPhoneIsShownApartUntilAnotherOneStands() {
        confirmations.byItself(household, L26, installation);
        var apart = figures();
        assertThat(apart.named().count()).isOne();
        assertThat(apart.confirmed().count()).isZero();
        assertThat(apart.answers()).isEqualTo(Map.of(Kind.SET_APART, 1L));
        handIn(asked("FACE"));
        var asked = figures();
        assertThat(asked.confirmed().count()).isOne();
        assertThat(asked.answers()).isEqualTo(Map.of(Kind.ASKED_IN_PERSON, 1L));
    }

    @Test
    void anInstallationThatNobodyRegisteredIsAnyBrowser() {
        confirmations.byItself(household, L26, UUID.randomUUID());
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
    }

    @Test
    void aBurstIsShownApartAndBackAgainWhenItWasNone() {
        handIn(asked("PROXY"));
        confirmations.byItself(household, L26, null);
        var id = jdbc.sql("select id from confirmation where household_id = ? and how = 'SELF_ANSWERED'")
                .params(household.value())
                .query(Long.class)
                .single();
        confirmations.bursts(Map.of(id, household), Set.of(id));
        assertThat(figures().answers()).as("what else is known stands").isEqualTo(Map.of(Kind.ANSWERED_FOR, 1L));
        confirmations.bursts(Map.of(id, household), Set.of(id));
        confirmations.bursts(Map.of(id, household), Set.of());
        assertThat(figures().answers()).isEqualTo(Map.of(Kind.SELF_ANSWERED, 1L));
    }

    @Test
    void thePackHasTheQuestionsWithoutTheirKeyAndThreeForEachHousehold() {
        var pack = app.pack(key);
        assertThat(java.util.Objects.requireNonNull(pack.questions()).list()).hasSize(5);
        assertThat(pack.questions().version()).isEqualTo(L26);
        var line = pack.villages().getFirst().households().getFirst();
        assertThat(line.ask()).isEqualTo(ThreeQuestions.places(line.id(), L26, 5));
        assertThat(VisitPack.Household.class.getRecordComponents())
                .extracting(component -> component.getName())
                .doesNotContain("right");
    }

    /**
     * Whatever comes in whatever order: on each day the strongest evidence up to it stands, and the figures are those of a
     * recount.
     */
    @Test
    void theOrderInWhichEvidenceComesChangesNothing() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var today = Times.today(clock);
        for (var round = 0; round < 6; round++) {
            household = households.household(village.id(), "甲" + round, BEGUN);
            var evidence = new ArrayList<int[]>();
            var count = random.nextInt(2, 7);
            for (var i = 0; i < count; i++) {
                evidence.add(new int[] {random.nextInt(0, 4), random.nextInt(1, 30)});
            }
            Collections.shuffle(evidence, random);
            for (var each : evidence) {
                var at = now.minus(Duration.ofDays(each[1]));
                switch (each[0]) {
                    case 0 -> handIn(visit(at, "IN_PERSON", random.nextBoolean() ? "HEAD" : "CHILD"));
                    case 1 -> handIn(confirm(UUID.randomUUID(), at, household.value(), "PROXY", L26, "r", "r", "r"));
                    case 2 -> handIn(confirm(UUID.randomUUID(), at, household.value(), "FACE", L26, "r", "r", "r"));
                    default -> confirmations.checked(household, L26, today.minusDays(each[1]), null, worker);
                }
            }
            for (var back = 0; back <= 31; back++) {
                var day = today.minusDays(back);
                var days = back;
                // Of each way of answering, the one handed in first counts and stays.
                var strongest = java.util.stream.IntStream.range(0, evidence.size())
                        .filter(i -> evidence.get(i)[1] >= days)
                        .filter(i -> evidence.get(i)[0] == 0
                                || evidence.get(i)[0] == 3
                                || evidence.subList(0, i).stream().noneMatch(e -> e[0] == evidence.get(i)[0]))
                        .map(i -> evidence.get(i)[0])
                        .max()
                        .orElse(-1);
                assertThat(levelOn(day))
                        .as("seed %s, round %s, %s days back of %s", seed, round, back, describe(evidence))
                        .isEqualTo(strongest < 0 ? null : strongest);
            }
            figures(today);
            figures(today.minusDays(random.nextInt(1, 30)));
        }
    }

    private static String describe(List<int[]> evidence) {
        return evidence.stream().map(java.util.Arrays::toString).toList().toString();
    }

    private @org.jspecify.annotations.Nullable Integer levelOn(LocalDate day) {
        return jdbc.sql("select level, how from informed_member where household_id = ? and superseded_at = '9999-12-31'"
                        + " and valid_from <= ? and valid_to > ?")
                .params(household.value(), day, day)
                .query((row, index) -> switch (InformedLevel.valueOf(row.getString(1))) {
                    case NAMED -> 0;
                    case CONFIRMED -> Answering.valueOf(row.getString(2)) == Answering.ANSWERED_FOR ? 1 : 2;
                    case CHECKED -> 3;
                })
                .optional()
                .orElse(null);
    }
}
