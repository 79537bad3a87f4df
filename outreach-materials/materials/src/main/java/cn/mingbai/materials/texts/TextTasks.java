package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells who writes texts which one came with an update and which one was sent back. */
@Component
class TextTasks implements HomeTasks {

    private static final int ORDER = 60;

    private final TextRows rows;
    private final Access access;
    private final Texts texts;

    TextTasks(TextRows rows, Access access, Texts texts) {
        this.rows = rows;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        return access.may(Action.EDIT_TEXTS)
                ? Arrays.stream(TextCode.values())
                        .flatMap(code -> rows.draft(code).stream())
                        .filter(draft -> !draft.isEdited() || !draft.note().isEmpty())
                        .map(draft -> task(draft, locale))
                        .toList()
                : List.of();
    }

    private HomeTask task(TextRows.Draft draft, Locale locale) {
        var code = draft.code().code();
        return new HomeTask(
                texts.get(
                        locale,
                        draft.note().isEmpty() ? "materials.text.task.shipped" : "materials.text.task.returned",
                        texts.get(locale, "materials.text.code." + code)),
                "texts/" + code + "/edit");
    }

    @Override
    public int order() {
        return ORDER;
    }
}
