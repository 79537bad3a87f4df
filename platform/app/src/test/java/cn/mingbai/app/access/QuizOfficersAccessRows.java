package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.quizzes.analysis.QuestionAnalysis;
import cn.mingbai.quizzes.analysis.WeakSpots;
import cn.mingbai.quizzes.correction.KeyChange;
import cn.mingbai.quizzes.correction.KeyCorrections;

/** The rows of what officers do with the quizzes of others. */
final class QuizOfficersAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.read(QuestionAnalysis.class, "analyse", String.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.analyse("01"));
        table.read(WeakSpots.class, "overview")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.overview());
        table.read(WeakSpots.class, "point", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.point("dibao.members"));
        table.read(KeyCorrections.class, "preview", String.class, String.class, KeyChange.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.preview("01", "01-01", new KeyChange(KeyChange.How.VOID, "", "")));
        table.route("questions/:course/:code/correction", DISTRICT_OFFICER);
        table.route("question-analysis/:course", DISTRICT_OFFICER);
        table.route("weak-spots", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }
}
