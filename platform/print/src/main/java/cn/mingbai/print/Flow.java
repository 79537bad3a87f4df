package cn.mingbai.print;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sections set into lines.
 *
 * @param lines the lines, top down
 * @param heightPt the height they take, in pt
 */
record Flow(List<PlacedLine> lines, float heightPt) {

    /**
     * A line and its place.
     *
     * @param xPt from the left edge of the text, in pt
     * @param baselinePt from the top of the text down to the baseline, in pt
     * @param endPt from the top of the text down to where the next line may begin, in pt
     */
    record PlacedLine(Line line, boolean heading, float sizePt, float xPt, float baselinePt, float endPt) {

        private PlacedLine higher(float byPt) {
            return new PlacedLine(line, heading, sizePt, xPt, baselinePt - byPt, endPt - byPt);
        }
    }

    /** The first {@code count} lines. */
    Flow first(int count) {
        return new Flow(lines.subList(0, count), lines.get(count - 1).endPt());
    }

    /** What follows the first {@code count} lines. */
    Flow after(int count) {
        float gone = lines.get(count - 1).endPt();
        return new Flow(
                lines.subList(count, lines.size()).stream()
                        .map(line -> line.higher(gone))
                        .toList(),
                heightPt - gone);
    }

    /**
     * How sections are set.
     *
     * @param bodyPt size of the body, in pt
     * @param leadingPt from baseline to baseline, in pt
     * @param sectionGapPt extra space above each section but the first, in pt
     * @param headingPt size of headings, in pt
     * @param headingIndentPt room on the left of a heading for its mark, in pt
     */
    record Style(float bodyPt, float leadingPt, float sectionGapPt, float headingPt, float headingIndentPt) {

        /** Headings 2 pt larger than the body, behind a mark of 4 pt. */
        Style(float bodyPt, float leadingPt, float sectionGapPt) {
            this(bodyPt, leadingPt, sectionGapPt, bodyPt + 2, 11);
        }
    }

    private static final float PARAGRAPH_GAP = 0.15f;
    private static final Pattern MARK = Pattern.compile("^(?:[①-⑳•]|\\d{1,2}[.．、](?!\\d))[ \\u3000]*");

    static Flow of(List<Section> sections, Style style, float measurePt) {
        List<PlacedLine> lines = new ArrayList<>();
        float y = 0;
        for (Section section : sections) {
            if (!lines.isEmpty()) {
                y += style.sectionGapPt();
            }
            if (!section.heading().isEmpty()) {
                float size = style.headingPt();
                float leading = style.leadingPt() + size - style.bodyPt();
                for (Line line : Line.broken(
                        Glyph.of(section.heading(), Weight.BOLD), (measurePt - style.headingIndentPt()) / size, 0)) {
                    lines.add(new PlacedLine(
                            line, true, size, style.headingIndentPt(), baseline(y, leading, size), y + leading));
                    y += leading;
                }
            }
            boolean first = true;
            for (String paragraph : section.paragraphs()) {
                y += first ? 0 : PARAGRAPH_GAP * style.leadingPt();
                first = false;
                float hang = hangEm(paragraph);
                boolean firstLine = true;
                for (Line line : Line.broken(Glyph.ofEmphasised(paragraph), measurePt / style.bodyPt(), hang)) {
                    float x = firstLine ? 0 : hang * style.bodyPt();
                    firstLine = false;
                    lines.add(new PlacedLine(
                            line,
                            false,
                            style.bodyPt(),
                            x,
                            baseline(y, style.leadingPt(), style.bodyPt()),
                            y + style.leadingPt()));
                    y += style.leadingPt();
                }
            }
        }
        return new Flow(List.copyOf(lines), y);
    }

    /** Draws the lines, headings red behind a red mark, with the upper left corner at (x, top). */
    void draw(Canvas canvas, float x, float top) {
        for (PlacedLine placed : lines) {
            float baseline = top + placed.baselinePt();
            if (placed.heading()) {
                float height = placed.sizePt() * 0.92f;
                float middle = baseline - Fonts.MIDDLE_ABOVE_BASELINE_EM * placed.sizePt();
                canvas.fill(Canvas.RED, x, middle - height / 2, 4, height);
            }
            canvas.line(
                    placed.line(),
                    placed.sizePt(),
                    placed.heading() ? Canvas.RED : Canvas.INK,
                    x + placed.xPt(),
                    baseline);
        }
    }

    private static float baseline(float topPt, float leadingPt, float sizePt) {
        return topPt + leadingPt / 2 + Fonts.MIDDLE_ABOVE_BASELINE_EM * sizePt;
    }

    private static float hangEm(String paragraph) {
        Matcher mark = MARK.matcher(paragraph);
        return mark.find() ? Line.of(mark.group(), Weight.REGULAR).width(1) : 0;
    }
}
