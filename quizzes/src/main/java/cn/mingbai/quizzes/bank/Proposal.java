package cn.mingbai.quizzes.bank;

/**
 * What a second person is asked, as it is kept with the proposal.
 *
 * @param stem the beginning of the stem, so that the proposal can be read when the draft is gone
 * @param draftHash the digest of the draft in hexadecimal digits, empty for the other kinds
 */
record Proposal(What what, String course, String code, String stem, String draftHash) {

    static final String KIND = "quizzes.question";

    enum What {
        TEXT,
        RETIRE,
        RETURN
    }

    String subject() {
        return subject(course, code);
    }

    static String subject(String course, String code) {
        return "question " + course + "/" + code;
    }
}
