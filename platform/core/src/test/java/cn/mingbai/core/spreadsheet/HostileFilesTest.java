package cn.mingbai.core.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {

    private static final List<SheetColumn> COLUMNS = ReadingSheetsTest.COLUMNS;

    private static Sheet csv(String text) {
        return SheetReader.read("a.csv", text.getBytes(StandardCharsets.UTF_8), COLUMNS);
    }

    private static void refuses(String key, String fileName, byte[] bytes) {
        assertThatThrownBy(() -> SheetReader.read(fileName, bytes, COLUMNS))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo(key));
    }

    private static String headed(String cells) {
        return "<row r=\"1\">" + Files.inline("A1", "工号") + Files.inline("B1", "姓名") + Files.inline("C1", "人口数")
                + Files.inline("D1", "任职日期") + "</row>" + cells;
    }

    @Test
    void emptyFiles() {
        refuses("core.sheet.empty", "a.csv", new byte[0]);
        refuses("core.sheet.empty", "a.csv", " \r\n,,\r\n".getBytes(StandardCharsets.UTF_8));
        refuses("core.sheet.empty", "a.xlsx", Files.xlsx(sheet -> {}));
        refuses("core.sheet.empty", "a.csv", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }

    @Test
    void tooLargeAFile() {
        refuses("core.sheet.too-large", "a.csv", new byte[SheetReader.MAX_BYTES + 1]);
    }

    @Test
    void webPagesRenamed() {
        refuses("core.sheet.web-page", "a.xlsx", "<html><table></table></html>".getBytes(StandardCharsets.UTF_8));
        refuses("core.sheet.web-page", "a.csv", "\uFEFF <!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oldOrLockedWorkbooks() {
        refuses("core.sheet.old-xls", "a.xlsx", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0});
    }

    @Test
    void otherKindsOfFile() {
        refuses("core.sheet.kind", "a.xlsx", "工号,姓名\n1,2".getBytes(StandardCharsets.UTF_8));
        refuses("core.sheet.kind", "a.pdf", "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        refuses("core.sheet.unreadable", "a.xlsx", Files.zip(Map.of("word/document.xml", "<a/>")));
    }

    @Test
    void textInNoKnownEncoding() {
        refuses("core.sheet.encoding", "a.csv", new byte[] {'a', (byte) 0xFF, (byte) 0xFF, ',', (byte) 0x80});
        refuses("core.sheet.encoding", "a.csv", new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xC0, 'a'});
    }

    @Test
    void textReadInTheWrongEncodingHasNoHeadings() {
        refuses("core.sheet.heading-none", "a.csv", "工號,姓名\n".getBytes(Charset.forName("Big5")));
    }

    @Test
    void truncatedAnywhereAnArchiveIsRefusedWithoutAnotherError() {
        var whole = Files.xlsx(sheet -> {
            ReadingSheetsTest.heading(sheet);
            sheet.value(1, 0, "001");
            sheet.value(1, 1, "王五");
        });
        for (var length = 4; length < whole.length; length += 37) {
            refuses("core.sheet.unreadable", "a.xlsx", Arrays.copyOf(whole, length));
        }
    }

    @Test
    void bitsFlippedAnywhereLeadToASheetOrARefusal() {
        var whole = Files.raw(headed("<row r=\"2\">" + Files.inline("A2", "001") + "</row>"));
        var seed = 20261125L;
        var random = new Random(seed);
        for (var round = 0; round < 400; round++) {
            var broken = whole.clone();
            for (var flips = 0; flips < 3; flips++) {
                broken[4 + random.nextInt(broken.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(SheetReader.read("a.xlsx", broken, COLUMNS)).isNotNull();
            } catch (RuleViolation refused) {
                assertThat(refused.key()).as("seed %d round %d", seed, round).startsWith("core.sheet.");
            }
        }
    }

    @Test
    void archivesThatUnpackBeyondMeasure() {
        var bomb = Files.raw("<row r=\"1\">" + Files.inline("A1", "a".repeat(40_000_000)) + "</row>");
        assertThat(bomb.length).isLessThan(SheetReader.MAX_BYTES);
        refuses("core.sheet.bomb", "a.xlsx", bomb);
        refuses(
                "core.sheet.bomb",
                "a.xlsx",
                Files.raw("", "", Map.of("docProps/thumbnail.bin", "\0a".repeat(20_000_000))));
    }

    @Test
    void archivesOfTooManyParts() {
        var parts = new HashMap<String, String>();
        for (var part = 0; part < 600; part++) {
            parts.put("xl/media/" + part, "x");
        }
        refuses("core.sheet.bomb", "a.xlsx", Files.raw(headed(""), "", parts));
    }

    @Test
    void entitiesInTheXml() {
        var parts = Map.of("xl/worksheets/sheet1.xml", """
                <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
                <worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>""");
        refuses("core.sheet.unreadable", "a.xlsx", Files.raw("", "", parts));
    }

    @Test
    void cellsFarOutsideTheSheet() {
        refuses(
                "core.sheet.unreadable",
                "a.xlsx",
                Files.raw(headed("<row r=\"2\">" + Files.inline("ZZZZZZ2", "x") + "</row>")));
        refuses(
                "core.sheet.too-wide",
                "a.xlsx",
                Files.raw(headed("<row r=\"2\">" + Files.inline("ZZ2", "x") + "</row>")));
    }

    @Test
    void tooManyColumns() {
        refuses("core.sheet.too-wide", "a.csv", ("工号,姓名\n" + "x,".repeat(101) + "x").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tooManyRows() {
        refuses(
                "core.sheet.too-long",
                "a.csv",
                ("工号,姓名\n" + "1,王\n".repeat(SheetReader.MAX_ROWS + 1)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rowsOfNothingHideNoneBelowThem() {
        var sheet = csv("工号,姓名\n" + "\n".repeat(SheetReader.MAX_ROWS + 9) + "001,王五\n");
        assertThat(sheet.rows()).extracting(SheetRow::number).containsExactly(SheetReader.MAX_ROWS + 11);
    }

    @Test
    void archivesThatSayTheyAreTooLargeOrOfTooManyPartsAreNotOpened() {
        var bytes = Files.raw(headed("")).clone();
        for (var at = 0; at < bytes.length - 30; at++) {
            if (bytes[at] == 'P' && bytes[at + 1] == 'K' && bytes[at + 2] == 1 && bytes[at + 3] == 2) {
                Arrays.fill(bytes, at + 24, at + 27, (byte) 0xFF);
                bytes[at + 27] = 0x7F;
            }
        }
        refuses("core.sheet.bomb", "a.xlsx", bytes);
        var many = Files.raw(headed("")).clone();
        many[many.length - 12] = (byte) 0xFF;
        assertThat(ArchiveParts.said(many)).isGreaterThan(250);
        many[many.length - 11] = 0x7F;
        refuses("core.sheet.bomb", "a.xlsx", many);
    }

    @Test
    void idNumbersAreRefusedWithRowAndColumn() {
        var refused = csv("工号,姓名\n001,王五 11010519491231002X").refused();
        assertThat(refused).extracting(Refused::messageKey).containsExactly("core.id-number.cell");
        assertThat(refused).extracting(Refused::column).containsExactly("姓名");
        assertThat(refused.toString()).doesNotContain("1949");
    }

    @Test
    void headingsMissingOrTwice() {
        assertThatThrownBy(() -> csv("工号,性别\n001,男")).isInstanceOfSatisfying(RuleViolation.class, refused -> {
            assertThat(refused.key()).isEqualTo("core.sheet.heading-missing");
            assertThat(refused.arguments()).containsExactly(1, "姓名", "工号、性别");
        });
        assertThatThrownBy(() -> csv("标题\n工号,姓名,人员编号\n001,王五,002"))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo("core.sheet.heading-twice");
                    assertThat(refused.arguments()).containsExactly("工号", "A", "C", 2);
                });
    }

    @Test
    void headingsFurtherDownThanTitlesGo() {
        refuses("core.sheet.heading-none", "a.csv", "a\nb\nc\nd\ne\n工号,姓名\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void quotesThatDoNotClose() {
        refuses("core.sheet.csv-broken", "a.csv", "工号,姓名\n001,\"王五\n002,赵六".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "'2.20172E+11,王五,3,2026-01-02',工号,core.sheet.cell-scientific",
        "'001,,3,2026-01-02',姓名,core.sheet.cell-empty",
        "'001,王五,3.5,2026-01-02',人口数,core.sheet.cell-whole",
        "'001,王五,-3,2026-01-02',人口数,core.sheet.cell-whole",
        "'001,王五,99999999999,2026-01-02',人口数,core.sheet.cell-whole",
        "'001,王五,3,2026-02-30',任职日期,core.sheet.cell-no-such-day",
        "'001,王五,3,46024',任职日期,core.sheet.cell-day",
        "'001,王五,3,1/2/2026',任职日期,core.sheet.cell-day",
        "'001,王五,3,2026-01-02,x','',core.sheet.too-many-cells",
        "'001,1.5E+17,3,2026-01-02',姓名,core.sheet.cell-scientific"
    })
    void rowsAreRefusedWithColumnAndReason(String row, String column, String key) {
        var sheet = csv("工号,姓名,人口数,任职日期\n002,赵六,1,2026-01-02\n" + row);
        assertThat(sheet.rows()).extracting(SheetRow::number).containsExactly(2);
        assertThat(sheet.refused()).extracting(Refused::row).containsExactly(3);
        assertThat(sheet.refused()).extracting(Refused::column).containsExactly(column);
        assertThat(sheet.refused()).extracting(Refused::messageKey).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"王\u0000五", "王\u0007五", "\uFFFD五"})
    void controlCharactersAreRefused(String name) {
        assertThat(csv("工号,姓名\n001," + name).refused())
                .extracting(Refused::messageKey)
                .containsExactly("core.sheet.cell-control");
    }

    @Test
    void numbersInColumnsThatIdentifyAreNotGuessedAt() {
        var bytes = Files.raw(headed("<row r=\"2\"><c r=\"A2\"><v>1001</v></c>" + Files.inline("B2", "王五") + "</row>"
                + "<row r=\"3\"><c r=\"A3\"><v>2.2017210220412346E17</v></c>" + Files.inline("B3", "王五") + "</row>"
                + "<row r=\"4\"><c r=\"A4\"><f>1+1</f><v>2</v></c>" + Files.inline("B4", "王五") + "</row>"
                + "<row r=\"5\"><c r=\"A5\" s=\"1\"><v>46024</v></c>" + Files.inline("B5", "王五") + "</row>"));
        var refused = SheetReader.read("a.xlsx", bytes, COLUMNS).refused();
        assertThat(refused).extracting(Refused::messageKey).containsOnly("core.sheet.cell-numeric-code");
        assertThat(refused).extracting(Refused::row).containsExactly(2, 3, 4, 5);
        assertThat(refused.get(1).arguments()).containsExactly("220172102204123460");
    }

    @Test
    void eighteenDigitsAsANumberAreRefusedInTextToo() {
        var bytes = Files.raw(headed(
                "<row r=\"2\">" + Files.inline("A2", "001") + "<c r=\"B2\"><v>220172102204123456</v></c></row>"));
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).refused())
                .extracting(Refused::messageKey)
                .containsExactly("core.sheet.cell-long-number");
    }

    @Test
    void cellsShowingErrorsAreRefused() {
        var bytes = Files.raw(headed("<row r=\"2\">" + Files.inline("A2", "001")
                + "<c r=\"B2\" t=\"e\"><f>VLOOKUP(A2,X:Y,2)</f><v>#N/A</v></c></row><row r=\"3\">"
                + Files.inline("A3", "001") + "<c r=\"B3\" t=\"e\"><v>#REF!</v></c></row>"));
        assertThat(SheetReader.read("a.xlsx", bytes, COLUMNS).refused())
                .extracting(Refused::messageKey)
                .containsExactly("core.sheet.cell-error", "core.sheet.cell-error");
    }

    @Test
    void aSharedFormulaWithoutItsBaseIsRefused() {
        refuses(
                "core.sheet.unreadable",
                "a.xlsx",
                Files.raw(headed("<row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"9\"/><v>1</v></c></row>")));
    }

    @Test
    void aCellLongerThanSpreadsheetsHaveIsRefused() {
        assertThat(csv("工号,姓名\n001," + "王".repeat(SheetReader.MAX_CELL + 1)).refused())
                .extracting(Refused::messageKey)
                .containsExactly("core.sheet.cell-too-long");
    }
}
