package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoardsAndCardsTest {

    @ParameterizedTest
    @EnumSource
    void aBoardIsAsLargeAsItsPaperAndSaysAllItsPanels(BoardSize size) throws Exception {
        BoardText text = SampleMaterials.board();
        List<BoardCopy> copies = SampleMaterials.boards(3);
        byte[] pdf = SampleMaterials.print(text, size, copies);
        assertThat(SampleMaterials.print(text, size, copies)).isEqualTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(3);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isCloseTo(Canvas.mm(size.widthMm()), within(0.1f));
            assertThat(document.getPage(0).getMediaBox().getHeight())
                    .isCloseTo(Canvas.mm(size.heightMm()), within(0.1f));
        }
        List<String> pages = PdfText.pages(pdf);
        for (int i = 0; i < copies.size(); i++) {
            String page = pages.get(i).replace("\n", "");
            assertThat(page)
                    .contains(text.title(), text.subtitle(), text.badge(), text.imprint())
                    .contains(copies.get(i).placeCode(), copies.get(i).placeName());
            text.panels().forEach(panel -> assertThat(page).contains(panel.heading()));
            text.panels().stream()
                    .flatMap(panel -> panel.paragraphs().stream())
                    .forEach(paragraph -> assertThat(page).contains(paragraph.replace("**", "")));
            text.phones().forEach(phone -> assertThat(page).contains(phone.number(), phone.office()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void typeOfABoardIsHighEnoughForItsDistance(BoardSize size) {
        double metres = size.widthMm() / 420.0;
        float pt = BoardPrinter.bodySizePt(SampleMaterials.board(), size);
        assertThat(pt / Canvas.mm(1)).isGreaterThanOrEqualTo((float) (metres * 1000 / 180));
    }

    @Test
    void aBoardSaysByHowManyLinesItsPanelsAreTooLong() {
        BoardText known = SampleMaterials.board();
        BoardText tooLong = new BoardText(known.title(), "", "", SampleLeaflets.filler(6, 1500), known.phones(), "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatExceptionOfType(BoardOverflowException.class)
                .isThrownBy(() ->
                        BoardPrinter.write(tooLong, BoardSize.A1, SampleMaterials.boards(1), out, (done, total) -> {}))
                .satisfies(e -> assertThat(e.linesOver()).isBetween(1, 40));
        assertThat(out.size()).isZero();
        BoardText fits = new BoardText(known.title(), "", "", SampleLeaflets.filler(6, 800), known.phones(), "");
        assertThat(BoardPrinter.bodySizePt(fits, BoardSize.A3)).isGreaterThanOrEqualTo(16f);
    }

    @Test
    void boardsRefuseWhatCannotBeDrawnBeforeAnythingIsWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BoardCopy known = SampleMaterials.boards(1).getFirst();
        for (BoardCopy copy : List.of(
                new BoardCopy("https://mb.example.cn/b/1", "1", "村口"),
                new BoardCopy(known.code(), "1", "𨱅家门口"),
                new BoardCopy(known.code(), "1", "村口".repeat(200)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BoardPrinter.write(
                            SampleMaterials.board(), BoardSize.A3, List.of(known, copy), out, (done, total) -> {}));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        BoardPrinter.write(SampleMaterials.board(), BoardSize.A3, List.of(), out, (done, total) -> {}));
        assertThat(out.size()).isZero();
    }

    @Test
    void cardsStandTenToAPageEachWithItsOwnCode() throws Exception {
        List<OutreachCard> cards = SampleMaterials.cards();
        byte[] pdf = SampleMaterials.print(cards);
        assertThat(SampleMaterials.print(cards)).isEqualTo(pdf);
        List<String> pages = PdfText.pages(pdf);
        assertThat(pages).hasSize(2);
        assertThat(pages.getFirst())
                .contains(cards.subList(0, 10).stream().map(OutreachCard::name).toList())
                .contains("先锋村", "新立城镇", "0431-84500002", "本人扫码绑定手机");
        assertThat(pages.getLast()).contains(cards.getLast().name());
        try (PDDocument document = Loader.loadPDF(pdf);
                ZxingCpp cpp = new ZxingCpp()) {
            List<String> read = cpp.read(Picture.of(document, 0, 0, 0, Canvas.mm(210), Canvas.mm(297), 200));
            assertThat(read)
                    .containsExactlyInAnyOrderElementsOf(cards.subList(0, 10).stream()
                            .map(OutreachCard::code)
                            .collect(Collectors.toList()));
        }
    }

    @Test
    void cardsRefuseWhatDoesNotFitBeforeAnythingIsWritten() {
        OutreachCard known = SampleMaterials.cards().getFirst();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OutreachCard wordy = new OutreachCard(
                known.name(), known.village(), known.town(), known.staffPhone(), known.code(), "有效".repeat(40));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CardPrinter.write(List.of(known, wordy), out, (done, total) -> {}));
        assertThatIllegalArgumentException().isThrownBy(() -> CardPrinter.write(List.of(), out, (done, total) -> {}));
        assertThat(out.size()).isZero();
    }

    @Test
    void aCoverListsEveryGroupHoweverMany() {
        byte[] pdf = SampleMaterials.print(SampleMaterials.cover(70));
        assertThat(SampleMaterials.print(SampleMaterials.cover(70))).isEqualTo(pdf);
        List<String> pages = PdfText.pages(pdf);
        assertThat(pages).hasSizeBetween(3, 4);
        String all = String.join("\n", pages);
        for (VillageCover.Group group : SampleMaterials.cover(70).groups()) {
            assertThat(all).contains(group.name(), group.firstNumber(), group.lastNumber());
        }
        int sheets = SampleMaterials.cover(70).groups().stream()
                .mapToInt(VillageCover.Group::sheets)
                .sum();
        assertThat(all)
                .contains("共 %d 份".formatted(sheets + 32), "空白 32 份", "空白 01/32 至 32/32", "先锋村-A4.pdf", "692 页")
                .contains(SampleMaterials.cover(1).sha256())
                .contains("第1页 共%d页".formatted(pages.size()));
        assertThat(PdfText.pages(SampleMaterials.print(SampleMaterials.cover(9))))
                .hasSize(1);
    }

    @Test
    void thePictureForGroupsIsTheSameEverywhereAndItsCodeIsRead() throws Exception {
        String address = "HTTPS://MB.EXAMPLE.CN/POLICY";
        byte[] png = SampleMaterials.picture(address);
        assertThat(SampleMaterials.picture(address)).isEqualTo(png);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(1080);
        assertThat(image.getHeight()).isBetween(2000, 8000);
        try (ZxingCpp cpp = new ZxingCpp()) {
            assertThat(cpp.read(image)).containsExactly(address);
        }
        BufferedImage without = ImageIO.read(new ByteArrayInputStream(SampleMaterials.picture("")));
        assertThat(image.getHeight() - without.getHeight()).isBetween(400, 800);
        assertThatIllegalArgumentException().isThrownBy(() -> SampleMaterials.picture("https://mb.example.cn"));
    }

    /** The outlines drawn on the picture are those of the font: compared with PDFBox's drawing of the same characters. */
    @Test
    void thePictureDrawsTheCharactersOfTheFont() throws Exception {
        for (int codePoint : "低保救助䶮𠮷8％ÅÖé".codePoints().toArray()) {
            Glyph glyph = Glyph.of(codePoint, Weight.REGULAR);
            byte[] pdf = SampleMaterials.bytes(out -> {
                ArchivePages file = new ArchivePages(out, "字", 120, 120);
                file.page().text(Character.toString(codePoint), Weight.REGULAR, 100, java.awt.Color.BLACK, 10, 98);
                file.finish();
            });
            BufferedImage drawn = new BufferedImage(120, 120, BufferedImage.TYPE_BYTE_GRAY);
            var graphics = drawn.createGraphics();
            graphics.setRenderingHint(
                    java.awt.RenderingHints.KEY_ANTIALIASING, java.awt.RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setColor(java.awt.Color.WHITE);
            graphics.fillRect(0, 0, 120, 120);
            graphics.setColor(java.awt.Color.BLACK);
            var path = new java.awt.geom.Path2D.Double();
            double scale = 100.0 / glyph.font().unitsPerEm();
            glyph.font().outline(glyph.index(), new java.awt.geom.AffineTransform(scale, 0, 0, -scale, 10, 98), path);
            graphics.fill(path);
            int different = 0;
            int dark = 0;
            try (PDDocument document = Loader.loadPDF(pdf)) {
                BufferedImage page = Picture.of(document, 0, 0, 0, 120, 120, 72);
                for (int y = 0; y < 120; y++) {
                    for (int x = 0; x < 120; x++) {
                        different += Math.abs((page.getRGB(x, y) & 0xFF) - (drawn.getRGB(x, y) & 0xFF)) > 96 ? 1 : 0;
                        dark += Picture.isDark(page, x, y) ? 1 : 0;
                    }
                }
            }
            assertThat(dark).as(Character.toString(codePoint)).isGreaterThan(200);
            assertThat(different).as(Character.toString(codePoint)).isLessThan(dark / 50 + 3);
        }
    }
}
