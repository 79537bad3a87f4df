package cn.mingbai.materials.leaflets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.crypto.FileCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.sheets.SheetCodes;
import cn.mingbai.materials.leaflets.PrintBatch.State;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.print.HouseholdKind;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class, properties = "mingbai.jobs.threads=0")
@Import(MovableClock.Standing.class)
class PrintBatchesModuleTest {

    private static final long SEED = 20261129;
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Autowired
    PrintBatches batches;

    @Autowired
    PrintFiles files;

    @Autowired
    Leaflets leaflets;

    @Autowired
    Printing printing;

    @Autowired
    PrintedSheets versions;

    @Autowired
    PrintStubs stubs;

    @Autowired
    SheetCodes sheetCodes;

    @Autowired
    JobRunner runner;

    @Autowired
    JobBoard board;

    @Autowired
    VillageForPrint villages;

    @Autowired
    LocalSettings settings;

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PrintRows rows;

    @Autowired
    PrintFolder printFolder;

    @Autowired
    Drafts drafts;

    @Autowired
    PolicyTexts texts;

    @Autowired
    Codes codes;

    @Autowired
    Texts words;

    @Autowired
    cn.mingbai.core.access.Access access;

    @Autowired
    FileCipher cipher;

    @Autowired
    TransactionTemplate transactions;

    @Value("${mingbai.print.folder}")
    Path folder;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId village = new DivisionId(0);
    private final List<HouseholdId> households = new ArrayList<>();

    @BeforeEach
    void aVillageReadyForPrint() {
        clock.set(MovableClock.START);
        runner.runWaiting();
        place = world.freshVillage();
        village = villages.ready(place);
        households.clear();
        for (var i = 1; i <= 25; i++) {
            households.add(villages.household(
                    village,
                    "%03d".formatted(i),
                    i <= 12 ? "一组" : "二组",
                    "演示𠮷" + (char) ('一' + i),
                    HouseholdState.DUE));
        }
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aBatchKilledAtTwentyRandomPointsResumesToTheSameBytes() throws Exception {
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village, second()), true), CHINESE);
        printing.made(batch);
        var parts = batches.get(batch).villages();
        assertThat(parts).hasSize(2).allMatch(PrintBatch.Village::done);
        var expected = new TreeMap<Long, byte[]>();
        var total = 0L;
        for (var part : parts) {
            var bytes = printing.pdf(batch, part.id());
            expected.put(part.id().value(), bytes);
            total += bytes.length;
        }
        var random = new Random(SEED);
        for (var round = 0; round < 20; round++) {
            forget(batch);
            // Beyond the last byte it dies between the file and its record, or after everything.
            var deadline = new AtomicLong((long) (random.nextDouble() * (total + 200)));
            var said = "seed " + SEED + ", round " + round + ", killed after " + deadline + " bytes";
            var dying = job(new Dying(folder, cipher, deadline));
            var died = false;
            try {
                dying.run(new Plain(batch));
            } catch (Killed killed) {
                died = true;
            }
            var madeBefore = batches.get(batch).villagesDone();
            assertThat(died || madeBefore == 2).as(said).isTrue();
            job(printFolder).run(new Plain(batch));
            for (var part : batches.get(batch).villages()) {
                assertThat(part.done()).as(said).isTrue();
                assertThat(part)
                        .as(said)
                        .usingRecursiveComparison()
                        .ignoringFields("doneAt")
                        .isEqualTo(parts.stream()
                                .filter(each -> each.id().equals(part.id()))
                                .findFirst()
                                .orElseThrow());
                assertThat(printing.pdf(batch, part.id()))
                        .as(said)
                        .isEqualTo(expected.get(part.id().value()));
            }
            try (var left = Files.list(folder.resolve(String.valueOf(batch.value())))) {
                assertThat(left.map(Path::getFileName).map(Path::toString))
                        .as(said)
                        .hasSize(2)
                        .noneMatch(name -> name.endsWith(".part"));
            }
        }
    }

    @Test
    void villagesAreMadeTwoAtATimeToTheBytesOfOneByOne() throws Exception {
        var batch = batches.order(
                new PrintOrder(HouseholdKind.SHEET_A4, List.of(village, second(), second()), true), CHINESE);
        job(printFolder, 1).run(new Plain(batch));
        var expected = new TreeMap<Long, byte[]>();
        for (var part : batches.get(batch).villages()) {
            expected.put(part.id().value(), printing.pdf(batch, part.id()));
        }
        assertThat(expected).hasSize(3);
        forget(batch);
        var watched = new Watched(folder, cipher);
        job(watched).run(new Plain(batch));
        assertThat(watched.most).hasValue(2);
        assertThat(watched.underWay).hasValue(0);
        for (var part : batches.get(batch).villages()) {
            assertThat(part.done()).isTrue();
            assertThat(printing.pdf(batch, part.id()))
                    .isEqualTo(expected.get(part.id().value()));
        }
    }

    @Test
    void aRunThatIsStoppedLeavesNoThreadAtWorkAndGoesOnFromThere() throws Exception {
        var batch = batches.order(
                new PrintOrder(HouseholdKind.SHEET_A4, List.of(village, second(), second()), true), CHINESE);
        var watched = new Watched(folder, cipher);
        class Stopped extends RuntimeException {}
        var stopping = new Plain(batch) {
            @Override
            public void checkpoint(String cursor, int done, int total) {
                super.checkpoint(cursor, done, total);
                if (watched.most.get() == 2) {
                    throw new Stopped();
                }
            }
        };
        assertThatThrownBy(() -> job(watched).run(stopping)).isInstanceOf(Stopped.class);
        assertThat(watched.underWay).hasValue(0);
        assertThat(batches.get(batch).villagesDone()).isZero();
        try (var left = Files.list(folder.resolve(String.valueOf(batch.value())))) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
        job(printFolder).run(new Plain(batch));
        assertThat(batches.get(batch).villagesDone()).isEqualTo(3);
    }

    @Test
    void aBatchPrintsWhatTheLedgerHeldWhenItWasOrdered() throws Exception {
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        villages.household(village, "999", "一组", "后来新户", HouseholdState.DUE);
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        settings.set(
                world.division(place.district()),
                SettingKey.PHONE_DISTRICT_ADVICE,
                "0431-99999999",
                "测试",
                Times.today(clock));
        printing.made(batch);
        var text = text(printing.pdf(batch, village));
        assertThat(text)
                .doesNotContain("后来新户", "99999999")
                .contains(VillageForPrint.value(SettingKey.PHONE_DISTRICT_ADVICE));
        assertThat(batches.get(batch).sheets()).isEqualTo(25);
        assertThatThrownBy(() -> batches.reprint(batch, village, 1, 2, CHINESE))
                .as("a range with an old phone")
                .isInstanceOf(RuleViolation.class)
                .hasFieldOrPropertyWithValue("key", "materials.print.changed");
    }

    @Test
    void tenPercentOfBlankSheetsFollowEachWithACodeAndAStubOfItsOwn() throws Exception {
        var batch = printing.withBlanks(village);
        var part = batches.get(batch).villages().getFirst();
        assertThat(part.sheets()).isEqualTo(25);
        assertThat(part.blanks()).as("10 % of 25, rounded up").isEqualTo(3);
        var sheets = rows.sheets(batch, village);
        assertThat(sheets)
                .extracting(PrintRows.Sheet::serial)
                .startsWith("01/25", "02/25")
                .contains("25/25");
        var blanks = sheets.subList(25, 28);
        assertThat(blanks).allSatisfy(sheet -> {
            assertThat(sheet.number()).isEmpty();
            assertThat(sheet.head()).isEmpty();
            var blank = java.util.Objects.requireNonNull(sheet.blank());
            var token = codes.token(CodeKind.BLANK, blank.value());
            assertThat(sheetCodes.behind(token)).hasValue(new SheetCodes.Sheet(village, null, blank));
            assertThat(versions.of(CodeKind.BLANK, blank.value())).isPresent();
        });
        assertThat(sheets)
                .extracting(PrintRows.Sheet::stub)
                .doesNotHaveDuplicates()
                .doesNotContainNull();
        assertThat(text(printing.pdf(batch, village)))
                .contains(blanks.getFirst().serial(), "25/25");
        var more = rows.sheets(printing.withBlanks(village), village);
        assertThat(more.subList(25, 28))
                .as("a second order's blank sheets are others")
                .extracting(PrintRows.Sheet::serial)
                .doesNotContainAnyElementsOf(
                        blanks.stream().map(PrintRows.Sheet::serial).toList());
        assertThat(more.subList(0, 25))
                .as("a household's sheet of the same text bears the same stub")
                .extracting(PrintRows.Sheet::stub)
                .isEqualTo(sheets.subList(0, 25).stream()
                        .map(PrintRows.Sheet::stub)
                        .toList());
    }

    @Test
    void filesStandEncryptedAndAreDestroyedInTimeWithTheNames() throws Exception {
        var batch = printing.sheets(village);
        var sealed = folder.resolve(batch.value() + "/" + village.value() + ".pdf.sealed");
        var bytes = Files.readAllBytes(sealed);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("%PDF", "endobj");
        assertThat(new String(printing.pdf(batch, village), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.7");

        clock.set(clock.instant().plus(Duration.ofDays(14)));
        destroyDue();
        assertThat(batches.get(batch).state()).isEqualTo(State.DONE);
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        destroyDue();
        assertThat(sealed).doesNotExist();
        assertThat(batches.get(batch)).satisfies(row -> {
            assertThat(row.state()).isEqualTo(State.DESTROYED);
            assertThat(row.sheets()).isEqualTo(25);
            assertThat(row.villages().getFirst().sha256()).hasSize(64);
        });
        assertThat(jdbc.sql("select count(*) from print_sheet where batch_id = ? and head is not null")
                        .params(batch.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(rows.values(batch, village)).isEmpty();
        assertThatThrownBy(() -> files.village(batch, village)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> files.zip(batch)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> batches.reprint(batch, village, 1, 1, CHINESE)).isInstanceOf(Conflict.class);
        destroyDue();
        assertThat(audits("print.destroy", batch)).isEqualTo(1);
    }

    @Test
    void anOfficerDestroysEarlierAndAMissingFileIsSaid() throws Exception {
        var batch = printing.sheets(village);
        Files.delete(folder.resolve(batch.value() + "/" + village.value() + ".pdf.sealed"));
        assertThatThrownBy(() -> files.village(batch, village))
                .isInstanceOf(Conflict.class)
                .hasFieldOrPropertyWithValue("key", "materials.print.file-gone");
        batches.destroy(batch);
        batches.destroy(batch);
        assertThat(batches.get(batch).state()).isEqualTo(State.DESTROYED);
        assertThat(audits("print.destroy", batch)).isEqualTo(1);
        var waiting = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        assertThatThrownBy(() -> batches.destroy(waiting)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> files.village(waiting, village))
                .isInstanceOf(Conflict.class)
                .hasFieldOrPropertyWithValue("key", "materials.print.not-made");
    }

    @Test
    void aCancelledBatchKeepsWhatWasMadeAndGoesOnWhenRepeated() throws Exception {
        var waiting = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        var job = batches.get(waiting).job().orElseThrow();
        board.cancel(job);
        runner.runWaiting();
        assertThat(batches.get(waiting).state()).isEqualTo(State.CANCELLED);
        assertThat(batches.get(waiting).villagesDone()).isZero();
        assertThatThrownBy(() -> files.zip(waiting)).isInstanceOf(Conflict.class);
        board.again(job);
        runner.runWaiting();
        assertThat(batches.get(waiting).state()).isEqualTo(State.DONE);
        assertThat(printing.pdf(waiting, village)).isNotEmpty();
    }

    @Test
    void whoHasLeftThePostPrintsNoFurtherNames() {
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        var starter = access.caller().person();
        jdbc.sql("update role_grant set valid_to = ? where person_id = ?")
                .params(Times.today(clock), starter.value())
                .update();
        runner.runWaiting();
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThat(batches.get(batch).state()).isEqualTo(State.FAILED);
        assertThat(batches.get(batch).villagesDone()).isZero();
        assertThat(printFolder.holds(batch, village)).isFalse();
    }

    @Test
    void aDistrictsZipHoldsEachVillageWithItsCoverListAndIsTheSameTwice() throws Exception {
        var other = second();
        var batch = printing.withBlanks(village, other);
        var zip = Printing.bytes(files.zip(batch));
        assertThat(zip).isEqualTo(Printing.bytes(files.zip(batch)));
        var entries = new TreeMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (@Nullable ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        assertThat(entries.keySet())
                .hasSize(4)
                .allMatch(name -> name.matches("00[12]-[^/\\\\]+/[^/\\\\]+\\.pdf") && !name.contains(".."));
        assertThat(entries.values().stream().filter(bytes -> same(bytes, batch, village)))
                .hasSize(1);
        assertThat(entries.values().stream().filter(bytes -> same(bytes, batch, other)))
                .hasSize(1);
        var cover = entries.entrySet().stream()
                .filter(entry -> entry.getKey().contains("封面清单"))
                .map(entry -> text(entry.getValue()))
                .filter(text -> text.contains("二组"))
                .findFirst()
                .orElseThrow();
        assertThat(cover)
                .contains(
                        new HouseholdNumber("001").shown(),
                        new HouseholdNumber("012").shown(),
                        new HouseholdNumber("025").shown())
                .contains("一组", "演示镇", "L26-1", "空白001")
                .contains(batches.get(batch).orderedBy())
                .doesNotContain("演示𠮷");
        assertThat(cover.replaceAll("\\s", ""))
                .contains(batches.get(batch).villages().getFirst().sha256());
    }

    @Test
    void aRangePrintsTheSameSheetsAgainWithTheSameSerialsAndCodesInForce() throws Exception {
        var batch = printing.withBlanks(village);
        leaflets.revoke(households.get(3), "遗失");
        var range = printing.made(batches.reprint(batch, village, 3, 5, CHINESE));
        assertThat(rows.sheets(range, village))
                .extracting(PrintRows.Sheet::serial)
                .containsExactly("03/25", "04/25", "05/25");
        assertThat(batches.get(range).scope()).isEqualTo(PrintBatch.Scope.RANGE);
        var narrower = batches.reprint(range, village, 4, 4, CHINESE);
        assertThat(rows.sheets(narrower, village))
                .extracting(PrintRows.Sheet::serial)
                .containsExactly("04/25");
        var blanks = batches.reprint(batch, village, 26, 28, CHINESE);
        assertThat(batches.get(blanks).blanks()).isEqualTo(3);
        for (var wrong :
                new int[][] {{0, 1}, {5, 3}, {28, 29}, {-5, -1}, {1, Integer.MAX_VALUE}, {Integer.MIN_VALUE, 3}}) {
            assertThatThrownBy(() -> batches.reprint(batch, village, wrong[0], wrong[1], CHINESE))
                    .isInstanceOf(RuleViolation.class);
        }
        assertThatThrownBy(() -> batches.reprint(range, village, 1, 3, CHINESE)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> batches.reprint(batch, new DivisionId(1), 1, 1, CHINESE))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void revokingRevokesSheetAndStubFromTheNextRequestOn() {
        var sheet = rows.sheets(printing.sheets(village), village).getFirst();
        var household = households.getFirst();
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        var stub = java.util.Objects.requireNonNull(sheet.stub());
        var stubToken = codes.token(CodeKind.STUB, stub);
        assertThat(sheetCodes.behind(token)).isPresent();
        assertThat(codes.resolve(CodeKind.STUB, stubToken)).hasValue(stub);
        leaflets.revoke(household, "被人捡走");
        assertThat(sheetCodes.behind(token)).isEmpty();
        assertThat(codes.resolve(CodeKind.STUB, stubToken)).isEmpty();
        assertThat(codes.token(CodeKind.HOUSEHOLD, household.value())).isNotEqualTo(token);
        assertThat(codes.token(CodeKind.STUB, stub)).isNotEqualTo(stubToken);
    }

    @Test
    void aBatchSaysWhichOfItsSheetsWereRevokedAfterTheyWereMade() {
        leaflets.revoke(households.get(1), "事先作废");
        clock.set(clock.instant().plusSeconds(1));
        var batch = printing.withBlanks(village);
        assertThat(batches.dead(batch)).isEmpty();
        clock.set(clock.instant().plusSeconds(1));
        leaflets.revoke(households.getFirst(), "被人捡走");
        var blank = rows.sheets(batch, village).getLast().serial();
        leaflets.revokeBlank(village, blank, "丢失");
        assertThat(batches.dead(batch))
                .extracting(PrintBatches.Dead::number)
                .containsExactly(new HouseholdNumber("001").shown(), blank);
    }

    @Test
    void aSheetRevokedWhileItsFileIsWrittenIsInTheFileAndSaidToBeDead() {
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        job(new PrintFolder(folder, cipher) {
                    @Override
                    void write(BatchId id, DivisionId where, cn.mingbai.core.crypto.SecretFolder.Writing writing) {
                        clock.set(clock.instant().plusSeconds(1));
                        codes.revoke(CodeKind.HOUSEHOLD, households.getFirst().value());
                        clock.set(clock.instant().plusSeconds(1));
                        super.write(id, where, writing);
                    }
                })
                .run(new Plain(batch));
        assertThat(batches.dead(batch))
                .extracting(PrintBatches.Dead::number)
                .containsExactly(new HouseholdNumber("001").shown());
    }

    @Test
    void aFileWhoseTimeIsOverIsNotDestroyedWhileItIsBeingMade() {
        var waiting = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        clock.set(clock.instant().plus(Duration.ofDays(20)));
        destroyDue();
        assertThat(batches.get(waiting).state()).isEqualTo(State.WAITING);
        runner.runWaiting();
        destroyDue();
        assertThat(batches.get(waiting).state()).isEqualTo(State.DESTROYED);
    }

    @Test
    void aLostBlankSheetIsRevokedByItsNumber() {
        var blank = rows.sheets(printing.withBlanks(village), village).getLast();
        var id = java.util.Objects.requireNonNull(blank.blank());
        var token = codes.token(CodeKind.BLANK, id.value());
        leaflets.revokeBlank(village, blank.serial(), "丢失");
        assertThat(sheetCodes.behind(token)).isEmpty();
        assertThatThrownBy(() -> leaflets.revokeBlank(village, "空白001-!", "丢失")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> leaflets.revokeBlank(village, "空".repeat(5000), "丢失"))
                .isInstanceOf(RuleViolation.class);
    }

    @ParameterizedTest
    @EnumSource(HouseholdKind.class)
    void everyKindIsCheckedOrderedAndMade(HouseholdKind kind) throws Exception {
        var check = leaflets.check(kind, village);
        assertThat(check.printable()).as(check.findings().toString()).isTrue();
        assertThat(check.blanks()).isEqualTo(3);
        var batch = printing.made(batches.order(new PrintOrder(kind, List.of(village), true), CHINESE));
        assertThat(batches.get(batch).state()).isEqualTo(State.DONE);
        try (var pdf = Loader.loadPDF(printing.pdf(batch, village))) {
            assertThat(pdf.getNumberOfPages())
                    .isEqualTo(batches.get(batch).villages().getFirst().pages());
        }
        assertThat(rows.sheets(batch, village).stream().allMatch(sheet -> sheet.stub() == null))
                .isEqualTo(kind == HouseholdKind.LABEL_EIGHT_UP);
    }

    @Test
    void anOrderNamesVillagesOfTheReachAndAtLeastOne() {
        assertThatThrownBy(() -> batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(), true), CHINESE))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> batches.order(
                        new PrintOrder(HouseholdKind.SHEET_A4, List.of(village, world.division(World.VILLAGE)), true),
                        CHINESE))
                .isInstanceOf(NotFound.class);
        assertThat(batches.list(village)).isEmpty();
        assertThat(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village, village), true).villages())
                .containsExactly(village);
    }

    @Test
    void theVersionOnASheetIsKnownByItsCode() {
        assertThat(versions.of(CodeKind.HOUSEHOLD, households.getFirst().value()))
                .isEmpty();
        var ordered = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), CHINESE);
        assertThat(versions.of(CodeKind.HOUSEHOLD, households.getFirst().value()))
                .as("not made yet")
                .isEmpty();
        printing.made(ordered);
        var printed =
                versions.of(CodeKind.HOUSEHOLD, households.getFirst().value()).orElseThrow();
        assertThat(printed.day()).isEqualTo(Times.today(clock));
        assertThat(texts.version(printed.text()).text().label()).isEqualTo("L26-1");
        var stub = java.util.Objects.requireNonNull(
                rows.sheets(ordered, village).getFirst().stub());
        assertThat(versions.of(CodeKind.STUB, stub)).hasValue(printed);
        assertThat(stubs.find(stub)).hasValueSatisfying(found -> {
            assertThat(found.household()).isEqualTo(households.getFirst());
            assertThat(found.village()).isEqualTo(village);
        });
    }

    @Test
    void aFileIsSentAsItIsUnderItsNameAndWhateverElseIsAskedForIsNotFound() throws Exception {
        var batch = printing.sheets(village);
        var mvc = MockMvcBuilders.standaloneSetup(new PrintFilesController(files, words))
                .build();
        var path = "/printed/" + batch.value() + "/" + village.value();
        var pdf = mvc.perform(get(path)).andReturn().getResponse();
        assertThat(pdf.getStatus()).isEqualTo(200);
        assertThat(pdf.getContentType()).isEqualTo("application/pdf");
        assertThat(pdf.getHeader("Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''")
                .doesNotContain("\n", "\r", "/");
        assertThat(pdf.getContentAsByteArray()).isEqualTo(printing.pdf(batch, village));
        assertThat(mvc.perform(get(path + "/cover")).andReturn().getResponse().getContentAsByteArray())
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
        assertThat(mvc.perform(get("/printed/" + batch.value()))
                        .andReturn()
                        .getResponse()
                        .getContentType())
                .isEqualTo("application/zip");
        for (var wrong : List.of(
                "/printed/x",
                "/printed/-1",
                "/printed/99999999999999999999",
                "/printed/" + batch.value() + "/..%2f..",
                "/printed/" + batch.value() + "/0",
                "/printed/" + batch.value() + "/1'%20or%20'1",
                "/printed/0/" + village.value(),
                "/printed/0/" + village.value() + "/cover")) {
            var answer =
                    mvc.perform(get(java.net.URI.create(wrong))).andReturn().getResponse();
            assertThat(answer.getStatus()).as(wrong).isEqualTo(404);
            assertThat(answer.getContentAsByteArray()).as(wrong).hasSizeLessThan(300);
        }
    }

    private DivisionId second() {
        var other = villages.another(place);
        for (var i = 1; i <= 11; i++) {
            villages.household(other, "%03d".formatted(i), "三组", "邻村𠮷" + (char) ('一' + i), HouseholdState.DUE);
        }
        world.signIn(Role.TOWN_OFFICER, place.town());
        return other;
    }

    private void destroyDue() {
        new PrintDestruction(rows, printFolder, audit, transactions, clock).run(new Plain(new BatchId(0)));
    }

    @Autowired
    cn.mingbai.core.audit.Audit audit;

    private int audits(String what, BatchId batch) {
        return jdbc.sql("select count(*) from audit_entry where what = ? and subject = ?")
                .params(what, "print batch " + batch.value())
                .query(Integer.class)
                .single();
    }

    /** As if nothing of the batch had been made; its list stays. */
    private void forget(BatchId batch) {
        jdbc.sql("update print_village set pages = null, sha256 = null, done_at = null where batch_id = ?")
                .params(batch.value())
                .update();
        printFolder.destroy(batch);
    }

    private PrintJob job(PrintFolder where) {
        return job(where, 2);
    }

    private PrintJob job(PrintFolder where, int atOnce) {
        return new PrintJob(rows, where, drafts, texts, codes, words, access, transactions, clock, atOnce);
    }

    private boolean same(byte[] bytes, BatchId batch, DivisionId where) {
        try {
            return java.util.Arrays.equals(bytes, printing.pdf(batch, where));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The process is gone: nobody catches this, and what it was about to tidy up stays. */
    private static final class Killed extends Error {}

    /** A folder on a machine that dies after so many bytes of print. */
    private static final class Dying extends PrintFolder {

        private final Path root;
        private final AtomicLong left;

        Dying(Path root, FileCipher cipher, AtomicLong left) {
            super(root, cipher);
            this.root = root;
            this.left = left;
        }

        @Override
        void write(BatchId batch, DivisionId village, cn.mingbai.core.crypto.SecretFolder.Writing writing) {
            var part = root.resolve(batch.value() + "/" + village.value() + ".pdf.sealed.part");
            try {
                super.write(
                        batch,
                        village,
                        out -> writing.to(new FilterOutputStream(out) {
                            @Override
                            public void write(int b) throws IOException {
                                write(new byte[] {(byte) b}, 0, 1);
                            }

                            @Override
                            public void write(byte[] bytes, int offset, int length) throws IOException {
                                if (left.addAndGet(-length) < 0) {
                                    throw new Killed();
                                }
                                out.write(bytes, offset, length);
                            }
                        }));
            } catch (Killed killed) {
                try {
                    Files.write(part, new byte[] {1, 2, 3});
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
                throw killed;
            }
            // The file has its name; its record is not written yet.
            if (left.addAndGet(-100) < 0) {
                throw new Killed();
            }
        }
    }

    /** A folder in which nobody writes on before two write. */
    private static final class Watched extends PrintFolder {

        private final CountDownLatch two = new CountDownLatch(2);
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        Watched(Path root, FileCipher cipher) {
            super(root, cipher);
        }

        @Override
        void write(BatchId batch, DivisionId village, cn.mingbai.core.crypto.SecretFolder.Writing writing) {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                two.countDown();
                assertThat(two.await(1, TimeUnit.MINUTES)).isTrue();
                super.write(batch, village, writing);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            } finally {
                underWay.decrementAndGet();
            }
        }
    }

    /** A run outside the machinery of jobs. */
    private static class Plain implements JobRun {

        private final BatchId batch;

        Plain(BatchId batch) {
            this.batch = batch;
        }

        @Override
        public JobId id() {
            return new JobId(0);
        }

        @Override
        public String parameters() {
            return new PrintJob.Request(batch, CHINESE).text();
        }

        @Override
        public Optional<String> checkpoint() {
            return Optional.empty();
        }

        @Override
        public void checkpoint(String cursor, int done, int total) {
            assertThat(done).isBetween(0, total);
        }

        @Override
        public void result(String text, @Nullable String path) {
            assertThat(text).isNotBlank();
        }
    }
}
