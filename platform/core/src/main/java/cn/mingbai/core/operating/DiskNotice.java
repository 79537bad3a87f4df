package cn.mingbai.core.operating;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.outage.RoomLevel;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Tells the system administrator on the home page that a disk of the server is running full. */
@Component
class DiskNotice implements HomeTasks {

    private static final long MB = 1024 * 1024;

    private final DiskRoom room;
    private final Access access;
    private final Texts texts;

    DiskNotice(DiskRoom room, Access access, Texts texts) {
        this.room = room;
        this.access = access;
        this.texts = texts;
    }

    @Override
    public List<HomeTask> open(Locale locale) {
        return room
                .worst()
                .filter(worst -> access.may(Action.WATCH_DISKS))
                .map(worst -> new HomeTask(sentence(worst, locale), "jobs"))
                .stream()
                .toList();
    }

    private String sentence(DiskRoom.Seen worst, Locale locale) {
        var place = worst.place();
        return texts.get(
                locale,
                worst.level() == RoomLevel.LOW ? "core.disk.low" : "core.disk.full." + place.stops(),
                texts.get(locale, "core.disk.place." + place),
                worst.folder().toString(),
                worst.free() / MB);
    }

    @Override
    public int order() {
        return -1;
    }
}
