package cn.mingbai.quizzes.analysis;

import java.util.List;

/**
 * A question in one version with its figures.
 *
 * @param code the question's code, a scenario's part with its number
 * @param bankCode the code under which the bank keeps it
 * @param version the version that the attempts were drawn with
 * @param latest whether it is the latest version
 * @param kind the kind's name, as in the bank
 * @param options the options by their keys; empty when the answer is typed
 */
public record QuestionLineFigures(
        String code,
        String bankCode,
        int version,
        boolean latest,
        String kind,
        String stem,
        List<Option> options,
        ItemFigures figures) {

    /** An option of the question. */
    public record Option(String key, String text) {}
}
