package cn.mingbai.courses.rechecks;

import java.util.Set;

/** The questions of a re-check, contributed by a module above this one: the quizzes. */
public interface RecheckQuestions {

    /** How many questions of a course touch one of these policy points. */
    int touching(String course, Set<String> points);

    /**
     * Begins the caller's re-check, or goes on with the one begun.
     *
     * @return the path of the page to go to, with its leading slash
     * @throws cn.mingbai.core.error.NotFound when the caller does not owe it
     * @throws cn.mingbai.core.error.RuleViolation when it cannot begin now; the sentence says when
     */
    String start(long recheck);
}
