package cn.mingbai.quizzes.questions;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was made up for one paper: the same seed makes the same again.
 *
 * @param generator the code of what made it up
 * @param rules the code of the policy version it is worked out under
 * @param parameters what was drawn, by name
 * @param facts what the person reads before the questions
 */
public record Situation(String generator, long seed, String rules, Map<String, String> parameters, String facts) {

    public Situation {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
