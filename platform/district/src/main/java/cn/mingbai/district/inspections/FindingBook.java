package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what was found, from the desk and from phones, by the same rules; in the caller's transaction. */
@Component
@Internal
public class FindingBook {

    static final int PROBLEM_LENGTH = 300;
    static final int REASON_LENGTH = 200;
    private static final int MOST_UNLISTED = 20;

    private final InspectionRows rows;
    private final Audit audit;
    private final Clock clock;

    FindingBook(InspectionRows rows, Audit audit, Clock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Records what was found, by whoever may inspect within a reach; in the caller's transaction.
     *
     * @param reason as {@link Inspections#record}
     * @throws NotFound when there is no such household within reach
     * @throws RuleViolation as {@link Inspections#record}
     */
    public void record(ItemId item, Finding finding, String reason, Reach reach, PersonId by) {
        var id = rows.lockItem(item, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
        record(id, lock(id, item), finding, reason, null, by);
    }

    /** A household drawn; the inspection's row stays locked until the transaction ends. */
    InspectionItem lock(InspectionId id, ItemId item) {
        // One after another in an inspection: whether a replacement is due depends on the others.
        rows.lock(id);
        return rows.items(id).stream()
                .filter(each -> each.id().equals(item))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * Records what was found.
     *
     * @param kept the household as it stands
     * @param reason why it corrects what stands there, 1 to 200 characters; empty for the first record
     * @param clientId the id under which a phone handed it in, or null
     * @throws RuleViolation when the day lies before the draw or ahead, a replacement is recorded first while it is not due,
     *     details do not fit the outcome, or a correction has no reason
     */
    void record(
            InspectionId id,
            InspectionItem kept,
            Finding finding,
            String reason,
            @Nullable String clientId,
            PersonId by) {
        check(finding, id);
        // What stands there may be corrected, also where a correction before it made the replacement needless.
        if (!kept.due() && kept.finding() == null) {
            throw new RuleViolation("district.inspection.replacement-not-due");
        }
        var before = kept.finding();
        var why = Inspections.text("district.inspection.reason-form", reason, REASON_LENGTH, before == null);
        var clean = finding.stripped();
        var same = before != null && before.problem().equals(clean.problem());
        rows.record(
                kept.id(),
                clean,
                new InspectionRows.Note(why, same ? kept.settled() : "", same ? kept.settledOn() : null, clientId),
                clock.instant(),
                by);
        audit.recordFor(
                by,
                "inspection.finding",
                Inspections.subject(id),
                kept.village(),
                "household " + kept.household().value() + ": "
                        + (before == null ? "" : before.outcome() + " corrected, " + why + ": ") + finding.outcome());
    }

    /** Refuses a finding that cannot be. */
    void check(Finding finding, InspectionId id) {
        var today = Times.today(clock);
        var drawnOn = rows.drawnOn(id);
        if (finding.day().isBefore(drawnOn) || finding.day().isAfter(today)) {
            throw new RuleViolation("district.inspection.day", drawnOn, today, finding.day());
        }
        var answers = finding.rightAnswers();
        if (answers != null && (answers < 0 || answers > Finding.QUESTIONS)) {
            throw new RuleViolation("district.inspection.answers", Finding.QUESTIONS, answers);
        }
        if (finding.unlisted() < 0 || finding.unlisted() > MOST_UNLISTED) {
            throw new RuleViolation("district.inspection.unlisted", MOST_UNLISTED, finding.unlisted());
        }
        if (!finding.outcome().answered()
                && (finding.sheetThere() != null
                        || finding.informedMatches() != null
                        || answers != null
                        || finding.knowsPhone() != null
                        || finding.satisfaction() != null)) {
            throw new RuleViolation("district.inspection.not-answered");
        }
        var problem = Inspections.text("district.inspection.problem-form", finding.problem(), PROBLEM_LENGTH, true);
        var deadline = finding.deadline();
        if (problem.isEmpty() != (deadline == null)) {
            throw new RuleViolation("district.inspection.problem-and-deadline");
        }
        if (deadline != null
                && (deadline.isBefore(finding.day())
                        || deadline.isAfter(finding.day().plusYears(1)))) {
            throw new RuleViolation(
                    "district.inspection.deadline", finding.day(), finding.day().plusYears(1), deadline);
        }
    }
}
