package cn.mingbai.core.people;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The roster: persons and their postings, within the caller's reach. */
@Service
public class People {

    private static final Pattern PHONE = Pattern.compile("1\\d{10}|0\\d{2,3}-?\\d{7,8}");
    private static final int NAME_LENGTH = 60;

    private final PersonRows persons;
    private final PostingRows postings;
    private final JdbcClient jdbc;
    private final Access access;
    private final DivisionDirectory divisions;
    private final Audit audit;
    private final Clock clock;

    People(
            PersonRows persons,
            PostingRows postings,
            JdbcClient jdbc,
            Access access,
            DivisionDirectory divisions,
            Audit audit,
            Clock clock) {
        this.persons = persons;
        this.postings = postings;
        this.jdbc = jdbc;
        this.access = access;
        this.divisions = divisions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A line of the roster.
     *
     * @param posted who, where, as what
     * @param divisionName the unit's name today
     * @param hasAccount whether the person can sign in
     */
    public record RosterLine(Posted posted, String divisionName, boolean hasAccount) {}

    /**
     * The postings that hold today, in code and staff number order.
     *
     * @param search part of a name or staff number, or empty for all
     * @param offset how many lines to skip
     * @param limit at most how many lines, 1..500
     */
    @Transactional(readOnly = true)
    public List<RosterLine> roster(String search, int offset, int limit) {
        var reach = access.require(Action.VIEW_PEOPLE);
        return jdbc.sql("select " + PostingDirectory.COLUMNS + ", v.name division_name, acc.id account_id"
                        + " from posting p join person s on s.id = p.person_id"
                        + " left join account acc on acc.person_id = p.person_id and acc.password_hash is not null"
                        + " join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'"
                        + " and v.valid_from <= :today and v.valid_to > :today"
                        + " where p.superseded_at = '9999-12-31' and p.valid_from <= :today and p.valid_to > :today"
                        + " and (:search = '' or locate(:search, s.name) > 0 or locate(:search, s.staff_number) > 0)"
                        + " and " + Reach.covers("p.division_id")
                        + " order by v.code, s.staff_number limit :limit offset :offset")
                .param("today", Times.today(clock))
                .param("search", search.strip())
                .param("limit", Math.clamp(limit, 1, 500))
                .param("offset", Math.max(offset, 0))
                .params(reach.parameters())
                .query((row, index) -> new RosterLine(
                        PostingDirectory.map(row, index),
                        row.getString("division_name"),
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
        var person = persons.saveAndFlush(
                new PersonRow(number.value(), checkedName(name), checkedPhone(phone), clock.instant()));
        var id = new PersonId(requireId(person));
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
        row.name = checkedName(name);
        row.phone = checkedPhone(phone);
        persons.saveAndFlush(row);
        audit.record("person.correct", "person " + person.value(), division, "name or phone");
    }

    /**
     * Gives a person a further posting.
     *
     * @throws Conflict when the person already has this duty there on that day
     */
    @Transactional
    public long post(PersonId person, DivisionId division, Duty duty, LocalDate from) {
        access.require(Action.EDIT_PEOPLE, division);
        requireReachable(person);
        var same = postings.findByPersonIdAndSupersededAt(person.value(), Times.NOT_SUPERSEDED).stream()
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
     * Ends a posting: access given by it ends with the day before {@code to}.
     *
     * @param to the first day without the posting, after its first day
     */
    @Transactional
    public void end(long posting, LocalDate to) {
        var row = postings.findById(posting)
                .filter(found -> found.supersededAt.equals(Times.NOT_SUPERSEDED))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var division = new DivisionId(row.divisionId);
        access.require(Action.EDIT_PEOPLE, division);
        if (to.isBefore(row.validFrom)) {
            throw new RuleViolation("core.people.end-before-start", to, row.validFrom);
        }
        var now = clock.instant();
        row.supersededAt = now;
        postings.saveAndFlush(row);
        postings.saveAndFlush(new PostingRow(
                row.personId,
                row.divisionId,
                row.duty,
                row.validFrom,
                to,
                now,
                Times.NOT_SUPERSEDED,
                access.caller().person().value()));
        audit.record("posting.end", "posting " + posting, division, "ends before " + to);
    }

    /** A division of a current posting or grant of the person that the caller may edit. */
    private DivisionId requireReachable(PersonId person) {
        var reach = access.require(Action.EDIT_PEOPLE);
        return jdbc.sql("""
                select p.division_id from posting p where p.person_id = :person and p.superseded_at = '9999-12-31'
                  and p.valid_to > :today and
                """ + Reach.covers("p.division_id") + " limit 1")
                .param("person", person.value())
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private long insertPosting(PersonId person, DivisionId division, Duty duty, LocalDate from) {
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
        return row.id == null ? 0 : row.id;
    }

    private static long requireId(PersonRow row) {
        if (row.id == null) {
            throw new IllegalStateException("expected an id after saving a person");
        }
        return row.id;
    }

    static String checkedName(String name) {
        var stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > NAME_LENGTH
                || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new RuleViolation("core.people.name-form", stripped);
        }
        return stripped;
    }

    static @Nullable String checkedPhone(@Nullable String phone) {
        if (phone == null || phone.isBlank()) {
            return null;
        }
        var stripped = phone.strip();
        if (!PHONE.matcher(stripped).matches()) {
            throw new RuleViolation("core.people.phone-form", stripped);
        }
        return stripped;
    }
}
