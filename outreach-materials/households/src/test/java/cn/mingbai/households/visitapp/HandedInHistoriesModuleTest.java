package cn.mingbai.households.visitapp;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static cn.mingbai.households.visitapp.Phone.visit;
import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.informed.ThreeForTests;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.PaperEntries;
import cn.mingbai.households.visits.VisitOutcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Histories of two villages made at random: four phones hand in at the same moment what they recorded at a few doors, while
 * the ledger changes between their calls. What they add to the figures without reading all that is known of a household must
 * be what a recount of everything says, on any day as known on any day.
 */
@SpringBootTest(classes = TestApplication.class, properties = "mingbai.noticing.first=PT24H")
@Import(ThreeForTests.class)
class HandedInHistoriesModuleTest {

    private static final int ROUNDS = 45;
    private static final int DOORS = 10;
    private static final int CHECKS = 60;
    private static final List<String> OUTCOMES =
            List.of("PHONE", "PHONE", "PHONE", "PHONE", "IN_PERSON", "LEFT_SHEET", "REFUSED");
    private static final List<HouseholdState> STATES = List.of(
            HouseholdState.AWAY,
            HouseholdState.AWAY,
            HouseholdState.AWAY,
            HouseholdState.DUE,
            HouseholdState.EMPTY,
            HouseholdState.REFUSED);

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    PaperEntries entries;

    @Autowired
    VisitApp app;

    @Autowired
    Coverage coverage;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @ParameterizedTest
    @ValueSource(longs = {20261202, 53})
    void whatPhonesHandInTogetherCountsOnAnyDayAsKnownOnAnyDayAsARecountSays(long seed) throws Exception {
        var history = new History(seed);
        for (var round = 0; round < ROUNDS; round++) {
            history.round();
        }
        history.check();
        assertThat(history.done.keySet())
                .as("seed %d did something of every kind: %s", seed, history.done)
                .contains("state", "move", "join", "found", "meeting", "confirm", "taken back", "RECEIVED", "AGAIN");
        assertThat(history.together(""))
                .as("seed %d: calls that were written together", seed)
                .isPositive();
        assertThat(history.together(", household_id, visited_on, outcome"))
                .as("seed %d: phones that told one household the same in one transaction", seed)
                .isPositive();
        assertThat(history.everReachedByPhone).as("seed %d", seed).isTrue();
    }

    private final class History {

        private final long seed;
        private final Random random;
        private final List<Division> villages = List.of(households.freshVillage(), households.freshVillage());
        private final Map<DivisionId, PersonId> workers = new HashMap<>();
        private final Map<DivisionId, List<Phone>> phones = new HashMap<>();
        private final Map<Phone, List<String>> sent = new HashMap<>();
        private final Map<HouseholdId, DivisionId> homes = new HashMap<>();
        private final List<HouseholdId> doors = new ArrayList<>();
        private final Map<String, Integer> done = new TreeMap<>();
        private LocalDate today = BEGUN.plusDays(3);
        private boolean everReachedByPhone;

        History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            for (var village : villages) {
                var code = village.code().value();
                var worker = world.person(Duty.OUTREACH_A, code, LocalDate.of(2024, 1, 1));
                var other = world.person(Duty.OUTREACH_B, code, LocalDate.of(2024, 1, 1));
                workers.put(village.id(), worker);
                phones.put(village.id(), List.of(phone(worker), phone(other)));
                for (var i = 0; i < DOORS; i++) {
                    enter(households.household(village.id(), "赵" + i, BEGUN), village.id());
                }
            }
        }

        private Phone phone(PersonId worker) {
            var phone = new Phone(
                    app, households.registered(worker, noon(BEGUN.minusDays(1))).key());
            sent.put(phone, new ArrayList<>());
            return phone;
        }

        private void enter(HouseholdId household, DivisionId village) {
            doors.add(household);
            homes.put(household, village);
        }

        private static Instant noon(LocalDate day) {
            return day.atTime(12, 0).atZone(Times.ZONE).toInstant();
        }

        private HouseholdId any() {
            return doors.get(random.nextInt(doors.size()));
        }

        private LocalDate lately() {
            return today.minusDays(random.nextInt(8));
        }

        void round() throws Exception {
            today = today.plusDays(random.nextInt(3));
            HouseholdsWorld.during(today, () -> {
                households.asOfficer();
                for (var i = random.nextInt(4); i > 0; i--) {
                    tried(this::change);
                }
            });
            var taken = new ArrayList<UUID>();
            HouseholdsWorld.during(today, () -> tried(() -> taken.add(onPaper())));
            handIn();
            HouseholdsWorld.during(today, () -> taken.forEach(entry -> tried(() -> takeBack(entry))));
            households.asOfficer();
            agrees(new AsOf(today, today));
        }

        private void tried(Runnable what) {
            try {
                what.run();
            } catch (MingbaiException refused) {
                did("refused");
            }
        }

        private void did(String what) {
            done.merge(what, 1, Integer::sum);
        }

        private void change() {
            var household = any();
            switch (random.nextInt(8)) {
                case 0 -> {
                    var to = villages.get(random.nextInt(2)).id();
                    var number = new HouseholdNumber("7%05d"
                            .formatted(done.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()));
                    changes.move(household, to, number, "二组", "举家搬迁", lately());
                    homes.put(household, to);
                    did("move");
                }
                case 1 -> {
                    changes.join(household, any(), "老人随子女生活", lately());
                    did("join");
                }
                default -> {
                    ledger.setState(household, STATES.get(random.nextInt(STATES.size())), "核实", lately());
                    did("state");
                }
            }
        }

        private UUID onPaper() {
            var household = any();
            var village = homes.get(household);
            var entry = new PaperEntries.Entry(
                    UUID.randomUUID(),
                    village,
                    workers.get(village),
                    lately(),
                    directory.find(household).orElseThrow().number(),
                    random.nextBoolean() ? VisitOutcome.PHONE : VisitOutcome.IN_PERSON,
                    null);
            assertThat(entries.enter(entry).line()).isNotNull();
            return entry.clientId();
        }

        private void takeBack(UUID entry) {
            entries.takeBack(entry);
            did("taken back");
        }

        /** All phones at the same moment, and at few doors, so that several come to the same one. */
        private void handIn() throws Exception {
            var calls = new HashMap<Phone, List<String>>();
            var day = lately();
            for (var village : villages) {
                var its = doors.stream()
                        .filter(door -> homes.get(door).equals(village.id()))
                        .toList();
                var few = List.of(its.get(random.nextInt(its.size())), its.get(random.nextInt(its.size())), any());
                for (var phone : phones.get(village.id())) {
                    var records = new ArrayList<String>();
                    for (var i = random.nextInt(5); i >= 0; i--) {
                        records.add(record(phone, village.id(), few, random.nextInt(3) == 0 ? lately() : day));
                    }
                    calls.put(phone, records);
                    sent.get(phone).addAll(records);
                }
            }
            var start = new CyclicBarrier(calls.size());
            var answers = new ArrayList<Future<List<RecordResult>>>();
            try (var threads = Executors.newFixedThreadPool(calls.size())) {
                calls.forEach((phone, records) -> answers.add(threads.submit(() -> {
                    start.await();
                    var results = new ArrayList<RecordResult>();
                    HouseholdsWorld.during(today, () -> results.addAll(phone.handIn(null, records)));
                    return results;
                })));
            }
            for (var answer : answers) {
                answer.get().forEach(result -> did(result.status().name()));
            }
        }

        private String record(Phone phone, DivisionId village, List<HouseholdId> few, LocalDate day) {
            var earlier = sent.get(phone);
            var id = UUID.randomUUID();
            var at = noon(day).minusSeconds(random.nextInt(3600));
            var household = few.get(random.nextInt(few.size())).value();
            return switch (random.nextInt(16)) {
                case 0, 1 ->
                    earlier.isEmpty()
                            ? visit(id, at, household, "PHONE", null)
                            : earlier.get(random.nextInt(earlier.size()));
                case 2 -> {
                    did("meeting");
                    yield "{\"id\":\"" + id + "\",\"kind\":\"meeting\",\"at\":\"" + at + "\",\"village\":"
                            + village.value() + ",\"place\":\"村部\",\"households\":[" + household + "]}";
                }
                case 3 -> {
                    did("confirm");
                    yield "{\"id\":\"" + id + "\",\"kind\":\"confirm\",\"at\":\"" + at + "\",\"household\":" + household
                            + ",\"way\":\"FACE\",\"version\":\"" + ThreeForTests.VERSION
                            + "\",\"answers\":[{\"question\":\"q0\",\"choice\":\"r\"},"
                            + "{\"question\":\"q1\",\"choice\":\"r\"},{\"question\":\"q2\",\"choice\":\"r\"}]}";
                }
                case 4 -> {
                    did("found");
                    yield "{\"id\":\"" + id + "\",\"kind\":\"found\",\"at\":\"" + at + "\",\"village\":"
                            + village.value() + ",\"group\":\"四组\",\"head\":\"赵远\",\"outcome\":\"IN_PERSON\"}";
                }
                default -> {
                    var outcome = OUTCOMES.get(random.nextInt(OUTCOMES.size()));
                    var spoke = VisitOutcome.valueOf(outcome).spoke();
                    yield visit(id, at, household, outcome, spoke && random.nextInt(3) == 0 ? "HEAD" : null);
                }
            };
        }

        private void agrees(AsOf asOf) {
            for (var village : villages) {
                var recount = coverage.recount(village.id(), asOf);
                assertThat(recount.stored()).as("seed %d, %s", seed, asOf).isEqualTo(recount.counted());
                everReachedByPhone |= recount.stored().ways().getOrDefault(Kind.REACHED_PHONE, 0L) > 0;
            }
        }

        void check() {
            households.asOfficer();
            var days = (int) (today.toEpochDay() - BEGUN.toEpochDay());
            for (var i = 0; i < CHECKS; i++) {
                var day = random.nextInt(days + 1);
                agrees(new AsOf(BEGUN.plusDays(day), BEGUN.plusDays(random.nextInt(day, days + 1))));
            }
        }

        /** How many transactions hold visits of several phones that have these columns in common. */
        int together(String common) {
            return jdbc.sql("select count(*) from (select recorded_at from visit where village_id in (:villages)"
                            + " and device_id is not null group by recorded_at" + common
                            + " having count(distinct device_id) > 1) shared")
                    .param(
                            "villages",
                            villages.stream().map(each -> each.id().value()).toList())
                    .query(Integer.class)
                    .single();
        }
    }
}
