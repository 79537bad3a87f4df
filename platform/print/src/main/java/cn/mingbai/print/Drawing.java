package cn.mingbai.print;

import java.awt.Color;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operators of one page or form, in PDF's own terms: pt from the lower left corner. Source: ISO 32000-1:2008, 8.5
 * and 9.4.
 */
final class Drawing {

    /** Of a quarter circle drawn as a curve. */
    private static final float ROUND = 0.5523f;

    private static final long[] TENS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};
    private static final int DECIMALS = 3;
    private static final Map<Color, byte[]> COLOURS = new HashMap<>();

    static {
        for (Color color :
                new Color[] {Canvas.INK, Canvas.GREY, Canvas.RULE, Canvas.RED, Canvas.TINT, Color.WHITE, Color.BLACK}) {
            COLOURS.put(color, components(color));
        }
    }

    private final Function<FontFile, EmbeddedFont> fonts;
    private byte[] bytes = new byte[8192];
    private int length;
    private @Nullable Color fill;
    private @Nullable Color stroke;
    private float lineWidth = -1;
    private @Nullable EmbeddedFont font;
    private float fontSize;
    private boolean inString;
    private boolean inArray;

    /** Begins empty; {@code fonts} knows what the file uses of each font. */
    Drawing(Function<FontFile, EmbeddedFont> fonts) {
        this.fonts = fonts;
    }

    /** Begins anew. */
    void clear() {
        length = 0;
        forget();
    }

    /** The operators so far: the first {@link #length()} of these bytes. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void fillColor(Color color) {
        if (!color.equals(fill)) {
            write(color, "rg", 'g');
            fill = color;
        }
    }

    void strokeColor(Color color) {
        if (!color.equals(stroke)) {
            write(color, "RG", 'G');
            stroke = color;
        }
    }

    void lineWidth(float width) {
        if (width != lineWidth) {
            number(width).operator("w");
            lineWidth = width;
        }
    }

    void dash(float on, float off) {
        put('[').number(on).number(off);
        put(']').put('0').put(' ').operator("d");
    }

    void save() {
        operator("q");
    }

    void restore() {
        operator("Q");
        forget();
    }

    void transform(double a, double b, double c, double d, double e, double f) {
        number(a, 6)
                .number(b, 6)
                .number(c, 6)
                .number(d, 6)
                .number(e, 4)
                .number(f, 4)
                .operator("cm");
    }

    void rectangle(float x, float y, float width, float height) {
        number(x).number(y).number(width).number(height).operator("re");
    }

    /** A rectangle of whole units. */
    void rectangle(int x, int y, int width, int height) {
        whole(x).whole(y).whole(width).whole(height).operator("re");
    }

    void moveTo(float x, float y) {
        number(x).number(y).operator("m");
    }

    void lineTo(float x, float y) {
        number(x).number(y).operator("l");
    }

    void curveTo(float x1, float y1, float x2, float y2, float x3, float y3) {
        number(x1).number(y1).number(x2).number(y2).number(x3).number(y3).operator("c");
    }

    void closePath() {
        operator("h");
    }

    void roundRectangle(float x, float y, float width, float height, float radius) {
        float k = radius * (1 - ROUND);
        float right = x + width;
        float up = y + height;
        moveTo(x + radius, y);
        lineTo(right - radius, y);
        curveTo(right - k, y, right, y + k, right, y + radius);
        lineTo(right, up - radius);
        curveTo(right, up - k, right - k, up, right - radius, up);
        lineTo(x + radius, up);
        curveTo(x + k, up, x, up - k, x, up - radius);
        lineTo(x, y + radius);
        curveTo(x, y + k, x + k, y, x + radius, y);
        closePath();
    }

    void ellipse(float left, float low, float right, float up) {
        float x = (left + right) / 2;
        float y = (low + up) / 2;
        float dx = (right - left) / 2 * ROUND;
        float dy = (up - low) / 2 * ROUND;
        moveTo(right, y);
        curveTo(right, y + dy, x + dx, up, x, up);
        curveTo(x - dx, up, left, y + dy, left, y);
        curveTo(left, y - dy, x - dx, low, x, low);
        curveTo(x + dx, low, right, y - dy, right, y);
        closePath();
    }

    void fill() {
        operator("f");
    }

    void stroke() {
        operator("S");
    }

    void form(String name) {
        put('/').ascii(name).put(' ').operator("Do");
    }

    void beginText(float x, float y) {
        operator("BT");
        number(x).number(y).operator("Td");
    }

    void font(FontFile file, float size) {
        endArray();
        if (font == null || font.font() != file || size != fontSize) {
            font = fonts.apply(file);
            fontSize = size;
            put('/').ascii(font.name()).put(' ').number(size).operator("Tf");
        }
        put('[');
        inArray = true;
    }

    /** A character in the font chosen. */
    void show(Glyph glyph) {
        EmbeddedFont chosen = font;
        if (chosen == null) {
            throw new IllegalStateException("Expected a font before the first character");
        }
        if (!inString) {
            put('(');
            inString = true;
        }
        int number = chosen.use(glyph);
        escaped(number >> 8);
        escaped(number & 0xFF);
    }

    /** Moves what follows to the right, in 1/1000 em. */
    void shift(float by) {
        endString();
        number(-by, 1);
    }

    void endText() {
        endArray();
        operator("ET");
    }

    private void endArray() {
        endString();
        if (inArray) {
            put(']').operator("TJ");
            inArray = false;
        }
    }

    private void endString() {
        if (inString) {
            put(')');
            inString = false;
        }
    }

    private void escaped(int value) {
        if (value == '(' || value == ')' || value == '\\') {
            put('\\').put(value);
        } else if (value == '\r') {
            put('\\').put('r');
        } else {
            put(value);
        }
    }

    private void forget() {
        fill = null;
        stroke = null;
        lineWidth = -1;
        font = null;
    }

    /** Greys are written as such, so that printers take their black ink alone. */
    private static byte[] components(Color color) {
        Drawing text = new Drawing(file -> {
            throw new IllegalStateException("Expected no text in a colour");
        });
        text.number(color.getRed() / 255.0, DECIMALS);
        if (!isGrey(color)) {
            text.number(color.getGreen() / 255.0, DECIMALS).number(color.getBlue() / 255.0, DECIMALS);
        }
        return Arrays.copyOf(text.bytes, text.length);
    }

    private static boolean isGrey(Color color) {
        return color.getRed() == color.getGreen() && color.getGreen() == color.getBlue();
    }

    private void write(Color color, String inColour, char inGrey) {
        byte[] known = COLOURS.get(color);
        byte[] values = known == null ? components(color) : known;
        reserve(values.length);
        System.arraycopy(values, 0, bytes, length, values.length);
        length += values.length;
        if (isGrey(color)) {
            put(inGrey).put('\n');
        } else {
            operator(inColour);
        }
    }

    private Drawing operator(String name) {
        return ascii(name).put('\n');
    }

    private Drawing ascii(String text) {
        byte[] values = text.getBytes(StandardCharsets.ISO_8859_1);
        reserve(values.length);
        System.arraycopy(values, 0, bytes, length, values.length);
        length += values.length;
        return this;
    }

    private Drawing number(double value) {
        return number(value, DECIMALS);
    }

    private Drawing whole(int value) {
        digits(value);
        return put(' ');
    }

    private Drawing number(double value, int decimals) {
        long scaled = Math.round(value * TENS[decimals]);
        if (scaled < 0) {
            put('-');
            scaled = -scaled;
        }
        long fraction = scaled % TENS[decimals];
        digits(scaled / TENS[decimals]);
        if (fraction > 0) {
            put('.');
            for (int place = decimals - 1; place >= 0 && fraction > 0; place--) {
                put((int) ('0' + fraction / TENS[place]));
                fraction %= TENS[place];
            }
        }
        return put(' ');
    }

    private void digits(long value) {
        if (value >= 10) {
            digits(value / 10);
        }
        put((int) ('0' + value % 10));
    }

    private Drawing put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }
}
