package cn.mingbai.core.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;

class WritingSheetsTest {

    private static final SheetTable TABLE = new SheetTable(
            "人员名册",
            List.of("工号", "姓名", "人口数", "任职日期"),
            List.of(
                    List.of("001", "王𠮷", 3, LocalDate.of(2026, 1, 2)),
                    Arrays.asList("220172102204", "=HYPERLINK(\"x\")", null, LocalDate.of(2026, 1, 3)),
                    List.of("003", "+1\u0000", 0, LocalDate.of(2026, 1, 4))),
            List.of("填表人："));

    @Test
    void aTemplateCanBeFilledInAndReadBack() {
        var bytes = SheetWriter.template(
                ReadingSheetsTest.COLUMNS, List.of("001", "王五", "3", "2026-01-02"), "名册", "说明", List.of("先看这里"));
        assertThat(SheetReader.read("t.xlsx", bytes, ReadingSheetsTest.COLUMNS).rows())
                .containsExactly(
                        new SheetRow(2, Map.of("number", "001", "name", "王五", "count", "3", "from", "2026-01-02")));
    }

    @Test
    void whatIsExportedReadsBackAsItWas() {
        for (var file : Map.of("a.xlsx", SheetWriter.xlsx("名册", TABLE), "a.csv", SheetWriter.csv(TABLE))
                .entrySet()) {
            var sheet = SheetReader.read(file.getKey(), file.getValue(), ReadingSheetsTest.COLUMNS);
            assertThat(sheet.refused()).as("the footer is no row").isEmpty();
            assertThat(sheet.rows())
                    .as(file.getKey())
                    .extracting(row -> row.text("name"))
                    .containsExactly("王𠮷", "=HYPERLINK(\"x\")", "+1");
            assertThat(sheet.rows())
                    .extracting(row -> row.text("from"))
                    .containsExactly("2026-01-02", "2026-01-03", "2026-01-04");
        }
    }

    @Test
    void textNeverBecomesAFormula() throws IOException {
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(SheetWriter.xlsx("名册", TABLE)))) {
            assertThat(workbook.getFirstSheet().read().get(3).getCell(1).getType())
                    .isEqualTo(CellType.STRING);
        }
        var csv = new String(SheetWriter.csv(TABLE), StandardCharsets.UTF_8);
        assertThat(csv)
                .startsWith("\uFEFF")
                .contains("'=HYPERLINK")
                .contains("'+1")
                .contains("填表人：");
    }
}
