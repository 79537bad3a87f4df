package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import cn.mingbai.print.LeafletOverflowException.Side;
import java.awt.Color;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands on a leaflet, an A4 sheet printed on both sides and turned on its long edge. The lowest
 * 38 mm of both sides are torn off with the stub, so the front keeps its code at the top.
 */
final class LeafletLayout implements HouseholdLayout {

    static final float PAGE_WIDTH = LeafletStub.PAGE_WIDTH;
    static final float PAGE_HEIGHT = LeafletStub.PAGE_HEIGHT;
    static final float CODE_SIDE = mm(35);
    static final float STUB_HEIGHT = LeafletStub.HEIGHT;

    static final float SMALLEST_BODY_PT = 14;
    private static final float LARGEST_BODY_PT = 16;
    private static final float SIZE_STEP_PT = 0.5f;
    private static final float TIGHTEST_LEADING = 1.38f;
    private static final float LEADING = 1.5f;
    private static final float WIDEST_LEADING = 1.68f;
    private static final float SECTION_GAP = 0.4f;
    private static final float WIDEST_SECTION_GAP = 1f;

    /** 37 characters of 14 pt. */
    static final float MEASURE = LeafletStub.RIGHT - LeafletStub.LEFT;

    private static final float LEFT = LeafletStub.LEFT;
    private static final float RIGHT = LeafletStub.RIGHT;
    private static final float TOP = mm(10);
    private static final float CUT = LeafletStub.CUT;
    private static final float GAP_ABOVE_CUT = mm(3.5f);
    private static final float GAP_ABOVE_PHONES = mm(3);

    /** Between the code and its frame: the quiet zone of any code of 25 or more modules. */
    private static final float CODE_PADDING = mm(5.8f);

    private static final float CODE_BOX_SIDE = mm(49);
    private static final float CODE_BOX_HEIGHT = mm(58);
    private static final float CODE_BOX_LEFT = RIGHT - CODE_BOX_SIDE;
    static final float CODE_LEFT = CODE_BOX_LEFT + (CODE_BOX_SIDE - CODE_SIDE) / 2;
    static final float CODE_TOP = TOP + CODE_PADDING;
    private static final float BAND_WIDTH = CODE_BOX_LEFT - mm(4) - LEFT;
    private static final float BAND_HEIGHT = mm(30);
    private static final float BADGE_TOP = TOP + BAND_HEIGHT + mm(2.2f);
    private static final float BADGE_HEIGHT = mm(8.6f);
    private static final float HOUSEHOLD_HEIGHT = mm(15);
    private static final float HOUSEHOLD_TOP = TOP + CODE_BOX_HEIGHT - HOUSEHOLD_HEIGHT;
    private static final float HOUSEHOLD_SPLIT = LEFT + BAND_WIDTH * 0.56f;
    private static final float FRONT_TEXT_TOP = TOP + CODE_BOX_HEIGHT + mm(4);

    private static final float BACK_TEXT_TOP = TOP + mm(10);
    private static final float PHONE_ROW = mm(9.6f);
    private static final float TALLEST_PHONE_ROW = mm(12.5f);
    private static final float PHONE_HEADING = mm(9);
    private static final float PHONE_PURPOSE_WIDTH = mm(38);
    private static final float PHONE_NUMBER_WIDTH = mm(62);

    private static final String WORKER_OF_VILLAGE = "本村宣传员";

    private final LeafletText text;
    private final Flow front;
    private final Flow back;
    private final float phoneRow;
    private final float phonesTop;

    /** @throws LeafletOverflowException when the text of a side is too long at 14 pt */
    LeafletLayout(LeafletText text) {
        this.text = text;
        int phoneRows = text.phones().size() + 1;
        float frontRoom = CUT - GAP_ABOVE_CUT - FRONT_TEXT_TOP;
        float backRoom = CUT - GAP_ABOVE_CUT - PHONE_HEADING - phoneRows * PHONE_ROW - GAP_ABOVE_PHONES - BACK_TEXT_TOP;
        Flow.Style style = style(frontRoom, backRoom);
        this.front = spread(text.front(), style, frontRoom);
        this.back = spread(text.back(), style, backRoom);
        this.phoneRow = Math.min(TALLEST_PHONE_ROW, PHONE_ROW + (backRoom - back.heightPt()) / phoneRows);
        this.phonesTop = CUT - GAP_ABOVE_CUT - PHONE_HEADING - phoneRows * phoneRow;
    }

    @Override
    public List<Face> faces() {
        return List.of(
                new Face() {
                    @Override
                    public void shared(Canvas canvas) {
                        drawSharedFront(canvas);
                    }

                    @Override
                    public void own(Canvas canvas, LeafletSheet sheet, Codes codes) {
                        if (codes.code() != null) {
                            canvas.qrCode(codes.code(), CODE_LEFT, CODE_TOP, CODE_SIDE);
                        }
                        drawHouseholdFront(canvas, sheet);
                    }
                },
                new Face() {
                    @Override
                    public void shared(Canvas canvas) {
                        drawSharedBack(canvas);
                    }

                    @Override
                    public void own(Canvas canvas, LeafletSheet sheet, Codes codes) {
                        drawHouseholdBack(canvas, sheet, codes.stub());
                    }
                });
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
    public float codeSidePt() {
        return CODE_SIDE;
    }

    @Override
    public boolean hasStub() {
        return true;
    }

    @Override
    public float bodyPt() {
        return front.lines().stream()
                .filter(line -> !line.heading())
                .map(Flow.PlacedLine::sizePt)
                .findFirst()
                .orElse(SMALLEST_BODY_PT);
    }

    private void drawSharedFront(Canvas canvas) {
        canvas.fill(Canvas.RED, LEFT, TOP, BAND_WIDTH, BAND_HEIGHT);
        float inset = mm(5);
        float titleSize = Canvas.fit(text.title(), Weight.BOLD, BAND_WIDTH - 2 * inset, 30, 18);
        float titleHeight = mm(16);
        canvas.text(
                text.title(),
                Weight.BOLD,
                titleSize,
                Color.WHITE,
                LEFT + inset,
                Canvas.centredBaseline(TOP + mm(2.5f), titleHeight, titleSize));
        float subtitleSize = Canvas.fit(text.subtitle(), Weight.REGULAR, BAND_WIDTH - 2 * inset, 12, 8);
        canvas.text(
                text.subtitle(),
                Weight.REGULAR,
                subtitleSize,
                Color.WHITE,
                LEFT + inset,
                Canvas.centredBaseline(TOP + mm(19), mm(7), subtitleSize));
        drawBadge(canvas);

        canvas.outline(Canvas.RED, 1.2f, CODE_BOX_LEFT, TOP, CODE_BOX_SIDE, CODE_BOX_HEIGHT);
        float middle = CODE_BOX_LEFT + CODE_BOX_SIDE / 2;
        canvas.textCentred("扫码看政策，", Weight.BOLD, 14, Canvas.RED, middle + 3.5f, CODE_TOP + CODE_SIDE + mm(9.2f));
        canvas.textCentred("不用登录，不收费", Weight.BOLD, 14, Canvas.RED, middle, CODE_TOP + CODE_SIDE + mm(14.9f));

        canvas.fill(Canvas.TINT, LEFT, HOUSEHOLD_TOP, BAND_WIDTH, HOUSEHOLD_HEIGHT);
        canvas.rule(
                Canvas.RULE,
                0.8f,
                HOUSEHOLD_SPLIT,
                HOUSEHOLD_TOP + mm(2.5f),
                HOUSEHOLD_SPLIT,
                HOUSEHOLD_TOP + HOUSEHOLD_HEIGHT - mm(2.5f));
        canvas.text(
                "户号",
                Weight.REGULAR,
                14,
                Canvas.GREY,
                LEFT + mm(3),
                Canvas.centredBaseline(HOUSEHOLD_TOP + mm(1.3f), mm(7), 14));

        front.draw(canvas, LEFT, FRONT_TEXT_TOP);
        LeafletStub.drawFrontOfStub(canvas);
    }

    private void drawSharedBack(Canvas canvas) {
        float headBaseline = TOP + mm(4.6f);
        canvas.text(text.title(), Weight.BOLD, 12, Canvas.RED, LEFT, headBaseline);
        float titleWidth = Line.of(text.title(), Weight.BOLD).width(12);
        float subtitleSize = Canvas.fit(text.subtitle(), Weight.REGULAR, MEASURE - titleWidth - mm(6), 10.5f, 5);
        canvas.textRight(text.subtitle(), Weight.REGULAR, subtitleSize, Canvas.GREY, RIGHT, headBaseline);
        canvas.rule(Canvas.RED, 1.4f, LEFT, TOP + mm(7), RIGHT, TOP + mm(7));
        back.draw(canvas, LEFT, BACK_TEXT_TOP);
        drawPhones(canvas);
        LeafletStub.drawShared(canvas, text.version());
    }

    private void drawHouseholdFront(Canvas canvas, LeafletSheet sheet) {
        float numberLeft = LEFT + mm(16);
        float numberWidth = HOUSEHOLD_SPLIT - mm(3) - numberLeft;
        float low = HOUSEHOLD_TOP + HOUSEHOLD_HEIGHT - mm(4);
        if (sheet.householdNumber().isEmpty()) {
            canvas.rule(Canvas.INK, 0.8f, numberLeft, low, numberLeft + numberWidth, low);
        } else {
            float size = Canvas.fit(sheet.householdNumber(), Weight.BOLD, numberWidth, 24, 14);
            canvas.text(
                    sheet.householdNumber(),
                    Weight.BOLD,
                    size,
                    Canvas.INK,
                    numberLeft,
                    Canvas.digitBaseline(HOUSEHOLD_TOP, HOUSEHOLD_HEIGHT, size));
        }
        if (!sheet.serial().isEmpty()) {
            float size = Canvas.fit(sheet.serial(), Weight.REGULAR, mm(12.5f), 9, 4);
            canvas.text(
                    sheet.serial(),
                    Weight.REGULAR,
                    size,
                    Canvas.GREY,
                    LEFT + mm(3),
                    Canvas.centredBaseline(HOUSEHOLD_TOP + mm(8), mm(6), size));
        }
        float groupLeft = HOUSEHOLD_SPLIT + mm(4);
        float groupWidth = LEFT + BAND_WIDTH - mm(3) - groupLeft;
        float groupTop = HOUSEHOLD_TOP + mm(1.3f);
        if (sheet.group().isEmpty()) {
            canvas.text("组", Weight.REGULAR, 14, Canvas.GREY, groupLeft, Canvas.centredBaseline(groupTop, mm(7), 14));
            canvas.rule(
                    Canvas.INK,
                    0.8f,
                    groupLeft + mm(7),
                    groupTop + mm(5.8f),
                    groupLeft + groupWidth,
                    groupTop + mm(5.8f));
        } else {
            float size = Canvas.fit(sheet.group(), Weight.BOLD, groupWidth, 16, 9);
            canvas.text(
                    sheet.group(),
                    Weight.BOLD,
                    size,
                    Canvas.INK,
                    groupLeft,
                    Canvas.centredBaseline(groupTop, mm(7), size));
        }
        String place = LeafletStub.join(sheet.town(), sheet.village());
        if (!place.isEmpty()) {
            float size = Canvas.fit(place, Weight.REGULAR, groupWidth, 12, 6);
            canvas.text(
                    place,
                    Weight.REGULAR,
                    size,
                    Canvas.INK,
                    groupLeft,
                    Canvas.centredBaseline(groupTop + mm(6.7f), mm(6), size));
        }
    }

    private void drawHouseholdBack(Canvas canvas, LeafletSheet sheet, @Nullable QrCode stub) {
        float row = phoneRowTop(text.phones().size());
        phoneOffice(canvas, sheet.outreachName(), row);
        phoneNumber(canvas, sheet.outreachPhone(), row);
        LeafletStub.drawOwn(canvas, sheet, stub);
    }

    private void drawBadge(Canvas canvas) {
        if (text.ruleLayerBadge().isEmpty()) {
            return;
        }
        float size = Canvas.fit(text.ruleLayerBadge(), Weight.BOLD, BAND_WIDTH - mm(10), 12.5f, 8);
        canvas.roundedOutline(Canvas.RED, 1.1f, LEFT + 0.55f, BADGE_TOP, BAND_WIDTH - 1.1f, BADGE_HEIGHT, mm(2));
        canvas.textCentred(
                text.ruleLayerBadge(),
                Weight.BOLD,
                size,
                Canvas.RED,
                LEFT + BAND_WIDTH / 2,
                Canvas.centredBaseline(BADGE_TOP, BADGE_HEIGHT, size));
    }

    private void drawPhones(Canvas canvas) {
        List<Phone> phones = text.phones();
        canvas.fill(Canvas.RED, LEFT, phonesTop, MEASURE, PHONE_HEADING);
        canvas.text(
                "有事打电话",
                Weight.BOLD,
                15,
                Color.WHITE,
                LEFT + mm(4),
                Canvas.centredBaseline(phonesTop, PHONE_HEADING, 15));
        float height = phoneRow * (phones.size() + 1);
        canvas.fill(Canvas.TINT, LEFT, phonesTop + PHONE_HEADING, PHONE_PURPOSE_WIDTH, height);
        String purpose = "";
        for (int i = 0; i < phones.size(); i++) {
            Phone phone = phones.get(i);
            float row = phoneRowTop(i);
            boolean samePurpose = i > 0 && phone.purpose().equals(purpose);
            if (i > 0) {
                phoneRule(canvas, row, samePurpose);
            }
            if (!samePurpose) {
                phonePurpose(canvas, phone.purpose(), row);
            }
            purpose = phone.purpose();
            phoneOffice(canvas, phone.office(), row);
            phoneNumber(canvas, phone.number(), row);
        }
        float last = phoneRowTop(phones.size());
        if (!phones.isEmpty()) {
            phoneRule(canvas, last, false);
        }
        phonePurpose(canvas, WORKER_OF_VILLAGE, last);
        canvas.outline(Canvas.RED, 1, LEFT + 0.5f, phonesTop + 0.5f, MEASURE - 1, PHONE_HEADING + height - 1);
    }

    private float phoneRowTop(int row) {
        return phonesTop + PHONE_HEADING + phoneRow * row;
    }

    private static void phoneRule(Canvas canvas, float row, boolean samePurpose) {
        canvas.rule(Canvas.RULE, 0.6f, samePurpose ? LEFT + PHONE_PURPOSE_WIDTH : LEFT + 1, row, RIGHT - 1, row);
    }

    private void phonePurpose(Canvas canvas, String purpose, float row) {
        float size = Canvas.fit(purpose, Weight.BOLD, PHONE_PURPOSE_WIDTH - mm(7), 14, 9);
        canvas.text(purpose, Weight.BOLD, size, Canvas.RED, LEFT + mm(4), Canvas.centredBaseline(row, phoneRow, size));
    }

    private void phoneOffice(Canvas canvas, String office, float row) {
        float left = LEFT + PHONE_PURPOSE_WIDTH + mm(4);
        float width = MEASURE - PHONE_PURPOSE_WIDTH - PHONE_NUMBER_WIDTH - mm(6);
        if (office.isEmpty()) {
            toFillIn(canvas, left, row, width);
            return;
        }
        float size = Canvas.fit(office, Weight.REGULAR, width, 14, 8);
        canvas.text(office, Weight.REGULAR, size, Canvas.INK, left, Canvas.centredBaseline(row, phoneRow, size));
    }

    private void phoneNumber(Canvas canvas, String number, float row) {
        float left = RIGHT - PHONE_NUMBER_WIDTH;
        float width = PHONE_NUMBER_WIDTH - mm(4);
        if (number.isEmpty()) {
            toFillIn(canvas, left, row, width);
            return;
        }
        float size = Canvas.fit(number, Weight.BOLD, width, 21, 12);
        canvas.text(number, Weight.BOLD, size, Canvas.INK, left, Canvas.digitBaseline(row, phoneRow, size));
    }

    private void toFillIn(Canvas canvas, float left, float row, float width) {
        float low = row + phoneRow - mm(2.5f);
        canvas.rule(Canvas.INK, 0.6f, left, low, left + width - mm(2), low);
    }

    /** The largest body that fits both sides; 14 pt may be set tighter than larger sizes. */
    private Flow.Style style(float frontRoom, float backRoom) {
        for (float size = LARGEST_BODY_PT; size >= SMALLEST_BODY_PT; size -= SIZE_STEP_PT) {
            for (float leading = WIDEST_LEADING; leading >= LEADING - 0.001f; leading -= 0.02f) {
                Flow.Style style = new Flow.Style(size, size * leading, size * leading * SECTION_GAP);
                if (fits(style, frontRoom, backRoom)) {
                    return style;
                }
            }
        }
        for (float leading = LEADING; leading >= TIGHTEST_LEADING - 0.001f; leading -= 0.02f) {
            Flow.Style style = tight(leading);
            if (fits(style, frontRoom, backRoom)) {
                return style;
            }
        }
        Flow.Style tightest = tight(TIGHTEST_LEADING);
        refuseOverflow(Side.FRONT, Flow.of(text.front(), tightest, MEASURE), frontRoom, tightest);
        refuseOverflow(Side.BACK, Flow.of(text.back(), tightest, MEASURE), backRoom, tightest);
        return tightest;
    }

    private static Flow.Style tight(float leading) {
        float leadingPt = SMALLEST_BODY_PT * leading;
        return new Flow.Style(SMALLEST_BODY_PT, leadingPt, leadingPt * 0.25f);
    }

    private boolean fits(Flow.Style style, float frontRoom, float backRoom) {
        return Flow.of(text.front(), style, MEASURE).heightPt() <= frontRoom
                && Flow.of(text.back(), style, MEASURE).heightPt() <= backRoom;
    }

    private static void refuseOverflow(Side side, Flow flow, float room, Flow.Style style) {
        if (flow.heightPt() > room) {
            throw new LeafletOverflowException(side, (int) Math.ceil((flow.heightPt() - room) / style.leadingPt()));
        }
    }

    /** Gives a side's spare height to the gaps between its sections. */
    private static Flow spread(List<Section> sections, Flow.Style style, float room) {
        Flow flow = Flow.of(sections, style, MEASURE);
        if (sections.size() < 2) {
            return flow;
        }
        float spare = (room - flow.heightPt()) / (sections.size() - 1);
        float gap = Math.min(style.sectionGapPt() + spare, style.leadingPt() * WIDEST_SECTION_GAP);
        return Flow.of(
                sections,
                new Flow.Style(style.bodyPt(), style.leadingPt(), Math.max(gap, style.sectionGapPt())),
                MEASURE);
    }
}
