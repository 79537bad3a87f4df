package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.print.BoardText;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.Phone;
import cn.mingbai.print.Section;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Makes the text that all sheets of a village, or all copies of a board, share; always in Chinese, whatever the reader's language. */
@Component
@Internal
public class LeafletComposer {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Texts texts;

    LeafletComposer(Texts texts) {
        this.texts = texts;
    }

    /**
     * The shared text.
     *
     * @param values what stands behind the placeholders
     * @param day the day of issue
     */
    public LeafletText compose(PolicyText template, Map<String, String> values, LocalDate day) {
        var gap = word("materials.leaflet.gap");
        var back = new ArrayList<>(filled(template.back(), values, gap));
        var notes = PolicyText.fixed(template.phones());
        if (!notes.isEmpty()) {
            back.add(new Section("", notes));
        }
        return new LeafletText(
                template.title(),
                subtitle(template, values, day, gap),
                template.label(),
                String.join("", PolicyText.fixed(template.imprint())),
                filled(template.front(), values, gap),
                back,
                phones(values, gap));
    }

    /**
     * What all copies of a board share.
     *
     * @param values what stands behind the placeholders
     * @param day the day of issue
     */
    public BoardText board(PolicyText board, Map<String, String> values, LocalDate day) {
        var gap = word("materials.leaflet.gap");
        var panels = new ArrayList<>(filled(board.front(), values, gap));
        var notes = PolicyText.fixed(board.phones());
        if (!notes.isEmpty()) {
            panels.add(new Section(board.phones().heading(), notes));
        }
        return new BoardText(
                board.title(),
                subtitle(board, values, day, gap),
                String.join("", PolicyText.fixed(board.imprint())),
                panels,
                phones(values, gap),
                "");
    }

    private String subtitle(PolicyText text, Map<String, String> values, LocalDate day, String gap) {
        return texts.get(
                CHINESE,
                "materials.leaflet.subtitle",
                values.getOrDefault(SettingKey.UNIT.key(), gap),
                text.label(),
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth());
    }

    private List<Phone> phones(Map<String, String> values, String gap) {
        var unit = values.getOrDefault(SettingKey.UNIT.key(), gap);
        var town = values.getOrDefault(LeafletValues.TOWN, gap);
        var advice = word("materials.leaflet.advice");
        var report = word("materials.leaflet.report");
        return List.of(
                new Phone(advice, unit, values.getOrDefault(SettingKey.PHONE_DISTRICT_ADVICE.key(), gap)),
                new Phone(advice, town, values.getOrDefault(SettingKey.PHONE_TOWN_ADVICE.key(), gap)),
                new Phone(report, unit, values.getOrDefault(SettingKey.PHONE_DISTRICT_REPORT.key(), gap)),
                new Phone(report, town, values.getOrDefault(SettingKey.PHONE_TOWN_REPORT.key(), gap)),
                new Phone(
                        word("materials.leaflet.hotline"),
                        word("materials.leaflet.hotline-office"),
                        values.getOrDefault(SettingKey.HOTLINE.key(), gap)));
    }

    private static List<Section> filled(List<Section> sections, Map<String, String> values, String gap) {
        return sections.stream()
                .map(section -> new Section(
                        section.heading(),
                        section.paragraphs().stream()
                                .map(paragraph -> PolicyText.fill(paragraph, values, gap))
                                .toList()))
                .toList();
    }

    /** A word of the sheet. */
    public String word(String key) {
        return texts.get(CHINESE, key);
    }
}
