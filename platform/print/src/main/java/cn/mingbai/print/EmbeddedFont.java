package cn.mingbai.print;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one file uses of a font. Characters are numbered as they are first drawn, so that pages can be written before it
 * is known what else comes, and each character has a number of its own, even where two look the same: what is copied out
 * is what was put in.
 */
final class EmbeddedFont {

    private static final int PAGE = 256;
    private static final int MOST = 0xFFFF;
    private static final List<String> INSTRUCTIONS = List.of("cvt ", "fpgm", "prep");

    private final FontFile font;
    private final String name;
    private final int number;
    private final char @Nullable [][] numbers = new char[0x110000 / PAGE][];
    private int[] codePoints = new int[PAGE];
    private int[] glyphs = new int[PAGE];
    private int count = 1;

    /**
     * A font of a file.
     *
     * @param name its name in the resources
     * @param number its object number
     */
    EmbeddedFont(FontFile font, String name, int number) {
        this.font = font;
        this.name = name;
        this.number = number;
    }

    FontFile font() {
        return font;
    }

    String name() {
        return name;
    }

    /** Its object number. */
    int number() {
        return number;
    }

    /** The number by which the file calls a character, from 1. */
    int use(Glyph glyph) {
        int codePoint = glyph.codePoint();
        char[] page = numbers[codePoint / PAGE];
        if (page == null) {
            page = new char[PAGE];
            numbers[codePoint / PAGE] = page;
        }
        int known = page[codePoint % PAGE];
        return known == 0 ? add(page, codePoint, glyph.index()) : known;
    }

    private int add(char[] page, int codePoint, int glyph) {
        if (count > MOST) {
            throw new IllegalStateException("Expected at most " + MOST + " characters of one font in a file");
        }
        if (count == codePoints.length) {
            codePoints = Arrays.copyOf(codePoints, 2 * count);
            glyphs = Arrays.copyOf(glyphs, 2 * count);
        }
        codePoints[count] = codePoint;
        glyphs[count] = glyph;
        page[codePoint % PAGE] = (char) count;
        return count++;
    }

    /** The widths of the characters that are not one em wide, as PDF writes them. */
    String widths() {
        StringBuilder widths = new StringBuilder("[");
        int last = -1;
        for (int i = 1; i < count; i++) {
            int width = Math.round(1000f * font.advance(glyphs[i]) / font.unitsPerEm());
            if (width == 1000) {
                continue;
            }
            if (last == i - 1) {
                widths.append(' ');
            } else {
                widths.append(last < 0 ? "" : "]").append(i).append('[');
            }
            widths.append(width);
            last = i;
        }
        return widths.append(last < 0 ? "]" : "]]").toString();
    }

    /** The map by which text is copied out. */
    byte[] toUnicode() {
        StringBuilder map = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000><FFFF>
                endcodespacerange
                """);
        HexFormat hex = HexFormat.of().withUpperCase();
        for (int from = 1; from < count; from += 100) {
            int to = Math.min(count, from + 100);
            map.append(to - from).append(" beginbfchar\n");
            for (int i = from; i < to; i++) {
                map.append('<').append(hex.toHexDigits((char) i)).append("><");
                map.append(hex.formatHex(Character.toString(codePoints[i]).getBytes(StandardCharsets.UTF_16BE)));
                map.append(">\n");
            }
            map.append("endbfchar\n");
        }
        return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A font of these characters alone, glyph number for glyph number as the file calls them. */
    byte[] subset() {
        List<Integer> used = new ArrayList<>();
        used.add(0);
        for (int i = 1; i < count; i++) {
            used.add(glyphs[i]);
        }
        List<byte[]> descriptions = new ArrayList<>();
        Map<Integer, Integer> parts = new HashMap<>();
        for (int i = 0; i < used.size(); i++) {
            descriptions.add(renumbered(font.description(used.get(i)), used, parts));
        }
        Map<String, byte[]> tables = new TreeMap<>();
        int length = 0;
        ByteBuffer locations = ByteBuffer.allocate(4 * (used.size() + 1));
        for (byte[] description : descriptions) {
            locations.putInt(length);
            length += description.length + 3 & ~3;
        }
        locations.putInt(length);
        ByteBuffer outlines = ByteBuffer.allocate(length);
        for (byte[] description : descriptions) {
            outlines.put(description);
            outlines.position(outlines.position() + 3 & ~3);
        }
        ByteBuffer metrics = ByteBuffer.allocate(4 * used.size());
        for (int glyph : used) {
            metrics.putShort((short) font.advance(glyph)).putShort(font.leftBearing(glyph));
        }
        tables.put("glyf", outlines.array());
        tables.put("loca", locations.array());
        tables.put("hmtx", metrics.array());
        tables.put("head", with(with(font.copy("head"), 50, 1), 8, 0, 0));
        tables.put("hhea", with(font.copy("hhea"), 34, used.size()));
        tables.put("maxp", with(font.copy("maxp"), 4, used.size()));
        for (String tag : INSTRUCTIONS) {
            if (font.has(tag)) {
                tables.put(tag, font.copy(tag));
            }
        }
        return file(tables);
    }

    /** The parts of a composite glyph follow behind the characters. */
    private static byte[] renumbered(byte[] description, List<Integer> used, Map<Integer, Integer> parts) {
        ByteBuffer glyph = ByteBuffer.wrap(description);
        if (description.length == 0 || glyph.getShort(0) >= 0) {
            return description;
        }
        int p = 10;
        int flags;
        do {
            flags = glyph.getShort(p);
            int part = glyph.getShort(p + 2) & 0xFFFF;
            Integer index = parts.get(part);
            if (index == null) {
                index = used.size();
                used.add(part);
                parts.put(part, index);
            }
            glyph.putShort(p + 2, index.shortValue());
            p += 4 + ((flags & FontFile.Component.ARGS_ARE_WORDS) == 0 ? 2 : 4) + FontFile.Component.scaleBytes(flags);
        } while ((flags & FontFile.Component.MORE) != 0);
        return description;
    }

    private static byte[] with(byte[] table, int offset, int... shorts) {
        ByteBuffer buffer = ByteBuffer.wrap(table);
        for (int i = 0; i < shorts.length; i++) {
            buffer.putShort(offset + 2 * i, (short) shorts[i]);
        }
        return table;
    }

    private static byte[] file(Map<String, byte[]> tables) {
        int length = 12 + 16 * tables.size();
        for (byte[] table : tables.values()) {
            length += table.length + 3 & ~3;
        }
        ByteBuffer file = ByteBuffer.allocate(length);
        int power = Integer.highestOneBit(tables.size());
        file.putInt(0x00010000).putShort((short) tables.size());
        file.putShort((short) (16 * power)).putShort((short) Integer.numberOfTrailingZeros(power));
        file.putShort((short) (16 * (tables.size() - power)));
        int offset = 12 + 16 * tables.size();
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            byte[] bytes = table.getValue();
            file.put(table.getKey().getBytes(StandardCharsets.US_ASCII));
            file.putInt(checksum(bytes)).putInt(offset).putInt(bytes.length);
            offset += bytes.length + 3 & ~3;
        }
        for (byte[] bytes : tables.values()) {
            file.put(bytes);
            file.position(file.position() + 3 & ~3);
        }
        return file.array();
    }

    private static int checksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xFF) << (24 - 8 * (i % 4));
        }
        return sum;
    }
}
