package cn.mingbai.district.feed;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Keys of the feed: made, listed and withdrawn by district officers, each for units of their own reach. */
@Service
public class FeedTokens {

    static final int LABEL_LENGTH = 60;
    static final int REASON_LENGTH = 200;
    static final int MOST_DAYS = 366;
    private static final int MOST_UNITS = 200;
    private static final int MOST_IN_FORCE = 100;

    private final FeedKeys keys;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    FeedTokens(FeedKeys keys, JdbcClient jdbc, Access access, Audit audit, Clock clock) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A key as it is wanted.
     *
     * @param label which system reads by it, 1 to 60 characters
     * @param units the units that it may read, each with all below it
     * @param lastDay the last day on which it works, from today, at most a year away
     * @param namesReason why it may read names and phones in clear, or empty when it may not
     */
    public record Draft(String label, Set<DivisionId> units, LocalDate lastDay, String namesReason) {

        public Draft {
            units = Set.copyOf(units);
        }
    }

    /**
     * A key just made.
     *
     * @param key told once: only its digest is kept
     */
    public record Issued(FeedTokenId id, String key) {

        @Override
        public String toString() {
            return "Issued[" + id + ", …]";
        }
    }

    /**
     * A key as lists show it.
     *
     * @param units the names of its units today, in code order
     * @param lastDay the last day on which it works
     * @param namesReason why it reads names in clear, or null when it does not
     * @param withdrawnAt null while nobody withdrew it
     * @param lastUsed when it was last used, to a minute, or null
     */
    public record Line(
            FeedTokenId id,
            String label,
            List<String> units,
            String issuedBy,
            Instant issuedAt,
            LocalDate lastDay,
            @Nullable String namesReason,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnWhy,
            @Nullable Instant lastUsed) {

        /** Whether it works at an instant. */
        public boolean inForce(Instant now) {
            return withdrawnAt == null && !Times.dayOf(now).isAfter(lastDay);
        }
    }

    // A key is an officer's business whose reach covers all of its units, and nobody else's.
    private static final String WITHIN = " not exists (select 1 from feed_scope s where s.token_id = t.id and not ("
            + Reach.covers("s.division_id") + "))";

    /** The keys whose units all lie within reach, those in force first, then the newest first. */
    @Transactional(readOnly = true)
    public List<Line> tokens() {
        var reach = access.require(Action.MANAGE_FEED);
        var units = new LinkedHashMap<Long, List<String>>();
        jdbc.sql("""
                select s.token_id, coalesce(v.name, '') from feed_scope s
                left join division_version v on v.division_id = s.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where
                """ + Reach.covers("s.division_id") + " order by s.token_id, v.code")
                .params(reach.parameters())
                .param("day", reach.day())
                .query(row -> {
                    units.computeIfAbsent(row.getLong(1), id -> new java.util.ArrayList<>())
                            .add(row.getString(2));
                });
        var now = clock.instant();
        return jdbc
                .sql("""
                select t.id, t.label, p.name, t.issued_at, t.expires_at, t.names_reason, t.withdrawn_at,
                  t.withdrawn_why, t.last_used_at
                from feed_token t join person p on p.id = t.issued_by where
                """ + WITHIN + " order by t.id desc")
                .params(reach.parameters())
                .query((row, index) -> new Line(
                        new FeedTokenId(row.getLong(1)),
                        row.getString(2),
                        List.copyOf(units.getOrDefault(row.getLong(1), List.of())),
                        row.getString(3),
                        Times.instant(row.getObject(4, LocalDateTime.class)),
                        Times.dayOf(Times.instant(row.getObject(5, LocalDateTime.class))
                                .minusNanos(1)),
                        row.getString(6),
                        instant(row.getObject(7, LocalDateTime.class)),
                        row.getString(8),
                        instant(row.getObject(9, LocalDateTime.class))))
                .list()
                .stream()
                .sorted(java.util.Comparator.comparing((Line line) -> !line.inForce(now)))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime at) {
        return at == null ? null : Times.instant(at);
    }

    /**
     * Makes a key.
     *
     * @throws NotFound when a unit is out of reach
     * @throws RuleViolation when the label, the units, the day or the reason are not as they must be
     * @throws Conflict when the officer has very many keys in force
     */
    @Transactional
    public Issued issue(Draft draft) {
        access.require(Action.MANAGE_FEED);
        var label = text(draft.label(), LABEL_LENGTH, "district.feed.label-form");
        if (draft.units().isEmpty() || draft.units().size() > MOST_UNITS) {
            throw new RuleViolation("district.feed.units-form", MOST_UNITS);
        }
        for (var unit : draft.units()) {
            access.require(Action.MANAGE_FEED, unit);
        }
        var today = Times.today(clock);
        if (draft.lastDay().isBefore(today) || draft.lastDay().isAfter(today.plusDays(MOST_DAYS))) {
            throw new RuleViolation("district.feed.day-form", today, today.plusDays(MOST_DAYS));
        }
        var reason = draft.namesReason().isBlank()
                ? null
                : text(draft.namesReason(), REASON_LENGTH, "district.feed.reason-form");
        if (reason != null) {
            for (var unit : draft.units()) {
                access.require(Action.EDIT_LEDGER, unit);
            }
        }
        var person = access.caller().person();
        var now = clock.instant();
        var inForce = jdbc.sql("select count(*) from feed_token where issued_by = :person and withdrawn_at is null"
                        + " and expires_at > :now")
                .param("person", person.value())
                .param("now", Times.sql(now))
                .query(Integer.class)
                .single();
        if (inForce >= MOST_IN_FORCE) {
            throw new Conflict("district.feed.too-many", MOST_IN_FORCE);
        }
        var key = keys.newKey();
        var id = jdbc.sql("select next value for feed_token_seq")
                .query(Long.class)
                .single();
        jdbc.sql("""
                insert into feed_token (id, label, digest, issued_by, issued_at, expires_at, names_reason)
                values (:id, :label, :digest, :by, :now, :expires, :reason)
                """)
                .param("id", id)
                .param("label", label)
                .param("digest", FeedKeys.digest(key))
                .param("by", person.value())
                .param("now", Times.sql(now))
                .param("expires", Times.sql(Times.endOf(draft.lastDay())))
                .param("reason", reason)
                .update();
        for (var unit : new LinkedHashSet<>(draft.units())) {
            jdbc.sql("insert into feed_scope (token_id, division_id) values (:id, :unit)")
                    .param("id", id)
                    .param("unit", unit.value())
                    .update();
        }
        for (var unit : draft.units()) {
            audit.record(
                    "feed.issue",
                    "feed key " + id,
                    unit,
                    label + ", until " + draft.lastDay() + (reason == null ? ", names masked" : ", names: " + reason));
        }
        return new Issued(new FeedTokenId(id), key);
    }

    /**
     * Withdraws a key at once.
     *
     * @param why 1 to 200 characters
     * @throws NotFound when there is no such key within reach
     * @throws Conflict when it was withdrawn before
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void withdraw(FeedTokenId token, String why) {
        var reach = access.require(Action.MANAGE_FEED);
        var reason = text(why, REASON_LENGTH, "district.feed.reason-form");
        var withdrawn = jdbc.sql("select t.withdrawn_at is not null from feed_token t where t.id = :id and" + WITHIN
                        + " for update")
                .params(reach.parameters())
                .param("id", token.value())
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (withdrawn) {
            throw new Conflict("district.feed.withdrawn-before");
        }
        jdbc.sql("update feed_token set withdrawn_at = :now, withdrawn_by = :by, withdrawn_why = :why where id = :id")
                .param("now", Times.sql(clock.instant()))
                .param("by", access.caller().person().value())
                .param("why", reason)
                .param("id", token.value())
                .update();
        for (var unit : keys.roots(token)) {
            audit.record("feed.withdraw", "feed key " + token.value(), unit, reason);
        }
    }

    private static String text(String text, int longest, String key) {
        var tidy = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (tidy.isEmpty()
                || tidy.codePointCount(0, tidy.length()) > longest
                || tidy.codePoints()
                        .anyMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.FORMAT)) {
            throw new RuleViolation(key, longest);
        }
        return tidy;
    }
}
