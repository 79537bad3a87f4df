package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Prints tests on paper: A4, one after the other, each beginning on a page of its own with name, code and answer grid, so
 * that the answers are typed from one page. The code stands on every page. The file is PDF 1.7 and PDF/A-2u.
 */
public final class TestPaperPrinter {

    static final float PAGE_WIDTH = mm(210);
    static final float PAGE_HEIGHT = mm(297);
    static final float CODE_SIDE = mm(20);

    private static final float LEFT = mm(16);
    private static final float WIDTH = PAGE_WIDTH - 2 * LEFT;
    private static final float TOP = mm(16);
    private static final float BOTTOM = PAGE_HEIGHT - mm(18);
    private static final float TITLE_PT = 17;
    private static final float SMALLEST_PT = 6.5f;
    private static final float TEXT_PT = 11;
    private static final float SMALL_PT = 9;
    private static final float LEADING = 1.5f;
    private static final float FACT_HEIGHT = mm(7);
    private static final float CELL_HEIGHT = mm(9.5f);
    private static final float BOX = mm(3.6f);
    private static final int GRID_COLUMNS = 2;
    private static final float INDENT = mm(6);

    private TestPaperPrinter() {}

    /**
     * Writes the papers as one PDF.
     *
     * @param title the file's title in the viewer
     * @param papers at least one, in the order of print
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws IllegalArgumentException when there is no paper, or an address has characters outside the QR alphanumeric
     *     set; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void write(String title, List<TestPaper> papers, OutputStream out) throws IOException {
        if (papers.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one paper to print, got none");
        }
        for (TestPaper paper : papers) {
            ArchivePages.refuseUndrawable("the paper " + paper.code(), words(paper));
            QrCode.checkAlphabet(paper.address());
        }
        ArchivePages file = new ArchivePages(out, title, PAGE_WIDTH, PAGE_HEIGHT);
        for (TestPaper paper : papers) {
            List<List<Consumer<Canvas>>> pages = new Layout(paper).pages();
            for (int page = 0; page < pages.size(); page++) {
                Canvas canvas = file.page();
                pages.get(page).forEach(piece -> piece.accept(canvas));
                foot(canvas, paper, page + 1, pages.size());
            }
        }
        file.finish();
    }

    private static Stream<String> words(TestPaper paper) {
        return Stream.of(
                        Stream.of(paper.title(), paper.code(), paper.gridTitle(), paper.note(), paper.pageOf()),
                        paper.facts().stream().flatMap(fact -> Stream.of(fact.label(), fact.text())),
                        paper.items().stream()
                                .flatMap(item -> Stream.of(
                                                Stream.of(item.kind(), item.situation(), item.stem(), item.hint()),
                                                item.options().stream(),
                                                item.boxes().stream())
                                        .flatMap(words -> words)))
                .flatMap(words -> words);
    }

    private static void foot(Canvas canvas, TestPaper paper, int page, int pages) {
        float baseline = PAGE_HEIGHT - mm(9);
        canvas.rule(Canvas.RULE, 0.6f, LEFT, BOTTOM + mm(3), LEFT + WIDTH, BOTTOM + mm(3));
        canvas.text(paper.code(), Weight.BOLD, SMALL_PT, Canvas.INK, LEFT, baseline);
        canvas.textRight(
                paper.pageOf().replace("{0}", String.valueOf(page)).replace("{1}", String.valueOf(pages)),
                Weight.REGULAR,
                SMALL_PT,
                Canvas.GREY,
                LEFT + WIDTH,
                baseline);
    }

    private static float size(String text, Weight weight, float width, float largest) {
        float em = Line.of(text, weight).width(1);
        return Math.max(SMALLEST_PT, em * largest <= width ? largest : width / em);
    }

    /** Sets one paper onto pages. */
    private static final class Layout {

        private final TestPaper paper;
        private final List<List<Consumer<Canvas>>> pages = new ArrayList<>();
        private float y;

        Layout(TestPaper paper) {
            this.paper = paper;
        }

        List<List<Consumer<Canvas>>> pages() {
            turn();
            head();
            grid();
            y += mm(5);
            String before = "";
            for (int i = 0; i < paper.items().size(); i++) {
                TestPaper.Item item = paper.items().get(i);
                question(i + 1, item, item.situation().equals(before) ? "" : item.situation());
                before = item.situation();
            }
            return pages;
        }

        private void turn() {
            pages.add(new ArrayList<>());
            y = TOP;
        }

        private void draw(Consumer<Canvas> piece) {
            pages.getLast().add(piece);
        }

        private void head() {
            QrCode code = QrCode.encode(paper.address(), QrCode.Ecc.M);
            float codeLeft = LEFT + WIDTH - CODE_SIDE - mm(3);
            float textWidth = codeLeft - LEFT - mm(8);
            float titlePt = size(paper.title(), Weight.BOLD, textWidth, TITLE_PT);
            float top = y;
            draw(canvas -> {
                canvas.qrCode(code, codeLeft, top + mm(1), CODE_SIDE);
                canvas.textCentred(
                        paper.code(),
                        Weight.BOLD,
                        TEXT_PT,
                        Canvas.INK,
                        codeLeft + CODE_SIDE / 2,
                        top + CODE_SIDE + mm(8));
                canvas.text(paper.title(), Weight.BOLD, titlePt, Canvas.INK, LEFT, top + TITLE_PT);
            });
            float line = top + TITLE_PT + mm(4);
            for (SignInSheet.Fact fact : paper.facts()) {
                float baseline = Canvas.centredBaseline(line, FACT_HEIGHT, TEXT_PT);
                float factPt = size(fact.text(), Weight.REGULAR, textWidth - mm(22), TEXT_PT);
                draw(canvas -> {
                    canvas.text(fact.label(), Weight.BOLD, TEXT_PT, Canvas.INK, LEFT, baseline);
                    canvas.text(fact.text(), Weight.REGULAR, factPt, Canvas.INK, LEFT + mm(22), baseline);
                });
                line += FACT_HEIGHT;
            }
            y = Math.max(line, top + CODE_SIDE + mm(11)) + mm(2);
        }

        private void grid() {
            float top = y;
            float notePt = size(paper.note(), Weight.REGULAR, WIDTH - mm(40), SMALL_PT);
            draw(canvas -> {
                canvas.text(paper.gridTitle(), Weight.BOLD, TEXT_PT + 1, Canvas.INK, LEFT, top + TEXT_PT);
                canvas.textRight(paper.note(), Weight.REGULAR, notePt, Canvas.GREY, LEFT + WIDTH, top + TEXT_PT);
            });
            y += mm(6.5f);
            int rows = (paper.items().size() + GRID_COLUMNS - 1) / GRID_COLUMNS;
            float start = y;
            int first = 0;
            while (first < rows) {
                int fit = Math.max(1, (int) ((BOTTOM - start) / CELL_HEIGHT));
                int last = Math.min(rows, first + fit);
                for (int row = first; row < last; row++) {
                    for (int column = 0; column < GRID_COLUMNS; column++) {
                        int index = column * rows + row;
                        float x = LEFT + column * WIDTH / GRID_COLUMNS;
                        float cellTop = start + (row - first) * CELL_HEIGHT;
                        cell(index, x, cellTop);
                    }
                }
                y = start + (last - first) * CELL_HEIGHT;
                first = last;
                if (first < rows) {
                    turn();
                    start = y;
                }
            }
        }

        private void cell(int index, float x, float top) {
            float width = WIDTH / GRID_COLUMNS;
            draw(canvas -> canvas.outline(Canvas.GREY, 0.6f, x, top, width, CELL_HEIGHT));
            if (index >= paper.items().size()) {
                return;
            }
            TestPaper.Item item = paper.items().get(index);
            float baseline = Canvas.centredBaseline(top, CELL_HEIGHT, TEXT_PT);
            draw(canvas ->
                    canvas.textRight(String.valueOf(index + 1), Weight.BOLD, TEXT_PT, Canvas.INK, x + mm(8), baseline));
            float left = x + mm(11);
            float room = width - mm(13);
            if (item.boxes().isEmpty()) {
                float hintPt = size(item.hint(), Weight.REGULAR, room / 2, SMALL_PT);
                float hint = Line.of(item.hint(), Weight.REGULAR).width(hintPt);
                draw(canvas -> {
                    canvas.rule(
                            Canvas.GREY,
                            0.6f,
                            left,
                            top + CELL_HEIGHT - mm(2.2f),
                            left + room - hint - mm(1.5f),
                            top + CELL_HEIGHT - mm(2.2f));
                    canvas.textRight(item.hint(), Weight.REGULAR, hintPt, Canvas.GREY, left + room, baseline);
                });
                return;
            }
            float step = Math.min(mm(13), room / item.boxes().size());
            for (int i = 0; i < item.boxes().size(); i++) {
                float boxLeft = left + i * step;
                String label = item.boxes().get(i);
                draw(canvas -> {
                    canvas.outline(Canvas.INK, 0.8f, boxLeft, top + (CELL_HEIGHT - BOX) / 2, BOX, BOX);
                    canvas.text(label, Weight.REGULAR, TEXT_PT, Canvas.INK, boxLeft + BOX + mm(1), baseline);
                });
            }
        }

        private void question(int number, TestPaper.Item item, String situation) {
            List<PlacedText> lines = new ArrayList<>();
            if (!situation.isEmpty()) {
                set(lines, situation, Weight.REGULAR, 0, mm(1.5f));
            }
            set(
                    lines,
                    number + "．（" + item.kind() + "）" + item.stem(),
                    Weight.BOLD,
                    0,
                    situation.isEmpty() ? 0 : mm(1));
            for (String option : item.options()) {
                set(lines, option, Weight.REGULAR, INDENT, 0);
            }
            float height = (float) lines.stream()
                    .mapToDouble(line -> line.gap() + TEXT_PT * LEADING)
                    .sum();
            // A question stays on one page where it can.
            if (y + height > BOTTOM && height < BOTTOM - TOP) {
                turn();
            }
            for (PlacedText line : lines) {
                y += line.gap();
                if (y + TEXT_PT * LEADING > BOTTOM) {
                    turn();
                }
                float baseline = Canvas.centredBaseline(y, TEXT_PT * LEADING, TEXT_PT);
                draw(canvas -> canvas.line(line.line(), TEXT_PT, Canvas.INK, LEFT + line.indent(), baseline));
                y += TEXT_PT * LEADING;
            }
            y += mm(3);
        }

        private record PlacedText(Line line, float indent, float gap) {}

        private static void set(List<PlacedText> lines, String text, Weight weight, float indent, float gap) {
            boolean first = true;
            for (Line line : Line.broken(Glyph.of(text, weight), (WIDTH - indent) / TEXT_PT, 0)) {
                lines.add(new PlacedText(line, indent, first ? gap : 0));
                first = false;
            }
        }
    }
}
