package cn.mingbai.households.ledger;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases 6, 8 and 14 of the outreach anchors, and exclusions that wait for a second person. */
@SpringBootTest(classes = TestApplication.class)
class LedgerInTheFieldModuleTest {

    private static final LocalDate DAY = BEGUN.plusDays(20);
    private static final LocalDate KNOWN = Times.today(Clock.systemUTC());

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    Households ledger;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    HouseholdFiles files;

    @Autowired
    VillageChanges villages;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    CoverageDirectory coverage;

    @Autowired
    Coverage figures;

    @Autowired
    Visits visits;

    @Autowired
    PostingDirectory postings;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Figures of(DivisionId village, LocalDate day) {
        return coverage.of(village, new AsOf(day, KNOWN)).stream()
                .filter(each -> each.village().id().equals(village))
                .map(each -> each.figures())
                .findFirst()
                .orElseThrow();
    }

    private void visit(Division village, HouseholdId household, LocalDate day, VisitOutcome outcome) {
        households.asWorker(village);
        HouseholdsWorld.during(
                day, () -> visits.record(new VisitDraft(UUID.randomUUID(), household, day, outcome, null)));
        households.asOfficer();
    }

    private static HouseholdDetails details(String group, String head, String phone) {
        return new HouseholdDetails(group, head, phone, 3, true, true, false);
    }

    @Test
    void aDoorThatNoListHasEnlargesTheDenominatorAtOnceAndItsEvidenceIsKept() {
        var village = households.freshVillage();
        var listed = households.household(village.id(), "王国", BEGUN);
        visit(village, listed, BEGUN.plusDays(1), VisitOutcome.IN_PERSON);
        visit(village, listed, BEGUN.plusDays(1), VisitOutcome.IN_PERSON);
        assertThat(of(village.id(), DAY).reached().percent()).isEqualTo("100%");
        HouseholdsWorld.during(DAY, () -> {
            var found = ledger.found(village.id(), details("四组", "赵远", null), "四组组长带路，见到一家三口", DAY);
            var line = files.file(found).line();
            assertThat(line.number()).startsWith("X001-");
            assertThat(line.state()).isEqualTo(HouseholdState.DUE);
            assertThat(files.file(found).facts()).anySatisfy(fact -> {
                assertThat(fact.about()).isEqualTo(HouseholdFiles.About.FOUND);
                assertThat(fact.reason()).isEqualTo("四组组长带路，见到一家三口");
                assertThat(fact.by()).isNotEmpty();
            });
            var second = ledger.found(village.id(), details("四组", "", null), "门口有人，户主不明", DAY);
            assertThat(files.file(second).line().number()).startsWith("X002-");
            visit(village, second, DAY, VisitOutcome.NOT_FOUND);
        });
        assertThat(of(village.id(), DAY).reached().count()).isEqualTo(1);
        assertThat(of(village.id(), DAY).due()).isEqualTo(3);
        assertThat(of(village.id(), DAY.minusDays(1)).due()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "一\u0000二"})
    void aFoundHouseholdNeedsReadableEvidence(String evidence) {
        var village = households.freshVillage();
        households.asOfficer();
        assertThatThrownBy(() -> ledger.found(village.id(), details("四组", "赵远", null), evidence, BEGUN))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> ledger.found(village.id(), details("四组", "赵远", null), "长".repeat(201), BEGUN))
                .isInstanceOf(RuleViolation.class);
        assertThat(ledger.summary(village.id()).ledger()).isZero();
    }

    @Test
    void twoVillagesMergeInMidCampaign() {
        var two = Stream.generate(households::freshVillage)
                .limit(2)
                .sorted(Comparator.comparing(village -> village.code().value()))
                .toList();
        var old = two.getFirst();
        var into = two.getLast();
        var first = households.household(old.id(), "王国", BEGUN);
        households.household(old.id(), "李民", BEGUN);
        var third = households.household(into.id(), "赵远", BEGUN);
        households.asOfficer();
        jdbc.sql("update household set number = (select number from (select number from household where id = ?) n)"
                        + " where id = ?")
                .params(third.value(), first.value())
                .update();
        visit(old, first, BEGUN.plusDays(2), VisitOutcome.IN_PERSON);
        visit(into, third, BEGUN.plusDays(3), VisitOutcome.MEETING);
        var officerOf = world.person(Duty.OUTREACH_A, old.code().value(), BEGUN);
        var stays = world.person(Duty.OUTREACH_A, into.code().value(), BEGUN);
        var before = of(old.id(), DAY.minusDays(1));
        var beforeInto = of(into.id(), DAY.minusDays(1));
        // The list says that the old village is no more.
        transactions.executeWithoutResult(status -> {
            jdbc.sql("update division_version set valid_to = ? where division_id = ?")
                    .params(DAY, old.id().value())
                    .update();
            jdbc.sql("update division_ancestor set valid_to = ? where descendant_id = ?")
                    .params(DAY, old.id().value())
                    .update();
            world.divisionsChanged();
        });
        households.asOfficer();
        assertThat(villages.orphaned()).anySatisfy(orphan -> {
            assertThat(orphan.village()).isEqualTo(old.id());
            assertThat(orphan.households()).isEqualTo(2);
        });
        // Until somebody says where they belong, its households are not lost from the sums.
        assertThat(of(old.id(), DAY).due()).isEqualTo(2);
        assertThat(figures.overview(new AsOf(DAY, KNOWN), Coverage.Boundaries.AS_IT_WAS)
                        .towns())
                .allSatisfy(town -> assertThat(town.villages())
                        .extracting(village -> village.village().code().value())
                        .isSorted())
                .anySatisfy(town -> assertThat(town.villages())
                        .extracting(village -> village.village().id())
                        .contains(old.id(), into.id()));
        var order = new VillageChanges.Order(old.id(), into.id(), Set.of(), DAY);
        var plan = villages.plan(order);
        assertThat(plan.households()).isEqualTo(2);
        assertThat(plan.staying()).isZero();
        assertThat(plan.renumbered()).isEqualTo(1);
        assertThat(plan.otherHasA()).isTrue();
        villages.apply(order, "区政发〔2026〕3号");

        assertThat(of(into.id(), DAY)).isEqualTo(before.plus(beforeInto));
        assertThat(of(old.id(), DAY.minusDays(1))).isEqualTo(before);
        assertThat(of(into.id(), DAY.minusDays(1))).isEqualTo(beforeInto);
        var past = new AsOf(DAY.minusDays(1), KNOWN);
        var today = figures.overview(past, Coverage.Boundaries.TODAY);
        var then = figures.overview(past, Coverage.Boundaries.AS_IT_WAS);
        assertThat(in(today, into.id())).isEqualTo(before.plus(beforeInto));
        assertThat(in(then, into.id())).isEqualTo(beforeInto);
        assertThat(total(today)).isEqualTo(total(then));
        assertThat(villages.orphaned()).noneMatch(orphan -> orphan.village().equals(old.id()));
        // The workers are in the right unit, and exactly one of them is A.
        assertThat(postings.of(officerOf, DAY)).singleElement().satisfies(posted -> {
            assertThat(posted.division()).isEqualTo(into.id());
            assertThat(posted.duty()).isEqualTo(Duty.OUTREACH_B);
        });
        assertThat(postings.of(stays, DAY))
                .singleElement()
                .satisfies(posted -> assertThat(posted.duty()).isEqualTo(Duty.OUTREACH_A));
        // Codes and visits follow; a number of the old village is still known there.
        assertThat(directory.find(first).orElseThrow().village()).isEqualTo(into.id());
        assertThat(directory.villageOn(first, DAY.minusDays(1))).contains(old.id());

        var change = villages.changes().stream()
                .filter(each -> each.from().equals(old.id()))
                .findFirst()
                .orElseThrow();
        assertThat(change.undoable()).isTrue();
        villages.undo(change.id(), "文件撤销");
        assertThat(of(old.id(), DAY).due()).isEqualTo(2);
        assertThat(of(into.id(), DAY)).isEqualTo(beforeInto);
        assertThatThrownBy(() -> villages.undo(change.id(), "再撤一次")).isInstanceOf(NotFound.class);
    }

    private static Figures in(Coverage.Overview overview, DivisionId village) {
        return overview.towns().stream()
                .flatMap(town -> town.villages().stream())
                .filter(each -> each.village().id().equals(village))
                .map(each -> each.figures())
                .findFirst()
                .orElseThrow();
    }

    private static Figures total(Coverage.Overview overview) {
        return overview.towns().stream().map(town -> town.town().figures()).reduce(Figures.NONE, Figures::plus);
    }

    @Test
    void anOfficerOfOneTownReassignsNothingOfAnotherOne() {
        var own = households.freshVillage();
        var far = world.division(World.FAR_VILLAGE);
        var household = households.household(own.id(), "王国", BEGUN);
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> villages.plan(new VillageChanges.Order(own.id(), far, Set.of(), DAY)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> changes.move(household, far, new HouseholdNumber("77"), "", "搬迁", DAY))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() ->
                        villages.plan(new VillageChanges.Order(own.id(), own.id(), Set.of(), LocalDate.of(2099, 1, 1))))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void aHouseholdWhoseHeadDiedStaysInEveryListAndVisitsFollowJoinedDoors() {
        var village = households.freshVillage();
        var parents = households.household(village.id(), "王国", BEGUN);
        var child = households.household(village.id(), "王民", BEGUN);
        visit(village, parents, BEGUN.plusDays(2), VisitOutcome.IN_PERSON);
        changes.correct(
                parents,
                new HouseholdChanges.Correction("三组", "", null, 1, true, true, false),
                "户主去世，未定新户主",
                BEGUN.plusDays(5));
        assertThat(ledger.get(parents).maskedHead()).isEqualTo("—");
        assertThat(ledger.page(village.id(), Households.Filter.ALL, 0, 10).total())
                .isEqualTo(2);
        assertThat(directory.inGroupOrder(village.id(), DAY)).hasSize(2);
        assertThat(of(village.id(), DAY).due()).isEqualTo(2);

        assertThat(of(village.id(), DAY).reached().count()).isEqualTo(1);
        assertThat(changes.join(parents, child, "老人随子女生活", DAY)).isEqualTo(Households.Outcome.DONE);
        assertThat(of(village.id(), DAY).reached().percent()).isEqualTo("100%");
        assertThat(of(village.id(), DAY).due()).isEqualTo(1);
        assertThat(of(village.id(), DAY.minusDays(1)).reached().count()).isEqualTo(1);
        assertThat(directory.survivor(parents, DAY)).isEqualTo(child);
        assertThat(directory.survivor(parents, DAY.minusDays(1))).isEqualTo(parents);
        assertThatThrownBy(() -> changes.join(parents, child, "再并一次", DAY)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> changes.join(child, parents, "反向", DAY)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> changes.join(child, child, "自己", DAY)).isInstanceOf(RuleViolation.class);

        changes.unjoin(parents, "登记有误");
        assertThat(of(village.id(), DAY).due()).isEqualTo(2);
        assertThat(of(village.id(), DAY).reached().count()).isEqualTo(1);

        var split = changes.split(child, new HouseholdNumber("88001"), details("三组", "王小", null), "成家另立户", DAY);
        assertThat(of(village.id(), DAY).due()).isEqualTo(3);
        assertThat(files.file(split).facts()).anyMatch(fact -> fact.about() == HouseholdFiles.About.SPLIT_FROM);
        assertThat(files.file(child).facts()).anyMatch(fact -> fact.about() == HouseholdFiles.About.SPLIT_OFF);
        assertThatThrownBy(() ->
                        changes.split(child, new HouseholdNumber("88001"), details("三组", "王小", null), "再分一次", DAY))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void likelyTwinsAreWarnedOfUntilSomebodySaysTheyAreTwo() {
        var village = households.freshVillage();
        households.asOfficer();
        var first = ledger.add(village.id(), new HouseholdNumber("1"), details("一组", "王国", "13900000001"), BEGUN);
        var sameGroup = details("一组", "王国", null);
        var samePhone = details("二组", "王国", "13900000001");
        assertThat(files.alike(village.id(), sameGroup))
                .singleElement()
                .satisfies(line -> assertThat(line.household()).isEqualTo(first));
        assertThat(files.alike(village.id(), samePhone)).hasSize(1);
        assertThat(files.alike(village.id(), details("二组", "王国", null))).isEmpty();
        assertThat(files.alike(village.id(), details("一组", "王民", "13900000001")))
                .isEmpty();
        var second = ledger.add(village.id(), new HouseholdNumber("2"), samePhone, BEGUN);
        assertThat(files.twins(village.id())).singleElement().satisfies(pair -> {
            assertThat(pair.samePhone()).isTrue();
            assertThat(pair.toString()).doesNotContain("王国").doesNotContain("13900000001");
        });
        files.distinct(second, first, "父子同名登记，分别核实");
        files.distinct(first, second, "再说一次");
        assertThat(files.twins(village.id())).isEmpty();
    }

    @Test
    void anExclusionAboveTheDistrictsShareIsDueUntilASecondPersonApproves() {
        var village = households.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        // A village of its own share, so that the district of the other tests stays without one.
        jdbc.sql("insert into local_setting (id, division_id, setting_key, value, source, valid_from, valid_to,"
                        + " recorded_at, superseded_at) values (next value for local_setting_seq, ?, ?, '20%', 'test',"
                        + " '2026-01-01', '9999-12-31', '2026-01-01', '9999-12-31')")
                .params(village.id().value(), SettingKey.EXCLUSION_SHARE.key())
                .update();
        var all = java.util.stream.IntStream.range(0, 5)
                .mapToObj(i -> households.household(village.id(), "赵" + i, BEGUN))
                .toList();
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(ledger.setState(all.get(0), HouseholdState.EMPTY, "多年无人居住", DAY))
                .isEqualTo(Households.Outcome.DONE);
        assertThat(ledger.setState(all.get(1), HouseholdState.EMPTY, "多年无人居住", DAY))
                .isEqualTo(Households.Outcome.WAITS);
        assertThat(changes.join(all.get(2), all.get(3), "老人随子女生活", DAY)).isEqualTo(Households.Outcome.WAITS);
        assertThat(ledger.get(all.get(1)).state()).isEqualTo(HouseholdState.DUE);
        assertThat(files.waiting(village.id())).containsExactlyInAnyOrder(all.get(1), all.get(2));
        assertThat(of(village.id(), DAY).due()).isEqualTo(4);
        assertThatThrownBy(() -> ledger.setState(all.get(1), HouseholdState.DEMOLISHED, "已拆", DAY))
                .isInstanceOf(Conflict.class);
        // Away stays due in this campaign, and one that is excluded already may change its reason.
        assertThat(ledger.setState(all.get(4), HouseholdState.AWAY, "外出务工", DAY))
                .isEqualTo(Households.Outcome.DONE);
        assertThat(ledger.setState(all.get(0), HouseholdState.DEMOLISHED, "已拆", DAY.plusDays(1)))
                .isEqualTo(Households.Outcome.DONE);
        var own = desk.pending(Locale.CHINA).stream()
                .filter(each -> each.approval().division().equals(village.id()))
                .toList();
        assertThat(own).as("the town does not decide its own figure").isEmpty();

        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var pending = desk.pending(Locale.CHINA).stream()
                .filter(each -> each.approval().division().equals(village.id()))
                .toList();
        assertThat(pending).hasSize(2);
        assertThat(pending.getFirst().summary()).contains("空户", DAY.toString()).doesNotContain("赵");
        desk.decide(pending.stream().map(each -> each.approval().id()).collect(Collectors.toSet()), true, "");
        assertThat(ledger.get(all.get(1)).state()).isEqualTo(HouseholdState.EMPTY);
        assertThat(directory.survivor(all.get(2), DAY)).isEqualTo(all.get(3));
        assertThat(of(village.id(), DAY).due()).isEqualTo(2);
        assertThat(files.waiting(village.id())).isEmpty();
    }

    @Test
    void aFamilyThatMovesTakesItsVisitsAlongAndCountsWhereItWas() {
        var from = households.freshVillage();
        var to = households.freshVillage();
        var household = households.household(from.id(), "王国", BEGUN);
        visit(from, household, BEGUN.plusDays(2), VisitOutcome.IN_PERSON);
        var number = new HouseholdNumber("66001");
        changes.move(household, to.id(), number, "五组", "举家搬迁", DAY);
        assertThat(of(from.id(), DAY.minusDays(1)).reached().count()).isEqualTo(1);
        assertThat(of(from.id(), DAY).ledger()).isZero();
        assertThat(of(to.id(), DAY).reached().percent()).isEqualTo("100%");
        assertThat(directory.byNumber(to.id(), number)).contains(household);
        assertThatThrownBy(() -> changes.move(household, to.id(), number, "五组", "再搬", DAY))
                .isInstanceOf(Conflict.class);
        // A visit of an earlier day counts where the family was then, and where it is now.
        visit(to, household, DAY.plusDays(1), VisitOutcome.IN_PERSON);
        assertThat(figures.recount(from.id(), new AsOf(DAY, KNOWN)).agrees()).isTrue();
        assertThat(figures.recount(to.id(), new AsOf(DAY, KNOWN)).agrees()).isTrue();
    }
}
