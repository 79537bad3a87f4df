package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.digest.DigestSource;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells officers of boards that came to want posting or renewing. */
@Component
@Internal
class NewBoardWork implements DigestSource {

    private final BoardDirectory directory;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    NewBoardWork(BoardDirectory directory, Access access, Texts texts, Clock clock) {
        this.directory = directory;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "boards.left";
    }

    @Override
    public String title() {
        return "materials.digest.boards";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public List<Item> open() {
        if (!access.may(Action.EDIT_BOARDS)) {
            return List.of();
        }
        return directory.within(access.require(Action.EDIT_BOARDS), AsOf.today(clock)).stream()
                .filter(line -> line.state().leavesWork())
                .map(NewBoardWork::item)
                .toList();
    }

    // Posted and worn again, or taken down again, a board is told of again.
    private static Item item(BoardLine line) {
        var seen = line.standing().lastSeen();
        return Item.of(
                "board " + line.place().id().value() + " " + line.state() + " " + (seen == null ? 0 : seen.id()));
    }

    @Override
    public String sentence(List<Item> items, Locale locale) {
        return texts.get(locale, "materials.digest.boards-new", items.size());
    }

    @Override
    public String path() {
        return "boards?left";
    }
}
