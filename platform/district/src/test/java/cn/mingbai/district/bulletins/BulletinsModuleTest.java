package cn.mingbai.district.bulletins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.heldclass.ClassDraft;
import cn.mingbai.courses.heldclass.ClassSignIn;
import cn.mingbai.courses.heldclass.HeldClasses;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.materials.boards.BoardAct;
import cn.mingbai.materials.boards.BoardKind;
import cn.mingbai.materials.boards.BoardPlaces;
import cn.mingbai.materials.boards.PlaceDetails;
import cn.mingbai.materials.boards.PlaceKind;
import cn.mingbai.materials.boards.PostingDraft;
import cn.mingbai.materials.boards.Postings;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.BoardSize;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class BulletinsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate TODAY = Times.dayOf(MovableClock.START);
    private static final LocalDate BEGUN = TODAY.minusDays(10);

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Requirements requirements;

    @Autowired
    TrainingRecords records;

    @Autowired
    HeldClasses classes;

    @Autowired
    ClassSignIn signIn;

    @Autowired
    BoardPlaces places;

    @Autowired
    Postings postings;

    @Autowired
    PolicyTexts texts;

    @Autowired
    Bulletins bulletins;

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
    private final List<HouseholdId> doors = new ArrayList<>();

    @BeforeEach
    void aDistrict() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        district = world.division(place.district());
        town = world.division(place.town());
        village = world.division(place.village());
        worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        var officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                district,
                new Campaign.Phase("排查阶段", BEGUN.minusDays(20), BEGUN, BEGUN.minusDays(1)),
                new Campaign.Phase("整改阶段", BEGUN, BEGUN.plusDays(30), BEGUN.plusDays(29)),
                new Campaign.Phase("巩固阶段", BEGUN.plusDays(30), BEGUN.plusDays(60), BEGUN.plusDays(59)));
        campaign = bulletins.campaigns(district).getFirst().id();
        doors.addAll(districts.addHouseholds(village, 4, FROM));
        world.signIn(officer);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void tellsBothRatesWhatWasDoneAndWhatIsLeft() throws Exception {
        world.signIn(worker);
        visit(0, BEGUN.minusDays(5), VisitOutcome.IN_PERSON);
        visit(1, TODAY.minusDays(1), VisitOutcome.MEETING);
        visit(2, TODAY, VisitOutcome.LEFT_SHEET);
        training();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        boards();

        var bulletin = bulletins.of(district, campaign, 1, new AsOf(TODAY, TODAY));
        assertThat(bulletin.phase().name()).isEqualTo("整改阶段");
        var total = bulletin.total();
        assertThat(total.coverage().reached().fraction()).isEqualTo("2/4");
        assertThat(bulletin.reachedBefore().fraction()).isEqualTo("1/4");
        assertThat(total.done().visits()).as("of this phase only").hasSize(2);
        assertThat(total.done().visits(VisitOutcome.MEETING)).isEqualTo(1);
        assertThat(total.done().visits(VisitOutcome.LEFT_SHEET)).isEqualTo(1);
        assertThat(total.done().held().classes()).isEqualTo(1);
        assertThat(total.done().held().attendances()).isEqualTo(1);
        assertThat(total.done().boards().posted()).isEqualTo(1);
        assertThat(total.done().boards().places()).isEqualTo(2);
        assertThat(total.done().boards().left()).isEqualTo(1);
        assertThat(total.training().byRule().fraction()).isEqualTo("1/2");
        assertThat(bulletin.metBefore().fraction()).isEqualTo("0/2");
        assertThat(total.withoutWorker()).isZero();

        assertThat(bulletin.rows()).extracting(BulletinRow::own).containsExactly(true, false);
        assertThat(bulletin.rows().getFirst().done().held().classes())
                .as("the district held the class")
                .isEqualTo(1);
        assertThat(bulletin.rows().stream().map(BulletinRow::done).reduce(Done.NOTHING, Done::plus))
                .isEqualTo(total.done());
        assertThat(bulletin.rows().stream()
                        .map(BulletinRow::training)
                        .mapToInt(Tally::roster)
                        .sum())
                .isEqualTo(total.training().roster() + total.training().repeats());

        var first = bulletins.of(district, campaign, 0, new AsOf(BEGUN.minusDays(1), TODAY));
        assertThat(first.total().coverage().reached().fraction()).isEqualTo("1/4");
        assertThat(first.total().done().visitsInAll()).isEqualTo(1);
        assertThat(first.reachedBefore().isEmpty() || first.reachedBefore().count() == 0)
                .isTrue();
        var ofTown = bulletins.of(town, campaign, 1, new AsOf(TODAY, TODAY));
        assertThat(ofTown.total().coverage()).isEqualTo(total.coverage());
        assertThat(ofTown.total().done().held().classes())
                .as("not the town's class")
                .isZero();
    }

    @Test
    void whatComesLaterIsNotKnownBefore() {
        world.signIn(worker);
        visit(0, TODAY, VisitOutcome.IN_PERSON);
        clock.advance(Duration.ofDays(1));
        visit(1, TODAY, VisitOutcome.IN_PERSON);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var before = bulletins.of(district, campaign, 1, new AsOf(TODAY, TODAY)).total();
        var after = bulletins
                .of(district, campaign, 1, new AsOf(TODAY, TODAY.plusDays(1)))
                .total();
        assertThat(before.done().visitsInAll()).isEqualTo(1);
        assertThat(before.coverage().reached().count()).isEqualTo(1);
        assertThat(after.done().visitsInAll()).isEqualTo(2);
        assertThat(after.coverage().reached().count()).isEqualTo(2);
    }

    @Test
    void isOnePageAndATableWithTheSameFigures() throws Exception {
        world.signIn(worker);
        visit(0, TODAY, VisitOutcome.IN_PERSON);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        boards();
        var asOf = new AsOf(TODAY, TODAY);
        var note = "各镇街已成立专班。\n下一步：入户补访。";
        var pdf = bulletins.pdf(district, campaign, 1, asOf, note, Locale.SIMPLIFIED_CHINESE);
        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(document).replace("\n", ""))
                    .contains("演示区工作简报（整改阶段）", "25.0% (1/4)", "演示镇", "合计", "各镇街已成立专班", "下一步：入户补访");
        }
        assertThat(bulletins.pdf(district, campaign, 1, asOf, note, Locale.SIMPLIFIED_CHINESE))
                .as("the same figures, the same bytes")
                .isEqualTo(pdf);
        var bytes = bulletins.xlsx(district, campaign, 1, asOf, Locale.SIMPLIFIED_CHINESE);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
            var rows = workbook.getFirstSheet().read().stream()
                    .map(row -> row.stream()
                            .map(cell -> cell == null || cell.getText() == null ? "" : cell.getText())
                            .toList())
                    .toList();
            assertThat(rows.getFirst().getFirst()).contains("演示区", "整改阶段");
            var headings = rows.get(1);
            var total = rows.stream()
                    .filter(row -> row.getFirst().equals("合计"))
                    .findFirst()
                    .orElseThrow();
            var towns = rows.subList(2, rows.indexOf(total));
            for (var heading : List.of("应访户数", "已到户数", "走访（户次）", "张贴（次）", "宣传栏点位（处）", "待张贴、更换（处）")) {
                var column = headings.indexOf(heading);
                assertThat(column).as(heading).isPositive();
                assertThat(towns.stream()
                                .mapToLong(row -> Long.parseLong(row.get(column)))
                                .sum())
                        .as(heading)
                        .isEqualTo(Long.parseLong(total.get(column)));
            }
            assertThat(total.get(headings.indexOf("已到户数"))).isEqualTo("1");
            assertThat(rows.toString()).contains("填报单位", "演示文〔2026〕9号", TODAY.toString());
        }
    }

    @Test
    void whatIsOutOfPlaceIsRefusedInOneSentence() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        refuses("district.bulletin.not-begun", 2, new AsOf(TODAY, TODAY));
        refuses("district.bulletin.day", 0, new AsOf(TODAY, TODAY));
        refuses("district.bulletin.day", 1, new AsOf(BEGUN.minusDays(1), TODAY));
        for (var number : new int[] {-1, 3, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> bulletins.of(district, campaign, number, new AsOf(TODAY, TODAY)))
                    .isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> bulletins.of(village, campaign, 1, new AsOf(TODAY, TODAY)))
                .isInstanceOf(RuleViolation.class);
        for (var note : List.of("长".repeat(301), "长".repeat(10_000), "a\u0000b")) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(() -> bulletins.pdf(
                            district, campaign, 1, new AsOf(TODAY, TODAY), note, Locale.SIMPLIFIED_CHINESE))
                    .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("district.bulletin.note-form"));
        }
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() ->
                        bulletins.pdf(district, campaign, 1, new AsOf(TODAY, TODAY), "😀", Locale.SIMPLIFIED_CHINESE))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("district.bulletin.undrawable"));
        world.signIn(Role.DISTRICT_OFFICER, world.freshVillage().district());
        assertThatThrownBy(() -> bulletins.of(district, campaign, 1, new AsOf(TODAY, TODAY)))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.OUTREACH_WORKER, place.village());
        assertThatThrownBy(() -> bulletins.of(district, campaign, 1, new AsOf(TODAY, TODAY)))
                .isInstanceOf(AccessRefused.class);
    }

    private void refuses(String key, int phase, AsOf asOf) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> bulletins.of(district, campaign, phase, asOf))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private void visit(int door, LocalDate day, VisitOutcome outcome) {
        districts.visit(doors.get(door), day, outcome);
    }

    private void training() {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var passed = world.person(Duty.VILLAGE_STAFF, place.village(), FROM);
        world.person(Duty.TOWN_STAFF, place.town(), FROM);
        requirements.add(
                district,
                new Requirements.Draft(
                        Set.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF),
                        Set.of("01"),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 12, 31),
                        30,
                        "简报测试"));
        transactions.executeWithoutResult(status -> records.record(new TrainingEntry.QuizHandedIn(
                passed, "01", 1, TODAY.minusDays(3), 92, true, "bulletin-test:" + passed.value())));
        var held = classes.plan(
                district,
                new ClassDraft(
                        "低保政策业务培训",
                        Set.of("01"),
                        "三楼会议室",
                        "王芳",
                        TODAY,
                        LocalTime.of(9, 0),
                        LocalTime.of(11, 30),
                        new BigDecimal("4"),
                        Set.of(),
                        Set.of()));
        classes.add(held, Set.of(passed));
        signIn.tick(held, Set.of(passed));
        signIn.close(held);
    }

    private void boards() {
        var wall =
                places.add(village, new PlaceDetails("东墙", PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2), FROM);
        places.add(town, new PlaceDetails("大厅", PlaceKind.SERVICE_HALL, BoardKind.WALL, BoardSize.A1), FROM);
        postings.record(new PostingDraft(
                UUID.randomUUID(),
                wall,
                BoardAct.POSTED,
                texts.required(TextCode.BULLETIN_BOARD, TODAY).id(),
                true,
                TODAY));
    }
}
