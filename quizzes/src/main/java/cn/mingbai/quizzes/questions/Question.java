package cn.mingbai.quizzes.questions;

/** A question with its key. A new kind breaks the build wherever kinds are told apart. */
public sealed interface Question permits SingleChoice, MultipleChoice, TrueFalse, Numeric {

    /** What questions of every kind have. */
    About about();
}
