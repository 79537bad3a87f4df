package cn.mingbai.print;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of text, set by the rules of Chinese print: no line starts with a closing mark or ends with an opening one,
 * numbers and words stay whole, neighbouring marks share their empty halves, and full lines are flush on both sides.
 */
final class Line {

    /** Wider gaps would be taken for spaces when the text is copied out. */
    private static final float WIDEST_GAP = 100f;

    private static final int SHORTEST_LAST_LINE = 3;

    private final List<Glyph> glyphs;
    private final float[] shiftBefore;
    private final float width;

    private Line(List<Glyph> glyphs, float[] shiftBefore, float width) {
        this.glyphs = glyphs;
        this.shiftBefore = shiftBefore;
        this.width = width;
    }

    /** A line that is set as it comes, however long. */
    static Line of(String text, Weight weight) {
        return natural(Glyph.of(text, weight), false);
    }

    /**
     * Breaks a paragraph into lines.
     *
     * @param glyphs the paragraph
     * @param measureEm the length of the first line, in em
     * @param hangEm by how much the other lines are shorter, in em
     */
    static List<Line> broken(List<Glyph> glyphs, float measureEm, float hangEm) {
        List<Integer> starts = new ArrayList<>();
        for (int from = 0; from < glyphs.size(); from = nextStart(glyphs, from, measure(starts, measureEm, hangEm))) {
            starts.add(from);
        }
        lengthenLast(glyphs, starts);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            float measure = (i == 0 ? measureEm : measureEm - hangEm) * Fonts.UNITS_PER_EM;
            boolean last = i + 1 == starts.size();
            int from = starts.get(i);
            int to = trimmed(glyphs, from, last ? glyphs.size() : starts.get(i + 1));
            Line line = natural(glyphs.subList(from, to), true);
            lines.add(last && line.width <= measure ? line : line.justified(measure));
        }
        return lines;
    }

    private static float measure(List<Integer> starts, float measureEm, float hangEm) {
        return (starts.size() == 1 ? measureEm : measureEm - hangEm) * Fonts.UNITS_PER_EM;
    }

    private static int nextStart(List<Glyph> glyphs, int from, float measure) {
        int next = breakAfter(glyphs, from, measure);
        while (next < glyphs.size() && glyphs.get(next).isSpace()) {
            next++;
        }
        return next;
    }

    /** Moves the last break back when it leaves a character or two alone on the last line. */
    private static void lengthenLast(List<Glyph> glyphs, List<Integer> starts) {
        if (starts.size() < 2) {
            return;
        }
        int last = starts.getLast();
        int earliest = Math.max(starts.get(starts.size() - 2) + SHORTEST_LAST_LINE, last - SHORTEST_LAST_LINE);
        for (int from = last; from >= earliest; from--) {
            boolean longEnough = glyphs.size() - from >= SHORTEST_LAST_LINE;
            if (longEnough && glyphs.get(from - 1).mayBreakBefore(glyphs.get(from))) {
                starts.set(starts.size() - 1, from);
                return;
            }
        }
    }

    /** Its width, in pt. */
    float width(float sizePt) {
        return width * sizePt / Fonts.UNITS_PER_EM;
    }

    /** Its text. */
    String text() {
        StringBuilder text = new StringBuilder();
        glyphs.forEach(glyph -> text.appendCodePoint(glyph.codePoint()));
        return text.toString();
    }

    /** Draws the line with its first baseline point at (x, y), in pt from the lower left corner of the page. */
    void draw(Drawing drawing, float sizePt, float x, float y) {
        if (glyphs.isEmpty()) {
            return;
        }
        drawing.beginText(x, y, sizePt);
        for (int i = 0; i < glyphs.size(); i++) {
            if (shiftBefore[i] != 0) {
                drawing.shift(shiftBefore[i]);
            }
            drawing.show(glyphs.get(i));
        }
        drawing.endText();
    }

    /** What a drawing of its own needs of each character: how far it stands from the line's beginning, in 1/1000 em. */
    interface Placed {
        void glyph(Glyph glyph, float advance);
    }

    /** Tells each character and where it stands. */
    void place(Placed placed) {
        float advance = 0;
        for (int i = 0; i < glyphs.size(); i++) {
            advance += shiftBefore[i];
            placed.glyph(glyphs.get(i), advance);
            advance += glyphs.get(i).width();
        }
    }

    private static int trimmed(List<Glyph> glyphs, int from, int to) {
        int end = to;
        while (end > from && glyphs.get(end - 1).isSpace()) {
            end--;
        }
        return end;
    }

    /** The index after the last character of the line that starts at {@code from}. */
    private static int breakAfter(List<Glyph> glyphs, int from, float measure) {
        float advance = -glyphs.get(from).blankLeft();
        int best = -1;
        for (int i = from; i < glyphs.size(); i++) {
            Glyph glyph = glyphs.get(i);
            if (i > from) {
                advance -= glyphs.get(i - 1).closeUp(glyph);
            }
            advance += glyph.width();
            boolean fits = advance - glyph.blankRight() <= measure + 0.5f || glyph.isSpace();
            if (!fits) {
                return best > 0 ? best : Math.max(i, from + 1);
            }
            if (i + 1 == glyphs.size() || glyph.mayBreakBefore(glyphs.get(i + 1))) {
                best = i + 1;
            }
        }
        return glyphs.size();
    }

    private static Line natural(List<Glyph> glyphs, boolean trimEdges) {
        float[] shift = new float[glyphs.size()];
        float width = 0;
        for (int i = 0; i < glyphs.size(); i++) {
            if (i > 0) {
                shift[i] = -glyphs.get(i - 1).closeUp(glyphs.get(i));
            } else if (trimEdges) {
                shift[i] = -glyphs.get(i).blankLeft();
            }
            width += shift[i] + glyphs.get(i).width();
        }
        if (trimEdges && !glyphs.isEmpty()) {
            width -= glyphs.getLast().blankRight();
        }
        return new Line(glyphs, shift, width);
    }

    /** Spread over the measure, unless the gaps would become too wide. */
    private Line justified(float measure) {
        int gaps = 0;
        for (int i = 1; i < glyphs.size(); i++) {
            gaps += canWiden(i) ? 1 : 0;
        }
        float gap = gaps == 0 ? 0 : (measure - width) / gaps;
        if (gap <= 0 || gap > WIDEST_GAP) {
            return this;
        }
        float[] shift = shiftBefore.clone();
        for (int i = 1; i < glyphs.size(); i++) {
            shift[i] += canWiden(i) ? gap : 0;
        }
        return new Line(glyphs, shift, measure);
    }

    /** Not inside numbers, and not where it would move the text off the mark it hangs from. */
    private boolean canWiden(int index) {
        Glyph before = glyphs.get(index - 1);
        Glyph after = glyphs.get(index);
        return !(before.isLatin() && after.isLatin())
                && !before.isSpace()
                && !after.isSpace()
                && !before.isCircledNumber();
    }
}
