package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Call-backs and short re-tests of people who count as trained, drawn like the households of an inspection. They change no
 * training record and no rate: they say how far the rate can be believed.
 *
 * @see "ADR 0040"
 */
@Service
public class CallBacks {

    private final InspectionRows inspections;
    private final CallBackRows rows;
    private final AskedQuestions questions;
    private final Writes writes;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    CallBacks(
            InspectionRows inspections,
            CallBackRows rows,
            AskedQuestions questions,
            Writes writes,
            Access access,
            Audit audit,
            Clock clock) {
        this.inspections = inspections;
        this.rows = rows;
        this.questions = questions;
        this.writes = writes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** A question to ask, with the right answer for whoever asks. */
    public record Question(String stem, String answer) {}

    /** The people drawn in units within reach: part by part, those drawn first before their replacements; none before the draw. */
    @Transactional(readOnly = true)
    public List<CallBack> people(InspectionId id) {
        var reach = access.require(Action.VIEW_INSPECTIONS);
        var units = inspections.villages(id, reach);
        if (units.isEmpty()) {
            throw notFound();
        }
        return rows.people(id, Times.NOT_SUPERSEDED).stream()
                .filter(person -> units.contains(person.unit()))
                .toList();
    }

    /** The three questions for somebody drawn within reach; none where the policy in force has no questions. */
    @Transactional
    public List<Question> questions(ItemId item) {
        var id = rows.lockItem(item, access.require(Action.INSPECT)).orElseThrow(CallBacks::notFound);
        var person = person(id, item);
        return questions.of(person.person().value(), Times.today(clock)).stream()
                .map(asked -> new Question(asked.stem(), asked.answer()))
                .toList();
    }

    /**
     * Records what a call or a short re-test came to; another record corrects the one before and keeps it.
     *
     * @param reason why it is corrected, 1 to 200 characters; empty for the first record
     * @throws RuleViolation when the day lies before the draw or ahead, a replacement is recorded first while it is not due,
     *     answers are missing or stand where nobody was reached, or a correction has no reason
     */
    public void record(ItemId item, CallBackFinding finding, String reason) {
        var reach = access.require(Action.INSPECT);
        writes.inTransaction(() -> {
            var id = rows.lockItem(item, reach).orElseThrow(CallBacks::notFound);
            // One after another in an inspection: whether a replacement is due depends on the others.
            inspections.lock(id);
            var kept = person(id, item);
            if (!kept.due() && kept.finding() == null) {
                throw new RuleViolation("district.callback.replacement-not-due");
            }
            var why = Inspections.text(
                    "district.inspection.reason-form", reason, FindingBook.REASON_LENGTH, kept.finding() == null);
            rows.record(
                    item,
                    checked(finding, id),
                    why,
                    clock.instant(),
                    access.caller().person());
            audit.record(
                    "inspection.call-back",
                    Inspections.subject(id),
                    kept.unit(),
                    "person " + kept.person().value() + ": "
                            + (kept.finding() == null ? "" : kept.finding().outcome() + " corrected, " + why + ": ")
                            + finding.outcome());
        });
    }

    private CallBack person(InspectionId id, ItemId item) {
        return rows.people(id, Times.NOT_SUPERSEDED).stream()
                .filter(each -> each.id().equals(item))
                .findFirst()
                .orElseThrow(CallBacks::notFound);
    }

    private CallBackFinding checked(CallBackFinding finding, InspectionId id) {
        var today = Times.today(clock);
        var drawnOn = inspections.drawnOn(id);
        if (finding.day().isBefore(drawnOn) || finding.day().isAfter(today)) {
            throw new RuleViolation("district.callback.day", drawnOn, today, finding.day());
        }
        var answers = finding.rightAnswers();
        if (answers != null && (answers < 0 || answers > Finding.QUESTIONS)) {
            throw new RuleViolation("district.inspection.answers", Finding.QUESTIONS, answers);
        }
        var reached = finding.way().reached();
        if (reached != (finding.remembers() != null) || reached != (answers != null)) {
            throw new RuleViolation(reached ? "district.callback.answers-missing" : "district.callback.not-reached");
        }
        if (!reached && finding.knowsPhone() != null) {
            throw new RuleViolation("district.callback.not-reached");
        }
        return new CallBackFinding(
                finding.day(),
                finding.way(),
                finding.remembers(),
                answers,
                finding.knowsPhone(),
                Inspections.text("district.callback.note-form", finding.note(), FindingBook.PROBLEM_LENGTH, true));
    }

    private static NotFound notFound() {
        return new NotFound("core.access.not-found");
    }
}
