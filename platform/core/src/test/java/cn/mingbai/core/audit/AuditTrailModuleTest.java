package cn.mingbai.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
class AuditTrailModuleTest {

    @Autowired
    AuditTrail trail;

    @Autowired
    Audit audit;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @AfterEach
    void leave() {
        world.signOut();
    }

    @Test
    void showsTheAuditorsDivisionsAndNoOthers() {
        var mark = mark();
        record(mark + " own", world.division(World.VILLAGE));
        record(mark + " sibling", world.division(World.OTHER_TOWN));
        record(mark + " parent", world.division(World.DISTRICT));
        record(mark + " nowhere", null);
        world.signIn(Role.AUDITOR, World.TOWN);
        assertThat(trail.page(null, mark, 0))
                .extracting(AuditTrail.Entry::details)
                .containsExactly(mark + " own");
        world.signIn(Role.AUDITOR, "100000000000");
        assertThat(trail.page(null, mark, 0))
                .extracting(AuditTrail.Entry::details)
                .containsExactly(mark + " nowhere", mark + " parent", mark + " sibling", mark + " own");
        world.signIn(Role.ADMINISTRATOR, "100000000000");
        assertThatThrownBy(() -> trail.page(null, mark, 0)).isInstanceOf(AccessRefused.class);
    }

    @Test
    void filtersByTheDayInShanghaiAndPages() {
        var mark = mark();
        for (var i = 0; i < AuditTrail.PAGE + 5; i++) {
            record(mark + " " + i, world.division(World.VILLAGE));
        }
        world.signIn(Role.AUDITOR, World.TOWN);
        assertThat(trail.page(null, mark, 0)).hasSize(AuditTrail.PAGE + 1);
        assertThat(trail.page(null, mark, 1))
                .hasSize(5)
                .last()
                .satisfies(entry -> assertThat(entry.details()).isEqualTo(mark + " 0"));
        assertThat(trail.page(null, mark, Integer.MAX_VALUE)).isEmpty();
        assertThat(trail.page(null, mark, Integer.MIN_VALUE)).hasSize(AuditTrail.PAGE + 1);
        clock.set(Instant.parse("2026-03-01T15:59:59.999999Z"));
        record(mark + " last of the day", world.division(World.VILLAGE));
        clock.set(Instant.parse("2026-03-01T16:00:00Z"));
        record(mark + " first of the next", world.division(World.VILLAGE));
        assertThat(trail.page(LocalDate.of(2026, 3, 1), mark, 0))
                .extracting(AuditTrail.Entry::details)
                .containsExactly(mark + " last of the day");
        assertThat(trail.page(LocalDate.of(2026, 3, 2), mark, 0))
                .extracting(AuditTrail.Entry::details)
                .containsExactly(mark + " first of the next");
        assertThat(trail.page(null, mark, 0).getFirst().details())
                .as("the order is the server's, not its clock's")
                .isEqualTo(mark + " first of the next");
        clock.set(MovableClock.START);
        assertThat(trail.page(Times.today(clock), "%", 0))
                .as("no wildcards")
                .allSatisfy(entry -> assertThat(entry.details() + entry.actor() + entry.what() + entry.subject())
                        .contains("%"));
    }

    @Test
    void keepsNoControlCharacterAndCutsWhatIsTooLong() {
        assertThat(Audit.clean("a\n\u0000b\u202E𠮷" + "x".repeat(200), 5)).isEqualTo("ab𠮷xx");
        assertThat(Audit.clean("\uD842", 5)).as("half a character").isEmpty();
    }

    private void record(String details, @Nullable DivisionId division) {
        transactions.executeWithoutResult(
                status -> audit.recordFor(null, "测试", "test.change", "test", division, details));
    }

    private static String mark() {
        return "m" + Long.toString(System.nanoTime(), 36);
    }
}
