package cn.mingbai.quizzes.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Counts that the rules ask for. */
public final class Counting {

    private Counting() {}

    /**
     * The fewest residents' representatives among {@code participants} of an appraisal: two thirds, rounded up.
     *
     * <p>Source: M220 22.
     *
     * @param participants at least 1
     */
    public static int representatives(int participants) {
        if (participants < 1) {
            throw new IllegalArgumentException("expected a participant, but got " + participants);
        }
        return Math.ceilDiv(2 * participants, 3);
    }

    /**
     * The fewest homes that the county visits: under M220 the share of all cases, rounded up, with every key case
     * (relatives of handlers, doubtful or reported ones) among them; later the key cases.
     *
     * <p>Source: M220 26; M57 20.
     *
     * @param cases all cases, 0 or more
     * @param keyCases those that are visited whatever the share, 0..cases
     */
    public static int spotChecks(RuleSet rules, int cases, int keyCases) {
        requireAmong(cases, keyCases);
        return rules.spotCheckShare()
                .map(share -> Math.max(keyCases, rounded(share, cases)))
                .orElse(keyCases);
    }

    /** The same read more strictly: the share is drawn from the cases besides the key ones. */
    public static int spotChecksStrict(RuleSet rules, int cases, int keyCases) {
        requireAmong(cases, keyCases);
        return keyCases
                + rules.spotCheckShare()
                        .map(share -> rounded(share, cases - keyCases))
                        .orElse(0);
    }

    private static int rounded(BigDecimal share, int cases) {
        return share.multiply(BigDecimal.valueOf(cases))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }

    private static void requireAmong(int cases, int keyCases) {
        if (keyCases < 0 || keyCases > cases) {
            throw new IllegalArgumentException("expected 0 to " + cases + " key cases, but got " + keyCases);
        }
    }
}
