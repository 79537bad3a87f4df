package cn.mingbai.courses.curriculum;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the sources of the policy catalogue and their articles are called.
 *
 * @param byCode the title with the document number, per code
 * @param article the words for an article with this number
 */
record SourceTitles(Map<String, String> byCode, UnaryOperator<String> article) {

    /** The title in Chinese title marks with the document number, or the code itself while the catalogue lacks it. */
    String inWords(String code) {
        return byCode.getOrDefault(code, code + " ");
    }
}
