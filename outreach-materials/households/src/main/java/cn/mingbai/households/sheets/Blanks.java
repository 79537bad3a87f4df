package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Reason;
import cn.mingbai.households.ledger.Writes;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Gives blank sheets to households: the outreach worker at the door, or the officer from a list. */
@Service
public class Blanks {

    /** The most blank sheets of a village that are listed. */
    public static final int MOST = 500;

    private final BlankSheets blanks;
    private final SheetCodes codes;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final FieldCipher cipher;
    private final JdbcClient jdbc;
    private final Writes writes;
    private final ApplicationEventPublisher events;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Blanks(
            BlankSheets blanks,
            SheetCodes codes,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            FieldCipher cipher,
            JdbcClient jdbc,
            Writes writes,
            ApplicationEventPublisher events,
            Access access,
            Audit audit,
            Clock clock) {
        this.blanks = blanks;
        this.codes = codes;
        this.households = households;
        this.divisions = divisions;
        this.cipher = cipher;
        this.jdbc = jdbc;
        this.writes = writes;
        this.events = events;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A blank sheet in the worker's hand.
     *
     * @param number as it is printed on it
     */
    public record Unbound(BlankId id, DivisionId village, String villageName, String number) {}

    /**
     * A blank sheet of a village.
     *
     * @param number as it is printed on it
     * @param household the number of the household it was given to, or empty
     * @param maskedHead that household's head, masked, or empty
     * @param boundOn the day on which it was given, or null
     */
    public record Line(
            BlankId id,
            String number,
            String household,
            String maskedHead,
            @Nullable LocalDate boundOn) {}

    /**
     * The blank sheet whose code the worker scanned, if it is one of the own village that nobody has yet.
     *
     * @throws AccessRefused when it belongs to another village
     */
    @Transactional(readOnly = true)
    public Optional<Unbound> unbound(String token) {
        var reach = access.require(Action.RECORD_VISIT);
        var sheet = codes.behind(token).filter(found -> found.blank() != null && found.household() == null);
        if (sheet.isEmpty()) {
            return Optional.empty();
        }
        if (!access.covers(reach, sheet.get().village())) {
            throw new AccessRefused("households.code.other-village");
        }
        var village = sheet.get().village();
        return blanks.find(java.util.Objects.requireNonNull(sheet.get().blank()))
                .map(blank -> new Unbound(
                        blank.id(),
                        village,
                        divisions.get(village, Times.today(clock)).name(),
                        blank.number().shown()));
    }

    /**
     * The household of the worker's village that a blank sheet is about to be given to, masked, to be looked at first.
     *
     * @param number the household's number with its check character, as typed
     * @throws NotFound when the sheet or the household is not in the worker's village
     * @throws RuleViolation when the check character does not fit
     */
    @Transactional(readOnly = true)
    public Place about(String token, String number) {
        var blank = unbound(token).orElseThrow(() -> new NotFound("households.code.unknown"));
        return byNumber(blank.village(), number);
    }

    /**
     * Gives a blank sheet of the worker's own village to a household of it. The same again changes nothing.
     *
     * @throws NotFound when the sheet or the household is not in the worker's village
     * @throws Conflict when another household has it
     */
    public void bind(String token, HouseholdId household) {
        var reach = access.require(Action.RECORD_VISIT);
        var sheet = codes.behind(token)
                .filter(found -> found.blank() != null && access.covers(reach, found.village()))
                .orElseThrow(() -> new NotFound("households.code.unknown"));
        bind(java.util.Objects.requireNonNull(sheet.blank()), household);
    }

    /**
     * Gives a blank sheet to a household, both of one village, by what an officer typed from a list. The same again
     * changes nothing.
     *
     * @param blankNumber the number printed on the blank sheet
     * @param householdNumber the household's number with its check character
     * @return the household, masked
     * @throws NotFound when the village is out of reach or has no such sheet or household
     * @throws RuleViolation when a number or its check character is wrong
     * @throws Conflict when another household has it
     */
    public Place bind(DivisionId village, String blankNumber, String householdNumber) {
        access.require(Action.EDIT_LEDGER, village);
        var number = BlankNumber.typed(blankNumber);
        var blank = blanks.find(village, number)
                .orElseThrow(() -> new NotFound("households.blank.unknown", number.shown()));
        var place = byNumber(village, householdNumber);
        bind(blank.id(), place.household());
        return place;
    }

    /**
     * Takes a blank sheet back that was given to the wrong household; what was recorded is kept.
     *
     * @param reason why, 1 to {@value Reason#LENGTH} characters
     * @throws NotFound when the village is out of reach, or nobody has the sheet
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void release(DivisionId village, BlankId id, String reason) {
        access.require(Action.EDIT_LEDGER, village);
        var why = Reason.checked(reason);
        blanks.lock(List.of(id));
        var blank = blanks.find(id)
                .filter(found -> found.village().equals(village) && found.household() != null)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        jdbc.sql("update blank_binding set superseded_at = :now where blank_id = :id and superseded_at = '9999-12-31'")
                .param("now", Times.sql(clock.instant()))
                .param("id", id.value())
                .update();
        audit.record("blank.release", "blank sheet " + blank.number().shown(), village, why);
    }

    /** The blank sheets of a village, the newest first, at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<Line> of(DivisionId village) {
        var reach = access.require(Action.VIEW_LEDGER, village);
        return jdbc.sql("""
                select b.id, b.number, h.number, d.head, g.bound_on from blank_sheet b
                left join blank_binding g on g.blank_id = b.id and g.superseded_at = '9999-12-31'
                left join household h on h.id = g.household_id
                left join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                where b.village_id = :village and
                """ + Reach.covers("b.village_id") + " order by b.number desc limit :most")
                .param("today", Times.today(clock))
                .param("village", village.value())
                .param("most", MOST)
                .params(reach.parameters())
                .query((row, index) -> {
                    var household = row.getString(3);
                    var head = row.getBytes(4);
                    return new Line(
                            new BlankId(row.getLong(1)),
                            new BlankNumber(row.getInt(2)).shown(),
                            household == null ? "" : new HouseholdNumber(household).shown(),
                            head == null ? "" : HouseholdDetails.masked(cipher.decrypt(head)),
                            row.getObject(5, LocalDate.class));
                })
                .list();
    }

    private void bind(BlankId id, HouseholdId household) {
        writes.inTransaction(() -> {
            blanks.lock(List.of(id));
            bind(blanks.find(id).orElseThrow(() -> new NotFound("households.code.unknown")), household);
        });
    }

    private void bind(Blank blank, HouseholdId household) {
        if (!households
                .find(household)
                .map(Place::village)
                .filter(blank.village()::equals)
                .isPresent()) {
            throw new NotFound("core.access.not-found");
        }
        if (household.equals(blank.household())) {
            return;
        }
        if (blank.household() != null) {
            throw taken(blank);
        }
        var now = clock.instant();
        try {
            jdbc.sql("insert into blank_binding (id, blank_id, household_id, bound_on, recorded_at, superseded_at,"
                            + " recorded_by) values (next value for blank_binding_seq, :blank, :household, :day, :now,"
                            + " '9999-12-31', :by)")
                    .param("blank", blank.id().value())
                    .param("household", household.value())
                    .param("day", Times.today(clock))
                    .param("now", Times.sql(now))
                    .param("by", access.caller().person().value())
                    .update();
        } catch (DuplicateKeyException boundMeanwhile) {
            throw taken(blank);
        }
        audit.record(
                "blank.bind",
                "household " + household.value(),
                blank.village(),
                "blank sheet " + blank.number().shown());
        events.publishEvent(
                new BlankGiven(blank.id(), household, access.caller().person(), now));
    }

    private static Conflict taken(Blank blank) {
        return new Conflict("households.blank.taken", blank.number().shown());
    }

    private Place byNumber(DivisionId village, String number) {
        var typed = HouseholdNumber.typed(number);
        return households
                .byNumber(village, typed)
                .flatMap(households::find)
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
    }
}
