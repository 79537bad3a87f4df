package cn.mingbai.print;

import java.awt.Color;

/** Draws on one page or template; all lengths in pt, from the upper left corner of the page. */
final class Canvas {

    /** The colours of the printed sheets; legible in grey too. */
    static final Color INK = new Color(0x1A, 0x1A, 0x1A);

    static final Color GREY = new Color(0x59, 0x59, 0x59);
    static final Color RULE = new Color(0xB8, 0xAE, 0xA6);
    static final Color RED = new Color(0x9E, 0x1B, 0x1E);
    static final Color TINT = new Color(0xFB, 0xF3, 0xEC);

    /** Stands for what was cut off. */
    static final String CUT = "…";

    private static final float PT_PER_MM = 72f / 25.4f;

    private final Drawing content;
    private final float pageHeight;

    Canvas(Drawing content, float pageHeight) {
        this.content = content;
        this.pageHeight = pageHeight;
    }

    static float mm(float millimetres) {
        return millimetres * PT_PER_MM;
    }

    /**
     * The largest size, down to {@code smallest}, at which the text keeps to {@code width}.
     *
     * @throws IllegalArgumentException when it is wider even at the smallest size; the message does not repeat the
     *     text, which may be a name
     */
    static float fit(String text, Weight weight, float width, float largest, float smallest) {
        float em = Line.of(text, weight).width(1);
        float size = em * largest <= width ? largest : width / em;
        if (size < smallest) {
            throw new IllegalArgumentException("Expected a text that fits %.0f mm at %.1f pt, got %d characters"
                    .formatted(width / PT_PER_MM, smallest, text.codePointCount(0, text.length())));
        }
        return size;
    }

    /** The size at which the text keeps to {@code width}, no larger and no smaller than these; at last it is to be cut. */
    static float largest(String text, Weight weight, float width, float largest, float smallest) {
        float em = Line.of(text, weight).width(1);
        return Math.max(smallest, em * largest <= width ? largest : width / em);
    }

    /** As much of the text as keeps to {@code width}, with {@value #CUT} for the rest. */
    static String cut(String text, Weight weight, float size, float width) {
        String shown = text;
        while (Line.of(shown, weight).width(size) > width + 0.5f && shown.length() > 2) {
            int end = shown.endsWith(CUT) ? shown.length() - CUT.length() : shown.length();
            shown = shown.substring(0, shown.offsetByCodePoints(end, -1)) + CUT;
        }
        return shown;
    }

    /** How wide the first {@code count} columns of a table are together. */
    static float sum(float[] widths, int count) {
        float sum = 0;
        for (int column = 0; column < count; column++) {
            sum += widths[column];
        }
        return sum;
    }

    void text(String text, Weight weight, float size, Color color, float x, float baseline) {
        line(Line.of(text, weight), size, color, x, baseline);
    }

    void textRight(String text, Weight weight, float size, Color color, float right, float baseline) {
        Line line = Line.of(text, weight);
        line(line, size, color, right - line.width(size), baseline);
    }

    void textCentred(String text, Weight weight, float size, Color color, float middle, float baseline) {
        Line line = Line.of(text, weight);
        line(line, size, color, middle - line.width(size) / 2, baseline);
    }

    void line(Line line, float size, Color color, float x, float baseline) {
        content.fillColor(color);
        line.draw(content, size, x, pageHeight - baseline);
    }

    /** The baseline that puts Chinese characters in the middle of a row. */
    static float centredBaseline(float top, float height, float size) {
        return top + height / 2 + Fonts.MIDDLE_ABOVE_BASELINE_EM * size;
    }

    /** The baseline that puts digits, 0.73 em tall, in the middle of a row. */
    static float digitBaseline(float top, float height, float size) {
        return top + height / 2 + 0.365f * size;
    }

    void fill(Color color, float x, float top, float width, float height) {
        content.fillColor(color);
        content.rectangle(x, pageHeight - top - height, width, height);
        content.fill();
    }

    void outline(Color color, float lineWidth, float x, float top, float width, float height) {
        content.strokeColor(color);
        content.lineWidth(lineWidth);
        content.rectangle(x, pageHeight - top - height, width, height);
        content.stroke();
    }

    void roundedOutline(Color color, float lineWidth, float x, float top, float width, float height, float radius) {
        content.strokeColor(color);
        content.lineWidth(lineWidth);
        content.roundRectangle(x, pageHeight - top - height, width, height, radius);
        content.stroke();
    }

    void rule(Color color, float lineWidth, float x1, float y1, float x2, float y2) {
        content.strokeColor(color);
        content.lineWidth(lineWidth);
        content.moveTo(x1, pageHeight - y1);
        content.lineTo(x2, pageHeight - y2);
        content.stroke();
    }

    void dashedRule(Color color, float lineWidth, float x1, float x2, float y) {
        content.save();
        content.dash(5, 3.5f);
        rule(color, lineWidth, x1, y, x2, y);
        content.restore();
    }

    /** Scissors that cut to the right along the height {@code y}, {@code length} long, as a vector shape. */
    void scissors(Color color, float x, float y, float length) {
        float u = length / 20;
        content.save();
        content.transform(u, x, pageHeight - y);
        content.strokeColor(color);
        content.fillColor(color);
        content.lineWidth(1.5f);
        content.ellipse(0.8f, 1.6f, 7.2f, 6.6f);
        content.stroke();
        content.ellipse(0.8f, -6.6f, 7.2f, -1.6f);
        content.stroke();
        blade(1);
        blade(-1);
        content.restore();
    }

    /** A blade from the ring above (1) or below (-1) the cut to the tip on the other side. */
    private void blade(int side) {
        content.moveTo(6.3f, side * 3.4f);
        content.curveTo(9f, side * 2.1f, 13f, side * -0.3f, 20f, side * -3.2f);
        content.curveTo(15f, side * -2.9f, 10.5f, side * -1.4f, 5.6f, side * 1.6f);
        content.closePath();
        content.fill();
    }

    /**
     * A QR code, black on a white ground that includes its quiet zone.
     *
     * @param x left edge of the modules, without quiet zone
     * @param top upper edge of the modules, without quiet zone
     * @param side length of one side of the modules
     */
    void qrCode(QrCode code, float x, float top, float side) {
        float module = side / code.size();
        float quiet = module * QrCode.QUIET_ZONE_MODULES;
        content.save();
        fill(Color.WHITE, x - quiet, top - quiet, side + 2 * quiet, side + 2 * quiet);
        content.fillColor(Color.BLACK);
        content.transform(module, x, pageHeight - top - side);
        code.rectangles(
                (left, row, width, height) -> content.rectangle(left, code.size() - row - height, width, height));
        content.fill();
        content.restore();
    }

    /**
     * What is drawn next lies elsewhere and in another size, until {@link #moveBack}.
     *
     * @param x the left edge of the place
     * @param top the upper edge of the place
     * @param scale the size in which it is drawn
     * @param height the height of the place before it is scaled
     */
    Canvas moved(float x, float top, float scale, float height) {
        content.save();
        content.transform(scale, x, pageHeight - top - scale * height);
        return new Canvas(content, height);
    }

    void moveBack() {
        content.restore();
    }

    /** Text that rises to the right, from a point on its baseline. */
    void slanted(String text, float size, Color color, float x, float baseline, double radians) {
        content.save();
        content.turn(radians, x, pageHeight - baseline);
        content.fillColor(color);
        Line.of(text, Weight.REGULAR).draw(content, size, 0, 0);
        content.restore();
    }

    /** Puts a form of this height with its upper left corner at a place. */
    void form(String name, float x, float top, float height) {
        content.form(name, x, pageHeight - top - height);
    }

    /** Puts what many pages share on this one, as {@link ArchivePages#form} named it. */
    void form(String name) {
        content.form(name);
    }
}
