package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.LedgerBook.StateAndReason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The ledger of the villages that the caller reaches. Names and phones leave it masked. */
@Service
public class Households {

    private static final int SOURCE_LENGTH = 200;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private static final String LINE = """
            select h.id, h.village_id, h.number, d.group_name, d.head, d.phone is not null has_phone, d.members,
              d.registered, d.resident, d.assisted, s.state, s.reason, s.valid_from state_from
            from household h
            join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
              and d.valid_from <= :today and d.valid_to > :today
            join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
              and s.valid_from <= :today and s.valid_to > :today
            """;

    private final JdbcClient jdbc;
    private final LedgerBook book;
    private final StateWrites states;
    private final Exclusions exclusions;
    private final FoundHouseholds found;
    private final Writes writes;
    private final FieldCipher cipher;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Households(
            JdbcClient jdbc,
            LedgerBook book,
            StateWrites states,
            Exclusions exclusions,
            FoundHouseholds found,
            Writes writes,
            FieldCipher cipher,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.states = states;
        this.exclusions = exclusions;
        this.found = found;
        this.writes = writes;
        this.cipher = cipher;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Which households of a village to list.
     *
     * @param state only those in this state, or null for all
     * @param head only those whose head bears exactly this name, or empty for all
     * @param headless only those that people live in and nobody is known to be head of
     */
    public record Filter(@Nullable HouseholdState state, String head, boolean headless) {

        /** All households. */
        public static final Filter ALL = new Filter(null, "");

        /** Those in a state, whose head bears a name. */
        public Filter(@Nullable HouseholdState state, String head) {
            this(state, head, false);
        }
    }

    /**
     * A line of the ledger as of today.
     *
     * @param number the household's number with its check character
     * @param maskedHead the head's name, masked
     * @param stateFrom the first day of the state
     */
    public record Line(
            HouseholdId household,
            DivisionId village,
            String number,
            String group,
            String maskedHead,
            boolean hasPhone,
            @Nullable Integer members,
            boolean registered,
            boolean resident,
            boolean assisted,
            HouseholdState state,
            String stateReason,
            LocalDate stateFrom) {}

    /**
     * A page of lines.
     *
     * @param total how many lines the filter finds in all
     */
    public record Page(List<Line> lines, int total) {}

    /**
     * What the ledger of a village holds today and what it lacks.
     *
     * @param byState how many households are in each state
     * @param controlTotal the outside count (对照户数), or null when none was entered
     * @param controlSource where the outside count comes from, or null
     * @param controlDay the day of the outside count, or null
     * @param editable whether the caller may change the ledger of this village
     */
    public record Summary(
            Map<HouseholdState, Integer> byState,
            @Nullable Integer controlTotal,
            @Nullable String controlSource,
            @Nullable LocalDate controlDay,
            boolean editable) {

        /** How many households the ledger holds. */
        public int ledger() {
            return byState.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Households that the outside count has and the ledger lacks; negative when the ledger has more. */
        public int gap() {
            return controlTotal == null ? 0 : controlTotal - ledger();
        }
    }

    /**
     * How the ledger of a village compares with the outside count today.
     *
     * @param households what the ledger holds
     * @param controlTotal the outside count (对照户数), or null when none was entered
     */
    public record VillageLedger(
            DivisionId village,
            String name,
            String code,
            int households,
            @Nullable Integer controlTotal,
            @Nullable String controlSource,
            @Nullable LocalDate controlDay) {

        /** Households that the outside count has and the ledger lacks; negative when the ledger has more. */
        public int gap() {
            return controlTotal == null ? 0 : controlTotal - households;
        }
    }

    /** The villages within reach with what their ledgers hold and lack, in code order. */
    @Transactional(readOnly = true)
    public List<VillageLedger> villages() {
        var reach = access.require(Action.VIEW_LEDGER);
        return jdbc.sql("""
                select v.division_id, v.name, v.code,
                  (select count(*) from household h where h.village_id = v.division_id) households,
                  t.households, t.source, t.valid_from
                from division_version v
                left join household_control_total t on t.village_id = v.division_id and t.superseded_at = '9999-12-31'
                  and t.valid_from <= :today and t.valid_to > :today
                where v.level = 'VILLAGE' and v.superseded_at = '9999-12-31' and v.valid_from <= :today
                  and v.valid_to > :today and
                """ + Reach.covers("v.division_id") + " order by v.code")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new VillageLedger(
                        new DivisionId(row.getLong(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getObject(5, Integer.class),
                        row.getString(6),
                        row.getObject(7, LocalDate.class)))
                .list();
    }

    /** A head's name and phone in clear. */
    public record Unmasked(String head, @Nullable String phone) {

        @Override
        public String toString() {
            return "Unmasked[…]";
        }
    }

    /**
     * The households of a village, masked, in group order, then by number.
     *
     * @param offset how many lines to skip
     * @param limit at most how many lines, 1..500
     */
    @Transactional(readOnly = true)
    public Page page(DivisionId village, Filter filter, int offset, int limit) {
        var reach = access.require(Action.VIEW_LEDGER, village);
        var where = " where h.village_id = :village and (:state = '' or s.state = :state)"
                + (filter.head().isBlank() ? "" : " and d.head_hash = :head")
                + (filter.headless()
                        ? " and d.head_hash = :nobody and s.state not in ('DEMOLISHED', 'MERGED', 'EMPTY')"
                        : "")
                + " and " + Reach.covers("h.village_id");
        var parameters = new java.util.HashMap<String, Object>(reach.parameters());
        parameters.put("village", village.value());
        parameters.put("today", Times.today(clock));
        parameters.put("state", filter.state() == null ? "" : filter.state().name());
        if (!filter.head().isBlank()) {
            parameters.put("head", cipher.searchHash(filter.head()));
        }
        if (filter.headless()) {
            parameters.put("nobody", cipher.searchHash(""));
        }
        var lines = jdbc.sql(LINE + where + " order by d.group_order, char_length(h.number), h.number"
                        + " limit :limit offset :offset")
                .params(parameters)
                .param("limit", Math.clamp(limit, 1, 500))
                .param("offset", Math.max(offset, 0))
                .query(this::line)
                .list();
        var total = jdbc.sql("select count(*) from (" + LINE + where + ") found")
                .params(parameters)
                .query(Integer.class)
                .single();
        return new Page(lines, total);
    }

    /** What the ledger of a village holds today, against the outside count. */
    @Transactional(readOnly = true)
    public Summary summary(DivisionId village) {
        var reach = access.require(Action.VIEW_LEDGER, village);
        var today = Times.today(clock);
        var editable = mayEdit(village);
        var byState = new EnumMap<HouseholdState, Integer>(HouseholdState.class);
        jdbc.sql("""
                select s.state, count(*) from household h
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :today and s.valid_to > :today
                where h.village_id = :village and
                """ + Reach.covers("h.village_id") + " group by s.state")
                .param("village", village.value())
                .param("today", today)
                .params(reach.parameters())
                .query(row -> {
                    byState.put(HouseholdState.valueOf(row.getString(1)), row.getInt(2));
                });
        var control = jdbc.sql("""
                select t.households, t.source, t.valid_from from household_control_total t
                where t.village_id = :village and t.superseded_at = '9999-12-31'
                  and t.valid_from <= :today and t.valid_to > :today and
                """ + Reach.covers("t.village_id"))
                .param("village", village.value())
                .param("today", today)
                .params(reach.parameters())
                .query((row, index) -> new Summary(
                        byState, row.getInt(1), row.getString(2), row.getObject(3, LocalDate.class), editable))
                .optional();
        return control.orElseGet(() -> new Summary(byState, null, null, null, editable));
    }

    /**
     * One household, masked.
     *
     * @throws NotFound when there is no such household within reach
     */
    @Transactional(readOnly = true)
    public Line get(HouseholdId household) {
        var reach = access.require(Action.VIEW_LEDGER);
        return jdbc.sql(LINE + " where h.id = :id and " + Reach.covers("h.village_id"))
                .param("id", household.value())
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query(this::line)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * The household of a village that bears a number.
     *
     * @param number the number with its check character, as typed
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when the village has no such household, or is out of reach
     */
    @Transactional(readOnly = true)
    public HouseholdId byNumber(DivisionId village, String number) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var typed = HouseholdNumber.typed(number);
        return jdbc.sql("select h.id from household h where h.village_id = :village and h.number = :number and "
                        + Reach.covers("h.village_id"))
                .param("village", village.value())
                .param("number", typed.value())
                .params(reach.parameters())
                .query((row, index) -> new HouseholdId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("households.number.unknown", typed.shown()));
    }

    /**
     * The head's name and phone in clear; who asked and why is kept in the audit trail.
     *
     * @throws RuleViolation when no reason is given
     * @throws NotFound when there is no such household within reach
     */
    @Transactional
    public Unmasked unmask(HouseholdId household, String reason) {
        var village = villageOf(household, Action.VIEW_LEDGER);
        access.requireSecondFactor();
        var why = Reason.checked(reason);
        var unmasked = jdbc.sql("""
                select d.head, d.phone from household_details d where d.household_id = :id
                  and d.superseded_at = '9999-12-31' and d.valid_from <= :today and d.valid_to > :today
                """)
                .param("id", household.value())
                .param("today", Times.today(clock))
                .query((row, index) -> {
                    var phone = row.getBytes(2);
                    return new Unmasked(cipher.decrypt(row.getBytes(1)), phone == null ? null : cipher.decrypt(phone));
                })
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        audit.record("household.unmask", "household " + household.value(), village, why);
        return unmasked;
    }

    /** What became of a wish. */
    public enum Outcome {
        /** It holds. */
        DONE,
        /** It takes more households out of the denominator than the district allows: a second person decides. */
        WAITS
    }

    /**
     * Sets the state of a household from a day on, until the next day for which another state is already known. A state
     * that takes the household out of the denominator waits for a second person when the village would then exclude more
     * than the share the district has set; until then nothing changes.
     *
     * @param reason why, 1 to 200 characters
     * @param from not in the future
     * @throws Conflict when the household already is in that state on that day, or its exclusion is waiting
     * @throws NotFound when there is no such household within reach
     */
    public Outcome setState(HouseholdId household, HouseholdState state, String reason, LocalDate from) {
        var village = villageOf(household, Action.EDIT_LEDGER);
        var why = Reason.checked(reason);
        requirePast(from);
        return writes.inTransaction(() -> {
            exclusions.requireNoneWaiting(household);
            Spans.on(book.states(household), from)
                    .filter(span -> span.content().state() == state)
                    .ifPresent(same -> {
                        throw new Conflict("households.state.same", same.from());
                    });
            if (exclusions.mustWait(village, List.of(household), state)) {
                exclusions.propose(village, List.of(new Exclusions.Wish(household, state, null, from)), why);
                return Outcome.WAITS;
            }
            states.set(household, village, state, why, from);
            return Outcome.DONE;
        });
    }

    /**
     * Adds a household that the ledger lacks; it is 应访 from that day on.
     *
     * @param from the first day it is known to be there, not in the future
     * @throws Conflict when the village already has this number
     */
    public HouseholdId add(DivisionId village, HouseholdNumber number, HouseholdDetails details, LocalDate from) {
        access.require(Action.EDIT_LEDGER, village);
        requirePast(from);
        details.withHead();
        return writes.inTransaction(() -> {
            var added = texts.get(Texts.LOCALES.getFirst(), "households.state.reason.added");
            var id = states.enter(village, number, details, new StateAndReason(HouseholdState.DUE, added), from);
            audit.record("household.add", "household " + id.value(), village, number.shown() + " from " + from);
            return id;
        });
    }

    /**
     * Adds a household that somebody found and no list has, with what shows that it is there. It is 应访 at once, under a
     * number of its own (X…) until the register gives it one.
     *
     * @param evidence who saw what, 1 to 200 characters
     * @param day the day it was found, not in the future
     */
    public HouseholdId found(DivisionId village, HouseholdDetails details, String evidence, LocalDate day) {
        access.require(Action.EDIT_LEDGER, village);
        requirePast(day);
        return found.add(village, details, evidence, day);
    }

    /**
     * Enters how many households an outside register counts in a village (对照户数).
     *
     * @param households 0 or more
     * @param source the register or office, 1 to 200 characters
     * @param day the day of that count, not in the future
     */
    public void setControlTotal(DivisionId village, int households, String source, LocalDate day) {
        access.require(Action.EDIT_LEDGER, village);
        requirePast(day);
        checkControl(households, source);
        writes.inTransaction(() -> {
            if (book.writeControlTotal(village, households, source.strip(), day, clock.instant())) {
                audit.record(
                        "household.control-total", "division " + village.value(), village, households + ", " + source);
            }
        });
    }

    /** Whether the caller may change the ledger of a village. */
    boolean mayEdit(DivisionId village) {
        try {
            access.require(Action.EDIT_LEDGER, village);
            return true;
        } catch (AccessRefused | NotFound refused) {
            return false;
        }
    }

    static void checkControl(int households, String source) {
        if (households < 0 || source.isBlank() || source.strip().length() > SOURCE_LENGTH) {
            throw new RuleViolation("households.control.form", SOURCE_LENGTH);
        }
    }

    private void requirePast(LocalDate day) {
        requirePast(day, Times.today(clock));
    }

    static void requirePast(LocalDate day, LocalDate today) {
        if (day.isAfter(today) || day.isBefore(EARLIEST)) {
            throw new RuleViolation("households.day.form", EARLIEST, today, day);
        }
    }

    /**
     * The village of a household within the caller's reach for {@code action}.
     *
     * @throws NotFound when there is no such household within reach
     */
    DivisionId villageOf(HouseholdId household, Action action) {
        var reach = access.require(action);
        return jdbc.sql("select h.village_id from household h where h.id = :id and " + Reach.covers("h.village_id"))
                .param("id", household.value())
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private Line line(ResultSet row, int index) throws SQLException {
        return new Line(
                new HouseholdId(row.getLong("id")),
                new DivisionId(row.getLong("village_id")),
                new HouseholdNumber(row.getString("number")).shown(),
                row.getString("group_name"),
                HouseholdDetails.masked(cipher.decrypt(row.getBytes("head"))),
                row.getBoolean("has_phone"),
                row.getObject("members", Integer.class),
                row.getBoolean("registered"),
                row.getBoolean("resident"),
                row.getBoolean("assisted"),
                HouseholdState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getObject("state_from", LocalDate.class));
    }
}
