package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.quizzes.analysis.AnalysisRows.Item;
import cn.mingbai.quizzes.analysis.AnalysisRows.Version;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says what the answers of people within the caller's reach tell about the questions of a course. */
@Service
public class QuestionAnalysis {

    private final AnalysisRows rows;
    private final Access access;

    QuestionAnalysis(AnalysisRows rows, Access access) {
        this.rows = rows;
        this.access = access;
    }

    /**
     * The questions that marked attempts met, each version apart, in the order of their codes, the latest version first.
     * Every hand-in of a course's quiz counts once; re-checks and practice do not.
     *
     * @throws NotFound when the course has no quiz
     */
    @Transactional(readOnly = true)
    public List<QuestionLineFigures> analyse(String course) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        rows.title(course).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", course));
        var questions = rows.questions(course).getOrDefault(course, Map.of());
        var answers = rows.answers(course, reach);
        var met = new TreeMap<Version, List<Met>>(Comparator.comparing(Version::code)
                .thenComparing(Comparator.comparing(Version::number).reversed()));
        for (var sat : rows.sat(course, reach)) {
            var rightOfAll = (int) sat.items().stream().filter(Item::right).count();
            var given = answers.getOrDefault(sat.attempt(), Map.of());
            for (var index = 0; index < sat.items().size(); index++) {
                var item = sat.items().get(index);
                var question = questions.get(new Version(item.code(), item.version()));
                var answer = given.get(index + 1);
                met.computeIfAbsent(new Version(item.code(), item.version()), version -> new ArrayList<>())
                        .add(new Met(
                                sat.attempt(),
                                item.right(),
                                answer != null && !answer.isBlank(),
                                chosen(question, answer),
                                rightOfAll - (item.right() ? 1 : 0),
                                sat.items().size() - 1));
            }
        }
        var latest = new TreeMap<String, Integer>();
        questions.keySet().forEach(version -> latest.merge(version.code(), version.number(), Math::max));
        var lines = new ArrayList<QuestionLineFigures>();
        met.forEach((version, attempts) -> {
            var item = new Item(version.code(), version.number(), false);
            var bankCode = AnalysisRows.bankCode(questions, item);
            var question = questions.get(new Version(bankCode, version.number()));
            var shown = bankCode.equals(version.code()) ? question : null;
            lines.add(new QuestionLineFigures(
                    version.code(),
                    bankCode,
                    version.number(),
                    latest.getOrDefault(bankCode, 0) == version.number(),
                    question == null ? "" : QuestionJson.kind(question),
                    question == null ? "" : question.about().stem(),
                    options(shown),
                    ItemFigures.of(attempts, keys(shown), right(shown))));
        });
        return lines;
    }

    private static List<QuestionLineFigures.Option> options(@Nullable Question question) {
        return switch (question) {
            case SingleChoice single -> named(single.options());
            case MultipleChoice multiple -> named(multiple.options());
            case null, default -> List.of();
        };
    }

    private static List<QuestionLineFigures.Option> named(List<Option> options) {
        return options.stream()
                .map(option -> new QuestionLineFigures.Option(option.key(), option.text()))
                .toList();
    }

    private static List<String> keys(@Nullable Question question) {
        return question instanceof TrueFalse
                ? List.of("true", "false")
                : options(question).stream()
                        .map(QuestionLineFigures.Option::key)
                        .toList();
    }

    private static Set<String> right(@Nullable Question question) {
        return switch (question) {
            case SingleChoice single -> Set.of(single.answer());
            case MultipleChoice multiple -> multiple.answer();
            case TrueFalse judged -> Set.of(String.valueOf(judged.answer()));
            case Numeric numeric -> Set.of(QuestionParts.plain(numeric.answer()));
            case Day day -> Set.of(day.answer().toString());
            case ShortText text -> text.accepted().stream().collect(Collectors.toSet());
            case null, default -> Set.of();
        };
    }

    /** What was chosen or typed, in a form that is alike in all papers; orders and matchings are lettered anew in each. */
    private static Set<String> chosen(@Nullable Question question, @Nullable String answer) {
        if (question == null || answer == null || answer.isBlank()) {
            return Set.of();
        }
        return switch (question) {
            case Ordering _, Matching _, Scenario _, ScenarioPart _ -> Set.of();
            case Asked asked -> read(asked, answer);
        };
    }

    private static Set<String> read(Asked question, String answer) {
        try {
            return switch (Answer.read(question, answer)) {
                case Answer.One one -> Set.of(one.key());
                case Answer.Several several -> several.keys();
                case Answer.Number number -> Set.of(QuestionParts.plain(number.value()));
                case Answer written -> Set.of(written.text());
            };
        } catch (RuleViolation unreadable) {
            return Set.of();
        }
    }
}
