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
     */
    record PlacedLine(Line line, boolean heading, float sizePt, float xPt, float baselinePt) {}

    /**
     * How sections are set.
     *
     * @param bodyPt size of the body, in pt; headings are 2 pt larger
     * @param leadingPt from baseline to baseline, in pt
     * @param sectionGapPt extra space above each section but the first, in pt
     */
    record Style(float bodyPt, float leadingPt, float sectionGapPt) {
        float headingPt() {
            return bodyPt + 2;
        }
    }

    /** Room on the left of a heading for its mark, in pt. */
    static final float HEADING_INDENT_PT = 11;

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
                float leading = style.leadingPt() + 2;
                for (Line line : Line.broken(
                        Glyph.of(section.heading(), Weight.BOLD), (measurePt - HEADING_INDENT_PT) / size, 0)) {
                    lines.add(new PlacedLine(line, true, size, HEADING_INDENT_PT, baseline(y, leading, size)));
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
                            line, false, style.bodyPt(), x, baseline(y, style.leadingPt(), style.bodyPt())));
                    y += style.leadingPt();
                }
            }
        }
        return new Flow(List.copyOf(lines), y);
    }

    private static float baseline(float topPt, float leadingPt, float sizePt) {
        return topPt + leadingPt / 2 + Fonts.MIDDLE_ABOVE_BASELINE_EM * sizePt;
    }

    private static float hangEm(String paragraph) {
        Matcher mark = MARK.matcher(paragraph);
        return mark.find() ? Line.of(mark.group(), Weight.REGULAR).width(1) : 0;
    }
}
