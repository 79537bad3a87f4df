package cn.mingbai.quizzes.attempts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of handing in.
 *
 * @param refusal why the attempt goes on, or null when it has ended
 * @param refused the numbers of the questions whose answers, sent along, do not count; they are kept
 * @param tab the newest opening of the paper
 */
public record Ending(@Nullable Refusal refusal, List<Integer> refused, int tab) {}
