package cn.mingbai.print;

import java.util.List;

/**
 * What is the same on all copies of a board (宣传栏, 宣传板).
 *
 * @param title the title, one line
 * @param subtitle issuing unit, version and date, one line
 * @param badge the rules the text follows, or empty
 * @param panels the panels in reading order; one without paragraphs is an empty frame to pin lists to
 * @param phones the phones of both levels, in the order printed
 * @param imprint the last line: documents it rests on, next review; or empty
 */
public record BoardText(
        String title, String subtitle, String badge, List<Section> panels, List<Phone> phones, String imprint) {
    public BoardText {
        panels = List.copyOf(panels);
        phones = List.copyOf(phones);
    }
}
