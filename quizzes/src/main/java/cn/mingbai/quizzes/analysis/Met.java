package cn.mingbai.quizzes.analysis;

import java.util.Set;

/**
 * One attempt that met the question, as it was marked.
 *
 * @param attempt the attempt's number
 * @param right whether the question was right
 * @param answered whether there was an answer at all
 * @param chosen what was chosen or typed: keys of options, or the answer as text; empty without an answer
 * @param restRight how many of the attempt's other questions were right
 * @param rest how many other questions the attempt had, 0 or more
 */
record Met(long attempt, boolean right, boolean answered, Set<String> chosen, int restRight, int rest) {

    Met {
        chosen = Set.copyOf(chosen);
        if (restRight < 0 || restRight > rest) {
            throw new IllegalArgumentException("expected 0 <= restRight <= rest, but got " + restRight + "/" + rest);
        }
    }

    /** The share of the other questions that was right; only with others. */
    double restShare() {
        return (double) restRight / rest;
    }
}
