package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import cn.mingbai.print.ArchivePages.Duplex;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prints outreach workers' cards, 90 mm by 54 mm, ten to an A4 page with lines to cut along. The file is PDF 1.7 and
 * PDF/A-2u; the same inputs give the same bytes.
 */
public final class CardPrinter {

    private static final String TITLE = "政策宣传员";

    static final float CARD_WIDTH = mm(90);
    static final float CARD_HEIGHT = mm(54);
    static final float CODE_SIDE = mm(25.5f);
    static final float CODE_LEFT = mm(58.7f);
    static final float CODE_TOP = mm(16.2f);

    private static final float PAGE_WIDTH = mm(210);
    private static final float PAGE_HEIGHT = mm(297);
    private static final int COLUMNS = 2;
    private static final int ROWS = 5;
    private static final float LEFT = (PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2;
    private static final float TOP = (PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2;
    private static final float BAND_HEIGHT = mm(10);
    private static final float EDGE = mm(5);
    private static final float TEXT_WIDTH = mm(47);
    private static final float BINDING_WIDTH = mm(34);
    private static final float BINDING_PT = 7;

    private CardPrinter() {}

    /**
     * Writes the cards, row by row in this order. Each code is drawn, found and read before it is written.
     *
     * @param cards at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each card
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is no card, an address has characters outside the QR alphanumeric set,
     *     or a text is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(List<OutreachCard> cards, OutputStream out, ProgressListener progress) throws IOException {
        if (cards.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one card to print, got none");
        }
        Canvas nowhere = new Canvas(ArchivePages.scratch(), CARD_HEIGHT);
        for (OutreachCard card : cards) {
            ArchivePages.refuseUndrawable(
                    "the card of " + card.village(),
                    Stream.of(card.name(), card.village(), card.town(), card.staffPhone(), card.bindingText()));
            QrCode.checkAlphabet(card.code());
            draw(nowhere, card, null);
        }
        ArchivePages file = new ArchivePages(out, TITLE, PAGE_WIDTH, PAGE_HEIGHT, Duplex.SIMPLEX);
        for (int first = 0; first < cards.size(); first += COLUMNS * ROWS) {
            Canvas page = file.page();
            cutMarks(page);
            int last = Math.min(cards.size(), first + COLUMNS * ROWS);
            for (int i = first; i < last; i++) {
                float x = LEFT + (i - first) % COLUMNS * CARD_WIDTH;
                float top = TOP + (i - first) / COLUMNS * CARD_HEIGHT;
                Canvas card = page.moved(x, top, 1, CARD_HEIGHT);
                draw(card, cards.get(i), QrCode.encode(cards.get(i).code(), QrCode.Ecc.Q));
                card.moveBack();
                progress.sheetWritten(i + 1, cards.size());
            }
        }
        file.finish();
    }

    /** Where to cut, outside the cards alone, so that a cut a little beside leaves no line on them. */
    private static void cutMarks(Canvas page) {
        float length = mm(5);
        float right = LEFT + COLUMNS * CARD_WIDTH;
        float bottom = TOP + ROWS * CARD_HEIGHT;
        for (int column = 0; column <= COLUMNS; column++) {
            float x = LEFT + column * CARD_WIDTH;
            page.rule(Canvas.GREY, 0.4f, x, TOP - mm(1) - length, x, TOP - mm(1));
            page.rule(Canvas.GREY, 0.4f, x, bottom + mm(1), x, bottom + mm(1) + length);
        }
        for (int row = 0; row <= ROWS; row++) {
            float y = TOP + row * CARD_HEIGHT;
            page.rule(Canvas.GREY, 0.4f, LEFT - mm(1) - length, y, LEFT - mm(1), y);
            page.rule(Canvas.GREY, 0.4f, right + mm(1), y, right + mm(1) + length, y);
        }
    }

    private static void draw(Canvas canvas, OutreachCard card, @Nullable QrCode code) {
        float inset = mm(2.5f);
        canvas.fill(Canvas.RED, inset, inset, CARD_WIDTH - 2 * inset, BAND_HEIGHT);
        canvas.text(TITLE, Weight.BOLD, 15, Color.WHITE, EDGE, Canvas.centredBaseline(inset, BAND_HEIGHT, 15));
        float town = Canvas.fit(card.town(), Weight.REGULAR, mm(36), 9.5f, 5);
        canvas.textRight(
                card.town(),
                Weight.REGULAR,
                town,
                Color.WHITE,
                CARD_WIDTH - EDGE,
                Canvas.centredBaseline(inset, BAND_HEIGHT, town));
        float name = Canvas.fit(card.name(), Weight.BOLD, TEXT_WIDTH, 24, 7);
        canvas.text(card.name(), Weight.BOLD, name, Canvas.INK, EDGE, mm(24.5f));
        float village = Canvas.fit(card.village(), Weight.REGULAR, TEXT_WIDTH, 12, 6);
        canvas.text(card.village(), Weight.REGULAR, village, Canvas.INK, EDGE, mm(32));
        canvas.rule(Canvas.RULE, 0.6f, EDGE, mm(36.5f), EDGE + TEXT_WIDTH, mm(36.5f));
        canvas.text("核实身份、咨询政策请打", Weight.REGULAR, 8, Canvas.GREY, EDGE, mm(41.5f));
        float phone = Canvas.fit(card.staffPhone(), Weight.BOLD, TEXT_WIDTH, 15, 8);
        canvas.text(card.staffPhone(), Weight.BOLD, phone, Canvas.INK, EDGE, mm(48.5f));
        if (code != null) {
            canvas.qrCode(code, CODE_LEFT, CODE_TOP, CODE_SIDE);
        }
        List<Line> lines = binding(card.bindingText());
        float y = CODE_TOP + CODE_SIDE + mm(5.8f);
        for (Line line : lines) {
            canvas.line(line, BINDING_PT, Canvas.INK, CODE_LEFT + CODE_SIDE / 2 - line.width(BINDING_PT) / 2, y);
            y += BINDING_PT * 1.3f;
        }
    }

    /** At most two lines, parted behind a mark where that goes. */
    private static List<Line> binding(String text) {
        float measure = BINDING_WIDTH / BINDING_PT;
        int mark = text.indexOf('，');
        if (mark > 0 && Line.of(text, Weight.REGULAR).width(1) > measure) {
            Line first = Line.of(text.substring(0, mark), Weight.REGULAR);
            Line second = Line.of(text.substring(mark + 1), Weight.REGULAR);
            if (first.width(1) <= measure && second.width(1) <= measure) {
                return List.of(first, second);
            }
        }
        List<Line> lines = Line.broken(Glyph.of(text, Weight.REGULAR), measure, 0);
        if (lines.size() > 2) {
            throw new IllegalArgumentException("Expected at most two lines of %.0f mm below the code, got %d characters"
                    .formatted(BINDING_WIDTH / mm(1), text.length()));
        }
        return lines;
    }
}
