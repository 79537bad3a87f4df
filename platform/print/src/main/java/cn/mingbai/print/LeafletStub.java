package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import org.jspecify.annotations.Nullable;

/**
 * The stub (存根) of an A4 sheet: its lowest 38 mm, torn off and handed back. The head's name stands here and nowhere else.
 */
final class LeafletStub {

    static final float PAGE_WIDTH = mm(210);
    static final float PAGE_HEIGHT = mm(297);
    static final float HEIGHT = mm(38);
    static final float CUT = PAGE_HEIGHT - HEIGHT;

    /** The text is 37 characters of 14 pt wide. */
    static final float LEFT = (PAGE_WIDTH - 37 * 14) / 2;

    static final float RIGHT = PAGE_WIDTH - LEFT;

    /** The stub's own code, with the quiet zone of any code of 25 or more modules up to the right edge of the text. */
    static final float CODE_SIDE = mm(22);

    static final float CODE_LEFT = RIGHT - CODE_SIDE - mm(3);
    static final float CODE_TOP = CUT + mm(8);

    /** Where the columns of the two rows of fields begin, and where the last ends. */
    private static final float[][] COLUMNS_MM = {{0, 57, 102, 157.2f}, {0, 52, 114, 157.2f}};

    private static final float SERIAL_LEFT = LEFT + mm(102);
    private static final float READABLE_PT = 9;
    private static final String WORKER = "宣传员";

    /** What is kept of the household that signs, and for how long. */
    private static final String[] KEPT = {
        "走访和签收只登记：讲没讲到、谁是明白人、哪天签收。不登记身份证号、银行账号、病情。", "行动结束后台账封存，姓名和电话到期销毁。想看、想改自己家的登记，请找村（社区）或镇街。"
    };

    private LeafletStub() {}

    /** The other side of the stub: the line to cut along, and what is kept of whoever signs. */
    static void drawFrontOfStub(Canvas canvas) {
        drawCut(canvas);
        canvas.textCentred(
                "宣传单签收后，由宣传员沿虚线撕下此联带回（签收栏在背面）", Weight.REGULAR, 11, Canvas.GREY, PAGE_WIDTH / 2, CUT + mm(8));
        float baseline = CUT + mm(19);
        for (String line : KEPT) {
            canvas.textCentred(
                    line,
                    Weight.REGULAR,
                    Canvas.fit(line, Weight.REGULAR, RIGHT - LEFT, 10.5f, 8),
                    Canvas.INK,
                    PAGE_WIDTH / 2,
                    baseline);
            baseline += mm(6);
        }
    }

    /** What is the household's own. */
    static void drawOwn(Canvas canvas, LeafletSheet sheet, @Nullable QrCode code) {
        if (code != null) {
            canvas.qrCode(code, CODE_LEFT, CODE_TOP, CODE_SIDE);
        }
        stubValue(canvas, sheet.headName(), 1, 0);
        stubValue(canvas, sheet.householdNumber(), 1, 1);
        stubValue(canvas, join(sheet.village(), sheet.group()), sheet.village().length(), 1, 2);
        int parts = sheet.outreachName().indexOf('·', sheet.outreachName().length() / 2 - 2);
        stubValue(canvas, sheet.outreachName(), parts + 1, 2, 2);
        if (!sheet.serial().isEmpty()) {
            float size = Canvas.fit(sheet.serial(), Weight.REGULAR, mm(50), 11, 6);
            canvas.text(sheet.serial(), Weight.REGULAR, size, Canvas.GREY, SERIAL_LEFT, stubRow(0));
        }
    }

    private static void drawCut(Canvas canvas) {
        float length = mm(6.5f);
        canvas.scissors(Canvas.GREY, LEFT - mm(5), CUT, length);
        canvas.dashedRule(Canvas.GREY, 0.9f, LEFT - mm(5) + length + mm(1.5f), PAGE_WIDTH - mm(5), CUT);
    }

    /** What all stubs share, with the line to cut along. */
    static void drawShared(Canvas canvas, String versionText) {
        drawCut(canvas);
        float head = stubRow(0);
        canvas.text("宣传单签收存根", Weight.BOLD, 14, Canvas.RED, LEFT, head);
        float version = LEFT + mm(47);
        float size = Canvas.fit("版本 " + versionText, Weight.REGULAR, SERIAL_LEFT - mm(3) - version, 11, 6);
        canvas.text("版本 " + versionText, Weight.REGULAR, size, Canvas.GREY, version, head);
        stubField(canvas, "户主", 1, 0, true);
        stubField(canvas, "户号", 1, 1, true);
        stubField(canvas, "村组", 1, 2, true);
        stubField(canvas, "签收人", 2, 0, true);
        stubField(canvas, "日期", 2, 1, false);
        stubField(canvas, WORKER, 2, 2, true);
        float left = stubValueLeft(2, 1);
        float width = stubRight(2, 1) - left;
        float row = stubRow(2);
        canvas.text("年", Weight.REGULAR, 12, Canvas.GREY, left + width * 0.34f, row);
        canvas.text("月", Weight.REGULAR, 12, Canvas.GREY, left + width * 0.65f, row);
        canvas.text("日", Weight.REGULAR, 12, Canvas.GREY, left + width - 12, row);
        canvas.rule(Canvas.INK, 0.6f, left, row + 3.5f, left + width * 0.34f - 2, row + 3.5f);
        canvas.rule(Canvas.INK, 0.6f, left + width * 0.34f + 14, row + 3.5f, left + width * 0.65f - 2, row + 3.5f);
        canvas.rule(Canvas.INK, 0.6f, left + width * 0.65f + 14, row + 3.5f, left + width - 14, row + 3.5f);
    }

    private static void stubField(Canvas canvas, String label, int row, int column, boolean underlined) {
        canvas.text(label, Weight.REGULAR, 12, Canvas.GREY, stubLeft(row, column), stubRow(row));
        if (underlined) {
            float low = stubRow(row) + 3.5f;
            canvas.rule(Canvas.INK, 0.6f, stubValueLeft(row, column), low, stubRight(row, column), low);
        }
    }

    private static void stubValue(Canvas canvas, String value, int row, int column) {
        if (value.isEmpty()) {
            return;
        }
        float left = stubValueLeft(row, column) + 2;
        float size = Canvas.fit(value, Weight.BOLD, stubRight(row, column) - left, 14, 5);
        canvas.text(value, Weight.BOLD, size, Canvas.INK, left, stubRow(row));
    }

    /** On one line where that can be read, else what stands from {@code split} on below the rest. */
    private static void stubValue(Canvas canvas, String value, int split, int row, int column) {
        float left = stubValueLeft(row, column) + 2;
        float width = stubRight(row, column) - left;
        if (split <= 0 || split >= value.length() || Line.of(value, Weight.BOLD).width(READABLE_PT) <= width) {
            stubValue(canvas, value, row, column);
            return;
        }
        String first = value.substring(0, split).strip();
        String second = value.substring(split).strip();
        float upper = Canvas.fit(first, Weight.BOLD, width, READABLE_PT, 5);
        float lower = Canvas.fit(second, Weight.BOLD, width, READABLE_PT, 5);
        canvas.text(first, Weight.BOLD, upper, Canvas.INK, left, stubRow(row) - 10);
        canvas.text(second, Weight.BOLD, lower, Canvas.INK, left, stubRow(row) + 1);
    }

    /** Baseline of a row of the stub: 0 its heading, 1 what is known, 2 what is filled in. */
    private static float stubRow(int row) {
        return CUT + mm(row == 0 ? 7.5f : row == 1 ? 17 : 28);
    }

    private static float stubLeft(int row, int column) {
        return LEFT + mm(COLUMNS_MM[row - 1][column]);
    }

    private static float stubRight(int row, int column) {
        return stubLeft(row, column + 1) - mm(4);
    }

    private static float stubValueLeft(int row, int column) {
        return stubLeft(row, column) + (row == 2 && column != 1 ? 36 : 24) + mm(1.5f);
    }

    /** Both with a space between, or the one that is there. */
    static String join(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + " " + second;
    }
}
