package cn.mingbai.core.merging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.Posted;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class PersonMergesModuleTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);

    @Autowired
    World world;

    @Autowired
    PersonMerges merges;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    People people;

    @Autowired
    PersonAliases aliases;

    @Autowired
    PostingDirectory postings;

    @Autowired
    StaffImport imports;

    @Autowired
    Access access;

    @Autowired
    AtOnce atOnce;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private final String run = "M" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT) + "-";
    private World.FreshVillage place;
    private DivisionId village;
    private LocalDate today;

    @BeforeEach
    void district() {
        place = world.freshVillage();
        village = world.division(place.village());
        today = Times.today(clock);
        world.signIn(Role.TOWN_OFFICER, place.town());
    }

    @AfterEach
    void nobody() {
        world.signOut();
    }

    private String number() {
        return run + NUMBERS.incrementAndGet();
    }

    private PersonId person(String number, String name, Duty duty) {
        return people.add(new StaffNumber(number), name, null, village, duty, FROM);
    }

    private void approve(ApprovalId approval) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(approval), true, "");
        world.signIn(Role.TOWN_OFFICER, place.town());
    }

    private void merge(PersonId person, PersonId into) {
        approve(merges.proposeMerge(person, into, "同一个人登记了两次"));
    }

    private void undo(PersonId person) {
        approve(merges.proposeUndo(person, "核实是两个人"));
    }

    @Test
    void twoRecordsAreOnePersonOnlyOnceASecondPersonAgreesAndTwoAgainAfterUndoing() {
        var kept = person(number(), "王国强", Duty.VILLAGE_STAFF);
        var other = person(number(), "王国强", Duty.OUTREACH_A);
        var approval = merges.proposeMerge(other, kept, "同一个人");
        assertThat(aliases.kept(other.value())).as("a proposal merges nobody").isEqualTo(other.value());
        assertThat(merges.merges())
                .singleElement()
                .satisfies(one -> assertThat(one.proposedOnly()).isTrue());
        assertThatThrownBy(() -> desk.decide(Set.of(approval), true, "")).isInstanceOf(NotFound.class);
        approve(approval);

        assertThat(aliases.kept(other.value())).isEqualTo(kept.value());
        assertThat(aliases.all(other.value())).containsExactly(kept.value(), other.value());
        assertThat(people.roster("", 0, 50))
                .as("the roster shows one person")
                .extracting(line -> line.posted().person())
                .containsOnly(kept);
        assertThat(postings.of(kept, today)).extracting(Posted::duty).contains(Duty.VILLAGE_STAFF, Duty.OUTREACH_A);
        assertThat(access.held(kept.value()))
                .extracting(Access.Held::role)
                .containsExactlyInAnyOrder(Role.STAFF, Role.OUTREACH_WORKER);
        assertThat(access.held(other.value()))
                .as("the merged record acts no more")
                .isEmpty();

        undo(other);
        assertThat(aliases.kept(other.value())).isEqualTo(other.value());
        assertThat(access.held(other.value())).extracting(Access.Held::role).containsExactly(Role.OUTREACH_WORKER);
        assertThat(people.roster("", 0, 50))
                .extracting(line -> line.posted().person())
                .containsExactlyInAnyOrder(kept, other);
        assertThat(merges.merges()).isEmpty();
    }

    @Test
    void whoWasEnteredTwiceAtOnePlaceIsOneLineAndLeavesOnce() {
        var kept = person(number(), "王国强", Duty.VILLAGE_STAFF);
        var other = person(number(), "王国强", Duty.VILLAGE_STAFF);
        merge(other, kept);
        var line = people.roster("", 0, 50).getFirst();
        assertThat(people.roster("", 0, 50)).hasSize(1);
        assertThatThrownBy(() -> people.post(kept, village, Duty.VILLAGE_STAFF, today))
                .isInstanceOf(Conflict.class);
        people.end(line.posted().posting(), today);
        assertThat(people.roster("", 0, 50)).isEmpty();
        assertThat(postings.of(kept, today)).isEmpty();
        assertThat(postings.of(kept, today.minusDays(1))).hasSize(2);
    }

    @Test
    void whoWasEnteredTwiceAndIsEndedUnderBothAtTheSameMomentLeavesOnTheEarlierDay() throws Exception {
        var kept = person(number(), "王国强", Duty.VILLAGE_STAFF);
        var other = person(number(), "王国强", Duty.VILLAGE_STAFF);
        people.end(posting(other), today.plusDays(10));
        merge(other, kept);
        var one = posting(kept);
        var twin = posting(other);
        // The end of the first leaves the twin as it is, the end of the twin reaches what the first has become.
        var said = atOnce.run(
                access.caller().person(),
                "select id from person where id = " + kept.value() + " for update",
                "select id from person where id in (%for update",
                List.of(() -> people.end(one, today.plusDays(20)), () -> people.end(twin, today.plusDays(5))));
        assertThat(said).containsExactly("", "");
        for (var record : List.of(kept, other)) {
            assertThat(jdbc.sql("select valid_to from posting where person_id = ? and superseded_at = '9999-12-31'")
                            .param(record.value())
                            .query(LocalDate.class)
                            .list())
                    .containsExactly(today.plusDays(5));
        }
    }

    private long posting(PersonId person) {
        return jdbc.sql("select id from posting where person_id = ? and superseded_at = '9999-12-31'")
                .param(person.value())
                .query(Long.class)
                .single();
    }

    @Test
    void aChainOfMergesEndsAtTheLastAndComesApartInAnyOrder() {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var c = person(number(), "丙", Duty.VILLAGE_STAFF);
        merge(a, b);
        merge(b, c);
        assertThat(aliases.all(a.value())).containsExactly(a.value(), b.value(), c.value());
        assertThat(aliases.kept(a.value())).isEqualTo(c.value());
        undo(a);
        assertThat(aliases.all(c.value())).containsExactly(b.value(), c.value());
        assertThat(aliases.all(a.value())).containsExactly(a.value());
        undo(b);
        assertThat(aliases.all(c.value())).containsExactly(c.value());
    }

    @Test
    void neitherAMergedRecordNorItselfCanBeMergedAgain() {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var c = person(number(), "丙", Duty.VILLAGE_STAFF);
        assertThatThrownBy(() -> merges.proposeMerge(a, a, "x")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> merges.proposeMerge(a, b, " ")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> merges.proposeMerge(a, b, "长".repeat(301))).isInstanceOf(RuleViolation.class);
        merge(a, b);
        assertThatThrownBy(() -> merges.proposeMerge(a, c, "x")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> merges.proposeMerge(c, a, "x")).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> merges.proposeUndo(c, "x")).isInstanceOf(NotFound.class);
    }

    @Test
    void ofTwoOppositeMergesApprovedAtOnceOneHoldsAndThereIsNoCircle() throws Exception {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var one = merges.proposeMerge(a, b, "同一个人");
        var other = merges.proposeMerge(b, a, "同一个人");
        var start = new CyclicBarrier(2);
        var done = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var outcome : threads.invokeAll(
                    List.<Callable<Boolean>>of(() -> decided(one, start, done), () -> decided(other, start, done)))) {
                outcome.get();
            }
        }
        assertThat(done.get()).isEqualTo(1);
        assertThat(aliases.all(a.value())).containsExactly(a.value(), b.value());
    }

    private List<String> approvedAtOnce(String lock, String waiting, ApprovalId... approvals) throws Exception {
        var officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        return atOnce.run(
                officer,
                lock,
                waiting,
                Stream.of(approvals)
                        .<Runnable>map(approval -> () -> desk.decide(Set.of(approval), true, ""))
                        .toList());
    }

    @Test
    void twoMergesThatChainApprovedAtTheSameMomentMakeOnePersonOfThree() throws Exception {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var c = person(number(), "丙", Duty.VILLAGE_STAFF);
        var said = approvedAtOnce(
                "select id from person where id = " + b.value() + " for update",
                "select id from person where id in (%for update",
                merges.proposeMerge(a, b, "同一个人"),
                merges.proposeMerge(b, c, "同一个人"));
        assertThat(said).containsExactly("", "");
        for (var one : List.of(a, b, c)) {
            assertThat(aliases.kept(one.value())).isEqualTo(c.value());
            assertThat(aliases.all(one.value())).containsExactly(a.value(), b.value(), c.value());
        }
    }

    @Test
    void aMergeIntoWhoIsMergedAtTheSameMomentIsRefusedAndCanBeProposedIntoTheKeptOne() throws Exception {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var c = person(number(), "丙", Duty.VILLAGE_STAFF);
        var first = merges.proposeMerge(a, b, "同一个人");
        var said = approvedAtOnce(
                "select id from person where id = " + b.value() + " for update",
                "select id from person where id in (%for update",
                merges.proposeMerge(b, c, "同一个人"),
                first);
        assertThat(said).first().isEqualTo("");
        assertThat(said.getLast()).contains("core.approval.not-carried-out");
        assertThat(aliases.all(b.value())).containsExactly(b.value(), c.value());
        assertThat(aliases.all(a.value())).containsExactly(a.value());

        world.signIn(Role.DISTRICT_OFFICER, place.district());
        desk.decide(Set.of(first), false, "已并入另一人");
        world.signIn(Role.TOWN_OFFICER, place.town());
        merge(a, c);
        assertThat(aliases.all(a.value())).containsExactly(a.value(), b.value(), c.value());
    }

    @Test
    void twoMergesOfDifferentPeopleApprovedAtTheSameMomentAreBothKnown() throws Exception {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var c = person(number(), "丙", Duty.VILLAGE_STAFF);
        var d = person(number(), "丁", Duty.VILLAGE_STAFF);
        var said = approvedAtOnce(
                "select id from division where id = 1 for update",
                "select id from division where id = 1 for update",
                merges.proposeMerge(a, b, "同一个人"),
                merges.proposeMerge(c, d, "同一个人"));
        assertThat(said).containsExactly("", "");
        assertThat(aliases.kept(a.value())).isEqualTo(b.value());
        assertThat(aliases.kept(c.value())).isEqualTo(d.value());
    }

    private boolean decided(ApprovalId approval, CyclicBarrier start, AtomicInteger done) throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        try {
            start.await();
            desk.decide(Set.of(approval), true, "");
            done.incrementAndGet();
            return true;
        } catch (Conflict refused) {
            return false;
        } finally {
            world.signOut();
        }
    }

    @Test
    void nobodyDecidesAboutTheirOwnRecord() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var officer = world.person(Role.DISTRICT_OFFICER, place.district());
        var twin = person(number(), "区里的人", Duty.VILLAGE_STAFF);
        var approval = merges.proposeMerge(officer, twin, "同一个人");
        world.signIn(officer);
        assertThatThrownBy(() -> desk.decide(Set.of(approval), true, "")).isInstanceOf(Conflict.class);
        assertThat(aliases.kept(officer.value())).isEqualTo(officer.value());
    }

    @Test
    void strangersAreNotFoundAndWhoMayNotIsRefused() {
        var a = person(number(), "甲", Duty.VILLAGE_STAFF);
        var b = person(number(), "乙", Duty.VILLAGE_STAFF);
        var far = world.person(Duty.VILLAGE_STAFF, World.VILLAGE, FROM);
        for (var call : List.<Runnable>of(
                () -> merges.proposeMerge(a, far, "x"),
                () -> merges.proposeMerge(far, a, "x"),
                () -> merges.proposeMerge(a, new PersonId(-7), "x"),
                () -> merges.dismiss(a, far),
                () -> merges.has(far, Locale.SIMPLIFIED_CHINESE))) {
            assertThatThrownBy(call::run).isInstanceOf(NotFound.class);
        }
        merge(a, b);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(merges.merges()).noneMatch(merge -> merge.person().equals(a));
        assertThatThrownBy(() -> merges.proposeUndo(a, "x")).isInstanceOf(NotFound.class);
        for (var role : List.of(Role.STAFF, Role.OUTREACH_WORKER, Role.INSPECTOR, Role.AUDITOR)) {
            world.signIn(role, role == Role.STAFF || role == Role.OUTREACH_WORKER ? place.village() : place.district());
            assertThatThrownBy(() -> merges.suspects()).isInstanceOf(AccessRefused.class);
            assertThatThrownBy(() -> merges.proposeMerge(a, b, "x")).isInstanceOf(AccessRefused.class);
        }
    }

    @Test
    void aPairThatIsTwoPeopleIsNotShownAgainForGood() {
        var a = person(number(), "王丽", Duty.VILLAGE_STAFF);
        var b = person(number(), "王 丽", Duty.OUTREACH_A);
        assertThat(merges.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.first().person()).isEqualTo(a);
            assertThat(suspect.second().person()).isEqualTo(b);
            assertThat(suspect.first().units()).isEqualTo("演示屯村");
            assertThat(suspect.why()).contains(Why.NAME_AND_PLACE);
        });
        merges.dismiss(b, a);
        merges.dismiss(a, b);
        assertThat(merges.suspects()).isEmpty();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        assertThat(merges.suspects()).as("whoever asks").isEmpty();
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'people.distinct' and subject = :subject")
                        .param("subject", "person " + a.value())
                        .query(Integer.class)
                        .single())
                .as("noted once")
                .isEqualTo(1);
    }

    @Test
    void aMergedRecordIsNoLongerSuspectedAndSaysWhatItHas() {
        var a = person(number(), "王丽", Duty.VILLAGE_STAFF);
        var b = person(number(), "王丽", Duty.VILLAGE_STAFF);
        assertThat(merges.has(a, Locale.SIMPLIFIED_CHINESE)).startsWith("任职记录 1 条", "没有登录账号");
        merge(b, a);
        assertThat(merges.suspects()).isEmpty();
    }

    private ImportReport taken(String... rows) {
        var file = "工号,姓名,单位代码,职务,电话,任职日期\n" + String.join("\n", rows);
        return imports.apply("名册.csv", file.getBytes(StandardCharsets.UTF_8), ImportProgress.NONE);
    }

    @Test
    void aRowWithAMergedNumberGoesToThePersonWhoWasKept() {
        var keptNumber = number();
        var otherNumber = number();
        var kept = person(keptNumber, "王国强", Duty.VILLAGE_STAFF);
        var other = person(otherNumber, "王国祥", Duty.OUTREACH_A);
        merge(other, kept);

        var same = taken(otherNumber + ",王国祥," + place.village() + ",宣传员B角,,2026-01-01");
        assertThat(same.changed())
                .singleElement()
                .satisfies(change -> assertThat(change.key()).isEqualTo(keptNumber));
        assertThat(same.questions())
                .filteredOn(question -> question.messageKey().equals("core.staff-import.number-merged"))
                .singleElement()
                .satisfies(question -> {
                    assertThat(question.key()).isEqualTo(otherNumber);
                    assertThat(question.arguments()).isEqualTo(List.of(keptNumber));
                });
        assertThat(postings.of(kept, today)).extracting(Posted::duty).contains(Duty.OUTREACH_B);
        assertThat(postings.of(kept, today)).extracting(Posted::name).containsOnly("王国强");
        assertThat(jdbc.sql("select name from person where id = :id")
                        .param("id", kept.value())
                        .query(String.class)
                        .single())
                .as("the other record's name is no change of the kept one's")
                .isEqualTo("王国强");
        assertThat(taken(otherNumber + ",王国祥," + place.village() + ",宣传员B角,,2026-01-01")
                        .changesNothing())
                .as("the same file twice changes nothing")
                .isTrue();
    }

    @Test
    void aFileThatNamesBothRecordsSaysTheSameOfOnePersonOnce() {
        var keptNumber = number();
        var otherNumber = number();
        var kept = person(keptNumber, "王国强", Duty.VILLAGE_STAFF);
        var other = person(otherNumber, "王国强", Duty.VILLAGE_STAFF);
        merge(other, kept);
        var report = taken(
                keptNumber + ",王国强," + place.village() + ",经办人,,2025-01-01",
                otherNumber + ",王国强," + place.village() + ",经办人,,2025-01-01");
        assertThat(report.refused()).isEmpty();
        assertThat(report.changesNothing()).isTrue();
        assertThat(report.questions())
                .singleElement()
                .satisfies(question -> assertThat(question.key()).isEqualTo(otherNumber));
    }
}
