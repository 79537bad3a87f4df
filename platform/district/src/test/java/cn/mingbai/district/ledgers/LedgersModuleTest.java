package cn.mingbai.district.ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.ColumnChoice;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.LedgerSource;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.DistrictWorld;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.households.visits.VisitOutcome;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class LedgersModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final LocalDate BEGUN = LocalDate.of(2024, 2, 1);

    @Autowired
    World world;

    @Autowired
    DistrictWorld districts;

    @Autowired
    Ledgers ledgers;

    @Autowired
    List<LedgerSource> sources;

    @Autowired
    People people;

    @Autowired
    StaffImport staff;

    @Autowired
    LedgerImport households;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private FreshVillage place;
    private DivisionId district;
    private DivisionId town;
    private DivisionId village;
    private LocalDate today;

    @BeforeEach
    void aDistrictWithHouseholdsAndWorkers() {
        today = Times.today(clock);
        place = world.freshVillage();
        district = world.division(place.district());
        town = world.division(place.town());
        village = world.division(place.village());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        districts.openCampaign(
                district, new Campaign.Phase("宣传", today.minusDays(60), today.plusDays(60), today.plusDays(59)));
        var doors = districts.addHouseholds(village, 5, BEGUN);
        people.add(staffNumber("A"), "王小芳", "13900001234", village, Duty.OUTREACH_A, BEGUN);
        var both = people.add(staffNumber("B"), "=1+1", null, village, Duty.OUTREACH_B, BEGUN);
        people.post(both, village, Duty.VILLAGE_STAFF, BEGUN);
        var worker = world.person(Duty.OUTREACH_A, place.village(), BEGUN);
        world.signIn(worker);
        districts.visit(doors.getFirst(), today, VisitOutcome.IN_PERSON);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    @AfterEach
    void leave() {
        world.signOut();
    }

    private StaffNumber staffNumber(String end) {
        return new StaffNumber("W" + place.village().substring(2, 9) + end);
    }

    private AsOf now() {
        return AsOf.today(clock);
    }

    /** The rows of a ledger by its headings, as its .csv has them. */
    private List<Map<String, String>> rows(byte[] csv) {
        var text = new String(csv, StandardCharsets.UTF_8).substring(1);
        try (var parsed = CSVFormat.EXCEL.parse(new StringReader(text))) {
            var records = parsed.getRecords();
            var headings = records.get(1).toList();
            var rows = new ArrayList<Map<String, String>>();
            for (CSVRecord row : records.subList(2, records.size())) {
                if (row.size() == headings.size()) {
                    var cells = new java.util.LinkedHashMap<String, String>();
                    for (var at = 0; at < headings.size(); at++) {
                        cells.put(headings.get(at), row.get(at));
                    }
                    rows.add(cells);
                }
            }
            return rows;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<Map<String, String>> rows(String ledger) {
        return rows(ledgers.export(ledger, district, now(), LedgerFormat.CSV, CHINESE)
                .bytes());
    }

    @Test
    void everyLedgerHasItsOwnNameAndIsMadeInEveryFormat() throws IOException {
        var names = sources.stream()
                .flatMap(source -> source.ledgers().stream())
                .map(ledger -> ledger.name())
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(20))
                .contains("TRAINING", "SUMMARY", "VISITS", "MEETINGS", "INFORMED", "BOARDS", "WORKERS");
        assertThat(ledgers.offered()).hasSameSizeAs(names);
        for (var offered : ledgers.offered()) {
            var name = offered.ledger().name();
            var lines = ledgers.export(name, town, now(), LedgerFormat.XLSX, CHINESE);
            var printed = ledgers.export(name, town, now(), LedgerFormat.PDF, CHINESE);
            var plain = ledgers.export(name, town, now(), LedgerFormat.CSV, CHINESE);
            assertThat(List.of(lines.rows(), printed.rows(), plain.rows()))
                    .as(name)
                    .containsOnly(lines.rows());
            assertThat(printed.name()).endsWith(".pdf");
            try (var document = Loader.loadPDF(printed.bytes())) {
                assertThat(new PDFTextStripper().getText(document))
                        .as(name)
                        .contains("填报单位：演示镇", "口径说明", "填表人", "审核人", "负责人", "填报日期", "共 " + lines.rows() + " 行");
            }
            assertThat(lines.bytes()).startsWith('P', 'K');
            plain.close();
        }
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'ledger.export' and division_id = ?")
                        .param(town.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3 * names.size());
    }

    @Test
    void theRosterSaysWhoServesWhatAndHowToReachThem() {
        var rows = rows("WORKERS");
        assertThat(rows).hasSize(3);
        var first = rows.stream()
                .filter(row -> row.get("姓名").equals("王小芳"))
                .findFirst()
                .orElseThrow();
        assertThat(first)
                .containsEntry("A/B角", "A角")
                .containsEntry("负责片区", "全村")
                .containsEntry("负责户数", "5")
                .containsEntry("电话", "139****1234")
                .containsEntry("任职日期", BEGUN.toString())
                .containsEntry("离任日期", "")
                .containsEntry("镇街", "演示镇");
        var deputy = rows.stream()
                .filter(row -> row.get("A/B角").equals("B角"))
                .findFirst()
                .orElseThrow();
        assertThat(deputy.get("姓名")).isEqualTo("'=1+1");
        assertThat(deputy.get("村内职务")).contains("经办人");
        assertThat(rows(ledgers.exportUnmasked("WORKERS", district, now(), "建群通知", LedgerFormat.CSV, CHINESE)
                        .bytes()))
                .anySatisfy(row -> assertThat(row).containsEntry("电话", "13900001234"));
        assertThatThrownBy(() -> ledgers.exportUnmasked("WORKERS", district, now(), " ", LedgerFormat.CSV, CHINESE))
                .isInstanceOf(RuleViolation.class);
        // Before they came there was nobody.
        assertThat(rows(ledgers.export(
                                "WORKERS", district, new AsOf(BEGUN.minusDays(1), today), LedgerFormat.CSV, CHINESE)
                        .bytes()))
                .isEmpty();
    }

    @Test
    void whoLeftStandsInTheRosterForAYearAndIsNotAppointedAnewByIt() {
        var posting = jdbc.sql("select p.id from posting p join person s on s.id = p.person_id"
                        + " where s.staff_number = ? and p.superseded_at = '9999-12-31'")
                .param(staffNumber("A").value())
                .query(Long.class)
                .single();
        people.end(posting, today);
        var left = rows("WORKERS").stream()
                .filter(row -> row.get("姓名").equals("王小芳"))
                .findFirst()
                .orElseThrow();
        assertThat(left).containsEntry("离任日期", today.toString()).containsEntry("负责户数", "");
        var file = ledgers.exportUnmasked("WORKERS", district, now(), "核对", LedgerFormat.XLSX, CHINESE)
                .bytes();
        var report = staff.plan("roster.xlsx", file);
        assertThat(report.changesNothing()).as(report.toString()).isTrue();
    }

    @Test
    void whatIsExportedIsTakenInAgainAndChangesNothing() {
        for (var format : List.of(LedgerFormat.XLSX, LedgerFormat.CSV)) {
            var roster = ledgers.exportUnmasked("WORKERS", district, now(), "核对", format, CHINESE)
                    .bytes();
            var people = staff.plan("roster" + format.ending(), roster);
            assertThat(people.refused()).as(format + " roster").isEmpty();
            assertThat(people.changesNothing()).as(people.toString()).isTrue();
            assertThat(people.unchanged()).isEqualTo(3);
            var ledger = ledgers.exportUnmasked("VISITS", district, now(), "核对", format, CHINESE)
                    .bytes();
            var doors = households.plan(LedgerUpload.of("ledger" + format.ending(), ledger, today));
            assertThat(doors.refused()).as(format + " households").isEmpty();
            assertThat(doors.changesNothing()).as(doors.toString()).isTrue();
            assertThat(doors.unchanged()).isEqualTo(5);
        }
    }

    @Test
    void theDistrictArrangesEveryLedgerForAllItsUnits() {
        for (var offered : ledgers.offered()) {
            var name = offered.ledger().name();
            var usual = ledgers.columns(name, district);
            assertThat(usual)
                    .extracting(ColumnChoice::key)
                    .isEqualTo(offered.ledger().columns());
            var chosen = new ArrayList<>(usual.reversed());
            chosen.set(0, new ColumnChoice(chosen.getFirst().key(), "改用的名称", false));
            chosen.set(1, new ColumnChoice(chosen.get(1).key(), "", true));
            ledgers.choose(name, district, chosen);
            assertThat(ledgers.columns(name, village)).as(name).isEqualTo(chosen);
            var text = new String(
                    ledgers.export(name, village, now(), LedgerFormat.CSV, CHINESE)
                            .bytes(),
                    StandardCharsets.UTF_8);
            assertThat(text.lines().skip(1).findFirst().orElseThrow()).as(name).startsWith("\"改用的名称\",");
            assertThatThrownBy(() -> ledgers.choose(name, district, usual.subList(1, usual.size())))
                    .isInstanceOf(RuleViolation.class);
        }
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThatThrownBy(() -> ledgers.choose("VISITS", town, ledgers.columns("VISITS", town)))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void nobodyExportsWhatIsForeignOrUnknown() {
        for (var name : List.of("", "NOTHING", "visits", "VISITS'", "../VISITS")) {
            assertThatThrownBy(() -> ledgers.export(name, town, now(), LedgerFormat.CSV, CHINESE))
                    .as(name)
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> ledgers.columns(name, town)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> ledgers.choose(name, town, List.of())).isInstanceOf(NotFound.class);
        }
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> ledgers.export("VISITS", village, now(), LedgerFormat.PDF, CHINESE))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> ledgers.exportUnmasked("VISITS", village, now(), "核对", LedgerFormat.PDF, CHINESE))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> ledgers.columns("VISITS", village)).isInstanceOf(MingbaiException.class);
    }
}
