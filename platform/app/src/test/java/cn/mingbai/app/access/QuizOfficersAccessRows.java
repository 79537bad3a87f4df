package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.quizzes.analysis.QuestionAnalysis;
import cn.mingbai.quizzes.analysis.WeakSpots;
import cn.mingbai.quizzes.answerfile.AnswerFiles;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Sheet;
import cn.mingbai.quizzes.correction.KeyChange;
import cn.mingbai.quizzes.correction.KeyCorrections;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.zip.CRC32;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what officers do with the quizzes of others. */
final class QuizOfficersAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    /** An attempt that has ended without answers, and a file with one. */
    @Override
    public void seed(Fixture fixture, Target target) {
        if (target.level() == Level.CITY) {
            // Nobody is posted at a city.
            target.put("answer-file", file(987_654_321L, 1));
            return;
        }
        var learner = fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM);
        fixture.world().signIn(learner);
        var token = fixture.bean(Attempts.class).start("01").token();
        var sheets = fixture.bean(AnswerSheets.class);
        var judged = sheets.sheet(token).items().stream()
                .filter(item -> item.input() == Sheet.Input.TRUE_FALSE)
                .findFirst()
                .orElseThrow();
        sheets.handIn(token);
        var attempt = fixture.bean(JdbcClient.class)
                .sql("select max(id) from attempt where person_id = :person")
                .param("person", learner.value())
                .query(Long.class)
                .single();
        target.put("answer-file", file(attempt, judged.number()));
    }

    private static String file(long attempt, int number) {
        var typed = "2024-01-02T00:00:00Z";
        var crc = new CRC32();
        crc.update((attempt + "\n1\n" + number + "|1|" + typed + "|true\n").getBytes(StandardCharsets.UTF_8));
        return "{\"kind\":\"mingbai-answers\",\"version\":1,\"attempt\":" + attempt
                + ",\"tab\":1,\"answers\":[{\"number\":" + number + ",\"answer\":\"true\",\"seq\":1,\"typedAt\":\""
                + typed + "\"}],\"check\":\"" + String.format("%08x", crc.getValue()) + "\"}";
    }

    @Override
    public void add(Table table) {
        table.read(AnswerFiles.class, "preview", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.preview(target.get("answer-file", String.class)));
        table.write(AnswerFiles.class, "propose", String.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.propose(target.get("answer-file", String.class), "没有信号"));
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
        table.route("quiz-answers", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("questions/:course/:code/correction", DISTRICT_OFFICER);
        table.route("question-analysis/:course", DISTRICT_OFFICER);
        table.route("weak-spots", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }
}
