package cn.mingbai.print;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** A PDF/A-2u file in PDF 1.7, Chinese, that is written page by page. */
final class ArchivePages implements AutoCloseable {

    private final Document document;
    private final PdfWriter writer;
    private final float heightPt;

    /**
     * Opens the file.
     *
     * @param out where it goes; stays open
     * @param title its title in the viewer
     */
    ArchivePages(OutputStream out, String title, float widthPt, float heightPt) throws IOException {
        this.heightPt = heightPt;
        document = new Document(new Rectangle(widthPt, heightPt), 0, 0, 0, 0);
        writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        writer.setPDFXConformance(PdfWriter.PDFA2U);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        document.addTitle(title);
        document.addCreator("Mingbai");
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle | PdfWriter.PrintScalingNone);
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("zh-CN"));
        writer.setOutputIntents("Custom", "", "", "sRGB IEC61966-2.1", ICC_Profile.getInstance(ColorSpace.CS_sRGB));
        writer.createXmpMetadata();
    }

    /** A new page to draw on. */
    Canvas page() {
        document.newPage();
        return new Canvas(writer.getDirectContent(), heightPt);
    }

    @Override
    public void close() {
        document.close();
    }

    /**
     * Refuses what cannot be drawn before anything is.
     *
     * @throws UndrawableTextException when a character has no glyph
     */
    static void refuseUndrawable(String place, Stream<String> words) {
        List<String> characters = words.flatMap(word -> Fonts.undrawable(word).stream())
                .distinct()
                .toList();
        if (!characters.isEmpty()) {
            throw new UndrawableTextException(place, characters);
        }
    }
}
