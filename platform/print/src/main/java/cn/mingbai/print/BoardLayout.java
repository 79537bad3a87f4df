package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands on a board, as if it were A3 across: a band with the title, two columns of panels, and a column
 * of phones and code. Larger boards are the same, magnified.
 */
final class BoardLayout {

    static final float WIDTH = mm(420);
    static final float HEIGHT = mm(297);
    static final float SMALLEST_PT = 16;
    private static final float LARGEST_PT = 26;
    private static final float STEP_PT = 0.25f;
    private static final float LEADING = 1.45f;
    private static final float TIGHTEST_LEADING = 1.34f;
    private static final float SECTION_GAP = 0.6f;
    private static final float WIDEST_SECTION_GAP = 1.5f;

    /** By how much type may be smaller so that no panel is parted between the columns. */
    private static final float WHOLE_PANELS = 0.85f;

    private static final float PARAGRAPH_GAP = 0.15f;

    private static final float EDGE = mm(12);
    private static final float BAND_HEIGHT = mm(30);
    private static final float GUTTER = mm(10);
    private static final float COLUMN = (WIDTH - 2 * EDGE - 2 * GUTTER) / 3;
    private static final float TOP = EDGE + BAND_HEIGHT + mm(7);
    private static final float BOTTOM = HEIGHT - EDGE - mm(9);
    private static final float FRAME_HEIGHT = mm(45);
    private static final int FEWEST_LINES = 2;
    private static final float TALLEST_FRAME = mm(150);

    /** Without its quiet zone; less for a short address, whose modules and quiet zone are wider. */
    static final float CODE_SIDE = mm(100);

    private static final float CODE_ROOM = mm(125);
    private static final float RIGHT_COLUMN = EDGE + 2 * (COLUMN + GUTTER);
    private static final float CODE_MIDDLE = RIGHT_COLUMN + COLUMN / 2;
    private static final float CODE_ROOM_TOP = BOTTOM - CODE_ROOM;
    private static final float IMPRINT_PT = 12;
    private static final float CALL_HEIGHT = mm(10);
    private static final float PHONES_BOTTOM = CODE_ROOM_TOP - CALL_HEIGHT - mm(4);
    private static final float PHONE_HEADING = mm(11);
    private static final float TALLEST_PHONE_ROW = mm(17);

    private final BoardText text;
    private final float bodyPt;
    private final List<Placed> placed;

    /** A block and its upper left corner; a frame instead of text where there is a height. */
    private record Placed(@Nullable Flow flow, float x, float top, float frameHeight) {}

    /** A paragraph, the first of a panel with its heading; or an empty frame below a heading; or a part of a paragraph. */
    private record Block(Flow flow, boolean first, boolean frame) {
        float height() {
            return flow.heightPt() + (frame ? FRAME_HEIGHT : 0);
        }

        /** How many of its lines may stand at the foot of a column, none when it stays whole: two go, and two stay. */
        int linesWithin(float room) {
            int lines = 0;
            while (lines < flow.lines().size() && flow.lines().get(lines).endPt() <= room) {
                lines++;
            }
            lines = Math.min(lines, flow.lines().size() - FEWEST_LINES);
            long headings =
                    flow.lines().stream().filter(Flow.PlacedLine::heading).count();
            return frame || lines < headings + FEWEST_LINES ? 0 : lines;
        }
    }

    /** @throws BoardOverflowException when the panels do not fit; {@code magnified} is by how much the board is larger */
    BoardLayout(BoardText text, float magnified) {
        this.text = text;
        float parted = largest(SMALLEST_PT, false);
        boolean tight = parted < SMALLEST_PT;
        if (tight && columns(style(SMALLEST_PT, TIGHTEST_LEADING), false).isEmpty()) {
            throw new BoardOverflowException(SMALLEST_PT * magnified, linesOver());
        }
        float least = Math.max(SMALLEST_PT, parted * WHOLE_PANELS);
        float whole = tight ? 0 : largest(least, true);
        bodyPt = tight ? SMALLEST_PT : Math.max(whole < least ? parted : whole, SMALLEST_PT);
        Flow.Style style = style(bodyPt, tight ? TIGHTEST_LEADING : LEADING);
        placed = place(columns(style, !tight && whole >= least), style);
    }

    float bodyPt() {
        return bodyPt;
    }

    /** The largest size that fits, below {@code smallest} when none does. */
    private float largest(float smallest, boolean wholePanels) {
        float size = LARGEST_PT;
        while (size >= smallest && columns(style(size, LEADING), wholePanels).isEmpty()) {
            size -= STEP_PT;
        }
        return size;
    }

    /** The left edge and the side of a code, so that its quiet zone stays within the column. */
    static float codeSide(QrCode code) {
        return Math.min(CODE_SIDE, CODE_ROOM * code.size() / (code.size() + 2 * QrCode.QUIET_ZONE_MODULES));
    }

    static float codeLeft(QrCode code) {
        return CODE_MIDDLE - codeSide(code) / 2;
    }

    static float codeTop(QrCode code) {
        return CODE_ROOM_TOP + (CODE_ROOM - codeSide(code)) / 2;
    }

    void shared(Canvas canvas) {
        band(canvas);
        for (Placed block : placed) {
            if (block.flow() != null) {
                block.flow().draw(canvas, block.x(), block.top());
            }
            if (block.frameHeight() > 0) {
                canvas.outline(Canvas.RULE, 1.2f, block.x(), block.top(), COLUMN, block.frameHeight());
            }
        }
        canvas.rule(Canvas.RULE, 0.8f, EDGE, BOTTOM + mm(3), WIDTH - EDGE, BOTTOM + mm(3));
        if (!text.imprint().isEmpty()) {
            float width = RIGHT_COLUMN - GUTTER - EDGE;
            float size = Canvas.fit(text.imprint(), Weight.REGULAR, width, IMPRINT_PT, 6);
            canvas.text(text.imprint(), Weight.REGULAR, size, Canvas.GREY, EDGE, BOTTOM + mm(8.5f));
        }
        phones(canvas);
        float call = CODE_ROOM_TOP - CALL_HEIGHT;
        canvas.textCentred(
                "扫码看政策，不用登录，不收费",
                Weight.BOLD,
                21,
                Canvas.RED,
                CODE_MIDDLE,
                Canvas.centredBaseline(call, CALL_HEIGHT, 21));
    }

    void own(Canvas canvas, BoardCopy copy, @Nullable QrCode code) {
        if (code != null) {
            canvas.qrCode(code, codeLeft(code), codeTop(code), codeSide(code));
        }
        String place = LeafletStub.join(copy.placeCode().isEmpty() ? "" : "点位编号 " + copy.placeCode(), copy.placeName());
        if (!place.isEmpty()) {
            float size = Canvas.fit(place, Weight.REGULAR, COLUMN, IMPRINT_PT, 5);
            canvas.textRight(place, Weight.REGULAR, size, Canvas.INK, WIDTH - EDGE, BOTTOM + mm(8.5f));
        }
    }

    private void band(Canvas canvas) {
        canvas.fill(Canvas.RED, EDGE, EDGE, WIDTH - 2 * EDGE, BAND_HEIGHT);
        float inset = mm(7);
        float aside = mm(128);
        float title = Canvas.fit(text.title(), Weight.BOLD, WIDTH - 2 * EDGE - 3 * inset - aside, 60, 28);
        canvas.text(
                text.title(),
                Weight.BOLD,
                title,
                Color.WHITE,
                EDGE + inset,
                Canvas.centredBaseline(EDGE, BAND_HEIGHT, title));
        float right = WIDTH - EDGE - inset;
        boolean badge = !text.badge().isEmpty();
        float subtitle = Canvas.fit(text.subtitle(), Weight.REGULAR, aside, 17, 8);
        canvas.textRight(
                text.subtitle(),
                Weight.REGULAR,
                subtitle,
                Color.WHITE,
                right,
                Canvas.centredBaseline(EDGE + (badge ? mm(4) : mm(10)), mm(10), subtitle));
        if (badge) {
            float size = Canvas.fit(text.badge(), Weight.BOLD, aside, 17, 8);
            canvas.textRight(
                    text.badge(),
                    Weight.BOLD,
                    size,
                    Color.WHITE,
                    right,
                    Canvas.centredBaseline(EDGE + mm(16), mm(10), size));
        }
    }

    private void phones(Canvas canvas) {
        if (text.phones().isEmpty()) {
            return;
        }
        float row = Math.min(
                TALLEST_PHONE_ROW,
                (PHONES_BOTTOM - TOP - PHONE_HEADING) / text.phones().size());
        canvas.fill(Canvas.RED, RIGHT_COLUMN, TOP, COLUMN, PHONE_HEADING);
        canvas.text(
                "有事打电话",
                Weight.BOLD,
                20,
                Color.WHITE,
                RIGHT_COLUMN + mm(4),
                Canvas.centredBaseline(TOP, PHONE_HEADING, 20));
        float y = TOP + PHONE_HEADING;
        float numberWidth = mm(56);
        for (int i = 0; i < text.phones().size(); i++) {
            Phone phone = text.phones().get(i);
            if (i > 0) {
                canvas.rule(Canvas.RULE, 0.6f, RIGHT_COLUMN + 1, y, RIGHT_COLUMN + COLUMN - 1, y);
            }
            float left = RIGHT_COLUMN + mm(4);
            float width = COLUMN - mm(10) - numberWidth;
            float purpose = Canvas.fit(phone.purpose(), Weight.BOLD, width, Math.min(SMALLEST_PT, row * 0.4f), 6);
            float office = Canvas.fit(phone.office(), Weight.REGULAR, width, Math.min(SMALLEST_PT, row * 0.4f), 6);
            float between = row * 0.09f;
            float upper = y + (row - purpose - office - between) / 2;
            canvas.text(
                    phone.purpose(),
                    Weight.BOLD,
                    purpose,
                    Canvas.RED,
                    left,
                    Canvas.centredBaseline(upper, purpose, purpose));
            canvas.text(
                    phone.office(),
                    Weight.REGULAR,
                    office,
                    Canvas.INK,
                    left,
                    Canvas.centredBaseline(upper + purpose + between, office, office));
            float number = Canvas.fit(phone.number(), Weight.BOLD, numberWidth, 22, 10);
            canvas.textRight(
                    phone.number(),
                    Weight.BOLD,
                    number,
                    Canvas.INK,
                    RIGHT_COLUMN + COLUMN - mm(4),
                    Canvas.digitBaseline(y, row, number));
            y += row;
        }
        canvas.outline(Canvas.RED, 1, RIGHT_COLUMN + 0.5f, TOP + 0.5f, COLUMN - 1, y - TOP - 1);
    }

    private static Flow.Style style(float pt, float leading) {
        return new Flow.Style(pt, pt * leading, pt * leading * SECTION_GAP);
    }

    private List<Block> blocks(Flow.Style style) {
        List<Block> blocks = new ArrayList<>();
        for (Section panel : text.panels()) {
            if (panel.paragraphs().isEmpty()) {
                blocks.add(new Block(Flow.of(List.of(panel), style, COLUMN), true, true));
            }
            for (int i = 0; i < panel.paragraphs().size(); i++) {
                Section part = new Section(
                        i == 0 ? panel.heading() : "",
                        List.of(panel.paragraphs().get(i)));
                blocks.add(new Block(Flow.of(List.of(part), style, COLUMN), i == 0, false));
            }
        }
        return blocks;
    }

    /** The blocks of the two columns, or nothing when they need more. */
    private List<List<Block>> columns(Flow.Style style, boolean wholePanels) {
        List<Block> blocks = blocks(style);
        List<List<Block>> columns = new ArrayList<>(List.of(new ArrayList<>()));
        float room = BOTTOM - TOP;
        float y = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            float gap = columns.getLast().isEmpty() ? 0 : gap(block, style);
            float needed = wholePanels && block.first() ? panel(blocks, i, style) : block.height();
            if (y + gap + needed > room) {
                if (columns.size() == 2 || columns.getLast().isEmpty() || wholePanels && !block.first()) {
                    return List.of();
                }
                int lines = wholePanels ? 0 : block.linesWithin(room - y - gap);
                if (lines > 0) {
                    columns.getLast().add(new Block(block.flow().first(lines), block.first(), false));
                    block = new Block(block.flow().after(lines), false, false);
                }
                columns.add(new ArrayList<>());
                y = 0;
                gap = 0;
            }
            columns.getLast().add(block);
            y += gap + block.height();
        }
        return y > room ? List.of() : columns;
    }

    /** The height of a panel from its first block on. */
    private static float panel(List<Block> blocks, int first, Flow.Style style) {
        float height = blocks.get(first).height();
        for (int i = first + 1; i < blocks.size() && !blocks.get(i).first(); i++) {
            height += gap(blocks.get(i), style) + blocks.get(i).height();
        }
        return height;
    }

    private static float gap(Block block, Flow.Style style) {
        return block.first() ? style.sectionGapPt() : PARAGRAPH_GAP * style.leadingPt();
    }

    /** Gives a column's spare height to its frames, or else to the gaps between its panels. */
    private static List<Placed> place(List<List<Block>> columns, Flow.Style style) {
        List<Placed> placed = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            List<Block> blocks = columns.get(column);
            float used = 0;
            int frames = 0;
            int gaps = 0;
            for (int i = 0; i < blocks.size(); i++) {
                used += (i == 0 ? 0 : gap(blocks.get(i), style)) + blocks.get(i).height();
                frames += blocks.get(i).frame() ? 1 : 0;
                gaps += i > 0 && blocks.get(i).first() ? 1 : 0;
            }
            float spare = BOTTOM - TOP - used;
            float taller = frames == 0 ? 0 : Math.min(spare / frames, TALLEST_FRAME - FRAME_HEIGHT);
            spare -= taller * frames;
            float wider = gaps == 0 ? 0 : Math.min(spare / gaps, style.leadingPt() * WIDEST_SECTION_GAP);
            float x = EDGE + column * (COLUMN + GUTTER);
            float y = TOP;
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                y += i == 0 ? 0 : gap(block, style) + (block.first() ? wider : 0);
                placed.add(new Placed(block.flow(), x, y, 0));
                y += block.flow().heightPt();
                if (block.frame()) {
                    placed.add(new Placed(null, x, y, FRAME_HEIGHT + taller));
                    y += FRAME_HEIGHT + taller;
                }
            }
        }
        return placed;
    }

    private int linesOver() {
        Flow.Style style = style(SMALLEST_PT, TIGHTEST_LEADING);
        float height = 0;
        for (Block block : blocks(style)) {
            height += gap(block, style) + block.height();
        }
        return Math.max(1, (int) Math.ceil((height - 2 * (BOTTOM - TOP)) / style.leadingPt()));
    }
}
