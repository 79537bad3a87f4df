package cn.mingbai.print;

import java.util.List;

/**
 * What is the same on every leaflet of a village.
 *
 * @param title the title, one line of up to 19 Chinese characters
 * @param subtitle issuing unit, version and date, one line of up to 43 Chinese characters
 * @param version the version alone, printed on the stub
 * @param ruleLayerBadge the rules the text follows, such as 依据《中华人民共和国社会救助法》
 * @param front the text of the front
 * @param back the text of the back, above the phones
 * @param phones the phones of both levels, in the order printed; the outreach worker's follows from each sheet
 */
public record LeafletText(
        String title,
        String subtitle,
        String version,
        String ruleLayerBadge,
        List<Section> front,
        List<Section> back,
        List<Phone> phones) {
    public LeafletText {
        front = List.copyOf(front);
        back = List.copyOf(back);
        phones = List.copyOf(phones);
    }
}
