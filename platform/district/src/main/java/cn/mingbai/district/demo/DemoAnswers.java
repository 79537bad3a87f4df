package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import cn.mingbai.quizzes.attempts.Sheet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Answers a paper as somebody might: each person has an ability, each question a difficulty and, where one chooses, one
 * wrong answer that attracts most; what comes is drawn from a seed. Who is to pass reaches the pass mark, and who is not
 * stays below it, by the answers that were nearest to being otherwise.
 */
@Component
@Internal
class DemoAnswers {

    private static final double LEFT_OPEN = 0.08;
    private static final double ATTRACTS = 0.6;

    private final AnswerSheets sheets;
    private final AttemptKeys keys;

    DemoAnswers(AnswerSheets sheets, AttemptKeys keys) {
        this.sheets = sheets;
        this.keys = keys;
    }

    /** An item, and by how much it was right; below 0 it is wrong. */
    private record Drawn(Sheet.Item item, double margin) {}

    /**
     * Answers what the token opens, and leaves it open.
     *
     * @param seed what makes this person's answers to this paper
     * @param passMark 1..100
     */
    void give(String token, String seed, boolean passes, int passMark) {
        var random = new SplittableRandom(seed.hashCode());
        var items = sheets.sheet(token).items();
        for (var one : right(items, random, passes, passMark)) {
            var right = keys.right(token, one.item().number());
            if (one.margin() >= 0) {
                sheets.save(token, one.item().number(), right);
            } else {
                wrong(one.item(), right, random).ifPresent(answer -> save(token, one.item(), answer));
            }
        }
    }

    private void save(String token, Sheet.Item item, String answer) {
        try {
            sheets.save(token, item.number(), answer);
        } catch (RuleViolation unreadable) {
            // A wrong answer that the question cannot even read stays open.
            return;
        }
    }

    private static List<Drawn> right(List<Sheet.Item> items, SplittableRandom random, boolean passes, int passMark) {
        var ability = passes ? 2.8 + 1.2 * random.nextGaussian() : -1 + 0.8 * random.nextGaussian();
        var drawn = new ArrayList<Drawn>();
        for (var item : items) {
            var chance = 1 / (1 + Math.exp(difficulty(item.code()) - ability));
            drawn.add(new Drawn(item, chance - random.nextDouble()));
        }
        var needed = (items.size() * passMark + 99) / 100;
        var nearest = drawn.stream()
                .sorted(Comparator.comparingDouble((Drawn one) -> one.margin()).reversed())
                .toList();
        for (var place = 0; place < nearest.size(); place++) {
            var one = nearest.get(place);
            var must = passes ? place < needed && one.margin() < 0 : place >= needed - 1 && one.margin() >= 0;
            if (must) {
                drawn.set(drawn.indexOf(one), new Drawn(one.item(), passes ? 0 : -1));
            }
        }
        return drawn;
    }

    /** The same for everybody. */
    static double difficulty(String code) {
        return 1.1 * new SplittableRandom(code.hashCode()).nextGaussian();
    }

    /** A wrong answer, or nothing. */
    private static Optional<String> wrong(Sheet.Item item, String right, SplittableRandom random) {
        if (random.nextDouble() < LEFT_OPEN) {
            return Optional.empty();
        }
        return switch (item.input()) {
            case ONE -> Optional.of(attracted(item, right, random));
            case SEVERAL -> Optional.of(nearly(item, right, random));
            case TRUE_FALSE -> Optional.of(right.equals("true") ? "false" : "true");
            case NUMBER ->
                Optional.of(new BigDecimal(right)
                        .multiply(random.nextBoolean() ? BigDecimal.TWO : BigDecimal.ONE)
                        .add(BigDecimal.valueOf(1 + random.nextInt(9)))
                        .toPlainString());
            case DAY ->
                Optional.of(
                        LocalDate.parse(right).plusDays(1 + random.nextInt(5)).toString());
            case TEXT -> Optional.empty();
            case ORDER, MATCH -> Optional.of(swapped(right, random));
        };
    }

    /** Most take the same wrong one. */
    private static String attracted(Sheet.Item item, String right, SplittableRandom random) {
        var others = item.choices().stream()
                .map(Sheet.Choice::key)
                .filter(key -> !key.equals(right))
                .sorted()
                .toList();
        return random.nextDouble() < ATTRACTS
                ? others.get(Math.floorMod(item.code().hashCode(), others.size()))
                : others.get(random.nextInt(others.size()));
    }

    /** One too few, or one too many. */
    private static String nearly(Sheet.Item item, String right, SplittableRandom random) {
        var chosen = new TreeSet<>(Arrays.asList(right.split(",")));
        var others = item.choices().stream()
                .map(Sheet.Choice::key)
                .filter(key -> !chosen.contains(key))
                .sorted()
                .toList();
        if (others.isEmpty() || random.nextDouble() < ATTRACTS && chosen.size() > 1) {
            chosen.remove(new ArrayList<>(chosen).get(random.nextInt(chosen.size())));
        } else {
            chosen.add(others.get(random.nextInt(others.size())));
        }
        return String.join(",", chosen);
    }

    /** Two of {@code key:place} or {@code key:target} with each other's second part. */
    private static String swapped(String right, SplittableRandom random) {
        var lefts = new ArrayList<String>();
        var rights = new ArrayList<String>();
        for (var pair : right.split(",")) {
            lefts.add(pair.split(":")[0]);
            rights.add(pair.split(":")[1]);
        }
        var first = random.nextInt(rights.size());
        Collections.swap(rights, first, (first + 1) % rights.size());
        return IntStream.range(0, lefts.size())
                .mapToObj(index -> lefts.get(index) + ":" + rights.get(index))
                .collect(Collectors.joining(","));
    }
}
