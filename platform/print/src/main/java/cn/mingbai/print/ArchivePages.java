package cn.mingbai.print;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.Document;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfEncryption;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfString;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A PDF/A-2u file in PDF 1.7, Chinese, to be printed unscaled, that OpenPDF writes page by page. What OpenPDF takes from
 * the clock or by lot is left out or taken from the pages, so the same pages give the same bytes. A file that is not
 * finished stays incomplete; there is nothing to close.
 *
 * @see "ADR 0030"
 */
final class ArchivePages {

    /** How the paper turns in a printer that prints both sides. */
    enum Duplex {
        SIMPLEX(PdfName.SIMPLEX),
        LONG_EDGE(PdfName.DUPLEXFLIPLONGEDGE),
        SHORT_EDGE(PdfName.DUPLEXFLIPSHORTEDGE);

        private final PdfName name;

        Duplex(PdfName name) {
            this.name = name;
        }
    }

    /** How hard pages are packed, 1 to 9: harder makes files a little smaller and takes longer. */
    private static final int EFFORT = 4;

    private final float widthPt;
    private final float heightPt;
    private final Document document = new Document();
    private final DigestOutputStream out;
    private final PdfWriter writer;
    private final Drawing drawing;
    private final Map<String, PdfTemplate> forms = new HashMap<>();
    private final Map<FontFile, Map<Integer, List<Integer>>> shared = new HashMap<>();

    /**
     * Begins the file.
     *
     * @param out where it goes; stays open
     * @param title its title in the viewer
     */
    ArchivePages(OutputStream out, String title, float widthPt, float heightPt) throws IOException {
        this(out, title, widthPt, heightPt, null);
    }

    ArchivePages(OutputStream out, String title, float widthPt, float heightPt, @Nullable Duplex duplex)
            throws IOException {
        this.widthPt = widthPt;
        this.heightPt = heightPt;
        this.out = new DigestOutputStream(out, sha256());
        document.setGlyphSubstitutionEnabled(false);
        writer = PdfWriter.getInstance(document, this.out);
        writer.setCloseStream(false);
        writer.setPDFXConformance(PdfWriter.PDFA2U);
        writer.setPdfVersion(PdfWriter.VERSION_1_7);
        writer.setFullCompression();
        writer.setCompressionLevel(EFFORT);
        writer.setViewerPreferences(PdfWriter.DisplayDocTitle | PdfWriter.PrintScalingNone);
        if (duplex != null) {
            writer.addViewerPreference(PdfName.DUPLEX, duplex.name);
        }
        document.addTitle(title);
        document.addCreator("Mingbai");
        document.open();
        writer.getInfo().remove(PdfName.CREATIONDATE);
        writer.getExtraCatalog().put(PdfName.LANG, new PdfString("zh-CN"));
        writer.setOutputIntents("Custom", "", "", "sRGB IEC61966-2.1", ICC_Profile.getInstance(ColorSpace.CS_sRGB));
        writer.createXmpMetadata();
        drawing = new Drawing(writer.getDirectContent(), this::face, forms::get);
    }

    /** A new page to draw on; the one before is written. */
    Canvas page() throws IOException {
        return page(widthPt, heightPt);
    }

    /** A new page of another size. */
    Canvas page(float width, float height) throws IOException {
        document.setPageSize(new Rectangle(width, height));
        write(document::newPage);
        writer.setPageEmpty(false);
        return new Canvas(drawing, height);
    }

    /** Draws what many pages share, once; {@link Canvas#form} puts it on a page. */
    String form(float width, float height, Consumer<Canvas> pieces) {
        PdfTemplate template = writer.getDirectContent().createTemplate(width, height);
        pieces.accept(new Canvas(new Drawing(template, this::face, forms::get), height));
        String name = "X" + (forms.size() + 1);
        forms.put(name, template);
        return name;
    }

    /** A form like {@link #form} that is drawn when all is known, by {@link #fill}. */
    String later(float width, float height) {
        PdfTemplate template = writer.getDirectContent().createTemplate(width, height);
        String name = "X" + (forms.size() + 1);
        forms.put(name, template);
        return name;
    }

    /** Draws a form that was put on pages before. */
    void fill(String name, float height, Consumer<Canvas> pieces) {
        PdfTemplate template = forms.get(name);
        if (template == null) {
            throw new IllegalArgumentException("Expected a form of this file, got " + name);
        }
        pieces.accept(new Canvas(new Drawing(template, this::face, forms::get), height));
    }

    /** Writes the last page and what stands at the end of the file. */
    void finish() throws IOException {
        write(document::newPage);
        writer.flush();
        byte[] digest = out.getMessageDigest().digest();
        writer.getInfo().put(PdfName.FILEID, PdfEncryption.createInfoId(digest, digest));
        SplittableRandom letters = new SplittableRandom(ByteBuffer.wrap(digest).getLong());
        write(() -> ScopedValue.where(FontFile.SUBSET_LETTERS, letters).run(document::close));
        out.flush();
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

    /** A drawing that goes nowhere, to see what fits. */
    static Drawing scratch() {
        Document nowhere = new Document();
        PdfWriter writer = PdfWriter.getInstance(nowhere, OutputStream.nullOutputStream());
        nowhere.open();
        return new Drawing(writer.getDirectContent(), glyph -> glyph.font().face(0), name -> {
            throw new IllegalArgumentException("Expected no form, got " + name);
        });
    }

    /** The font by which a character is written: of those that share a glyph, each by one of its own. */
    private BaseFont face(Glyph glyph) {
        if (!glyph.shared()) {
            return glyph.font().face(0);
        }
        List<Integer> drawn = shared.computeIfAbsent(glyph.font(), font -> new HashMap<>())
                .computeIfAbsent(glyph.index(), index -> new ArrayList<>());
        if (!drawn.contains(glyph.codePoint())) {
            drawn.add(glyph.codePoint());
        }
        return glyph.font().face(drawn.indexOf(glyph.codePoint()));
    }

    /** OpenPDF hides what went wrong with {@code out}. */
    private static void write(Runnable step) throws IOException {
        try {
            step.run();
        } catch (ExceptionConverter e) {
            if (e.getException() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
