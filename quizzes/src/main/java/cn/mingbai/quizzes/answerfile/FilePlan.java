package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.answerfile.AnswerFilePreview.Line;
import cn.mingbai.quizzes.answerfile.AnswerFilePreview.Verdict;
import cn.mingbai.quizzes.attempts.AnswerIntake.Ended;
import cn.mingbai.quizzes.attempts.AnswerIntake.Kept;
import cn.mingbai.quizzes.attempts.Typed;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.questions.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a file is new to the server.
 *
 * @param fresh the answers to take, by number
 */
record FilePlan(List<Line> lines, Map<Integer, Typed> fresh) {

    private static final Kept NOTHING = new Kept("", 0);

    static FilePlan of(AnswerFile file, Ended attempt) {
        var lines = new ArrayList<Line>();
        var fresh = new TreeMap<Integer, Typed>();
        for (var item : file.answers()) {
            if (item.number() > attempt.questions().size()) {
                throw new RuleViolation("quizzes.answer-file.other-paper", item.number());
            }
            var question = attempt.questions().get(item.number() - 1);
            var there = attempt.answers().getOrDefault(item.number(), NOTHING);
            var verdict = verdict(file, item, attempt, question, there);
            var given = item.text();
            if (verdict != Verdict.UNREADABLE) {
                var answer = Answer.read(question, item.text());
                given = Lettered.written(question, answer);
                if (verdict == Verdict.FRESH) {
                    fresh.put(
                            item.number(),
                            new Typed(
                                    item.number(),
                                    answer.text(),
                                    Math.max(item.seq(), there.seq() + 1),
                                    item.typedAt()));
                }
            }
            lines.add(
                    new Line(item.number(), question.about().stem(), written(question, there.text()), given, verdict));
        }
        return new FilePlan(lines, fresh);
    }

    private static Verdict verdict(AnswerFile file, AnswerFile.Item item, Ended attempt, Asked question, Kept there) {
        String text;
        try {
            text = Answer.read(question, item.text()).text();
        } catch (RuleViolation unreadable) {
            return Verdict.UNREADABLE;
        }
        if (text.equals(there.text())) {
            return Verdict.SAME;
        }
        // Under the same number the server's is what the page was told was saved, as everywhere.
        if (attempt.answers().containsKey(item.number()) && there.seq() >= item.seq()) {
            return Verdict.OLDER;
        }
        var typedAt = file.typedAt(item);
        return typedAt == null || typedAt.isAfter(attempt.until()) ? Verdict.TOO_LATE : Verdict.FRESH;
    }

    private static String written(Asked question, String text) {
        return text.isEmpty() ? "" : Lettered.written(question, Answer.read(question, text));
    }
}
