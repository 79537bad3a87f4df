package cn.mingbai.quizzes.attempts;

/**
 * An attempt that is open.
 *
 * @param token what opens its page
 * @param path the page's path, with its leading slash
 */
public record Started(String token, String path) {}
