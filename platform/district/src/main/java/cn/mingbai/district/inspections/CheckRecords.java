package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.Reason;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 待核对的核查记录: checks that inspectors' phones handed in and that the desk has to decide on. */
@Service
public class CheckRecords {

    private final CheckRows rows;
    private final Inspections inspections;
    private final Writes writes;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    CheckRecords(CheckRows rows, Inspections inspections, Writes writes, Access access, Audit audit, Clock clock) {
        this.rows = rows;
        this.inspections = inspections;
        this.writes = writes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A check that waits.
     *
     * @param inspector who recorded it
     * @param division the household's village, or where the phone is registered
     * @param inspection of the household drawn, or null when it names none
     * @param title the inspection's title, or empty
     * @param number the household's number, or empty
     * @param whyKey the key of the sentence why it waits
     * @param finding what was found, or null when it cannot be read: then it can only be dismissed
     */
    public record Line(
            long id,
            String receipt,
            String inspector,
            DivisionId division,
            String divisionName,
            @Nullable InspectionId inspection,
            String title,
            String number,
            String group,
            String whyKey,
            @Nullable Finding finding,
            LocalDate day,
            Instant received) {}

    /** How many wait within reach. */
    @Transactional(readOnly = true)
    public int count() {
        return rows.waiting(access.require(Action.INSPECT));
    }

    /** Those that wait within reach, the first received first; at most 300. */
    @Transactional(readOnly = true)
    public List<Line> open() {
        return rows.open(access.require(Action.INSPECT)).stream()
                .map(CheckRecords::line)
                .toList();
    }

    private static Line line(CheckRows.Row row) {
        var drawn = row.drawn();
        var why = row.why();
        return new Line(
                row.id(),
                row.receipt(),
                row.name(),
                row.division(),
                row.divisionName(),
                drawn == null ? null : drawn.inspection(),
                drawn == null ? "" : drawn.title(),
                drawn == null ? "" : drawn.number(),
                drawn == null ? "" : drawn.group(),
                (why == null ? CheckWhy.IMPOSSIBLE : why).key(),
                drawn == null ? null : row.finding(),
                row.day(),
                row.received());
    }

    /**
     * Lets a check stand as what was found at its household; what stood there before is kept as corrected.
     *
     * @param reason why, 1 to 200 characters
     * @throws NotFound when the record is out of reach or settled already
     * @throws RuleViolation when it cannot be read, or the inspection does not allow it
     */
    public void adopt(long id, String reason) {
        var reach = access.require(Action.INSPECT);
        var why = Reason.checked(reason);
        writes.inTransaction(() -> {
            var row = rows.lock(id, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
            var finding = row.finding();
            var item = row.item();
            if (item == null || finding == null) {
                throw new RuleViolation("district.check.unreadable");
            }
            inspections.record(item, finding, why);
            rows.settle(id, clock.instant(), access.caller().person(), "");
            audit.record("inspection.check-adopt", "record " + id, row.division(), why);
        });
    }

    /**
     * Settles a check that does not stand.
     *
     * @param reason why, 1 to 200 characters
     * @throws NotFound when the record is out of reach or settled already
     */
    public void dismiss(long id, String reason) {
        var reach = access.require(Action.INSPECT);
        var why = Reason.checked(reason);
        writes.inTransaction(() -> {
            var row = rows.lock(id, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
            rows.settle(id, clock.instant(), access.caller().person(), why);
            audit.record("inspection.check-dismiss", "record " + id, row.division(), why);
        });
    }
}
