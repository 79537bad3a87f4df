package cn.mingbai.core.outage;

import cn.mingbai.core.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks once a second how much room is left where the application and, on the same machine, its database write. When a
 * disk becomes low or full, or has room again, one line of the log says so. It needs no rights on the folders themselves.
 */
@Component
class SpaceWatch implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final long MB = 1024 * 1024;

    private final DiskRoom room;
    private final RoomLimits limits;
    private final DiskProbe probe;
    private final JdbcClient jdbc;
    private final String database;
    private final Set<Watched> folders = new LinkedHashSet<>();
    private final Map<Object, RoomLevel> levels = new HashMap<>();
    private final Map<Watched, DiskRoom.Seen> last = new HashMap<>();
    private final Set<Watched> unreadable = new HashSet<>();
    private final Thread thread;
    private boolean askedDatabase;

    /** A folder whose disk is looked at. */
    record Watched(DiskPlace place, Path folder) {

        @Override
        public String toString() {
            return place + " " + folder;
        }
    }

    SpaceWatch(
            DiskRoom room,
            @Value("${mingbai.space.low}") String low,
            @Value("${mingbai.space.full}") String full,
            @Value("${mingbai.data}") Path data,
            @Value("${java.io.tmpdir}") Path temporary,
            @Value("${logging.file.name:}") String logFile,
            @Value("${logging.file.path:}") String logFolder,
            @Value("${spring.datasource.url:}") String database,
            ObjectProvider<DiskProbe> probe,
            JdbcClient jdbc) {
        this.room = room;
        this.limits = RoomLimits.of(low, full);
        this.database = database;
        this.probe = probe.getIfAvailable(() -> SpaceWatch::store);
        this.jdbc = jdbc;
        required(DiskPlace.DATA, data, "MINGBAI_DATA");
        required(DiskPlace.TEMPORARY, temporary, "-Djava.io.tmpdir");
        if (!logFile.isBlank()) {
            add(DiskPlace.LOG, Path.of(logFile).toAbsolutePath().getParent());
        } else if (!logFolder.isBlank()) {
            add(DiskPlace.LOG, Path.of(logFolder));
        }
        thread = Thread.ofVirtual().name("space-watch").unstarted(this::watch);
    }

    /** How a disk is by what the system says. */
    static DiskProbe.Disk store(Path folder) throws IOException {
        var store = Files.getFileStore(folder);
        return new DiskProbe.Disk(store, store.getUsableSpace(), store.getTotalSpace());
    }

    private void required(DiskPlace place, Path folder, String setting) {
        add(place, folder);
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new IOException("it may not be written");
            }
            probe.look(folder.toAbsolutePath());
        } catch (IOException unusable) {
            throw new StartRefused(
                    "expected " + setting + " to name a folder whose free space can be looked at, but " + folder
                            + " cannot be used ("
                            + unusable.getMessage()
                            + "): make it, give it to the account that runs Mingbai, or name another,"
                            + " then start again.",
                    unusable);
        }
    }

    private void add(DiskPlace place, Path folder) {
        folders.add(new Watched(place, folder.toAbsolutePath().normalize()));
    }

    /** Begins to look; announced once more, it goes on. */
    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (true) {
                lookOrSay();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException stopped) {
            // The application stops.
        }
    }

    private void lookOrSay() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.error("expected to look how much room is left; trying again", failed);
        }
    }

    /** Looks at all of them now. */
    synchronized void look() {
        if (!askedDatabase) {
            askDatabase();
        }
        var disks = new LinkedHashMap<Object, List<Watched>>();
        var sizes = new HashMap<Object, DiskProbe.Disk>();
        for (var watched : folders) {
            try {
                var disk = probe.look(watched.folder());
                disks.computeIfAbsent(disk.disk(), none -> new ArrayList<>()).add(watched);
                sizes.put(disk.disk(), disk);
                unreadable.remove(watched);
            } catch (IOException gone) {
                if (unreadable.add(watched)) {
                    LOG.warn(
                            "The free space of {} cannot be looked at ({}): look at it in another way.", watched, gone);
                }
            }
        }
        disks.forEach((disk, its) -> saw(sizes.get(disk), its));
        room.saw(last.values());
    }

    private void saw(DiskProbe.Disk disk, List<Watched> its) {
        var before = levels.getOrDefault(disk.disk(), RoomLevel.ENOUGH);
        var level = limits.level(disk.free(), disk.total(), before);
        levels.put(disk.disk(), level);
        its.forEach(one -> last.put(one, new DiskRoom.Seen(one.place(), one.folder(), level, disk.free())));
        if (level != before) {
            var stops = its.stream().map(one -> one.place().stops()).min(Comparator.naturalOrder());
            tell(
                    level,
                    disk,
                    its.stream().map(Watched::toString).collect(Collectors.joining(", ")),
                    stops.orElseThrow());
        }
    }

    private void tell(RoomLevel level, DiskProbe.Disk disk, String its, DiskPlace.Stops stops) {
        var free = disk.free() / MB;
        switch (level) {
            case ENOUGH -> LOG.info("Room again: {} MB are free on the disk of {}.", free, its);
            case LOW ->
                LOG.warn(
                        "Little room: {} MB are free on the disk of {}. Everything is stored until {} MB are left: delete what"
                                + " is not needed, or enlarge the disk, before that.",
                        free,
                        its,
                        limits.full(disk.total()) / MB);
            case FULL ->
                LOG.error(
                        "DISK FULL: {} MB are free on the disk of {}, fewer than {}. {} Delete what is not needed, or enlarge the"
                                + " disk: all goes on by itself.",
                        free,
                        its,
                        limits.full(disk.total()) / MB,
                        switch (stops) {
                            case ROWS ->
                                "What would be stored is refused; reading and log-ins go on, and phones keep their records.";
                            case FILES -> "Uploads are refused and background jobs wait; all else goes on.";
                            case NOTHING -> "Lines of the log may be missing; all else goes on.";
                        });
            case NONE ->
                LOG.error(
                        "DISK FULL: {} MB are free on the disk of {}.{} Delete what is not needed, or enlarge the disk: all goes"
                                + " on by itself.",
                        free,
                        its,
                        stops == DiskPlace.Stops.ROWS ? " Nobody can sign in any more." : "");
        }
    }

    private void askDatabase() {
        try {
            var found = DatabaseFolders.of(jdbc, database);
            askedDatabase = true;
            if (found.areHere(database)) {
                folders.addAll(found.folders());
            } else {
                LOG.info("The database's disk is another machine's: watch its free space there.");
            }
        } catch (DataAccessException away) {
            LOG.debug("The database is asked for its folders the next time", away);
        }
    }

    @Override
    public void destroy() {
        thread.interrupt();
    }
}
