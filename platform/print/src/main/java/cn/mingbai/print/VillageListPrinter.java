package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Prints the list that an outreach worker takes along where a phone is of no use: A4, a row of 8.5 mm for each door, with
 * boxes to tick for how it went and who is informed, each with the digit that is typed afterwards. A group's name stands
 * above its doors and is repeated on every page, as are headings and meanings.
 */
public final class VillageListPrinter {

    private static final float PAGE_WIDTH = mm(210);
    private static final float PAGE_HEIGHT = mm(297);
    private static final float LEFT = mm(13);
    private static final float TOP = mm(12);
    private static final float TITLE_HEIGHT = mm(10);
    private static final float LEAD_HEIGHT = mm(5.5f);
    private static final float HEADING_HEIGHT = mm(8);
    private static final float GROUP_HEIGHT = mm(6.5f);
    private static final float ROW_HEIGHT = mm(8.5f);
    private static final float NOTE_HEIGHT = mm(4.4f);
    private static final float FOOT = mm(26);
    private static final float PADDING = mm(1.5f);
    private static final float BOX = mm(5);
    private static final float[] WIDTHS = {mm(27), mm(21), mm(38), mm(19), mm(43), mm(36)};
    private static final float TITLE_PT = 15;
    private static final float TEXT_PT = 10;
    private static final float NUMBER_PT = 11.5f;
    private static final float NOTE_PT = 8.5f;
    private static final float SMALLEST_PT = 6.5f;
    private static final float DIGIT_PT = 8;

    private final VillageList list;
    private final List<List<Piece>> pages = new ArrayList<>();
    private float top;

    private VillageListPrinter(VillageList list) {
        this.list = list;
    }

    /** Something at its height on a page. */
    private interface Piece {
        void draw(Canvas canvas);
    }

    /**
     * Writes the list as one PDF.
     *
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is no door; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(VillageList list, OutputStream out) throws IOException {
        if (list.groups().stream().allMatch(group -> group.doors().isEmpty())) {
            throw new IllegalArgumentException("Expected at least one door to print, got none");
        }
        refuseUndrawable(list);
        new VillageListPrinter(list).print(out);
    }

    private void print(OutputStream out) throws IOException {
        turn();
        for (VillageList.Group group : list.groups()) {
            if (!group.doors().isEmpty()) {
                if (top + GROUP_HEIGHT + ROW_HEIGHT > PAGE_HEIGHT - FOOT) {
                    turn();
                }
                group(group.name());
            }
            for (VillageList.Door door : group.doors()) {
                if (top + ROW_HEIGHT > PAGE_HEIGHT - FOOT) {
                    turn();
                    group(group.name());
                }
                door(door);
            }
        }
        ArchivePages file = new ArchivePages(out, list.title(), PAGE_WIDTH, PAGE_HEIGHT);
        for (int page = 0; page < pages.size(); page++) {
            Canvas canvas = file.page();
            pages.get(page).forEach(piece -> piece.draw(canvas));
            foot(canvas, page);
        }
        file.finish();
    }

    private void turn() {
        pages.add(new ArrayList<>());
        top = TOP;
        float width = x(WIDTHS.length) - LEFT;
        float size = Canvas.fit(list.title(), Weight.BOLD, width, TITLE_PT, SMALLEST_PT);
        put(canvas -> canvas.textCentred(list.title(), Weight.BOLD, size, Canvas.INK, PAGE_WIDTH / 2, TOP + TITLE_PT));
        top += TITLE_HEIGHT;
        if (pages.size() == 1) {
            for (String line : list.lead()) {
                text(line, Weight.REGULAR, TEXT_PT, LEFT, width, LEAD_HEIGHT);
                top += LEAD_HEIGHT;
            }
            top += mm(1);
        }
        float headings = top;
        put(canvas -> canvas.fill(Canvas.TINT, LEFT, headings, width, HEADING_HEIGHT));
        for (int column = 0; column < WIDTHS.length; column++) {
            cell(column, HEADING_HEIGHT);
            text(
                    list.headings().get(column),
                    Weight.BOLD,
                    TEXT_PT,
                    x(column) + PADDING,
                    WIDTHS[column] - 2 * PADDING,
                    HEADING_HEIGHT);
        }
        top += HEADING_HEIGHT;
    }

    private void group(String name) {
        float at = top;
        float width = x(WIDTHS.length) - LEFT;
        put(canvas -> canvas.outline(Canvas.GREY, 0.6f, LEFT, at, width, GROUP_HEIGHT));
        text(name, Weight.BOLD, TEXT_PT, LEFT + PADDING, width - 2 * PADDING, GROUP_HEIGHT);
        top += GROUP_HEIGHT;
    }

    private void door(VillageList.Door door) {
        for (int column = 0; column < WIDTHS.length; column++) {
            cell(column, ROW_HEIGHT);
        }
        text(door.number(), Weight.BOLD, NUMBER_PT, x(0) + PADDING, WIDTHS[0] - 2 * PADDING, ROW_HEIGHT);
        text(door.head(), Weight.REGULAR, TEXT_PT, x(1) + PADDING, WIDTHS[1] - 2 * PADDING, ROW_HEIGHT);
        text(door.known(), Weight.REGULAR, NOTE_PT, x(2) + PADDING, WIDTHS[2] - 2 * PADDING, ROW_HEIGHT);
        boxes(list.outcomes(), 4);
        boxes(list.members(), 5);
        top += ROW_HEIGHT;
    }

    private void boxes(int count, int column) {
        float step = WIDTHS[column] / count;
        float side = Math.min(BOX, step - mm(1));
        float at = top + (ROW_HEIGHT - side) / 2;
        for (int box = 0; box < count; box++) {
            float left = x(column) + step * box + (step - side) / 2;
            String digit = String.valueOf(box + 1);
            put(canvas -> {
                canvas.outline(Canvas.INK, 0.5f, left, at, side, side);
                canvas.textCentred(
                        digit,
                        Weight.REGULAR,
                        DIGIT_PT,
                        Canvas.GREY,
                        left + side / 2,
                        Canvas.centredBaseline(at, side, DIGIT_PT));
            });
        }
    }

    private void cell(int column, float height) {
        float at = top;
        put(canvas -> canvas.outline(Canvas.GREY, 0.6f, x(column), at, WIDTHS[column], height));
    }

    private void text(String text, Weight weight, float largest, float left, float width, float height) {
        float size = Canvas.largest(text, weight, width, largest, SMALLEST_PT);
        String shown = Canvas.cut(text, weight, size, width);
        float baseline = Canvas.centredBaseline(top, height, size);
        put(canvas -> canvas.text(shown, weight, size, Canvas.INK, left, baseline));
    }

    private void foot(Canvas canvas, int page) {
        float width = x(WIDTHS.length) - LEFT;
        float y = PAGE_HEIGHT - FOOT + mm(6);
        for (String note : list.notes()) {
            float size = Canvas.largest(note, Weight.REGULAR, width, NOTE_PT, SMALLEST_PT);
            canvas.text(Canvas.cut(note, Weight.REGULAR, size, width), Weight.REGULAR, size, Canvas.INK, LEFT, y);
            y += NOTE_HEIGHT;
        }
        canvas.textRight(
                (page + 1) + " / " + pages.size(),
                Weight.REGULAR,
                NOTE_PT,
                Canvas.GREY,
                LEFT + width,
                PAGE_HEIGHT - mm(7));
    }

    private void put(Piece piece) {
        pages.getLast().add(piece);
    }

    private static float x(int column) {
        return LEFT + Canvas.sum(WIDTHS, column);
    }

    private static void refuseUndrawable(VillageList list) {
        ArchivePages.refuseUndrawable(
                "the heading of the list",
                Stream.of(
                                Stream.of(list.title()),
                                list.lead().stream(),
                                list.headings().stream(),
                                list.notes().stream())
                        .flatMap(words -> words));
        for (VillageList.Group group : list.groups()) {
            for (VillageList.Door door : group.doors()) {
                ArchivePages.refuseUndrawable(
                        "the row of " + door.number(),
                        Stream.of(group.name(), door.number(), door.head(), door.known()));
            }
        }
    }
}
