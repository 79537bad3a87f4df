package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import cn.mingbai.print.LeafletOverflowException.Side;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where everything stands in large print: A4, both sides, nothing that is meant for the household below 18 pt, on as many
 * sheets of paper as the text takes. The household's number stands on every page, so that sheets that got apart find
 * together. The lowest 38 mm of the last sheet of paper are the stub.
 */
final class LargePrintLayout implements HouseholdLayout {

    static final float SMALLEST_PT = 18;
    private static final float LARGEST_PT = 24;
    private static final float STEP_PT = 0.5f;
    private static final int MOST_PAGES = 8;
    private static final float LEADING = 1.5f;
    private static final float SECTION_GAP = 0.5f;
    private static final float PARAGRAPH_GAP = 0.15f;

    static final float CODE_SIDE = mm(40);
    private static final float PAGE_WIDTH = LeafletStub.PAGE_WIDTH;
    private static final float PAGE_HEIGHT = LeafletStub.PAGE_HEIGHT;
    private static final float LEFT = LeafletStub.LEFT;
    private static final float RIGHT = LeafletStub.RIGHT;
    private static final float MEASURE = RIGHT - LEFT;
    private static final float TOP = mm(10);
    private static final float BOTTOM = PAGE_HEIGHT - mm(12);
    private static final float ABOVE_CUT = LeafletStub.CUT - mm(4);

    private static final float BAND_HEIGHT = mm(21);
    private static final float CODE_BOX_TOP = TOP + BAND_HEIGHT + mm(4);
    private static final float CODE_BOX_WIDTH = mm(60);
    private static final float CODE_BOX_HEIGHT = mm(71);
    private static final float CODE_BOX_LEFT = RIGHT - CODE_BOX_WIDTH;
    static final float CODE_LEFT = CODE_BOX_LEFT + (CODE_BOX_WIDTH - CODE_SIDE) / 2;
    static final float CODE_TOP = CODE_BOX_TOP + mm(7);
    private static final float SIDE_WIDTH = CODE_BOX_LEFT - mm(5) - LEFT;
    private static final float HOUSEHOLD_HEIGHT = mm(31);
    private static final float HOUSEHOLD_TOP = CODE_BOX_TOP + CODE_BOX_HEIGHT - HOUSEHOLD_HEIGHT;
    private static final float FIRST_TEXT_TOP = CODE_BOX_TOP + CODE_BOX_HEIGHT + mm(5);
    private static final float TEXT_TOP = TOP + mm(14);

    private static final float PHONE_HEADING = mm(12);
    private static final float PHONE_ROW = mm(13.5f);
    private static final float NUMBER_WIDTH = mm(66);
    private static final float GAP_ABOVE_PHONES = mm(4);

    private final LeafletText text;
    private final float bodyPt;
    private final List<List<Placed>> pages;
    private final float phonesTop;

    /** A block of text and where its top stands on its page. */
    private record Placed(Flow flow, float top) {}

    /** @throws LeafletOverflowException when the text does not fit eight pages at 18 pt */
    LargePrintLayout(LeafletText text) {
        this.text = text;
        phonesTop = ABOVE_CUT - PHONE_HEADING - PHONE_ROW * (text.phones().size() + 1);
        List<List<Placed>> set = List.of();
        float size = SMALLEST_PT;
        for (int count = 2; count <= MOST_PAGES && set.isEmpty(); count += 2) {
            for (float pt = LARGEST_PT; pt >= SMALLEST_PT && set.isEmpty(); pt -= STEP_PT) {
                set = set(pt, count);
                size = pt;
            }
        }
        if (set.isEmpty()) {
            throw new LeafletOverflowException(Side.BACK, linesOver());
        }
        pages = set;
        bodyPt = size;
    }

    @Override
    public float widthPt() {
        return PAGE_WIDTH;
    }

    @Override
    public float heightPt() {
        return PAGE_HEIGHT;
    }

    @Override
    public float bodyPt() {
        return bodyPt;
    }

    @Override
    public float codeSidePt() {
        return CODE_SIDE;
    }

    @Override
    public boolean hasStub() {
        return true;
    }

    @Override
    public List<Face> faces() {
        return IntStream.range(0, pages.size()).<Face>mapToObj(Page::new).toList();
    }

    private final class Page implements Face {

        private final int index;
        private final boolean last;

        Page(int index) {
            this.index = index;
            this.last = index + 1 == pages.size();
        }

        @Override
        public void shared(Canvas canvas) {
            if (index == 0) {
                first(canvas);
            } else {
                heading(canvas);
            }
            for (Placed placed : pages.get(index)) {
                placed.flow().draw(canvas, LEFT, placed.top());
            }
            if (last) {
                phones(canvas);
                LeafletStub.drawShared(canvas, text.version());
            } else if (index + 2 == pages.size()) {
                LeafletStub.drawFrontOfStub(canvas);
            }
        }

        @Override
        public void own(Canvas canvas, LeafletSheet sheet, Codes codes) {
            if (index == 0) {
                if (codes.code() != null) {
                    canvas.qrCode(codes.code(), CODE_LEFT, CODE_TOP, CODE_SIDE);
                }
                household(canvas, sheet);
            } else {
                number(canvas, sheet);
            }
            if (last) {
                float row =
                        phonesTop + PHONE_HEADING + PHONE_ROW * text.phones().size();
                phone(canvas, sheet.outreachName(), sheet.outreachPhone(), row);
                LeafletStub.drawOwn(canvas, sheet, codes.stub());
            }
        }

        private void heading(Canvas canvas) {
            String page = "第%d页 共%d页".formatted(index + 1, pages.size());
            float size = Canvas.fit(text.title(), Weight.BOLD, mm(84), SMALLEST_PT, 10);
            canvas.text(text.title(), Weight.BOLD, size, Canvas.RED, LEFT, TOP + mm(6.5f));
            canvas.textRight(page, Weight.REGULAR, 12, Canvas.GREY, RIGHT, TOP + mm(6.5f));
            canvas.rule(Canvas.RED, 1.4f, LEFT, TOP + mm(10), RIGHT, TOP + mm(10));
        }

        private void number(Canvas canvas, LeafletSheet sheet) {
            float left = LEFT + mm(90);
            float baseline = TOP + mm(6.5f);
            canvas.text("户号", Weight.REGULAR, 12, Canvas.GREY, left, baseline);
            if (sheet.householdNumber().isEmpty()) {
                canvas.rule(Canvas.INK, 0.6f, left + 28, baseline + 3, left + mm(56), baseline + 3);
            } else {
                float size = Canvas.fit(sheet.householdNumber(), Weight.BOLD, mm(46), 16, 8);
                canvas.text(sheet.householdNumber(), Weight.BOLD, size, Canvas.INK, left + 28, baseline);
            }
        }
    }

    private void first(Canvas canvas) {
        canvas.fill(Canvas.RED, LEFT, TOP, MEASURE, BAND_HEIGHT);
        float title = Canvas.fit(text.title(), Weight.BOLD, MEASURE - mm(10), 38, SMALLEST_PT);
        canvas.textCentred(
                text.title(),
                Weight.BOLD,
                title,
                Color.WHITE,
                PAGE_WIDTH / 2,
                Canvas.centredBaseline(TOP, BAND_HEIGHT, title));
        float y = CODE_BOX_TOP;
        y = paragraph(canvas, text.subtitle(), Weight.REGULAR, Canvas.INK, y, HOUSEHOLD_TOP);
        if (!text.ruleLayerBadge().isEmpty()) {
            paragraph(canvas, text.ruleLayerBadge(), Weight.BOLD, Canvas.RED, y + mm(2), HOUSEHOLD_TOP);
        }
        canvas.outline(Canvas.RED, 1.2f, CODE_BOX_LEFT, CODE_BOX_TOP, CODE_BOX_WIDTH, CODE_BOX_HEIGHT);
        float middle = CODE_BOX_LEFT + CODE_BOX_WIDTH / 2;
        float below = CODE_TOP + CODE_SIDE;
        canvas.textCentred("扫码看政策，", Weight.BOLD, 18, Canvas.RED, middle + 4.5f, below + mm(13));
        canvas.textCentred("不用登录，不收费", Weight.BOLD, 18, Canvas.RED, middle, below + mm(20.5f));
        canvas.fill(Canvas.TINT, LEFT, HOUSEHOLD_TOP, SIDE_WIDTH, HOUSEHOLD_HEIGHT);
        canvas.text("户号", Weight.REGULAR, 18, Canvas.GREY, LEFT + mm(4), HOUSEHOLD_TOP + mm(9.5f));
    }

    /** A paragraph beside the code, smaller where it would be too long; answers where it ends. */
    private static float paragraph(Canvas canvas, String words, Weight weight, Color color, float top, float bottom) {
        float size = SMALLEST_PT;
        List<Line> lines = Line.broken(Glyph.of(words, weight), SIDE_WIDTH / size, 0);
        while (top + lines.size() * size * 1.35f > bottom && size > 12) {
            size -= 0.5f;
            lines = Line.broken(Glyph.of(words, weight), SIDE_WIDTH / size, 0);
        }
        if (top + lines.size() * size * 1.35f > bottom) {
            throw new IllegalArgumentException(
                    "Expected a line of the heading that fits beside the code, got %d characters"
                            .formatted(words.length()));
        }
        float y = top;
        for (Line line : lines) {
            canvas.line(line, size, color, LEFT, Canvas.centredBaseline(y, size * 1.35f, size));
            y += size * 1.35f;
        }
        return y;
    }

    private static void household(Canvas canvas, LeafletSheet sheet) {
        float left = LEFT + mm(4);
        float numberLeft = left + mm(18);
        float width = SIDE_WIDTH - mm(26);
        float baseline = HOUSEHOLD_TOP + mm(10);
        if (sheet.householdNumber().isEmpty()) {
            canvas.rule(Canvas.INK, 0.8f, numberLeft, baseline + 2, numberLeft + width, baseline + 2);
        } else {
            float size = Canvas.fit(sheet.householdNumber(), Weight.BOLD, width, 28, 14);
            canvas.text(sheet.householdNumber(), Weight.BOLD, size, Canvas.INK, numberLeft, baseline);
        }
        float groupBaseline = HOUSEHOLD_TOP + mm(19);
        float whole = SIDE_WIDTH - mm(8);
        if (sheet.group().isEmpty()) {
            canvas.text("组", Weight.REGULAR, 18, Canvas.GREY, left, groupBaseline);
            canvas.rule(Canvas.INK, 0.8f, left + mm(9), groupBaseline + 2, left + mm(60), groupBaseline + 2);
        } else {
            float size = Canvas.fit(sheet.group(), Weight.BOLD, whole, 18, 9);
            canvas.text(sheet.group(), Weight.BOLD, size, Canvas.INK, left, groupBaseline);
        }
        float serial = 0;
        if (!sheet.serial().isEmpty()) {
            float size = Canvas.fit(sheet.serial(), Weight.REGULAR, mm(26), 11, 6);
            canvas.textRight(
                    sheet.serial(),
                    Weight.REGULAR,
                    size,
                    Canvas.GREY,
                    LEFT + SIDE_WIDTH - mm(4),
                    HOUSEHOLD_TOP + mm(27.5f));
            serial = Line.of(sheet.serial(), Weight.REGULAR).width(size) + mm(4);
        }
        String place = LeafletStub.join(sheet.town(), sheet.village());
        if (!place.isEmpty()) {
            float size = Canvas.fit(place, Weight.REGULAR, whole - serial, 18, 7);
            canvas.text(place, Weight.REGULAR, size, Canvas.INK, left, HOUSEHOLD_TOP + mm(27.5f));
        }
    }

    private void phones(Canvas canvas) {
        List<Phone> phones = text.phones();
        canvas.fill(Canvas.RED, LEFT, phonesTop, MEASURE, PHONE_HEADING);
        canvas.text(
                "有事打电话",
                Weight.BOLD,
                20,
                Color.WHITE,
                LEFT + mm(4),
                Canvas.centredBaseline(phonesTop, PHONE_HEADING, 20));
        float row = phonesTop + PHONE_HEADING;
        for (Phone phone : phones) {
            String who = phone.purpose() + "　" + phone.office();
            phone(canvas, who, phone.number(), row);
            row += PHONE_ROW;
            canvas.rule(Canvas.RULE, 0.6f, LEFT + 1, row, RIGHT - 1, row);
        }
        canvas.text(
                "宣传员",
                Weight.REGULAR,
                SMALLEST_PT,
                Canvas.INK,
                LEFT + mm(4),
                Canvas.centredBaseline(row, PHONE_ROW, SMALLEST_PT));
        float height = PHONE_HEADING + PHONE_ROW * (phones.size() + 1);
        canvas.outline(Canvas.RED, 1, LEFT + 0.5f, phonesTop + 0.5f, MEASURE - 1, height - 1);
    }

    /** A row of the phones; the outreach worker's name stands behind the word for it. */
    private void phone(Canvas canvas, String who, String number, float row) {
        boolean worker =
                row > phonesTop + PHONE_HEADING + PHONE_ROW * (text.phones().size() - 0.5f);
        float left = LEFT + (worker ? mm(4) + 4 * SMALLEST_PT : mm(4));
        float numberLeft = RIGHT - NUMBER_WIDTH;
        float width = numberLeft - mm(4) - left;
        float low = row + PHONE_ROW - mm(3.5f);
        if (who.isEmpty()) {
            canvas.rule(Canvas.INK, 0.6f, left, low, left + width, low);
        } else {
            float size = Canvas.fit(who, Weight.REGULAR, width, SMALLEST_PT, 8);
            canvas.text(who, Weight.REGULAR, size, Canvas.INK, left, Canvas.centredBaseline(row, PHONE_ROW, size));
        }
        if (number.isEmpty()) {
            canvas.rule(Canvas.INK, 0.6f, numberLeft, low, RIGHT - mm(4), low);
        } else {
            float size = Canvas.fit(number, Weight.BOLD, NUMBER_WIDTH - mm(4), 24, 12);
            canvas.text(number, Weight.BOLD, size, Canvas.INK, numberLeft, Canvas.digitBaseline(row, PHONE_ROW, size));
        }
    }

    /** The text on so many pages, or nothing when it takes more. */
    private List<List<Placed>> set(float pt, int count) {
        Flow.Style style = style(pt);
        List<List<Placed>> set = new ArrayList<>();
        set.add(new ArrayList<>());
        float y = top(0);
        boolean begun = false;
        for (Block block : blocks(style)) {
            float gap = !begun ? 0 : block.gap();
            if (y + gap + block.flow().heightPt() > bottom(set.size() - 1, count)) {
                set.add(new ArrayList<>());
                gap = 0;
                y = top(set.size() - 1);
                if (set.size() > count || y + block.flow().heightPt() > bottom(set.size() - 1, count)) {
                    return List.of();
                }
            }
            set.getLast().add(new Placed(block.flow(), y + gap));
            y += gap + block.flow().heightPt();
            begun = true;
        }
        while (set.size() < count) {
            set.add(new ArrayList<>());
        }
        return set;
    }

    private static Flow.Style style(float pt) {
        return new Flow.Style(pt, pt * LEADING, pt * LEADING * SECTION_GAP);
    }

    private static float top(int page) {
        return page == 0 ? FIRST_TEXT_TOP : TEXT_TOP;
    }

    private float bottom(int page, int count) {
        if (page == count - 1) {
            return phonesTop - GAP_ABOVE_PHONES;
        }
        return page == count - 2 ? ABOVE_CUT : BOTTOM;
    }

    /** A paragraph, the first of a section with its heading, that stays on one page. */
    private record Block(Flow flow, float gap) {}

    private List<Block> blocks(Flow.Style style) {
        List<Block> blocks = new ArrayList<>();
        for (Section section :
                Stream.concat(text.front().stream(), text.back().stream()).toList()) {
            boolean first = true;
            for (String paragraph : section.paragraphs().isEmpty() ? List.of("") : section.paragraphs()) {
                Section part = new Section(
                        first ? section.heading() : "", paragraph.isEmpty() ? List.of() : List.of(paragraph));
                blocks.add(new Block(
                        Flow.of(List.of(part), style, MEASURE),
                        first ? style.sectionGapPt() : PARAGRAPH_GAP * style.leadingPt()));
                first = false;
            }
        }
        return blocks;
    }

    private int linesOver() {
        float room = 0;
        for (int page = 0; page < MOST_PAGES; page++) {
            room += bottom(page, MOST_PAGES) - top(page);
        }
        Flow.Style style = style(SMALLEST_PT);
        float height = 0;
        for (Block block : blocks(style)) {
            height += block.gap() + block.flow().heightPt();
        }
        return Math.max(1, (int) Math.ceil((height - room) / style.leadingPt()));
    }
}
