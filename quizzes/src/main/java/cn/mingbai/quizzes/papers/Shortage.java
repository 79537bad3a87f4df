package cn.mingbai.quizzes.papers;

import cn.mingbai.core.error.RuleViolation;

/**
 * A part of a blueprint that the questions in use cannot fill.
 *
 * @param part its number, from 1
 * @param needed how many questions it asks
 * @param there how many of them there are
 * @param shared whether it is the parts before it that take what it needs
 */
public record Shortage(int part, int needed, int there, boolean shared) {

    /** The sentence that says so. */
    public RuleViolation refusal() {
        return new RuleViolation(messageKey(), part, needed, there);
    }

    /** The sentence's key; its arguments are the part, the questions needed and those there. */
    public String messageKey() {
        return shared ? "quizzes.papers.short-shared" : "quizzes.papers.short";
    }
}
