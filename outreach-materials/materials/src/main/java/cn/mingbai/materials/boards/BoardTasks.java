package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Boards that are to be put up or renewed, for whoever does it. */
@Component
@Internal
class BoardTasks implements HomeTasks {

    private final BoardDirectory directory;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    BoardTasks(BoardDirectory directory, Access access, Texts texts, Clock clock) {
        this.directory = directory;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        if (!access.may(Action.RECORD_BOARD)) {
            return List.of();
        }
        var left = BoardFigures.of(directory.within(access.require(Action.RECORD_BOARD), AsOf.today(clock)))
                .left();
        return left == 0
                ? List.of()
                : List.of(new HomeTask(texts.get(locale, "materials.boards.task", left), "boards?left"));
    }

    @Override
    public int order() {
        return 30;
    }
}
