package cn.mingbai.courses.curriculum;

import java.util.Map;

/**
 * What the sources of the policy catalogue are called.
 *
 * @param byCode the title with the document number, per code
 */
record SourceTitles(Map<String, String> byCode) {

    /** The title in Chinese title marks with the document number, or the code itself while the catalogue lacks it. */
    String inWords(String code) {
        return byCode.getOrDefault(code, code + " ");
    }
}
