package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the list on top of a village's print: A4, on as many pages as its groups take. The file is PDF 1.7 and PDF/A-2u;
 * the same inputs give the same bytes.
 */
public final class CoverPrinter {

    private static final float PAGE_WIDTH = mm(210);
    private static final float PAGE_HEIGHT = mm(297);
    private static final float LEFT = mm(18);
    private static final float RIGHT = PAGE_WIDTH - mm(18);
    private static final float WIDTH = RIGHT - LEFT;
    private static final float ROW = mm(8);
    private static final float FACT = mm(8.5f);
    private static final float BOTTOM = PAGE_HEIGHT - mm(16);
    private static final float CLOSING = mm(70);
    private static final float[] COLUMNS = {0, WIDTH * 0.34f, WIDTH * 0.48f, WIDTH * 0.74f};
    private static final List<String> HEADINGS = List.of("村民小组", "份数", "最上面的户号", "最下面的户号");
    private static final List<String> SIGNS = List.of("清点人", "领取人", "日期");

    private CoverPrinter() {}

    /**
     * Writes the list.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(VillageCover cover, OutputStream out) throws IOException {
        ArchivePages.refuseUndrawable("the cover list", words(cover));
        List<List<VillageCover.Group>> pages = pages(cover);
        ArchivePages file = new ArchivePages(out, cover.title(), PAGE_WIDTH, PAGE_HEIGHT);
        for (int page = 0; page < pages.size(); page++) {
            Canvas canvas = file.page();
            float y = page == 0 ? heading(canvas, cover) : mm(18);
            y = table(canvas, pages.get(page), y);
            if (page + 1 == pages.size()) {
                closing(canvas, cover, y + mm(6));
            }
            canvas.textRight(
                    "第%d页 共%d页".formatted(page + 1, pages.size()),
                    Weight.REGULAR,
                    9,
                    Canvas.GREY,
                    RIGHT,
                    PAGE_HEIGHT - mm(10));
            canvas.text(
                    LeafletStub.join(cover.town(), cover.village()),
                    Weight.REGULAR,
                    9,
                    Canvas.GREY,
                    LEFT,
                    PAGE_HEIGHT - mm(10));
        }
        file.finish();
    }

    private static Stream<String> words(VillageCover cover) {
        return Stream.concat(
                Stream.of(
                        cover.title(),
                        cover.town(),
                        cover.village(),
                        cover.kind(),
                        cover.version(),
                        cover.blankRange(),
                        cover.printedOn(),
                        cover.printedBy(),
                        cover.file(),
                        cover.sha256()),
                cover.groups().stream()
                        .flatMap(group -> Stream.of(group.name(), group.firstNumber(), group.lastNumber())));
    }

    /** The rows of each page, with room for the closing lines on the last. */
    private static List<List<VillageCover.Group>> pages(VillageCover cover) {
        List<List<VillageCover.Group>> pages = new ArrayList<>(List.of(new ArrayList<>()));
        float top = mm(18) + mm(36) + 2 * FACT + mm(6);
        float y = top + ROW;
        for (VillageCover.Group group : cover.groups()) {
            if (y + ROW > BOTTOM) {
                pages.add(new ArrayList<>());
                y = mm(18) + ROW;
            }
            pages.getLast().add(group);
            y += ROW;
        }
        if (y + CLOSING > BOTTOM) {
            pages.add(new ArrayList<>());
        }
        return pages;
    }

    private static float heading(Canvas canvas, VillageCover cover) {
        float y = mm(18);
        fitted(canvas, cover.title(), Weight.REGULAR, 13, LEFT, WIDTH, y + mm(4));
        fitted(canvas, LeafletStub.join(cover.town(), cover.village()), Weight.BOLD, 30, LEFT, WIDTH, y + mm(17));
        int sheets =
                cover.groups().stream().mapToInt(VillageCover.Group::sheets).sum();
        String count = "共 %d 份".formatted(sheets + cover.blanks())
                + (cover.blanks() == 0 ? "" : "：入户 %d 份，空白 %d 份".formatted(sheets, cover.blanks()));
        fitted(canvas, count, Weight.BOLD, 17, LEFT, WIDTH, y + mm(28));
        canvas.rule(Canvas.RED, 1.4f, LEFT, y + mm(33), RIGHT, y + mm(33));
        y += mm(36);
        fact(canvas, "种类", cover.kind(), LEFT, WIDTH / 2 - mm(4), y);
        fact(canvas, "版本", cover.version(), LEFT + WIDTH / 2, WIDTH / 2, y);
        y += FACT;
        fact(canvas, "印制", cover.printedOn(), LEFT, WIDTH / 2 - mm(4), y);
        fact(canvas, "经办", cover.printedBy(), LEFT + WIDTH / 2, WIDTH / 2, y);
        return y + FACT + mm(6);
    }

    private static float table(Canvas canvas, List<VillageCover.Group> groups, float top) {
        if (groups.isEmpty()) {
            return top;
        }
        canvas.fill(Canvas.TINT, LEFT, top, WIDTH, ROW);
        for (int i = 0; i < COLUMNS.length; i++) {
            canvas.text(
                    HEADINGS.get(i),
                    Weight.BOLD,
                    11,
                    Canvas.INK,
                    LEFT + mm(2) + COLUMNS[i],
                    Canvas.centredBaseline(top, ROW, 11));
        }
        float y = top + ROW;
        for (VillageCover.Group group : groups) {
            List<String> cells = List.of(
                    group.name().isEmpty() ? "未分组" : group.name(),
                    String.valueOf(group.sheets()),
                    group.firstNumber(),
                    group.lastNumber());
            for (int i = 0; i < COLUMNS.length; i++) {
                float right = i + 1 == COLUMNS.length ? WIDTH : COLUMNS[i + 1];
                fitted(
                        canvas,
                        cells.get(i),
                        Weight.REGULAR,
                        11.5f,
                        LEFT + mm(2) + COLUMNS[i],
                        right - COLUMNS[i] - mm(4),
                        Canvas.centredBaseline(y, ROW, 11.5f));
            }
            canvas.rule(Canvas.RULE, 0.6f, LEFT, y, RIGHT, y);
            y += ROW;
        }
        canvas.outline(Canvas.GREY, 0.8f, LEFT, top, WIDTH, y - top);
        return y;
    }

    private static void closing(Canvas canvas, VillageCover cover, float top) {
        float y = top;
        if (cover.blanks() > 0) {
            fact(canvas, "空白", "%d 份　%s".formatted(cover.blanks(), cover.blankRange()), LEFT, WIDTH, y);
            y += FACT;
        }
        fact(canvas, "文件", "%s　%d 页".formatted(cover.file(), cover.pages()), LEFT, WIDTH, y);
        y += FACT;
        fact(canvas, "校验", cover.sha256(), LEFT, WIDTH, y);
        y += mm(18);
        for (int i = 0; i < SIGNS.size(); i++) {
            float left = LEFT + i * WIDTH / 3;
            canvas.text(SIGNS.get(i), Weight.REGULAR, 12, Canvas.INK, left, y);
            canvas.rule(Canvas.INK, 0.6f, left + mm(14), y + 3, left + WIDTH / 3 - mm(6), y + 3);
        }
        canvas.text("当面清点份数，与上表不符的，先不要分发，请告诉印制经办人。", Weight.REGULAR, 10, Canvas.GREY, LEFT, y + mm(12));
    }

    private static void fact(Canvas canvas, String label, String value, float left, float width, float top) {
        float baseline = Canvas.centredBaseline(top, FACT, 11.5f);
        canvas.text(label, Weight.REGULAR, 11.5f, Canvas.GREY, left, baseline);
        fitted(canvas, value, Weight.REGULAR, 11.5f, left + mm(14), width - mm(14), baseline);
    }

    private static void fitted(
            Canvas canvas, String text, Weight weight, float largest, float left, float width, float baseline) {
        canvas.text(text, weight, Canvas.fit(text, weight, width, largest, 3), Canvas.INK, left, baseline);
    }
}
