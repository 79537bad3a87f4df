package cn.mingbai.core.divisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivisionMatchingTest {

    private static final String[] STEMS = {"先锋", "潭南", "潭西", "永新", "友好", "黎明", "大顶山", "小合台", "虹桥"};
    private static final String[] KINDS = {"村", "村委会", "社区", "社区居委会", "居民委员会"};

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    private static Division old(long id, String code, String name) {
        return new Division(
                new DivisionId(id),
                new DivisionCode(code),
                name,
                new DivisionId(1),
                new DivisionCode(code).level(),
                LocalDate.of(2018, 1, 1),
                Times.NO_END);
    }

    private static DivisionListRow row(String code, String name) {
        return new DivisionListRow(
                new DivisionCode(code),
                name,
                new DivisionCode(code.substring(0, 6) + "000000"),
                new DivisionCode(code).level());
    }

    private record Lists(List<Division> old, List<DivisionListRow> rows) {}

    /** Two lists of two counties, with villages renamed, recoded, ended, new, and names there several times. */
    private static Lists random(Random random) {
        var old = new ArrayList<Division>();
        var rows = new ArrayList<DivisionListRow>();
        var id = 100L;
        for (var county : List.of("220172", "220102")) {
            old.add(old(id++, county + "000000", "区" + county));
            if (county.equals("220172") || random.nextBoolean()) {
                rows.add(row(county + "000000", "区" + county));
            }
            for (var town = 1; town <= 3; town++) {
                var prefix = county + "00" + town;
                old.add(old(id++, prefix + "000", "镇" + town + "镇"));
                rows.add(row(prefix + "000", "镇" + town + (random.nextInt(4) == 0 ? "街道" : "镇")));
                for (var village = 0; village < 5; village++) {
                    var code = prefix + (200 + village);
                    if (random.nextInt(5) > 0) {
                        old.add(old(id++, code, name(random)));
                    }
                    if (random.nextInt(5) > 0) {
                        rows.add(row(code, name(random)));
                    }
                }
            }
        }
        return new Lists(old, rows);
    }

    private static String name(Random random) {
        return STEMS[random.nextInt(STEMS.length)] + KINDS[random.nextInt(KINDS.length)];
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyRowHasOneIdentityAndTheTotalsReconcile(int seed) {
        var lists = random(new Random(seed));
        var matching = new DivisionMatching(lists.old(), lists.rows(), Answers.NONE);
        var plan = matching.plan();
        var matches = matching.matches();

        assertThat(new HashSet<>(matches.values().stream().map(Division::id).toList()))
                .as("seed %d: no identity continues twice", seed)
                .hasSize(matches.size());
        assertThat(plan.added().size()
                        + plan.recoded().size()
                        + plan.renamed().size()
                        + plan.unchanged()
                        + plan.questions().size())
                .as("seed %d: every row is exactly one of these", seed)
                .isEqualTo(lists.rows().size());
        assertThat(plan.recoded().size() + plan.renamed().size() + plan.unchanged())
                .as("seed %d: those that stay themselves", seed)
                .isEqualTo(matches.size());

        var counties = lists.rows().stream()
                .map(row -> row.code().value().substring(0, 6))
                .toList();
        var candidates = new HashSet<DivisionId>();
        plan.questions()
                .forEach(question -> question.candidates().forEach(candidate -> candidates.add(candidate.id())));
        var continued =
                new HashSet<>(matches.values().stream().map(Division::id).toList());
        for (var division : lists.old()) {
            var covered = counties.contains(division.code().value().substring(0, 6));
            var fates = (continued.contains(division.id()) ? 1 : 0)
                    + (plan.ended().contains(division) ? 1 : 0)
                    + (candidates.contains(division.id()) ? 1 : 0)
                    + (covered ? 0 : 1);
            assertThat(fates)
                    .as("seed %d: %s continues, ends, is asked about or is not covered", seed, division.name())
                    .isEqualTo(1);
        }
        matches.forEach((code, before) -> assertThat(before.level())
                .as("seed %d: %s keeps its level", seed, before.name())
                .isEqualTo(code.level()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answeringEveryQuestionLeavesNone(int seed) {
        var random = new Random(seed);
        var lists = random(random);
        var answers = new HashMap<DivisionCode, @Nullable DivisionId>();
        var taken = new HashSet<DivisionId>();
        for (var question : new DivisionMatching(lists.old(), lists.rows(), Answers.NONE)
                .plan()
                .questions()) {
            var free = question.candidates().stream()
                    .map(Division::id)
                    .filter(id -> !taken.contains(id))
                    .toList();
            var answer = free.isEmpty() || random.nextBoolean() ? null : free.getFirst();
            if (answer != null) {
                taken.add(answer);
            }
            answers.put(question.row().code(), answer);
        }
        var matching = new DivisionMatching(lists.old(), lists.rows(), new Answers(answers));
        assertThat(matching.plan().questions()).as("seed %d", seed).isEmpty();
        answers.forEach((code, answer) -> {
            var match = matching.matches().get(code);
            assertThat(match == null ? null : match.id())
                    .as("seed %d %s", seed, code)
                    .isEqualTo(answer);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfTheOldListChangesNothing(int seed) {
        var lists = random(new Random(seed));
        var shuffled = new ArrayList<>(lists.old());
        java.util.Collections.shuffle(shuffled, new Random(seed));
        var one = new DivisionMatching(lists.old(), lists.rows(), Answers.NONE);
        var other = new DivisionMatching(shuffled, lists.rows(), Answers.NONE);
        assertThat(other.plan().questions())
                .as("seed %d", seed)
                .isEqualTo(one.plan().questions());
        assertThat(other.matches()).as("seed %d", seed).isEqualTo(one.matches());
    }

    @Test
    void theSameListAgainChangesNothing() {
        var old =
                List.of(old(100, "220172000000", "区"), old(101, "220172001000", "甲镇"), old(102, "220172001200", "友好村"));
        var rows = old.stream()
                .map(division -> row(division.code().value(), division.name()))
                .toList();
        var plan = new DivisionMatching(old, rows, Answers.NONE).plan();
        assertThat(plan.unchanged()).isEqualTo(3);
        assertThat(plan.ended()).isEmpty();
    }

    @Test
    void anAnswerOutsideTheCandidatesIsRefused() {
        var old = List.of(old(100, "220172001200", "虹桥社区"), old(101, "220172001201", "友好村"));
        var rows = List.of(row("220172002200", "虹桥村"), row("220172002201", "虹桥新村"));
        assertThatThrownBy(() -> new DivisionMatching(
                                old, rows, new Answers(answers("220172002200", new DivisionId(101))))
                        .plan())
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void twoRowsDoNotContinueOneUnit() {
        var old = List.of(old(100, "220172001200", "虹桥社区"));
        var rows = List.of(row("220172002200", "虹桥村"), row("220172002201", "虹桥村村委会"));
        var answers = answers("220172002200", new DivisionId(100));
        answers.put(new DivisionCode("220172002201"), new DivisionId(100));
        assertThatThrownBy(() -> new DivisionMatching(old, rows, new Answers(answers)).plan())
                .isInstanceOf(RuleViolation.class);
    }

    private static HashMap<DivisionCode, @Nullable DivisionId> answers(String code, DivisionId id) {
        var answers = new HashMap<DivisionCode, @Nullable DivisionId>();
        answers.put(new DivisionCode(code), id);
        return answers;
    }
}
