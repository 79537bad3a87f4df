package cn.mingbai.core;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class)
class SchemaModuleTest {

    @Autowired
    JdbcClient jdbc;

    @Test
    void keepsDaysAndInstantsAsTheyAre() {
        var at = Instant.parse("2026-11-25T16:30:00.123456Z");
        var read = jdbc.sql("select cast(:at as datetime(6)), cast(:day as date)")
                .param("at", Times.sql(at))
                .param("day", LocalDate.of(2026, 11, 26))
                .query((row, index) ->
                        new Object[] {row.getObject(1, LocalDateTime.class), row.getObject(2, LocalDate.class)})
                .single();
        assertThat(Times.instant((LocalDateTime) read[0])).isEqualTo(at);
        assertThat(read[1]).isEqualTo(LocalDate.of(2026, 11, 26)).isEqualTo(Times.dayOf(at));
    }

    @Test
    void tellsRareCharactersApart() {
        assertThat(jdbc.sql("select '王𠮷' = '王𨱅'").query(Integer.class).single())
                .isZero();
    }
}
