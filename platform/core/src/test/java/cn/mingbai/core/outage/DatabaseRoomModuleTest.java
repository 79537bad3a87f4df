package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.TestApplication;
import cn.mingbai.core.error.NoRoom;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A database on this machine whose disk is as full as the test says. */
@SpringBootTest(classes = TestApplication.class)
@Import(DatabaseRoomModuleTest.Disks.class)
class DatabaseRoomModuleTest {

    private static final long MB = 1024 * 1024;

    @Autowired
    SpaceWatch watch;

    @Autowired
    DiskRoom room;

    @Autowired
    AtomicLong free;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Value("${mingbai.data}")
    Path data;

    /** The database's folders are on a disk of their own. */
    @TestConfiguration
    static class Disks {

        @Bean
        AtomicLong freeOfTheDatabase() {
            return new AtomicLong(50_000 * MB);
        }

        @Bean
        DiskProbe probe(AtomicLong free) {
            return folder -> folder.toString().contains("/mariadb/")
                    ? new DiskProbe.Disk("database", free.get(), 100_000 * MB)
                    : new DiskProbe.Disk("application", 50_000 * MB, 100_000 * MB);
        }
    }

    @AfterEach
    void makeRoom() {
        left(50_000);
    }

    private void left(long mb) {
        free.set(mb * MB);
        watch.look();
    }

    @Test
    void findsTheFoldersThatTheDatabaseNames() {
        watch.look();
        assertThat(room.at(DiskPlace.DATABASE)).hasValueSatisfying(seen -> {
            assertThat(seen.folder()).startsWith(data.toAbsolutePath().normalize());
            assertThat(seen.level()).isEqualTo(RoomLevel.ENOUGH);
        });
        assertThat(room.at(DiskPlace.DATABASE_TEMPORARY)).isPresent();
        assertThat(room.at(DiskPlace.BINARY_LOG))
                .as("the embedded one writes none")
                .isEmpty();
    }

    @Test
    void refusesTransactionsThatMayWriteAndLetsOthersRead() {
        left(100);
        assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> transactions.execute(status -> "written"));
        var reading = new TransactionTemplate(
                java.util.Objects.requireNonNull(transactions.getTransactionManager()), transactions);
        reading.setReadOnly(true);
        assertThat(reading.<Integer>execute(
                        status -> jdbc.sql("select 1").query(Integer.class).single()))
                .isEqualTo(1);
        try (var small = room.essential()) {
            assertThat(transactions.<String>execute(status -> "written")).isEqualTo("written");
        }
        left(1);
        try (var small = room.essential()) {
            assertThatExceptionOfType(NoRoom.class).isThrownBy(() -> transactions.execute(status -> "written"));
        }
        left(50_000);
        assertThat(transactions.<String>execute(status -> "written")).isEqualTo("written");
    }

    @Test
    void letsWhatHasBegunComeToItsEnd() {
        assertThat(transactions.<String>execute(status -> {
                    left(100);
                    return transactions.execute(inner -> "written");
                }))
                .isEqualTo("written");
    }

    @Test
    void warnsBeforeAnythingIsRefused() {
        left(1000);
        assertThat(room.worst().orElseThrow().level()).isEqualTo(RoomLevel.LOW);
        assertThat(transactions.<String>execute(status -> "written")).isEqualTo("written");
    }

    @Test
    void knowsTheMachineByNameAndAddress() {
        assertThat(new DatabaseFolders("elsewhere", java.util.Set.of())
                        .areHere("jdbc:mariadb://127.0.0.1:3306/mingbai"))
                .as("a line to another machine that begins here")
                .isFalse();
        var here = DatabaseFolders.of(jdbc, "");
        assertThat(here.areHere("jdbc:mariadb://127.0.0.1:3306/mingbai?useSsl=true"))
                .isTrue();
        assertThat(here.areHere("jdbc:mariadb://[::1]:3306/mingbai")).isTrue();
        assertThat(here.areHere("jdbc:mariadb://192.0.2.1:3306/mingbai")).isFalse();
        assertThat(here.areHere("jdbc:mariadb://one:3306,two:3306/mingbai")).isFalse();
        assertThat(here.areHere("")).isFalse();
    }
}
