package cn.mingbai.quizzes.formats;

import java.util.List;

/**
 * A written file.
 *
 * @param leftOut what the format cannot carry
 */
public record Written(byte[] bytes, List<LeftOut> leftOut) {

    /**
     * Something that is in the bank and not in the file.
     *
     * @param code the question's code
     * @param messageKey the sentence's key
     * @param arguments its arguments
     */
    public record LeftOut(String code, String messageKey, List<Object> arguments) {
        LeftOut(String code, String messageKey, Object... arguments) {
            this(code, messageKey, List.of(arguments));
        }
    }
}
