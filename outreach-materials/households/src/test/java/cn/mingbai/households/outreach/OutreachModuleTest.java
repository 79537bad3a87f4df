package cn.mingbai.households.outreach;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.areas.Areas;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.VillageChanges;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class OutreachModuleTest {

    private static final LocalDate POSTED = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    VillageChanges villageChanges;

    @Autowired
    People people;

    @Autowired
    Areas areas;

    @Autowired
    AreaDirectory directory;

    @Autowired
    OutreachWorkers workers;

    @Autowired
    Handovers handovers;

    @Autowired
    Coverage coverage;

    @Autowired
    VisitApp app;

    @Autowired
    List<HomeTasks> tasks;

    @Autowired
    Texts texts;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private PersonId lead;
    private PersonId helper;
    private HouseholdId first;
    private HouseholdId second;
    private HouseholdId third;
    private LocalDate today;
    private Instant now;

    @BeforeEach
    void aVillageOfThreeGroupsWithTwoWorkers() {
        village = households.freshVillage();
        today = Times.today(clock);
        now = clock.instant();
        first = households.household(village.id(), "000001", "一组", "王建国");
        second = households.household(village.id(), "000002", "二组", "李建民");
        third = households.household(village.id(), "000003", "三组", "赵建军");
        lead = world.person(Duty.OUTREACH_A, village.code().value(), POSTED);
        helper = world.person(Duty.OUTREACH_B, village.code().value(), POSTED);
        households.asOfficer();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private String phoneOf(PersonId worker) {
        return households.registered(worker, now.minus(Duration.ofDays(20))).key();
    }

    private String visit(String key, HouseholdId household, Instant at, String outcome) {
        return app.handIn(
                        key,
                        ("{\"now\":\"" + now + "\",\"records\":[{\"id\":\"" + UUID.randomUUID()
                                        + "\",\"kind\":\"visit\",\"at\":\"" + at + "\",\"household\":"
                                        + household.value() + ",\"outcome\":\"" + outcome + "\"}]}")
                                .getBytes(StandardCharsets.UTF_8))
                .records()
                .getFirst()
                .status()
                .name();
    }

    private long posting(PersonId person) {
        return jdbc.sql("select id from posting where person_id = ? and superseded_at = '9999-12-31'"
                        + " order by valid_to desc limit 1")
                .params(person.value())
                .query(Long.class)
                .single();
    }

    private List<HomeTask> tasks() {
        return tasks.stream()
                .sorted(Comparator.comparingInt(HomeTasks::order))
                .flatMap(each -> each.open(Locale.SIMPLIFIED_CHINESE).stream())
                .toList();
    }

    private OutreachWorkers.Village loads() {
        households.asOfficer();
        return workers.villages().stream()
                .filter(each -> each.village().id().equals(village.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachWorkersLoadIsThatOfTheAreaInCodeOrderAndTheRestIsSaid() {
        var undivided = loads();
        assertThat(undivided.workers())
                .extracting(OutreachWorkers.Worker::person, OutreachWorkers.Worker::due)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(lead, 3L),
                        org.assertj.core.api.Assertions.tuple(helper, 3L));
        areas.assign(village.id(), List.of("二组"), helper, today);
        areas.assign(village.id(), List.of("一组"), lead, today);
        var phone = phoneOf(helper);
        assertThat(visit(phone, second, now, "IN_PERSON")).isEqualTo("RECEIVED");
        var divided = loads();
        assertThat(divided.workers())
                .extracting(OutreachWorkers.Worker::person, OutreachWorkers.Worker::due, OutreachWorkers.Worker::left)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(lead, 2L, 2L),
                        org.assertj.core.api.Assertions.tuple(helper, 1L, 0L));
        var page = workers.village(village.id());
        assertThat(page.restGroups()).isOne();
        assertThat(page.restHouseholds()).isOne();
        assertThat(page.ofTheRest()).hasSize(1);
        assertThat(page.areas()).hasSize(3);
        var codes = workers.villages().stream()
                .map(each -> each.village().code().value())
                .toList();
        assertThat(codes).isSorted();
    }

    @Test
    void theWorkersOwnListHoldsTheAreaAndSaysHowMuchTheVillageHas() {
        areas.assign(village.id(), List.of("二组"), helper, today);
        world.signIn(helper);
        var own = coverage.ownLeft(village.id(), 0, 50);
        assertThat(own.left().doors()).extracting(Coverage.Door::household).containsExactly(second);
        assertThat(own.area()).containsExactly("二组");
        assertThat(own.whole()).isEqualTo(3);
        world.signIn(lead);
        assertThat(coverage.ownLeft(village.id(), 0, 50).area()).isNull();
    }

    @Test
    void aVillageWithoutAnAIsAnOpenTaskThoughItHasADeputy() {
        world.signIn(world.person(cn.mingbai.core.access.Role.TOWN_OFFICER, World.TOWN));
        assertThat(loads().leading()).isOne();
        var before = withoutLeading();
        households.asOfficer();
        people.end(posting(lead), today);
        assertThat(loads().leading()).isZero();
        assertThat(withoutLeading()).isEqualTo(before + 1);
        assertThat(tasks())
                .as("the task leads to where it is done")
                .anyMatch(task -> task.text().contains("没有A角宣传员") && task.path().equals("outreach?show=open"));
    }

    private long withoutLeading() {
        households.asOfficer();
        var day = new AsOf(today, today);
        return coverage.overview(day).towns().stream()
                .flatMap(town -> town.villages().stream())
                .filter(each -> !each.outreachWorker())
                .count();
    }

    // Case 15 of the field's threads: replaced while the phone is offline; nothing is lost, nothing under another name.
    @Test
    void whoIsReplacedWhileThePhoneIsOfflineHandsOverWhatIsOpenAndTheQueueStillCounts() {
        areas.assign(village.id(), List.of("二组", "三组"), helper, today.minusDays(10));
        var phone = phoneOf(helper);
        visit(phone, third, now.minus(Duration.ofDays(5)), "NOT_FOUND");
        visit(phone, third, now.minus(Duration.ofDays(4)), "LEFT_SHEET");
        app.heard(phone, 40);
        var successor = world.person(Duty.OUTREACH_B, village.code().value(), today);
        households.asOfficer();
        var open = handovers.open(village.id(), helper);
        assertThat(open.doors())
                .extracting(left -> left.door().household(), Handovers.LeftDoor::seldomHome)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(second, false),
                        org.assertj.core.api.Assertions.tuple(third, true));
        assertThat(open.unsent()).isEqualTo(40);
        assertThat(open.phones()).hasSize(1);
        assertThat(open.successors())
                .extracting(cn.mingbai.households.areas.AreaSplit.Worker::person)
                .containsExactly(lead, successor);

        assertThat(handovers.handOver(village.id(), helper, successor, today, true, "钥匙已交"))
                .isEqualTo(2);
        var split = directory.of(village.id(), today);
        assertThat(split.inCharge()).containsEntry("二组", successor).containsEntry("三组", successor);
        assertThat(directory.of(village.id(), today.minusDays(1)).inCharge()).containsEntry("二组", helper);
        assertThat(visit(phone, second, now.minus(Duration.ofDays(2)), "IN_PERSON"))
                .isEqualTo("RECEIVED");
        assertThat(jdbc.sql("select worker_id from visit where household_id = ?")
                        .params(second.value())
                        .query(Long.class)
                        .list())
                .containsExactly(helper.value());
        assertThat(visit(phone, second, now, "IN_PERSON"))
                .as("after the last day it waits for the officer")
                .isEqualTo("TO_MATCH");
        households.asOfficer();
        assertThat(handovers.open(village.id(), helper).toMatch()).isOne();
        var done = handovers.done(village.id());
        assertThat(done).hasSize(1);
        assertThat(done.getFirst().left()).isEqualTo(2);
        assertThat(done.getFirst().unsent()).isEqualTo(40);
        assertThat(jdbc.sql("select path from notice where person_id = ? and kind = 'outreach.handover'")
                        .params(successor.value())
                        .query(String.class)
                        .list())
                .containsExactly("visit?village=" + village.id().value());
    }

    @Test
    void aPostingThatEndedIsToBeHandedOverUntilItIs() {
        areas.assign(village.id(), List.of("二组"), helper, today.minusDays(10));
        people.end(posting(helper), today.minusDays(2));
        assertThat(due()).containsExactly(helper);
        assertThat(tasks()).anyMatch(task -> task.text().contains("交接"));
        assertThat(directory.of(village.id(), today).inCharge()).isEmpty();
        handovers.handOver(village.id(), helper, lead, today.minusDays(2), false, "");
        assertThat(due()).isEmpty();
        assertThat(directory.of(village.id(), today).inCharge()).containsEntry("二组", lead);
    }

    @Test
    void whoBecomesAInTheSameVillageHasNothingToHandOver() {
        people.end(posting(helper), today);
        people.post(helper, village.id(), Duty.OUTREACH_A, today);
        assertThat(due()).isEmpty();
        assertThat(tasks()).anyMatch(task -> task.text().contains("两位以上A角"));
    }

    private List<PersonId> due() {
        return handovers.due().stream()
                .filter(due -> due.village().equals(village.id()))
                .map(Handovers.Due::person)
                .toList();
    }

    // Case 6: two villages merged in mid-campaign, both with an outreach worker.
    @Test
    void afterAMergerThereIsOneAAndTheTotalsAndAreasAreSaid() {
        var other = households.freshVillage();
        var theirs = households.household(other.id(), "000009", "东屯", "孙建平");
        var theirLead = world.person(Duty.OUTREACH_A, other.code().value(), POSTED);
        areas.assign(village.id(), List.of("二组"), helper, today.minusDays(10));
        households.asOfficer();
        var day = new AsOf(today, today);
        var before = coverage.recount(village.id(), day).stored().due()
                + coverage.recount(other.id(), day).stored().due();
        villageChanges.apply(new VillageChanges.Order(other.id(), village.id(), Set.of(), today.minusDays(1)), "合并");
        var after = coverage.recount(village.id(), day);
        assertThat(after.agrees()).isTrue();
        assertThat(after.stored().due()).isEqualTo(before);
        var merged = loads();
        assertThat(merged.leading()).isOne();
        assertThat(merged.workers()).extracting(OutreachWorkers.Worker::person).contains(lead, theirLead);
        assertThat(workers.village(village.id()).areas())
                .as("the group that came along belongs to nobody in particular, and that is said")
                .anyMatch(area -> area.last().equals("东屯") && area.worker() == null);
        assertThat(handovers.due())
                .as("who went along with the village hands nothing over")
                .noneMatch(due -> due.person().equals(theirLead));
        assertThat(ledger.get(theirs)).isNotNull();
    }

    // Case 14: a household without a head stays listed, and somebody is to be named.
    @Test
    void aHouseholdWithoutAHeadIsOneTaskOfItsVillageUntilAnotherMemberIsInformed() {
        households.asOfficer();
        changes.correct(
                second,
                new HouseholdChanges.Correction("二组", "", null, 3, true, true, false),
                "户主去世，未定新户主",
                BEGUN.plusDays(5));
        assertThat(ledger.page(village.id(), new Households.Filter(null, "", true), 0, 10)
                        .lines())
                .extracting(Households.Line::household)
                .containsExactly(second);
        var path = "households/" + village.id().value() + "?head=none";
        assertThat(headless(path))
                .containsExactly(texts.get(Locale.SIMPLIFIED_CHINESE, "households.task.headless", village.name(), 1));
        households.asOfficer();
        assertThat(tasks())
                .anyMatch(task -> task.path().equals(path) || task.path().equals("households"));
        var phone = phoneOf(helper);
        app.handIn(
                phone,
                ("{\"now\":\"" + now + "\",\"records\":[{\"id\":\"" + UUID.randomUUID()
                                + "\",\"kind\":\"visit\",\"at\":\"" + now + "\",\"household\":" + second.value()
                                + ",\"outcome\":\"IN_PERSON\",\"informed\":\"SPOUSE\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(headless(path)).isEmpty();
        households.asOfficer();
        assertThat(tasks()).noneMatch(task -> task.path().equals(path));
    }

    // As whoever reaches this village alone is told: others have households without a head too.
    private List<String> headless(String path) {
        world.signIn(Role.TOWN_OFFICER, village.code().value());
        return tasks().stream()
                .filter(task -> task.path().equals(path))
                .map(HomeTask::text)
                .toList();
    }

    @Test
    void ofVillagesOutOfReachNothingIsToldAndHostileHandoversAreRefused() {
        var stranger = households.freshVillage();
        var elsewhere = world.person(Duty.OUTREACH_A, stranger.code().value(), POSTED);
        households.asOfficer();
        assertThatThrownBy(() -> handovers.open(village.id(), elsewhere)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> handovers.open(new DivisionId(-5), lead)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> handovers.handOver(village.id(), helper, elsewhere, today, true, ""))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> handovers.handOver(village.id(), helper, helper, today, true, ""))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> handovers.handOver(village.id(), helper, lead, today, true, "长".repeat(201)))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> handovers.handOver(village.id(), helper, lead, LocalDate.MAX, true, ""))
                .isInstanceOf(RuleViolation.class);
        assertThat(handovers.done(village.id())).isEmpty();
        assertThat(directory.of(village.id(), today).workers()).hasSize(2);
        world.signIn(helper);
        assertThatThrownBy(() -> handovers.open(village.id(), helper)).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> workers.villages()).isInstanceOf(AccessRefused.class);
        assertThat(first).isNotNull();
    }
}
