package cn.mingbai.courses.search;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.settings.SettingKey;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** What the local settings are called; their values are those of a place, and never in the index. */
@Component
class SettingDocuments implements SearchDocuments {

    private final Texts texts;

    SettingDocuments(Texts texts) {
        this.texts = texts;
    }

    @Override
    public String stamp() {
        return String.valueOf(SettingKey.values().length);
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        for (var key : SettingKey.values()) {
            var name = texts.get(Texts.LOCALES.getFirst(), "core.setting." + key.key());
            passages.accept(new SearchPassage(
                    id(key), Kind.SETTING, name, "", name, null, List.of(), List.of(), List.of(), "", List.of(), null));
        }
    }

    static String id(SettingKey key) {
        return "setting:" + key.key();
    }
}
