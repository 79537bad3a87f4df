package cn.mingbai.district.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.district.snapshots.OutreachDifference.Cause;
import cn.mingbai.district.snapshots.OutreachDifference.Change;
import cn.mingbai.district.snapshots.OutreachDifference.Counted;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.VisitOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class OutreachSnapshotsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate FIRST = Times.dayOf(MovableClock.START);

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Households households;

    @Autowired
    HouseholdChanges changes;

    @Autowired
    CoverageDirectory coverage;

    @Autowired
    CampaignDirectory campaigns;

    @Autowired
    OutreachSnapshots snapshots;

    @Autowired
    OutreachSealing sealing;

    @Autowired
    OutreachVerification command;

    @Autowired
    OutreachSealChecks checks;

    @Autowired
    Codes codes;

    @Autowired
    JobRunner runner;

    @Autowired
    AtOnce atOnce;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MovableClock clock;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId district = new DivisionId(0);
    private DivisionId village = new DivisionId(0);
    private DivisionId other = new DivisionId(0);
    private PersonId officer = new PersonId(0);
    private PersonId worker = new PersonId(0);
    private @org.jspecify.annotations.Nullable Campaign campaign;
    private List<HouseholdId> doors = List.of();

    @BeforeEach
    void twoVillagesOfWhichOneIsHalfDone() {
        clock.set(MovableClock.START);
        place = world.freshVillage();
        district = world.division(place.district());
        village = world.division(place.village());
        worker = world.person(Duty.OUTREACH_A, place.village(), FROM);
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district());
        other = world.addVillage(place, "二村");
        world.signIn(officer);
        districts.openCampaign(district, new Campaign.Phase("排查阶段", FIRST.minusDays(30), FIRST.plusDays(60), FIRST));
        campaign = campaigns.all(district).getLast();
        doors = districts.addHouseholds(village, 8, FROM);
        districts.addHouseholds(other, 3, FROM);
        world.signIn(worker);
        doors.subList(0, 3).forEach(door -> districts.visit(door, FIRST, VisitOutcome.IN_PERSON));
        world.signIn(officer);
    }

    private long seal() {
        var day = Times.today(clock);
        clock.advance(Duration.ofMinutes(1));
        return transactions.execute(status -> sealing.seal(campaign, day, clock.instant()));
    }

    private static Check check(Verification verification, Kind kind) {
        return verification.checks().stream()
                .filter(check -> check.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportSaysWhatTheCockpitSaysAndIsVerified() {
        var id = seal();
        var report = snapshots.open(id).report();
        var asOf = AsOf.today(clock);
        for (var covered : coverage.of(district, asOf)) {
            var unit = report.unit(covered.village().id().value()).orElseThrow();
            assertThat(unit.counts().get(cn.mingbai.households.coverage.rule.Kind.DUE))
                    .isEqualTo(covered.figures().due());
            assertThat(unit.counts().get(cn.mingbai.households.coverage.rule.Kind.REACHED))
                    .isEqualTo(covered.figures().reached().count());
            assertThat(unit.counts().get(cn.mingbai.households.coverage.rule.Kind.NAMED))
                    .isEqualTo(covered.figures().named().count());
            assertThat(unit.counts().ledger()).isEqualTo(covered.figures().ledger());
        }
        var sum = coverage.of(district, asOf).stream()
                .map(covered -> covered.figures())
                .reduce(Figures.NONE, Figures::plus);
        assertThat(report.whole().counts().get(cn.mingbai.households.coverage.rule.Kind.REACHED))
                .isEqualTo(sum.reached().count())
                .isEqualTo(3);
        assertThat(report.doors()).hasSize(11);
        for (var unit : report.units()) {
            assertThat(report.counts(unit.division())).isEqualTo(unit.counts());
        }
        assertThat(OutreachText.of(report).toString())
                .as("numbers and states, no names")
                .doesNotContain("演示户");
        var verification = snapshots.verify(id);
        assertThat(verification.holds()).as(verification.toString()).isTrue();
    }

    @Test
    void whyTheNextReportDiffersIsToldDoorByDoorAndAddsUp() {
        var first = seal();
        clock.advance(Duration.ofDays(5));
        var today = Times.today(clock);
        world.signIn(worker);
        districts.visit(doors.get(3), today, VisitOutcome.IN_PERSON);
        districts.visit(doors.get(4), FIRST.minusDays(1), VisitOutcome.IN_PERSON);
        world.signIn(officer);
        changes.move(doors.get(5), other, new HouseholdNumber("900"), "", "搬家", today);
        households.setState(doors.get(6), HouseholdState.AWAY, "外出务工", today);
        changes.join(doors.get(7), doors.get(6), "并户", today);
        var added = households.add(
                other,
                new HouseholdNumber("901"),
                new HouseholdDetails("二组", "演示户新", null, 2, true, true, false),
                today);
        var second = seal();
        var compared = snapshots.compare(second, Optional.empty(), Optional.empty());
        assertThat(compared.earlier().head().id()).isEqualTo(first);
        var causes =
                compared.difference().changes().stream().collect(Collectors.toMap(Change::household, Change::cause));
        assertThat(causes)
                .containsAllEntriesOf(Map.of(
                        doors.get(3).value(), Cause.REACHED,
                        doors.get(4).value(), Cause.CORRECTED,
                        doors.get(5).value(), Cause.MOVED,
                        doors.get(6).value(), Cause.STATE,
                        added.value(), Cause.JOINED));
        for (var unit : compared.later().units()) {
            var difference = snapshots
                    .compare(second, Optional.of(first), Optional.of(unit.division()))
                    .difference();
            for (var counted : Counted.values()) {
                assertThat(difference.effects(counted).values().stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                        .isEqualTo((int) difference.difference(counted));
            }
        }
        assertThat(snapshots.verify(first).holds())
                .as("what happened since does not touch the earlier report: %s", snapshots.verify(first))
                .isTrue();
        assertThat(snapshots.verify(second).holds()).isTrue();
    }

    @Test
    void sealedInTheBackgroundAndTheSameRequestSealsOnce() {
        snapshots.seal(campaign.id(), FIRST, Locale.SIMPLIFIED_CHINESE);
        runner.runWaiting();
        world.signIn(officer);
        assertThat(snapshots.list()).singleElement().satisfies(listed -> {
            assertThat(listed.day()).isEqualTo(FIRST);
            assertThat(listed.number()).isEqualTo(1);
        });
        assertThat(snapshots.campaigns())
                .singleElement()
                .satisfies(sealable -> assertThat(sealable.days())
                        .singleElement()
                        .satisfies(day -> assertThat(day.reports()).isEqualTo(1)));
        var moment = clock.instant();
        var first = transactions.execute(status -> sealing.seal(campaign, FIRST, moment));
        var second = transactions.execute(status -> sealing.seal(campaign, FIRST, moment));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void twoSealedAtOnceFollowOneAnother() throws Exception {
        snapshots.seal(campaign.id(), FIRST, Locale.SIMPLIFIED_CHINESE);
        snapshots.seal(campaign.id(), FIRST.minusDays(1), Locale.SIMPLIFIED_CHINESE);
        atOnce.run(
                officer,
                "select id from campaign where id = " + campaign.id().value() + " for update",
                "select id from campaign where id = %for update",
                List.of(runner::runWaiting, runner::runWaiting));
        world.signIn(officer);
        assertThat(snapshots.list())
                .hasSize(2)
                .allSatisfy(listed -> assertThat(snapshots.verify(listed.id()).holds())
                        .as("%s: %s", listed, snapshots.verify(listed.id()))
                        .isTrue());
    }

    private record Column(String table, String name, String type) {}

    private static String other(Column column) {
        var name = "`" + column.name() + "`";
        return switch (column.type()) {
            case "bigint", "int" -> "coalesce(" + name + ", 0) + 1";
            case "date" -> "date_sub(" + name + ", interval 1 day)";
            case "datetime" -> "date_sub(" + name + ", interval 1 microsecond)";
            case "binary" -> "unhex(sha2(coalesce(" + name + ", 'x'), 256))";
            case "longblob" -> "concat(substr(" + name + ", 1, 20), 'x', substr(" + name + ", 22))";
            case "char" -> "'220172999999'";
            default ->
                column.name().equals("counts") ? "replace(counts, 'DUE=', 'DUE=1')" : "concat(" + name + ", '改')";
        };
    }

    /** Every column of both tables in turn. */
    @Test
    void aChangeOfAnyColumnIsNoticed() {
        var columns = jdbc.sql("select table_name, column_name, data_type from information_schema.columns"
                        + " where table_schema = database() and table_name in ('outreach_snapshot',"
                        + " 'outreach_snapshot_unit') order by table_name, ordinal_position")
                .query((row, index) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        assertThat(columns).hasSizeGreaterThan(25);
        var unnoticed = new ArrayList<String>();
        for (var column : columns) {
            if (column.name().equals("id") || column.name().equals("snapshot_id")) {
                continue;
            }
            var id = seal();
            transactions.executeWithoutResult(status -> {
                jdbc.sql("set foreign_key_checks = 0").update();
                jdbc.sql("update " + column.table() + " set `" + column.name() + "` = " + other(column) + " where "
                                + (column.table().equals("outreach_snapshot") ? "id" : "snapshot_id") + " = " + id
                                + " limit 1")
                        .update();
                jdbc.sql("set foreign_key_checks = 1").update();
            });
            var lines = new ArrayList<String>();
            if (command.run("outreach:" + id, lines::add)) {
                unnoticed.add(column.table() + "." + column.name());
            }
        }
        assertThat(unnoticed).isEmpty();
    }

    @Test
    void aForgedFactOfThePastIsNamedAndTheReportItselfIsAsItWasSealed() {
        var id = seal();
        jdbc.sql("update visit set visited_on = :day where household_id = :household")
                .param("day", FIRST.minusDays(9))
                .param("household", doors.getFirst().value())
                .update();
        var verification = snapshots.verify(id);
        assertThat(verification.onlyFactsDiffer()).isTrue();
        assertThat(check(verification, Kind.RECOMPUTED).findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.arguments().get(1)).isEqualTo(new HouseholdNumber("001").shown()));
    }

    @Test
    void anExportedTableProvesItselfAndACellThatWasChangedIsNamed() throws Exception {
        var id = seal();
        var file = snapshots.xlsx(id);
        var verification = snapshots.verifyFile(file);
        assertThat(verification.checks()).extracting(Check::kind).containsExactly(Kind.CONTENT, Kind.SEAL, Kind.SHOWN);
        assertThat(verification.holds()).as(verification.toString()).isTrue();
        assertThat(SheetCells.read(file)).hasSize(3);
        assertThat(snapshots
                        .verifyFile("nothing".getBytes(StandardCharsets.UTF_8))
                        .fails())
                .isTrue();
        var pdf = snapshots.pdf(id);
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
    }

    @Test
    void whoScansThePaperSeesDigestAndFiguresAndOtherCodesShowNothing() {
        var id = seal();
        var token = codes.token(CodeKind.OUTREACH_SNAPSHOT, id);
        world.signOut();
        assertThat(checks.behind(token)).hasValueSatisfying(shown -> {
            assertThat(shown.seal()).isEqualTo(Outcome.HOLDS);
            assertThat(shown.figures().arguments()).containsExactly(11L, 3L, 3L);
        });
        assertThat(checks.behind(codes.token(CodeKind.SNAPSHOT, id))).isEmpty();
        assertThat(checks.behind("' or 1=1")).isEmpty();
    }

    @Test
    void foreignAndImpossibleRequestsAreRefused() {
        var id = seal();
        assertThatThrownBy(
                        () -> snapshots.seal(campaign.id(), Times.today(clock).plusDays(1), Locale.ENGLISH))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("day-to-come");
        assertThatThrownBy(() -> snapshots.seal(campaign.id(), FIRST.minusDays(31), Locale.ENGLISH))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("day-before");
        assertThatThrownBy(() -> snapshots.compare(id, Optional.empty(), Optional.empty()))
                .as("nothing to compare with")
                .isInstanceOf(NotFound.class);
        world.signIn(Role.DISTRICT_OFFICER, World.FOREIGN_DISTRICT);
        assertThatThrownBy(() -> snapshots.open(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.pdf(id)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> snapshots.seal(campaign.id(), FIRST, Locale.ENGLISH))
                .isInstanceOf(NotFound.class);
        assertThat(snapshots.list()).noneMatch(listed -> listed.id() == id);
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> snapshots.open(id)).isInstanceOf(AccessRefused.class);
    }
}
