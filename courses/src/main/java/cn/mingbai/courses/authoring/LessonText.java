package cn.mingbai.courses.authoring;

import java.util.List;

/**
 * A lesson as an officer writes it.
 *
 * @param title 1 to 100 characters
 * @param minutes how long it takes to read, 1 to 240, an estimate
 * @param ruleLayer the code of the policy version that its main text follows, for example {@code L26}
 * @param body Markdown, at most 60,000 characters
 * @param points the codes of the policy points that it teaches
 */
public record LessonText(String title, int minutes, String ruleLayer, String body, List<String> points) {}
