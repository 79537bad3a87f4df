package cn.mingbai.quizzes.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.papers.Blueprint.Part;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import cn.mingbai.quizzes.scenarios.Scenarios;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrawingTest {

    private static final List<Versioned> POOL = pool("01");
    private static final Blueprint OF_01 = blueprint("01");
    private static final int SIZE = 10;
    /** One that comes up in a hundredth of all papers is missed by so many once in 10^13 times. */
    private static final int PAPERS = 3_000;

    private static List<Versioned> pool(String course) {
        return ShippedQuiz.all().stream()
                .filter(quiz -> quiz.course().equals(course))
                .flatMap(quiz -> quiz.questions().stream())
                .map(question -> new Versioned(1, question))
                .toList();
    }

    private static Blueprint blueprint(String course) {
        return ShippedRules.all().stream()
                .filter(shipped -> shipped.course().equals(course))
                .findFirst()
                .orElseThrow()
                .rules()
                .blueprint();
    }

    private static Part part(int count, String... kinds) {
        return new Part(Set.of(), Set.of(), Set.of(kinds), Set.of(), count);
    }

    private static Part about(int count, String... points) {
        return new Part(Set.of(points), Set.of(), Set.of(), Set.of(), count);
    }

    private static Question single(String code, int difficulty, String... points) {
        return new SingleChoice(
                new About(code, "问" + code, "因为", List.of(points), List.of("L26 1"), "L26", difficulty, Skill.JUDGE),
                Option.lettered(List.of("甲", "乙", "丙")),
                "A");
    }

    private static Question scenario(String code, int difficulty, String generator, String... points) {
        return new Scenario(
                new About(code, "问" + code, "因为", List.of(points), List.of("L26 1"), "L26", difficulty, Skill.JUDGE),
                generator);
    }

    private static List<Versioned> pool(Question... questions) {
        return List.of(questions).stream()
                .map(question -> new Versioned(1, question))
                .toList();
    }

    private static String bankCode(Versioned drawn) {
        var code = drawn.question().about().code();
        return drawn.question() instanceof ScenarioPart ? code.substring(0, code.lastIndexOf('.')) : code;
    }

    private static List<Integer> spread(List<Versioned> paper) {
        var counts = new int[3];
        paper.forEach(one -> counts[one.question().about().difficulty() - 1]++);
        return List.of(counts[0], counts[1], counts[2]);
    }

    @Test
    void everyShippedBlueprintIsFilledByItsQuestionsAndAsksEveryPointItNames() {
        for (var shipped : ShippedRules.all()) {
            var drawing = Drawing.of(shipped.rules().blueprint(), pool(shipped.course()));
            assertThat(drawing.size()).as(shipped.course()).isEqualTo(SIZE);
            assertThat(drawing.unasked()).as(shipped.course()).isEmpty();
        }
    }

    @Test
    void papersOfEveryShippedBlueprintAreBalancedAndEveryQuestionComesUpInSome() {
        assertThat(ShippedRules.all()).hasSize(12);
        for (var shipped : ShippedRules.all()) {
            var course = shipped.course();
            var pool = pool(course);
            var drawing = Drawing.of(blueprint(course), pool);
            var random = new Random(5);
            var codes = new HashSet<String>();
            for (var i = 0; i < PAPERS; i++) {
                var paper = drawing.draw(random);
                assertThat(paper).hasSize(SIZE);
                assertThat(spread(paper)).isEqualTo(drawing.spread());
                paper.forEach(one -> codes.add(bankCode(one)));
            }
            assertThat(pool.stream().map(one -> one.question().about().code()).filter(code -> !codes.contains(code)))
                    .as("questions of course %s that come up in none of %d papers", course, PAPERS)
                    .isEmpty();
        }
    }

    @Test
    void everyQuestionOfThePoolComesUpAndOptionsChangePlaces() {
        var random = new Random(7);
        var drawing = Drawing.of(OF_01, POOL);
        var orders = new HashSet<List<?>>();
        for (var i = 0; i < 400; i++) {
            drawing.draw(random).stream()
                    .filter(one -> one.question().about().code().equals("01-01"))
                    .forEach(one -> orders.add(((SingleChoice) one.question()).options()));
        }
        assertThat(orders).hasSizeGreaterThan(10);
    }

    @Test
    void shufflingKeepsEveryOptionAndTheKey() {
        var random = new Random(11);
        var drawing = Drawing.of(OF_01, POOL);
        for (var i = 0; i < 50; i++) {
            for (var drawn : drawing.draw(random)) {
                if (drawn.question() instanceof SingleChoice shuffled) {
                    var original = (SingleChoice) POOL.stream()
                            .map(Versioned::question)
                            .filter(question -> question.about().equals(shuffled.about()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(shuffled.options()).containsExactlyInAnyOrderElementsOf(original.options());
                    assertThat(shuffled.answer()).isEqualTo(original.answer());
                }
            }
        }
    }

    @Test
    void theQuestionsOfAScenarioStandTogetherAndAreMadeUpAnewForEachPaper() {
        var random = new Random(13);
        var drawing = Drawing.of(OF_01, POOL);
        var facts = new HashSet<String>();
        var scenarios = 0;
        for (var i = 0; i < 300; i++) {
            var paper = drawing.draw(random);
            var parts = paper.stream()
                    .map(Versioned::question)
                    .filter(ScenarioPart.class::isInstance)
                    .map(ScenarioPart.class::cast)
                    .toList();
            if (parts.size() < 2) {
                continue;
            }
            scenarios++;
            facts.add(parts.getFirst().situation().facts());
            assertThat(parts.stream().map(ScenarioPart::situation).distinct()).hasSizeLessThan(parts.size());
            var twice = paper.stream().map(DrawingTest::bankCode).toList();
            for (var part : parts) {
                var code = part.about().code().substring(0, part.about().code().lastIndexOf('.'));
                assertThat(twice.lastIndexOf(code) - twice.indexOf(code) + 1)
                        .isEqualTo(Scenarios.questions(part.situation().generator()));
            }
            assertThat(parts.stream().map(ScenarioPart::solution)).noneMatch(List::isEmpty);
        }
        assertThat(scenarios).isGreaterThan(60);
        assertThat(facts).hasSizeGreaterThan(scenarios * 9 / 10);
    }

    @Test
    void theRightOptionOfAMadeUpCaseStandsAnywhere() {
        var drawing =
                Drawing.of(new Blueprint(List.of(part(1, "scenario"))), pool(scenario("x", 1, "kin-registered", "p")));
        var keys = new HashSet<Object>();
        for (var seed = 0; seed < 100; seed++) {
            var part = (ScenarioPart) drawing.draw(new Random(seed)).getFirst().question();
            var asked = (MultipleChoice) part.asked();
            keys.add(asked.answer());
            assertThat(asked.options().stream().map(Option::key)).isSorted();
            var right = asked.answer().stream()
                    .map(key -> Option.text(asked.options(), key))
                    .toList();
            assertThat(right)
                    .containsExactlyInAnyOrder(
                            part.situation().parameters().get("near").split("\\|"));
        }
        assertThat(keys).hasSizeGreaterThan(6);
    }

    @Test
    void aGeneratorAsksAsManyQuestionsWhateverItDraws() {
        for (var code : Scenarios.codes()) {
            var scenario = (Scenario) scenario("s", 1, code, "p");
            for (var seed = 0; seed < 200; seed++) {
                assertThat(Scenarios.draw(scenario, seed)).as(code).hasSize(Scenarios.questions(code));
            }
        }
    }

    @Test
    void aRecheckDrawsAScenarioWholeAndAtMostFiveQuestions() {
        for (var seed = 0; seed < 100; seed++) {
            var paper = RecheckDrawing.draw(POOL, Set.of("dibao.gap-payment", "income.four-kinds"), new Random(seed));
            assertThat(paper).hasSizeBetween(1, RecheckDrawing.MOST);
            assertThat(paper).allMatch(one -> one.question() instanceof Asked);
            var parts = paper.stream()
                    .map(one -> one.question().about().code())
                    .filter(code -> code.startsWith("01-17"))
                    .count();
            assertThat(parts).isIn(0L, 2L);
        }
    }

    @Test
    void aPartThatThePoolCannotFillIsNamedWithWhatItNeedsAndWhatThereIs() {
        assertThat(Drawing.shortage(Blueprint.DEFAULT, POOL)).isEmpty();
        var fewer = POOL.stream()
                .filter(one -> !(one.question() instanceof TrueFalse))
                .toList();
        assertThat(Drawing.shortage(Blueprint.DEFAULT, fewer)).contains(new Shortage(4, 2, 0, false));
        assertThatThrownBy(() -> Drawing.of(Blueprint.DEFAULT, fewer))
                .isInstanceOfSatisfying(RuleViolation.class, refused -> {
                    assertThat(refused.key()).isEqualTo("quizzes.papers.short");
                    assertThat(refused.arguments()).containsExactly(4, 2, 0);
                });
        for (Predicate<Question> missing : List.<Predicate<Question>>of(
                MultipleChoice.class::isInstance,
                SingleChoice.class::isInstance,
                question -> question instanceof Numeric || question instanceof Scenario)) {
            var without =
                    POOL.stream().filter(one -> !missing.test(one.question())).toList();
            assertThat(Drawing.shortage(Blueprint.DEFAULT, without)).isPresent();
        }
    }

    @Test
    void whatEarlierPartsTakeIsMissingInALaterOne() {
        var pool = pool(single("a", 1, "p"), single("b", 1, "p"), single("c", 1, "q"));
        assertThat(Drawing.shortage(new Blueprint(List.of(about(2, "p"), about(2, "p", "q"))), pool))
                .contains(new Shortage(2, 2, 1, true));
        // What the second part alone can use is left to it, though the first could use it too.
        assertThat(Drawing.shortage(new Blueprint(List.of(about(2, "p", "q"), about(1, "q"))), pool))
                .isEmpty();
    }

    @Test
    void aScenarioOfTwoQuestionsDoesNotFillOnePlace() {
        assertThat(Scenarios.questions("gap-excluded")).isEqualTo(2);
        var pool = pool(scenario("s", 3, "gap-excluded", "p"));
        assertThat(Drawing.shortage(new Blueprint(List.of(part(1, "scenario"))), pool))
                .contains(new Shortage(1, 1, 0, false));
        assertThat(Drawing.shortage(new Blueprint(List.of(part(2, "scenario"))), pool))
                .isEmpty();
    }

    @Test
    void aScenarioThatThisProgramCannotMakeUpIsNeverDrawn() {
        var pool = new ArrayList<>(POOL);
        pool.add(new Versioned(1, scenario("old", 1, "gone", "dibao.gap-payment")));
        var drawing = Drawing.of(OF_01, pool);
        for (var seed = 0; seed < 200; seed++) {
            assertThat(drawing.draw(new Random(seed)))
                    .hasSize(SIZE)
                    .noneMatch(one -> bankCode(one).equals("old"));
            assertThat(RecheckDrawing.draw(pool, Set.of("dibao.gap-payment"), new Random(seed)))
                    .isNotEmpty();
        }
        var only = pool(scenario("old", 1, "gone", "p"));
        assertThat(Drawing.shortage(new Blueprint(List.of(part(1, "scenario"))), only))
                .contains(new Shortage(1, 1, 0, false));
    }

    @Test
    void aPointWithoutAQuestionIsSaidAndTheOthersAreAskedAlways() {
        var pool = new ArrayList<>(pool(single("rare", 3, "rare"), single("two", 2, "q", "r")));
        for (var i = 0; i < 30; i++) {
            pool.add(new Versioned(1, single("p" + i, 1 + i % 2, "p")));
        }
        var drawing = Drawing.of(new Blueprint(List.of(about(3, "p", "q", "r", "rare", "none"))), pool);
        assertThat(drawing.unasked()).containsExactly(new Drawing.Unasked(1, "none"));
        for (var seed = 0; seed < 500; seed++) {
            assertThat(drawing.draw(new Random(seed)))
                    .flatExtracting(one -> one.question().about().points())
                    .contains("p", "q", "r", "rare");
        }
    }

    @Test
    void papersOfRandomPoolsAreBalancedAndWholeAndAskWhatTheyPromise() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var filled = 0;
        for (var round = 0; round < 800; round++) {
            var pool = randomPool(random, 4 + random.nextInt(40));
            var blueprint = randomBlueprint(random, 6, 5);
            if (Drawing.shortage(blueprint, pool).isPresent()) {
                continue;
            }
            filled++;
            var drawing = Drawing.of(blueprint, pool);
            assertThat(Drawing.of(blueprint, pool).spread()).isEqualTo(drawing.spread());
            for (var i = 0; i < 20; i++) {
                var paper = drawing.draw(random);
                var as = "seed " + seed + ", round " + round;
                assertThat(spread(paper)).as(as).isEqualTo(drawing.spread());
                requireWhole(as, paper, blueprint, drawing);
            }
        }
        assertThat(filled).as("seed %d", seed).isGreaterThan(150);
    }

    /** Part by part the right number of fitting questions, none twice, scenarios whole, promised points asked. */
    private static void requireWhole(String as, List<Versioned> paper, Blueprint blueprint, Drawing drawing) {
        assertThat(paper).as(as).hasSize(blueprint.size());
        var seen = new HashMap<String, Integer>();
        var from = 0;
        for (var number = 1; number <= blueprint.parts().size(); number++) {
            var part = blueprint.parts().get(number - 1);
            var asked = paper.subList(from, from + part.count());
            from += part.count();
            var points = new TreeSet<String>();
            for (var one : asked) {
                points.addAll(one.question().about().points());
                assertThat(fits(part, one)).as(as + ", part " + number).isTrue();
                seen.merge(bankCode(one), 1, Integer::sum);
            }
            var due = new TreeSet<>(part.points());
            for (var without : drawing.unasked()) {
                if (without.part() == number) {
                    due.remove(without.point());
                }
            }
            assertThat(points).as(as + ", part " + number).containsAll(due);
        }
        for (var one : paper) {
            var times = one.question() instanceof ScenarioPart drawn
                    ? Scenarios.questions(drawn.situation().generator())
                    : 1;
            assertThat(seen.get(bankCode(one))).as(as + ", " + bankCode(one)).isEqualTo(times);
        }
    }

    private static boolean fits(Part part, Versioned one) {
        var about = one.question().about();
        var kind = one.question() instanceof ScenarioPart ? "scenario" : kind(one.question());
        return (part.points().isEmpty() || about.points().stream().anyMatch(part.points()::contains))
                && (part.difficulties().isEmpty() || part.difficulties().contains(about.difficulty()))
                && (part.kinds().isEmpty() || part.kinds().contains(kind))
                && (part.skills().isEmpty() || part.skills().stream().anyMatch(skill -> skill == about.skill()));
    }

    private static String kind(Question question) {
        return switch (question) {
            case SingleChoice _ -> "single";
            case TrueFalse _ -> "truefalse";
            case Scenario _ -> "scenario";
            default -> throw new IllegalStateException("expected what random pools have, but got " + question);
        };
    }

    @Test
    void aSmallPoolIsRefusedExactlyWhenTryingEverythingFindsNoPaper() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var refused = 0;
        var missed = 0;
        var rounds = 2_000;
        for (var round = 0; round < rounds; round++) {
            var pool = randomPool(random, 2 + random.nextInt(6));
            var blueprint = randomBlueprint(random, 3, 2);
            var as = "seed " + seed + ", round " + round;
            var everything = new Everything(pool, blueprint);
            var shortage = Drawing.shortage(blueprint, pool);
            assertThat(shortage.isEmpty()).as(as).isEqualTo(everything.fills);
            if (shortage.isPresent()) {
                refused++;
                var part = blueprint.parts().get(shortage.get().part() - 1);
                assertThat(shortage.get().needed()).as(as).isEqualTo(part.count());
                var less = new ArrayList<>(blueprint
                        .parts()
                        .subList(0, shortage.get().shared() ? shortage.get().part() - 1 : 0));
                less.add(new Part(
                        part.points(),
                        part.difficulties(),
                        part.kinds(),
                        part.skills(),
                        shortage.get().there()));
                assertThat(new Everything(pool, new Blueprint(less)).fills)
                        .as(as)
                        .isTrue();
            } else if (everything.most
                    > pointsOf(blueprint)
                            - Drawing.of(blueprint, pool).unasked().size()) {
                missed++;
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(300, rounds - 300);
        assertThat(missed)
                .as("papers that could ask about more points than are promised, seed %d", seed)
                .isLessThanOrEqualTo(rounds / 500);
    }

    private static int pointsOf(Blueprint blueprint) {
        return blueprint.parts().stream().mapToInt(part -> part.points().size()).sum();
    }

    /** Every way to give each question to a part or to none. */
    private static final class Everything {
        private final List<Versioned> pool;
        private final Blueprint blueprint;
        private final int[] left;
        private final List<Set<String>> asked = new ArrayList<>();
        boolean fills;
        int most = -1;

        Everything(List<Versioned> pool, Blueprint blueprint) {
            this.pool = pool;
            this.blueprint = blueprint;
            left = blueprint.parts().stream().mapToInt(Part::count).toArray();
            blueprint.parts().forEach(part -> asked.add(new HashSet<>()));
            from(0);
        }

        private void from(int index) {
            if (index == pool.size()) {
                if (java.util.Arrays.stream(left).allMatch(count -> count == 0)) {
                    fills = true;
                    most = Math.max(most, asked.stream().mapToInt(Set::size).sum());
                }
                return;
            }
            from(index + 1);
            var one = pool.get(index);
            var weight = one.question() instanceof Scenario scenario ? Scenarios.questions(scenario.generator()) : 1;
            for (var part = 0; part < left.length; part++) {
                var of = blueprint.parts().get(part);
                if (left[part] >= weight && fits(of, one)) {
                    var before = Set.copyOf(asked.get(part));
                    left[part] -= weight;
                    one.question().about().points().stream()
                            .filter(of.points()::contains)
                            .forEach(asked.get(part)::add);
                    from(index + 1);
                    left[part] += weight;
                    asked.set(part, new HashSet<>(before));
                }
            }
        }
    }

    private static List<Versioned> randomPool(Random random, int size) {
        var pool = new ArrayList<Versioned>();
        for (var i = 0; i < size; i++) {
            var points = new TreeSet<String>();
            points.add("p" + random.nextInt(6));
            if (random.nextInt(3) == 0) {
                points.add("p" + random.nextInt(6));
            }
            var about = new About(
                    "q" + i,
                    "问",
                    "因为",
                    List.copyOf(points),
                    List.of("L26 1"),
                    "L26",
                    1 + random.nextInt(3),
                    skill(random));
            pool.add(new Versioned(
                    1,
                    switch (random.nextInt(6)) {
                        case 0 -> new TrueFalse(about, true);
                        case 1 -> new Scenario(about, random.nextBoolean() ? "gap-excluded" : "members");
                        default -> new SingleChoice(about, Option.lettered(List.of("甲", "乙", "丙")), "B");
                    }));
        }
        return pool;
    }

    private static @Nullable Skill skill(Random random) {
        return random.nextInt(4) == 0 ? null : Skill.values()[random.nextInt(3)];
    }

    private static Blueprint randomBlueprint(Random random, int mostParts, int mostCount) {
        var parts = new ArrayList<Part>();
        var count = 1 + random.nextInt(mostParts);
        for (var i = 0; i < count; i++) {
            var points = new HashSet<String>();
            var difficulties = new HashSet<Integer>();
            var kinds = new HashSet<String>();
            if (random.nextInt(2) == 0) {
                for (var n = 1 + random.nextInt(3); n > 0; n--) {
                    points.add("p" + random.nextInt(6));
                }
            }
            if (random.nextInt(3) == 0) {
                for (var n = 1 + random.nextInt(2); n > 0; n--) {
                    difficulties.add(1 + random.nextInt(3));
                }
            }
            if (random.nextInt(3) == 0) {
                kinds.add(List.of("single", "truefalse", "scenario").get(random.nextInt(3)));
                kinds.add("single");
            }
            var skills = random.nextInt(4) == 0 ? Set.of(Skill.JUDGE, Skill.CALCULATE) : Set.<Skill>of();
            parts.add(new Part(points, difficulties, kinds, skills, 1 + random.nextInt(mostCount)));
        }
        return new Blueprint(parts);
    }

    @Test
    void aPartAsksForItsSkillsOnlyAndAQuestionWithoutOneForNone() {
        var pool = new ArrayList<Versioned>();
        for (var i = 0; i < 4; i++) {
            pool.add(new Versioned(1, asking("j" + i, Skill.JUDGE)));
            pool.add(new Versioned(1, asking("c" + i, Skill.CALCULATE)));
            pool.add(new Versioned(1, asking("n" + i, null)));
        }
        var both = new Blueprint(List.of(
                new Part(Set.of(), Set.of(), Set.of(), Set.of(Skill.CALCULATE), 3),
                new Part(Set.of(), Set.of(), Set.of(), Set.of(Skill.JUDGE, Skill.CALCULATE), 5),
                part(4)));
        var drawing = Drawing.of(both, pool);
        var without = new HashSet<String>();
        for (var seed = 0; seed < 200; seed++) {
            var paper = drawing.draw(new Random(seed));
            assertThat(paper.subList(0, 3))
                    .allMatch(one -> one.question().about().skill() == Skill.CALCULATE);
            assertThat(paper.subList(3, 8))
                    .noneMatch(one -> one.question().about().skill() == null);
            paper.subList(8, 12).forEach(one -> without.add(bankCode(one)));
        }
        assertThat(without).contains("n0", "n1", "n2", "n3");
        var deadlines = new Blueprint(List.of(new Part(Set.of(), Set.of(), Set.of(), Set.of(Skill.DEADLINE), 2)));
        assertThat(Drawing.shortage(deadlines, pool)).contains(new Shortage(1, 2, 0, false));
    }

    private static Question asking(String code, @Nullable Skill skill) {
        return new TrueFalse(new About(code, "问" + code, "因为", List.of("p"), List.of("L26 1"), "L26", 1, skill), true);
    }

    @Test
    void aBlueprintWrittenBeforePartsCouldAskForSkillsIsReadAsAskingForAny() {
        var old = "{\"parts\":[{\"count\":2,\"difficulties\":[1],\"kinds\":[\"single\"],\"points\":[]}]}";
        assertThat(QuestionJson.MAPPER.readValue(old, Blueprint.class))
                .isEqualTo(new Blueprint(List.of(new Part(Set.of(), Set.of(1), Set.of("single"), Set.of(), 2))));
        var asking = new Blueprint(List.of(new Part(Set.of(), Set.of(), Set.of(), Set.of(Skill.EXPLAIN), 1)));
        assertThat(QuestionJson.MAPPER.readValue(QuestionJson.MAPPER.writeValueAsString(asking), Blueprint.class))
                .isEqualTo(asking);
    }

    @Test
    void aBlueprintOutsideItsLimitsIsRefusedInASentence() {
        assertThat(new Blueprint(List.of()).broken()).isPresent();
        assertThat(new Blueprint(List.of(part(0))).broken()).isPresent();
        assertThat(new Blueprint(List.of(part(-1))).broken()).isPresent();
        assertThat(new Blueprint(List.of(part(Integer.MAX_VALUE))).broken()).isPresent();
        assertThat(new Blueprint(List.of(part(60), part(60))).broken()).isPresent();
        assertThat(new Blueprint(List.of(part(1, "essay"))).broken()).isPresent();
        assertThat(new Blueprint(List.of(new Part(Set.of(), Set.of(4), Set.of(), Set.of(), 1))).broken())
                .isPresent();
        assertThat(new Blueprint(java.util.Collections.nCopies(21, part(1))).broken())
                .isPresent();
        assertThat(new Blueprint(java.util.Collections.nCopies(20, part(5))).broken())
                .isEmpty();
        assertThat(Blueprint.DEFAULT.broken()).isEmpty();
    }

    @Test
    void aShippedBlueprintWithAFaultIsRefusedWithASentenceForEach() {
        assertThatThrownBy(() -> ShippedRules.parse(
                        "x.yaml",
                        "course: \"01\"\nminutes: 15\npassMark: 80\ntries: many\nblueprint:\n"
                                + "  - {kinds: single, count: 2}\n  - 5\n  - {kind: [single], count: 1}\n"
                                + "  - {skills: [判断], count: 1}\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "x.yaml: expected a whole number in field tries, but got many.",
                        "x.yaml: expected a list in field kinds of a part, but got single.",
                        "x.yaml: expected fields for each part of the blueprint, but got 5.",
                        "x.yaml: expected points, difficulties, kinds, skills and count in a part of the blueprint, but got kind.",
                        "in small letters, but got 判断.");
        for (var text : List.of("", "[]", "a: [", "course: 5", "!!java.net.URL [http://x]")) {
            assertThatThrownBy(() -> ShippedRules.parse("x.yaml", text))
                    .as(text)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("x.yaml: expected");
        }
    }
}
