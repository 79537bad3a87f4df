package cn.mingbai.materials.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.mingbai.core.policy.PolicyDirectory.Citation;
import cn.mingbai.materials.questions.ShippedQuestions.Question;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.materials.texts.ShippedTexts;
import cn.mingbai.print.Section;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is asked at the door and on the public page, held against the leaflet and the policy on record. */
class ShippedQuestionsTest {

    private static final ShippedQuestions POOL = ShippedQuestions.all().getFirst();
    private static final PolicyText LEAFLET = ShippedTexts.leaflet();

    /** Words of offices that a farmer does not use. */
    private static final Pattern OFFICIALESE = Pattern.compile("家庭经济状况|核对授权|行政相对人|保障对象|申请人|应当|[A-Za-z]");

    static Stream<Question> questions() {
        return POOL.questions().stream();
    }

    @Test
    void belongToTheVersionOfTheLeafletAndAreMoreThanNeighboursCanPassOn() {
        assertThat(POOL.version()).isEqualTo(LEAFLET.ruleLayer());
        assertThat(POOL.questions()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(POOL.questions()).extracting(Question::code).doesNotHaveDuplicates();
        assertThat(POOL.questions()).extracting(Question::stem).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void theLeafletAnswersEachInAParagraphThatNeedsNoLocalValue(Question question) {
        assertThat(question.askedOf(ShippedQuestions.shown(LEAFLET))).hasValueSatisfying(asked -> {
            assertThat(asked.heading()).isEqualTo(question.section());
            assertThat(asked.paragraph()).contains(question.says()).doesNotContain("{", "**");
        });
    }

    @ParameterizedTest
    @MethodSource("questions")
    void hasThreeDifferentShortChoicesInPlainWords(Question question) {
        assertThat(question.choices()).hasSize(3).containsOnlyKeys("a", "b", "c");
        assertThat(new HashSet<>(question.choices().values())).hasSize(3);
        assertThat(question.stem().length()).isLessThanOrEqualTo(26);
        assertThat(question.stem()).endsWith("？").doesNotContainPattern(OFFICIALESE);
        assertThat(question.choices().values())
                .allSatisfy(choice ->
                        assertThat(choice).hasSizeLessThanOrEqualTo(16).doesNotContainPattern(OFFICIALESE));
        assertThat(question.code()).matches("[a-z-]{3,30}");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void namesItsSourceWhichThePolicyPointAndTheLeafletCiteToo(Question question) throws Exception {
        assertThat(question.cites()).isNotEmpty();
        assertThat(pointCitations(question.point())).containsAll(question.cites());
    }

    @Test
    void theRightOneIsNeitherAlwaysInOnePlaceNorAlwaysTheLongest() {
        var places = questions().collect(Collectors.groupingBy(Question::right, Collectors.counting()));
        assertThat(places.values()).allMatch(count -> count >= 4);
        var longest = questions()
                .filter(question -> question.choices().values().stream()
                        .allMatch(choice -> choice.length() <= right(question).length()))
                .count();
        assertThat(longest).isLessThan(POOL.questions().size());
    }

    private static String right(Question question) {
        return java.util.Objects.requireNonNull(question.choices().get(question.right()));
    }

    @Test
    void anOfficersChangeOfASentenceTakesItsQuestionOutAndNoOther() {
        for (var question : POOL.questions()) {
            var changed = ShippedQuestions.shown(changed(LEAFLET, question.says()));
            assertThat(question.askedOf(changed)).as(question.code()).isEmpty();
            var others = questions()
                    .filter(other -> !other.says().contains(question.says())
                            && !question.says().contains(other.says()))
                    .filter(other -> other.askedOf(changed).isEmpty());
            assertThat(others).as(question.code()).isEmpty();
        }
    }

    private static PolicyText changed(PolicyText text, String says) {
        return new PolicyText(
                text.title(),
                text.label(),
                text.ruleLayer(),
                text.front().stream().map(part -> changed(part, says)).toList(),
                text.back().stream().map(part -> changed(part, says)).toList(),
                changed(text.phones(), says),
                text.imprint(),
                text.spoken());
    }

    private static Section changed(Section part, String says) {
        return new Section(
                part.heading(),
                part.paragraphs().stream()
                        .map(paragraph -> paragraph.replace("**", "").replace(says, "改过的话"))
                        .toList());
    }

    @Test
    void anIncompleteFileIsRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShippedQuestions.parse("version: L26"))
                .withMessageContaining("questions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShippedQuestions.parse("""
                        version: L26
                        questions:
                          - {code: x, stem: 问？, choices: {a: 是}, right: b, section: 节, says: 话, point: p, cites: [L26 1]}
                        """))
                .withMessageContaining("right choice of x");
    }

    private static List<Citation> pointCitations(String point) throws Exception {
        var yaml = new ClassPathResource("core/content/policy/points.yaml").getContentAsString(StandardCharsets.UTF_8);
        List<Map<String, Object>> points = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        var cites = new HashMap<String, List<Citation>>();
        for (var each : points) {
            if (((Map<?, ?>) each.get("versions")).get(POOL.version()) instanceof Map<?, ?> says
                    && says.get("cites") instanceof List<?> list) {
                cites.put(
                        String.valueOf(each.get("code")),
                        list.stream().map(String::valueOf).map(Citation::parse).toList());
            }
        }
        assertThat(cites).containsKey(point);
        return cites.get(point);
    }
}
