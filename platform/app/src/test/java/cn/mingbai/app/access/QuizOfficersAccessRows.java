package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.quizzes.analysis.QuestionAnalysis;
import cn.mingbai.quizzes.analysis.WeakSpots;
import cn.mingbai.quizzes.answerfile.AnswerFiles;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Sheet;
import cn.mingbai.quizzes.correction.KeyChange;
import cn.mingbai.quizzes.correction.KeyCorrections;
import cn.mingbai.quizzes.papertest.DrawnPapers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Set;
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
            target.put("paper-code", "2222222");
            target.put("paper-blanks", List.of());
            target.put("paper-next", new PersonId(0));
            return;
        }
        papers(fixture, target);
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

    /** A drawn paper of the paper test that {@link ClassesAccessRows} opened, and somebody without one. */
    private static void papers(Fixture fixture, Target target) {
        var drawn = fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM);
        target.put("paper-next", fixture.world().person(Duty.VILLAGE_STAFF, target.villageCode(), FROM));
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var papers = fixture.bean(DrawnPapers.class);
        papers.draw(paper(target), Set.of(drawn));
        var paper = papers.page(paper(target)).papers().getFirst();
        target.put("paper-code", paper.code());
        target.put("paper-blanks", Collections.nCopies(paper.questions(), ""));
    }

    private static PaperTestId paper(Target target) {
        return target.get("paper", PaperTestId.class);
    }

    private static String code(Target target) {
        return target.get("paper-code", String.class);
    }

    @SuppressWarnings("unchecked")
    private static List<String> blanks(Target target) {
        return target.get("paper-blanks", List.class);
    }

    private static byte[] list(Target target) {
        return ("试卷编号\n" + code(target)).getBytes(StandardCharsets.UTF_8);
    }

    private static void addPapers(Table table) {
        table.read(DrawnPapers.class, "page", PaperTestId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.page(paper(target)))
                .shows();
        table.write(DrawnPapers.class, "draw", PaperTestId.class, Set.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.draw(paper(target), Set.of(target.get("paper-next", PersonId.class))));
        table.write(DrawnPapers.class, "print", PaperTestId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.print(paper(target)));
        table.write(DrawnPapers.class, "printKeys", PaperTestId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.printKeys(paper(target)));
        table.read(DrawnPapers.class, "testOf", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.testOf(code(target)));
        table.read(DrawnPapers.class, "entry", PaperTestId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.entry(paper(target), code(target)));
        table.write(DrawnPapers.class, "enter", PaperTestId.class, String.class, List.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.enter(paper(target), code(target), blanks(target)));
        table.read(DrawnPapers.class, "template", PaperTestId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.template(paper(target)));
        table.read(DrawnPapers.class, "plan", PaperTestId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan(paper(target), "a.csv", list(target)));
        table.write(DrawnPapers.class, "apply", PaperTestId.class, String.class, byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.apply(paper(target), "a.csv", list(target)));
        table.route("drawn-papers", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("T", DISTRICT_OFFICER, TOWN_OFFICER);
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
        addPapers(table);
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
        table.read(WeakSpots.class, "skills")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.skills());
        table.read(WeakSpots.class, "skill", String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.skill("judge"));
        table.read(KeyCorrections.class, "preview", String.class, String.class, KeyChange.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.preview("01", "01-01", new KeyChange(KeyChange.How.VOID, "", "")));
        table.read(KeyCorrections.class, "toReview", String.class, String.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.toReview("01", "01-01"));
        table.route("quiz-answers", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("questions/:course/:code/correction", DISTRICT_OFFICER);
        table.route("question-analysis/:course", DISTRICT_OFFICER);
        table.route("weak-spots", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }
}
