package cn.mingbai.core.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.core.context.SecurityContextHolder;

@SpringBootTest(classes = TestApplication.class)
class PeopleModuleTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final LocalDate FROM = LocalDate.of(2026, 1, 2);

    @Autowired
    World world;

    @Autowired
    People people;

    @Autowired
    PostingDirectory postings;

    @Autowired
    Access access;

    @Autowired
    AtOnce atOnce;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private LocalDate today;

    @BeforeEach
    void signIn() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        today = Times.today(clock);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static StaffNumber number() {
        return new StaffNumber("P" + NUMBERS.incrementAndGet() + "-" + Long.toString(System.nanoTime(), 36));
    }

    private PersonId add(StaffNumber number, Duty duty) {
        return people.add(number, "王𠮷", "138 1234 5678", world.division(World.VILLAGE), duty, FROM);
    }

    private static void refuses(Class<? extends MingbaiException> type, String key, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(type)
                .satisfies(refused ->
                        assertThat(((MingbaiException) refused).key()).isEqualTo(key));
    }

    @Test
    void anAddedPersonStandsInTheRoster() {
        var number = number();
        add(number, Duty.OUTREACH_A);
        assertThat(people.roster(number.value(), 0, 10)).singleElement().satisfies(line -> {
            assertThat(line.posted().name()).isEqualTo("王𠮷");
            assertThat(line.phone()).isEqualTo("13812345678");
            assertThat(line.divisionName()).isEqualTo("友好村委会");
            assertThat(line.parentName()).isEqualTo("玉潭镇");
            assertThat(line.hasAccount()).isFalse();
        });
    }

    @Test
    void theRosterShowsOnlyTheReach() {
        var number = number();
        add(number, Duty.OUTREACH_A);
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(people.roster(number.value(), 0, 10)).isEmpty();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        assertThat(people.roster(number.value(), 0, 10)).hasSize(1);
        world.signIn(Role.STAFF, World.VILLAGE);
        assertThatThrownBy(() -> people.roster("", 0, 10)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void theRosterComesInPages() {
        IntStream.range(0, 3).forEach(index -> add(number(), Duty.VILLAGE_STAFF));
        var all = people.roster("友好", 0, 500);
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        assertThat(people.roster("友好", 1, 2)).containsExactlyElementsOf(all.subList(1, 3));
        assertThat(people.roster("%", 0, 10)).as("a search is no pattern").isEmpty();
    }

    @Test
    void aTakenNumberIsRefused() {
        var number = number();
        add(number, Duty.OUTREACH_A);
        refuses(Conflict.class, "core.people.staff-number-taken", () -> add(number, Duty.OUTREACH_B));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "王\u0000五", "王\uD842", "王\u202E五"})
    void aMalformedNameIsRefused(String name) {
        refuses(
                RuleViolation.class,
                "core.people.name-form",
                () -> people.add(number(), name, null, world.division(World.VILLAGE), Duty.OUTREACH_A, FROM));
    }

    @Test
    void sixtyRareCharactersFitAndSixtyOneDoNot() {
        var number = number();
        people.add(number, "𠮷".repeat(60), null, world.division(World.VILLAGE), Duty.OUTREACH_A, FROM);
        assertThat(people.roster(number.value(), 0, 1).getFirst().posted().name())
                .isEqualTo("𠮷".repeat(60));
        refuses(
                RuleViolation.class,
                "core.people.name-form",
                () -> people.add(
                        number(), "𠮷".repeat(61), null, world.division(World.VILLAGE), Duty.OUTREACH_A, FROM));
    }

    @Test
    void aForeignUnitIsNotFound() {
        refuses(
                NotFound.class,
                "core.access.not-found",
                () -> people.add(number(), "王五", null, world.division(World.FAR_VILLAGE), Duty.OUTREACH_A, FROM));
    }

    @Test
    void twoPostingsAreOnePersonAndTwoLines() {
        var number = number();
        var person = add(number, Duty.OUTREACH_A);
        people.post(person, world.division(World.OTHER_VILLAGE), Duty.VILLAGE_STAFF, FROM);
        assertThat(people.roster(number.value(), 0, 10))
                .extracting(line -> line.posted().person())
                .containsExactly(person, person);
        refuses(
                Conflict.class,
                "core.people.already-posted",
                () -> people.post(person, world.division(World.OTHER_VILLAGE), Duty.VILLAGE_STAFF, today));
    }

    @Test
    void aPostingThatEndedYesterdayGivesNothingToday() {
        var number = number();
        var person = add(number, Duty.OUTREACH_A);
        people.end(postings.of(person, today).getFirst().posting(), today);
        assertThat(access.held(person.value())).isEmpty();
        assertThat(people.roster(number.value(), 0, 10)).isEmpty();
        assertThat(postings.of(person, today.minusDays(1))).hasSize(1);

        people.post(person, world.division(World.OTHER_VILLAGE), Duty.OUTREACH_A, today);
        assertThat(access.held(person.value())).hasSize(1);
    }

    @Test
    void whoeverLeftForAnotherTownIsOutOfReach() {
        var person = add(number(), Duty.OUTREACH_A);
        var posting = postings.of(person, today).getFirst().posting();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        people.end(posting, today);
        people.post(person, world.division(World.FAR_VILLAGE), Duty.OUTREACH_A, today);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        refuses(NotFound.class, "core.access.not-found", () -> people.correct(person, "改名", null));
        refuses(
                NotFound.class,
                "core.access.not-found",
                () -> people.post(person, world.division(World.VILLAGE), Duty.OUTREACH_B, today));
    }

    @Test
    void endsAreCheckedAndOnlyOnce() {
        var person = add(number(), Duty.OUTREACH_A);
        var posting = postings.of(person, today).getFirst().posting();
        refuses(RuleViolation.class, "core.people.end-before-start", () -> people.end(posting, FROM.minusDays(1)));
        people.end(posting, today);
        refuses(NotFound.class, "core.access.not-found", () -> people.end(posting, today));
        var ended = postings.of(person, today.minusDays(1)).getFirst().posting();
        refuses(RuleViolation.class, "core.people.ends-earlier", () -> people.end(ended, today.plusDays(1)));
        people.end(ended, FROM);
        assertThat(postings.of(person, FROM))
                .as("ended on its first day it never held")
                .isEmpty();
    }

    @Test
    void foreignAndMissingPostingsAnswerAlike() {
        var person = add(number(), Duty.OUTREACH_A);
        var posting = postings.of(person, today).getFirst().posting();
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        refuses(NotFound.class, "core.access.not-found", () -> people.end(posting, today));
        refuses(NotFound.class, "core.access.not-found", () -> people.end(Long.MAX_VALUE, today));
    }

    private static <T> List<Callable<T>> asMe(Callable<T> action) {
        var context = SecurityContextHolder.getContext();
        return IntStream.range(0, 20)
                .mapToObj(index -> DelegatingSecurityContextCallable.create(action, context))
                .toList();
    }

    private static <T> long succeeded(List<Future<T>> results) {
        return results.stream()
                .filter(result -> result.state() == Future.State.SUCCESS)
                .count();
    }

    @Test
    void twentyOfficersEndingOnePostingEndItOnce() throws InterruptedException {
        var person = add(number(), Duty.OUTREACH_A);
        var posting = postings.of(person, today).getFirst().posting();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Void> end = () -> {
                people.end(posting, today);
                return null;
            };
            assertThat(succeeded(threads.invokeAll(asMe(end)))).isEqualTo(1);
        }
        assertThat(postings.of(person, today.minusDays(1))).hasSize(1);
    }

    @Test
    void ofTwoWhoEndAPostingOnDifferentDaysAtTheSameMomentTheSecondIsRefused() throws Exception {
        var person = add(number(), Duty.OUTREACH_A);
        var posting = postings.of(person, today).getFirst().posting();
        var days = List.of(today.plusDays(20), today.plusDays(5));
        var said = atOnce.run(
                access.caller().person(),
                "select id from person where id = " + person.value() + " for update",
                "select id from person where id in (%for update",
                days.stream()
                        .<Runnable>map(day -> () -> people.end(posting, day))
                        .toList());
        assertThat(said).containsExactlyInAnyOrder("", "core.access.not-found []");
        assertThat(jdbc.sql("select valid_to from posting where person_id = ? and superseded_at = '9999-12-31'")
                        .param(person.value())
                        .query(LocalDate.class)
                        .list())
                .containsExactly(days.get(said.indexOf("")));
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'posting.end' and subject = ?")
                        .param("posting " + posting)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void twentyOfficersPostingOneDutyPostItOnce() throws InterruptedException {
        var person = add(number(), Duty.OUTREACH_A);
        var there = world.division(World.OTHER_VILLAGE);
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Long> post = () -> people.post(person, there, Duty.OUTREACH_A, today);
            assertThat(succeeded(threads.invokeAll(asMe(post)))).isEqualTo(1);
        }
        assertThat(postings.of(person, today)).hasSize(2);
    }

    @Test
    void aCorrectionIsAudited() {
        var number = number();
        var person = add(number, Duty.OUTREACH_A);
        people.correct(person, "王吉", "0431-84531234");
        assertThat(people.roster(number.value(), 0, 1)).singleElement().satisfies(line -> {
            assertThat(line.posted().name()).isEqualTo("王吉");
            assertThat(line.phone()).isEqualTo("0431-84531234");
        });
        assertThat(jdbc.sql("select details from audit_entry where subject = ? and what = 'person.correct'")
                        .param("person " + person.value())
                        .query(String.class)
                        .single())
                .contains("王𠮷")
                .contains("王吉");
    }
}
