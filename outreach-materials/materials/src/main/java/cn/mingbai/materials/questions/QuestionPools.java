package cn.mingbai.materials.questions;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.informed.ThreeQuestions;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks what the leaflet in force answers: an officer who changes a sentence takes the question about it out by that. */
@Component
@Internal
class QuestionPools implements PolicyQuestions {

    private final List<ShippedQuestions> shipped = ShippedQuestions.all();
    private final PolicyTexts texts;
    private final PolicyDirectory policies;

    QuestionPools(PolicyTexts texts, PolicyDirectory policies) {
        this.texts = texts;
        this.policies = policies;
    }

    @Override
    public Optional<Pool> on(LocalDate day) {
        return texts.inForce(TextCode.LEAFLET, day)
                .map(approved -> approved.text())
                .filter(text -> text.ruleLayer().equals(versionOn(day)))
                .flatMap(text -> pool(text.ruleLayer()).map(pool -> new Pool(pool.version(), pool.askedOf(text))))
                .filter(pool -> pool.questions().size() >= ThreeQuestions.THREE);
    }

    private String versionOn(LocalDate day) {
        try {
            return policies.versionInForce(day);
        } catch (RuleViolation none) {
            return "";
        }
    }

    @Override
    public OptionalInt right(String version, Map<String, String> answers) {
        return pool(version)
                .map(pool -> OptionalInt.of((int) answers.entrySet().stream()
                        .filter(answer -> pool.question(answer.getKey())
                                .filter(question -> question.right().equals(answer.getValue()))
                                .isPresent())
                        .count()))
                .orElse(OptionalInt.empty());
    }

    @Override
    public Map<String, String> key(String version) {
        return pool(version)
                .map(pool -> pool.questions().stream()
                        .collect(Collectors.toMap(ShippedQuestions.Question::code, ShippedQuestions.Question::right)))
                .orElseGet(Map::of);
    }

    private Optional<ShippedQuestions> pool(String version) {
        return shipped.stream().filter(pool -> pool.version().equals(version)).findFirst();
    }
}
