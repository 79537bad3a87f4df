package cn.mingbai.households.devices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.digest.DigestSource;
import cn.mingbai.core.i18n.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers of phones that fell silent. */
@Component
@Internal
class NewSilences implements DigestSource {

    private final SilentPhones phones;
    private final Access access;
    private final Texts texts;

    NewSilences(SilentPhones phones, Access access, Texts texts) {
        this.phones = phones;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public String kind() {
        return "phones.silent";
    }

    @Override
    public String title() {
        return "households.digest.silent";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public List<Item> open() {
        if (!access.may(Action.EDIT_PEOPLE)) {
            return List.of();
        }
        return phones.silences(access.require(Action.EDIT_PEOPLE)).stream()
                .map(silence -> Item.of("phone " + silence.device().value() + " since " + silence.heard()))
                .toList();
    }

    @Override
    public String sentence(List<Item> items, Locale locale) {
        return texts.get(locale, "households.digest.silent-new", items.size());
    }

    @Override
    public String path() {
        return "phones?show=silent";
    }
}
