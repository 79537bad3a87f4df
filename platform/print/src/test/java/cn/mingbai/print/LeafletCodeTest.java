package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/** The printed code, read and measured in the pixels of the page. */
class LeafletCodeTest {

    private static final long SEED = 20261125;
    private static final float BOX_MM = 46;

    @Test
    void everyCodeReadsBackFromThePage() throws Exception {
        List<LeafletSheet> sheets = SampleLeaflets.sheets(300, SEED);
        List<String> unread = new ArrayList<>();
        try (PDDocument document = Loader.loadPDF(SampleLeaflets.print(SampleLeaflets.text(), sheets))) {
            for (int i = 0; i < sheets.size(); i++) {
                String expected = sheets.get(i).code();
                BufferedImage image = codeArea(document, 2 * i, 150);
                Optional<Result> read = read(image);
                if (read.isEmpty()) {
                    unread.add(expected);
                    continue;
                }
                assertThat(read.get().getText())
                        .as("sheet %d, seed %d", i, SEED)
                        .isEqualTo(expected);
                assertThat(read.get().getResultMetadata())
                        .containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "Q");
            }
        }
        assertThat(unread).as("unread with seed %d", SEED).isEmpty();
    }

    @Test
    void codesReadFromWholePages() throws Exception {
        List<LeafletSheet> sheets = SampleLeaflets.sheets(6, SEED + 1);
        try (PDDocument document = Loader.loadPDF(SampleLeaflets.print(SampleLeaflets.text(), sheets))) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int i = 0; i < sheets.size(); i++) {
                BufferedImage page = renderer.renderImageWithDPI(2 * i, 150, ImageType.GRAY);
                assertThat(read(page).map(Result::getText))
                        .contains(sheets.get(i).code());
            }
        }
    }

    @Test
    void measuresThirtyFiveMillimetresWithAQuietZoneOfFourModules() throws Exception {
        LeafletSheet sheet = SampleLeaflets.sheets(1, SEED).getFirst();
        int size = QrCode.encode(sheet.code(), QrCode.Ecc.Q, LeafletLayout.CODE_SIDE)
                .size();
        float dpi = 600;
        try (PDDocument document = Loader.loadPDF(SampleLeaflets.print(SampleLeaflets.text(), List.of(sheet)))) {
            BufferedImage image = codeArea(document, 0, dpi);
            int left = image.getWidth();
            int right = -1;
            int top = image.getHeight();
            int bottom = -1;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if (isDark(image, x, y)) {
                        left = Math.min(left, x);
                        right = Math.max(right, x);
                        top = Math.min(top, y);
                        bottom = Math.max(bottom, y);
                    }
                }
            }
            double mmPerPixel = 25.4 / dpi;
            assertThat((right - left + 1) * mmPerPixel).isCloseTo(35.0, within(0.1));
            assertThat((bottom - top + 1) * mmPerPixel).isCloseTo(35.0, within(0.1));

            double quiet = 4.0 * (right - left + 1) / size - 2;
            for (int y = (int) (top - quiet); y <= bottom + quiet; y++) {
                for (int x = (int) (left - quiet); x <= right + quiet; x++) {
                    boolean inside = x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1;
                    if (!inside) {
                        assertThat(image.getRGB(x, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
                    }
                }
            }
        }
    }

    @Test
    void theTornOffStripHoldsNoPartOfTheCode() {
        float cutFromTop = LeafletLayout.PAGE_HEIGHT - LeafletLayout.STUB_HEIGHT;
        assertThat(LeafletLayout.CODE_TOP + LeafletLayout.CODE_SIDE).isLessThan(cutFromTop);
    }

    private static boolean isDark(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xFF) < 128;
    }

    /** The code with a margin, so that the quiet zone and nothing else surrounds it. */
    private static BufferedImage codeArea(PDDocument document, int page, float dpi) throws Exception {
        float side = Canvas.mm(BOX_MM);
        float margin = (side - LeafletLayout.CODE_SIDE) / 2;
        document.getPage(page)
                .setCropBox(new PDRectangle(
                        LeafletLayout.CODE_LEFT - margin,
                        LeafletLayout.PAGE_HEIGHT - LeafletLayout.CODE_TOP - LeafletLayout.CODE_SIDE - margin,
                        side,
                        side));
        return new PDFRenderer(document).renderImageWithDPI(page, dpi, ImageType.GRAY);
    }

    private static Optional<Result> read(BufferedImage image) {
        LuminanceSource source = new BufferedImageLuminanceSource(image);
        return read(new BinaryBitmap(new HybridBinarizer(source)))
                .or(() -> read(new BinaryBitmap(new GlobalHistogramBinarizer(source))));
    }

    private static Optional<Result> read(BinaryBitmap bitmap) {
        try {
            return Optional.of(new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE)));
        } catch (ReaderException e) {
            return Optional.empty();
        }
    }
}
