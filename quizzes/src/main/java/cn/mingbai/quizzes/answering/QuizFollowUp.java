package cn.mingbai.quizzes.answering;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.CourseFollowUps;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Standing;
import cn.mingbai.quizzes.questions.QuestionBank;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Offers a course's quiz on the course's page. */
@Component
class QuizFollowUp implements CourseFollowUps {

    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm");

    private static final String QUIZ = "quiz";
    private static final String PRACTICE = "practice";

    private final Attempts attempts;
    private final QuestionBank bank;
    private final Texts texts;
    private final Clock clock;

    QuizFollowUp(Attempts attempts, QuestionBank bank, Texts texts, Clock clock) {
        this.attempts = attempts;
        this.bank = bank;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Optional<FollowUp> of(String courseCode, Locale locale) {
        return attempts.standing(courseCode)
                .map(standing -> new FollowUp(
                        QUIZ,
                        standing.title(),
                        rules(standing, locale),
                        state(standing, locale),
                        readings(standing, locale),
                        ways(standing, locale)));
    }

    private String rules(Standing standing, Locale locale) {
        return texts.get(
                        locale,
                        "quizzes.follow-up.rules",
                        standing.questions(),
                        standing.minutes(),
                        standing.passMark(),
                        clock(standing.deadline()))
                + texts.get(
                        locale,
                        standing.weakLessonsFirst() ? "quizzes.follow-up.retry-weak" : "quizzes.follow-up.retry",
                        standing.tries(),
                        standing.pauseMinutes())
                + texts.get(locale, "quizzes.follow-up.practice-rules");
    }

    private List<Way> ways(Standing standing, Locale locale) {
        return List.of(
                new Way(
                        QUIZ,
                        texts.get(locale, standing.open() ? "quizzes.follow-up.go-on" : "quizzes.follow-up.start"),
                        standing.open() || standing.mayTry()),
                new Way(
                        PRACTICE,
                        texts.get(
                                locale,
                                standing.practising()
                                        ? "quizzes.follow-up.practice-go-on"
                                        : "quizzes.follow-up.practice"),
                        true));
    }

    private List<Reading> readings(Standing standing, Locale locale) {
        return standing.open()
                ? List.of()
                : standing.readings().stream()
                        .map(reading -> new Reading(
                                texts.get(
                                        locale,
                                        reading.opened()
                                                ? "quizzes.follow-up.reading-opened"
                                                : "quizzes.follow-up.reading",
                                        reading.lesson(),
                                        reading.title()),
                                reading.path().substring(1)))
                        .toList();
    }

    @Override
    public Optional<Integer> minutes(String courseCode) {
        return bank.quiz(courseCode).map(QuestionBank.Quiz::minutes);
    }

    @Override
    public String start(String courseCode, String way) {
        return (way.equals(PRACTICE) ? attempts.practise(courseCode) : attempts.start(courseCode)).path();
    }

    private @Nullable String state(Standing standing, Locale locale) {
        if (standing.open()) {
            return texts.get(locale, "quizzes.follow-up.open", clock(standing.deadline()));
        }
        if (standing.lastOn() == null || standing.lastScore() == null) {
            return null;
        }
        if (standing.waitUntil() != null) {
            return texts.get(
                    locale,
                    standing.readings().isEmpty() ? "quizzes.follow-up.wait" : "quizzes.follow-up.wait-read",
                    standing.lastScore(),
                    standing.tries(),
                    clock(standing.waitUntil().plusSeconds(59)));
        }
        if (!standing.mayTry()) {
            return texts.get(locale, "quizzes.follow-up.read-first", standing.lastScore(), standing.tries());
        }
        return standing.lastPassed()
                ? texts.get(locale, "quizzes.follow-up.passed", standing.lastOn(), standing.lastScore())
                : texts.get(
                        locale,
                        "quizzes.follow-up.failed",
                        standing.lastOn(),
                        standing.lastScore(),
                        standing.triesLeft());
    }

    /** The time of day, with the day before it when it is not today's. */
    private String clock(Instant instant) {
        var there = instant.atZone(Times.ZONE);
        return there.toLocalDate().equals(Times.today(clock))
                ? CLOCK_TIME.format(there)
                : there.toLocalDate() + " " + CLOCK_TIME.format(there);
    }
}
