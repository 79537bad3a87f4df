package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.LedgerBook.StateAndReason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Households that are there and on no list: they enter the ledger, and with it the denominator, in the moment they are
 * found. The callers have checked theirs.
 */
@Component
@Internal
public class FoundHouseholds {

    private static final String PREFIX = "X";

    private final JdbcClient jdbc;
    private final StateWrites states;
    private final Writes writes;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    FoundHouseholds(
            JdbcClient jdbc, StateWrites states, Writes writes, Texts texts, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.states = states;
        this.writes = writes;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Adds a household under the village's next number for found ones: X001, X002 and so on.
     *
     * @param evidence who saw what, 1 to 200 characters
     * @param day the day it was found
     */
    public HouseholdId add(DivisionId village, HouseholdDetails details, String evidence, LocalDate day) {
        var seen = Reason.checked(evidence);
        return writes.inTransaction(() -> {
            var by = access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
            var id = enter(village, details, day, by);
            note(id, seen, day, by, null);
            audit.record("household.found", "household " + id.value(), village, "on " + day + ": " + seen);
            return id;
        });
    }

    /**
     * The record of a phone.
     *
     * @param id made on the phone
     * @param hash of all that it says
     */
    public record ByPhone(PersonId worker, long device, UUID id, byte[] hash) {}

    /**
     * A household that has come into the ledger.
     *
     * @param note the id of the note how it was found
     */
    public record Added(HouseholdId household, long note) {}

    /**
     * Adds a household that an outreach worker's phone recorded, like {@link #add}.
     *
     * @param evidence what the worker wrote of it, at most 200 characters, or null
     */
    public Added addByPhone(
            DivisionId village, HouseholdDetails details, @Nullable String evidence, LocalDate day, ByPhone phone) {
        var seen = Reason.checked(
                evidence == null ? texts.get(Texts.LOCALES.getFirst(), "households.found.by-phone") : evidence);
        return writes.inTransaction(() -> {
            var id = enter(village, details, day, phone.worker().value());
            var note = note(id, seen, day, phone.worker().value(), phone);
            audit.recordFor(
                    phone.worker(),
                    "household.found",
                    "household " + id.value(),
                    village,
                    "on " + day + " by phone " + phone.device() + ": " + seen);
            return new Added(id, note);
        });
    }

    private HouseholdId enter(DivisionId village, HouseholdDetails details, LocalDate day, @Nullable Long by) {
        var reason = texts.get(Texts.LOCALES.getFirst(), "households.state.reason.found");
        return states.enter(village, next(village), details, new StateAndReason(HouseholdState.DUE, reason), day, by);
    }

    private long note(HouseholdId id, String seen, LocalDate day, @Nullable Long by, @Nullable ByPhone phone) {
        var note = jdbc.sql("select next value for household_found_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into household_found (id, household_id, evidence, found_on, recorded_at, recorded_by, client_id,
                  payload_hash, device_id)
                values (:id, :household, :evidence, :day, :now, :by, :client, :hash, :device)
                """)
                .param("id", note)
                .param("household", id.value())
                .param("evidence", seen)
                .param("day", day)
                .param("now", Times.sql(clock.instant()))
                .param("by", by)
                .param("client", phone == null ? null : phone.id().toString())
                .param("hash", phone == null ? null : phone.hash())
                .param("device", phone == null ? null : phone.device())
                .update();
        return note;
    }

    // A register may use numbers of this form, too: they are passed over.
    private HouseholdNumber next(DivisionId village) {
        // Not "insert ignore": two would hold a shared lock on a row that is there, and wait for one another.
        jdbc.sql("insert into household_found_series (village_id, last_number) values (:village, 0)"
                        + " on duplicate key update village_id = village_id")
                .param("village", village.value())
                .update();
        var number = jdbc.sql("select last_number from household_found_series where village_id = :village for update")
                .param("village", village.value())
                .query(Integer.class)
                .single();
        do {
            number++;
        } while (taken(village, written(number)));
        jdbc.sql("update household_found_series set last_number = :last where village_id = :village")
                .param("last", number)
                .param("village", village.value())
                .update();
        return written(number);
    }

    private static HouseholdNumber written(int number) {
        return new HouseholdNumber(PREFIX + "%03d".formatted(number));
    }

    private boolean taken(DivisionId village, HouseholdNumber number) {
        return jdbc.sql("select count(*) from household where village_id = :village and number = :number")
                        .param("village", village.value())
                        .param("number", number.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
