package cn.mingbai.materials.publicpage;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.Confirmations;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.informed.PolicyQuestions.Pool;
import cn.mingbai.households.informed.PolicyQuestions.Question;
import cn.mingbai.households.informed.ThreeQuestions;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.SheetCodes;
import cn.mingbai.materials.publicpage.QuestionSheet.Asked;
import cn.mingbai.materials.publicpage.QuestionSheet.Choice;
import cn.mingbai.materials.publicpage.QuestionSheet.State;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The three questions behind a household's code: no account and no name. What is answered wrong leads to the paragraph
 * that answers it; three right answers confirm the household's informed member once for each policy version. Whether that
 * was done before is told to nobody.
 */
@Service
public class PublicQuestions {

    private static final String OPEN_TO_ALL =
            "open to everyone: the code says whose questions they are, and nothing of the household is shown";

    private final SheetCodes sheets;
    private final PolicyQuestions questions;
    private final Confirmations confirmations;
    private final Clock clock;

    PublicQuestions(SheetCodes sheets, PolicyQuestions questions, Confirmations confirmations, Clock clock) {
        this.sheets = sheets;
        this.questions = questions;
        this.confirmations = confirmations;
        this.clock = clock;
    }

    private record Three(HouseholdId household, String token, Pool pool) {

        List<Question> questions() {
            return ThreeQuestions.places(
                            household.value(), pool.version(), pool.questions().size())
                    .stream()
                    .map(pool.questions()::get)
                    .toList();
        }

        Asked asked(Question question, String chosen, boolean again) {
            return new Asked(
                    question.code(),
                    question.stem(),
                    ThreeQuestions.choices(
                                    household.value(),
                                    question.code(),
                                    question.choices().size())
                            .stream()
                            .map(question.choices()::get)
                            .map(choice -> new Choice(choice.key(), choice.text()))
                            .toList(),
                    chosen,
                    again ? question.heading() : null,
                    again ? question.paragraph() : null);
        }
    }

    /**
     * The questions of the household behind a code; empty when the code is unknown, revoked or malformed, stands on a
     * blank sheet that nobody was given, or there is nothing to ask today, all alike.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped(OPEN_TO_ALL)
    public Optional<QuestionSheet> open(String token) {
        return three(token)
                .map(three -> new QuestionSheet(
                        State.OPEN,
                        three.token(),
                        three.questions().stream()
                                .map(question -> three.asked(question, "", false))
                                .toList()));
    }

    /**
     * Reads answers and, when all three are right, confirms.
     *
     * @param token as scanned or typed
     * @param answers the key chosen by each question's code; what was not asked is passed over
     * @param installation how the browser says it is registered as a worker's phone, or null
     * @return empty as in {@link #open}
     */
    @NotDivisionScoped(OPEN_TO_ALL)
    public Optional<QuestionSheet> answer(String token, Map<String, String> answers, @Nullable UUID installation) {
        return three(token).map(three -> {
            var asked = three.questions();
            var missing = asked.stream()
                    .anyMatch(question -> chosen(question, answers).isEmpty());
            var sheet = asked.stream()
                    .map(question -> {
                        var chosen = chosen(question, answers);
                        return three.asked(question, chosen, !missing && !isRight(three, question, chosen));
                    })
                    .toList();
            if (missing) {
                return new QuestionSheet(State.INCOMPLETE, three.token(), sheet);
            }
            if (sheet.stream().anyMatch(one -> one.paragraph() != null)) {
                return new QuestionSheet(State.AGAIN, three.token(), sheet);
            }
            confirmations.byItself(three.household(), three.pool().version(), installation);
            return new QuestionSheet(State.DONE, three.token(), List.of());
        });
    }

    private boolean isRight(Three three, Question question, String chosen) {
        return questions
                        .right(three.pool().version(), Map.of(question.code(), chosen))
                        .orElse(0)
                == 1;
    }

    private static String chosen(Question question, Map<String, String> answers) {
        var chosen = answers.getOrDefault(question.code(), "");
        return question.choices().stream().anyMatch(choice -> choice.key().equals(chosen)) ? chosen : "";
    }

    private Optional<Three> three(String token) {
        return sheets.behind(token)
                .flatMap(sheet -> Optional.ofNullable(sheet.household()))
                .flatMap(household -> questions
                        .on(Times.today(clock))
                        .map(pool -> new Three(household, Codes.normalised(token), pool)));
    }
}
