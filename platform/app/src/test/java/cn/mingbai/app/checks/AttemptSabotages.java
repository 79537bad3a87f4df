package cn.mingbai.app.checks;

import cn.mingbai.quizzes.attempts.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

final class AttemptSabotages implements Sabotages {

    private static final String ATTEMPTS = "cn.mingbai.quizzes.attempts.";

    @Override
    public List<Sabotage> all() {
        return List.of(
                new Sabotage(
                        "review-at-once",
                        "who hands in early is told the right answers while others are still answering",
                        AnswerLeakCheckTest.class,
                        Break.returning(ATTEMPTS + "AnswerSheets", "toldFrom", Optional.empty())),
                new Sabotage(
                        "late-answers-count",
                        "answers are taken in a month after the deadline",
                        AttemptRacesCheckTest.class,
                        Break.returning(ATTEMPTS + "HandingIn", "isOverdue", false),
                        Break.returning(ATTEMPTS + "HandingIn", "grace", Duration.ofDays(30))),
                new Sabotage(
                        "attempts-end-again",
                        "an attempt that has ended counts as open and is marked again",
                        AttemptRacesCheckTest.class,
                        Break.returning(ATTEMPTS + "Attempt", "state", State.OPEN),
                        Break.returning(ATTEMPTS + "Attempt", "isEnded", false)));
    }
}
