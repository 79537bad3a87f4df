package cn.mingbai.quizzes.questions;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.testing.Originals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.yaml.snakeyaml.Yaml;

/** What the shipped questions have to have, for whoever writes one. */
class ShippedQuestionsTest {

    private static final Pattern CASE = Pattern.compile("题设|^[老小][\\p{IsHan}]{1,2}|[老小][\\p{IsHan}]"
            + "(?=[问把交接看来想去怕从拟听收说受申走家住])|[\\p{IsHan}](?:大婶|大爷|大娘|伯|姐)|[一某]户|一位|[一某]镇|某村"
            + "|20\\d\\d年\\d{1,2}月\\d{1,2}日|有人|说[：“]|问[：“]");

    static List<ShippedQuiz> quizzes() {
        return ShippedQuiz.all();
    }

    /** The policy points that lessons teach, by the lesson's code. */
    private static Map<String, Set<String>> taught() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath*:courses/content/*/*.*.md"))
                .map(lesson -> head(text(lesson)))
                .collect(Collectors.toMap(
                        head -> String.valueOf(head.get("code")), head -> strings(head.get("points"))));
    }

    private static Set<String> catalogue() throws IOException {
        var file = new PathMatchingResourcePatternResolver().getResource("classpath:core/content/policy/points.yaml");
        List<Map<String, Object>> points = new Yaml().load(text(file));
        return points.stream().map(point -> String.valueOf(point.get("code"))).collect(Collectors.toSet());
    }

    private static Map<String, Object> head(String lesson) {
        return new Yaml().load(lesson.split("(?m)^---$", 3)[1]);
    }

    private static Set<String> strings(Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String::valueOf).collect(Collectors.toSet());
    }

    private static String text(org.springframework.core.io.Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Set<String> asked(List<ShippedQuiz> quizzes) {
        return quizzes.stream()
                .flatMap(quiz -> quiz.questions().stream())
                .flatMap(question -> question.about().points().stream())
                .collect(Collectors.toSet());
    }

    @Test
    void everyPolicyPointIsTaughtAndAskedAbout() throws IOException {
        var taught = taught().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(new TreeSet<>(taught)).as("taught").isEqualTo(new TreeSet<>(catalogue()));
        assertThat(new TreeSet<>(asked(quizzes()))).as("asked about").isEqualTo(new TreeSet<>(catalogue()));
    }

    @Test
    void twelveCoursesHaveTwentyQuestionsEachAndAllKinds() {
        assertThat(quizzes()).hasSize(12).allMatch(quiz -> quiz.questions().size() >= 20);
        assertThat(quizzes().stream().flatMap(quiz -> quiz.questions().stream()).map(QuestionJson::kind))
                .contains(
                        "single",
                        "multiple",
                        "truefalse",
                        "numeric",
                        "day",
                        "text",
                        "ordering",
                        "matching",
                        "scenario");
    }

    @ParameterizedTest
    @MethodSource("quizzes")
    void asksForASkillInEveryQuestionAndForThreeOrMoreInAll(ShippedQuiz quiz) {
        assertThat(quiz.questions()).allMatch(question -> question.about().skill() != null);
        assertThat(quiz.questions().stream()
                        .map(question -> question.about().skill())
                        .distinct())
                .as(quiz.course())
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(quiz.questions())
                .filteredOn(question -> question.about().skill() == Skill.RECALL)
                .as("questions of course %s that only ask what the rule says", quiz.course())
                .hasSizeLessThanOrEqualTo(quiz.questions().size() / 3);
    }

    @Test
    void everySkillIsAskedForInSeveralCourses() {
        for (var skill : Skill.values()) {
            assertThat(quizzes())
                    .filteredOn(quiz -> quiz.questions().stream()
                            .anyMatch(question -> question.about().skill() == skill))
                    .as(skill.code())
                    .hasSizeGreaterThanOrEqualTo(6);
        }
    }

    /** Told by what a case has and a definition has not: made-up people, a household, amounts and days that are given. */
    @ParameterizedTest
    @MethodSource("quizzes")
    void asksAboutSituationsInAThirdOfItsQuestionsAtLeast(ShippedQuiz quiz) {
        assertThat(quiz.questions())
                .filteredOn(question -> question instanceof Scenario
                        || CASE.matcher(question.about().stem()).find())
                .as(quiz.course())
                .hasSizeGreaterThanOrEqualTo((quiz.questions().size() + 2) / 3);
    }

    @ParameterizedTest
    @MethodSource("quizzes")
    void isWrittenInWordsOfItsOwn(ShippedQuiz quiz) {
        for (var question : quiz.questions()) {
            var about = question.about();
            assertThat(Originals.copied(about.stem())).as(about.code()).isEmpty();
            assertThat(Originals.copied(about.explanation())).as(about.code()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("quizzes")
    void choicesAreFourThatDifferAndTheRightOneIsNotAlwaysTheSameLetter(ShippedQuiz quiz) {
        var letters = new TreeSet<String>();
        for (var question : quiz.questions()) {
            if (question instanceof SingleChoice single) {
                letters.add(single.answer());
                assertThat(single.options().stream().map(Option::text))
                        .as(single.about().code())
                        .doesNotHaveDuplicates()
                        .hasSizeGreaterThanOrEqualTo(3);
            }
        }
        assertThat(letters).as(quiz.course()).hasSizeGreaterThanOrEqualTo(3);
    }
}
