package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.informed.ThreeQuestions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What an inspector asks: three questions of the policy in force, others at the next door. */
@Component
@Internal
class AskedQuestions {

    private final ObjectProvider<PolicyQuestions> questions;

    AskedQuestions(ObjectProvider<PolicyQuestions> questions) {
        this.questions = questions;
    }

    /**
     * A question.
     *
     * @param number its number in the list of all, from 1
     * @param answer the right choice in words
     */
    record Asked(int number, String stem, String answer) {}

    /** All questions that may be asked on a day; none where the text in force has too few. */
    List<Asked> all(LocalDate day) {
        var bean = questions.getIfAvailable(() -> PolicyQuestions.NONE);
        return bean.on(day)
                .map(pool -> IntStream.range(0, pool.questions().size())
                        .mapToObj(i -> asked(bean, pool, i))
                        .toList())
                .orElse(List.of());
    }

    private static Asked asked(PolicyQuestions bean, PolicyQuestions.Pool pool, int place) {
        var question = pool.questions().get(place);
        return new Asked(
                place + 1,
                question.stem(),
                question.choices().stream()
                        .filter(choice -> bean.right(pool.version(), Map.of(question.code(), choice.key()))
                                        .orElse(0)
                                == 1)
                        .map(PolicyQuestions.Choice::text)
                        .findFirst()
                        .orElse(""));
    }

    /** The three that are asked at a household, or of a person: the same ones whenever it is looked up on that day. */
    List<Asked> of(long whom, LocalDate day) {
        var bean = questions.getIfAvailable(() -> PolicyQuestions.NONE);
        return bean.on(day)
                .map(pool -> ThreeQuestions.places(
                                whom, pool.version(), pool.questions().size())
                        .stream()
                        .map(place -> asked(bean, pool, place))
                        .toList())
                .orElse(List.of());
    }
}
