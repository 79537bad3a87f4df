package cn.mingbai.core.approval;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.digest.DigestSource;
import cn.mingbai.core.i18n.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers of proposals that came to wait for them. */
@Component
@Internal
class NewApprovals implements DigestSource {

    private final ApprovalDesk desk;
    private final Access access;
    private final Texts texts;

    NewApprovals(ApprovalDesk desk, Access access, Texts texts) {
        this.desk = desk;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public String kind() {
        return "approvals";
    }

    @Override
    public String title() {
        return "core.digest.approvals";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public List<Item> open() {
        if (!access.may(Action.DECIDE_APPROVALS)) {
            return List.of();
        }
        return desk.pending(Locale.SIMPLIFIED_CHINESE).stream()
                .filter(pending -> pending.bar() == ApprovalDesk.Bar.NONE)
                .map(pending -> Item.of("approval " + pending.approval().id().value()))
                .toList();
    }

    @Override
    public String sentence(List<Item> items, Locale locale) {
        return texts.get(locale, "core.digest.approvals-new", items.size());
    }

    @Override
    public String path() {
        return "approvals";
    }
}
