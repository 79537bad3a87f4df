package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The best guess of coverage from a check by parts, with its standard error: each part counts by its households,
 * {@code Ĉ = Σ (N_h/N)·p̂_h} with the variance {@code Σ (N_h/N)²·(1 − n_h/N_h)·p̂_h(1 − p̂_h)/(n_h − 1)}, the usual estimator of
 * a stratified random sample (for example Cochran, <i>Sampling Techniques</i>, 3rd edition, chapter 5). It is beside the
 * bound, never in its place: half of all guesses are too high.
 *
 * @param share coverage, between 0 and 1, to twelve decimals
 * @param error its standard error, to twelve decimals
 */
public record Estimate(BigDecimal share, BigDecimal error) {

    private static final MathContext EXACT = new MathContext(40, RoundingMode.HALF_EVEN);
    private static final int DECIMALS = 12;

    /**
     * The estimate.
     *
     * @param parts at least one
     * @return empty when a part that was not checked in full has fewer than two households checked: then nothing is known of
     *     it, or nothing of how it varies
     */
    public static Optional<Estimate> of(List<Part> parts) {
        Exact.within("parts", parts.size(), 1, Exact.LONGEST_LIST);
        var listed = parts.stream().mapToLong(Part::listed).sum();
        var share = BigDecimal.ZERO;
        var variance = BigDecimal.ZERO;
        for (var part : parts) {
            var complete = part.checked() == part.listed();
            if (!complete && part.checked() < 2) {
                return Optional.empty();
            }
            var weight = whole(part.listed()).divide(whole(listed), EXACT);
            var reached = whole(part.checked() - part.missed()).divide(whole(part.checked()), EXACT);
            share = share.add(weight.multiply(reached, EXACT), EXACT);
            if (!complete) {
                var unchecked = whole(part.listed() - part.checked()).divide(whole(part.listed()), EXACT);
                variance = variance.add(
                        weight.pow(2)
                                .multiply(unchecked)
                                .multiply(reached)
                                .multiply(BigDecimal.ONE.subtract(reached))
                                .divide(whole(part.checked() - 1L), EXACT),
                        EXACT);
            }
        }
        return Optional.of(new Estimate(rounded(share), rounded(variance.sqrt(EXACT))));
    }

    private static BigDecimal whole(long number) {
        return BigDecimal.valueOf(number);
    }

    private static BigDecimal rounded(BigDecimal value) {
        return value.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Coverage in per cent, rounded down: a guess never shows 100 % where anything was missed. */
    public BigDecimal percent(int decimals) {
        return share.movePointRight(2).setScale(Exact.within("decimals", decimals, 0, 6), RoundingMode.DOWN);
    }

    /** The standard error in points of per cent, rounded up. */
    public BigDecimal points(int decimals) {
        return error.movePointRight(2).setScale(Exact.within("decimals", decimals, 0, 6), RoundingMode.UP);
    }
}
