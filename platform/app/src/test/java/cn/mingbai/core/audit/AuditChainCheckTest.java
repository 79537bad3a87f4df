package cn.mingbai.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import cn.mingbai.app.Browser;
import cn.mingbai.app.LogIns;
import cn.mingbai.app.checks.CheckTest;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.audit.AuditFinding.Kind;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The audit trail against somebody who has every right on the database but not the key, and against the application itself. */
@CheckTest(13)
class AuditChainCheckTest {

    private static final int TAMPERINGS = 1000;
    private static final int LENGTH = 200;
    private static final List<String> TRIGGERS = List.of("audit_entry_not_changed", "audit_entry_not_deleted");
    private static final String SCRIPT = "db/migration/core/V20261203.12__audit_guard.sql";

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    LocalSettings settings;

    @Autowired
    Audit audit;

    @Autowired
    AuditTrail trail;

    @Autowired
    AuditVerification verification;

    @Autowired
    AuditAnchors anchors;

    @Autowired
    AuditGuard guard;

    @Autowired
    AuditWriter writer;

    @Autowired
    Texts texts;

    @Autowired
    OwnerDatabase owner;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    @AfterEach
    void leave() {
        world.signOut();
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void findsAndPlacesAThousandTamperings() {
        var start = System.nanoTime();
        System.out.println("Tamperings of seed " + start);
        var seal = new AuditSeal("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        assertSoftly(softly -> {
            for (var i = 0; i < TAMPERINGS; i++) {
                var random = new Random(start + i);
                var chain = new Tampering(random, seal, LENGTH);
                softly.assertThat(chain.verify().holds()).as("before").isTrue();
                chain.tamper(i % Tampering.WAYS);
                var found = chain.verify();
                softly.assertThat(found.findings())
                        .as("seed %d + %d: %s", start, i, chain.done())
                        .isNotEmpty();
                if (!found.holds()) {
                    var first = found.findings().getFirst();
                    softly.assertThat(first.from()).as(chain.done() + " at").isEqualTo(chain.at());
                    softly.assertThat(chain.kinds()).as(chain.done()).contains(first.kind());
                }
            }
        });
    }

    @Test
    void oneChangeIsOneRowWithAllItSays() {
        var village = world.division(World.VILLAGE);
        var officer = world.person(Role.TOWN_OFFICER, World.TOWN);
        world.signIn(officer);
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("203.0.113.7");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        var before = last();
        var began = clock.instant();
        settings.set(
                village, SettingKey.UNIT, "演示单位", "演示文号", Times.today(clock).plusDays(400));
        var rows = rowsAfter(before);
        assertThat(rows).hasSize(1);
        var row = rows.getFirst().row();
        assertThat(rows.getFirst().id()).isEqualTo(before + 1);
        assertThat(row.at()).isBetween(began.minusMillis(1), clock.instant());
        assertThat(row.person()).isEqualTo(officer.value());
        assertThat(row.actor()).startsWith("测试人员");
        assertThat(row.what()).isEqualTo("setting.set");
        assertThat(row.subject()).isNotBlank();
        assertThat(row.division()).isEqualTo(village.value());
        assertThat(row.refused()).isFalse();
        assertThat(row.address()).isEqualTo("203.0.113.7");
    }

    @Test
    void logInRefusalAndLogOutAreOneRowEachWithTheClientsAddress() {
        var name = new LogIns(world, accounts).worker(World.VILLAGE);
        var browser = new Browser(port);
        var before = last();
        browser.signIn(name, "wrong");
        browser.signIn("nobody-" + name, "wrong");
        browser.signIn(name, LogIns.PASSWORD);
        browser.fillIn("/logout", Map.of());
        var rows = rowsAfter(before).stream().map(AuditChain.Sealed::row).toList();
        assertThat(rows)
                .extracting(AuditRow::what)
                .containsExactly("account.refused", "account.refused", "account.sign-in", "account.sign-out");
        assertThat(rows).extracting(AuditRow::refused).containsExactly(true, true, false, false);
        assertThat(rows).extracting(AuditRow::address).containsOnly("127.0.0.1");
    }

    @Test
    void whoIsNotSignedInLeavesNoAddress() {
        var person = world.person(Role.STAFF, World.VILLAGE);
        var request = new MockHttpServletRequest();
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        var before = last();
        transactions.executeWithoutResult(status -> {
            audit.recordFor(null, "家庭成员", "test.confirm", "test", null, "");
            audit.recordFor(person, "test.hand-in", "test", null, "");
        });
        assertThat(rowsAfter(before)).extracting(entry -> entry.row().address()).containsExactly(null, null);
        assertThat(rowsAfter(before))
                .extracting(entry -> entry.row().actor())
                .containsExactly("家庭成员", "测试人员" + person.value());
    }

    @Test
    void whatIsTakenBackLeavesNoRowAndNoGap() {
        var before = last();
        transactions.executeWithoutResult(status -> {
            audit.recordFor(null, "测试", "test.change", "test", null, "taken back");
            status.setRollbackOnly();
        });
        assertThat(last()).isEqualTo(before);
        record("kept");
        assertThat(last()).isEqualTo(before + 1);
    }

    @Test
    void manyAtOnceMakeOneChain() throws Exception {
        var before = last();
        var work = IntStream.range(0, 16)
                .<Callable<Boolean>>mapToObj(thread -> () -> {
                    for (var i = 0; i < 12; i++) {
                        var number = i;
                        transactions.executeWithoutResult(status -> {
                            // Rows of others that a transaction holds while it waits for the head.
                            jdbc.queryForList("select id from person where id = ? for update", thread);
                            audit.recordFor(null, "测试", "test.change", "test " + thread, null, "first " + number);
                            audit.recordFor(null, "测试", "test.change", "test " + thread, null, "second " + number);
                        });
                    }
                    return true;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        }
        var mine = rowsAfter(before).stream()
                .filter(row -> row.row().what().equals("test.change"))
                .toList();
        assertThat(mine).hasSize(16 * 12 * 2);
        for (var i = 0; i < mine.size(); i += 2) {
            assertThat(mine.get(i).row().details()).startsWith("first");
            assertThat(mine.get(i + 1).id())
                    .as("rows of one transaction stand together")
                    .isEqualTo(mine.get(i).id() + 1);
        }
        assertHolds();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set details = 'x' where id = 1",
                "update audit_entry set id = id + 1000000 order by id desc",
                "delete from audit_entry where id = 1",
                "replace into audit_entry select * from audit_entry where id = 1",
                "insert into audit_entry select * from audit_entry where id = 1 on duplicate key update details = 'x'",
                "delete e from audit_entry e join audit_head h on h.last_id = e.id",
                "truncate table audit_entry",
                "drop table audit_entry",
                "rename table audit_entry to elsewhere",
                "alter table audit_entry drop column seal",
                "drop trigger audit_entry_not_changed",
                "drop trigger audit_entry_not_deleted",
                "drop trigger audit_entry_head",
                "create or replace trigger audit_entry_not_deleted before delete on audit_entry for each row set @x = 1",
                "create table elsewhere like audit_entry",
                "grant all on mingbai.* to current_user",
            })
    void theApplicationsAccountCannot(String statement) {
        record("there is a row");
        assertThatThrownBy(() -> jdbc.execute(statement)).isInstanceOf(DataAccessException.class);
        assertThat(guard.state()).isEqualTo(AuditGuard.State.GUARDED);
        assertHolds();
    }

    @Test
    void findsWhatTheOwnerDidInTheDatabase() {
        for (var i = 0; i < 20; i++) {
            record("before tampering " + i);
        }
        assertHolds();
        var last = last();
        var row = last - 9;
        anchors.note(anchors.now().orElseThrow());
        withoutTriggers(() -> {
            assertThat(guard.state()).isEqualTo(AuditGuard.State.OPEN);
            try (var connection = owner.source().getConnection()) {
                connection.setAutoCommit(false);
                var admin = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
                // Nobody appends meanwhile.
                admin.queryForList("select * from audit_head for update");
                assertSoftly(softly -> tamper(new Admin(connection, admin, softly), row, last));
                connection.rollback();
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertHolds();
        assertThat(guard.state()).isEqualTo(AuditGuard.State.GUARDED);
    }

    private record Admin(Connection connection, JdbcTemplate jdbc, SoftAssertions softly) {}

    private void tamper(Admin admin, long row, long last) {
        for (var column : List.of(
                "happened_at = happened_at - interval 1 microsecond",
                "person_id = 1",
                "actor = '别人'",
                "what = 'test.other'",
                "subject = concat(subject, ' ')",
                "division_id = 1",
                "details = ''",
                "refused = not refused",
                "address = '127.0.0.1'",
                "content_seal = unhex(repeat('00', 16))",
                "seal = unhex(repeat('00', 32))")) {
            found(admin, row, Kind.CHANGED, "update audit_entry set " + column + " where id = " + row);
        }
        var back = last - 3;
        found(admin, row, Kind.MISSING, "delete from audit_entry where id = " + row);
        found(
                admin,
                row,
                Kind.MOVED,
                "update audit_entry set id = -1 where id = " + row,
                "update audit_entry set id = " + row + " where id = " + (row + 3),
                "update audit_entry set id = " + (row + 3) + " where id = -1");
        found(
                admin,
                last + 1,
                Kind.INSERTED,
                "insert into audit_entry select " + (last + 1)
                        + ", happened_at, person_id, 'x', what, subject, division_id,"
                        + " details, refused, address, content_seal, seal from audit_entry where id = " + row);
        found(admin, back + 1, Kind.CUT_OFF, "delete from audit_entry where id > " + back);
        found(
                admin,
                back + 1,
                Kind.CUT_OFF,
                "delete from audit_entry where id > " + back,
                "update audit_head h join audit_entry e on e.id = " + back + " set h.last_id = e.id, h.seal = e.seal");
    }

    private void found(Admin admin, long at, Kind kind, String... statements) {
        var what = String.join("; ", statements);
        try {
            var before = admin.connection().setSavepoint();
            Stream.of(statements).forEach(admin.jdbc()::execute);
            var found = new AuditVerification(JdbcClient.create(admin.jdbc()), writer, anchors, guard, texts)
                    .verify(Optional.empty(), (row, of) -> {});
            admin.softly().assertThat(found.findings()).as(what).isNotEmpty();
            if (!found.holds()) {
                var first = found.findings().getFirst();
                admin.softly().assertThat(first.from()).as(what).isEqualTo(at);
                admin.softly().assertThat(first.kind()).as(what).isEqualTo(kind);
            }
            admin.connection().rollback(before);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void anAuditorVerifiesAndNobodyElse() {
        record("for the auditor");
        world.signIn(Role.AUDITOR, World.TOWN);
        assertThat(trail.protection().guard()).isEqualTo("GUARDED");
        assertThat(AuditAnchor.parse(trail.protection().anchor())).isPresent();
        assertThat(trail.verify(trail.protection().anchor(), Locale.ENGLISH)).isNotNull();
        assertThatThrownBy(() -> trail.verify("1024", Locale.ENGLISH)).isInstanceOf(RuleViolation.class);
        for (var role : Role.values()) {
            if (role != Role.AUDITOR) {
                world.signIn(role, World.VILLAGE);
                assertThatThrownBy(() -> trail.verify("", Locale.ENGLISH))
                        .as("%s", role)
                        .isInstanceOf(AccessRefused.class);
                assertThatThrownBy(() -> trail.protection()).as("%s", role).isInstanceOf(AccessRefused.class);
                assertThatThrownBy(() -> trail.page(null, "", 0)).as("%s", role).isInstanceOf(AccessRefused.class);
            }
        }
    }

    @Test
    void theCommandSaysWhatItFound() {
        record("for the command");
        var lines = new ArrayList<String>();
        assertThat(verification.run("", lines::add)).isTrue();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).contains("封印完好");
        var ahead = (last() + 1000) + "-" + "ab".repeat(32);
        lines.clear();
        assertThat(verification.run(ahead, lines::add)).isFalse();
        assertThat(lines.getLast()).contains("被截去", String.valueOf(last() + 1));
        assertThatThrownBy(() -> verification.run("abc", lines::add)).isInstanceOf(IllegalArgumentException.class);
    }

    private void withoutTriggers(Runnable action) {
        var admin = owner.jdbc();
        TRIGGERS.forEach(trigger -> admin.execute("drop trigger " + trigger));
        try {
            action.run();
        } finally {
            triggers().forEach(admin::execute);
        }
    }

    private static List<String> triggers() {
        try {
            var script = new ClassPathResource(SCRIPT).getContentAsString(StandardCharsets.UTF_8);
            return Arrays.stream(script.replaceAll("(?m)^--.*$", "").split(";"))
                    .map(String::strip)
                    .filter(statement ->
                            TRIGGERS.stream().anyMatch(trigger -> statement.startsWith("create trigger " + trigger)))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void assertHolds() {
        assertThat(verification.verify(Optional.empty(), (row, of) -> {}))
                .satisfies(found -> assertThat(found.findings()).isEmpty())
                .satisfies(found -> assertThat(found.rows()).isPositive());
    }

    private void record(String details) {
        transactions.executeWithoutResult(status -> audit.recordFor(null, "测试", "test.change", "test", null, details));
    }

    private long last() {
        return Objects.requireNonNull(jdbc.queryForObject("select last_id from audit_head", Long.class));
    }

    private List<AuditChain.Sealed> rowsAfter(long id) {
        return jdbc.query(
                "select " + AuditRows.COLUMNS + " from audit_entry where id > ? order by id",
                (row, index) -> AuditRows.sealed(row),
                id);
    }
}
