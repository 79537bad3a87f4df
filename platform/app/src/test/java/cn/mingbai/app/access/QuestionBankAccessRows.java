package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;

/** The rows of the question bank: its methods name no division, so that the walk checks their routes. */
final class QuestionBankAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.route("questions/:course?", DISTRICT_OFFICER);
        table.route("questions/:course/:code", DISTRICT_OFFICER);
        table.route("question-files/:course", DISTRICT_OFFICER);
    }
}
