package cn.mingbai.district.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class DemoAnswersModuleTest {

    private static final int PASS_MARK = 80;

    @Autowired
    World world;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    DemoAnswers answers;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private Result sit(String seed, boolean passes) {
        world.signIn(Role.STAFF, World.VILLAGE);
        var token = attempts.start("01").token();
        answers.give(token, seed, passes, PASS_MARK);
        sheets.handIn(token);
        return sheets.result(token, Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void whoIsToPassPassesAndWhoIsNotDoesNotEachInTheirOwnWay() {
        for (var passes : List.of(true, false)) {
            var scores = new TreeSet<Integer>();
            for (var person = 1; person <= 16; person++) {
                var result = sit("演示甲" + person, passes);
                assertThat(result.passed())
                        .as("演示甲%d, score %d", person, result.score())
                        .isEqualTo(passes);
                scores.add(result.score());
            }
            assertThat(scores)
                    .as("scores of those who %s", passes ? "pass" : "do not")
                    .hasSizeGreaterThan(1);
        }
    }

    @Test
    void aQuestionIsAsHardForEverybodyAndNotAllAreAlike() {
        var difficulties = new ArrayList<Double>();
        for (var number = 1; number <= 40; number++) {
            var code = "01-%02d".formatted(number);
            assertThat(DemoAnswers.difficulty(code))
                    .isEqualTo(DemoAnswers.difficulty(code))
                    .isBetween(-5.0, 5.0);
            difficulties.add(DemoAnswers.difficulty(code));
        }
        assertThat(difficulties.stream().filter(one -> one > 0.3)).hasSizeGreaterThan(5);
        assertThat(difficulties.stream().filter(one -> one < -0.3)).hasSizeGreaterThan(5);
    }
}
