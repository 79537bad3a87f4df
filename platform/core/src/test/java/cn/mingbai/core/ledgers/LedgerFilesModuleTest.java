package cn.mingbai.core.ledgers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.commons.csv.CSVFormat;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class LedgerFilesModuleTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final List<String> HOSTILE = List.of(
            "=1+1",
            "+cmd|'/c calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u00A0=1",
            "\u200B=1",
            "＝1",
            "'=1",
            "a;=1+1",
            "\"=1");

    /** A ledger of two columns and its serial number. */
    private enum Sample implements Ledger {
        SAMPLE;

        @Override
        public List<String> columns() {
            return List.of("serial", "name", "day");
        }

        @Override
        public String heading(String column) {
            return switch (column) {
                case "name" -> "core.export.cover.definitions";
                case "day" -> "core.ledger.column";
                default -> "core.ledger.columns";
            };
        }
    }

    @Autowired
    LedgerFiles files;

    @Autowired
    LedgerChoices choices;

    @Autowired
    World world;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private DivisionId town;
    private DivisionId district;

    @BeforeEach
    void place() {
        var place = world.freshVillage();
        town = world.division(place.town());
        district = world.division(place.district());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
    }

    @AfterEach
    void leave() {
        world.signOut();
    }

    private LedgerSheet sheet(@Nullable String reason, List<String> names) {
        return new LedgerSheet(
                Sample.SAMPLE,
                town,
                "试验镇",
                "样表",
                "试验镇样表",
                AsOf.today(clock),
                List.of("一行一人。"),
                reason,
                row -> names.forEach(name -> row.accept(Map.of("name", name, "day", LocalDate.of(2026, 11, 25)))));
    }

    private byte[] make(LedgerSheet sheet, LedgerFormat format) {
        var made = transactions.execute(status -> files.make(sheet, format, CHINESE));
        return made.bytes();
    }

    private List<List<String>> cells(byte[] xlsx) throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx))) {
            var rows = new ArrayList<List<String>>();
            for (var row : workbook.getFirstSheet().read()) {
                rows.add(row.stream()
                        .map(cell -> cell == null ? "" : cell.getRawValue() == null ? "" : cell.getText())
                        .toList());
            }
            return rows;
        }
    }

    @Test
    void noCellOfASpreadsheetStartsAFormula() throws IOException {
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(make(sheet("为=1+1核对", HOSTILE), LedgerFormat.XLSX)))) {
            var seen = 0;
            for (var row : workbook.getFirstSheet().read()) {
                for (var cell : row) {
                    if (cell != null) {
                        assertThat(cell.getType()).isNotEqualTo(CellType.FORMULA);
                        assertThat(cell.getFormula()).isNull();
                        seen++;
                    }
                }
            }
            assertThat(seen).isGreaterThan(3 * HOSTILE.size());
        }
    }

    @Test
    void noCellOfACsvStartsAFormula() throws IOException {
        var text = new String(make(sheet("=1+1", HOSTILE), LedgerFormat.CSV), StandardCharsets.UTF_8).substring(1);
        try (var parsed = CSVFormat.EXCEL.parse(new StringReader(text))) {
            for (var row : parsed) {
                for (var cell : row) {
                    assertThat(cell.stripLeading())
                            .doesNotMatch("(?s)[=+@\\-＝＋－＠].*")
                            .doesNotMatch("(?s)[\\t\\r\\n].*");
                }
            }
        }
        // Where a semicolon parts cells, a cell's quotation marks still hold it together.
        assertThat(text).contains("\"a;=1+1\"");
    }

    @Test
    void theDistrictsColumnsHoldInEveryKindOfFile() throws IOException {
        transactions.executeWithoutResult(status -> choices.choose(
                district,
                Sample.SAMPLE,
                List.of(
                        new ColumnChoice("day", "日子", false),
                        new ColumnChoice("name", "", true),
                        new ColumnChoice("serial", "号", false))));
        var rows = cells(make(sheet(null, List.of("甲", "乙")), LedgerFormat.XLSX));
        assertThat(rows.get(1)).containsExactly("日子", "号");
        assertThat(rows.get(3)).last().isEqualTo("2");
        assertThat(new String(make(sheet(null, List.of("甲")), LedgerFormat.CSV), StandardCharsets.UTF_8))
                .contains("\"日子\",\"号\"\r\n\"2026-11-25\",\"1\"")
                .doesNotContain("甲");
        assertThat(new String(make(sheet(null, List.of("甲")), LedgerFormat.PDF), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.7");
    }

    @Test
    void everyFileSaysWhoExportedItAndIsLogged() throws IOException {
        var xlsx = make(sheet(null, List.of("甲")), LedgerFormat.XLSX);
        var text = new StringBuilder();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(xlsx))
                .get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(text).contains("<oddHeader>", "<oddFooter>", "orientation=\"landscape\"");
        var last = cells(xlsx).getLast().getFirst();
        assertThat(last).contains("导出");
        // Title of the properties, head and foot of each page, and the last line.
        var plain = Pattern.compile("&#x([0-9a-f]+);")
                .matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
        assertThat(plain.split(Pattern.quote(last), -1)).hasSizeGreaterThan(4);
        make(sheet("信访核对", List.of("甲", "乙")), LedgerFormat.PDF);
        assertThat(jdbc.sql("select concat(what, ' ', details) from audit_entry where division_id = :town order by id")
                        .param("town", town.value())
                        .query(String.class)
                        .list())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ledger.export 1 rows, XLSX, as of"),
                        second -> assertThat(second)
                                .startsWith("ledger.export-unmasked 2 rows, PDF, as of")
                                .endsWith(": 信访核对"));
    }

    @Test
    void whatFailsLeavesNoAuditRowAndNoFile() {
        var broken =
                new LedgerSheet(Sample.SAMPLE, town, "试验镇", "样表", "试验镇样表", AsOf.today(clock), List.of(), null, row -> {
                    throw new RuleViolation("core.ledger.all-hidden");
                });
        for (var format : LedgerFormat.values()) {
            assertThatThrownBy(() -> make(broken, format)).isInstanceOf(RuleViolation.class);
        }
        assertThat(jdbc.sql("select count(*) from audit_entry where division_id = :town and what like 'ledger.export%'")
                        .param("town", town.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> files.make(sheet(null, List.of()), LedgerFormat.CSV, CHINESE))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aFileIsWrittenIntoSomethingLarger() throws IOException {
        var out = new ByteArrayOutputStream();
        transactions.executeWithoutResult(status -> {
            files.write(sheet(null, List.of("甲")), LedgerFormat.XLSX, CHINESE, out);
            out.writeBytes(new byte[] {1});
        });
        var all = out.toByteArray();
        assertThat(cells(java.util.Arrays.copyOf(all, all.length - 1)).get(2)).startsWith("1", "甲");
    }
}
