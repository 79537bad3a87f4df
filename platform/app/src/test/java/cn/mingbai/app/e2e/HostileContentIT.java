package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cn.mingbai.quizzes.attempts.AttemptKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stem, options and explanation of every question carry a script: it is read on every page, and runs on none. */
class HostileContentIT extends DemoDistrict {

    private static final String PAYLOAD = "<img src=x onerror=hurt=1>";

    @Autowired
    AttemptKeys keys;

    @Autowired
    JdbcClient jdbc;

    @Test
    void whatAQuestionSaysIsTextInEveryView() {
        // A further version of each question: one in use is never rewritten.
        jdbc.sql("""
                insert into question (id, course_code, code, version, kind, content, content_hash, origin_hash, recorded_at)
                select next value for question_seq, course_code, code, version + 1000, kind,
                  replace(replace(replace(content, '"stem":"', concat('"stem":"', :payload)),
                    '"text":"', concat('"text":"', :payload)), '"explanation":"', concat('"explanation":"', :payload)),
                  content_hash, origin_hash, recorded_at
                from question where course_code = '01'
                """).param("payload", PAYLOAD).update();
        try (var officer = new Chromium(BASE, 1280);
                var learner = new Chromium(BASE, 390)) {
            officer.signIn("district", Chromium.PASSWORD);
            for (var page : List.of("/questions/01", "/questions/01/01-02", "/questions/01/01-02/correction")) {
                officer.open(page);
                officer.settle();
                isText(officer, page);
            }
            learner.signIn("staff", Chromium.PASSWORD);
            learner.open("/courses/01");
            learner.settle();
            learner.click(By.id("start-quiz"));
            var answering = new AnsweringSteps(learner, keys);
            var size = answering.size();
            var shownAsText = 0;
            for (var number = 1; number <= size; number++) {
                var shown = number;
                learner.until(current -> answering.number() == shown);
                // A made-up case has its words from the program.
                shownAsText += text(learner).contains(PAYLOAD) ? 1 : 0;
                isHarmless(learner, "question " + number);
                answering.next();
            }
            assertThat(shownAsText).isGreaterThanOrEqualTo(5);
            answering.handIn();
            learner.see(By.id("failed"));
            isText(learner, "result");
            officer.open("/question-analysis/01");
            officer.settle();
            isText(officer, "analysis");
        } finally {
            jdbc.sql("delete from question where course_code = '01' and version > 1000")
                    .update();
        }
    }

    private static void isText(Chromium browser, String page) {
        assertThatCode(() -> browser.until(current -> text(browser).contains(PAYLOAD)))
                .as(page)
                .doesNotThrowAnyException();
        isHarmless(browser, page);
    }

    private static void isHarmless(Chromium browser, String page) {
        assertThat(browser.driver()
                        .executeScript("return window.hurt === undefined && !document.querySelector('img[src=x]')"))
                .as(page)
                .isEqualTo(true);
    }

    private static String text(Chromium browser) {
        return String.valueOf(browser.driver().executeScript("return document.body.textContent"));
    }
}
