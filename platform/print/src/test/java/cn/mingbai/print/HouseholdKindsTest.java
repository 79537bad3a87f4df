package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.PDFTextStripperByArea;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HouseholdKindsTest {

    private static final float A4_WIDTH = Canvas.mm(210);
    private static final float A4_HEIGHT = Canvas.mm(297);

    @ParameterizedTest
    @EnumSource
    void theSameVillageGivesTheSameBytes(HouseholdKind kind) throws Exception {
        List<LeafletSheet> village = SampleMaterials.village(9, 1);
        byte[] first = SampleMaterials.print(kind, village);
        byte[][] other = new byte[1][];
        Thread elsewhere = new Thread(() -> other[0] = SampleMaterials.print(kind, village));
        elsewhere.start();
        elsewhere.join();
        assertThat(other[0]).isEqualTo(first);
        assertThat(SampleMaterials.print(kind, SampleMaterials.village(9, 2))).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void hasAsManyPagesAsItSays(HouseholdKind kind) {
        for (int households : new int[] {1, 3, 9}) {
            List<LeafletSheet> sheets = SampleLeaflets.sheets(households, 1);
            assertThat(PdfText.pages(SampleMaterials.print(kind, sheets)))
                    .hasSize(HouseholdPrinter.of(kind).pages(SampleLeaflets.text(), households));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfEachHouseholdAndRefusesBeforeAnythingIsWritten(HouseholdKind kind) throws Exception {
        List<String> told = new ArrayList<>();
        HouseholdPrinter printer = HouseholdPrinter.of(kind);
        printer.write(
                SampleLeaflets.text(),
                SampleLeaflets.sheets(3, 1),
                new ByteArrayOutputStream(),
                (done, total) -> told.add(done + "/" + total));
        assertThat(told).containsExactly("1/3", "2/3", "3/3");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LeafletSheet known = SampleLeaflets.sheets(1, 1).getFirst();
        LeafletSheet longGroup = new LeafletSheet(
                known.code(), "0031-0009-3", "组".repeat(90), "王五", known.village(), known.town(), "", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printer.write(SampleLeaflets.text(), List.of(known, longGroup), out, (d, t) -> {}))
                .withMessageContaining("0031-0009-3")
                .withMessageNotContaining("组组");
        assertThat(printer.tooLong(SampleLeaflets.text(), List.of(known, longGroup)))
                .containsExactly("0031-0009-3");
        LeafletSheet rare = known.with(known.code(), "𨱅");
        assertThatExceptionOfType(UndrawableTextException.class)
                .isThrownBy(() -> printer.write(SampleLeaflets.text(), List.of(rare), out, (d, t) -> {}));
        LeafletSheet lower = known.with("https://mb.example.cn/t/1", "");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printer.write(SampleLeaflets.text(), List.of(lower), out, (d, t) -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> printer.write(SampleLeaflets.text(), List.of(), out, (d, t) -> {}));
        assertThat(out.size()).isZero();
    }

    @Test
    void theHeadIsNamedOnTheStubAndNowhereElse() {
        List<LeafletSheet> village = SampleMaterials.village(5, 3);
        for (HouseholdKind kind : HouseholdKind.values()) {
            String all = String.join("", PdfText.pages(SampleMaterials.print(kind, village)));
            for (LeafletSheet sheet : village.subList(0, 5)) {
                assertThat(all.split(sheet.headName(), -1))
                        .as("%s on %s", sheet.headName(), kind)
                        .hasSize(kind == HouseholdKind.LABEL_EIGHT_UP ? 1 : 2);
            }
            assertThat(all).as("%s", kind).contains("空白 01/01", "001/005", "赵䶮").doesNotContain("null");
        }
    }

    @Test
    void halvesOfA5SheetsMakeOnePileWhenTheyAreCutAndLaidTogether() throws Exception {
        List<LeafletSheet> sheets = SampleLeaflets.sheets(5, 1);
        List<String> fronts = new ArrayList<>();
        List<String> backs = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(SampleMaterials.print(HouseholdKind.SHEET_A5_TWO_UP, sheets))) {
            assertThat(document.getDocumentCatalog().getViewerPreferences().getDuplex())
                    .isEqualTo("DuplexFlipShortEdge");
            assertThat(document.getPage(0).getMediaBox().getWidth()).isCloseTo(A4_HEIGHT, within(0.1f));
            for (int half = 0; half < 2; half++) {
                for (int page = 0; page < document.getNumberOfPages(); page += 2) {
                    fronts.add(half(document, page, half));
                    // Turned over its short edge, the back of the left half is the right half of the next page.
                    backs.add(half(document, page + 1, 1 - half));
                }
            }
        }
        assertThat(fronts).hasSize(6);
        assertThat(fronts.get(5)).isBlank();
        for (int i = 0; i < sheets.size(); i++) {
            assertThat(fronts.get(i)).contains(sheets.get(i).householdNumber()).contains("扫码看政策");
            assertThat(backs.get(i))
                    .contains(sheets.get(i).headName())
                    .contains(sheets.get(i).householdNumber());
        }
    }

    private static String half(PDDocument document, int page, int half) throws Exception {
        PDFTextStripperByArea stripper = new PDFTextStripperByArea();
        stripper.addRegion("half", new Rectangle2D.Double(half * A4_HEIGHT / 2, 0, A4_HEIGHT / 2.0, A4_WIDTH));
        stripper.extractRegions(document.getPage(page));
        return stripper.getTextForRegion("half");
    }

    @Test
    void largePrintHoldsTheWholeTextAtEighteenPointsOrMore() throws Exception {
        LeafletText text = SampleLeaflets.text();
        List<LeafletSheet> sheets = SampleLeaflets.sheets(2, 1);
        assertThat(HouseholdPrinter.of(HouseholdKind.LARGE_PRINT).bodySizePt(text))
                .isBetween(18f, 24f);
        byte[] pdf = SampleMaterials.print(HouseholdKind.LARGE_PRINT, sheets);
        List<String> pages = PdfText.pages(pdf);
        int each = pages.size() / 2;
        assertThat(each % 2).isZero();
        String first = String.join("", pages.subList(0, each)).replace("\n", "");
        for (List<Section> side : List.of(text.front(), text.back())) {
            for (Section section : side) {
                assertThat(first).contains(section.heading());
                section.paragraphs().forEach(p -> assertThat(first).contains(p.replace("**", "")));
            }
        }
        for (int page = 0; page < pages.size(); page++) {
            assertThat(pages.get(page))
                    .contains(sheets.get(page / each).householdNumber())
                    .doesNotContain(sheets.get(1 - page / each).householdNumber());
        }
        List<String> small = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void processTextPosition(TextPosition text) {
                    boolean heading = text.getYDirAdj() < Canvas.mm(20);
                    boolean stub = text.getYDirAdj() > LeafletStub.CUT;
                    if (text.getFontSizeInPt() < 18 && !heading && !stub) {
                        small.add(text.getUnicode());
                    }
                }
            }.getText(document);
        }
        assertThat(small).isEmpty();
    }

    @Test
    void largePrintRefusesWhatEightPagesDoNotHold() {
        LeafletText endless = new LeafletText(
                "标题",
                "副题",
                "1",
                "规则",
                SampleLeaflets.filler(9, 6000),
                List.of(),
                SampleLeaflets.text().phones());
        assertThatExceptionOfType(LeafletOverflowException.class)
                .isThrownBy(() -> HouseholdPrinter.of(HouseholdKind.LARGE_PRINT).bodySizePt(endless))
                .satisfies(e -> assertThat(e.linesOver()).isPositive());
    }

    @Test
    void labelsStandInReadingOrderEightToAPage() {
        List<String> pages =
                PdfText.pages(SampleMaterials.print(HouseholdKind.LABEL_EIGHT_UP, SampleLeaflets.sheets(9, 1)));
        assertThat(pages).hasSize(2);
        assertThat(pages.get(0)).contains("0031-0001-7", "0031-0008-7").doesNotContain("0031-0009-7");
        assertThat(pages.get(1)).contains("0031-0009-7", "0431-84500003", "13900000001");
    }
}
