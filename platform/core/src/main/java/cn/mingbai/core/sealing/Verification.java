package cn.mingbai.core.sealing;

import java.time.Instant;
import java.util.List;

/**
 * What verifying a sealed report found: checks kept apart, each with a sentence.
 *
 * @param snapshot the report's number in the database, or 0 for a file
 * @param at when it was verified
 */
public record Verification(long snapshot, Instant at, List<Check> checks) {

    /** What is checked. */
    public enum Kind {
        /** The rows give the stored digest and the sealed text. */
        CONTENT,
        /** The digest bears the seal of our key. */
        SEAL,
        /** It follows the report that the district sealed before it, and no number is missing. */
        SEQUENCE,
        /** Computed again from the facts, the day as known at the sealing gives the same. */
        RECOMPUTED,
        /** What a file shows is what was sealed. */
        SHOWN
    }

    /** How a check ended. */
    public enum Outcome {
        HOLDS,
        FAILS,
        /** Neither can be said. */
        UNKNOWN
    }

    /**
     * A check.
     *
     * @param sentence what was found and what to do
     * @param findings what differs, at most {@link #MOST_FINDINGS}; the sentence says how many there are
     */
    public record Check(Kind kind, Outcome outcome, Text sentence, List<Text> findings) {

        /** How many findings are kept. */
        public static final int MOST_FINDINGS = 50;

        /** A check without findings. */
        public Check(Kind kind, Outcome outcome, String key, Object... arguments) {
            this(kind, outcome, new Text(key, List.of(arguments)), List.of());
        }

        /** The same check with what differs. */
        public Check with(List<Text> findings) {
            return new Check(
                    kind,
                    outcome,
                    sentence,
                    findings.stream().limit(MOST_FINDINGS).toList());
        }
    }

    /** A sentence in the reader's language; an argument that is a Text itself is a word of it. */
    public record Text(String key, List<Object> arguments) {

        /** A sentence. */
        public static Text of(String key, Object... arguments) {
            return new Text(key, List.of(arguments));
        }
    }

    /** Whether every check holds. */
    public boolean holds() {
        return checks.stream().allMatch(check -> check.outcome() == Outcome.HOLDS);
    }

    /** Whether any check fails. */
    public boolean fails() {
        return checks.stream().anyMatch(check -> check.outcome() == Outcome.FAILS);
    }

    /** Whether the report itself is as it was sealed, and only the facts behind it are not what they were. */
    public boolean onlyFactsDiffer() {
        return fails()
                && checks.stream()
                        .allMatch(check -> check.outcome() == Outcome.HOLDS || check.kind() == Kind.RECOMPUTED);
    }
}
