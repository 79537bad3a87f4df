package cn.mingbai.quizzes.correction;

import cn.mingbai.quizzes.questions.QuestionJson;

/**
 * What a second person is asked, as it is kept with the proposal.
 *
 * @param version the latest version when it was proposed
 * @param stem the beginning of the stem
 */
record CorrectionOrder(String course, String code, int version, String stem, KeyChange change) {

    static final String KIND = "quizzes.key";

    static CorrectionOrder of(String payload) {
        return QuestionJson.MAPPER.readValue(payload, CorrectionOrder.class);
    }

    String payload() {
        return QuestionJson.MAPPER.writeValueAsString(this);
    }

    static String subject(String course, String code) {
        return "key " + course + "/" + code;
    }
}
