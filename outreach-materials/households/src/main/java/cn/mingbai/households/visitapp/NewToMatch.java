package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.digest.DigestSource;
import cn.mingbai.core.i18n.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers of records of phones that came to wait for them. */
@Component
@Internal
class NewToMatch implements DigestSource {

    private final RecordsToMatch records;
    private final Access access;
    private final Texts texts;

    NewToMatch(RecordsToMatch records, Access access, Texts texts) {
        this.records = records;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public String kind() {
        return "records.to-match";
    }

    @Override
    public String title() {
        return "households.digest.match";
    }

    @Override
    public int order() {
        return 15;
    }

    @Override
    public List<Item> open() {
        if (!access.may(Action.EDIT_LEDGER)) {
            return List.of();
        }
        return records.waiting().stream().map(id -> Item.of("record " + id)).toList();
    }

    @Override
    public String sentence(List<Item> items, Locale locale) {
        return texts.get(locale, "households.digest.match-new", items.size());
    }

    @Override
    public String path() {
        return "records-to-match";
    }
}
