package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDPage;
import org.junit.jupiter.api.Test;

class LeafletPagesTest {

    @Test
    void printsFrontAndBackOfEachHouseholdInTheOrderGiven() {
        List<LeafletSheet> sheets = new ArrayList<>(SampleLeaflets.sheets(12, 7));
        Collections.shuffle(sheets, new Random(7));
        List<String> pages = PdfText.pages(SampleLeaflets.print(SampleLeaflets.text(), sheets));
        assertThat(pages).hasSize(24);
        for (int i = 0; i < sheets.size(); i++) {
            assertThat(pages.get(2 * i))
                    .contains("扫码看政策，")
                    .contains(sheets.get(i).householdNumber());
            assertThat(pages.get(2 * i + 1))
                    .contains("宣传单签收存根")
                    .contains(sheets.get(i).householdNumber());
        }
    }

    @Test
    void namesTheHeadOfTheHouseholdOnTheStubOnlyAndOnce() {
        List<LeafletSheet> sheets = SampleLeaflets.sheets(12, 8);
        List<String> pages = PdfText.pages(SampleLeaflets.print(SampleLeaflets.text(), sheets));
        for (int i = 0; i < sheets.size(); i++) {
            String name = sheets.get(i).headName();
            for (int page = 0; page < pages.size(); page++) {
                assertThat(pages.get(page).split(name, -1)).hasSize(page == 2 * i + 1 ? 2 : 1);
            }
            String back = pages.get(2 * i + 1);
            assertThat(back.indexOf(name)).isGreaterThan(back.indexOf("宣传单签收存根"));
        }
    }

    @Test
    void everyWordCopiesOutExactly() {
        LeafletText text = SampleLeaflets.text();
        LeafletSheet sheet = new LeafletSheet(
                SampleLeaflets.address(new Random(1)),
                "0031-0001-7",
                "𠮷林屯组",
                "欧阳𠮷䶮",
                "先锋村",
                "新立城镇",
                "李𬍛",
                "13900000001");
        List<String> pages = PdfText.pages(SampleLeaflets.print(text, List.of(sheet)));
        String front = pages.get(0).replace("\n", "");
        String back = pages.get(1).replace("\n", "");
        assertCopied(text.front(), front);
        assertCopied(text.back(), back);
        assertThat(front)
                .contains(text.title(), text.subtitle(), text.ruleLayerBadge())
                .contains("扫码看政策，不用登录，不收费")
                .contains("0031-0001-7", "𠮷林屯组", "新立城镇 先锋村");
        for (Phone phone : text.phones()) {
            assertThat(back).contains(phone.purpose(), phone.office(), phone.number());
        }
        assertThat(back)
                .contains("欧阳𠮷䶮", "0031-0001-7", "先锋村 𠮷林屯组", "李𬍛", "13900000001", "版本 L26-1")
                .contains("签收人", "日期", "宣传员");
    }

    @Test
    void blankSheetsLeaveLinesToFillIn() {
        LeafletSheet sheet = LeafletSheet.blank(SampleLeaflets.address(new Random(3)), "先锋村", "新立城镇", "", "");
        List<String> pages = PdfText.pages(SampleLeaflets.print(SampleLeaflets.text(), List.of(sheet)));
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0)).contains("户号").doesNotContain("null");
        assertThat(pages.get(1)).contains("户主", "先锋村").doesNotContain("null");
    }

    @Test
    void aLongMinorityNameFitsTheStub() {
        LeafletSheet known = SampleLeaflets.sheets(1, 1).getFirst();
        String name = "阿卜杜热合曼·买买提依明江·图尔荪";
        LeafletSheet sheet = new LeafletSheet(
                known.code(),
                known.householdNumber(),
                "东风第二村民小组（后屯）",
                name,
                "玉潭镇友好社区居民委员会",
                "净月街道办事处",
                name,
                "0431-84500001转8001");
        List<String> pages = PdfText.pages(SampleLeaflets.print(SampleLeaflets.text(), List.of(sheet)));
        assertThat(pages.get(1)).contains(name);
    }

    @Test
    void refusesWhatNoFontDrawsBeforeWritingAnything() {
        LeafletSheet known = SampleLeaflets.sheets(1, 1).getFirst();
        LeafletSheet sheet =
                new LeafletSheet(known.code(), "0031-0009-3", "", "李𨱅", known.village(), known.town(), "", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() ->
                        SampleLeaflets.A4.write(SampleLeaflets.text(), List.of(known, sheet), out, (done, total) -> {}))
                .satisfies(e -> {
                    assertThat(e.characters()).containsExactly("𨱅");
                    assertThat(e.place()).contains("0031-0009-3");
                    assertThat(e.getMessage()).contains("U+28C45").doesNotContain("李");
                });
        assertThat(out.size()).isZero();
    }

    @Test
    void refusesLowerCaseOrShortAddressesAndEmptyRuns() {
        LeafletSheet lower = LeafletSheet.blank("https://mb.example.cn/h/1", "村", "镇", "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleLeaflets.print(SampleLeaflets.text(), List.of(lower)))
                .withMessageContaining("'h'");
        LeafletSheet tooShort = LeafletSheet.blank("HTTPS://A.CN/H/1", "村", "镇", "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleLeaflets.print(SampleLeaflets.text(), List.of(tooShort)))
                .withMessageContaining("at least 17");
        assertThatIllegalArgumentException().isThrownBy(() -> SampleLeaflets.print(SampleLeaflets.text(), List.of()));
    }

    @Test
    void refusesAFieldTooLongForItsPlaceBeforeWritingAnything() {
        LeafletSheet known = SampleLeaflets.sheets(1, 1).getFirst();
        LeafletSheet sheet = new LeafletSheet(known.code(), "0031-0009-3", "", "赵".repeat(80), "先锋村", "新立城镇", "", "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SampleLeaflets.A4.write(SampleLeaflets.text(), List.of(known, sheet), out, (done, total) -> {}))
                .withMessageContaining("0031-0009-3")
                .withMessageContaining("80 characters")
                .withMessageNotContaining("赵");
        assertThat(out.size()).isZero();
    }

    @Test
    void namesTheHouseholdsWhoseFieldsAreTooLong() {
        List<LeafletSheet> sheets = new ArrayList<>(SampleLeaflets.sheets(3, 1));
        LeafletSheet known = sheets.get(1);
        sheets.set(1, new LeafletSheet(known.code(), "0031-0009-3", "", "赵".repeat(80), "先锋村", "新立城镇", "", ""));
        assertThat(SampleLeaflets.A4.tooLong(SampleLeaflets.text(), sheets)).containsExactly("0031-0009-3");
        sheets.remove(1);
        assertThat(SampleLeaflets.A4.tooLong(SampleLeaflets.text(), sheets)).isEmpty();
    }

    @Test
    void reportsProgressAndLeavesTheStreamOpen() throws Exception {
        List<String> told = new ArrayList<>();
        boolean[] closed = {false};
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        SampleLeaflets.A4.write(
                SampleLeaflets.text(), SampleLeaflets.sheets(3, 1), out, (done, total) -> told.add(done + "/" + total));
        assertThat(told).containsExactly("1/3", "2/3", "3/3");
        assertThat(closed[0]).isFalse();
    }

    @Test
    void passesOnTheFailureOfTheStreamAndOfTheListener() {
        OutputStream full = new OutputStream() {
            private int room = 20_000;

            @Override
            public void write(int b) throws IOException {
                if (--room < 0) {
                    throw new IOException("disk full");
                }
            }
        };
        assertThatThrownBy(() -> SampleLeaflets.A4.write(
                        SampleLeaflets.text(), SampleLeaflets.sheets(30, 1), full, (done, total) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> SampleLeaflets.A4.write(
                        SampleLeaflets.text(),
                        SampleLeaflets.sheets(3, 1),
                        OutputStream.nullOutputStream(),
                        (done, total) -> {
                            throw new IllegalStateException("cancelled");
                        }))
                .hasMessage("cancelled");
    }

    @Test
    void isAnA4FileForDuplexPrintersWithoutScaling() throws Exception {
        byte[] pdf = SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(1, 1));
        assertThat(new String(pdf, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("%PDF-1.7");
        try (var document = Loader.loadPDF(pdf)) {
            PDPage page = document.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isCloseTo(595.28f, within(0.1f));
            assertThat(page.getMediaBox().getHeight()).isCloseTo(841.89f, within(0.1f));
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("zh-CN");
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("低保和救助，一张纸看明白");
            var preferences = document.getDocumentCatalog().getViewerPreferences();
            assertThat(preferences.getDuplex()).isEqualTo("DuplexFlipLongEdge");
            assertThat(preferences.getPrintScaling()).isEqualTo("None");
        }
    }

    private static void assertCopied(List<Section> sections, String page) {
        for (Section section : sections) {
            assertThat(page).contains(section.heading());
            section.paragraphs().forEach(p -> assertThat(page).contains(p.replace("**", "")));
        }
    }
}
