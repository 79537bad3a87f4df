package cn.mingbai.print;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TrueType font with quadratic outlines, read into memory: which characters it has, how wide they are and how they
 * look. All threads may share it. Source: OpenType specification 1.9, tables cmap, glyf, head, hhea, hmtx, loca, maxp,
 * OS/2.
 */
final class FontFile {

    /** Where a table stands. */
    record Table(int offset, int length) {}

    static final int COPYRIGHT = 0;
    static final int FULL_NAME = 4;
    static final int VERSION = 5;

    private static final int WINDOWS = 3;
    private static final int PAGE = 256;
    private static final int TRUETYPE = 0x00010000;

    private final ByteBuffer data;
    private final Map<String, Table> tables = new HashMap<>();
    private final String postscriptName;
    private final int unitsPerEm;
    private final int glyphs;
    private final int longMetrics;
    private final boolean longLocations;
    private final int hmtx;
    private final int loca;
    private final int glyf;
    private final char @Nullable [][] glyphOf = new char[0x110000 / PAGE][];

    /**
     * Reads a font.
     *
     * @param bytes the whole file; not copied
     * @throws IllegalArgumentException when it is not a TrueType font with Unicode characters
     */
    FontFile(String postscriptName, byte[] bytes) {
        this.postscriptName = postscriptName;
        data = ByteBuffer.wrap(bytes);
        if (data.getInt(0) != TRUETYPE) {
            throw new IllegalArgumentException(
                    "Expected a TrueType font with quadratic outlines in " + postscriptName + ", got another file");
        }
        int count = unsigned(4);
        for (int i = 0; i < count; i++) {
            int entry = 12 + 16 * i;
            tables.put(
                    new String(bytes, entry, 4, StandardCharsets.US_ASCII),
                    new Table(data.getInt(entry + 8), data.getInt(entry + 12)));
        }
        int head = table("head").offset();
        unitsPerEm = unsigned(head + 18);
        longLocations = unsigned(head + 50) != 0;
        glyphs = unsigned(table("maxp").offset() + 4);
        longMetrics = unsigned(table("hhea").offset() + 34);
        hmtx = table("hmtx").offset();
        loca = table("loca").offset();
        glyf = table("glyf").offset();
        readCharacters();
    }

    String postscriptName() {
        return postscriptName;
    }

    /** What the font says of itself, such as its {@link #VERSION}; empty when it says nothing. */
    String name(int id) {
        Table table = table("name");
        int count = unsigned(table.offset() + 2);
        int texts = table.offset() + unsigned(table.offset() + 4);
        for (int i = 0; i < count; i++) {
            int entry = table.offset() + 6 + 12 * i;
            if (unsigned(entry) == WINDOWS && unsigned(entry + 6) == id) {
                byte[] text = slice(texts + unsigned(entry + 10), unsigned(entry + 8));
                return new String(text, StandardCharsets.UTF_16BE);
            }
        }
        return "";
    }

    int unitsPerEm() {
        return unitsPerEm;
    }

    /** The glyph of a character, 0 when there is none; control characters have none. */
    int glyph(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            return 0;
        }
        char[] page = glyphOf[codePoint / PAGE];
        return page == null ? 0 : page[codePoint % PAGE];
    }

    /** The advance of a glyph, in font units. */
    int advance(int glyph) {
        return unsigned(hmtx + 4 * Math.min(glyph, longMetrics - 1));
    }

    /** The left side bearing of a glyph, in font units. */
    short leftBearing(int glyph) {
        return glyph < longMetrics
                ? data.getShort(hmtx + 4 * glyph + 2)
                : data.getShort(hmtx + 4 * longMetrics + 2 * (glyph - longMetrics));
    }

    /** A table that must be there. */
    Table table(String tag) {
        Table table = tables.get(tag);
        if (table == null) {
            throw new IllegalArgumentException("Expected the table %s in %s, got none".formatted(tag, postscriptName));
        }
        return table;
    }

    boolean has(String tag) {
        return tables.containsKey(tag);
    }

    /** A copy of a table. */
    byte[] copy(String tag) {
        Table table = table(tag);
        return slice(table.offset(), table.length());
    }

    /** A copy of a glyph's description; empty for a glyph without outline. */
    byte[] description(int glyph) {
        int from = location(glyph);
        return slice(glyf + from, location(glyph + 1) - from);
    }

    /** A signed number of the table OS/2, or what to use when the font has none. */
    int metric(String tag, int offset, int otherwise) {
        Table table = tables.get(tag);
        return table == null || table.length() < offset + 2 ? otherwise : data.getShort(table.offset() + offset);
    }

    /** Adds the outline of a glyph to a path; font units, y upwards, before {@code at}. */
    void outline(int glyph, AffineTransform at, Path2D path) {
        int start = glyf + location(glyph);
        if (location(glyph + 1) == location(glyph)) {
            return;
        }
        int contours = data.getShort(start);
        if (contours < 0) {
            composite(start + 10, at, path);
        } else {
            simple(start + 10, contours, at, path);
        }
    }

    private int location(int glyph) {
        if (glyph < 0 || glyph > glyphs) {
            throw new IllegalArgumentException("Expected a glyph of %s, got %d".formatted(postscriptName, glyph));
        }
        return longLocations ? data.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph);
    }

    private int unsigned(int offset) {
        return data.getShort(offset) & 0xFFFF;
    }

    private byte[] slice(int offset, int length) {
        byte[] copy = new byte[length];
        data.get(offset, copy);
        return copy;
    }

    private void readCharacters() {
        int cmap = table("cmap").offset();
        int count = unsigned(cmap + 2);
        int bmp = -1;
        int full = -1;
        for (int i = 0; i < count; i++) {
            int entry = cmap + 4 + 8 * i;
            int offset = cmap + data.getInt(entry + 4);
            int format = unsigned(offset);
            if (format == 12) {
                full = offset;
            } else if (format == 4) {
                bmp = offset;
            }
        }
        if (full >= 0) {
            readGroups(full);
        } else if (bmp >= 0) {
            readSegments(bmp);
        } else {
            throw new IllegalArgumentException("Expected Unicode characters in " + postscriptName + ", got none");
        }
    }

    private void readGroups(int offset) {
        int groups = data.getInt(offset + 12);
        for (int i = 0; i < groups; i++) {
            int group = offset + 16 + 12 * i;
            int first = data.getInt(group);
            int last = data.getInt(group + 4);
            int glyph = data.getInt(group + 8);
            for (int codePoint = first; codePoint <= last; codePoint++) {
                put(codePoint, glyph + codePoint - first);
            }
        }
    }

    private void readSegments(int offset) {
        int doubled = unsigned(offset + 6);
        int ends = offset + 14;
        int starts = ends + doubled + 2;
        int deltas = starts + doubled;
        int ranges = deltas + doubled;
        for (int at = 0; at < doubled; at += 2) {
            int range = unsigned(ranges + at);
            for (int c = unsigned(starts + at); c <= unsigned(ends + at) && c != 0xFFFF; c++) {
                int glyph = range == 0
                        ? c + unsigned(deltas + at)
                        : unsigned(ranges + at + range + 2 * (c - unsigned(starts + at)));
                put(c, (range == 0 || glyph == 0 ? glyph : glyph + unsigned(deltas + at)) & 0xFFFF);
            }
        }
    }

    private void put(int codePoint, int glyph) {
        if (glyph == 0) {
            return;
        }
        char[] page = glyphOf[codePoint / PAGE];
        if (page == null) {
            page = new char[PAGE];
            glyphOf[codePoint / PAGE] = page;
        }
        page[codePoint % PAGE] = (char) glyph;
    }

    private void composite(int start, AffineTransform at, Path2D path) {
        int p = start;
        int flags;
        do {
            flags = unsigned(p);
            int part = unsigned(p + 2);
            p += 4;
            double dx = 0;
            double dy = 0;
            boolean offsets = (flags & Component.ARGS_ARE_XY) != 0;
            if ((flags & Component.ARGS_ARE_WORDS) != 0) {
                dx = offsets ? data.getShort(p) : 0;
                dy = offsets ? data.getShort(p + 2) : 0;
                p += 4;
            } else {
                dx = offsets ? data.get(p) : 0;
                dy = offsets ? data.get(p + 1) : 0;
                p += 2;
            }
            double xx = 1;
            double yx = 0;
            double xy = 0;
            double yy = 1;
            if ((flags & Component.SCALE) != 0) {
                xx = fraction(p);
                yy = xx;
            } else if ((flags & Component.TWO_SCALES) != 0) {
                xx = fraction(p);
                yy = fraction(p + 2);
            } else if ((flags & Component.MATRIX) != 0) {
                xx = fraction(p);
                yx = fraction(p + 2);
                xy = fraction(p + 4);
                yy = fraction(p + 6);
            }
            p += Component.scaleBytes(flags);
            AffineTransform placed = new AffineTransform(at);
            placed.concatenate(new AffineTransform(xx, yx, xy, yy, dx, dy));
            outline(part, placed, path);
        } while ((flags & Component.MORE) != 0);
    }

    private double fraction(int offset) {
        return data.getShort(offset) / 16384.0;
    }

    private void simple(int start, int contours, AffineTransform at, Path2D path) {
        if (contours == 0) {
            return;
        }
        int points = unsigned(start + 2 * (contours - 1)) + 1;
        int p = start + 2 * contours;
        p += 2 + unsigned(p);
        byte[] flags = new byte[points];
        for (int i = 0; i < points; i++) {
            byte flag = data.get(p++);
            flags[i] = flag;
            if ((flag & 8) != 0) {
                int repeats = data.get(p++) & 0xFF;
                while (repeats-- > 0) {
                    flags[++i] = flag;
                }
            }
        }
        double[] x = new double[points];
        double[] y = new double[points];
        p = coordinates(p, flags, x, 2, 16);
        coordinates(p, flags, y, 4, 32);
        Path2D outline = new Path2D.Double();
        int first = 0;
        for (int contour = 0; contour < contours; contour++) {
            int last = unsigned(start + 2 * contour);
            contour(flags, x, y, first, last, outline);
            first = last + 1;
        }
        path.append(outline.getPathIterator(at), false);
    }

    private int coordinates(int from, byte[] flags, double[] values, int isByte, int isSameOrPositive) {
        int p = from;
        int value = 0;
        for (int i = 0; i < flags.length; i++) {
            boolean mark = (flags[i] & isSameOrPositive) != 0;
            if ((flags[i] & isByte) != 0) {
                int step = data.get(p++) & 0xFF;
                value += mark ? step : -step;
            } else if (!mark) {
                value += data.getShort(p);
                p += 2;
            }
            values[i] = value;
        }
        return p;
    }

    /** A closed line of points on the curve and control points; between two control points lies a point halfway. */
    private static void contour(byte[] flags, double[] x, double[] y, int first, int last, Path2D path) {
        int count = last - first + 1;
        if (count < 2) {
            return;
        }
        int start = first;
        while (start <= last && (flags[start] & 1) == 0) {
            start++;
        }
        double startX;
        double startY;
        int steps = count;
        if (start > last) {
            start = first;
            startX = (x[first] + x[last]) / 2;
            startY = (y[first] + y[last]) / 2;
            start--;
        } else {
            startX = x[start];
            startY = y[start];
            steps--;
        }
        path.moveTo(startX, startY);
        boolean pending = false;
        double controlX = 0;
        double controlY = 0;
        for (int i = 1; i <= steps; i++) {
            int point = first + Math.floorMod(start + i - first, count);
            if ((flags[point] & 1) != 0) {
                if (pending) {
                    path.quadTo(controlX, controlY, x[point], y[point]);
                } else {
                    path.lineTo(x[point], y[point]);
                }
                pending = false;
            } else {
                if (pending) {
                    path.quadTo(controlX, controlY, (controlX + x[point]) / 2, (controlY + y[point]) / 2);
                }
                controlX = x[point];
                controlY = y[point];
                pending = true;
            }
        }
        if (pending) {
            path.quadTo(controlX, controlY, startX, startY);
        }
        path.closePath();
    }

    /** The flags of a part of a composite glyph. */
    static final class Component {
        static final int ARGS_ARE_WORDS = 1;
        static final int ARGS_ARE_XY = 2;
        static final int SCALE = 8;
        static final int MORE = 32;
        static final int TWO_SCALES = 64;
        static final int MATRIX = 128;

        private Component() {}

        /** The bytes that scale a part takes. */
        static int scaleBytes(int flags) {
            if ((flags & SCALE) != 0) {
                return 2;
            }
            if ((flags & TWO_SCALES) != 0) {
                return 4;
            }
            return (flags & MATRIX) != 0 ? 8 : 0;
        }
    }
}
