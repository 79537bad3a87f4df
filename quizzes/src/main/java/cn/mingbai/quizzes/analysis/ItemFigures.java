package cn.mingbai.quizzes.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the answers say about one question in one version.
 *
 * <p>Difficulty is the share of attempts in which it was right, 0 to 1; no answer counts as wrong. Discrimination is the
 * point-biserial correlation, -1 to 1, of "right here" (0 or 1) with the share right of the other questions of the same
 * attempt; it is null where one of the two does not vary. The thirds are those of the attempts that met the question in
 * the order of that share, then of their numbers: the last and the first {@code n / 3}, rounded down.
 *
 * @param drawn how many marked attempts met it
 * @param right in how many it was right; 0 when suppressed
 * @param unanswered how many left it out; 0 when suppressed
 * @param difficulty null when suppressed
 * @param discrimination null when suppressed or undefined
 * @param choices each option, in its order, or the answers typed, the most frequent first; empty when suppressed
 */
public record ItemFigures(
        int drawn,
        int right,
        int unanswered,
        @Nullable Double difficulty,
        @Nullable Double discrimination,
        List<Choice> choices,
        Set<Flag> flags) {

    /** With fewer attempts than this nothing but their number is told: chance would say more than the question. */
    public static final int LEAST = 10;

    /** How many different typed answers are listed. */
    static final int TYPED_SHOWN = 6;

    private static final double WEAK = 0.1;
    private static final double HARD = 0.3;
    private static final double EASY = 0.95;
    private static final double LEFT_OUT = 0.2;
    private static final int LEAST_FOR_UNUSED = 30;

    /** What is worth a look, about the question. */
    public enum Flag {
        /** Those who know more choose something else than the key, or get it right less often. */
        KEY_DOUBTFUL,
        /** It does not tell those who know more from the others. */
        WEAK,
        /** Fewer than three in ten get it right. */
        HARD,
        /** Nearly everybody gets it right. */
        EASY,
        /** More than one in five leave it out. */
        LEFT_OUT,
        /** A wrong option that nobody chose in thirty attempts. */
        OPTION_UNUSED
    }

    /**
     * How often something was chosen or typed.
     *
     * @param key the option's key, or the answer typed
     * @param right whether it is right, or part of what is right
     * @param all in how many attempts
     * @param upper in how many of the upper third
     * @param lower in how many of the lower third
     */
    public record Choice(String key, boolean right, int all, int upper, int lower) {}

    public ItemFigures {
        choices = List.copyOf(choices);
        flags = Set.copyOf(flags);
    }

    /** Whether there are too few attempts to say more than how many. */
    public boolean isSuppressed() {
        return difficulty == null;
    }

    /**
     * Computes the figures.
     *
     * @param met the attempts that met it, in any order, each once
     * @param options the keys of its options, in their order; empty when the answer is typed
     * @param key the keys of the right options, or the right answers typed
     */
    static ItemFigures of(List<Met> met, List<String> options, Set<String> key) {
        if (met.size() < LEAST) {
            return new ItemFigures(met.size(), 0, 0, null, null, List.of(), Set.of());
        }
        var right = (int) met.stream().filter(Met::right).count();
        var unanswered = (int) met.stream().filter(one -> !one.answered()).count();
        var difficulty = (double) right / met.size();
        var discrimination = discrimination(met);
        var ranked = met.stream()
                .filter(one -> one.rest() > 0)
                .sorted(Comparator.comparingDouble(Met::restShare).thenComparingLong(Met::attempt))
                .toList();
        var third = ranked.size() / 3;
        var lower = ranked.subList(0, third);
        var upper = ranked.subList(ranked.size() - third, ranked.size());
        var choices = new ArrayList<Choice>();
        for (var option : options.isEmpty() ? typed(met, key) : options) {
            choices.add(new Choice(
                    option, key.contains(option), count(met, option), count(upper, option), count(lower, option)));
        }
        return new ItemFigures(
                met.size(),
                right,
                unanswered,
                difficulty,
                discrimination,
                choices,
                flags(met.size(), unanswered, difficulty, discrimination, choices, upper, options.size() > 2));
    }

    private static Set<Flag> flags(
            int drawn,
            int unanswered,
            double difficulty,
            @Nullable Double discrimination,
            List<Choice> choices,
            List<Met> upper,
            boolean hasOptionsToSpare) {
        var flags = EnumSet.noneOf(Flag.class);
        var rightAbove = (int) upper.stream().filter(Met::right).count();
        var preferred = choices.stream()
                .filter(choice -> !choice.right())
                .anyMatch(choice -> choice.upper() > rightAbove && choice.upper() * 2 > upper.size());
        if (preferred || (discrimination != null && discrimination < 0 && difficulty < EASY)) {
            flags.add(Flag.KEY_DOUBTFUL);
        } else if (discrimination != null && discrimination < WEAK && difficulty < EASY) {
            flags.add(Flag.WEAK);
        }
        if (difficulty < HARD) {
            flags.add(Flag.HARD);
        }
        if (difficulty >= EASY) {
            flags.add(Flag.EASY);
        }
        if (unanswered > LEFT_OUT * drawn) {
            flags.add(Flag.LEFT_OUT);
        }
        // Of two options the one that nobody chose says no more than that it is easy.
        if (hasOptionsToSpare
                && drawn >= LEAST_FOR_UNUSED
                && choices.stream().anyMatch(choice -> !choice.right() && choice.all() == 0)) {
            flags.add(Flag.OPTION_UNUSED);
        }
        return flags;
    }

    private static int count(List<Met> met, String choice) {
        return (int) met.stream().filter(one -> one.chosen().contains(choice)).count();
    }

    /** What was typed, the most frequent first, the right answer always among it. */
    private static List<String> typed(List<Met> met, Set<String> key) {
        Map<String, Integer> counts = new TreeMap<>();
        key.forEach(right -> counts.put(right, 0));
        met.forEach(one -> one.chosen().forEach(text -> counts.merge(text, 1, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(text -> key.contains(text) || rank(counts, text) < TYPED_SHOWN)
                .toList();
    }

    private static long rank(Map<String, Integer> counts, String text) {
        return counts.values().stream()
                .filter(count -> count > counts.getOrDefault(text, 0))
                .count();
    }

    /** Pearson's correlation of 0 and 1 with the share, which is what point-biserial means. */
    private static @Nullable Double discrimination(List<Met> met) {
        var with = met.stream().filter(one -> one.rest() > 0).toList();
        double n = with.size();
        double x = 0;
        double y = 0;
        for (var one : with) {
            x += one.right() ? 1 : 0;
            y += one.restShare();
        }
        double meanX = x / n;
        double meanY = y / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (var one : with) {
            double dx = (one.right() ? 1 : 0) - meanX;
            double dy = one.restShare() - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        // Shares are of a few dozen questions: what varies less than this is equal but for rounding.
        if (with.size() < LEAST || xx < 1e-9 || yy < 1e-9) {
            return null;
        }
        return Math.clamp(xy / Math.sqrt(xx * yy), -1, 1);
    }
}
