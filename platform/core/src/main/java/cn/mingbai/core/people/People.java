package cn.mingbai.core.people;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The roster: persons and their postings, within the caller's reach. */
@Service
public class People {

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{2,3}-?\\d{7,8}");
    private static final int NAME_LENGTH = 60;
    private static final LocalDate EARLIEST = LocalDate.of(1949, 10, 1);
    private static final int MOST_DAYS_AHEAD = 366;

    private final PersonRows persons;
    private final PostingRows postings;
    private final JdbcClient jdbc;
    private final Access access;
    private final DivisionDirectory divisions;
    private final RosterChanges changes;
    private final Copies copies;
    private final PersonAliases aliases;
    private final Audit audit;
    private final Clock clock;

    People(
            PersonRows persons,
            PostingRows postings,
            JdbcClient jdbc,
            Access access,
            DivisionDirectory divisions,
            RosterChanges changes,
            Copies copies,
            PersonAliases aliases,
            Audit audit,
            Clock clock) {
        this.persons = persons;
        this.postings = postings;
        this.jdbc = jdbc;
        this.access = access;
        this.divisions = divisions;
        this.changes = changes;
        this.copies = copies;
        this.aliases = aliases;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A line of the roster.
     *
     * @param posted who, where, as what
     * @param divisionName the unit's name today
     * @param parentName the name of the unit above it today, or empty at the top
     * @param phone the person's phone, if known
     * @param hasAccount whether the person has set a password
     */
    public record RosterLine(
            Posted posted,
            String divisionName,
            String parentName,
            @Nullable String phone,
            boolean hasAccount) {}

    /**
     * The postings that hold today or begin later, in code and staff number order. Records that are one person stand
     * under the one that was kept.
     *
     * @param search part of a name, a staff number or a unit's name, or empty for all
     * @param offset how many lines to skip
     * @param limit at most how many lines, 1..500
     */
    @Transactional(readOnly = true)
    public List<RosterLine> roster(String search, int offset, int limit) {
        var reach = access.require(Action.VIEW_PEOPLE);
        return jdbc.sql("select p.id posting_id, s.id person_id, s.staff_number, s.name, p.division_id, p.duty,"
                        + " p.valid_from, p.valid_to,"
                        + " s.phone, v.name division_name, coalesce(u.name, '') parent_name, acc.id account_id"
                        + " from posting p left join person_alias k on k.person_id = p.person_id"
                        + " join person s on s.id = coalesce(k.kept_id, p.person_id)"
                        + " left join account acc on acc.person_id = s.id and acc.password_hash is not null"
                        + " join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'"
                        + " and v.valid_from <= :today and v.valid_to > :today"
                        + " left join division_version u on u.division_id = v.parent_id"
                        + " and u.superseded_at = '9999-12-31' and u.valid_from <= :today and u.valid_to > :today"
                        + " where p.superseded_at = '9999-12-31' and p.valid_to > :today and p.valid_to > p.valid_from"
                        // Somebody who was entered twice at one place is one line there.
                        + " and (k.kept_id is null or not exists (select 1 from posting q"
                        + " left join person_alias kq on kq.person_id = q.person_id"
                        + " where q.division_id = p.division_id and q.duty = p.duty and q.superseded_at = '9999-12-31'"
                        + " and q.valid_to > :today and q.valid_to > q.valid_from"
                        + " and (q.person_id = k.kept_id or kq.kept_id = k.kept_id and q.person_id < p.person_id)))"
                        + " and (:search = '' or locate(:search, s.name) > 0 or locate(:search, s.staff_number) > 0"
                        + " or locate(:search, v.name) > 0)"
                        + " and " + Reach.covers("p.division_id")
                        + " order by v.code, s.staff_number, p.id limit :limit offset :offset")
                .param("today", Times.today(clock))
                .param("search", search.strip())
                .param("limit", Math.clamp(limit, 1, 500))
                .param("offset", Math.max(offset, 0))
                .params(reach.parameters())
                .query((row, index) -> new RosterLine(
                        PostingDirectory.map(row, index),
                        row.getString("division_name"),
                        row.getString("parent_name"),
                        row.getString("phone"),
                        row.getObject("account_id") != null))
                .list();
    }

    /**
     * Adds a person with a first posting.
     *
     * @param phone a mobile or landline number, or null
     * @throws Conflict when the staff number is taken
     * @throws RuleViolation when name, phone or staff number are malformed, or the unit does not exist on that day
     */
    @Transactional
    public PersonId add(
            StaffNumber number, String name, @Nullable String phone, DivisionId division, Duty duty, LocalDate from) {
        access.require(Action.EDIT_PEOPLE, division);
        if (persons.findByStaffNumber(number.value()).isPresent()) {
            throw new Conflict("core.people.staff-number-taken", number.value());
        }
        var row = new PersonRow(number.value(), checkedName(name), checkedPhone(phone), clock.instant());
        PersonId id;
        try {
            id = new PersonId(requireId(persons.saveAndFlush(row)));
        } catch (DataIntegrityViolationException takenMeanwhile) {
            throw new Conflict("core.people.staff-number-taken", number.value());
        }
        insertPosting(id, division, duty, from);
        audit.record("person.add", "person " + id.value(), division, number.value() + " " + duty + " from " + from);
        return id;
    }

    /**
     * Changes a person's name or phone.
     *
     * @throws NotFound when no current posting of the person is within reach
     */
    @Transactional
    public void correct(PersonId person, String name, @Nullable String phone) {
        var division = requireReachable(person);
        var row = persons.findById(person.value()).orElseThrow(() -> new NotFound("core.access.not-found"));
        var before = row.name;
        var phoneBefore = row.phone;
        row.name = checkedName(name);
        row.phone = checkedPhone(phone);
        persons.saveAndFlush(row);
        changes.note(person);
        audit.record(
                "person.correct",
                "person " + person.value(),
                division,
                "name %s to %s, phone %s to %s".formatted(before, row.name, phoneBefore, row.phone));
    }

    /**
     * Gives a person a further posting.
     *
     * @throws NotFound when the person is out of reach: neither posted or granted there now, nor last posted there
     * @throws Conflict when the person already has this duty there on that day or later
     * @throws RuleViolation when the unit did not exist on that day, or the day is out of range
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public long post(PersonId person, DivisionId division, Duty duty, LocalDate from) {
        access.require(Action.EDIT_PEOPLE, division);
        requireReachable(person);
        return postKept(new PersonId(aliases.kept(person.value())), division, duty, from);
    }

    private long postKept(PersonId person, DivisionId division, Duty duty, LocalDate from) {
        // Two officers at once: the second waits here and then sees the first one's posting.
        jdbc.sql("select id from person where id = :id for update")
                .param("id", person.value())
                .query(Long.class)
                .single();
        var same = aliases.all(person.value()).stream()
                .flatMap(one -> postings.findByPersonIdAndSupersededAt(one, Times.NOT_SUPERSEDED).stream())
                .anyMatch(row -> row.divisionId == division.value() && row.duty == duty && row.validTo.isAfter(from));
        if (same) {
            throw new Conflict("core.people.already-posted");
        }
        var posting = insertPosting(person, division, duty, from);
        audit.record(
                "posting.add", "posting " + posting, division, "person " + person.value() + " " + duty + " " + from);
        return posting;
    }

    /**
     * Ends a posting: access given by it ends with the day before {@code to}. The same duty at the same place under
     * another record of the same person ends with it.
     *
     * @param to the first day without the posting, not before its first day; on its first day it never held
     * @throws NotFound when the posting is not a current one within reach
     * @throws RuleViolation when the day is before its first, or it ends earlier already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void end(long posting, LocalDate to) {
        var reach = access.require(Action.EDIT_PEOPLE);
        var person = jdbc.sql("select p.person_id from posting p where p.id = :id and " + Reach.covers("p.division_id"))
                .param("id", posting)
                .params(reach.parameters())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        // As an import of the roster does: whoever waited sees what became of all postings of the person.
        aliases.lock(List.of(person));
        var row = postings.findLockedById(posting)
                .filter(found -> found.supersededAt.equals(Times.NOT_SUPERSEDED))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (to.isBefore(row.validFrom)) {
            throw new RuleViolation("core.people.end-before-start", to, row.validFrom);
        }
        if (to.isAfter(row.validTo)) {
            throw new RuleViolation("core.people.ends-earlier", row.validTo);
        }
        var now = clock.instant();
        endKnown(row, to, now);
        for (var one : aliases.all(row.personId)) {
            for (var twin : postings.findByPersonIdAndSupersededAt(one, Times.NOT_SUPERSEDED)) {
                if (one != row.personId
                        && twin.divisionId == row.divisionId
                        && twin.duty == row.duty
                        && twin.validTo.isAfter(to)) {
                    endKnown(twin, to, now);
                }
            }
        }
    }

    private void endKnown(PostingRow row, LocalDate to, Instant now) {
        row.supersededAt = now;
        postings.saveAndFlush(row);
        if (to.isAfter(row.validFrom)) {
            postings.saveAndFlush(new PostingRow(
                    row.personId,
                    row.divisionId,
                    row.duty,
                    row.validFrom,
                    to,
                    now,
                    Times.NOT_SUPERSEDED,
                    access.caller().person().value()));
        }
        changes.note(new PersonId(row.personId));
        copies.raise(PostingDirectory.POSTINGS);
        audit.record("posting.end", "posting " + row.id, new DivisionId(row.divisionId), "ends before " + to);
    }

    /** A division of the person's that the caller may edit, the latest first. */
    private DivisionId requireReachable(PersonId person) {
        var reach = access.require(Action.EDIT_PEOPLE);
        var editable = jdbc.sql("select 1 from person s where s.id = :person and " + PersonReach.EDITABLE)
                .param("person", person.value())
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query(Integer.class)
                .optional();
        if (editable.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return jdbc.sql("select division_id from (select p.division_id, p.valid_to from posting p"
                        + " where p.person_id in (:persons) and p.superseded_at = '9999-12-31'"
                        + " union all select g.division_id, g.valid_to from role_grant g"
                        + " where g.person_id in (:persons) and g.superseded_at = '9999-12-31') held where "
                        + Reach.covers("held.division_id") + " order by held.valid_to desc, held.division_id limit 1")
                .param("persons", aliases.all(person.value()))
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .single();
    }

    private long insertPosting(PersonId person, DivisionId division, Duty duty, LocalDate from) {
        checkFrom(from, Times.today(clock));
        divisions
                .find(division, from)
                .or(() -> divisions.find(division, Times.today(clock)))
                .orElseThrow(() -> new RuleViolation("core.people.no-such-unit", from));
        var row = postings.saveAndFlush(new PostingRow(
                person.value(),
                division.value(),
                duty,
                from,
                Times.NO_END,
                clock.instant(),
                Times.NOT_SUPERSEDED,
                access.caller().person().value()));
        changes.note(person);
        copies.raise(PostingDirectory.POSTINGS);
        return row.id == null ? 0 : row.id;
    }

    static void checkFrom(LocalDate from, LocalDate today) {
        var latest = today.plusDays(MOST_DAYS_AHEAD);
        if (from.isBefore(EARLIEST) || from.isAfter(latest)) {
            throw new RuleViolation("core.people.from-range", from, EARLIEST, latest);
        }
    }

    static void checkLevel(Duty duty, Division unit) {
        if (unit.level() != duty.level()) {
            throw new RuleViolation("core.people.duty-level-" + duty.level().name(), unit.name());
        }
    }

    private static long requireId(PersonRow row) {
        if (row.id == null) {
            throw new IllegalStateException("expected an id after saving a person");
        }
        return row.id;
    }

    static String checkedName(String name) {
        var stripped = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        var length = stripped.codePointCount(0, stripped.length());
        if (length == 0
                || length > NAME_LENGTH
                || stripped.codePoints()
                        .anyMatch(c -> Character.isISOControl(c)
                                || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.FORMAT
                                || c == 0xFFFD)) {
            throw new RuleViolation("core.people.name-form", stripped);
        }
        return stripped;
    }

    static @Nullable String checkedPhone(@Nullable String phone) {
        if (phone == null || phone.isBlank()) {
            return null;
        }
        var plain = Normalizer.normalize(phone, Normalizer.Form.NFKC).replaceAll("\\s", "");
        if (!PHONE.matcher(plain).matches()) {
            throw new RuleViolation("core.people.phone-form", phone.strip());
        }
        return plain;
    }
}
