package cn.mingbai.core.sealing;

import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The checks of a sealed report that are the same for every kind. */
public final class SealedChecks {

    private SealedChecks() {}

    /**
     * Whether a digest bears our seal.
     *
     * @param key the key of the seals, or empty when it is lost
     * @param holds tells it with the key
     */
    public static Check seal(Optional<byte[]> key, Predicate<byte[]> holds) {
        if (key.isEmpty()) {
            return new Check(Kind.SEAL, Outcome.UNKNOWN, "core.sealing.key-lost");
        }
        return holds.test(key.get())
                ? new Check(Kind.SEAL, Outcome.HOLDS, "core.sealing.check.seal-holds")
                : new Check(Kind.SEAL, Outcome.FAILS, "core.sealing.check.seal-fails");
    }

    /**
     * Whether a report follows the one that was sealed before it, and no number is missing.
     *
     * @param previous the digest that the report names, in groups, or null for the first one
     * @param before the digest of the report that was sealed before it, in groups, or null without one
     * @param numbers the numbers of the reports of its day, in order
     * @param first what to say of the first one
     */
    public static Check sequence(
            @Nullable String previous, @Nullable String before, LocalDate day, List<Integer> numbers, String first) {
        if (!Objects.equals(before, previous)) {
            return new Check(
                    Kind.SEQUENCE,
                    Outcome.FAILS,
                    "core.sealing.check.sequence-fails",
                    previous == null ? "—" : previous);
        }
        if (!numbers.equals(IntStream.rangeClosed(1, numbers.size()).boxed().toList())) {
            return new Check(Kind.SEQUENCE, Outcome.FAILS, "core.sealing.check.number-missing", day);
        }
        return new Check(Kind.SEQUENCE, Outcome.HOLDS, previous == null ? first : "core.sealing.check.sequence-holds");
    }

    /**
     * The units that differ, by name.
     *
     * @param what what must be the same
     * @param key the finding, with the unit's name
     */
    public static <U extends SealedUnit> List<Text> units(
            List<U> sealed, List<U> now, Function<U, ?> what, String key) {
        var findings = new ArrayList<Text>();
        var left = new TreeMap<Long, U>();
        sealed.forEach(unit -> left.put(unit.division(), unit));
        for (var unit : now) {
            var was = left.remove(unit.division());
            if (was == null || !what.apply(was).equals(what.apply(unit))) {
                findings.add(Text.of(key, unit.name()));
            }
        }
        left.values().forEach(unit -> findings.add(Text.of(key, unit.name())));
        return findings;
    }

    /** What differs from what the facts give today; under other rules than the report's it says nothing about them. */
    public static Check recomputed(int sealedUnder, int rules, List<Text> findings) {
        return (sealedUnder == rules
                        ? new Check(
                                Kind.RECOMPUTED, Outcome.FAILS, "core.sealing.check.recompute-fails", findings.size())
                        : new Check(
                                Kind.RECOMPUTED,
                                Outcome.UNKNOWN,
                                "core.sealing.check.other-rules",
                                sealedUnder,
                                rules,
                                findings.size()))
                .with(findings);
    }
}
