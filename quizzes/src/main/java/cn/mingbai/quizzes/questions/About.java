package cn.mingbai.quizzes.questions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What questions of every kind have.
 *
 * @param code unlike any other in the quiz
 * @param stem what is asked
 * @param explanation why the right answer is right, with references such as {@code [M57 22]}
 * @param points the policy points it touches
 * @param sources the articles it rests on, each as {@code M57 22}
 * @param ruleLayer the code of the law that it asks about
 * @param difficulty 1 to 3
 * @param skill what it asks one to be able to do; null in a text written before questions said so, until it is next edited
 */
public record About(
        String code,
        String stem,
        String explanation,
        List<String> points,
        List<String> sources,
        String ruleLayer,
        int difficulty,
        @Nullable Skill skill) {}
