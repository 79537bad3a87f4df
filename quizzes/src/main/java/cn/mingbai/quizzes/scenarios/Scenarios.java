package cn.mingbai.quizzes.scenarios;

import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Draws scenarios: households and cases with questions on them, the same from the same seed. */
public final class Scenarios {

    private static final int MOST_TRIES = 10_000;

    private static final Map<String, Generator> ALL = Stream.of(
                    HouseholdScenarios.all(), DeadlineScenarios.all(), CaseScenarios.all())
            .flatMap(List::stream)
            .collect(Collectors.toMap(
                    Generator::code,
                    generator -> generator,
                    (one, other) -> {
                        throw new IllegalStateException("expected each code once, but got " + one.code());
                    },
                    TreeMap::new));

    private static final Map<String, Integer> SIZES = new ConcurrentHashMap<>();

    private Scenarios() {}

    /** The codes of everything that can be drawn. */
    public static SequencedSet<String> codes() {
        return new java.util.LinkedHashSet<>(ALL.keySet());
    }

    /** Whether there is such a generator; one that an older or newer program had may be named in a bank. */
    public static boolean knows(String generator) {
        return ALL.containsKey(generator);
    }

    /**
     * The code of the policy version that a generator works under.
     *
     * @throws IllegalArgumentException when there is no such generator
     */
    public static String rules(String generator) {
        return generator(generator).rules().name();
    }

    /**
     * How many questions a generator asks, whatever it draws.
     *
     * @throws IllegalArgumentException when there is no such generator
     */
    public static int questions(String generator) {
        return SIZES.computeIfAbsent(generator(generator).code(), Scenarios::sizeOfWorked);
    }

    private static int sizeOfWorked(String code) {
        var telling = new Telling();
        var values = new Values();
        var generator = generator(code);
        generator.worked().accept(values);
        generator.tell().accept(values, telling);
        return telling.questions().size();
    }

    /**
     * Draws the questions of a scenario, at least one.
     *
     * @param seed the same draws the same; it must stay secret until the attempt has ended
     * @throws IllegalArgumentException when there is no such generator
     */
    public static List<ScenarioPart> draw(Scenario scenario, long seed) {
        var generator = generator(scenario.generator());
        var dice = new Dice(seed);
        for (var tries = 0; tries < MOST_TRIES; tries++) {
            var values = new Values();
            if (generator.draw().test(values, dice)) {
                return tell(scenario, generator, seed, values);
            }
        }
        throw new IllegalStateException(
                "expected a possible case within " + MOST_TRIES + " tries of " + scenario.generator());
    }

    /** The worked question of the policy facts that the generator stands for, with its own numbers. */
    static List<ScenarioPart> worked(Scenario scenario) {
        var generator = generator(scenario.generator());
        var values = new Values();
        generator.worked().accept(values);
        return tell(scenario, generator, 0, values);
    }

    private static Generator generator(String code) {
        var generator = ALL.get(code);
        if (generator == null) {
            throw new IllegalArgumentException("expected a generator of " + ALL.keySet() + ", but got " + code);
        }
        return generator;
    }

    private static List<ScenarioPart> tell(Scenario scenario, Generator generator, long seed, Values values) {
        var telling = new Telling();
        generator.tell().accept(values, telling);
        var situation =
                new Situation(generator.code(), seed, generator.rules().name(), values.asMap(), telling.facts());
        var bank = scenario.about();
        var parts = new ArrayList<ScenarioPart>();
        for (var posed : telling.questions()) {
            var about = new About(
                    bank.code() + "." + (parts.size() + 1),
                    posed.stem(),
                    posed.reason(),
                    bank.points(),
                    bank.sources(),
                    bank.ruleLayer(),
                    bank.difficulty(),
                    bank.skill());
            parts.add(new ScenarioPart(situation, posed.kind().apply(about, posed), posed.solution()));
        }
        return List.copyOf(parts);
    }
}
