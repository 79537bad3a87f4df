package cn.mingbai.households.ledgers;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.households.visitapp.VisitApp;
import cn.mingbai.households.visits.PaperEntries;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class HouseholdLedgersModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    HouseholdLedgers ledgers;

    @Autowired
    PaperEntries entries;

    @Autowired
    HouseholdDirectory directory;

    @Autowired
    LedgerImport imports;

    @Autowired
    VisitApp app;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private Division village;
    private PersonId worker = new PersonId(0);
    private LocalDate today = LocalDate.MIN;

    @BeforeEach
    void aVillageWithAWorker() {
        village = households.freshVillage();
        worker = world.person(Duty.OUTREACH_A, village.code().value(), BEGUN);
        today = Times.today(clock);
        households.asOfficer();
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aRowForEachHouseholdSaysHowItWasReachedOrWhyNot() {
        var reached = households.household(village.id(), "王建国", BEGUN);
        var tried = households.household(village.id(), "=1+1", BEGUN);
        households.household(village.id(), "李无人", BEGUN);
        enter(reached, today.minusDays(2), VisitOutcome.IN_PERSON, Relation.SPOUSE);
        enter(tried, today, VisitOutcome.LEFT_SHEET, null);
        var rows = show(HouseholdLedger.VISITS);
        assertThat(rows).hasSize(3);
        var first = row(HouseholdLedger.VISITS, rows, "head", "王*国");
        assertThat(cell(HouseholdLedger.VISITS, first, "day")).isEqualTo(today.minusDays(2));
        assertThat(cell(HouseholdLedger.VISITS, first, "way")).isEqualTo("当面");
        assertThat(cell(HouseholdLedger.VISITS, first, "informed")).isEqualTo("配偶");
        assertThat(String.valueOf(cell(HouseholdLedger.VISITS, first, "entry"))).contains("补录", "代录人");
        assertThat(String.valueOf(cell(HouseholdLedger.VISITS, first, "note"))).contains(today.toString());
        assertThat(cell(HouseholdLedger.VISITS, first, "not-reached")).isNull();
        var second = row(HouseholdLedger.VISITS, rows, "not-reached", today + " 没人在家，已留单");
        assertThat(cell(HouseholdLedger.VISITS, second, "day")).isNull();
        row(HouseholdLedger.VISITS, rows, "not-reached", "还没去过");
        // As known before anything was entered, nobody had been there.
        var before = ledgers.show(
                        HouseholdLedger.VISITS, village.id(), new AsOf(today.minusDays(1), today.minusDays(1)), CHINESE)
                .rows();
        assertThat(before).allMatch(row -> cell(HouseholdLedger.VISITS, row, "day") == null);
        var informed = show(HouseholdLedger.INFORMED);
        assertThat(informed).hasSize(1);
        assertThat(cell(HouseholdLedger.INFORMED, informed.getFirst(), "since")).isEqualTo(today.minusDays(2));
        assertThat(cell(HouseholdLedger.INFORMED, informed.getFirst(), "lives-there"))
                .isEqualTo("是");
        enter(reached, today.minusDays(1), VisitOutcome.IN_PERSON, Relation.CHILD);
        assertThat(String.valueOf(cell(
                        HouseholdLedger.INFORMED, show(HouseholdLedger.INFORMED).getFirst(), "change")))
                .contains("配偶");
    }

    @Test
    void aMeetingIsOneRowWithTheGroupsItCovered() {
        var doors = new ArrayList<HouseholdId>();
        for (var i = 0; i < 3; i++) {
            doors.add(households.household(village.id(), "王" + i, BEGUN));
        }
        var now = clock.instant();
        var phone = households.registered(worker, now);
        app.handIn(
                phone.key(),
                ("{\"records\":[{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"meeting\",\"at\":\"" + now
                                + "\",\"village\":" + village.id().value() + ",\"place\":\"村部\",\"households\":["
                                + doors.get(0).value() + "," + doors.get(1).value() + "]}]}")
                        .getBytes(StandardCharsets.UTF_8));
        households.asOfficer();
        var meetings = show(HouseholdLedger.MEETINGS);
        assertThat(meetings).hasSize(1);
        assertThat(String.valueOf(cell(HouseholdLedger.MEETINGS, meetings.getFirst(), "covers")))
                .contains(village.name(), "三组");
        assertThat(cell(HouseholdLedger.MEETINGS, meetings.getFirst(), "people"))
                .isEqualTo(2);
        var visits = show(HouseholdLedger.VISITS);
        assertThat(visits.stream()
                        .filter(row -> "集中宣讲".equals(cell(HouseholdLedger.VISITS, row, "way")))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void namesLeaveMaskedUnlessAReasonIsGivenAndKept() {
        households.household(village.id(), "欧阳建国", BEGUN);
        households.household(village.id(), "=HYPERLINK(1)", BEGUN);
        var masked = text(
                ledgers.export(HouseholdLedger.VISITS, village.id(), AsOf.today(clock), LedgerFormat.XLSX, CHINESE));
        assertThat(masked).contains("欧**国", "填报单位").doesNotContain("欧阳建国").doesNotContain("<f>");
        assertThatThrownBy(() -> ledgers.exportUnmasked(
                        HouseholdLedger.VISITS, village.id(), AsOf.today(clock), " ", LedgerFormat.PDF, CHINESE))
                .isInstanceOf(RuleViolation.class);
        var clear = text(ledgers.exportUnmasked(
                HouseholdLedger.VISITS, village.id(), AsOf.today(clock), "督导核对", LedgerFormat.XLSX, CHINESE));
        assertThat(clear).contains("欧阳建国", "督导核对", "=HYPERLINK(1)").doesNotContain("<f>");
        assertThat(jdbc.sql("select details from audit_entry where what = 'ledger.export-unmasked' and division_id = ?")
                        .param(village.id().value())
                        .query(String.class)
                        .single())
                .contains("督导核对");
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> ledgers.export(
                        HouseholdLedger.VISITS, village.id(), AsOf.today(clock), LedgerFormat.XLSX, CHINESE))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void tenThousandHouseholdsAreAFileWithinSeconds() {
        var lines = new StringBuilder("村（社区）代码,户号,组,户主,电话\n");
        for (var i = 0; i < 10_000; i++) {
            lines.append(village.code().value())
                    .append(',')
                    .append("%06d".formatted(i))
                    .append(',')
                    .append(i % 20 + 1)
                    .append("组,王建国,\n");
        }
        imports.apply(
                LedgerUpload.of("ledger.csv", lines.toString().getBytes(StandardCharsets.UTF_8), today),
                ImportProgress.NONE);
        var before = Instant.now();
        var file = ledgers.export(HouseholdLedger.VISITS, village.id(), AsOf.today(clock), LedgerFormat.XLSX, CHINESE);
        var took = Duration.between(before, Instant.now());
        System.out.println("10,000 households exported in " + took.toMillis() + " ms, " + file.size() + " bytes");
        assertThat(text(file)).contains("9999-");
        // On this machine with others beside; a quarter of it is usual.
        assertThat(took).isLessThan(Duration.ofSeconds(30));
    }

    private void enter(HouseholdId household, LocalDate day, VisitOutcome outcome, @Nullable Relation informed) {
        entries.enter(new PaperEntries.Entry(
                UUID.randomUUID(),
                village.id(),
                worker,
                day,
                directory.find(household).orElseThrow().number(),
                outcome,
                informed));
    }

    private List<List<@Nullable Object>> show(HouseholdLedger ledger) {
        return ledgers.show(ledger, village.id(), AsOf.today(clock), CHINESE).rows();
    }

    private static @Nullable Object cell(HouseholdLedger ledger, List<@Nullable Object> row, String column) {
        return row.get(ledger.columns().indexOf(column));
    }

    private static List<@Nullable Object> row(
            HouseholdLedger ledger, List<List<@Nullable Object>> rows, String column, String value) {
        return rows.stream()
                .filter(row -> value.equals(String.valueOf(cell(ledger, row, column))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row with " + value + " in " + rows));
    }

    /** All XML of a workbook. */
    private static String text(MadeLedger made) {
        var xlsx = made.bytes();
        var text = new StringBuilder();
        try {
            var file = Files.createTempFile("ledger", ".xlsx");
            Files.write(file, xlsx);
            try (var zip = new ZipFile(file.toFile())) {
                for (var entry : Collections.list(zip.entries())) {
                    try (var content = zip.getInputStream(entry)) {
                        text.append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
            Files.delete(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Pattern.compile("&#x([0-9a-f]+);")
                .matcher(text)
                .replaceAll(character ->
                        Matcher.quoteReplacement(Character.toString(Integer.parseInt(character.group(1), 16))));
    }
}
