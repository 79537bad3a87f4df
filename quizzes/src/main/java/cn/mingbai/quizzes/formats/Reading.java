package cn.mingbai.quizzes.formats;

import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.quizzes.questions.Question;
import java.util.Comparator;
import java.util.List;

/**
 * What a file holds.
 *
 * @param questions the questions that could be read, in file order
 * @param refused what is wrong, with row or line, part and reason, in file order; nothing is taken in while there is any
 * @param leftOut what cannot be carried over and is left out, with row or line, in file order
 */
public record Reading(FileFormat format, List<Found> questions, List<Refused> refused, List<Refused> leftOut) {

    /** The most questions in a file. */
    public static final int MOST = 2000;

    public Reading {
        questions = List.copyOf(questions);
        refused = sorted(refused);
        leftOut = sorted(leftOut);
    }

    private static List<Refused> sorted(List<Refused> lines) {
        return lines.stream().sorted(Comparator.comparingInt(Refused::row)).toList();
    }

    /**
     * A question as the file has it: what the file does not state is empty, difficulty 0; the points are names or codes
     * as written.
     *
     * @param row the row or line where it begins, from 1
     */
    public record Found(int row, Question question) {}
}
