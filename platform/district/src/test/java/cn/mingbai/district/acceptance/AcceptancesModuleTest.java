package cn.mingbai.district.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.district.acceptance.Acceptance.State;
import cn.mingbai.district.bulletins.Bulletins;
import cn.mingbai.district.figures.DistrictFigures;
import cn.mingbai.district.inspections.Finding;
import cn.mingbai.district.inspections.FindingOutcome;
import cn.mingbai.district.inspections.InspectionDraft;
import cn.mingbai.district.inspections.InspectionItem;
import cn.mingbai.district.inspections.Inspections;
import cn.mingbai.district.inspections.Preset;
import cn.mingbai.district.inspections.Satisfaction;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.materials.boards.BoardAct;
import cn.mingbai.materials.boards.BoardFigures;
import cn.mingbai.materials.boards.BoardKind;
import cn.mingbai.materials.boards.BoardPlaces;
import cn.mingbai.materials.boards.Boards;
import cn.mingbai.materials.boards.PlaceDetails;
import cn.mingbai.materials.boards.PlaceKind;
import cn.mingbai.materials.boards.PostingDraft;
import cn.mingbai.materials.boards.Postings;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.BoardSize;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class AcceptancesModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final LocalDate BEGUN = TODAY.minusDays(10);
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final Acceptances.Draft TO_CORRECT =
            new Acceptances.Draft(Conclusion.TO_CORRECT, "补访未到户的", TODAY.plusDays(14));
    private static final Acceptances.Draft PASSED = new Acceptances.Draft(Conclusion.PASSED, "", null);

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    BoardPlaces places;

    @Autowired
    Postings postings;

    @Autowired
    Boards boards;

    @Autowired
    PolicyTexts texts;

    @Autowired
    Bulletins bulletins;

    @Autowired
    DistrictFigures figures;

    @Autowired
    Acceptances acceptances;

    @Autowired
    Inspections inspections;

    @Autowired
    ApprovalDesk desk;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    MovableClock clock;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId district = new DivisionId(0);
    private DivisionId town = new DivisionId(0);
    private DivisionId village = new DivisionId(0);
    private CampaignId campaign = new CampaignId(0);
    private PersonId worker = new PersonId(0);
    private PersonId officer = new PersonId(0);
    private PersonId second = new PersonId(0);
    private final List<HouseholdId> doors = new ArrayList<>();

    @BeforeEach
    void aTown() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        district = world.division(place.district());
        town = world.division(place.town());
        village = world.division(place.village());
        worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        second = world.person(Role.DISTRICT_OFFICER, place.district());
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                district,
                new Campaign.Phase("排查阶段", BEGUN.minusDays(20), BEGUN, BEGUN.minusDays(1)),
                new Campaign.Phase("巩固提升阶段", BEGUN, BEGUN.plusDays(30), BEGUN.plusDays(29)),
                new Campaign.Phase("收尾阶段", BEGUN.plusDays(30), BEGUN.plusDays(60), BEGUN.plusDays(59)));
        campaign = acceptances.campaigns().getFirst().id();
        doors.clear();
        doors.addAll(districts.addHouseholds(village, 4, FROM));
        world.signIn(officer);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static AsOf today() {
        return new AsOf(TODAY, TODAY);
    }

    private AcceptanceSheet sheet(AsOf asOf) {
        return acceptances.town(town, campaign, 1, asOf).sheet();
    }

    private void visit(int door, LocalDate day) {
        world.signIn(worker);
        districts.visit(doors.get(door), day, VisitOutcome.IN_PERSON);
        world.signIn(officer);
        clock.advance(Duration.ofSeconds(1));
    }

    /** Asks the phase for some items only. */
    private void ask(AcceptanceItem... items) {
        acceptances.ask(campaign, 1, asking(PhaseRequirement.ALL, items));
        // What is recorded at a moment is known after it.
        clock.advance(Duration.ofSeconds(1));
    }

    private static List<PhaseRequirement> asking(int target, AcceptanceItem... items) {
        var wanted = List.of(items);
        return Arrays.stream(AcceptanceItem.values())
                .map(item -> new PhaseRequirement(item, wanted.contains(item), item.isShare() ? target : 0))
                .toList();
    }

    private ApprovalId waiting(AcceptanceId id) {
        return desk.pending(CHINESE).stream()
                .filter(pending -> pending.approval().kind().equals(AcceptanceApproval.NAME)
                        && pending.approval().payload().equals(String.valueOf(id.value())))
                .findFirst()
                .orElseThrow()
                .approval()
                .id();
    }

    private void sign(AcceptanceId id) {
        world.signIn(second);
        desk.decide(Set.of(waiting(id)), true, "");
        world.signIn(officer);
    }

    @Test
    void eachLineEqualsTheServiceWhoseFigureItIsOnThatDayAsKnownThen() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        requireCourse();
        for (var round = 0; round < 12; round++) {
            something(random);
            if (random.nextInt(3) == 0) {
                clock.advance(Duration.ofDays(1));
            }
            var known = Times.today(clock);
            var day = known.minusDays(random.nextInt(8));
            var asOf = new AsOf(day, day.plusDays(random.nextInt((int) (known.toEpochDay() - day.toEpochDay()) + 1)));
            same(sheet(asOf), asOf, "seed " + seed + ", round " + round);
        }
    }

    private void something(Random random) {
        var day = Times.today(clock).minusDays(random.nextInt(6));
        switch (random.nextInt(5)) {
            case 0, 1 -> visit(random.nextInt(doors.size()), day);
            case 2 -> trained(day);
            case 3 -> posted(random.nextBoolean());
            default -> bulletins.xlsx(town, campaign, 1, new AsOf(day, Times.today(clock)), CHINESE);
        }
    }

    private void same(AcceptanceSheet sheet, AsOf asOf, String where) {
        var unit = figures.overview(asOf).stream()
                .filter(row -> row.division().id().equals(town))
                .findFirst()
                .orElseThrow();
        is(
                sheet,
                AcceptanceItem.TRAINING,
                unit.training().byRule().count(),
                unit.training().byRule().of(),
                where);
        is(
                sheet,
                AcceptanceItem.OUTREACH,
                unit.coverage().reached().count(),
                unit.coverage().reached().of(),
                where);
        is(
                sheet,
                AcceptanceItem.INFORMED,
                unit.coverage().named().count(),
                unit.coverage().named().of(),
                where);
        is(sheet, AcceptanceItem.WORKERS, 1 - unit.villagesWithoutWorker(), 1, where);
        var board = BoardFigures.of(boards.ledger(town, asOf));
        is(sheet, AcceptanceItem.BOARDS, board.places() - board.left(), board.places(), where);
        for (var line : sheet.lines()) {
            var share = line.item().isShare();
            if (share && line.of() == 0) {
                assertThat(line.verdict()).as(where).isEqualTo(AcceptanceVerdict.NOT_ASSESSED);
            }
            if (share && line.wanted() && line.of() > 0) {
                assertThat(line.verdict() == AcceptanceVerdict.MET)
                        .as(where)
                        .isEqualTo(line.count() * PhaseRequirement.ALL >= line.of() * line.target());
            }
            assertThat(line.why().isNothing()).as(where).isEqualTo(line.verdict() == AcceptanceVerdict.MET);
        }
    }

    private static void is(AcceptanceSheet sheet, AcceptanceItem item, long count, long of, String where) {
        var line = sheet.line(item);
        assertThat(List.of(line.count(), line.of())).as(item + ", " + where).isEqualTo(List.of(count, of));
    }

    private void requireCourse() {
        requirements.add(
                district,
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF),
                        Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 12, 31),
                        30,
                        "验收测试"));
    }

    private void trained(LocalDate day) {
        var person = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        world.signIn(officer);
        if (person.value() % 2 == 0) {
            transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                    person, "01", 1, day, 92, true, "acceptance-test:" + person.value())));
        }
    }

    private void posted(boolean put) {
        var wall = places.add(
                village,
                new PlaceDetails("墙" + UUID.randomUUID(), PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2),
                FROM);
        if (put) {
            postings.record(new PostingDraft(
                    UUID.randomUUID(),
                    wall,
                    BoardAct.POSTED,
                    texts.required(TextCode.BULLETIN_BOARD, Times.today(clock)).id(),
                    true,
                    Times.today(clock)));
        }
    }

    @Test
    void theLinesOfItsInspectionsSayWhatWasFound() {
        ask(AcceptanceItem.INSPECTED, AcceptanceItem.AWARE, AcceptanceItem.SATISFIED, AcceptanceItem.PROBLEMS);
        doors.addAll(districts.addHouseholds(village, doors.size() + 1, 20, FROM));
        for (var door = 0; door < doors.size(); door++) {
            visit(door, TODAY);
        }
        line(AcceptanceItem.INSPECTED, AcceptanceVerdict.NOT_MET, 0, 0);
        line(AcceptanceItem.AWARE, AcceptanceVerdict.NOT_ASSESSED, 0, 0);
        line(AcceptanceItem.PROBLEMS, AcceptanceVerdict.NOT_ASSESSED, 0, 0);

        var inspector = world.person(Role.INSPECTOR, place.district());
        var townOfficer = world.person(Role.TOWN_OFFICER, place.town());
        world.signIn(inspector);
        // As many as tell a good list from a bad one: only then a plan says how many may be missed.
        var check = inspections.suggest(Preset.VILLAGE, List.of(village)).reported();
        var id = inspections.freeze(new InspectionDraft("验收抽查", Preset.VILLAGE, List.of(village), check, 0));
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(townOfficer);
        inspections.writeTownsNumber(id, "731904");
        line(AcceptanceItem.INSPECTED, AcceptanceVerdict.NOT_MET, 0, 1);

        world.signIn(inspector);
        var drawn = inspections.items(id).stream().filter(InspectionItem::due).toList();
        assertThat(drawn).hasSize(check).hasSizeGreaterThan(4);
        found(drawn.get(0), 3, Satisfaction.SATISFIED, "");
        found(drawn.get(1), 3, Satisfaction.DISSATISFIED, "单子上的电话打不通");
        found(drawn.get(2), 1, null, "");
        line(AcceptanceItem.INSPECTED, AcceptanceVerdict.NOT_MET, 0, 1);
        world.signIn(inspector);
        drawn.subList(3, check).forEach(item -> found(item, null, null, ""));
        line(AcceptanceItem.INSPECTED, AcceptanceVerdict.MET, 1, 1);
        line(AcceptanceItem.AWARE, AcceptanceVerdict.NOT_MET, 2, 3);
        line(AcceptanceItem.SATISFIED, AcceptanceVerdict.NOT_MET, 1, 2);
        line(AcceptanceItem.PROBLEMS, AcceptanceVerdict.NOT_MET, 0, 1);

        world.signIn(inspector);
        inspections.settle(drawn.get(1).id(), "已换新单");
        line(AcceptanceItem.PROBLEMS, AcceptanceVerdict.MET, 1, 1);
        world.signIn(inspector);
        drawn.subList(3, check)
                .forEach(item -> inspections.record(item.id(), Finding.of(TODAY, FindingOutcome.MISSED), "回访后更正"));
        line(AcceptanceItem.INSPECTED, AcceptanceVerdict.NOT_MET, 1, 1);
    }

    private void found(InspectionItem item, @Nullable Integer right, @Nullable Satisfaction satisfied, String problem) {
        inspections.record(
                item.id(),
                new Finding(
                        TODAY,
                        FindingOutcome.MET,
                        null,
                        true,
                        true,
                        right,
                        true,
                        satisfied,
                        true,
                        0,
                        problem,
                        problem.isEmpty() ? null : TODAY.plusDays(7)),
                "");
    }

    private void line(AcceptanceItem item, AcceptanceVerdict verdict, long count, long of) {
        clock.advance(Duration.ofSeconds(1));
        world.signIn(officer);
        var line = sheet(today()).line(item);
        assertThat(List.of(line.verdict(), line.count(), line.of()))
                .as(line.toString())
                .isEqualTo(List.of(verdict, count, of));
    }

    @Test
    void aTownAmongAllIsTheTownAlone() {
        visit(0, TODAY);
        posted(true);
        var all = acceptances.towns(campaign, 1, today());
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().sheet()).isEqualTo(sheet(today()));
    }

    @Test
    void aSealedSheetStaysWhenALateRecordComes() {
        ask(AcceptanceItem.OUTREACH, AcceptanceItem.WORKERS);
        visit(0, TODAY);
        var id = acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT);
        var before = acceptances.find(id).sheet();
        assertThat(before.line(AcceptanceItem.OUTREACH).count()).isEqualTo(1);
        var page = acceptances.pdf(id, CHINESE);
        clock.advance(Duration.ofDays(1));
        visit(1, TODAY.minusDays(2));
        ask(AcceptanceItem.WORKERS);
        assertThat(sheet(new AsOf(TODAY, TODAY.plusDays(1))).line(AcceptanceItem.OUTREACH))
                .as("the figure itself moved")
                .returns(2L, AcceptanceLine::count)
                .returns(false, AcceptanceLine::wanted);
        assertThat(acceptances.find(id).sheet()).isEqualTo(before);
        assertThat(acceptances.pdf(id, CHINESE)).isEqualTo(page);
        sign(id);
        var signed = acceptances.find(id);
        assertThat(signed.sheet()).isEqualTo(before);
        assertThat(signed.state()).isEqualTo(State.ACCEPTED);
        assertThat(signed.isGenuine()).isTrue();
        assertThat(signed.decidedAt()).isEqualTo(clock.instant());
        assertThat(sheet(before.asOf()).lines())
                .as("as known at the moment of the seal, the figures still say the same; what is asked for, too")
                .isEqualTo(before.lines());
    }

    @Test
    void aTownPassesWithASecondPersonOnlyAndOnceOnly() {
        ask(AcceptanceItem.WORKERS);
        var id = acceptances.propose(town, campaign, 1, TODAY, PASSED);
        assertThat(desk.pending(CHINESE).stream()
                        .filter(pending -> pending.approval().id().equals(waiting(id)))
                        .findFirst()
                        .orElseThrow())
                .satisfies(pending -> {
                    assertThat(pending.bar()).isEqualTo(ApprovalDesk.Bar.PROPOSER);
                    assertThat(pending.summary()).contains("演示镇", "验收合格");
                    assertThat(pending.path()).isEqualTo("acceptance-record/" + id.value());
                });
        assertThatThrownBy(() -> desk.decide(Set.of(waiting(id)), true, "")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> acceptances.propose(town, campaign, 1, TODAY, PASSED))
                .as("one waits already")
                .isInstanceOf(Conflict.class);
        sign(id);
        assertThat(acceptances.town(town, campaign, 1, today()).standing())
                .isNotNull()
                .returns(id, Acceptance::id)
                .returns(Conclusion.PASSED, Acceptance::conclusion);
        refuses(Conflict.class, "district.acceptance.passed-already", TODAY, PASSED);
    }

    @Test
    void aTownThatHasToCorrectIsAcceptedAgainAndBothSheetsStay() {
        ask(AcceptanceItem.WORKERS, AcceptanceItem.OUTREACH);
        var first = acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT);
        sign(first);
        for (var door = 0; door < doors.size(); door++) {
            visit(door, TODAY);
        }
        clock.advance(Duration.ofDays(1));
        var again = acceptances.propose(town, campaign, 1, TODAY.plusDays(1), PASSED);
        sign(again);
        var its = acceptances.town(town, campaign, 1, new AsOf(TODAY, TODAY.plusDays(1)));
        assertThat(its.acceptances()).extracting(Acceptance::id).containsExactly(first, again);
        assertThat(its.standing()).isNotNull().returns(again, Acceptance::id);
    }

    @Test
    void aRefusedProposalLeavesTheTownOpen() {
        ask(AcceptanceItem.WORKERS);
        var id = acceptances.propose(town, campaign, 1, TODAY, PASSED);
        world.signIn(second);
        desk.decide(Set.of(waiting(id)), false, "先查清再报");
        world.signIn(officer);
        assertThat(acceptances.find(id).state()).isEqualTo(State.REFUSED);
        assertThat(acceptances.town(town, campaign, 1, today()).standing()).isNull();
        sign(acceptances.propose(town, campaign, 1, TODAY, PASSED));
    }

    @Test
    void aSheetThatSomebodyChangedInTheDatabaseIsNeitherSignedNorExported() {
        ask(AcceptanceItem.OUTREACH);
        visit(0, TODAY);
        var id = acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT);
        jdbc.sql("update phase_acceptance set sheet = replace(sheet, '\"count\":1,', '\"count\":4,') where id = :id")
                .param("id", id.value())
                .update();
        assertThat(acceptances.find(id).isGenuine()).isFalse();
        assertThatThrownBy(() -> acceptances.pdf(id, CHINESE)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> acceptances.xlsx(id, CHINESE)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> sign(id)).isInstanceOf(Conflict.class);
    }

    @Test
    void conclusionsThatTheSheetDoesNotBearAreRefusedInOneSentence() {
        ask(AcceptanceItem.OUTREACH);
        refuses(RuleViolation.class, "district.acceptance.unmet", TODAY, PASSED);
        refuses(RuleViolation.class, "district.acceptance.remark-needed", TODAY, draft(" \n", TODAY));
        refuses(RuleViolation.class, "district.acceptance.day-needed", TODAY, draft("改", null));
        refuses(RuleViolation.class, "district.acceptance.day-needed", TODAY, draft("改", TODAY.minusDays(1)));
        refuses(RuleViolation.class, "district.acceptance.remark-form", TODAY, draft("长".repeat(301), TODAY));
        refuses(RuleViolation.class, "district.acceptance.remark-form", TODAY, draft("长".repeat(100_000), TODAY));
        refuses(RuleViolation.class, "district.acceptance.remark-form", TODAY, draft("a\u0000b", TODAY));
        refuses(RuleViolation.class, "district.acceptance.day-to-come", TODAY.plusDays(1), TO_CORRECT);
        refuses(RuleViolation.class, "district.bulletin.day", BEGUN.minusDays(1), TO_CORRECT);
        ask(AcceptanceItem.AWARE);
        refuses(RuleViolation.class, "district.acceptance.nothing-met", TODAY, PASSED);
        ask(AcceptanceItem.WORKERS);
        refuses(
                RuleViolation.class,
                "district.acceptance.no-day",
                TODAY,
                new Acceptances.Draft(Conclusion.PASSED, "", TODAY));
        assertThat(acceptances.town(town, campaign, 1, today()).acceptances()).isEmpty();
    }

    private static Acceptances.Draft draft(String remark, @Nullable LocalDate correctBy) {
        return new Acceptances.Draft(Conclusion.TO_CORRECT, remark, correctBy);
    }

    private <E extends MingbaiException> void refuses(
            Class<E> type, String key, LocalDate day, Acceptances.Draft draft) {
        assertThatExceptionOfType(type)
                .isThrownBy(() -> acceptances.propose(town, campaign, 1, day, draft))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @Test
    void requirementsThatCannotBeMeantAreRefused() {
        var all = List.of(AcceptanceItem.values());
        asks("district.acceptance.each-item", List.of());
        asks(
                "district.acceptance.each-item",
                asking(1000, AcceptanceItem.WORKERS).subList(0, all.size() - 1));
        var twice = new ArrayList<>(asking(1000, AcceptanceItem.WORKERS));
        twice.set(0, twice.get(1));
        asks("district.acceptance.each-item", twice);
        for (var target : new int[] {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            asks("district.acceptance.target", asking(target, AcceptanceItem.TRAINING));
        }
        asks("district.acceptance.nothing-asked", asking(1000));
        assertThat(acceptances.asked(campaign, 1).set()).isNull();
        ask(AcceptanceItem.WORKERS);
        assertThat(acceptances.asked(campaign, 1).set()).isEqualTo(TODAY);
        assertThat(acceptances.asked(campaign, 0).set()).as("of another phase").isNull();
    }

    private void asks(String key, List<PhaseRequirement> items) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> acceptances.ask(campaign, 1, items))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    @Test
    void whatIsOutOfReachIsNotThere() {
        for (var phase : new int[] {-1, 3, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> acceptances.town(town, campaign, phase, today()))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> acceptances.towns(campaign, phase, today()))
                    .isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> acceptances.town(village, campaign, 1, today()))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> acceptances.town(town, campaign, 2, today())).isInstanceOf(RuleViolation.class);
        var id = acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT);
        world.signIn(Role.DISTRICT_OFFICER, world.freshVillage().district());
        assertThatThrownBy(() -> acceptances.find(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> acceptances.town(town, campaign, 1, today())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> acceptances.towns(campaign, 1, today())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThat(acceptances.find(id).remark()).isEqualTo(TO_CORRECT.remark());
        assertThatThrownBy(() -> acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT))
                .isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> acceptances.ask(campaign, 1, asking(1000, AcceptanceItem.WORKERS)))
                .isInstanceOf(AccessRefused.class);
        world.signIn(Role.OUTREACH_WORKER, place.village());
        assertThatThrownBy(() -> acceptances.town(town, campaign, 1, today())).isInstanceOf(AccessRefused.class);
    }

    @Test
    void thePageAndTheTableSayTheSame() throws Exception {
        visit(0, TODAY);
        var draft = acceptances.pdf(town, campaign, 1, today(), CHINESE);
        try (var document = Loader.loadPDF(draft)) {
            assertThat(text(document)).contains("演示镇巩固提升阶段验收表", "未签，不作验收凭据", "应访4户，已到户1户");
        }
        var id = acceptances.propose(town, campaign, 1, TODAY, TO_CORRECT);
        sign(id);
        try (var document = Loader.loadPDF(acceptances.pdf(id, CHINESE))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(text(document)).contains("结论：限期整改", "补访未到户的", "复核通过", "验收编号" + id.value(), "应访4户，已到户1户");
        }
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(acceptances.xlsx(id, CHINESE)))) {
            var rows = workbook.getFirstSheet().read().stream()
                    .map(row -> row.stream()
                            .map(cell -> cell == null || cell.getText() == null ? "" : cell.getText())
                            .toList())
                    .toList();
            assertThat(rows.getFirst().getFirst()).contains("演示镇", "验收表");
            assertThat(rows.subList(2, 2 + AcceptanceItem.values().length))
                    .extracting(row -> row.getFirst())
                    .startsWith("培训率", "到户率")
                    .endsWith("问题整改");
            assertThat(rows.get(3).subList(3, 6)).containsExactly("1", "4", "25.0%");
            assertThat(rows.toString()).contains("填报单位", acceptances.find(id).seal(), "结论：限期整改");
        }
    }

    private static String text(org.apache.pdfbox.pdmodel.PDDocument document) throws Exception {
        return new PDFTextStripper().getText(document).replaceAll("\\s", "");
    }
}
