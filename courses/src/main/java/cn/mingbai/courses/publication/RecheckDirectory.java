package cn.mingbai.courses.publication;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the re-checks that publishing has asked for, whoever asks. */
@Component
@Internal
public class RecheckDirectory {

    private final JdbcClient jdbc;

    RecheckDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The re-checks known by facts recorded before an instant, in the order of recording. */
    public List<Recheck> known(Instant before) {
        return all().stream().filter(recheck -> recheck.knownBefore(before)).toList();
    }

    /** The re-checks as known now, in the order of recording. */
    public List<Recheck> current() {
        return known(Times.NOT_SUPERSEDED);
    }

    /** Every re-check that was ever recorded, superseded ones included, in the order of recording. */
    public List<Recheck> all() {
        return jdbc.sql("""
                select id, course_code, version, lessons, points, affected_versions, how, valid_from, due_on,
                  recorded_at, superseded_at
                from course_recheck order by recorded_at, id
                """)
                .query((row, index) -> new Recheck(
                        row.getLong(1),
                        row.getString(2),
                        row.getInt(3),
                        split(row.getString(4), Function.identity()),
                        split(row.getString(5), Function.identity()),
                        split(row.getString(6), Integer::valueOf),
                        Recheck.How.valueOf(row.getString(7)),
                        row.getObject(8, LocalDate.class),
                        row.getObject(9, LocalDate.class),
                        Times.instant(row.getObject(10, LocalDateTime.class)),
                        Times.instant(row.getObject(11, LocalDateTime.class))))
                .list();
    }

    private static <T> Set<T> split(String joined, Function<String, T> read) {
        return joined.isEmpty()
                ? Set.of()
                : Arrays.stream(joined.split(",")).map(read).collect(Collectors.toUnmodifiableSet());
    }
}
