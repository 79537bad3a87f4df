package cn.mingbai.materials.texts;

import cn.mingbai.core.settings.SettingKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a text may leave open: the values that a place sets, not the rules that it sets, and names. */
final class Placeholders {

    private static final List<String> ALL = Stream.concat(
                    Arrays.stream(SettingKey.values())
                            .filter(setting -> !setting.optional())
                            .map(SettingKey::key),
                    Stream.of(
                            LeafletValues.TOWN,
                            LeafletValues.VILLAGE,
                            LeafletValues.OUTREACH_NAME,
                            LeafletValues.OUTREACH_PHONE))
            .toList();

    private Placeholders() {}

    /** All keys, settings first. */
    static List<String> all() {
        return ALL;
    }

    /** Whether something fills it. */
    static boolean isKnown(String key) {
        return ALL.contains(key);
    }
}
