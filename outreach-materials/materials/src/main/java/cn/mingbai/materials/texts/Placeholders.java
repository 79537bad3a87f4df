package cn.mingbai.materials.texts;

import cn.mingbai.core.settings.SettingKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a text may leave open. */
final class Placeholders {

    private static final List<String> OTHERS = List.of(
            LeafletValues.TOWN, LeafletValues.VILLAGE, LeafletValues.OUTREACH_NAME, LeafletValues.OUTREACH_PHONE);

    private Placeholders() {}

    /** All keys, settings first. */
    static List<String> all() {
        var keys = new ArrayList<String>();
        Arrays.stream(SettingKey.values()).map(SettingKey::key).forEach(keys::add);
        keys.addAll(OTHERS);
        return keys;
    }

    /** Whether something fills it. */
    static boolean isKnown(String key) {
        return SettingKey.of(key).isPresent() || OTHERS.contains(key);
    }
}
