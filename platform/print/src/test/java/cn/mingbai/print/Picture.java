package cn.mingbai.print;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Parts of pages as grey pixels, and what ZXing in Java reads in them. */
final class Picture {

    private Picture() {}

    /** A part of a page; lengths in pt from its upper left corner. */
    static BufferedImage of(PDDocument document, int page, float x, float top, float width, float height, float dpi)
            throws IOException {
        PDPage drawn = document.getPage(page);
        PDRectangle whole = drawn.getMediaBox();
        drawn.setCropBox(new PDRectangle(x, whole.getHeight() - top - height, width, height));
        BufferedImage image = new PDFRenderer(document).renderImageWithDPI(page, dpi, ImageType.GRAY);
        drawn.setCropBox(whole);
        return image;
    }

    static boolean isDark(BufferedImage image, int x, int y) {
        return (image.getRGB(x, y) & 0xFF) < 128;
    }

    static Optional<Result> read(BufferedImage image) {
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
