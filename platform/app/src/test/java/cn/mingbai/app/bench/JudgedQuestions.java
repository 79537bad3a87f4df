package cn.mingbai.app.bench;

import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The questions of {@code bench/search-questions.yaml} with what answers them, as the head of that file says. */
final class JudgedQuestions {

    /** How far down an answer counts. */
    static final int DEPTH = 10;

    private static final String LESSONS = "lessons";
    private static final String ARTICLES = "articles";

    /** How well some questions were answered: mean reciprocal rank and mean recall, both among the first ten. */
    record Quality(int questions, double mrr, double recall) {}

    private record Judged(
            String typed,
            List<String> points,
            List<String> lessons,
            List<String> says,
            List<String> terms,
            List<String> settings,
            List<String> articles,
            String layer,
            boolean isHeld) {

        Set<String> needed() {
            var needed = new LinkedHashSet<>(points);
            terms.forEach(term -> needed.add("term:" + term));
            settings.forEach(setting -> needed.add("setting:" + setting));
            if (!articles.isEmpty()) {
                needed.add(ARTICLES);
            }
            if (points.isEmpty() && !lessons.isEmpty()) {
                needed.add(LESSONS);
            }
            return needed;
        }
    }

    private final List<Judged> questions;
    private final Map<String, List<String>> carved;
    /** The rule layers in which each point is stated. */
    private final Map<String, Set<String>> layers = new HashMap<>();

    JudgedQuestions(List<SearchPassage> all) {
        List<Map<String, Object>> rows = load("bench/search-questions.yaml");
        questions = rows.stream().map(JudgedQuestions::judged).toList();
        carved = load("bench/search-carved.yaml");
        all.stream()
                .filter(passage -> passage.kind() == Kind.POINT)
                .forEach(passage -> layers.computeIfAbsent(passage.points().getFirst(), key -> new HashSet<>())
                        .add(passage.ruleLayer()));
    }

    private static <T> T load(String file) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(new ClassPathResource(file).getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Judged judged(Map<String, Object> row) {
        return new Judged(
                String.valueOf(row.get("q")),
                strings(row, "points"),
                strings(row, LESSONS),
                strings(row, "says"),
                strings(row, "terms"),
                strings(row, "settings"),
                strings(row, ARTICLES),
                String.valueOf(row.getOrDefault("layer", "L26")),
                Boolean.TRUE.equals(row.get("held")));
    }

    private static List<String> strings(Map<String, Object> row, String key) {
        return row.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** What is typed, of those not held back. */
    List<String> typed() {
        return questions.stream()
                .filter(question -> !question.isHeld())
                .map(Judged::typed)
                .toList();
    }

    int count() {
        return questions.size();
    }

    /** How one question was answered: one over the rank of the first answer, and the share of what was needed. */
    record Outcome(String typed, double reciprocal, double recall, Set<String> missing) {}

    /** Asks all questions of one kind. */
    Quality quality(boolean held, Function<String, List<SearchPassage>> search) {
        var outcomes = outcomes(held, search);
        return new Quality(
                outcomes.size(),
                outcomes.stream().mapToDouble(Outcome::reciprocal).average().orElse(0),
                outcomes.stream().mapToDouble(Outcome::recall).average().orElse(0));
    }

    /** Asks all questions that are not held back, in the order of the file. */
    List<Outcome> open(Function<String, List<SearchPassage>> search) {
        return outcomes(false, search);
    }

    private List<Outcome> outcomes(boolean held, Function<String, List<SearchPassage>> search) {
        var outcomes = new ArrayList<Outcome>();
        for (var question : questions) {
            if (question.isHeld() != held) {
                continue;
            }
            var found = new HashSet<String>();
            var rank = 0;
            var passages = search.apply(question.typed());
            for (var i = 0; i < Math.min(DEPTH, passages.size()); i++) {
                var answers = answers(question, passages.get(i));
                rank = rank == 0 && !answers.isEmpty() ? i + 1 : rank;
                found.addAll(answers);
            }
            var needed = question.needed();
            var missing = new LinkedHashSet<>(needed);
            missing.removeAll(found);
            outcomes.add(new Outcome(
                    question.typed(),
                    rank == 0 ? 0 : 1.0 / rank,
                    1 - missing.size() / (double) needed.size(),
                    missing));
        }
        return outcomes;
    }

    /** What of a question a passage answers; parts of leaflets are not counted, which makes it no easier. */
    private Set<String> answers(Judged question, SearchPassage passage) {
        var answers = new HashSet<String>();
        var text = passage.title() + "\n" + passage.text();
        var isSaid = !question.says().isEmpty()
                && question.says().stream()
                        .allMatch(group -> Arrays.stream(group.split("\\|")).anyMatch(text::contains));
        switch (passage.kind()) {
            case POINT -> {
                var point = passage.points().getFirst();
                if (isOfLayer(question, point, passage)) {
                    question.points().stream()
                            .filter(wanted -> wanted.equals(point) || isSaid && isCarved(wanted, point))
                            .forEach(answers::add);
                }
            }
            case LESSON -> {
                if (isSaid) {
                    question.points().stream()
                            .filter(wanted -> passage.points().stream()
                                    .anyMatch(point -> wanted.equals(point) || isCarved(wanted, point)))
                            .forEach(answers::add);
                    if (question.lessons().contains(passage.id().split("/")[1])) {
                        answers.add(LESSONS);
                    }
                }
            }
            case TERM, SETTING -> {
                if (question.needed().contains(passage.id())) {
                    answers.add(passage.id());
                }
            }
            default -> {}
        }
        if (passage.articles().stream().anyMatch(question.articles()::contains)) {
            answers.add(ARTICLES);
        }
        return answers;
    }

    private boolean isCarved(String wanted, String point) {
        return carved.getOrDefault(wanted, List.of()).contains(point);
    }

    private boolean isOfLayer(Judged question, String point, SearchPassage passage) {
        return question.layer().equals("any")
                || question.layer().equals(passage.ruleLayer())
                || !layers.getOrDefault(point, Set.of()).contains(question.layer());
    }
}
