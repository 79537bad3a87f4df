package cn.mingbai.quizzes.questions;

import java.util.List;

/**
 * A question on a scenario as it was drawn for one paper.
 *
 * @param situation what was made up
 * @param asked the question, of another kind
 * @param solution the worked solution, step by step, with references such as {@code [M57 13]}
 */
public record ScenarioPart(Situation situation, Asked asked, List<String> solution) implements Asked {

    public ScenarioPart {
        if (asked instanceof ScenarioPart) {
            throw new IllegalArgumentException("expected a question of a plain kind, but got a part of a scenario");
        }
        solution = List.copyOf(solution);
    }

    @Override
    public About about() {
        return asked.about();
    }
}
