package cn.mingbai.households.ledger;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.LedgerBook.Entry;
import cn.mingbai.households.ledger.LedgerBook.StateAndReason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Enters households and sets their states, with the figures and the audit trail; its callers have checked theirs. */
@Component
class StateWrites {

    private final JdbcClient jdbc;
    private final LedgerBook book;
    private final FactsWatch watch;
    private final Audit audit;
    private final Clock clock;

    StateWrites(JdbcClient jdbc, LedgerBook book, FactsWatch watch, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.watch = watch;
        this.audit = audit;
        this.clock = clock;
    }

    /** Sets a state from a day on; a household that comes back is no longer part of another one. */
    void set(HouseholdId household, DivisionId village, HouseholdState state, String reason, LocalDate from) {
        var now = clock.instant();
        watch.around(List.of(household), now, () -> {
            var spans = book.states(household);
            Spans.on(spans, from)
                    .filter(span -> span.content().state() == state)
                    .ifPresent(same -> {
                        throw new Conflict("households.state.same", same.from());
                    });
            if (state != HouseholdState.MERGED) {
                book.merged(household, from).stream()
                        .filter(merged -> !merged.from().isAfter(from))
                        .forEach(merged -> book.endMerged(household, merged, from, now));
            }
            book.writeStates(
                    List.of(new Entry<>(household.value(), Spans.from(spans, from, new StateAndReason(state, reason)))),
                    now);
        });
        audit.record("household.state", "household " + household.value(), village, state + " from " + from);
    }

    /**
     * Lets a household be part of another one from a day on; what was told to it counts there from then on.
     *
     * @throws RuleViolation when they are one, belong to different villages, or the other one is part of a third itself
     * @throws Conflict when the household is part of another one already
     */
    void join(HouseholdId ended, HouseholdId into, DivisionId village, String reason, LocalDate from) {
        var now = clock.instant();
        watch.aroundMoves(List.of(ended, into), now, () -> {
            if (ended.equals(into) || !book.village(ended).equals(book.village(into))) {
                throw new RuleViolation("households.join.same-village");
            }
            if (!book.merged(into, from).isEmpty()) {
                throw new RuleViolation("households.join.other-ended");
            }
            if (!book.merged(ended, from).isEmpty()) {
                throw new Conflict("households.join.already");
            }
            var spans = book.states(ended);
            if (spans.stream().noneMatch(span -> !span.from().isAfter(from))
                    || book.states(into).stream().noneMatch(span -> !span.from().isAfter(from))) {
                throw new RuleViolation("households.join.before-entry");
            }
            var change = Spans.from(spans, from, new StateAndReason(HouseholdState.MERGED, reason));
            book.writeStates(List.of(new Entry<>(ended.value(), change)), now);
            book.writeOrigin(ended, into, LedgerBook.Origin.MERGED, reason, change.begun(), now);
        });
        audit.record(
                "household.join",
                "household " + ended.value(),
                village,
                "into household " + into.value() + " from " + from + ": " + reason);
    }

    /**
     * Enters a household.
     *
     * @throws Conflict when the village already has this number
     */
    HouseholdId enter(
            DivisionId village,
            HouseholdNumber number,
            HouseholdDetails details,
            StateAndReason state,
            LocalDate from) {
        return enter(village, number, details, state, from, book.recordedBy());
    }

    /**
     * Enters a household like {@link #enter(DivisionId, HouseholdNumber, HouseholdDetails, StateAndReason, LocalDate)}.
     *
     * @param by who says so, signed in or not; null when that is not known
     */
    HouseholdId enter(
            DivisionId village,
            HouseholdNumber number,
            HouseholdDetails details,
            StateAndReason state,
            LocalDate from,
            @Nullable Long by) {
        var now = clock.instant();
        try {
            book.insert(village, List.of(number), now);
        } catch (DuplicateKeyException taken) {
            throw new Conflict("households.number.taken", number.shown());
        }
        var id = jdbc.sql("select id from household where village_id = :village and number = :number")
                .param("village", village.value())
                .param("number", number.value())
                .query((row, index) -> new HouseholdId(row.getLong(1)))
                .single();
        watch.around(List.of(id), now, () -> {
            book.writeDetails(
                    List.of(new Entry<>(id.value(), Spans.from(List.of(), from, details))), by, now, done -> {});
            book.writeStates(List.of(new Entry<>(id.value(), Spans.from(List.of(), from, state))), by, now);
        });
        return id;
    }
}
