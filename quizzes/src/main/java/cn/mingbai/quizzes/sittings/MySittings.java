package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.attempts.Started;
import cn.mingbai.quizzes.sittings.SittingRows.Planned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Scheduled tests, for those who sit them. */
@Service
public class MySittings {

    private static final String OWN = "the caller's own tests";
    private static final Duration KEPT = Duration.ofDays(7);

    private final SittingRows rows;
    private final SittingPapers papers;
    private final Attempts attempts;
    private final Access access;
    private final DiskRoom room;
    private final TransactionTemplate transactions;
    private final Clock clock;

    MySittings(
            SittingRows rows,
            SittingPapers papers,
            Attempts attempts,
            Access access,
            DiskRoom room,
            TransactionTemplate transactions,
            Clock clock) {
        this.rows = rows;
        this.papers = papers;
        this.attempts = attempts;
        this.access = access;
        this.room = room;
        this.transactions =
                new TransactionTemplate(Objects.requireNonNull(transactions.getTransactionManager()), transactions);
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.clock = clock;
    }

    /**
     * The caller's tests: what is to come, what runs, and what ended in the last week, by opening. Whoever has come to the
     * unit since the papers were drawn joins those that have not ended, as soon as there is room to note that.
     */
    @NotDivisionScoped(OWN)
    public List<OwnSitting> mine() {
        access.require(Action.STUDY);
        var me = access.caller().person();
        var now = clock.instant();
        return room.refusesRows()
                ? rows.own(me, now.minus(KEPT))
                : Objects.requireNonNull(transactions.execute(status -> joined(me, now)));
    }

    private List<OwnSitting> joined(PersonId me, Instant now) {
        var own = rows.own(me, now.minus(KEPT));
        var known = own.stream().map(OwnSitting::id).toList();
        var joined = false;
        for (var plan : rows.joinable(now)) {
            if (!known.contains(plan.id()) && join(plan, me)) {
                joined = true;
            }
        }
        return joined ? rows.own(me, now.minus(KEPT)) : own;
    }

    /**
     * Goes to the caller's paper, drawn now if it is not drawn yet; before the opening its page waits.
     *
     * @return where it is
     * @throws NotFound when the caller does not sit it
     * @throws Conflict before papers are drawn, or when it is over or cancelled
     */
    @NotDivisionScoped(OWN)
    public Started open(SittingId id) {
        access.require(Action.STUDY);
        var me = access.caller().person();
        return attempts.open(Objects.requireNonNull(transactions.execute(status -> drawn(id, me))));
    }

    private long drawn(SittingId id, PersonId me) {
        var plan = rows.shared(id).orElseThrow(() -> new NotFound("core.access.not-found"));
        var now = clock.instant();
        var seat = rows.seat(id, me);
        if (seat.isEmpty()
                && plan.draws(now)
                && (plan.phase(now) == Phase.PLANNED || plan.phase(now) == Phase.RUNNING)
                && join(plan, me)) {
            seat = rows.seat(id, me);
        }
        var mine = seat.orElseThrow(() -> new NotFound("core.access.not-found"));
        if (mine.attempt() != null) {
            return mine.attempt();
        }
        if (plan.phase(now) == Phase.CANCELLED) {
            throw new Conflict("quizzes.sitting.cancelled");
        }
        if (!plan.draws(now)) {
            throw new Conflict("quizzes.sitting.too-early", Sittings.AHEAD.toMinutes());
        }
        var end = plan.draft().closes().plus(Duration.ofMinutes(rows.extra(id, me)));
        if (!now.isBefore(end)) {
            throw new Conflict("quizzes.sitting.over");
        }
        return papers.draw(plan, mine);
    }

    private boolean join(Planned plan, PersonId me) {
        var candidate = rows.invitedNow(plan, me);
        candidate.ifPresent(found -> rows.add(plan.id(), List.of(found), "JOINED"));
        return candidate.isPresent();
    }
}
