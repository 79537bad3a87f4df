package cn.mingbai.materials;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * A printed page's code, read as by a phone that comes nearer and is turned: ZXing-Java overlooks some clean pages at
 * any one size, and once in some thousand codes at three.
 */
public final class ScannedCode {

    private ScannedCode() {}

    /** The text of the code on a page (from 0), looked for at each size in dots per inch, held four ways, until it is read. */
    public static Optional<String> on(PDDocument document, int page, int... sizes) throws IOException {
        for (var dpi : sizes) {
            var image = new PDFRenderer(document).renderImageWithDPI(page, dpi, ImageType.GRAY);
            LuminanceSource seen = new BufferedImageLuminanceSource(image);
            for (var turns = 0; turns < 4; turns++) {
                for (var black : List.of(new HybridBinarizer(seen), new GlobalHistogramBinarizer(seen))) {
                    try {
                        return Optional.of(new QRCodeReader()
                                .decode(new BinaryBitmap(black), Map.of(DecodeHintType.TRY_HARDER, true))
                                .getText());
                    } catch (ReaderException overlooked) {
                        // The next way of holding the page may show it.
                    }
                }
                seen = seen.rotateCounterClockwise();
            }
        }
        return Optional.empty();
    }
}
