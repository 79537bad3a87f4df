package cn.mingbai.quizzes.formats;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ShippedQuiz;
import cn.mingbai.quizzes.questions.ShortText;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    private static final int BANKS = 150;

    private static void carries(FileFormat format, List<Question> bank, String what) {
        var written = QuestionFiles.write(format, "题库", bank);
        var lost = written.leftOut().stream().map(Written.LeftOut::code).collect(Collectors.toSet());
        var kept = bank.stream()
                .filter(question -> !lost.contains(question.about().code()))
                .toList();
        for (var question : bank) {
            if (lost.contains(question.about().code())) {
                assertThat(mayBeLost(format, question))
                        .as(what + ": " + question)
                        .isTrue();
            }
        }
        if (kept.isEmpty()) {
            return;
        }
        var reading = QuestionFiles.read("题库." + format.ending(), written.bytes());
        assertThat(reading.refused()).as(what).isEmpty();
        assertThat(reading.leftOut()).as(what).isEmpty();
        assertThat(reading.questions()).as(what).hasSameSizeAs(kept);
        for (var i = 0; i < kept.size(); i++) {
            var read = reading.questions().get(i).question();
            assertThat(QuestionParts.differences(kept.get(i), read))
                    .as(what + ": " + kept.get(i) + "\n" + read)
                    .isEmpty();
            assertThat(read.about().code()).isEqualTo(kept.get(i).about().code());
        }
    }

    private static boolean mayBeLost(FileFormat format, Question question) {
        if (question instanceof Scenario) {
            return true;
        }
        if (format == FileFormat.SHEET) {
            return question instanceof Matching
                    || question instanceof ShortText text
                            && text.accepted().stream().anyMatch(one -> one.contains("|"));
        }
        return question instanceof Day
                || question instanceof Ordering
                || format == FileFormat.GIFT && question.toString().contains("->");
    }

    @Test
    void generatedBanksSurviveEveryFormat() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < BANKS; i++) {
            var bank = new RandomBank(random).questions(1 + random.nextInt(20));
            bank.forEach(question -> assertThat(QuestionRules.broken(question))
                    .as("generator, seed " + seed)
                    .isEmpty());
            for (var format : List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML)) {
                carries(format, bank, "seed " + seed + ", bank " + i + ", " + format);
            }
        }
    }

    @Test
    void shippedQuizzesSurviveEveryFormat() {
        for (var quiz : ShippedQuiz.all()) {
            var bank = quiz.questions().stream()
                    .map(question -> cn.mingbai.quizzes.questions.QuestionTidy.tidied(
                            question, question.about().code()))
                    .toList();
            for (var format : List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML)) {
                carries(format, bank, quiz.course() + " " + format);
            }
        }
    }
}
