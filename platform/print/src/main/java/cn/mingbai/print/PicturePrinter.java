package cn.mingbai.print;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Draws a text as a picture for WeChat groups: PNG, 1080 pixels wide, as long as the text takes. It names nobody. The
 * same inputs give the same bytes.
 */
public final class PicturePrinter {

    private static final int WIDTH = 1080;
    private static final float EDGE = 56;
    private static final float MEASURE = WIDTH - 2 * EDGE;
    private static final float BODY = 40;
    private static final float LEADING = 62;
    private static final float SECTION_GAP = 40;
    private static final float PHONE_ROW = 108;
    private static final float PHONE_HEADING = 84;
    private static final float CODE = 420;
    private static final int TALLEST = 20_000;

    private PicturePrinter() {}

    /**
     * Draws the text.
     *
     * @param text front and back of it, then the phones
     * @param code a general address for the QR code at the end, in the QR alphanumeric set; empty for none; never a
     *     household's
     * @param out where the picture goes; stays open
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when the address has other characters, or a one-line text is too long
     * @throws IOException when {@code out} fails
     */
    public static void png(LeafletText text, String code, OutputStream out) throws IOException {
        HouseholdPages.refuseUndrawable(text);
        QrCode qr = null;
        if (!code.isEmpty()) {
            qr = QrCode.encode(code, QrCode.Ecc.Q);
        }
        Graphics2D nowhere = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        int height = draw(nowhere, text, qr);
        nowhere.dispose();
        if (height > TALLEST) {
            throw new IllegalArgumentException(
                    "Expected a text that makes a picture of at most %d pixels, got %d".formatted(TALLEST, height));
        }
        BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = graphics(image);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, height);
        draw(graphics, text, qr);
        graphics.dispose();
        // Not the cached stream of ImageIO.write(image, name, out): that one needs a folder for temporary files.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, "png", stream);
        }
        out.flush();
    }

    private static Graphics2D graphics(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    /** Draws everything and answers how tall it is. */
    private static int draw(Graphics2D graphics, LeafletText text, @Nullable QrCode qr) {
        float band = 250;
        fill(graphics, Canvas.RED, 0, 0, WIDTH, band);
        float title = Canvas.fit(text.title(), Weight.BOLD, MEASURE, 80, 36);
        centred(graphics, text.title(), Weight.BOLD, title, Color.WHITE, 70 + 0.5f * 80);
        float subtitle = Canvas.fit(text.subtitle(), Weight.REGULAR, MEASURE, 34, 14);
        centred(graphics, text.subtitle(), Weight.REGULAR, subtitle, Color.WHITE, 195);
        float y = band + 40;
        if (!text.ruleLayerBadge().isEmpty()) {
            for (Line line : Line.broken(Glyph.of(text.ruleLayerBadge(), Weight.BOLD), MEASURE / 32, 0)) {
                line(
                        graphics,
                        line,
                        32,
                        Canvas.RED,
                        (WIDTH - line.width(32)) / 2,
                        y + 24 + Fonts.MIDDLE_ABOVE_BASELINE_EM * 32);
                y += 48;
            }
            y += 24;
        }
        Flow flow = Flow.of(
                Stream.concat(text.front().stream(), text.back().stream()).toList(),
                new Flow.Style(BODY, LEADING, SECTION_GAP, BODY + 8, 28),
                MEASURE);
        for (Flow.PlacedLine placed : flow.lines()) {
            float baseline = y + placed.baselinePt();
            if (placed.heading()) {
                float middle = baseline - Fonts.MIDDLE_ABOVE_BASELINE_EM * placed.sizePt();
                fill(graphics, Canvas.RED, EDGE, middle - 22, 10, 44);
            }
            line(
                    graphics,
                    placed.line(),
                    placed.sizePt(),
                    placed.heading() ? Canvas.RED : Canvas.INK,
                    EDGE + placed.xPt(),
                    baseline);
        }
        y += flow.heightPt() + 48;
        y = phones(graphics, text, y) + 48;
        if (qr != null) {
            y = code(graphics, qr, y);
        }
        return Math.round(y + 24);
    }

    private static float phones(Graphics2D graphics, LeafletText text, float top) {
        fill(graphics, Canvas.RED, EDGE, top, MEASURE, PHONE_HEADING);
        single(graphics, "有事打电话", Weight.BOLD, 42, Color.WHITE, EDGE + 28, top + PHONE_HEADING / 2);
        float y = top + PHONE_HEADING;
        for (Phone phone : text.phones()) {
            float purpose = Canvas.fit(phone.purpose(), Weight.BOLD, 420, 34, 14);
            single(graphics, phone.purpose(), Weight.BOLD, purpose, Canvas.RED, EDGE + 28, y + 32);
            float office = Canvas.fit(phone.office(), Weight.REGULAR, 480, 32, 12);
            single(graphics, phone.office(), Weight.REGULAR, office, Canvas.INK, EDGE + 28, y + 76);
            float number = Canvas.fit(phone.number(), Weight.BOLD, 410, 52, 20);
            float left =
                    EDGE + MEASURE - 28 - Line.of(phone.number(), Weight.BOLD).width(number);
            single(graphics, phone.number(), Weight.BOLD, number, Canvas.INK, left, y + PHONE_ROW / 2);
            y += PHONE_ROW;
            fill(graphics, Canvas.RULE, EDGE, y - 2, MEASURE, 2);
        }
        fill(graphics, Canvas.RED, EDGE, top, 3, y - top);
        fill(graphics, Canvas.RED, EDGE + MEASURE - 3, top, 3, y - top);
        fill(graphics, Canvas.RED, EDGE, y - 3, MEASURE, 3);
        return y;
    }

    /** Whole pixels to a module, so that its edges stay sharp. */
    private static float code(Graphics2D graphics, QrCode qr, float top) {
        int module = Math.max(4, (int) (CODE / qr.size()));
        int left = (WIDTH - module * qr.size()) / 2;
        int upper = Math.round(top) + module * QrCode.QUIET_ZONE_MODULES;
        graphics.setColor(Color.BLACK);
        qr.rectangles((x, row, width, height) ->
                graphics.fillRect(left + x * module, upper + row * module, width * module, height * module));
        float below = upper + module * (qr.size() + QrCode.QUIET_ZONE_MODULES);
        centred(graphics, "长按识别或扫码看全文，不用登录，不收费", Weight.BOLD, 36, Canvas.RED, below + 30);
        return below + 80;
    }

    private static void centred(
            Graphics2D graphics, String text, Weight weight, float size, Color color, float middle) {
        float left = (WIDTH - Line.of(text, weight).width(size)) / 2;
        single(graphics, text, weight, size, color, left, middle);
    }

    private static void single(
            Graphics2D graphics, String text, Weight weight, float size, Color color, float left, float middle) {
        line(graphics, Line.of(text, weight), size, color, left, middle + Fonts.MIDDLE_ABOVE_BASELINE_EM * size);
    }

    /** Outlines, not the machine's own text drawing: it differs from machine to machine and needs fonts installed. */
    private static void line(Graphics2D graphics, Line line, float size, Color color, float x, float baseline) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        line.place((glyph, advance) -> {
            double scale = size / glyph.font().unitsPerEm();
            double left = x + advance * size / Fonts.UNITS_PER_EM;
            glyph.font().outline(glyph.index(), new AffineTransform(scale, 0, 0, -scale, left, baseline), path);
        });
        graphics.setColor(color);
        graphics.fill(path);
    }

    private static void fill(Graphics2D graphics, Color color, float x, float y, float width, float height) {
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Float(x, y, width, height));
    }
}
