package cn.mingbai.core.merging;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.ApprovalId;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.merging.DuplicateSearch.Candidate;
import cn.mingbai.core.merging.DuplicateSearch.Pair;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records of people who are one, within the caller's reach: which are suspected, and merging two or undoing it, which a
 * second person approves.
 */
@Service
public class PersonMerges {

    /** The most suspected pairs that are shown at once. */
    static final int MOST = 200;

    private static final int DAYS_AFTER_LEAVING = 730;

    private final JdbcClient jdbc;
    private final PersonPlaces places;
    private final PersonAliases aliases;
    private final Approvals approvals;
    private final List<PersonTraces> traces;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    PersonMerges(
            JdbcClient jdbc,
            PersonPlaces places,
            PersonAliases aliases,
            Approvals approvals,
            List<PersonTraces> traces,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.aliases = aliases;
        this.approvals = approvals;
        this.traces = traces;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * One of two records.
     *
     * @param units where it is posted, or was last
     */
    public record Side(
            PersonId person,
            String name,
            String staffNumber,
            @Nullable String phone,
            String units) {}

    /** Two records that may be one person, with every reason to think so. */
    public record Suspect(Side first, Side second, Set<Why> why) {}

    /**
     * A merge that waits or holds.
     *
     * @param proposedOnly whether it waits for a second person
     * @param undoOpen whether undoing it waits for a second person
     * @param recordedAt when it was approved, or null while it waits
     */
    public record Merge(
            PersonId person,
            String name,
            String staffNumber,
            PersonId into,
            String intoName,
            String intoStaffNumber,
            String reason,
            boolean proposedOnly,
            boolean undoOpen,
            @Nullable LocalDateTime recordedAt) {}

    /**
     * The pairs that are suspected and that nobody has decided about, those with most reasons first; at most {@link #MOST}.
     * Looked at are the people posted within reach, and those who left in the last two years.
     */
    @Transactional(readOnly = true)
    public List<Suspect> suspects() {
        var reach = access.require(Action.EDIT_PEOPLE);
        var sides = new HashMap<Long, Side>();
        var candidates = candidates(reach, sides);
        var decided = new HashSet<Pair>(jdbc.sql("select first_id, second_id from person_distinct")
                .query((row, index) -> new Pair(row.getLong(1), row.getLong(2)))
                .list());
        decided.addAll(jdbc.sql("select payload from approval where kind = :kind and state = 'OPEN'")
                .param("kind", MergeProposal.KIND)
                .query((row, index) -> {
                    var asked = MergeProposal.of(row.getString(1));
                    return Pair.of(asked.person(), asked.into());
                })
                .list());
        return DuplicateSearch.of(candidates, decided).stream()
                .limit(MOST)
                .map(found -> new Suspect(
                        side(sides, found.pair().first()),
                        side(sides, found.pair().second()),
                        found.why()))
                .toList();
    }

    /**
     * What a record has, in words: postings, whether it can sign in, and what other modules keep about it.
     *
     * @throws NotFound when the person is out of reach
     */
    @Transactional(readOnly = true)
    public List<String> has(PersonId person, Locale locale) {
        places.requireEditable(Action.EDIT_PEOPLE, person.value());
        var said = new ArrayList<String>();
        jdbc.sql("""
                select (select count(*) from posting p where p.person_id = :person and p.superseded_at = '9999-12-31'
                    and p.valid_to > p.valid_from),
                  exists (select 1 from account a where a.person_id = :person and a.password_hash is not null)
                """)
                .param("person", person.value())
                .query((row, index) -> said.add(texts.get(locale, "core.merging.postings", row.getInt(1)))
                        && said.add(texts.get(
                                locale, row.getBoolean(2) ? "core.merging.can-sign-in" : "core.merging.no-account")))
                .list();
        traces.forEach(trace -> said.addAll(trace.of(person, locale)));
        return said;
    }

    /**
     * Says that two records are two people: they are not suspected again.
     *
     * @throws NotFound when one of them is out of reach
     * @throws RuleViolation when it is one and the same record
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void dismiss(PersonId one, PersonId other) {
        var division = places.requireEditable(Action.EDIT_PEOPLE, one.value());
        places.requireEditable(Action.EDIT_PEOPLE, other.value());
        if (one.equals(other)) {
            throw new RuleViolation("core.merging.same");
        }
        var pair = Pair.of(one.value(), other.value());
        var written = jdbc.sql("insert ignore into person_distinct (first_id, second_id, recorded_at, recorded_by)"
                        + " values (:first, :second, :now, :by)")
                .param("first", pair.first())
                .param("second", pair.second())
                .param("now", Times.sql(clock.instant()))
                .param("by", access.caller().person().value())
                .update();
        if (written > 0) {
            audit.record("people.distinct", "person " + pair.first(), division, "is not person " + pair.second());
        }
    }

    /**
     * Proposes that a record is another one; it waits for a second person. Nothing moves: what either record has counts
     * for the one that is kept, and the log-in of the other rests.
     *
     * @param person the record that is merged
     * @param into the record that is kept
     * @param reason why, 1..300 characters
     * @throws NotFound when one of them is out of reach
     * @throws Conflict when one of them is merged already, or a proposal about it waits
     * @throws RuleViolation when it is one and the same record, or no reason is given
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ApprovalId proposeMerge(PersonId person, PersonId into, String reason) {
        var division = places.requireEditable(Action.EDIT_PEOPLE, into.value());
        places.requireEditable(Action.EDIT_PEOPLE, person.value());
        if (person.equals(into)) {
            throw new RuleViolation("core.merging.same");
        }
        for (var one : List.of(person, into)) {
            if (aliases.kept(one.value()) != one.value()) {
                throw new Conflict("core.merging.merged-already");
            }
        }
        var asked = new MergeProposal(false, person.value(), into.value());
        return approvals.propose(MergeProposal.KIND, division, asked.subject(), into, asked.json(), checked(reason));
    }

    /**
     * Proposes to undo a merge; it waits for a second person.
     *
     * @param person the record that was merged
     * @throws NotFound when it is out of reach, or not merged
     * @throws Conflict when undoing it waits already
     * @throws RuleViolation when no reason is given
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ApprovalId proposeUndo(PersonId person, String reason) {
        var division = places.requireEditable(Action.EDIT_PEOPLE, person.value());
        var into = jdbc.sql("select into_id from person_merge where person_id = :person"
                        + " and superseded_at = '9999-12-31'")
                .param("person", person.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var asked = new MergeProposal(true, person.value(), into);
        return approvals.propose(
                MergeProposal.KIND,
                division,
                asked.subject(),
                new PersonId(aliases.kept(person.value())),
                asked.json(),
                checked(reason));
    }

    /** The merges within reach that wait or hold, the newest first. */
    @Transactional(readOnly = true)
    public List<Merge> merges() {
        var reach = access.require(Action.EDIT_PEOPLE);
        var here = "(exists (select 1 from posting p where p.person_id in (m.person_id, m.into_id)"
                + " and p.superseded_at = '9999-12-31' and " + Reach.covers("p.division_id") + "))";
        var found = new ArrayList<Merge>();
        jdbc.sql("select a.payload, a.reason from approval a where a.kind = :kind and a.state = 'OPEN'"
                        + " and a.subject like 'person %' and " + Reach.covers("a.division_id") + " order by a.id desc")
                .param("kind", MergeProposal.KIND)
                .params(reach.parameters())
                .query((row, index) -> {
                    var asked = MergeProposal.of(row.getString(1));
                    var person = name(asked.person());
                    var into = name(asked.into());
                    return found.add(new Merge(
                            person.person(),
                            person.name(),
                            person.staffNumber(),
                            into.person(),
                            into.name(),
                            into.staffNumber(),
                            row.getString(2),
                            true,
                            false,
                            null));
                })
                .list();
        found.addAll(jdbc.sql("select m.person_id, s.name, s.staff_number, m.into_id, i.name into_name,"
                        + " i.staff_number into_number, m.reason, m.recorded_at, exists (select 1 from approval a"
                        + " where a.kind = :kind and a.state = 'OPEN'"
                        + " and a.subject = concat('unmerge ', m.person_id)) undo_open"
                        + " from person_merge m join person s on s.id = m.person_id join person i on i.id = m.into_id"
                        + " where m.superseded_at = '9999-12-31' and " + here + " order by m.recorded_at desc, m.id")
                .param("kind", MergeProposal.KIND)
                .params(reach.parameters())
                .query((row, index) -> new Merge(
                        new PersonId(row.getLong("person_id")),
                        row.getString("name"),
                        row.getString("staff_number"),
                        new PersonId(row.getLong("into_id")),
                        row.getString("into_name"),
                        row.getString("into_number"),
                        row.getString("reason"),
                        false,
                        row.getBoolean("undo_open"),
                        row.getObject("recorded_at", LocalDateTime.class)))
                .list());
        return found;
    }

    private static String checked(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > 300) {
            throw new RuleViolation("core.merging.reason", 300);
        }
        return stripped;
    }

    private Side name(long person) {
        return jdbc.sql("select id, name, staff_number from person where id = :id")
                .param("id", person)
                .query((row, index) ->
                        new Side(new PersonId(row.getLong(1)), row.getString(2), row.getString(3), null, ""))
                .single();
    }

    private static Side side(Map<Long, Side> sides, long person) {
        var side = sides.get(person);
        if (side == null) {
            throw new IllegalStateException("expected person " + person + " among those looked at");
        }
        return side;
    }

    private record Line(
            Side side, long unit, boolean town, @Nullable Long parent, boolean village) {}

    private List<Candidate> candidates(Reach reach, Map<Long, Side> sides) {
        LocalDate today = Times.today(clock);
        var lines = new LinkedHashMap<Long, List<Line>>();
        jdbc.sql("select s.id, s.name, s.staff_number, s.phone, p.division_id, v.name unit, v.level, v.parent_id"
                        + " from posting p left join person_alias k on k.person_id = p.person_id"
                        + " join person s on s.id = coalesce(k.kept_id, p.person_id)"
                        + " left join division_version v on v.division_id = p.division_id"
                        + " and v.superseded_at = '9999-12-31' and v.valid_from <= :today and v.valid_to > :today"
                        + " where p.superseded_at = '9999-12-31' and p.valid_to > :since and p.valid_to > p.valid_from"
                        + " and " + Reach.covers("p.division_id") + " order by s.id, v.code")
                .param("today", today)
                .param("since", today.minusDays(DAYS_AFTER_LEAVING))
                .params(reach.parameters())
                .query((row, index) -> {
                    var unit = row.getString("unit");
                    var level = row.getString("level");
                    return lines.computeIfAbsent(row.getLong("id"), id -> new ArrayList<>())
                            .add(new Line(
                                    new Side(
                                            new PersonId(row.getLong("id")),
                                            row.getString("name"),
                                            row.getString("staff_number"),
                                            row.getString("phone"),
                                            unit == null ? "" : unit),
                                    row.getLong("division_id"),
                                    "TOWNSHIP".equals(level),
                                    row.getObject("parent_id", Long.class),
                                    "VILLAGE".equals(level)));
                })
                .list();
        var candidates = new ArrayList<Candidate>();
        lines.forEach((id, postings) -> {
            var units = new HashSet<Long>();
            var towns = new HashSet<Long>();
            var names = new LinkedHashSet<String>();
            for (var posting : postings) {
                units.add(posting.unit());
                names.add(posting.side().units());
                if (posting.town()) {
                    towns.add(posting.unit());
                } else if (posting.village() && posting.parent() != null) {
                    towns.add(posting.parent());
                }
            }
            var side = postings.getFirst().side();
            sides.put(
                    id,
                    new Side(side.person(), side.name(), side.staffNumber(), side.phone(), String.join("、", names)));
            candidates.add(new Candidate(id, side.name(), side.phone(), side.staffNumber(), units, towns));
        });
        return candidates;
    }
}
