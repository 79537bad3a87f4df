package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.awt.Color;
import java.util.List;

/**
 * Where everything stands on a household label of 99.1 mm by 67.7 mm, which is stuck on where everyone can see it: the
 * code, the 户号 and the phones, without the head's name.
 */
final class LabelLayout implements HouseholdLayout {

    static final float WIDTH = mm(99.1f);
    static final float HEIGHT = mm(67.7f);
    static final float CODE_SIDE = mm(35);
    static final float CODE_LEFT = mm(7.5f);
    static final float CODE_TOP = mm(17);

    private static final float EDGE = mm(3.5f);
    private static final float BAND_TOP = mm(3);
    private static final float BAND_HEIGHT = mm(9);
    private static final float LEFT = mm(49);
    private static final float RIGHT = WIDTH - EDGE;
    private static final float NUMBER_ROW = mm(13.5f);
    private static final float GROUP_ROW = mm(22);
    private static final float PLACE_ROW = mm(28);
    private static final float PHONES_TOP = mm(34.2f);
    private static final float PHONES_BOTTOM = mm(63.7f);
    private static final float TALLEST_ROW = mm(6);
    private static final float PURPOSE_PT = 8;
    private static final float READABLE_PT = 6.2f;

    private final LeafletText text;
    private final float phoneRow;

    LabelLayout(LeafletText text) {
        this.text = text;
        phoneRow = Math.min(
                TALLEST_ROW, (PHONES_BOTTOM - PHONES_TOP) / (text.phones().size() + 1));
    }

    @Override
    public List<Face> faces() {
        return List.of(new Face() {
            @Override
            public void shared(Canvas canvas) {
                drawShared(canvas);
            }

            @Override
            public void own(Canvas canvas, LeafletSheet sheet, Codes codes) {
                if (codes.code() != null) {
                    canvas.qrCode(codes.code(), CODE_LEFT, CODE_TOP, CODE_SIDE);
                }
                drawOwn(canvas, sheet);
            }
        });
    }

    @Override
    public float widthPt() {
        return WIDTH;
    }

    @Override
    public float heightPt() {
        return HEIGHT;
    }

    @Override
    public float bodyPt() {
        return PURPOSE_PT;
    }

    @Override
    public float codeSidePt() {
        return CODE_SIDE;
    }

    @Override
    public boolean hasStub() {
        return false;
    }

    private void drawShared(Canvas canvas) {
        canvas.fill(Canvas.RED, EDGE, BAND_TOP, WIDTH - 2 * EDGE, BAND_HEIGHT);
        float title = Canvas.fit(text.title(), Weight.BOLD, WIDTH - 2 * EDGE - mm(24), 15, 8);
        canvas.text(
                text.title(),
                Weight.BOLD,
                title,
                Color.WHITE,
                EDGE + mm(3),
                Canvas.centredBaseline(BAND_TOP, BAND_HEIGHT, title));
        String version = "版本 " + text.version();
        float small = Canvas.fit(version, Weight.REGULAR, mm(18), 8, 4);
        canvas.textRight(
                version,
                Weight.REGULAR,
                small,
                Color.WHITE,
                WIDTH - EDGE - mm(2.5f),
                Canvas.centredBaseline(BAND_TOP, BAND_HEIGHT, small));
        float middle = CODE_LEFT + CODE_SIDE / 2;
        canvas.textCentred("扫码看政策，", Weight.BOLD, 10, Canvas.RED, middle + 2.5f, CODE_TOP + CODE_SIDE + mm(8));
        canvas.textCentred("不用登录，不收费", Weight.BOLD, 10, Canvas.RED, middle, CODE_TOP + CODE_SIDE + mm(12.2f));
        canvas.text("户号", Weight.REGULAR, 9, Canvas.GREY, LEFT, Canvas.centredBaseline(NUMBER_ROW, mm(8), 9));
        canvas.rule(Canvas.RULE, 0.6f, LEFT, PHONES_TOP - mm(0.8f), RIGHT, PHONES_TOP - mm(0.8f));
        float row = PHONES_TOP;
        for (Phone phone : text.phones()) {
            phone(canvas, phone.purpose(), phone.office(), phone.number(), row);
            row += phoneRow;
        }
        canvas.text(
                "宣传员", Weight.BOLD, PURPOSE_PT, Canvas.RED, LEFT, Canvas.centredBaseline(row, phoneRow, PURPOSE_PT));
    }

    private void drawOwn(Canvas canvas, LeafletSheet sheet) {
        float numberLeft = LEFT + mm(8.5f);
        if (sheet.householdNumber().isEmpty()) {
            float low = NUMBER_ROW + mm(7);
            canvas.rule(Canvas.INK, 0.8f, numberLeft, low, RIGHT, low);
        } else {
            float size = Canvas.fit(sheet.householdNumber(), Weight.BOLD, RIGHT - numberLeft, 18, 9);
            canvas.text(
                    sheet.householdNumber(),
                    Weight.BOLD,
                    size,
                    Canvas.INK,
                    numberLeft,
                    Canvas.digitBaseline(NUMBER_ROW, mm(8), size));
        }
        float serial = 0;
        if (!sheet.serial().isEmpty()) {
            float size = Canvas.fit(sheet.serial(), Weight.REGULAR, mm(16), 7, 4);
            canvas.textRight(
                    sheet.serial(),
                    Weight.REGULAR,
                    size,
                    Canvas.GREY,
                    RIGHT,
                    Canvas.centredBaseline(GROUP_ROW, mm(6), size));
            serial = Line.of(sheet.serial(), Weight.REGULAR).width(size) + mm(2);
        }
        if (sheet.group().isEmpty()) {
            float low = GROUP_ROW + mm(5);
            canvas.text("组", Weight.REGULAR, 9, Canvas.GREY, LEFT, Canvas.centredBaseline(GROUP_ROW, mm(6), 9));
            canvas.rule(Canvas.INK, 0.8f, numberLeft, low, RIGHT - serial, low);
        } else {
            float size = Canvas.fit(sheet.group(), Weight.BOLD, RIGHT - LEFT - serial, 13, 6);
            canvas.text(
                    sheet.group(), Weight.BOLD, size, Canvas.INK, LEFT, Canvas.centredBaseline(GROUP_ROW, mm(6), size));
        }
        String place = LeafletStub.join(sheet.town(), sheet.village());
        if (!place.isEmpty()) {
            float size = Canvas.fit(place, Weight.REGULAR, RIGHT - LEFT, 10, 5);
            canvas.text(place, Weight.REGULAR, size, Canvas.INK, LEFT, Canvas.centredBaseline(PLACE_ROW, mm(5), size));
        }
        float row = PHONES_TOP + phoneRow * text.phones().size();
        phone(canvas, "", sheet.outreachName(), sheet.outreachPhone(), row);
    }

    /** The purpose, who answers, smaller where it is long, and the number. */
    private void phone(Canvas canvas, String purpose, String office, String number, float row) {
        if (!purpose.isEmpty()) {
            float size = Canvas.fit(purpose, Weight.BOLD, mm(12), PURPOSE_PT, 4);
            canvas.text(purpose, Weight.BOLD, size, Canvas.RED, LEFT, Canvas.centredBaseline(row, phoneRow, size));
        }
        float low = row + phoneRow - mm(1);
        float officeLeft = LEFT + mm(12.5f);
        float numberWidth = mm(19);
        if (office.isEmpty()) {
            canvas.rule(Canvas.INK, 0.4f, officeLeft, low, RIGHT - numberWidth - mm(1), low);
        } else {
            office(canvas, office, officeLeft, RIGHT - numberWidth - mm(1) - officeLeft, row);
        }
        if (number.isEmpty()) {
            canvas.rule(Canvas.INK, 0.4f, RIGHT - numberWidth, low, RIGHT, low);
        } else {
            float size = Canvas.fit(number, Weight.BOLD, numberWidth, 8.5f, 4);
            canvas.textRight(number, Weight.BOLD, size, Canvas.INK, RIGHT, Canvas.digitBaseline(row, phoneRow, size));
        }
    }

    /** On one line where that can be read, else on two. */
    private void office(Canvas canvas, String office, float left, float width, float row) {
        if (Line.of(office, Weight.REGULAR).width(READABLE_PT) <= width) {
            float size = Canvas.fit(office, Weight.REGULAR, width, 7, READABLE_PT);
            canvas.text(office, Weight.REGULAR, size, Canvas.INK, left, Canvas.centredBaseline(row, phoneRow, size));
            return;
        }
        float size = READABLE_PT;
        List<Line> lines = Line.broken(Glyph.of(office, Weight.REGULAR), width / size, 0);
        while (lines.size() > 2 && size > 4) {
            size -= 0.25f;
            lines = Line.broken(Glyph.of(office, Weight.REGULAR), width / size, 0);
        }
        if (lines.size() > 2) {
            throw new IllegalArgumentException(
                    "Expected an office or a name that fits two lines of %.0f mm, got %d characters"
                            .formatted(width / mm(1), office.length()));
        }
        for (int i = 0; i < lines.size(); i++) {
            float top = row + phoneRow / 2 + (i - lines.size() / 2f) * size * 1.1f;
            canvas.text(
                    lines.get(i).text(),
                    Weight.REGULAR,
                    size,
                    Canvas.INK,
                    left,
                    Canvas.centredBaseline(top, size * 1.1f, size));
        }
    }
}
