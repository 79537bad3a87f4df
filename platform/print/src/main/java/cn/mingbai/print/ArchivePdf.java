package cn.mingbai.print;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.openpdf.text.Document;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfWriter;

/** Opens documents as PDF 1.7 and PDF/A-2u, in Chinese, to be printed unscaled. */
final class ArchivePdf {

    private ArchivePdf() {}

    /**
     * Opens {@code document}, which is then written page by page to {@code out}; {@code out} stays open.
     *
     * @param preferences what a viewer is told beside that
     */
    static PdfWriter open(Document document, OutputStream out, String title, Consumer<PdfWriter> preferences)
            throws IOException {
        PdfWriter writer = PdfWriter.getInstance(document, out);
        writer.setCloseStream(false);
        writer.setPDFXConformance(PdfWriter.PDFA2U);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        document.addTitle(title);
        document.addCreator("Mingbai");
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle | PdfWriter.PrintScalingNone);
        preferences.accept(writer);
        document.open();
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("zh-CN"));
        writer.setOutputIntents("Custom", "", "", "sRGB IEC61966-2.1", ICC_Profile.getInstance(ColorSpace.CS_sRGB));
        writer.createXmpMetadata();
        return writer;
    }
}
