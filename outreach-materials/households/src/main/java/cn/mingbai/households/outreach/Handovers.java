package cn.mingbai.households.outreach;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.Area;
import cn.mingbai.households.areas.AreaBook;
import cn.mingbai.households.areas.AreaDirectory;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.Coverage.Door;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.DoorReader;
import cn.mingbai.households.ledger.Writes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Handing over (交接) when an outreach worker's posting ends or changes: what is open is shown and passes to the successor,
 * the area with it. What the leaver's phones hand in later still counts.
 */
@Service
public class Handovers {

    /** The most characters of a note. */
    public static final int NOTE_LENGTH = 200;

    private static final int MOST_DAYS = 366;
    private static final int DAYS_BACK = 120;
    private static final int DAYS_AHEAD = 31;
    private static final int MOST_DOORS = 5000;
    private static final int SELDOM = 2;

    private static final String OUTREACH = " p.duty in ('OUTREACH_A', 'OUTREACH_B') and p.superseded_at = '9999-12-31'"
            + " and p.valid_to > p.valid_from ";

    private final AreaDirectory areas;
    private final AreaBook book;
    private final DoorReader doors;
    private final CoverageDirectory coverage;
    private final People people;
    private final InAppNotices notices;
    private final Writes writes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Handovers(
            AreaDirectory areas,
            AreaBook book,
            DoorReader doors,
            CoverageDirectory coverage,
            People people,
            InAppNotices notices,
            Writes writes,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.areas = areas;
        this.book = book;
        this.doors = doors;
        this.coverage = coverage;
        this.people = people;
        this.notices = notices;
        this.writes = writes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An outreach worker who left a village, or will soon, and has handed nothing over.
     *
     * @param to the first day without the posting
     */
    public record Due(DivisionId village, String villageName, PersonId person, String name, Duty duty, LocalDate to) {}

    /** The handovers that are to be made in the villages within reach, in code order. */
    @Transactional(readOnly = true)
    public List<Due> due() {
        var reach = access.require(Action.EDIT_LEDGER);
        var today = Times.today(clock);
        return jdbc.sql("""
                select p.division_id, v.name, s.id, s.name, p.duty, max(p.valid_to) ends from posting p
                left join person_alias k on k.person_id = p.person_id
                join person s on s.id = coalesce(k.kept_id, p.person_id)
                join division_version v on v.division_id = p.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :today and v.valid_to > :today
                where """ + OUTREACH + """
                  and p.valid_to > :first and p.valid_to <= :last
                  and exists (select 1 from household h where h.village_id = p.division_id)
                  and not exists (select 1 from posting q left join person_alias kq on kq.person_id = q.person_id
                    where q.division_id = p.division_id and q.duty in ('OUTREACH_A', 'OUTREACH_B')
                      and q.superseded_at = '9999-12-31' and coalesce(kq.kept_id, q.person_id) = s.id
                      and q.valid_from <= p.valid_to and q.valid_to > p.valid_to)
                  and not exists (select 1 from outreach_handover o where o.village_id = p.division_id
                    and o.from_person_id = s.id and o.day > p.valid_to - interval :last_days day)
                  and
                """ + Reach.covers("p.division_id")
                        + " group by p.division_id, v.code, v.name, s.id, s.name, s.staff_number, p.duty"
                        + " order by v.code, s.staff_number")
                .param("today", today)
                .param("first", today.minusDays(DAYS_BACK))
                .param("last", today.plusDays(DAYS_AHEAD))
                .param("last_days", DAYS_AHEAD)
                .params(reach.parameters())
                .query((row, index) -> new Due(
                        new DivisionId(row.getLong(1)),
                        row.getString(2),
                        new PersonId(row.getLong(3)),
                        row.getString(4),
                        Duty.valueOf(row.getString(5)),
                        row.getObject(6, LocalDate.class)))
                .list();
    }

    /**
     * A phone of who leaves.
     *
     * @param seenAt when it last asked or handed something in, or null
     * @param unsent how many records it then said it had not handed in, or null when it never said
     * @param inForce whether it still fetches the list
     */
    public record Phone(
            String label,
            @Nullable Instant seenAt,
            @Nullable Integer unsent,
            @Nullable Instant unsentAt,
            boolean inForce) {}

    /**
     * A household that is left.
     *
     * @param vain how often since the campaign began nobody was met, as the worker's phone says it
     */
    public record LeftDoor(Door door, int vain) {

        /** Whether its people are seldom home. */
        public boolean seldomHome() {
            return vain >= SELDOM;
        }
    }

    /**
     * What an outreach worker leaves open in a village.
     *
     * @param to the first day without the posting; {@code 9999-12-31} while it has no end
     * @param groups the groups of the worker's area, without order; empty when it is the whole village
     * @param doors the households due and not reached of the area, in group order
     * @param toMatch how many of the worker's records wait to be matched
     * @param successors the other outreach workers of the village, today or later, A before B
     */
    public record Open(
            DivisionId village,
            String villageName,
            PersonId person,
            String name,
            Duty duty,
            LocalDate from,
            LocalDate to,
            Set<String> groups,
            List<LeftDoor> doors,
            int toMatch,
            List<Phone> phones,
            List<AreaSplit.Worker> successors) {

        /** How many households are left whose people are seldom home. */
        public int seldomHome() {
            return (int) doors.stream().filter(LeftDoor::seldomHome).count();
        }

        /** How many records the phones last said they had not handed in. */
        public int unsent() {
            return phones.stream()
                    .mapToInt(phone -> phone.unsent() == null ? 0 : phone.unsent())
                    .sum();
        }
    }

    private record Posting(long id, String name, Duty duty, LocalDate from, LocalDate to) {}

    /**
     * What a worker leaves open.
     *
     * @throws NotFound when the village is out of reach, or the person never was an outreach worker there
     */
    @Transactional(readOnly = true)
    public Open open(DivisionId village, PersonId person) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var today = Times.today(clock);
        var posting = postings(reach, village, person).stream()
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var area = area(village, person, posting, today);
        var now = AsOf.today(clock);
        var standing = coverage.doors(village, now);
        var left = doors.left(reach, village, now, area::holds, 0, MOST_DOORS);
        var villageName = jdbc.sql("select name from division_version where division_id = :id"
                        + " and superseded_at = '9999-12-31' order by valid_to desc limit 1")
                .param("id", village.value())
                .query(String.class)
                .single();
        var toMatch = jdbc.sql("""
                select count(*) from record_to_match r left join person_alias k on k.person_id = r.worker_id
                where r.village_id = :village and coalesce(k.kept_id, r.worker_id) = :person and r.settled_at is null
                """)
                .param("village", village.value())
                .param("person", person.value())
                .query(Integer.class)
                .single();
        return new Open(
                village,
                villageName,
                person,
                posting.name(),
                posting.duty(),
                posting.from(),
                posting.to(),
                area.whole() ? Set.of() : area.own(),
                left.doors().stream()
                        .map(door -> new LeftDoor(
                                door,
                                Optional.ofNullable(
                                                standing.get(door.household().value()))
                                        .map(CoverageDirectory.Door::missed)
                                        .orElse(0)))
                        .toList(),
                toMatch,
                phones(person),
                successors(village, person, today));
    }

    // The latest posting first; also one that has ended, whose area is still there to be passed on.
    private List<Posting> postings(Reach reach, DivisionId village, PersonId person) {
        return jdbc.sql("""
                select p.id, s.name, p.duty, p.valid_from, p.valid_to from posting p
                left join person_alias k on k.person_id = p.person_id
                join person s on s.id = coalesce(k.kept_id, p.person_id)
                where""" + OUTREACH + " and p.division_id = :village and s.id = :person and "
                        + Reach.covers("p.division_id") + " order by p.valid_to desc, p.duty, p.id")
                .param("village", village.value())
                .param("person", person.value())
                .params(reach.parameters())
                .query((row, index) -> new Posting(
                        row.getLong(1),
                        row.getString(2),
                        Duty.valueOf(row.getString(3)),
                        row.getObject(4, LocalDate.class),
                        row.getObject(5, LocalDate.class)))
                .list();
    }

    private Area area(DivisionId village, PersonId person, Posting posting, LocalDate today) {
        var last = posting.to().isAfter(today) ? today : posting.to().minusDays(1);
        return areas.of(village, last.isBefore(posting.from()) ? posting.from() : last)
                .of(person);
    }

    private List<Phone> phones(PersonId person) {
        return jdbc.sql("""
                select d.label, d.seen_at, (select max(v.recorded_at) from visit v where v.device_id = d.id), d.unsent,
                  d.unsent_at, d.withdrawn_at is null and d.expires_at > :now
                from device d left join person_alias k on k.person_id = d.person_id
                where coalesce(k.kept_id, d.person_id) = :person
                  and not exists (select 1 from device n where n.installation = d.installation
                    and n.person_id = d.person_id and n.id > d.id)
                order by d.id desc limit 20
                """)
                .param("now", Times.sql(clock.instant()))
                .param("person", person.value())
                .query((row, index) -> new Phone(
                        row.getString(1),
                        later(row.getObject(2, LocalDateTime.class), row.getObject(3, LocalDateTime.class)),
                        row.getObject(4, Integer.class),
                        instant(row.getObject(5, LocalDateTime.class)),
                        row.getBoolean(6)))
                .list();
    }

    private static @Nullable Instant later(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
        return instant(one == null || other != null && other.isAfter(one) ? other : one);
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : Times.instant(time);
    }

    private List<AreaSplit.Worker> successors(DivisionId village, PersonId leaver, LocalDate today) {
        var seen =
                areas.of(village, today).workers().stream().collect(Collectors.toCollection(java.util.ArrayList::new));
        areas.of(village, today.plusDays(DAYS_AHEAD)).workers().stream()
                .filter(later -> seen.stream().noneMatch(one -> one.person().equals(later.person())))
                .forEach(seen::add);
        return seen.stream().filter(worker -> !worker.person().equals(leaver)).toList();
    }

    /**
     * Hands over what a worker leaves open in a village: the area passes to the successor from {@code day}, who is told;
     * what was open is kept.
     *
     * @param day the successor's first day with it, at most a year before or after today
     * @param ends whether the leaver's posting there ends with the day before
     * @param note for the record, at most {@value #NOTE_LENGTH} characters, may be empty
     * @return how many groups passed; none when the leaver had no area
     * @throws NotFound when the village is out of reach, or the leaver never was an outreach worker there
     * @throws RuleViolation when the successor is not posted there on that day, is the leaver, or the day or note is wrong
     */
    public int handOver(DivisionId village, PersonId from, PersonId to, LocalDate day, boolean ends, String note) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        var today = Times.today(clock);
        if (day.isBefore(today.minusDays(MOST_DAYS)) || day.isAfter(today.plusDays(MOST_DAYS))) {
            throw new RuleViolation("households.area.day", today.minusDays(MOST_DAYS), today.plusDays(MOST_DAYS), day);
        }
        var said = note.strip();
        if (said.codePointCount(0, said.length()) > NOTE_LENGTH || said.chars().anyMatch(Character::isISOControl)) {
            throw new RuleViolation("households.handover.note", NOTE_LENGTH);
        }
        if (from.equals(to)) {
            throw new RuleViolation("households.handover.same");
        }
        return writes.inTransaction(() -> {
            var open = open(village, from);
            if (areas.of(village, day).workers().stream()
                    .noneMatch(worker -> worker.person().equals(to))) {
                throw new RuleViolation("households.area.not-posted", day);
            }
            var passed = book.passOn(village, from, to, day);
            if (ends) {
                postings(reach, village, from).stream()
                        .filter(posting -> posting.to().isAfter(day))
                        .forEach(posting ->
                                people.end(posting.id(), day.isBefore(posting.from()) ? posting.from() : day));
            }
            var id = jdbc.sql("select next value for outreach_handover_seq")
                    .query(Long.class)
                    .single();
            insert(id, open, to, day, passed, said);
            notices.post(
                    to,
                    "outreach.handover",
                    "handover " + id,
                    "households.notice.handover",
                    List.of(
                            open.villageName(),
                            open.name(),
                            String.valueOf(open.doors().size())),
                    "visit?village=" + village.value());
            audit.record(
                    "outreach.handover",
                    "person " + from.value(),
                    village,
                    "to person %d from %s, %d groups, %d households left, %d records to match, %d unsent"
                            .formatted(to.value(), day, passed, open.doors().size(), open.toMatch(), open.unsent()));
            return passed;
        });
    }

    private void insert(long id, Open open, PersonId to, LocalDate day, int passed, String note) {
        jdbc.sql("""
                insert into outreach_handover (id, village_id, from_person_id, to_person_id, day, passed_groups,
                  households_left, seldom_home, to_match, unsent, note, recorded_at, recorded_by)
                values (:id, :village, :from, :to, :day, :groups, :left, :seldom, :match, :unsent, :note, :now, :by)
                """)
                .param("id", id)
                .param("village", open.village().value())
                .param("from", open.person().value())
                .param("to", to.value())
                .param("day", day)
                .param("groups", passed)
                .param("left", open.doors().size())
                .param("seldom", open.seldomHome())
                .param("match", open.toMatch())
                .param("unsent", open.unsent())
                .param("note", note)
                .param("now", Times.sql(clock.instant()))
                .param("by", access.caller().person().value())
                .update();
    }

    /** A handover that was made. */
    public record Done(
            LocalDate day,
            String from,
            String to,
            int groups,
            int left,
            int seldomHome,
            int toMatch,
            int unsent,
            String note,
            String by) {}

    /** The handovers of a village, the latest first; at most 50. */
    @Transactional(readOnly = true)
    public List<Done> done(DivisionId village) {
        var reach = access.require(Action.EDIT_LEDGER, village);
        return jdbc.sql("""
                select o.day, f.name, t.name, o.passed_groups, o.households_left, o.seldom_home, o.to_match, o.unsent,
                  o.note, coalesce(b.name, '') from outreach_handover o
                join person f on f.id = o.from_person_id join person t on t.id = o.to_person_id
                left join person b on b.id = o.recorded_by
                where o.village_id = :village and
                """ + Reach.covers("o.village_id") + " order by o.id desc limit 50")
                .param("village", village.value())
                .params(reach.parameters())
                .query((row, index) -> new Done(
                        row.getObject(1, LocalDate.class),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getInt(8),
                        row.getString(9),
                        row.getString(10)))
                .list();
    }
}
