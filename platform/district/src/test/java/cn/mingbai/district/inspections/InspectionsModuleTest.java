package cn.mingbai.district.inspections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.DueHouseholds;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.VillageChanges;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.bounds.Bound;
import cn.mingbai.proof.bounds.Estimate;
import cn.mingbai.proof.bounds.Found;
import cn.mingbai.proof.bounds.Part;
import cn.mingbai.proof.draws.Commitment;
import cn.mingbai.proof.draws.Draw;
import cn.mingbai.proof.draws.DrawList;
import cn.mingbai.proof.draws.Numbers;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class InspectionsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final BigDecimal ALPHA = new BigDecimal("0.05");
    private static final int HOUSEHOLDS = 24;
    private static final int REPORTED = 18;

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Households households;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    VillageChanges villageChanges;

    @Autowired
    Coverage coverage;

    @Autowired
    DueHouseholds dueHouseholds;

    @Autowired
    Inspections inspections;

    @Autowired
    InspectionTasks tasks;

    @Autowired
    PhoneFindings phones;

    @Autowired
    RouteSheets sheets;

    @Autowired
    InspectionDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    /** Ids that no test has handed in before. */
    private final String run = java.util.UUID.randomUUID().toString().substring(0, 30) + "-";

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId village = new DivisionId(0);
    private PersonId worker = new PersonId(0);
    private PersonId inspector = new PersonId(0);
    private PersonId townOfficer = new PersonId(0);
    private final List<HouseholdId> doors = new ArrayList<>();

    @BeforeEach
    void aVillageThatReportsMostOfItsHouseholds() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        village = world.division(place.village());
        worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        inspector = world.person(Role.INSPECTOR, place.district());
        townOfficer = world.person(Role.TOWN_OFFICER, place.town());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                world.division(place.district()),
                new Campaign.Phase("排查阶段", TODAY.minusDays(30), TODAY.plusDays(30), TODAY.plusDays(29)));
        fill(village, worker);
        world.signIn(inspector);
    }

    private void fill(DivisionId where, PersonId by) {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var added = districts.addHouseholds(where, HOUSEHOLDS, FROM);
        world.signIn(by);
        added.subList(0, REPORTED).forEach(this::visit);
        doors.addAll(added);
    }

    private void visit(HouseholdId door) {
        districts.visit(door, TODAY, VisitOutcome.IN_PERSON);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private InspectionDraft draft(int reported, int unreported) {
        return new InspectionDraft("演示抽查", Preset.VILLAGE, List.of(village), reported, unreported);
    }

    private InspectionId drawn(int reported, int unreported) {
        world.signIn(inspector);
        var id = inspections.freeze(draft(reported, unreported));
        assertThat(inspections.writeInspectorsNumber(id, "20261126")).isFalse();
        world.signIn(townOfficer);
        assertThat(inspections.writeTownsNumber(id, "731904")).isTrue();
        world.signIn(inspector);
        return id;
    }

    @Test
    void thePlanSaysHowManyAndWhatEachResultWouldProve() {
        var plan = inspections.plan(draft(12, 3));
        assertThat(plan.due()).isEqualTo(HOUSEHOLDS);
        assertThat(plan.parts())
                .extracting(
                        part -> part.name() + " " + part.households() + " " + part.check() + " " + part.replacements())
                .containsExactly("reported 18 12 4", "unreported 6 3 3");
        assertThat(plan.proofs()).hasSize(4);
        plan.proofs()
                .forEach(proof -> assertThat(proof.bound().mostMissed())
                        .isEqualTo(Bound.of(REPORTED, 12, proof.missed(), ALPHA).mostMissed()));
        assertThat(plan.needed()).first().satisfies(needed -> {
            assertThat(needed.share()).isEqualTo("0.90");
            assertThat(Bound.of(REPORTED, needed.check(), 0, ALPHA).percent(1))
                    .isGreaterThanOrEqualTo(new BigDecimal("90"));
        });
        assertThat(plan.acceptance()).isNotNull();
        assertThat(inspections.suggest(Preset.VILLAGE, List.of(village)))
                .isEqualTo(new Suggestion(plan.acceptance().check(), HOUSEHOLDS - REPORTED));
        assertThat(inspections.suggest(Preset.DISTRICT, List.of(world.division(place.district()))))
                .as("no more than there are")
                .isEqualTo(new Suggestion(REPORTED, HOUSEHOLDS - REPORTED));
        assertThat(jdbc.sql("select count(*) from inspection where division_id = ?")
                        .param(village.value())
                        .query(Integer.class)
                        .single())
                .as("a plan keeps nothing")
                .isZero();
    }

    @Test
    void whoIsDueAndReportedIsWhatTheFiguresSay() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var away = households.add(
                village,
                new HouseholdNumber("099"),
                new HouseholdDetails("一组", "演示户外", null, 2, false, true, false),
                FROM);
        var due = dueHouseholds.of(village, AsOf.today(clock));
        var recount = coverage.recount(village, AsOf.today(clock));
        assertThat(recount.agrees()).isTrue();
        assertThat(due)
                .hasSize(HOUSEHOLDS)
                .hasSize(Math.toIntExact(recount.stored().due()));
        assertThat(due.stream().filter(DueHouseholds.DueHousehold::reached).count())
                .isEqualTo(REPORTED)
                .isEqualTo(recount.stored().reached().count());
        assertThat(due).extracting(DueHouseholds.DueHousehold::household).doesNotContain(away);
    }

    @Test
    void neitherNumberIsShownBeforeBothAreWrittenAndTheDrawFollowsFromThem() {
        var id = inspections.freeze(draft(12, 3));
        assertThat(inspections.writeInspectorsNumber(id, "２０２６ 1126"))
                .as("as people type it")
                .isFalse();
        assertThat(tasks.open(Locale.ENGLISH)).isEmpty();
        world.signIn(world.person(Role.TOWN_OFFICER, world.freshVillage().town()));
        assertThat(tasks.open(Locale.ENGLISH)).as("another town").isEmpty();
        world.signIn(townOfficer);
        assertThat(tasks.open(Locale.ENGLISH))
                .extracting(HomeTask::text)
                .containsExactly("Inspections that wait for the town's number: 1");
        var before = inspections.get(id);
        assertThat(before.inspector()).isNotNull();
        assertThat(before.inspector().number()).isNull();
        assertThat(before.inspector().salt()).isNull();
        assertThat(before.draw()).isNull();
        assertThat(inspections.items(id)).isEmpty();
        assertThat(inspections.result(id, Locale.ENGLISH)).isNull();
        assertThatThrownBy(() -> inspections.drawText(id)).isInstanceOf(NotFound.class);
        assertThat(jdbc.sql("select details from audit_entry where subject = ? and what = 'inspection.number'")
                        .param("inspection " + id.value())
                        .query(String.class)
                        .single())
                .doesNotContain("20261126");
        assertThat(inspections.writeTownsNumber(id, "731904")).isTrue();
        assertThat(tasks.open(Locale.ENGLISH)).isEmpty();

        var after = inspections.get(id);
        var list = DrawList.parse(new String(inspections.listText(id), StandardCharsets.UTF_8));
        assertThat(Digest.of(list.text())).isEqualTo(after.list());
        var draw = Draw.of(list, new Numbers("20261126", "731904"));
        assertThat(inspections.drawText(id))
                .as("to the byte")
                .isEqualTo(draw.text().bytes());
        assertThat(after.draw().seed()).isEqualTo(draw.seed());
        for (var side : Commitment.Side.values()) {
            var pledge = side == Commitment.Side.TOWN ? after.town() : after.inspector();
            assertThat(new Commitment(pledge.commitment())
                            .holds(
                                    after.list(),
                                    side,
                                    pledge.number(),
                                    HexFormat.of().parseHex(pledge.salt())))
                    .isTrue();
        }
        assertThat(after.inspector().commitment()).isEqualTo(before.inspector().commitment());
        var items = inspections.items(id);
        for (var part : draw.parts()) {
            assertThat(items.stream()
                            .filter(item -> item.part().equals(part.part()) && !item.replacement())
                            .map(item -> place.village() + "/" + item.number()))
                    .isEqualTo(part.check());
            assertThat(items.stream()
                            .filter(item -> item.part().equals(part.part()) && item.replacement())
                            .map(item -> place.village() + "/" + item.number()))
                    .isEqualTo(part.replacements());
        }
        assertThat(items)
                .extracting(InspectionItem::household)
                .doesNotHaveDuplicates()
                .isSubsetOf(doors);
    }

    @Test
    void aHouseholdIsDrawnThatWasListedWhateverItsNumberAndVillageAreByThen() {
        var other = world.addVillage(place, "演示西村");
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        // In the list only because somebody noted by mistake that it moved here.
        var guest = households.add(
                other,
                new HouseholdNumber("070"),
                new HouseholdDetails("二组", "演示外来户", null, 2, true, true, false),
                FROM);
        changes.move(guest, village, new HouseholdNumber("071"), "二组", "误记", TODAY);
        world.signIn(worker);
        visit(guest);
        world.signIn(inspector);
        var id = inspections.freeze(draft(REPORTED + 1, HOUSEHOLDS - REPORTED));
        var before = inspections.listText(id);
        clock.advance(Duration.ofMinutes(1));

        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var movedAway = doors.get(0);
        changes.move(movedAway, other, new HouseholdNumber("001"), "三组", "迁往西村", TODAY);
        var itsNumberNow = households.add(
                village,
                new HouseholdNumber("001"),
                new HouseholdDetails("一组", "演示新户", null, 2, true, true, false),
                TODAY);
        changes.move(guest, other, new HouseholdNumber("070"), "二组", "撤销误记", TODAY);
        assertThat(changes.join(doors.get(1), doors.get(2), "合户", TODAY)).isEqualTo(Households.Outcome.DONE);
        villageChanges.apply(new VillageChanges.Order(village, other, Set.of(), TODAY), "撤并");

        world.signIn(inspector);
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(townOfficer);
        assertThat(inspections.writeTownsNumber(id, "731904")).isTrue();
        world.signIn(inspector);
        var drawn = inspections.items(id);
        assertThat(drawn)
                .extracting(InspectionItem::household)
                .hasSize(HOUSEHOLDS + 1)
                .containsAll(doors)
                .contains(guest)
                .doesNotContain(itsNumberNow);
        assertThat(drawn)
                .extracting(InspectionItem::village)
                .as("where it was listed")
                .containsOnly(village);
        assertThat(drawn)
                .filteredOn(item -> item.household().equals(movedAway))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.number()).isEqualTo(new HouseholdNumber("001").shown());
                    assertThat(item.group()).isEqualTo("一组");
                });
        assertThat(drawn)
                .filteredOn(item -> item.household().equals(guest))
                .extracting(InspectionItem::number)
                .containsExactly(new HouseholdNumber("071").shown());
        assertThat(inspections.listText(id)).isEqualTo(before);
        assertThat(inspections.drawText(id))
                .isEqualTo(Draw.of(
                                DrawList.parse(new String(before, StandardCharsets.UTF_8)),
                                new Numbers("20261126", "731904"))
                        .text()
                        .bytes());
        inspections.record(drawn.getFirst().id(), met(), "");
    }

    @Test
    void moreInspectionsAreListedWithAsManyQueries() {
        drawn(5, 1);
        var one = fewestQueriesToList();
        for (var i = 0; i < 4; i++) {
            drawn(5, 1);
        }
        assertThat(inspections.list()).hasSize(5).allSatisfy(each -> {
            assertThat(each).isEqualTo(inspections.get(each.id()));
            assertThat(each.parts()).hasSize(2);
            assertThat(each.unit().name()).isEqualTo("演示屯村");
            assertThat(each.town().number()).isEqualTo("731904");
        });
        assertThat(fewestQueriesToList()).isEqualTo(one);
    }

    /** The fewest queries of several calls: others may ask the database meanwhile. */
    private long fewestQueriesToList() {
        return LongStream.generate(() -> {
                    var before = queries();
                    inspections.list();
                    return queries() - before;
                })
                .limit(8)
                .min()
                .orElseThrow();
    }

    private long queries() {
        return jdbc.sql("select variable_value from information_schema.global_status where variable_name = 'QUESTIONS'")
                .query(Long.class)
                .single();
    }

    @Test
    void whatIsReportedAfterTheListWasFrozenChangesNothing() {
        var id = inspections.freeze(draft(12, 3));
        var text = inspections.listText(id);
        world.signIn(worker);
        clock.advance(Duration.ofMinutes(1));
        visit(doors.get(HOUSEHOLDS - 1));
        world.signIn(inspector);
        assertThat(inspections.listText(id)).isEqualTo(text);
        assertThat(new String(inspections.listText(inspections.freeze(draft(12, 3))), StandardCharsets.UTF_8))
                .contains("part\treported\t19\t12\t4");
    }

    @Test
    void theCountComesFirstThenTheBoundAndThoseNotAnsweredForAreCountedBothWays() {
        var id = drawn(12, 3);
        var items = inspections.items(id);
        var first = items.stream()
                .filter(item -> item.part().equals("reported") && !item.replacement())
                .toList();
        var replacement = items.stream()
                .filter(item -> item.part().equals("reported") && item.replacement())
                .toList();
        refuses(
                "district.inspection.replacement-not-due",
                () -> inspections.record(replacement.getFirst().id(), met(), ""));
        for (var i = 0; i < 10; i++) {
            inspections.record(first.get(i).id(), met(), "");
        }
        inspections.record(
                first.get(10).id(),
                new Finding(
                        TODAY,
                        FindingOutcome.MISSED,
                        null,
                        false,
                        false,
                        1,
                        true,
                        Satisfaction.FAIR,
                        null,
                        1,
                        "没见过宣传单",
                        TODAY.plusDays(7)),
                "");
        inspections.record(first.get(11).id(), Finding.of(TODAY, FindingOutcome.NOT_FOUND), "");
        var half = inspections.result(id, Locale.SIMPLIFIED_CHINESE);
        assertThat(half.open()).as("the replacement and the unreported").isEqualTo(4);
        assertThat(half.whole()).isNull();
        assertThat(half.sentences()).hasSize(4).anyMatch(words -> words.startsWith("还有 4 户没有录入结果"));

        inspections.record(replacement.getFirst().id(), met(), "");
        refuses(
                "district.inspection.replacement-not-due",
                () -> inspections.record(replacement.get(1).id(), met(), ""));
        items.stream()
                .filter(item -> item.part().equals("unreported") && !item.replacement())
                .forEach(item -> inspections.record(item.id(), Finding.of(TODAY, FindingOutcome.MISSED), ""));

        var result = inspections.result(id, Locale.SIMPLIFIED_CHINESE);
        var reported = new Found(REPORTED, 12, 10, 1, 1, 0);
        var unreported = new Found(HOUSEHOLDS - REPORTED, 3, 0, 3, 0, 0);
        assertThat(result.open()).isZero();
        assertThat(result.reported()).isEqualTo(Found.cases(List.of(reported), ALPHA));
        assertThat(result.whole()).isEqualTo(Found.cases(List.of(reported, unreported), ALPHA));
        assertThat(result.reported().worst().mostMissed())
                .isEqualTo(Bound.of(REPORTED, 12, 2, ALPHA).mostMissed());
        assertThat(result.unlisted()).isEqualTo(1);
        var best = Bound.of(REPORTED, 12, 1, ALPHA);
        var worst = Bound.of(REPORTED, 12, 2, ALPHA);
        assertThat(result.sentences().subList(0, 3))
                .containsExactly(
                        "抽查已报到户的 12 户：核实到户 11 户，核实未到户 1 户，未能核实 1 户，以替补核查 1 户。",
                        "抽查未报到户的 3 户：核实到户 0 户，核实未到户 3 户，未能核实 0 户，以替补核查 0 户。",
                        "演示屯村已报到户的 18 户中，未能核实的都算到户，确已到户的不少于 %d 户，不低于 %s%%；都算未到户，不少于 %d 户，不低于 %s%%（95%%把握）。"
                                .formatted(
                                        best.fewestReached(),
                                        best.percent(1),
                                        worst.fewestReached(),
                                        worst.percent(1)));
        assertThat(result.sentences()).last().asString().contains("台账上没有的住户 1 户");
        assertThat(inspections.result(id, Locale.ENGLISH).sentences().getFirst())
                .startsWith("Of the households reported as reached 12 were drawn: 11 were found reached, 1 were");
    }

    @Test
    void moreMissedThanThePlanAllowsAsksForASecondDraw() {
        var plan = inspections.plan(draft(1, 0)).acceptance();
        assertThat(plan).isNotNull();
        var id = drawn(plan.check(), 0);
        var items = inspections.items(id).stream()
                .filter(item -> !item.replacement())
                .toList();
        for (var i = 0; i < items.size(); i++) {
            inspections.record(
                    items.get(i).id(),
                    Finding.of(TODAY, i < plan.allow() ? FindingOutcome.MISSED : FindingOutcome.MET),
                    "");
        }
        assertThat(inspections.result(id, Locale.SIMPLIFIED_CHINESE).secondDraw())
                .isFalse();
        inspections.record(items.getLast().id(), Finding.of(TODAY, FindingOutcome.MISSED), "回访后更正");
        var result = inspections.result(id, Locale.SIMPLIFIED_CHINESE);
        assertThat(result.secondDraw()).isTrue();
        assertThat(result.sentences()).last().asString().contains("再抽查一次");
        assertThat(result.headline())
                .as("the count first, then the bound of all that are due")
                .isEqualTo("抽查 %d 户，核实 %d 户；演示屯村应访 24 户、上报到户 18 户，到户率不低于 %s%%（95%%把握）"
                        .formatted(
                                plan.check(),
                                plan.check() - plan.allow() - 1,
                                result.whole().worst().percent(1)));

        var second = inspections.drawAgain(id);
        assertThat(inspections.get(second).follows()).isEqualTo(id);
        assertThat(inspections.get(id).followedBy()).isEqualTo(second);
        assertThat(inspections.get(second).title()).isEqualTo("演示抽查（第二次）");
        assertThatThrownBy(() -> inspections.drawAgain(id)).isInstanceOf(Conflict.class);
        assertThat(inspections.result(id, Locale.SIMPLIFIED_CHINESE).sentences())
                .last()
                .asString()
                .contains("已安排第二次抽查");
        inspections.writeInspectorsNumber(second, "555555");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(second, "666666");
        world.signIn(inspector);
        var again =
                inspections.items(second).stream().filter(InspectionItem::due).toList();
        again.forEach(item -> inspections.record(item.id(), met(), ""));
        assertThat(inspections.result(second, Locale.SIMPLIFIED_CHINESE).sentences())
                .last()
                .asString()
                .contains("不作认定");
        again.stream()
                .limit(plan.allow() + 1L)
                .forEach(item -> inspections.record(item.id(), Finding.of(TODAY, FindingOutcome.MISSED), "回访后更正"));
        assertThat(inspections.result(second, Locale.SIMPLIFIED_CHINESE).sentences())
                .last()
                .asString()
                .contains("可以认定");
        refuses("district.inspection.no-second", () -> inspections.drawAgain(second));
        refuses("district.inspection.no-second", () -> inspections.drawAgain(drawn(3, 0)));
        assertThat(directory.results(village, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED))
                .extracting(InspectionDirectory.Outcome::passed)
                .startsWith(false, false);
    }

    @Test
    void anInspectionIsLedByWhoeverMayInspectThereAndEndsWhenAllIsRecorded() {
        var id = inspections.freeze(draft(4, 2));
        assertThat(inspections.get(id).inspectors())
                .extracting(Inspection.Inspector::person, Inspection.Inspector::leads)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(inspector, true));
        refuses("district.inspection.not-drawn-yet", () -> inspections.close(id));
        var colleague = world.person(Role.INSPECTOR, place.district());
        assertThat(inspections.candidates(id))
                .extracting(Inspection.Inspector::person)
                .contains(inspector, colleague)
                .doesNotContain(townOfficer);
        refuses("district.inspection.inspectors", () -> inspections.assign(id, inspector, List.of()));
        refuses("district.inspection.inspectors", () -> inspections.assign(id, inspector, List.of(colleague)));
        refuses(
                "district.inspection.inspectors",
                () -> inspections.assign(id, inspector, List.of(inspector, townOfficer)));
        clock.advance(Duration.ofMinutes(1));
        inspections.assign(id, colleague, List.of(inspector, colleague, colleague));
        assertThat(inspections.get(id).inspectors())
                .extracting(Inspection.Inspector::person)
                .containsExactly(colleague, inspector);
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "731904");
        assertThatThrownBy(() -> inspections.close(id)).isInstanceOf(AccessRefused.class);
        world.signIn(inspector);
        refuses("district.inspection.still-open", () -> inspections.close(id));
        var due = inspections.items(id).stream().filter(InspectionItem::due).toList();
        due.forEach(item -> inspections.record(
                item.id(),
                new Finding(TODAY, FindingOutcome.MISSED, null, null, null, null, null, null, null, 0, "没有宣传单", TODAY),
                ""));
        assertThat(phones.rounds(colleague)).hasSize(1);
        inspections.close(id);
        assertThat(phones.rounds(colleague)).as("wiped").isEmpty();
        assertThat(phones.record(inspector, run + 9, due.getFirst().id(), met()).refusal())
                .extracting(MingbaiException::key)
                .isEqualTo("district.inspection.closed");
        assertThatThrownBy(() -> inspections.close(id)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> inspections.assign(id, inspector, List.of(inspector)))
                .isInstanceOf(Conflict.class);
        assertThat(inspections.problems()).hasSize(due.size());
        assertThat(tasks.open(Locale.ENGLISH))
                .extracting(HomeTask::text)
                .containsExactly("Problems found by inspections to put right: 6");
        clock.advance(Duration.ofDays(1));
        assertThat(tasks.open(Locale.ENGLISH))
                .extracting(HomeTask::text)
                .containsExactly("Problems found by inspections to put right: 6, of them past their deadline: 6");
        due.forEach(item -> inspections.settle(item.id(), "已补发"));
        assertThat(inspections.problems()).isEmpty();
        assertThat(inspections.items(id))
                .filteredOn(item -> item.finding() != null)
                .extracting(InspectionItem::settledOn)
                .containsOnly(TODAY.plusDays(1));
    }

    @Test
    void theRouteSheetHasEachDoorOnceByGroupWithASignatureAndTheReplacementsInOrder() throws Exception {
        var id = inspections.freeze(draft(10, 3));
        assertThatThrownBy(() -> sheets.print(id)).isInstanceOf(Conflict.class);
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "731904");
        assertThatThrownBy(() -> sheets.print(id)).isInstanceOf(AccessRefused.class);
        world.signIn(inspector);
        var items = inspections.items(id);
        inspections.record(items.getFirst().id(), Finding.of(TODAY, FindingOutcome.NOT_FOUND), "");
        var printed = sheets.print(id);
        String text;
        try (var pdf = org.apache.pdfbox.Loader.loadPDF(printed.pdf())) {
            text = new org.apache.pdfbox.text.PDFTextStripper().getText(pdf);
        }
        assertThat(text).contains("演示抽查——入户单", "住户签字", "没人、拒查的户", "演示屯村 一组", "问什么");
        for (var item : items) {
            assertThat(text.split(item.number(), -1)).as(item.number()).hasSize(item.equals(items.getFirst()) ? 3 : 2);
        }
        assertThat(text).doesNotContain("演示户1", "演示户2");
    }

    @Test
    void theLedgerHasARowForEachHouseholdToBeCheckedWithMaskedHeads() {
        var id = drawn(8, 2);
        var items = inspections.items(id).stream().filter(InspectionItem::due).toList();
        inspections.record(
                items.getFirst().id(),
                new Finding(
                        TODAY,
                        FindingOutcome.MISSED,
                        Relation.CHILD,
                        false,
                        null,
                        1,
                        true,
                        Satisfaction.FAIR,
                        true,
                        2,
                        "=没有宣传单",
                        TODAY.plusDays(3)),
                "");
        inspections.settle(items.getFirst().id(), "已补发");
        String text;
        try (var made = inspections.ledger(id, LedgerFormat.CSV, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(made.rows()).isEqualTo(items.size());
            text = new String(made.bytes(), StandardCharsets.UTF_8);
        }
        assertThat(text).contains("户主", "抽查人", "整改结果", "演示抽查督导抽查表", "子女", "2026", "已补发", "未录入");
        items.forEach(item -> assertThat(text).contains(item.number()));
        assertThat(text).doesNotContain("演示户1", ",=没有");
        try (var made = inspections.ledger(id, LedgerFormat.PDF, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(made.bytes()).isNotEmpty();
        }
    }

    @Test
    void whoWasFoundToKnowThePolicyIsStatedAsCheckedWhenTheInspectionEnds() {
        var id = drawn(3, 0);
        var items = inspections.items(id).stream().filter(InspectionItem::due).toList();
        for (var i = 0; i < items.size(); i++) {
            inspections.record(
                    items.get(i).id(),
                    new Finding(
                            TODAY,
                            FindingOutcome.MET,
                            null,
                            true,
                            i < 2,
                            i == 0 ? 3 : 2,
                            true,
                            null,
                            null,
                            0,
                            "",
                            null),
                    "");
        }
        assertThat(coverage.recount(village, AsOf.today(clock))
                        .stored()
                        .checked()
                        .count())
                .isZero();
        inspections.close(id);
        var recount = coverage.recount(village, AsOf.today(clock));
        assertThat(recount.agrees()).isTrue();
        assertThat(recount.stored().checked().count()).isEqualTo(1);
    }

    @Test
    void aDistrictIsEstimatedByItsTownsBesideTheBound() {
        world.signIn(inspector);
        var id = inspections.freeze(
                new InspectionDraft("全区抽查", Preset.DISTRICT, List.of(world.division(place.district())), 12, 4));
        inspections.writeInspectorsNumber(id, "111111");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "222222");
        world.signIn(inspector);
        var first = inspections.items(id).stream().filter(InspectionItem::due).toList();
        for (var i = 0; i < first.size(); i++) {
            inspections.record(
                    first.get(i).id(), Finding.of(TODAY, i == 0 ? FindingOutcome.MISSED : FindingOutcome.MET), "");
        }
        var estimate = Estimate.of(List.of(new Part(REPORTED, 12, 1), new Part(HOUSEHOLDS - REPORTED, 4, 0)))
                .orElseThrow();
        var result = inspections.result(id, Locale.SIMPLIFIED_CHINESE);
        assertThat(result.sentences())
                .anyMatch(words ->
                        words.contains("到户率估计为 " + estimate.percent(1) + "%（标准误 " + estimate.points(1) + " 个百分点）"));
        assertThat(result.villages())
                .singleElement()
                .satisfies(found -> assertThat(found.tally().verified()).isEqualTo(15));
    }

    @Test
    void aCorrectionKeepsWhatStoodThereAndAProblemIsSettled() {
        var id = drawn(3, 0);
        var item = inspections.items(id).getFirst().id();
        inspections.record(item, met(), "");
        refuses(
                "district.inspection.reason-form",
                () -> inspections.record(item, Finding.of(TODAY, FindingOutcome.MISSED), " "));
        refuses("district.inspection.no-problem", () -> inspections.settle(item, "已整改"));
        clock.advance(Duration.ofMinutes(1));
        inspections.record(
                item,
                new Finding(
                        TODAY,
                        FindingOutcome.MET,
                        null,
                        true,
                        true,
                        3,
                        true,
                        Satisfaction.SATISFIED,
                        null,
                        0,
                        " 宣传栏过期 ",
                        TODAY.plusDays(3)),
                "补记问题");
        refuses("district.inspection.settled-form", () -> inspections.settle(item, ""));
        clock.advance(Duration.ofMinutes(1));
        inspections.settle(item, "已更换");
        var kept = inspections.items(id).getFirst();
        assertThat(kept.finding().problem()).isEqualTo("宣传栏过期");
        assertThat(kept.finding().rightAnswers()).isEqualTo(3);
        assertThat(kept.finding().satisfaction()).isEqualTo(Satisfaction.SATISFIED);
        assertThat(kept.settled()).isEqualTo("已更换");
        clock.advance(Duration.ofMinutes(1));
        var finding = kept.finding();
        inspections.record(
                item,
                new Finding(
                        TODAY,
                        FindingOutcome.MET,
                        null,
                        false,
                        true,
                        3,
                        true,
                        Satisfaction.FAIR,
                        null,
                        0,
                        finding.problem(),
                        finding.deadline()),
                "宣传单不在");
        assertThat(inspections.items(id).getFirst().settled())
                .as("the same problem stays settled")
                .isEqualTo("已更换");
        assertThat(jdbc.sql("select count(*) from inspection_finding where item_id = ?")
                        .param(item.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void aReplacementThatACorrectionMadeNeedlessCanStillBeCorrectedAndCountsOnlyWhereItIsDue() {
        var id = drawn(12, 0);
        var items = inspections.items(id).stream()
                .filter(item -> item.part().equals("reported"))
                .toList();
        var first = items.stream()
                .filter(item -> !item.replacement())
                .map(InspectionItem::id)
                .toList();
        var replacement = items.stream()
                .filter(InspectionItem::replacement)
                .map(InspectionItem::id)
                .toList();
        first.subList(0, 11).forEach(item -> inspections.record(item, met(), ""));
        inspections.record(first.get(11), Finding.of(TODAY, FindingOutcome.NOT_FOUND), "");
        inspections.record(
                replacement.getFirst(),
                new Finding(
                        TODAY,
                        FindingOutcome.MISSED,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1,
                        "没有宣传单",
                        TODAY.plusDays(3)),
                "");
        assertThat(inspections.result(id, Locale.ENGLISH).reported())
                .isEqualTo(Found.cases(List.of(new Found(REPORTED, 12, 11, 0, 0, 1)), ALPHA));

        clock.advance(Duration.ofMinutes(1));
        inspections.record(first.get(11), met(), "晚上在家，已核实");
        assertThat(item(id, replacement.getFirst()).due()).isFalse();
        var needless = inspections.result(id, Locale.ENGLISH);
        assertThat(needless.reported())
                .as("the replacement counts no more")
                .isEqualTo(Found.cases(List.of(new Found(REPORTED, 12, 12, 0, 0, 0)), ALPHA));
        assertThat(needless.unlisted()).as("seen all the same").isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));
        refuses(
                "district.inspection.reason-form",
                () -> inspections.record(replacement.getFirst(), Finding.of(TODAY, FindingOutcome.REFUSED), ""));
        inspections.record(replacement.getFirst(), Finding.of(TODAY, FindingOutcome.REFUSED), "录错了户");
        assertThat(item(id, replacement.getFirst()).finding().outcome()).isEqualTo(FindingOutcome.REFUSED);
        var corrected = inspections.result(id, Locale.ENGLISH);
        assertThat(corrected.reported()).isEqualTo(needless.reported());
        assertThat(corrected.unlisted()).isZero();
        assertThat(corrected.parts().getFirst().unanswered())
                .as("of those that count")
                .isZero();
        refuses("district.inspection.replacement-not-due", () -> inspections.record(replacement.get(1), met(), "录错了户"));

        clock.advance(Duration.ofMinutes(1));
        inspections.record(first.get(11), Finding.of(TODAY, FindingOutcome.NOT_FOUND), "核实的是邻居");
        assertThat(inspections.result(id, Locale.ENGLISH).open())
                .as("the one after the replacement that refused")
                .isEqualTo(1);
        inspections.record(replacement.get(1), met(), "");
        assertThat(inspections.result(id, Locale.ENGLISH).reported())
                .isEqualTo(Found.cases(List.of(new Found(REPORTED, 12, 11, 0, 1, 0)), ALPHA));
    }

    private InspectionItem item(InspectionId id, ItemId item) {
        return inspections.items(id).stream()
                .filter(each -> each.id().equals(item))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void villagesAreDrawnFromTogetherAndADistrictTownByTown() {
        var other = world.addVillage(place, "演示西村");
        var its = jdbc.sql("select max(code) from division_version where division_id = ?")
                .param(other.value())
                .query(String.class)
                .single();
        fill(other, world.person(Duty.OUTREACH_A, its, FROM));
        world.signIn(inspector);
        var pooled = inspections.freeze(
                new InspectionDraft("两村合抽", Preset.POOLED, List.of(village, other), 2 * REPORTED, 0));
        assertThat(inspections.get(pooled).unit().id()).isEqualTo(world.division(place.town()));
        assertThat(new String(inspections.listText(pooled), StandardCharsets.UTF_8))
                .contains("part\treported\t36\t36\t0\n", "\t" + place.village() + "/", "\t" + its + "/");
        var district = inspections.freeze(
                new InspectionDraft("全区抽查", Preset.DISTRICT, List.of(world.division(place.district())), 12, 4));
        assertThat(inspections.get(district).parts())
                .extracting(InspectionPlan.PlannedPart::name)
                .containsExactly("reported-" + place.town(), "unreported");

        inspections.writeInspectorsNumber(pooled, "111111");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(pooled, "222222");
        world.signIn(inspector);
        for (var item : inspections.items(pooled)) {
            inspections.record(item.id(), met(), "");
        }
        assertThat(inspections.result(pooled, Locale.SIMPLIFIED_CHINESE).sentences())
                .as("all reported ones were checked, and those not reported count as missed")
                .contains("所抽各村应访 48 户，已到户的不少于 36 户，到户率不低于 75.0%（95%把握）。");
    }

    @Test
    void whoeverWritesAtTheSameMomentMakesOneDraw() throws Exception {
        for (var i = 0; i < 5; i++) {
            world.signIn(inspector);
            var id = inspections.freeze(draft(5, 1));
            var answers = together(
                    as(inspector, () -> inspections.writeInspectorsNumber(id, "123456")),
                    as(townOfficer, () -> inspections.writeTownsNumber(id, "654321")));
            assertThat(answers).containsExactlyInAnyOrder(true, false);
            assertThat(inspections.items(id)).isNotEmpty();
            world.signIn(inspector);
            var twice = inspections.freeze(draft(5, 1));
            var colleague = world.person(Role.INSPECTOR, place.district());
            var both = together(
                    as(inspector, () -> inspections.writeInspectorsNumber(twice, "123456")),
                    as(colleague, () -> inspections.writeInspectorsNumber(twice, "999999")));
            assertThat(both).containsOnlyOnce(false).anyMatch(answer -> answer instanceof Conflict);
        }
    }

    private Callable<Object> as(PersonId person, Callable<Boolean> act) {
        return () -> {
            world.signIn(person);
            try {
                return act.call();
            } finally {
                world.signOut();
            }
        };
    }

    private static List<Object> together(Callable<Object> one, Callable<Object> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var pool = Executors.newFixedThreadPool(2)) {
            var futures = List.of(one, other).stream()
                    .map(call -> pool.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            var answers = new ArrayList<Object>();
            for (var future : futures) {
                try {
                    answers.add(future.get());
                } catch (ExecutionException failed) {
                    answers.add(failed.getCause());
                }
            }
            return answers;
        }
    }

    @Test
    void bothNumbersAreWrittenByDifferentPeopleOfTheirSides() {
        var both = world.person(Role.INSPECTOR, place.district());
        jdbc.sql("insert into role_grant (id, person_id, division_id, role, valid_from, valid_to, recorded_at,"
                        + " superseded_at) values (next value for role_grant_seq, ?, ?, 'TOWN_OFFICER', '2024-01-01',"
                        + " '9999-12-31', '2024-01-01', '9999-12-31')")
                .params(both.value(), world.division(place.town()).value())
                .update();
        var id = inspections.freeze(draft(5, 1));
        assertThatThrownBy(() -> inspections.writeTownsNumber(id, "123456")).isInstanceOf(AccessRefused.class);
        world.signIn(both);
        inspections.writeInspectorsNumber(id, "123456");
        refuses("district.inspection.two-people", () -> inspections.writeTownsNumber(id, "654321"));
        assertThatThrownBy(() -> inspections.writeInspectorsNumber(id, "123457"))
                .isInstanceOf(Conflict.class);
        world.signIn(Role.TOWN_OFFICER, world.freshVillage().town());
        assertThatThrownBy(() -> inspections.writeTownsNumber(id, "654321")).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> inspections.get(id)).isInstanceOf(NotFound.class);
        assertThat(inspections.list()).isEmpty();
        world.signIn(townOfficer);
        for (var number : List.of("", "12345", "1".repeat(41), "abcdef", "-123456", "12345６x", "0x123456")) {
            refuses("district.inspection.number-form", () -> inspections.writeTownsNumber(id, number));
        }
        assertThat(inspections.writeTownsNumber(id, "654321")).isTrue();
        world.signIn(Role.INSPECTOR, world.freshVillage().district());
        assertThatThrownBy(() -> inspections.writeInspectorsNumber(id, "1234567"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> inspections.writeInspectorsNumber(new InspectionId(-1), "1234567"))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> inspections.record(new ItemId(-1), met(), "")).isInstanceOf(NotFound.class);
    }

    @Test
    void aDraftThatCannotBeIsRefusedInOneSentence() {
        for (var title : List.of("", "  ", "长".repeat(81), "a\nb", "a\u0000", "\ud842")) {
            refuses(
                    "district.inspection.title-form",
                    () -> inspections.freeze(new InspectionDraft(title, Preset.VILLAGE, List.of(village), 5, 1)));
        }
        refuses("district.inspection.check-reported", () -> inspections.freeze(draft(REPORTED + 1, 0)));
        refuses("district.inspection.check-reported", () -> inspections.freeze(draft(-1, 2)));
        refuses("district.inspection.check-reported", () -> inspections.freeze(draft(Integer.MAX_VALUE, 0)));
        refuses("district.inspection.check-unreported", () -> inspections.freeze(draft(1, 7)));
        refuses("district.inspection.check-none", () -> inspections.freeze(draft(0, 0)));
        refuses("district.inspection.units", () -> inspections.plan(of(Preset.VILLAGE, List.of())));
        refuses("district.inspection.units", () -> inspections.plan(of(Preset.POOLED, List.of(village))));
        refuses("district.inspection.unit-twice", () -> inspections.plan(of(Preset.POOLED, List.of(village, village))));
        refuses(
                "district.inspection.level.VILLAGE",
                () -> inspections.plan(of(Preset.VILLAGE, List.of(world.division(place.town())))));
        refuses("district.inspection.level.COUNTY", () -> inspections.plan(of(Preset.DISTRICT, List.of(village))));
        refuses(
                "district.inspection.nobody-due",
                () -> inspections.plan(of(Preset.VILLAGE, List.of(world.addVillage(place, "演示空村")))));
        assertThatThrownBy(() -> inspections.plan(of(
                        Preset.VILLAGE,
                        List.of(world.division(world.freshVillage().village())))))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> inspections.plan(of(Preset.VILLAGE, List.of(new DivisionId(-1)))))
                .isInstanceOf(NotFound.class);
    }

    private static InspectionDraft of(Preset preset, List<DivisionId> units) {
        return new InspectionDraft("演示抽查", preset, units, 1, 0);
    }

    @Test
    void aFindingThatCannotBeIsRefusedInOneSentence() {
        var id = drawn(3, 0);
        var item = inspections.items(id).getFirst().id();
        finding(item, "day", Finding.of(TODAY.minusDays(1), FindingOutcome.MET));
        finding(item, "day", Finding.of(TODAY.plusDays(1), FindingOutcome.MET));
        finding(item, "day", Finding.of(LocalDate.MIN, FindingOutcome.MET));
        finding(item, "answers", with(4, 0, "", null));
        finding(item, "answers", with(-1, 0, "", null));
        finding(item, "unlisted", with(3, 21, "", null));
        finding(item, "unlisted", with(3, -1, "", null));
        finding(item, "problem-form", with(3, 0, "长".repeat(301), TODAY));
        finding(item, "problem-form", with(3, 0, "a\tb", TODAY));
        finding(item, "problem-and-deadline", with(3, 0, "没有宣传单", null));
        finding(item, "problem-and-deadline", with(3, 0, "", TODAY));
        finding(item, "deadline", with(3, 0, "没有宣传单", TODAY.minusDays(1)));
        finding(item, "deadline", with(3, 0, "没有宣传单", LocalDate.MAX));
        finding(
                item,
                "not-answered",
                new Finding(TODAY, FindingOutcome.REFUSED, null, true, null, null, null, null, null, 0, "", null));
        assertThat(inspections.items(id).getFirst().finding()).isNull();
    }

    private void finding(ItemId item, String key, Finding finding) {
        refuses("district.inspection." + key, () -> inspections.record(item, finding, ""));
    }

    private static Finding with(
            int answers, int unlisted, String problem, @org.jspecify.annotations.Nullable LocalDate deadline) {
        return new Finding(
                TODAY, FindingOutcome.MET, null, null, null, answers, null, null, null, unlisted, problem, deadline);
    }

    @Test
    void aPhoneHandsInOnceAndNeverOverWhatSomebodyElseFound() {
        var id = drawn(12, 3);
        var colleague = world.person(Role.INSPECTOR, place.district());
        assertThat(phones.rounds(colleague)).as("not assigned").isEmpty();
        var doors = phones.rounds(inspector).getFirst().doors();
        assertThat(doors).isEqualTo(inspections.items(id)).anyMatch(InspectionItem::replacement);
        var first = doors.getFirst().id();
        var found = new Finding(
                TODAY,
                FindingOutcome.MET,
                Relation.SPOUSE,
                true,
                true,
                3,
                true,
                Satisfaction.SATISFIED,
                true,
                0,
                "",
                null);
        assertThat(phones.record(colleague, run + 1, first, found).refusal())
                .extracting(MingbaiException::key)
                .isEqualTo("district.inspection.not-yours");
        for (var i = 0; i < 3; i++) {
            assertThat(phones.record(inspector, run + 1, first, found).became()).isEqualTo(PhoneFindings.Became.TAKEN);
        }
        assertThat(findings(first)).isEqualTo(1);
        assertThat(inspections.items(id).getFirst().finding()).isEqualTo(found);
        for (var i = 0; i < 2; i++) {
            assertThat(phones.record(inspector, run + 1, first, met()).became())
                    .as("another content under the same id")
                    .isEqualTo(PhoneFindings.Became.DIFFERS);
            assertThat(findings(first)).as("both kept").isEqualTo(2);
        }
        assertThat(inspections.items(id).getFirst().finding()).isEqualTo(found);
        clock.advance(Duration.ofMinutes(1));
        assertThat(phones.record(inspector, run + 2, first, met()).became()).isEqualTo(PhoneFindings.Became.TAKEN);
        assertThat(inspections.items(id).getFirst().finding()).isEqualTo(met());

        world.signIn(colleague);
        var second = doors.get(1).id();
        inspections.record(second, Finding.of(TODAY, FindingOutcome.MISSED), "");
        for (var i = 0; i < 2; i++) {
            assertThat(phones.record(inspector, run + 3, second, met()).became())
                    .isEqualTo(PhoneFindings.Became.OTHER_STANDS);
        }
        assertThat(findings(second)).isEqualTo(2);
        assertThat(inspections.items(id).get(1).finding().outcome()).isEqualTo(FindingOutcome.MISSED);
        var replacement =
                doors.stream().filter(InspectionItem::replacement).findFirst().orElseThrow();
        assertThat(phones.record(inspector, run + 4, replacement.id(), met()).refusal())
                .extracting(MingbaiException::key)
                .isEqualTo("district.inspection.replacement-not-due");
        assertThat(phones.record(inspector, run + 5, new ItemId(-1), met()).became())
                .isEqualTo(PhoneFindings.Became.REFUSED);
        assertThat(phones.record(inspector, "x".repeat(41), second, met()).became())
                .isEqualTo(PhoneFindings.Became.REFUSED);
        assertThat(phones.record(inspector, run + 6, second, Finding.of(TODAY.plusDays(1), FindingOutcome.MET))
                        .became())
                .isEqualTo(PhoneFindings.Became.REFUSED);
    }

    private int findings(ItemId item) {
        return jdbc.sql("select count(*) from inspection_finding where item_id = ?")
                .param(item.value())
                .query(Integer.class)
                .single();
    }

    @Test
    void whatAnInspectionFoundAddsUpOverItsVillagesAndIsAsItWasKnown() {
        var other = world.addVillage(place, "演示西村");
        var its = jdbc.sql("select max(code) from division_version where division_id = ?")
                .param(other.value())
                .query(String.class)
                .single();
        fill(other, world.person(Duty.OUTREACH_A, its, FROM));
        world.signIn(inspector);
        var id = inspections.freeze(
                new InspectionDraft("两村合抽", Preset.POOLED, List.of(village, other), 2 * REPORTED - 8, 6));
        assertThat(directory.results(village, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.tally()).isEqualTo(InspectionDirectory.Tally.NONE));
        inspections.writeInspectorsNumber(id, "111111");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "222222");
        world.signIn(inspector);
        var before = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        var outcomes = List.of(
                new Finding(
                        TODAY,
                        FindingOutcome.MET,
                        Relation.HEAD,
                        true,
                        true,
                        3,
                        true,
                        Satisfaction.SATISFIED,
                        true,
                        1,
                        "",
                        null),
                new Finding(
                        TODAY, FindingOutcome.MET, null, true, null, 2, false, Satisfaction.FAIR, null, 0, "", null),
                new Finding(TODAY, FindingOutcome.MISSED, null, null, null, null, null, null, null, 0, "没有宣传单", TODAY),
                Finding.of(TODAY, FindingOutcome.NOT_FOUND));
        var recorded = 0;
        for (var round = 0; round < 3; round++) {
            for (var item : inspections.items(id)) {
                if (item.due() && item.finding() == null) {
                    inspections.record(item.id(), outcomes.get(recorded++ % outcomes.size()), "");
                }
            }
        }
        var town = world.division(place.town());
        var whole = directory
                .results(town, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED)
                .getFirst();
        assertThat(whole.whole()).isTrue();
        assertThat(whole.villages().values().stream()
                        .reduce(InspectionDirectory.Tally.NONE, InspectionDirectory.Tally::plus))
                .isEqualTo(whole.tally());
        var tally = whole.tally();
        assertThat(tally.drawn())
                .isEqualTo(tally.seen() + tally.refused() + tally.notFound() + tally.open())
                .isGreaterThan(2 * REPORTED - 2);
        var parts = inspections.result(id, Locale.ENGLISH).parts();
        assertThat(tally.verified())
                .isEqualTo(parts.stream()
                        .mapToInt(part -> part.found().met() + part.found().replacedMet())
                        .sum());
        assertThat(tally.missed())
                .isEqualTo(parts.stream()
                        .mapToInt(part -> part.found().missed() + part.found().replacedMissed())
                        .sum());
        assertThat(tally.refused() + tally.notFound())
                .isEqualTo(parts.stream()
                        .mapToInt(InspectionResult.PartFound::unanswered)
                        .sum());
        assertThat(tally.aware().of())
                .isEqualTo(tally.verified())
                .isEqualTo(tally.satisfied().of());
        assertThat(tally.aware().count())
                .isEqualTo(tally.satisfied().count())
                .isPositive()
                .isLessThan(tally.verified());
        assertThat(tally.problems()).isEqualTo(new InspectionDirectory.Count(0, tally.missed()));
        var one = directory
                .results(village, TODAY, TODAY.plusDays(1), Times.NOT_SUPERSEDED)
                .getFirst();
        assertThat(one.whole()).as("it speaks of both villages").isFalse();
        assertThat(one.tally()).isEqualTo(whole.villages().get(village));
        assertThat(directory.results(town, TODAY.plusDays(1), TODAY.plusDays(2), Times.NOT_SUPERSEDED))
                .isEmpty();
        assertThat(directory
                        .results(town, TODAY, TODAY.plusDays(1), before.plusMillis(1))
                        .getFirst()
                        .tally()
                        .open())
                .as("known before anything was found")
                .isEqualTo(2 * REPORTED - 8 + 6);
        assertThat(directory.lastInspected(doors, TODAY, Times.NOT_SUPERSEDED))
                .hasSize(tally.drawn() - tally.open())
                .allSatisfy((door, day) -> assertThat(day).isEqualTo(TODAY));
        assertThat(directory.lastInspected(doors, TODAY.minusDays(1), Times.NOT_SUPERSEDED))
                .isEmpty();
    }

    private static Finding met() {
        return Finding.of(TODAY, FindingOutcome.MET);
    }

    private static void refuses(String key, ThrowingCallable act) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(act)
                .extracting(MingbaiException::key)
                .isEqualTo(key);
    }
}
