package cn.mingbai.materials.leaflets;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What was printed before there were batches stays on record, in a database that was written by an earlier release. */
class EarlierPrintsModuleTest {

    private static final String BEFORE = "20261129.11";

    @Test
    void earlierPrintsBecomeBatchesWithoutFilesAndNewNumbersFollowTheirs(@TempDir Path folder) {
        var server = EmbeddedDatabase.start(folder);
        try {
            check(new DriverManagerDataSource(server.url(), server.owner(), server.ownerPassword()));
        } finally {
            server.stop();
        }
    }

    private static void check(DriverManagerDataSource source) {
        var earlier = JdbcClient.create(source);
        migrate(source, BEFORE);
        for (var statement : new String[] {
            "insert into person (id, staff_number, name, created_at) values (7001, 'X1', '打印人', '2024-01-01')",
            "insert into division (id, created_at) values (7001, '2024-01-01')",
            "insert into division_version (id, division_id, code, name, level, source, valid_from, valid_to,"
                    + " recorded_at, superseded_at) values (7001, 7001, '390001101200', '旧名村', 'VILLAGE', 't',"
                    + " '2018-01-01', '2026-06-01', '2018-01-01', '9999-12-31'), (7002, 7001, '390001101200', '新名村',"
                    + " 'VILLAGE', 't', '2026-06-01', '9999-12-31', '2026-06-01', '9999-12-31')",
            "insert into household (id, village_id, number, created_at) values (7001, 7001, '0101', '2024-01-01')",
            "insert into leaflet_print (id, village_id, household_id, printed_at, printed_by, sheets,"
                    + " template_version, sha256) values"
                    + " (1, 7001, null, '2026-05-30 20:00:00', 7001, 312, 'L26-1', repeat('a', 32)),"
                    + " (2, 7001, 7001, '2026-11-25 02:00:00', 7001, 1, 'L26-1', repeat('b', 32))"
        }) {
            earlier.sql(statement).update();
        }
        var next = earlier.sql("select next value for leaflet_print_seq")
                .query(Long.class)
                .single();
        migrate(source, null);

        assertThat(earlier.sql("""
                        select concat_ws(' ', b.id, b.scope, b.text_label, b.issued_on, v.name, v.sheets, v.pages,
                          hex(substr(v.sha256, 1, 1)), b.destroyed_at is not null, coalesce(h.number, '-'))
                        from print_batch b join print_village v on v.batch_id = b.id
                        left join print_sheet s on s.batch_id = b.id left join household h on h.id = s.household_id
                        order by b.id
                        """).query(String.class).list())
                .containsExactly(
                        "1 VILLAGES L26-1 2026-05-31 旧名村 312 624 61 1 -",
                        "2 HOUSEHOLD L26-1 2026-11-25 新名村 1 2 62 1 0101");
        assertThat(earlier.sql("select next value for print_batch_seq")
                        .query(Long.class)
                        .single())
                .isGreaterThan(next);
        assertThat(earlier.sql("show tables like 'leaflet_print%'")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    private static void migrate(DriverManagerDataSource source, @org.jspecify.annotations.Nullable String target) {
        var flyway = Flyway.configure().dataSource(source).locations("classpath:db/migration");
        if (target != null) {
            flyway.target(target);
        }
        flyway.load().migrate();
    }
}
