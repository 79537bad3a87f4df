package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened to a household, and which households may be one; names masked. */
@Service
public class HouseholdFiles {

    private final JdbcClient jdbc;
    private final Households households;
    private final Exclusions exclusions;
    private final FieldCipher cipher;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    HouseholdFiles(
            JdbcClient jdbc,
            Households households,
            Exclusions exclusions,
            FieldCipher cipher,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.households = households;
        this.exclusions = exclusions;
        this.cipher = cipher;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a fact of a household speaks of. */
    public enum About {
        STATE,
        PLACE,
        SPLIT_FROM,
        SPLIT_OFF,
        JOINED,
        TAKEN_IN,
        FOUND
    }

    /**
     * A fact in [from, to).
     *
     * @param about what it speaks of
     * @param what the state's name, a village's name and number, or another household's number
     * @param by who recorded it, empty when the system did
     * @param stands whether it is what is known now; what was corrected is kept
     */
    public record Fact(
            About about,
            String what,
            @Nullable HouseholdId other,
            LocalDate from,
            LocalDate to,
            String reason,
            String by,
            Instant recordedAt,
            boolean stands) {}

    /**
     * A household with its facts, the newest first.
     *
     * @param waiting whether its exclusion waits for a second person, so that it is due until then
     * @param joined whether it is part of another household today
     * @param editable whether the caller may change it
     */
    public record File(Households.Line line, List<Fact> facts, boolean waiting, boolean joined, boolean editable) {}

    /**
     * The file of a household.
     *
     * @throws NotFound when there is no such household within reach
     */
    @Transactional(readOnly = true)
    public File file(HouseholdId household) {
        var reach = access.require(Action.VIEW_LEDGER);
        var line = households.get(household);
        var facts = new ArrayList<Fact>();
        for (var sql : List.of(
                "select 'STATE' about, f.state what, null other, f.valid_from, f.valid_to, f.reason, f.recorded_at,"
                        + " f.superseded_at, f.recorded_by from household_state f where f.household_id = :id",
                "select 'PLACE', concat(coalesce((select v.name from division_version v where v.division_id ="
                        + " f.village_id and v.superseded_at = '9999-12-31' order by v.valid_to desc limit 1), ''),"
                        + " ' ', f.number), null, f.valid_from, f.valid_to, f.reason, f.recorded_at, f.superseded_at,"
                        + " f.recorded_by from household_place f where f.household_id = :id",
                "select if(f.kind = 'SPLIT', 'SPLIT_FROM', 'JOINED'), h.number, h.id, f.valid_from, f.valid_to,"
                        + " f.reason, f.recorded_at, f.superseded_at, f.recorded_by from household_origin f"
                        + " join household h on h.id = f.other_id where f.household_id = :id",
                "select if(f.kind = 'SPLIT', 'SPLIT_OFF', 'TAKEN_IN'), h.number, h.id, f.valid_from, f.valid_to,"
                        + " f.reason, f.recorded_at, f.superseded_at, f.recorded_by from household_origin f"
                        + " join household h on h.id = f.household_id where f.other_id = :id",
                "select 'FOUND' about, '' what, null other, f.found_on, date '9999-12-31' valid_to, f.evidence,"
                        + " f.recorded_at, timestamp '9999-12-31 00:00:00' superseded_at,"
                        + " f.recorded_by from household_found f where f.household_id = :id")) {
            facts.addAll(jdbc.sql("select q.*, coalesce(s.name, '') by_name from (" + sql
                            + ") q left join person s on s.id = q.recorded_by"
                            + " join household own on own.id = :id where " + Reach.covers("own.village_id"))
                    .param("id", household.value())
                    .params(reach.parameters())
                    .query((row, index) -> {
                        var other = row.getObject(3, Long.class);
                        return new Fact(
                                About.valueOf(row.getString(1)),
                                other == null ? row.getString(2) : new HouseholdNumber(row.getString(2)).shown(),
                                other == null ? null : new HouseholdId(other),
                                row.getObject(4, LocalDate.class),
                                row.getObject(5, LocalDate.class),
                                row.getString(6),
                                row.getString(10),
                                Times.instant(row.getObject(7, LocalDateTime.class)),
                                row.getObject(8, LocalDateTime.class).getYear() == 9999);
                    })
                    .list());
        }
        facts.sort(java.util.Comparator.comparing(Fact::from)
                .thenComparing(Fact::recordedAt)
                .reversed());
        var today = Times.today(clock);
        var joined = facts.stream()
                .anyMatch(fact -> fact.about() == About.JOINED
                        && fact.stands()
                        && fact.to().isAfter(today));
        return new File(
                line,
                facts,
                exclusions.waiting(line.village()).contains(household),
                joined,
                households.mayEdit(line.village()));
    }

    /**
     * A photo that came with a visit to a household, with a meeting at which it was, or when it was found.
     *
     * @param path where it is read, relative to the application's root
     * @param day the day of the visit
     * @param by the worker's name
     */
    public record Photo(String path, LocalDate day, String by) {}

    /**
     * The photos of a household, the latest first; at most 60.
     *
     * @throws NotFound when the household is out of reach
     */
    @Transactional(readOnly = true)
    public List<Photo> photos(HouseholdId household) {
        var reach = access.require(Action.EDIT_LEDGER);
        households.villageOf(household, Action.EDIT_LEDGER);
        return jdbc.sql("""
                select p.attachment_id, v.visited_on day, coalesce(s.name, '') from visit v
                left join meeting m on m.id = v.meeting_id
                join visit_photo p on p.record_id in (v.client_id, m.client_id)
                join household h on h.id = v.household_id
                left join person s on s.id = v.worker_id
                where v.household_id = :household and
                """ + Reach.covers("h.village_id") + """

                union all select p.attachment_id, f.found_on, coalesce(s.name, '') from household_found f
                join visit_photo p on p.record_id = f.client_id
                join household h on h.id = f.household_id
                left join person s on s.id = f.recorded_by
                where f.household_id = :household and
                """ + Reach.covers("h.village_id")
                        + " order by day desc, attachment_id desc limit 60")
                .param("household", household.value())
                .params(reach.parameters())
                .query((row, index) -> new Photo(
                        Attachment.path(new AttachmentId(row.getLong(1))),
                        row.getObject(2, LocalDate.class),
                        row.getString(3)))
                .list();
    }

    /** The households of a village whose exclusion waits for a second person; they are due until then. */
    @Transactional(readOnly = true)
    public Set<HouseholdId> waiting(DivisionId village) {
        access.require(Action.VIEW_LEDGER, village);
        return exclusions.waiting(village);
    }

    /**
     * Two households that may be one: the same head's name, and the same group or the same phone.
     *
     * @param samePhone whether both have one phone
     */
    public record Twins(Households.Line first, Households.Line second, boolean samePhone) {}

    private record Candidate(
            long first,
            long second,
            boolean group,
            @Nullable String phone,
            @Nullable String other) {

        boolean samePhone() {
            return phone != null && phone.equals(other);
        }
    }

    /** The pairs of a village that may be one household and that nobody has said to be two; at most 200. */
    @Transactional(readOnly = true)
    public List<Twins> twins(DivisionId village) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        return jdbc
                .sql("""
                select h.id, o.id, d.group_name = e.group_name and d.group_name <> '', d.phone, e.phone
                from household h
                join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                join household_details e on e.head_hash = d.head_hash and e.household_id > h.id
                  and e.superseded_at = '9999-12-31' and e.valid_from <= :today and e.valid_to > :today
                join household o on o.id = e.household_id and o.village_id = h.village_id
                join household_state s on s.household_id = h.id and s.superseded_at = '9999-12-31'
                  and s.valid_from <= :today and s.valid_to > :today and s.state not in ('MERGED', 'DEMOLISHED')
                join household_state t on t.household_id = o.id and t.superseded_at = '9999-12-31'
                  and t.valid_from <= :today and t.valid_to > :today and t.state not in ('MERGED', 'DEMOLISHED')
                where h.village_id = :village and d.head_hash <> :nobody
                  and not exists (select 1 from household_distinct x where x.first_id = h.id and x.second_id = o.id) and
                """ + Reach.covers("h.village_id") + " order by d.group_order, h.number limit 200")
                .param("today", Times.today(clock))
                .param("village", village.value())
                .param("nobody", cipher.searchHash(""))
                .params(reach.parameters())
                .query((row, index) -> new Candidate(
                        row.getLong(1),
                        row.getLong(2),
                        row.getBoolean(3),
                        phone(row.getBytes(4)),
                        phone(row.getBytes(5))))
                .list()
                .stream()
                .filter(pair -> pair.group() || pair.samePhone())
                .map(pair -> new Twins(
                        households.get(new HouseholdId(pair.first())),
                        households.get(new HouseholdId(pair.second())),
                        pair.samePhone()))
                .toList();
    }

    /**
     * The households of a village that a new one might be entered twice as: the same head's name, and the same group or
     * the same phone. Asked before it is entered.
     */
    @Transactional(readOnly = true)
    public List<Households.Line> alike(DivisionId village, HouseholdDetails details) {
        access.require(Action.EDIT_LEDGER, village);
        if (details.head().isBlank()) {
            return List.of();
        }
        var today = Times.today(clock);
        return households.page(village, new Households.Filter(null, details.head()), 0, 100).lines().stream()
                .filter(line -> line.state() != HouseholdState.MERGED && line.state() != HouseholdState.DEMOLISHED)
                .filter(line -> !details.group().isEmpty() && line.group().equals(details.group())
                        || details.phone() != null && details.phone().equals(phone(line.household(), today)))
                .toList();
    }

    /**
     * Says that two households that look alike are two; they are not shown as one again.
     *
     * @param reason why, 1 to 200 characters
     * @throws NotFound when one of them is out of reach
     */
    @Transactional
    public void distinct(HouseholdId one, HouseholdId other, String reason) {
        var first = one.value() < other.value() ? one : other;
        var second = first.equals(one) ? other : one;
        var village = households.villageOf(first, Action.EDIT_LEDGER);
        households.villageOf(second, Action.EDIT_LEDGER);
        var why = Reason.checked(reason);
        if (one.equals(other)) {
            throw new RuleViolation("households.join.same-village");
        }
        try {
            jdbc.sql("""
                    insert into household_distinct (first_id, second_id, reason, recorded_at, recorded_by)
                    values (:first, :second, :reason, :now, :by)
                    """)
                    .param("first", first.value())
                    .param("second", second.value())
                    .param("reason", why)
                    .param("now", Times.sql(clock.instant()))
                    .param("by", access.caller().person().value())
                    .update();
        } catch (DuplicateKeyException saidAlready) {
            return;
        }
        audit.record(
                "household.distinct",
                "household " + first.value(),
                village,
                "is not household " + second.value() + ": " + why);
    }

    private @Nullable String phone(HouseholdId household, LocalDate today) {
        return jdbc
                .sql("select phone from household_details where household_id = :id and superseded_at = '9999-12-31'"
                        + " and valid_from <= :today and valid_to > :today and phone is not null")
                .param("id", household.value())
                .param("today", today)
                .query((row, index) -> row.getBytes(1))
                .list()
                .stream()
                .findFirst()
                .map(cipher::decrypt)
                .orElse(null);
    }

    private @Nullable String phone(byte @Nullable [] phone) {
        return phone == null ? null : cipher.decrypt(phone);
    }
}
