package cn.mingbai.quizzes.attempts;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to be made ready.
 *
 * @param course the course's code, whose record a pass becomes
 * @param sitting the scheduled test, or null
 * @param recheck the re-check that it answers, or null
 * @param title what its page is headed with, at most 100 characters
 * @param passMark the score that passes, 1 to 100
 * @param limitSeconds how long it lasts from its start
 * @param opensAt before when it cannot be started, or null
 * @param windowEnd when it ends at the latest, or null
 * @param questions the paper, drawn: no scenarios
 */
public record Preparation(
        PersonId person,
        String course,
        int courseVersion,
        Mode mode,
        @Nullable Long sitting,
        @Nullable Long recheck,
        String title,
        int passMark,
        int limitSeconds,
        @Nullable Instant opensAt,
        @Nullable Instant windowEnd,
        List<Versioned> questions) {

    public Preparation {
        questions = List.copyOf(questions);
    }

    /** What nobody has two of that are open at once. */
    String openKey() {
        return openKey(person, course, sitting, recheck, mode);
    }

    static String openKey(PersonId person, String course, @Nullable Long sitting, @Nullable Long recheck, Mode mode) {
        return person.value()
                + (sitting == null ? ":" + course : ":s" + sitting)
                + (recheck == null ? "" : ":r" + recheck)
                + (mode == Mode.PRACTICE ? ":p" : "");
    }
}
