package cn.mingbai.materials.texts;

import cn.mingbai.core.settings.SettingKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which local values something made of a text cannot do without. */
final class TextNeeds {

    /** What the table of phones and the line below the title always hold. */
    private static final List<String> HEAD = List.of(
            SettingKey.UNIT.key(),
            LeafletValues.TOWN,
            SettingKey.PHONE_DISTRICT_ADVICE.key(),
            SettingKey.PHONE_DISTRICT_REPORT.key(),
            SettingKey.PHONE_TOWN_ADVICE.key(),
            SettingKey.PHONE_TOWN_REPORT.key(),
            SettingKey.HOTLINE.key());

    private TextNeeds() {}

    /** The keys without a value, in order of appearance. */
    static List<String> missing(PolicyText text, TextUse use, Map<String, String> values) {
        Set<String> keys = new LinkedHashSet<>();
        if (use == TextUse.SCRIPT) {
            keys.addAll(PolicyText.keys(text.spoken()));
        } else {
            keys.addAll(HEAD);
            keys.addAll(PolicyText.keys(text.body()));
        }
        return keys.stream()
                .filter(key -> values.getOrDefault(key, "").isBlank())
                .toList();
    }
}
