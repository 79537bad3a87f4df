package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.ResultMetadataType;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code on every kind, measured in pixels: its size, four white modules around it, its level, its address. */
class QuietZoneTest {

    private static final float MM = Canvas.mm(1);

    /**
     * A code and where it stands.
     *
     * @param x its left edge without quiet zone, in mm from that of the paper
     * @param top its upper edge without quiet zone, in mm from that of the paper
     */
    record Spot(
            String name, byte[] pdf, int page, String address, QrCode.Ecc ecc, double x, double top, double sideMm) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Spot> spots() {
        List<LeafletSheet> village = SampleMaterials.village(9, 4);
        LeafletSheet first = village.getFirst();
        List<Spot> spots = new ArrayList<>();
        byte[] a4 = SampleMaterials.print(HouseholdKind.SHEET_A4, village);
        double x = LeafletLayout.CODE_LEFT / MM;
        double top = LeafletLayout.CODE_TOP / MM;
        double stubX = LeafletStub.CODE_LEFT / MM;
        double stubTop = LeafletStub.CODE_TOP / MM;
        spots.add(new Spot("A4", a4, 0, first.code(), QrCode.Ecc.Q, x, top, 35));
        spots.add(new Spot("A4 stub", a4, 1, first.stubCode(), QrCode.Ecc.Q, stubX, stubTop, 22));
        byte[] a5 = SampleMaterials.print(HouseholdKind.SHEET_A5_TWO_UP, village);
        double k = 210.0 / 297;
        double half = 297.0 / 2;
        LeafletSheet second = village.get(5);
        spots.add(new Spot("A5 left", a5, 0, first.code(), QrCode.Ecc.Q, k * x, k * top, 35 * k));
        spots.add(new Spot("A5 right", a5, 0, second.code(), QrCode.Ecc.Q, half + k * x, k * top, 35 * k));
        spots.add(new Spot("A5 stub", a5, 1, second.stubCode(), QrCode.Ecc.Q, k * stubX, k * stubTop, 22 * k));
        byte[] large = SampleMaterials.print(HouseholdKind.LARGE_PRINT, village);
        int last = HouseholdPrinter.of(HouseholdKind.LARGE_PRINT).pages(SampleLeaflets.text(), 1) - 1;
        spots.add(new Spot(
                "large print",
                large,
                0,
                first.code(),
                QrCode.Ecc.Q,
                LargePrintLayout.CODE_LEFT / MM,
                LargePrintLayout.CODE_TOP / MM,
                40));
        spots.add(new Spot("large print stub", large, last, first.stubCode(), QrCode.Ecc.Q, stubX, stubTop, 22));
        byte[] labels = SampleMaterials.print(HouseholdKind.LABEL_EIGHT_UP, village);
        for (int i = 0; i < 8; i++) {
            spots.add(new Spot(
                    "label " + (i + 1),
                    labels,
                    0,
                    village.get(i).code(),
                    QrCode.Ecc.Q,
                    4.65 + i % 2 * 101.6 + LabelLayout.CODE_LEFT / MM,
                    13.1 + i / 2 * 67.7 + LabelLayout.CODE_TOP / MM,
                    35));
        }
        byte[] cards = SampleMaterials.print(SampleMaterials.cards());
        for (int i = 0; i < 10; i++) {
            spots.add(new Spot(
                    "card " + (i + 1),
                    cards,
                    0,
                    SampleMaterials.cards().get(i).code(),
                    QrCode.Ecc.Q,
                    15 + i % 2 * 90 + CardPrinter.CODE_LEFT / MM,
                    13.5 + i / 2 * 54 + CardPrinter.CODE_TOP / MM,
                    25.5));
        }
        BoardCopy copy = SampleMaterials.boards(1).getFirst();
        QrCode code = QrCode.encode(copy.code(), QrCode.Ecc.H);
        for (BoardSize size : BoardSize.values()) {
            double f = size.widthMm() / 420.0;
            spots.add(new Spot(
                    "board " + size,
                    SampleMaterials.print(SampleMaterials.board(), size, List.of(copy)),
                    0,
                    copy.code(),
                    QrCode.Ecc.H,
                    f * BoardLayout.codeLeft(code) / MM,
                    f * BoardLayout.codeTop(code) / MM,
                    100 * f));
        }
        return spots.stream();
    }

    @ParameterizedTest
    @MethodSource("spots")
    void aCodeHasItsSizeAndFourWhiteModulesAround(Spot spot) throws Exception {
        // A board's modules are as wide as they can be: it is read from afar.
        float side = spot.ecc() == QrCode.Ecc.H ? 0 : (float) spot.sideMm() * MM;
        int modules = QrCode.encode(spot.address(), spot.ecc(), side).size();
        double quietMm = QrCode.QUIET_ZONE_MODULES * spot.sideMm() / modules;
        float dpi = (float) (600 * 35 / Math.max(35, spot.sideMm()));
        double pixels = dpi / 25.4;
        BufferedImage image;
        try (PDDocument document = Loader.loadPDF(spot.pdf())) {
            image = Picture.of(
                    document,
                    spot.page(),
                    (float) ((spot.x() - quietMm) * MM),
                    (float) ((spot.top() - quietMm) * MM),
                    (float) ((spot.sideMm() + 2 * quietMm) * MM),
                    (float) ((spot.sideMm() + 2 * quietMm) * MM),
                    dpi);
        }
        int left = image.getWidth();
        int right = -1;
        int upper = image.getHeight();
        int lower = -1;
        for (int y = 2; y < image.getHeight() - 2; y++) {
            for (int x = 2; x < image.getWidth() - 2; x++) {
                if ((image.getRGB(x, y) & 0xFF) < 0xF0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    upper = Math.min(upper, y);
                    lower = Math.max(lower, y);
                }
            }
        }
        double tolerance = 2.5;
        assertThat(right - left + 1.0).isCloseTo(spot.sideMm() * pixels, within(tolerance));
        assertThat(lower - upper + 1.0).isCloseTo(spot.sideMm() * pixels, within(tolerance));
        // All of the part but its outermost pixels was searched: what is dark begins where the quiet zone ends.
        assertThat((double) left).isCloseTo(quietMm * pixels, within(tolerance));
        assertThat((double) upper).isCloseTo(quietMm * pixels, within(tolerance));
        var read = Picture.read(image).orElseThrow();
        assertThat(read.getText()).isEqualTo(spot.address());
        assertThat(read.getResultMetadata())
                .containsEntry(
                        ResultMetadataType.ERROR_CORRECTION_LEVEL, spot.ecc().name());
    }
}
