package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ledgers.ExportTurns;
import cn.mingbai.core.ledgers.Ledger;
import cn.mingbai.core.ledgers.LedgerFiles;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.LedgerSheet;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.SheetCells;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.curriculum.LessonPreview;
import cn.mingbai.print.ReadingPrinter;
import cn.mingbai.print.Report;
import cn.mingbai.print.ReportPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfObject;
import org.openpdf.text.pdf.PdfReader;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.ClassUtils;

/** What people wrote, on its way out: no spreadsheet computes with it, no file calls anybody, and it comes back as it was. */
@CheckTest(18)
class ExportsCheckTest {

    private static final List<String> BEGINNINGS = List.of(
            "=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "＠", "－", "'=", " =", "\u00A0=", "\u200B=",
            "\u3000@");
    private static final Pattern FORMULA = Pattern.compile("<f[ />]|t=\"(?:str|e)\"");

    @Autowired
    World world;

    @Autowired
    LedgerFiles files;

    @Autowired
    Texts texts;

    @Autowired
    LessonPreview lessons;

    @Autowired
    TransactionTemplate transactions;

    @BeforeEach
    void signIn() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private static List<String> payloads(String canary) {
        var payloads = new ArrayList<String>();
        for (var beginning : BEGINNINGS) {
            payloads.add(beginning + "HYPERLINK(\"" + canary + "\",\"x\")");
            payloads.add(beginning + "cmd|' /C calc'!A0");
        }
        payloads.add("<img src=\"" + canary + "\">");
        payloads.add("<img src='file:///etc/hostname'>");
        payloads.add("<style>@import url(" + canary + ")</style><b style='background:url(" + canary + ")'>x</b>");
        payloads.add("![x](" + canary + ") [x](javascript:alert(1))");
        payloads.add("(x) Tj ET /JavaScript (app.alert) /Launch <</S/URI/URI(" + canary + ")>>");
        payloads.add("%PDF-1.7 1 0 obj << /OpenAction 2 0 R >> endobj");
        payloads.add("&R&\"Arial\"&8 x");
        return payloads;
    }

    private static List<Ledger> ledgers() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Ledger.class));
        return scanner.findCandidateComponents("cn.mingbai").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .filter(Class::isEnum)
                .flatMap(type -> Arrays.stream(type.getEnumConstants()).map(Ledger.class::cast))
                .toList();
    }

    private LedgerSheet sheet(Ledger ledger, List<String> payloads) {
        var first = payloads.getFirst();
        return new LedgerSheet(
                ledger,
                new DivisionId(world.division(World.DISTRICT).value()),
                first,
                "=名" + ledger.name(),
                "=" + first,
                new AsOf(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 1)),
                payloads,
                "=因为" + first,
                row -> {
                    for (var payload : payloads) {
                        var cells = new HashMap<String, Object>();
                        ledger.columns().stream()
                                .filter(column -> !column.equals(ledger.serial()))
                                .forEach(column -> cells.put(column, payload));
                        row.accept(cells);
                    }
                });
    }

    private byte[] made(LedgerSheet sheet, LedgerFormat format) {
        return Objects.requireNonNull(transactions.execute(
                status -> files.make(sheet, format, Locale.SIMPLIFIED_CHINESE).bytes()));
    }

    @Test
    void noCellOfAnyLedgerIsAFormulaAndEachComesBackAsItWas() throws IOException {
        try (var canary = new CanaryListener()) {
            var payloads = payloads(canary.address());
            assertThat(ledgers()).hasSizeGreaterThan(8);
            for (var ledger : ledgers()) {
                var sheet = sheet(ledger, payloads);
                var xlsx = made(sheet, LedgerFormat.XLSX);
                noFormulas(ledger.name(), xlsx);
                var csv = made(sheet, LedgerFormat.CSV);
                noFormulas(ledger.name(), new String(csv, StandardCharsets.UTF_8));
                for (var file : Map.of("a.xlsx", xlsx, "a.csv", csv).entrySet()) {
                    comesBack(ledger, file.getKey(), file.getValue(), payloads);
                }
                var plain = files.plain(sheet, (column, cell, serial) -> cell).bytes();
                noFormulas(ledger.name(), new String(plain, StandardCharsets.UTF_8));
            }
            var table = new SheetTable(payloads.getFirst(), payloads, List.of(payloads), payloads);
            noFormulas("a sheet in memory", SheetWriter.xlsx(payloads.getFirst(), table));
            noFormulas("a text in memory", new String(SheetWriter.csv(table), StandardCharsets.UTF_8));
            noFormulas(
                    "a template",
                    SheetWriter.template(
                            payloads.stream()
                                    .map(payload -> new SheetColumn(payload, List.of(payload), false, CellKind.TEXT))
                                    .toList(),
                            payloads,
                            payloads.getFirst(),
                            "说明",
                            payloads));
            assertThat(canary.hits()).isZero();
        }
    }

    private static void noFormulas(String what, byte[] xlsx) {
        var parts = Mutants.parts(xlsx);
        assertThat(parts).as(what).containsKey("xl/worksheets/sheet1.xml");
        parts.forEach((name, content) -> {
            if (name.startsWith("xl/worksheets/")) {
                assertThat(FORMULA.matcher(new String(content, StandardCharsets.UTF_8))
                                .find())
                        .as("a formula in %s of %s", name, what)
                        .isFalse();
            }
            assertThat(name).as(what).doesNotContain("externalLink", "vbaProject", "hyperlink");
        });
    }

    private static void noFormulas(String what, String csv) throws IOException {
        var cells = 0;
        var text = csv.startsWith("\uFEFF") ? csv.substring(1) : csv;
        for (var row : CSVFormat.EXCEL.parse(new StringReader(text))) {
            for (var cell : row) {
                cells++;
                var shown = cell.codePoints()
                        .dropWhile(c -> Character.isWhitespace(c)
                                || Character.isSpaceChar(c)
                                || Character.getType(c) == Character.FORMAT)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                assertThat(shown.isEmpty() ? ' ' : shown.charAt(0))
                        .as("the beginning of a cell of %s: %s", what, cell)
                        .isNotIn('=', '+', '-', '@', '＝', '＋', '－', '＠');
                assertThat(cell.isEmpty() ? ' ' : cell.charAt(0)).as(what).isNotIn('\t', '\r', '\0');
            }
        }
        assertThat(cells).isPositive();
    }

    private void comesBack(Ledger ledger, String name, byte[] file, List<String> payloads) {
        var titles = new HashSet<String>();
        var columns = new ArrayList<SheetColumn>();
        for (var key : ledger.columns()) {
            var heading = texts.get(Locale.SIMPLIFIED_CHINESE, ledger.heading(key));
            if (titles.add(heading)) {
                columns.add(new SheetColumn(key, List.of(heading), false, CellKind.TEXT));
            }
        }
        var read = SheetReader.read(name, file, columns);
        assertThat(read.refused()).as(ledger + " " + name).isEmpty();
        assertThat(read.rows()).as(ledger + " " + name).hasSize(payloads.size());
        for (var at = 0; at < payloads.size(); at++) {
            for (var column : columns) {
                if (!column.key().equals(ledger.serial()) && read.has(column.key())) {
                    assertThat(read.rows().get(at).text(column.key()))
                            .as("%s %s row %d %s", ledger, name, at, column.key())
                            .isEqualTo(SheetCells.shown(payloads.get(at).replace("\0", "")));
                }
            }
        }
    }

    @Test
    void noPrintedFileRunsLaunchesOrCallsAnything() throws IOException {
        try (var canary = new CanaryListener()) {
            var payloads = payloads(canary.address());
            for (var ledger : ledgers()) {
                harmless(ledger.name(), made(sheet(ledger, payloads), LedgerFormat.PDF));
            }
            var printable = payloads.stream()
                    .map(payload -> payload.replaceAll("[\\p{Cc}\\p{Cf}]", "").strip())
                    .toList();
            var report = new ByteArrayOutputStream();
            ReportPrinter.write(
                    new Report(
                            "标题",
                            printable,
                            List.of(new Report.Table(
                                    printable.getFirst(),
                                    List.of(Report.Column.text(printable.getFirst(), 1)),
                                    printable.stream().map(List::of).toList())),
                            printable,
                            printable.subList(0, 2),
                            "{0}/{1}",
                            ""),
                    report);
            harmless("a report", report.toByteArray());
            var reading = new ByteArrayOutputStream();
            ReadingPrinter.write("标题", printable.getFirst(), printable, reading);
            harmless("a text to read", reading.toByteArray());
            for (var payload : payloads) {
                var html = lessons.html("# 一\n\n" + payload + "\n", Map.of(), Locale.SIMPLIFIED_CHINESE);
                assertThat(html)
                        .as("a lesson with %s", payload)
                        .doesNotContainPattern("<(?:img|style|script|link|iframe|object)[^>]*127\\.0\\.0\\.1")
                        .doesNotContainPattern("<[^>]*(?:javascript:|file:|url\\()");
            }
            assertThat(canary.hits()).isZero();
        }
    }

    private static void harmless(String what, byte[] pdf) throws IOException {
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).as(what).isEqualTo("%PDF-");
        try (var reader = new PdfReader(pdf)) {
            var objects = 0;
            for (var number = 1; number < reader.getXrefSize(); number++) {
                var object = reader.getPdfObject(number);
                if (object == null) {
                    continue;
                }
                objects++;
                var shown = object instanceof PRStream stream ? keys(stream) : object.toString();
                assertThat(shown)
                        .as("object %d of %s", number, what)
                        .doesNotContain(
                                "/JavaScript",
                                "/JS",
                                "/Launch",
                                "/OpenAction",
                                "/EmbeddedFile",
                                "/URI",
                                "/SubmitForm",
                                "/GoToR",
                                "/RichMedia",
                                "/AcroForm");
            }
            assertThat(objects).isGreaterThan(3);
        }
    }

    private static String keys(PRStream stream) {
        return stream.getKeys().stream().map(PdfObject::toString).toList().toString();
    }

    @Test
    void twoExportsAreMadeAtOnceAndTheRestWait() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var made = new AtomicInteger();
        try (var people = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 8; i++) {
                people.submit(() -> ExportTurns.inTurn(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    try {
                        Thread.sleep(30);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    now.decrementAndGet();
                    return made.incrementAndGet();
                }));
            }
        }
        assertThat(made).hasValue(8);
        assertThat(most).hasValue(ExportTurns.AT_ONCE);
    }
}
