package cn.mingbai.households.informed;

import cn.mingbai.core.access.Internal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The short questions that belong to a version of the policy; the module that keeps the texts has them. */
@Internal
public interface PolicyQuestions {

    /** No questions at all. */
    PolicyQuestions NONE = new PolicyQuestions() {

        @Override
        public Optional<Pool> on(LocalDate day) {
            return Optional.empty();
        }

        @Override
        public OptionalInt right(String version, Map<String, String> answers) {
            return OptionalInt.empty();
        }

        @Override
        public Map<String, String> key(String version) {
            return Map.of();
        }
    };

    /**
     * The questions that may be asked on a day: those which the text in force answers. Empty when there are fewer than
     * {@value ThreeQuestions#THREE} of them, or the text tells another version than the one in force.
     */
    Optional<Pool> on(LocalDate day);

    /**
     * How many of the answers are right.
     *
     * @param version the policy version whose questions they answer
     * @param answers the key chosen, by the question's code; what is no such question is not right
     * @return empty when there never were questions for the version
     */
    OptionalInt right(String version, Map<String, String> answers);

    /**
     * The key of the right choice by the question's code, for who asks the questions and judges the answers: it never goes to a
     * household or to the phone of an outreach worker. Empty when there never were questions for the version.
     */
    Map<String, String> key(String version);

    /** The questions of a policy version, in an order that stays. */
    record Pool(String version, List<Question> questions) {}

    /**
     * A question.
     *
     * @param code its lasting name within the version
     * @param choices one of which is right
     * @param heading the part of the text that answers it
     * @param paragraph the paragraph there
     */
    record Question(String code, String stem, List<Choice> choices, String heading, String paragraph) {}

    /** A possible answer. */
    record Choice(String key, String text) {}
}
