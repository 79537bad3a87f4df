package cn.mingbai.quizzes.answerfile;

import java.time.Instant;
import java.util.List;

/**
 * What taking a file in would do.
 *
 * @param fresh how many answers would be new
 * @param scoreAfter the score with them
 */
public record AnswerFilePreview(
        String name,
        String staffNumber,
        String unit,
        String title,
        Instant handedIn,
        int fresh,
        int scoreBefore,
        int scoreAfter,
        boolean passedBefore,
        boolean passedAfter,
        List<Line> lines) {

    public AnswerFilePreview {
        lines = List.copyOf(lines);
    }

    /** What becomes of an answer of the file. */
    public enum Verdict {
        /** The server has none, or an older one: it is taken. */
        FRESH,
        /** The server has the same. */
        SAME,
        /** The server has one that was given later or under the same number, or was taken back later. */
        OLDER,
        /** It was typed after the time was over. */
        TOO_LATE,
        /** It says nothing, or is no answer to this question. */
        UNREADABLE
    }

    /**
     * An answer of the file.
     *
     * @param there what the server has, as it is written on paper; empty when nothing
     * @param given what the file says, likewise
     */
    public record Line(int number, String stem, String there, String given, Verdict verdict) {}
}
