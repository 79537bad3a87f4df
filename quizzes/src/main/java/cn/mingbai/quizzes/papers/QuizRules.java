package cn.mingbai.quizzes.papers;

import java.util.Optional;

/**
 * How a course's quiz goes.
 *
 * @param minutes how long a test lasts, 1 to 240
 * @param passMark the score that passes, 1 to 100
 * @param tries how many tests without a pass, one after the other, before one has to pause, 1 to 10
 * @param pauseMinutes how long the pause is, 0 to 10,080 (a week)
 * @param weakLessonsFirst whether, after the pause, the lessons on the points answered wrongly have to be opened again
 *     before the next try
 * @param blueprint what papers are made of
 */
public record QuizRules(
        int minutes, int passMark, int tries, int pauseMinutes, boolean weakLessonsFirst, Blueprint blueprint) {

    /** The longest test. */
    public static final int MOST_MINUTES = 240;

    /** The most tries before a pause. */
    public static final int MOST_TRIES = 10;

    /** The longest pause. */
    public static final int MOST_PAUSE = 7 * 24 * 60;

    /** What holds where nobody has said otherwise. */
    static final int TRIES = 3;

    static final int PAUSE = 10;

    /** What is wrong, whatever questions there are; empty when nothing is. */
    public Optional<Blueprint.Fault> broken() {
        if (minutes < 1 || minutes > MOST_MINUTES) {
            return Optional.of(new Blueprint.Fault("quizzes.papers.minutes", MOST_MINUTES, minutes));
        }
        if (passMark < 1 || passMark > 100) {
            return Optional.of(new Blueprint.Fault("quizzes.papers.pass-mark", passMark));
        }
        if (tries < 1 || tries > MOST_TRIES) {
            return Optional.of(new Blueprint.Fault("quizzes.papers.tries", MOST_TRIES, tries));
        }
        if (pauseMinutes < 0 || pauseMinutes > MOST_PAUSE) {
            return Optional.of(new Blueprint.Fault("quizzes.papers.pause", MOST_PAUSE, pauseMinutes));
        }
        return blueprint.broken();
    }
}
