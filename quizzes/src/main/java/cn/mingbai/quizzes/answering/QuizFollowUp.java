package cn.mingbai.quizzes.answering;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.CourseFollowUps;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Standing;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Offers a course's quiz on the course's page. */
@Component
class QuizFollowUp implements CourseFollowUps {

    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Attempts attempts;
    private final QuestionBank bank;
    private final Texts texts;

    QuizFollowUp(Attempts attempts, QuestionBank bank, Texts texts) {
        this.attempts = attempts;
        this.bank = bank;
        this.texts = texts;
    }

    @Override
    public Optional<FollowUp> of(String courseCode, Locale locale) {
        return attempts.standing(courseCode)
                .map(standing -> new FollowUp(
                        standing.title(),
                        texts.get(
                                locale,
                                "quizzes.follow-up.rules",
                                standing.questions(),
                                standing.minutes(),
                                standing.passMark(),
                                standing.pauseMinutes()),
                        state(standing, locale),
                        texts.get(locale, standing.open() ? "quizzes.follow-up.go-on" : "quizzes.follow-up.start")));
    }

    @Override
    public Optional<Integer> minutes(String courseCode) {
        return bank.quiz(courseCode).map(QuestionBank.Quiz::minutes);
    }

    @Override
    public String start(String courseCode) {
        return attempts.start(courseCode).path();
    }

    private @Nullable String state(Standing standing, Locale locale) {
        if (standing.open()) {
            return texts.get(locale, "quizzes.follow-up.open");
        }
        if (standing.lastOn() == null || standing.lastScore() == null) {
            return null;
        }
        if (standing.waitUntil() != null) {
            return texts.get(
                    locale,
                    "quizzes.follow-up.wait",
                    standing.lastScore(),
                    CLOCK_TIME.format(standing.waitUntil().plusSeconds(59).atZone(Times.ZONE)));
        }
        return texts.get(
                locale,
                standing.lastPassed() ? "quizzes.follow-up.passed" : "quizzes.follow-up.failed",
                standing.lastOn(),
                standing.lastScore());
    }
}
