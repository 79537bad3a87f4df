package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import cn.mingbai.core.start.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Without a database: what becomes of the application's own folders. */
class SpaceWatchTest {

    private static final long MB = 1024 * 1024;
    private static final long TOTAL = 100_000 * MB;

    @TempDir
    Path home;

    private final DiskRoom room = new DiskRoom();
    private final Map<String, Long> free = new HashMap<>();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(SpaceWatch.class);

    @BeforeEach
    void listen() throws IOException {
        for (var folder : new String[] {"data", "tmp", "log"}) {
            Files.createDirectory(home.resolve(folder));
            free.put(folder, 50_000 * MB);
        }
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(said);
    }

    private DiskProbe.Disk look(Path folder) throws IOException {
        var name = folder.getFileName().toString();
        var left = free.get(name);
        if (left == null) {
            throw new IOException("Permission denied");
        }
        return new DiskProbe.Disk(name, left, TOTAL);
    }

    private SpaceWatch watch(DiskProbe probe) {
        return watch(home.resolve("data"), probe);
    }

    private SpaceWatch watch(Path data, DiskProbe probe) {
        return new SpaceWatch(
                room,
                "2GB",
                "256MB",
                data,
                home.resolve("tmp"),
                home.resolve("log/mingbai.log").toString(),
                "",
                "jdbc:mariadb://127.0.0.1:1/none",
                new StaticListableBeanFactory(Map.of("probe", probe)).getBeanProvider(DiskProbe.class),
                JdbcClient.create(new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        throw new SQLException("no database here");
                    }

                    @Override
                    public Connection getConnection(String user, String password) throws SQLException {
                        return getConnection();
                    }
                }));
    }

    @Test
    void saysOnceWhenADiskRunsLowAndFullAndWhenThereIsRoomAgain() {
        var watch = watch(this::look);
        watch.look();
        assertThat(said.list).isEmpty();
        for (var left : new long[] {1500, 1400, 200, 190, 100, 1, 1500, 5000, 6000}) {
            free.put("data", left * MB);
            watch.look();
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.ERROR, Level.ERROR, Level.WARN, Level.INFO);
        assertThat(said.list.getFirst().getFormattedMessage())
                .contains("1500 MB")
                .contains(home.resolve("data").toString())
                .contains("delete what is not needed")
                .doesNotContain(home.resolve("tmp").toString());
        assertThat(said.list.get(1).getFormattedMessage())
                .startsWith("DISK FULL")
                .contains("200 MB");
    }

    @Test
    void refusesFilesWhileDataOrTemporaryFolderAreFullAndRowsOnlyForTheDatabase() {
        var watch = watch(this::look);
        for (var folder : new String[] {"data", "tmp"}) {
            free.put(folder, 100 * MB);
            watch.look();
            assertThat(room.refusesFiles()).as(folder).isTrue();
            assertThat(room.refusesRows()).as(folder).isFalse();
            assertThat(room.worst().orElseThrow().folder()).isEqualTo(home.resolve(folder));
            free.put(folder, 50_000 * MB);
            watch.look();
            assertThat(room.refusesFiles()).as(folder).isFalse();
        }
        free.put("log", 0L);
        watch.look();
        assertThat(room.refusesFiles()).isFalse();
        assertThat(room.worst().orElseThrow().level()).isEqualTo(RoomLevel.NONE);
        assertThat(said.list.getLast().getFormattedMessage()).doesNotContain("sign in");
    }

    @Test
    void leavesRoomForWhatIsEssentialUntilThereIsNone() {
        room.saw(java.util.List.of(new DiskRoom.Seen(DiskPlace.DATABASE, home, RoomLevel.FULL, MB)));
        assertThat(room.refusesRows()).isTrue();
        try (var outer = room.essential()) {
            try (var inner = room.essential()) {
                assertThat(room.refusesRows()).isFalse();
            }
            assertThat(room.refusesRows()).as("the outer one still holds").isFalse();
            room.saw(java.util.List.of(new DiskRoom.Seen(DiskPlace.DATABASE, home, RoomLevel.NONE, 0)));
            assertThat(room.refusesRows()).isTrue();
        }
        room.saw(java.util.List.of(new DiskRoom.Seen(DiskPlace.DATABASE, home, RoomLevel.FULL, MB)));
        assertThat(room.refusesRows()).as("afterwards").isTrue();
    }

    @Test
    void keepsWhatItKnewOfAFolderThatCannotBeLookedAtAndSaysSoOnce() {
        var watch = watch(this::look);
        free.put("data", 100 * MB);
        watch.look();
        free.remove("data");
        watch.look();
        watch.look();
        assertThat(room.refusesFiles()).isTrue();
        assertThat(said.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.WARN);
    }

    @Test
    void looksAtRealDisks() {
        var watch = watch(SpaceWatch::store);
        watch.look();
        assertThat(room.at(DiskPlace.DATA))
                .hasValueSatisfying(seen -> assertThat(seen.free()).isPositive());
        assertThat(room.at(DiskPlace.DATABASE)).as("it was away").isEmpty();
    }

    @Test
    void makesAFolderThatIsNotThereYetAndRefusesOneThatCannotBeUsed() throws IOException {
        watch(home.resolve("new/data"), folder -> new DiskProbe.Disk("one", TOTAL, TOTAL));
        assertThat(home.resolve("new/data")).isDirectory();

        var file = Files.createFile(home.resolve("file"));
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> watch(file.resolve("data"), this::look))
                .withMessageContaining("MINGBAI_DATA")
                .withMessageContaining(file.toString())
                .withMessageNotContaining("\n");
        free.remove("data");
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> watch(this::look))
                .withMessageContaining("Permission denied")
                .withMessageNotContaining("\n");
    }
}
