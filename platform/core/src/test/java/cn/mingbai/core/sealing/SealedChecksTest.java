package cn.mingbai.core.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealedChecksTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 29);

    private record Unit(long division, String code, String name, int figure) implements SealedUnit {}

    private static Check sequence(@Nullable String previous, @Nullable String before, Integer... numbers) {
        return SealedChecks.sequence(previous, before, DAY, List.of(numbers), "first");
    }

    private static void saysOf(Check check, Outcome outcome, String key) {
        assertThat(check.outcome()).isEqualTo(outcome);
        assertThat(check.sentence().key()).isEqualTo(key);
    }

    @Test
    void aReportFollowsTheOneItNames() {
        saysOf(sequence(null, null, 1), Outcome.HOLDS, "first");
        saysOf(sequence("a", "a", 1, 2), Outcome.HOLDS, "core.sealing.check.sequence-holds");
        saysOf(sequence("a", "b", 1, 2), Outcome.FAILS, "core.sealing.check.sequence-fails");
        saysOf(sequence("a", null, 1), Outcome.FAILS, "core.sealing.check.sequence-fails");
        saysOf(sequence(null, "a", 1), Outcome.FAILS, "core.sealing.check.sequence-fails");
        saysOf(sequence("a", "a", 1, 3), Outcome.FAILS, "core.sealing.check.number-missing");
        saysOf(sequence("a", "a", 2), Outcome.FAILS, "core.sealing.check.number-missing");
    }

    @Test
    void aSealIsToldWithTheKeyOnly() {
        saysOf(SealedChecks.seal(Optional.empty(), key -> true), Outcome.UNKNOWN, "core.sealing.key-lost");
        var key = Optional.of(new byte[] {7});
        saysOf(SealedChecks.seal(key, with -> with[0] == 7), Outcome.HOLDS, "core.sealing.check.seal-holds");
        saysOf(SealedChecks.seal(key, with -> with[0] == 8), Outcome.FAILS, "core.sealing.check.seal-fails");
    }

    @Test
    void unitsThatChangedCameOrWentAreNamed() {
        var sealed =
                List.of(new Unit(1, "01", "same", 5), new Unit(2, "02", "changed", 5), new Unit(3, "03", "gone", 5));
        var now =
                List.of(new Unit(1, "01", "renamed", 5), new Unit(2, "02", "changed", 6), new Unit(4, "04", "new", 5));
        assertThat(SealedChecks.units(sealed, now, Unit::figure, "key"))
                .containsExactly(Text.of("key", "changed"), Text.of("key", "new"), Text.of("key", "gone"));
        assertThat(SealedChecks.units(sealed, now, Function.identity(), "key"))
                .containsExactly(
                        Text.of("key", "renamed"),
                        Text.of("key", "changed"),
                        Text.of("key", "new"),
                        Text.of("key", "gone"));
        assertThat(SealedChecks.units(sealed, sealed, Function.identity(), "key"))
                .isEmpty();
    }

    @Test
    void underOtherRulesADifferenceSaysNothing() {
        var findings = List.of(Text.of("one"), Text.of("two"));
        var changed = SealedChecks.recomputed(3, 3, findings);
        saysOf(changed, Outcome.FAILS, "core.sealing.check.recompute-fails");
        assertThat(changed.findings()).isEqualTo(findings);
        assertThat(changed.sentence().arguments()).containsExactly(2);
        var other = SealedChecks.recomputed(2, 3, findings);
        saysOf(other, Outcome.UNKNOWN, "core.sealing.check.other-rules");
        assertThat(other.sentence().arguments()).containsExactly(2, 3, 2);
    }

    @Test
    void anEarlierReportIsOfAnEarlierDayOrWasSealedOfTheDayBefore() {
        record Report(long id, LocalDate day, int number) implements NumberedReport {}
        var report = new Report(5, DAY, 2);
        assertThat(new Report(9, DAY.minusDays(1), 3).isBefore(report)).isTrue();
        assertThat(new Report(4, DAY, 1).isBefore(report)).isTrue();
        assertThat(report.isBefore(report)).isFalse();
        assertThat(new Report(6, DAY, 3).isBefore(report)).isFalse();
        assertThat(new Report(1, DAY.plusDays(1), 1).isBefore(report)).isFalse();
    }

    @Test
    void aJobReadsTheRequestThatWasWritten() {
        var text = "250 2026-10-29 2026-11-25T04:00:00.000123Z zh-CN";
        assertThat(SealingRequest.parse(text).text()).isEqualTo(text);
        assertThat(SealingRequest.parse(text).subject()).isEqualTo(250);
    }
}
