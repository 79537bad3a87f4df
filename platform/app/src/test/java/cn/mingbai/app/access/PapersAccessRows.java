package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;

/** The rows of quiz settings and scheduled tests. */
final class PapersAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.route("quiz-settings/:course", DISTRICT_OFFICER);
    }
}
