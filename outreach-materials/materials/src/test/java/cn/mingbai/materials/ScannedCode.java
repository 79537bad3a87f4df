package cn.mingbai.materials;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** A printed page's code, read as by a phone that comes nearer: ZXing-Java overlooks some clean pages at any one size. */
public final class ScannedCode {

    private ScannedCode() {}

    /** The text of the code on a page (from 0), looked for at each of the sizes in dots per inch until it is read. */
    public static Optional<String> on(PDDocument document, int page, int... sizes) throws IOException {
        for (var dpi : sizes) {
            var image = new PDFRenderer(document).renderImageWithDPI(page, dpi, ImageType.GRAY);
            var bitmap = new BinaryBitmap(new HybridBinarizer(new BufferedImageLuminanceSource(image)));
            try {
                return Optional.of(new QRCodeReader()
                        .decode(bitmap, Map.of(DecodeHintType.TRY_HARDER, true))
                        .getText());
            } catch (ReaderException overlooked) {
                // The next size may show it.
            }
        }
        return Optional.empty();
    }
}
