package cn.mingbai.quizzes.questions;

/** What a quiz's bank holds: something to ask, or a scenario from which questions are drawn. */
public sealed interface Question permits Asked, Scenario {

    /** What questions of every kind have. */
    About about();
}
