package cn.mingbai.core.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingSheetsTest {

    static final List<SheetColumn> COLUMNS = List.of(
            new SheetColumn("number", List.of("工号", "人员编号"), true, CellKind.CODE),
            new SheetColumn("name", List.of("姓名"), true, CellKind.TEXT),
            new SheetColumn("count", List.of("人口数", "人数"), false, CellKind.NUMBER),
            new SheetColumn("from", List.of("任职日期"), false, CellKind.DATE));

    private static Sheet csv(String text) {
        return SheetReader.read("a.csv", text.getBytes(StandardCharsets.UTF_8), COLUMNS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16"})
    void rareCharactersSurviveEveryEncoding(String encoding) {
        var bytes = "工号,姓名\r\n001,王𠮷\r\n002,刘䶮\r\n".getBytes(Charset.forName(encoding));
        assertThat(SheetReader.read("a.csv", bytes, COLUMNS).rows())
                .extracting(row -> row.text("name"))
                .containsExactly("王𠮷", "刘䶮");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstHeading() {
        assertThat(csv("\uFEFF工号,姓名\n001,王五").rows())
                .containsExactly(new SheetRow(2, Map.of("number", "001", "name", "王五")));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";"})
    void theHeadingTellsTheDelimiter(String delimiter) {
        var text = "工号,姓名,任职日期\n001,王五,2026/1/2\n".replace(",", delimiter);
        assertThat(csv(text).rows().getFirst().day("from")).contains(LocalDate.of(2026, 1, 2));
    }

    @Test
    void quotedFieldsKeepDelimitersAndQuotes() {
        assertThat(csv("工号,姓名\r\n001,\"王,\"\"五\"\"\"\r\n").rows().getFirst().text("name"))
                .isEqualTo("王,\"五\"");
    }

    @Test
    void headingsAreFoundBelowTitlesAndInOtherSpellings() {
        var sheet = csv("净月区人员名册,,,\n2026年,,,\n ＊人员编号（必填）, 姓　名 ,人 数：,备注\n001,王五,３,x\n");
        assertThat(sheet.rows()).containsExactly(new SheetRow(4, Map.of("number", "001", "name", "王五", "count", "3")));
        assertThat(sheet.ignoredHeadings()).containsExactly("备注");
        assertThat(sheet.has("from")).isFalse();
    }

    @Test
    void rowNumbersAreThoseTheUserSees() {
        var sheet = csv("工号,姓名\n\n001,\"王\n五\"\n,,\n002,赵六\n");
        assertThat(sheet.rows()).extracting(SheetRow::number).containsExactly(3, 5);
        assertThat(sheet.rows().getFirst().text("name")).isEqualTo("王 五");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-02", "2026/1/2", "2026.1.2", "2026年1月2日", "２０２６／１／２", "2026-01-02 00:00:00", "2026/1/2 0:00"})
    void daysAreReadInTheirCommonForms(String day) {
        assertThat(csv("工号,姓名,任职日期\n001,王五," + day).rows().getFirst().text("from"))
                .isEqualTo("2026-01-02");
    }

    @Test
    void aSpreadsheetsDaysAreReadWhateverTheirFormat() {
        var bytes = Files.xlsx(sheet -> {
            heading(sheet);
            for (var row = 1; row <= 3; row++) {
                sheet.value(row, 0, "00" + row);
                sheet.value(row, 1, "王五");
                sheet.value(row, 3, LocalDate.of(2026, 1, 2));
            }
            sheet.style(1, 3).format("yyyy-mm-dd").set();
            sheet.style(2, 3).format("yyyy\"年\"m\"月\"d\"日\";@").set();
            sheet.style(3, 3).format("[$-804]m/d/yyyy").set();
        });
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).rows())
                .extracting(row -> row.text("from"))
                .containsExactly("2026-01-02", "2026-01-02", "2026-01-02");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true"})
    void daysCountedFrom1904AreReadAsSuch(String flag) {
        var row = "<row r=\"1\">" + Files.inline("A1", "工号") + Files.inline("B1", "姓名") + Files.inline("D1", "任职日期")
                + "</row><row r=\"2\">" + Files.inline("A2", "001") + Files.inline("B2", "王五")
                + "<c r=\"D2\" s=\"1\"><v>44562</v></c></row>";
        var bytes = Files.raw(row, "<workbookPr date1904=\"" + flag + "\"/>", Map.of());
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).rows().getFirst().text("from"))
                .isEqualTo("2026-01-02");
    }

    @Test
    void formulasCountAsTheValueKeptForThem() {
        var bytes = Files.raw("<row r=\"1\">" + Files.inline("A1", "工号") + Files.inline("B1", "姓名")
                + Files.inline("C1", "人数") + "</row><row r=\"2\">"
                + "<c r=\"A2\" t=\"str\"><f>\"0\"&amp;\"01\"</f><v>001</v></c>" + Files.inline("B2", "王五")
                + "<c r=\"C2\"><f>1+2</f><v>3</v></c></row>");
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).rows())
                .containsExactly(new SheetRow(2, Map.of("number", "001", "name", "王五", "count", "3")));
    }

    @Test
    void emptyRowsOfASpreadsheetKeepTheNumbersOfOthers() {
        var bytes = Files.xlsx(sheet -> {
            heading(sheet);
            sheet.value(6, 0, "001");
            sheet.value(6, 1, "王𠮷");
        });
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).rows())
                .containsExactly(new SheetRow(7, Map.of("number", "001", "name", "王𠮷")));
    }

    @Test
    void textIsComposedAndFreedOfInvisibleMarks() {
        assertThat(csv("工号,姓名\n\u200B001\u202C,e\u0301\u00A0\u3000x")
                        .rows()
                        .getFirst()
                        .cells())
                .containsEntry("number", "001")
                .containsEntry("name", "\u00E9 x");
    }

    @Test
    void aPhoneTypedAsANumberIsText() {
        var columns = List.of(new SheetColumn("phone", List.of("电话"), true, CellKind.TEXT));
        var bytes = Files.xlsx(sheet -> {
            sheet.value(0, 0, "电话");
            sheet.value(1, 0, 13812345678L);
        });
        assertThat(SheetReader.read("a.xlsx", bytes, columns).rows().getFirst().text("phone"))
                .isEqualTo("13812345678");
    }

    static void heading(org.dhatim.fastexcel.Worksheet sheet) {
        sheet.value(0, 0, "工号");
        sheet.value(0, 1, "姓名");
        sheet.value(0, 2, "人口数");
        sheet.value(0, 3, "任职日期");
    }
}
