package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Households.Outcome;
import cn.mingbai.households.ledger.LedgerBook.Entry;
import cn.mingbai.households.ledger.LedgerBook.InVillage;
import cn.mingbai.households.ledger.LedgerBook.StateAndReason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/**
 * What happens to households: a family splits, two doors join, a family moves to another village, a head dies. A household
 * keeps its id and with it its codes and visits; each change is dated and says who and why.
 */
@Service
public class HouseholdChanges {

    private final Households households;
    private final LedgerBook book;
    private final StateWrites states;
    private final Exclusions exclusions;
    private final FactsWatch watch;
    private final Writes writes;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    HouseholdChanges(
            Households households,
            LedgerBook book,
            StateWrites states,
            Exclusions exclusions,
            FactsWatch watch,
            Writes writes,
            Access access,
            Audit audit,
            Clock clock) {
        this.households = households;
        this.book = book;
        this.states = states;
        this.exclusions = exclusions;
        this.watch = watch;
        this.writes = writes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is to hold of a household.
     *
     * @param head the new head's name; empty while nobody is head, null to leave it
     * @param phone the new phone; empty when there is none any more, null to leave it
     */
    public record Correction(
            String group,
            @Nullable String head,
            @Nullable String phone,
            @Nullable Integer members,
            boolean registered,
            boolean resident,
            boolean assisted) {

        /** The correction without the names of anybody, for messages. */
        @Override
        public String toString() {
            return "Correction[" + group + "]";
        }
    }

    /**
     * Corrects what the ledger says of a household from a day on.
     *
     * @param reason why, 1 to 200 characters
     * @throws Conflict when it says so already
     * @throws NotFound when there is no such household within reach
     */
    public void correct(HouseholdId household, Correction correction, String reason, LocalDate from) {
        var village = villageOf(household);
        var why = Reason.checked(reason);
        requirePast(from);
        writes.inTransaction(() -> {
            var now = clock.instant();
            watch.around(List.of(household), now, () -> {
                var spans = book.details(household);
                var before = Spans.on(spans, from)
                        .map(Spans.Span::content)
                        .orElseThrow(() -> new RuleViolation("households.change.before-entry"));
                var after = new HouseholdDetails(
                        correction.group(),
                        correction.head() == null ? before.head() : correction.head(),
                        correction.phone() == null ? before.phone() : correction.phone(),
                        correction.members(),
                        correction.registered(),
                        correction.resident(),
                        correction.assisted());
                if (after.equals(before)) {
                    throw new Conflict("households.change.same");
                }
                book.writeDetails(
                        List.of(new Entry<>(household.value(), Spans.from(spans, from, after))), now, done -> {});
            });
            audit.record("household.correct", "household " + household.value(), village, "from " + from + ": " + why);
        });
    }

    /**
     * Lets a new household come out of another one, in the same village; it is 分出 from that day on, and due. What was
     * told to the old one stays with the old one.
     *
     * @throws Conflict when the village already has this number
     * @throws NotFound when there is no such household within reach
     */
    public HouseholdId split(
            HouseholdId household, HouseholdNumber number, HouseholdDetails details, String reason, LocalDate from) {
        var village = villageOf(household);
        var why = Reason.checked(reason);
        requirePast(from);
        details.withHead();
        return writes.inTransaction(() -> {
            requireEntered(household, from);
            if (!book.merged(household, from).isEmpty()) {
                throw new RuleViolation("households.change.ended");
            }
            var id = states.enter(village, number, details, new StateAndReason(HouseholdState.SPLIT, why), from);
            book.writeOrigin(
                    id,
                    household,
                    LedgerBook.Origin.SPLIT,
                    why,
                    new Spans.Span<>(0, from, Times.NO_END, why),
                    clock.instant());
            audit.record(
                    "household.split",
                    "household " + id.value(),
                    village,
                    "out of household " + household.value() + " from " + from + ": " + why);
            return id;
        });
    }

    /**
     * Lets a household become part of another one of its village; what was told to it counts there from that day on.
     * Above the district's share of exclusions it waits for a second person.
     *
     * @throws RuleViolation when they are one, or in different villages, or one of them was not there yet on that day
     * @throws Conflict when it is part of another one already, or waits to be
     * @throws NotFound when there is no such household within reach
     */
    public Outcome join(HouseholdId household, HouseholdId into, String reason, LocalDate from) {
        var village = villageOf(household);
        villageOf(into);
        var why = Reason.checked(reason);
        requirePast(from);
        return writes.inTransaction(() -> {
            exclusions.requireNoneWaiting(household);
            if (exclusions.mustWait(village, List.of(household), HouseholdState.MERGED)) {
                if (household.equals(into) || !book.village(household).equals(book.village(into))) {
                    throw new RuleViolation("households.join.same-village");
                }
                exclusions.propose(
                        village, List.of(new Exclusions.Wish(household, HouseholdState.MERGED, into, from)), why);
                return Outcome.WAITS;
            }
            states.join(household, into, village, why, from);
            return Outcome.DONE;
        });
    }

    /**
     * Takes back that a household became part of another one, as if it had not been: its state before holds on.
     *
     * @throws RuleViolation when it is part of none
     * @throws NotFound when there is no such household within reach
     */
    public void unjoin(HouseholdId household, String reason) {
        var village = villageOf(household);
        var why = Reason.checked(reason);
        writes.inTransaction(() -> {
            var now = clock.instant();
            watch.aroundMoves(List.of(household), now, () -> {
                var merged = book.merged(household, Times.today(clock)).stream()
                        .findFirst()
                        .orElseThrow(() -> new RuleViolation("households.join.none"));
                var spans = book.states(household);
                var before = spans.stream()
                        .filter(span -> span.from().isBefore(merged.from()))
                        .reduce((first, second) -> second)
                        .map(span -> span.content().state())
                        .filter(state -> state != HouseholdState.MERGED)
                        .orElse(HouseholdState.DUE);
                book.endMerged(household, merged, merged.from(), now);
                book.writeStates(
                        List.of(new Entry<>(
                                household.value(), Spans.from(spans, merged.from(), new StateAndReason(before, why)))),
                        now);
            });
            audit.record("household.unjoin", "household " + household.value(), village, why);
        });
    }

    /**
     * Lets a family move to another village. Up to the day before, it counts where it was; what was told to it goes along.
     * Moving it back from the same day takes the move back.
     *
     * @param number its number in the other village
     * @param group its group there, may be empty
     * @throws Conflict when it belongs there already, or the other village has the number
     * @throws NotFound when household or village are out of reach
     */
    public void move(
            HouseholdId household, DivisionId to, HouseholdNumber number, String group, String reason, LocalDate from) {
        var village = villageOf(household);
        access.require(Action.EDIT_LEDGER, to);
        var why = Reason.checked(reason);
        requirePast(from);
        try {
            writes.inTransaction(() -> {
                var now = clock.instant();
                watch.aroundMoves(List.of(household), now, () -> {
                    requireEntered(household, from);
                    var spans = book.places(List.of(household.value())).getOrDefault(household.value(), List.of());
                    if (Spans.on(spans, from)
                            .filter(span -> span.content().village().equals(to))
                            .isPresent()) {
                        throw new Conflict("households.move.there-already");
                    }
                    book.writePlaces(
                            List.of(new Entry<>(
                                    household.value(), Spans.from(spans, from, new InVillage(to, number, null, why)))),
                            now);
                    regroup(household, group, from, now);
                });
                audit.record(
                        "household.move",
                        "household " + household.value(),
                        village,
                        "to division " + to.value() + " " + number.shown() + " from " + from + ": " + why);
                audit.record(
                        "household.move",
                        "household " + household.value(),
                        to,
                        "from division " + village.value() + " on " + from + ": " + why);
            });
        } catch (DuplicateKeyException taken) {
            throw new Conflict("households.number.taken", number.shown());
        }
    }

    private void regroup(HouseholdId household, String group, LocalDate from, java.time.Instant now) {
        var spans = book.details(household);
        Spans.on(spans, from).map(Spans.Span::content).ifPresent(before -> {
            var after = new HouseholdDetails(
                    group,
                    before.head(),
                    before.phone(),
                    before.members(),
                    before.registered(),
                    before.resident(),
                    before.assisted());
            if (!after.equals(before)) {
                book.writeDetails(
                        List.of(new Entry<>(household.value(), Spans.from(spans, from, after))), now, done -> {});
            }
        });
    }

    private void requireEntered(HouseholdId household, LocalDate from) {
        if (Spans.on(book.states(household), from).isEmpty()) {
            throw new RuleViolation("households.change.before-entry");
        }
    }

    private void requirePast(LocalDate day) {
        Households.requirePast(day, Times.today(clock));
    }

    private DivisionId villageOf(HouseholdId household) {
        return households.villageOf(household, Action.EDIT_LEDGER);
    }
}
