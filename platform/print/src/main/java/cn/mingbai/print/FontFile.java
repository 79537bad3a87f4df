package cn.mingbai.print;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphTable;
import org.apache.fontbox.ttf.NameRecord;
import org.apache.fontbox.ttf.NamingTable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;
import org.openpdf.text.pdf.BaseFont;

/**
 * A bundled font as two libraries know it: FontBox tells which characters it has and how they look, OpenPDF embeds what
 * a file uses of it. All threads may share it.
 *
 * @see "ADR 0030"
 */
final class FontFile {

    /** Gives the letters by which the file that is being finished calls its subsets of fonts. */
    static final ScopedValue<RandomGenerator> SUBSET_LETTERS = ScopedValue.newInstance();

    static final int COPYRIGHT = NameRecord.NAME_COPYRIGHT;
    static final int FULL_NAME = NameRecord.NAME_FULL_FONT_NAME;
    static final int VERSION = NameRecord.NAME_VERSION;

    private final String postscriptName;
    private final byte[] bytes;
    private final int unitsPerEm;
    private final NamingTable names;
    private final CmapLookup characters;
    private final List<BaseFont> faces = new CopyOnWriteArrayList<>();

    /** Read when a picture is drawn: it holds the whole font once more. */
    private @Nullable GlyphTable outlines;

    /**
     * Reads a font.
     *
     * @param bytes the whole file; not copied
     * @throws IOException when it is not a TrueType font with Unicode characters
     */
    FontFile(String postscriptName, byte[] bytes) throws IOException {
        this.postscriptName = postscriptName;
        this.bytes = bytes;
        TrueTypeFont font = parse();
        unitsPerEm = font.getUnitsPerEm();
        names = font.getNaming();
        characters = font.getUnicodeCmapLookup();
    }

    String postscriptName() {
        return postscriptName;
    }

    /** What the font says of itself, such as its {@link #VERSION}; empty when it says nothing. */
    String name(int id) {
        String name = names.getName(
                id,
                NameRecord.PLATFORM_WINDOWS,
                NameRecord.ENCODING_WINDOWS_UNICODE_BMP,
                NameRecord.LANGUAGE_WINDOWS_EN_US);
        return name == null ? "" : name;
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    /** The glyph of a character, 0 when there is none; control characters have none. */
    int glyph(int codePoint) {
        return Character.isISOControl(codePoint) ? 0 : characters.getGlyphId(codePoint);
    }

    /** Whether several characters have this glyph. */
    boolean isShared(int glyph) {
        return characters.getCharCodes(glyph).size() > 1;
    }

    /** Adds the outline of a glyph to a path; font units, y upwards, before {@code at}. */
    synchronized void outline(int glyph, AffineTransform at, Path2D path) {
        try {
            if (outlines == null) {
                outlines = parse().getGlyph();
            }
            path.append(outlines.getGlyph(glyph).getPath().getPathIterator(at), false);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the font " + postscriptName, e);
        }
    }

    /**
     * The font as OpenPDF embeds it. In a file such a font copies out all characters that share a glyph as the one drawn
     * first; those drawn second, third and so on take the next.
     *
     * @param rank from 0
     */
    BaseFont face(int rank) {
        return rank < faces.size() ? faces.get(rank) : anotherFace(rank);
    }

    private synchronized BaseFont anotherFace(int rank) {
        while (faces.size() <= rank) {
            faces.add(load());
        }
        return faces.get(rank);
    }

    private TrueTypeFont parse() throws IOException {
        return new TTFParser().parse(new RandomAccessReadBuffer(bytes));
    }

    private BaseFont load() {
        try {
            BaseFont face = BaseFont.createFont(
                    postscriptName + ".ttf", BaseFont.IDENTITY_H, BaseFont.EMBEDDED, BaseFont.NOT_CACHED, bytes, null);
            face.setIncludeCidSet(false); // PDF/A-2 refuses the incomplete CIDSet OpenPDF writes.
            face.setSecureRandom(new SubsetLetters());
            return face;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the font " + postscriptName, e);
        }
    }

    /** In place of letters drawn by lot: the same pages give the same bytes. */
    private static final class SubsetLetters extends SecureRandom {

        private static final long serialVersionUID = 1;

        @Override
        public double nextDouble() {
            return SUBSET_LETTERS.get().nextDouble();
        }
    }
}
