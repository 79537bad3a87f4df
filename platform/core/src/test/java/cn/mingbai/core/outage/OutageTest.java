package cn.mingbai.core.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class OutageTest {

    @Test
    void isFoundBehindWhatWrapsIt() {
        assertThat(Outage.behind(new IllegalStateException(new CannotGetJdbcConnectionException(
                        "no", new SQLTransientConnectionException("away", "08001")))))
                .contains(Outage.DATABASE_AWAY);
        assertThat(Outage.behind(new RuntimeException(new SQLException("Connection was killed", "70100", 1927))))
                .contains(Outage.DATABASE_AWAY);
        assertThat(Outage.behind(
                        new IllegalStateException("Unable to rollback", new SQLException("Connection is closed"))))
                .contains(Outage.DATABASE_AWAY);
    }

    @Test
    void tellsAFullDiskFromTheRest() {
        assertThat(Outage.behind(new RuntimeException(new SQLException("The table 'visit' is full", "HY000", 1114))))
                .contains(Outage.DISK_FULL);
        assertThat(Outage.behind(new UncheckedIOException(new IOException("No space left on device"))))
                .contains(Outage.DISK_FULL);
        assertThat(Outage.behind(new RuntimeException(new SQLException("Duplicate entry", "23000", 1062))))
                .isEmpty();
        assertThat(Outage.behind(new IOException("Broken pipe"))).isEmpty();
    }
}
