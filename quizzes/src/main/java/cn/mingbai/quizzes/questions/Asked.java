package cn.mingbai.quizzes.questions;

/** A question with its key, as a paper holds it. A new kind breaks the build wherever kinds are told apart. */
public sealed interface Asked extends Question
        permits SingleChoice, MultipleChoice, TrueFalse, Numeric, Day, ShortText, Ordering, Matching, ScenarioPart {}
