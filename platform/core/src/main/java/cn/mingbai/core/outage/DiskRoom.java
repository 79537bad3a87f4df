package cn.mingbai.core.outage;

import cn.mingbai.core.access.Internal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether there is room on the disks. What would store something is refused before a disk is quite full: a database whose
 * disk is full does not refuse, it waits until there is room, and lets everybody wait with it.
 *
 * <p>Transactions that may write are refused by themselves ({@link RoomForRows}). Whoever writes without being asked by
 * somebody looks here first and does it later.
 */
@Component
@Internal
public class DiskRoom {

    private static final ThreadLocal<Integer> ESSENTIAL = ThreadLocal.withInitial(() -> 0);

    private volatile Map<DiskPlace, Seen> seen = Map.of();
    private volatile RoomLevel rows = RoomLevel.ENOUGH;
    private volatile RoomLevel files = RoomLevel.ENOUGH;

    /**
     * A folder and its disk when it was looked at last.
     *
     * @param free bytes
     */
    public record Seen(DiskPlace place, Path folder, RoomLevel level, long free) {}

    /** Lets this thread write until it is closed, as long as there is any room at all. */
    public static final class Essential implements AutoCloseable {

        private Essential() {
            ESSENTIAL.set(ESSENTIAL.get() + 1);
        }

        @Override
        public void close() {
            var left = ESSENTIAL.get() - 1;
            if (left == 0) {
                ESSENTIAL.remove();
            } else {
                ESSENTIAL.set(left);
            }
        }
    }

    /** Whether this thread may store nothing in the database now. */
    public boolean refusesRows() {
        return refuses(rows);
    }

    /** Whether no files may be made now: uploads, exports, prints. */
    public boolean refusesFiles() {
        return refuses(files);
    }

    private static boolean refuses(RoomLevel level) {
        return level.compareTo(ESSENTIAL.get() > 0 ? RoomLevel.NONE : RoomLevel.FULL) >= 0;
    }

    /**
     * Something small that must be stored although hardly any room is left: log-ins, so that who can help gets in, and that a
     * job is still worked on. For the calling thread, until it is closed.
     */
    public Essential essential() {
        return new Essential();
    }

    /** Whether it failed because a disk is full. */
    public static boolean wasMissing(Throwable failure) {
        return Outage.behind(failure).filter(Outage.DISK_FULL::equals).isPresent();
    }

    /** The folder of this kind with the least room, if there is one on this machine. */
    public Optional<Seen> at(DiskPlace place) {
        return Optional.ofNullable(seen.get(place));
    }

    /** What is worst, if anything is not {@link RoomLevel#ENOUGH}. */
    public Optional<Seen> worst() {
        return Arrays.stream(DiskPlace.values())
                .flatMap(place -> at(place).stream())
                .filter(one -> one.level() != RoomLevel.ENOUGH)
                .reduce((one, other) -> other.level().compareTo(one.level()) > 0 ? other : one);
    }

    /** Takes what was seen when all were looked at. */
    void saw(Collection<Seen> all) {
        var worst = new EnumMap<DiskPlace, Seen>(DiskPlace.class);
        all.forEach(one -> worst.merge(
                one.place(), one, (before, now) -> now.level().compareTo(before.level()) > 0 ? now : before));
        seen = worst;
        rows = worst(DiskPlace.Stops.ROWS, worst);
        files = worst(DiskPlace.Stops.FILES, worst);
    }

    private static RoomLevel worst(DiskPlace.Stops what, Map<DiskPlace, Seen> all) {
        return all.values().stream()
                .filter(one -> one.place().stops() == what)
                .map(Seen::level)
                .reduce(RoomLevel.ENOUGH, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
}
