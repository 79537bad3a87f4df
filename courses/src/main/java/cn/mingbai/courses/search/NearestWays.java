package cn.mingbai.courses.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways in which people ask for a policy point, each by itself, and how near a question comes to one. The index counts
 * what a question shares with all ways of a point together; who asks nearly as somebody asked before should find that point.
 * Never changed once built.
 */
final class NearestWays {

    private static final double SINGLE = 1.2;
    private static final double WEAK = 0.25;
    private static final double ASPECT = 0.7;
    private static final double TERM = 1.5;

    /** What a further way that comes near counts beside the nearest. */
    private static final double[] RANKED = {1, 0.3, 0.15};

    private static final double NEAR_ENOUGH = 0.08;

    private record Posting(int[] ways, double weight) {}

    private final Glossary glossary;
    private final List<String> points = new ArrayList<>();
    private final Map<String, Posting> postings = new HashMap<>();
    private final double[] lengths;
    private final double rarest;

    /** All ways by the code of their point. */
    NearestWays(Map<String, ? extends Iterable<String>> ways, Glossary glossary) {
        this.glossary = glossary;
        var holding = new HashMap<String, List<Integer>>();
        ways.forEach((point, asked) -> asked.forEach(way -> {
            for (var token : tokens(Wording.normalised(way))) {
                holding.computeIfAbsent(token, key -> new ArrayList<>()).add(points.size());
            }
            points.add(point);
        }));
        rarest = Math.log(1.0 + points.size());
        lengths = new double[points.size()];
        holding.forEach((token, holders) -> {
            var weight = Math.log(1 + points.size() / (double) holders.size()) * kind(token);
            holders.forEach(way -> lengths[way] += weight * weight);
            postings.put(
                    token,
                    new Posting(holders.stream().mapToInt(Integer::intValue).toArray(), weight));
        });
        for (var i = 0; i < lengths.length; i++) {
            lengths[i] = Math.sqrt(lengths[i]);
        }
    }

    /** How near a normalised question comes to the points, between 0 and about 1; points of which it has nothing are left out. */
    Map<String, Double> near(String normalised) {
        var shared = new double[points.size()];
        var tells = new int[points.size()];
        var length = 0.0;
        for (var token : tokens(normalised)) {
            var posting = postings.get(token);
            var weight = posting == null ? rarest * kind(token) : posting.weight();
            length += weight * weight;
            if (posting != null) {
                for (var way : posting.ways()) {
                    shared[way] += weight * weight;
                    tells[way] += tells(token);
                }
            }
        }
        length = Math.sqrt(length);
        var best = new HashMap<String, double[]>();
        for (var i = 0; i < shared.length; i++) {
            if (tells[i] >= ENOUGH && lengths[i] > 0) {
                var near = shared[i] / length / lengths[i];
                var ranked = best.computeIfAbsent(points.get(i), key -> new double[RANKED.length]);
                for (var at = 0; at < ranked.length; at++) {
                    if (near > ranked[at]) {
                        var lower = ranked[at];
                        ranked[at] = near;
                        near = lower;
                    }
                }
            }
        }
        var near = new HashMap<String, Double>();
        best.forEach((point, ranked) -> {
            var sum = 0.0;
            for (var at = 0; at < ranked.length; at++) {
                sum += RANKED[at] * ranked[at];
            }
            sum /= Arrays.stream(RANKED).sum();
            if (sum > NEAR_ENOUGH) {
                near.put(point, sum);
            }
        });
        return near;
    }

    private static final int ENOUGH = 2;

    /** What having it in common tells: one lone character, and words of grammar and question words, are not enough. */
    private static int tells(String token) {
        return switch (token.charAt(0)) {
            case 'p', 't', 'q' -> ENOUGH;
            case 's' -> 1;
            default -> 0;
        };
    }

    private static double kind(String token) {
        return switch (token.charAt(0)) {
            case 's' -> SINGLE;
            case 'w' -> WEAK;
            case 'a' -> ASPECT;
            case 't' -> TERM;
            default -> 1;
        };
    }

    private Set<String> tokens(String normalised) {
        var tokens = new HashSet<String>();
        var content = Question.content(normalised);
        for (var pair : Tokens.pairs(content)) {
            if (!Character.isDigit(pair.charAt(0))) {
                tokens.add((Question.isGrammar(pair) ? "w" : "p") + pair);
            }
        }
        for (var single : Tokens.singles(content)) {
            if (!Question.isGrammar(single)) {
                tokens.add("s" + single);
            }
        }
        Tokens.quantities(normalised).forEach(quantity -> tokens.add("q" + quantity));
        Question.aspects(normalised).forEach(aspect -> tokens.add("a" + aspect));
        glossary.termsIn(normalised).forEach(term -> tokens.add("t" + term));
        return tokens;
    }
}
