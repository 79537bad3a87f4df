package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.LedgerBook.Entry;
import cn.mingbai.households.ledger.LedgerBook.InVillage;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * After villages were merged or split, somebody says which households belong where from which day on. Before that day they
 * count in their old village; in today's units they count in the new one on every day.
 */
@Service
public class VillageChanges {

    private final JdbcClient jdbc;
    private final LedgerBook book;
    private final FactsWatch watch;
    private final Writes writes;
    private final DivisionDirectory divisions;
    private final People people;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    VillageChanges(
            JdbcClient jdbc,
            LedgerBook book,
            FactsWatch watch,
            Writes writes,
            DivisionDirectory divisions,
            People people,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.book = book;
        this.watch = watch;
        this.writes = writes;
        this.divisions = divisions;
        this.people = people;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Which households go where.
     *
     * @param groups only those of these groups; empty for all
     * @param day the first day in the other village, not in the future
     */
    public record Order(DivisionId from, DivisionId to, Set<String> groups, LocalDate day) {

        public Order {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * What an order would do.
     *
     * @param households how many go
     * @param staying how many of the old village stay
     * @param renumbered how many get a new number because the other village has theirs
     * @param workers the outreach workers of the old village who go along, when all households go
     * @param otherHasA whether the other village has an outreach worker A already, so that all of them become B
     */
    public record Plan(int households, int staying, int renumbered, List<String> workers, boolean otherHasA) {}

    /** The groups of a village with the number of their households today, in group order. */
    @Transactional(readOnly = true)
    public java.util.Map<String, Integer> groups(DivisionId village) {
        access.require(Action.EDIT_LEDGER, village);
        var groups = new java.util.LinkedHashMap<String, Integer>();
        going(new Order(village, village, Set.of(), Times.today(clock)))
                .forEach(household -> groups.merge(household.group(), 1, Integer::sum));
        return groups;
    }

    /**
     * What an order would do; nothing is written.
     *
     * @throws RuleViolation when it makes no sense: one village, no household, a day in the future
     */
    @Transactional(readOnly = true)
    public Plan plan(Order order) {
        check(order);
        var going = going(order);
        var staying = order.groups().isEmpty()
                ? 0
                : going(new Order(order.from(), order.to(), Set.of(), order.day()))
                                .size()
                        - going.size();
        var workers = workers(order, staying);
        return new Plan(
                going.size(),
                staying,
                (int) numbers(going, order.to()).entrySet().stream()
                        .filter(entry -> !entry.getKey().number().equals(entry.getValue()))
                        .count(),
                workers.stream().map(Worker::name).toList(),
                hasA(order.to(), order.day()));
    }

    /**
     * Carries an order out. When nobody stays, the outreach workers go along: as deputies where the other village has an A,
     * else as what they were. The old postings end with the day before.
     *
     * @param reason the document or decision, 1 to 200 characters
     * @return the id of the change, to take it back
     * @throws NotFound when one of the villages is out of reach
     * @throws RuleViolation when the order makes no sense
     */
    public long apply(Order order, String reason) {
        check(order);
        var why = Reason.checked(reason);
        return writes.inTransaction(() -> {
            book.lock(List.of(order.from(), order.to()));
            var now = clock.instant();
            var all = going(new Order(order.from(), order.to(), Set.of(), order.day()));
            var going = going(order);
            if (going.isEmpty()) {
                throw new RuleViolation("households.village-change.nobody");
            }
            var whole = all.size() == going.size();
            var id = jdbc.sql("select next value for village_change_seq")
                    .query(Long.class)
                    .single();
            insert(id, order, whole, going.size(), why, now);
            var numbers = numbers(going, order.to());
            var households = going.stream()
                    .map(each -> new HouseholdId(each.household()))
                    .toList();
            watch.aroundMoves(households, now, () -> {
                var places =
                        book.places(households.stream().map(HouseholdId::value).toList());
                book.writePlaces(
                        numbers.entrySet().stream()
                                .map(entry -> taken(
                                        entry.getKey().household(),
                                        places.getOrDefault(entry.getKey().household(), List.of()),
                                        order.day(),
                                        new InVillage(order.to(), entry.getValue(), id, why)))
                                .toList(),
                        now);
            });
            if (whole) {
                takeWorkersAlong(order);
            }
            var what = "%d households from division %d to division %d on %s: %s"
                    .formatted(going.size(), order.from().value(), order.to().value(), order.day(), why);
            audit.record("village.change", "village change " + id, order.from(), what);
            audit.record("village.change", "village change " + id, order.to(), what);
            return id;
        });
    }

    /**
     * A change of villages.
     *
     * @param undoable whether all its households still are where it took them
     */
    public record Change(
            long id,
            DivisionId from,
            String fromName,
            DivisionId to,
            String toName,
            LocalDate day,
            int households,
            String reason,
            String by,
            boolean undoable) {}

    /** The changes from or to villages within reach, the latest first. */
    @Transactional(readOnly = true)
    public List<Change> changes() {
        var reach = access.require(Action.EDIT_LEDGER);
        return jdbc.sql("""
                select c.id, c.from_village_id, %s, c.to_village_id, %s, c.day, c.households, c.reason,
                  coalesce(s.name, ''),
                  (select count(*) from household_place p join household h on h.id = p.household_id
                     and h.village_id = c.to_village_id and h.number = p.number
                   where p.change_id = c.id and p.superseded_at = '9999-12-31' and p.valid_to = '9999-12-31') still
                from village_change c left join person s on s.id = c.recorded_by
                where c.superseded_at = '9999-12-31' and (
                """.formatted(lastName("c.from_village_id"), lastName("c.to_village_id"))
                        + Reach.covers("c.from_village_id") + " or " + Reach.covers("c.to_village_id")
                        + ") order by c.id desc limit 200")
                .params(reach.parameters())
                .query((row, index) -> new Change(
                        row.getLong(1),
                        new DivisionId(row.getLong(2)),
                        row.getString(3),
                        new DivisionId(row.getLong(4)),
                        row.getString(5),
                        row.getObject(6, LocalDate.class),
                        row.getInt(7),
                        row.getString(8),
                        row.getString(9),
                        row.getInt(10) == row.getInt(7)))
                .list();
    }

    /**
     * Takes a change back: its households belong to the old village again from the same day, under their old numbers.
     * Postings stay as they are now.
     *
     * @throws NotFound when there is no such change, or one of its villages is out of reach
     * @throws Conflict when a household has moved on since, or an old number is taken
     */
    public void undo(long change, String reason) {
        access.require(Action.EDIT_LEDGER);
        var why = Reason.checked(reason);
        var found = changes().stream()
                .filter(each -> each.id() == change)
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        access.require(Action.EDIT_LEDGER, found.from());
        access.require(Action.EDIT_LEDGER, found.to());
        try {
            writes.inTransaction(() -> {
                book.lock(List.of(found.from(), found.to()));
                var now = clock.instant();
                var numbers = new HashMap<Long, HouseholdNumber>();
                jdbc.sql("""
                        select p.household_id, o.number from household_place p
                        join household_place o on o.household_id = p.household_id and o.village_id = :from
                        where p.change_id = :id and p.superseded_at = '9999-12-31' and p.valid_to = '9999-12-31'
                        order by o.id
                        """)
                        .param("id", change)
                        .param("from", found.from().value())
                        .query(row -> {
                            numbers.put(row.getLong(1), new HouseholdNumber(row.getString(2)));
                        });
                var ids = numbers.keySet();
                if (ids.size() != found.households()) {
                    throw new Conflict("households.village-change.moved-on");
                }
                watch.aroundMoves(ids.stream().map(HouseholdId::new).toList(), now, () -> {
                    var entries = new ArrayList<Entry<InVillage>>();
                    book.places(ids)
                            .forEach((household, places) -> entries.add(takenBack(
                                    household, places, found, Objects.requireNonNull(numbers.get(household)))));
                    book.writePlaces(entries, now);
                });
                jdbc.sql("update village_change set superseded_at = :now where id = :id")
                        .param("now", Times.sql(now))
                        .param("id", change)
                        .update();
                audit.record("village.change-undo", "village change " + change, found.from(), why);
                audit.record("village.change-undo", "village change " + change, found.to(), why);
            });
        } catch (org.springframework.dao.DuplicateKeyException taken) {
            throw new Conflict("households.village-change.number-taken");
        }
    }

    /** A village that exists no more and still has households: somebody has to say where they belong. */
    public record Orphaned(DivisionId village, String name, LocalDate gone, int households) {}

    /** The villages within reach that exist no more and still have households. */
    @Transactional(readOnly = true)
    public List<Orphaned> orphaned() {
        var reach = access.require(Action.EDIT_LEDGER);
        return jdbc.sql("""
                select h.village_id, %s, count(*), (select max(v.valid_to) from division_version v
                  where v.division_id = h.village_id and v.superseded_at = '9999-12-31') gone
                from household h where not exists (select 1 from division_version v where v.division_id = h.village_id
                  and v.superseded_at = '9999-12-31' and v.valid_to > :today) and
                """.formatted(lastName("h.village_id"))
                        + Reach.covers("h.village_id") + " group by h.village_id order by h.village_id")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query((row, index) -> new Orphaned(
                        new DivisionId(row.getLong(1)),
                        row.getString(2),
                        row.getObject(4, LocalDate.class),
                        row.getInt(3)))
                .list();
    }

    private void check(Order order) {
        access.require(Action.EDIT_LEDGER, order.from());
        access.require(Action.EDIT_LEDGER, order.to());
        Households.requirePast(order.day(), Times.today(clock));
        if (order.from().equals(order.to())) {
            throw new RuleViolation("households.village-change.same");
        }
        if (divisions.find(order.to(), order.day()).isEmpty()) {
            throw new RuleViolation("households.village-change.not-there", order.day());
        }
    }

    // Who came to the old village later than the change goes along from that day.
    private static Entry<InVillage> taken(
            long household, List<Spans.Span<InVillage>> places, LocalDate day, InVillage place) {
        var here = places.getLast().from();
        return new Entry<>(household, Spans.from(places, here.isAfter(day) ? here : day, place));
    }

    // Where the change found it, under the number it then had, from the day of the change.
    private static Entry<InVillage> takenBack(
            long household, List<Spans.Span<InVillage>> places, Change change, HouseholdNumber number) {
        var restored = new InVillage(change.from(), number, null, "");
        return new Entry<>(household, Spans.from(places, places.getLast().from(), restored));
    }

    private record Going(long household, HouseholdNumber number, String group) {}

    private List<Going> going(Order order) {
        return jdbc
                .sql("""
                select h.id, h.number, coalesce(d.group_name, '') group_name from household h
                left join household_details d on d.household_id = h.id and d.superseded_at = '9999-12-31'
                  and d.valid_from <= :today and d.valid_to > :today
                where h.village_id = :village order by coalesce(d.group_order, '~'), char_length(h.number), h.number
                """)
                .param("today", Times.today(clock))
                .param("village", order.from().value())
                .query((row, index) ->
                        new Going(row.getLong(1), new HouseholdNumber(row.getString(2)), row.getString(3)))
                .list()
                .stream()
                .filter(household -> order.groups().isEmpty() || order.groups().contains(household.group()))
                .toList();
    }

    // Who can keep the number keeps it; the others get the numbers after the last one of the village.
    private TreeMap<Going, HouseholdNumber> numbers(List<Going> going, DivisionId to) {
        var taken = new HashSet<>(
                book.numbers(List.of(to)).getOrDefault(to, java.util.Map.of()).keySet());
        var numbers = new TreeMap<Going, HouseholdNumber>(java.util.Comparator.comparingLong(Going::household));
        var without = new ArrayList<Going>();
        for (var household : going) {
            if (taken.add(household.number().value())) {
                numbers.put(household, household.number());
            } else {
                without.add(household);
            }
        }
        var next = taken.stream()
                        .filter(number -> number.matches("\\d{1,10}"))
                        .mapToLong(Long::parseLong)
                        .max()
                        .orElse(0)
                + 1;
        for (var household : without) {
            var width = household.number().value().length();
            var number = String.format("%0" + width + "d", next++);
            while (!taken.add(number)) {
                number = String.format("%0" + width + "d", next++);
            }
            numbers.put(household, new HouseholdNumber(number));
        }
        return numbers;
    }

    private record Worker(long posting, PersonId person, String name, Duty duty, LocalDate from) {}

    private List<Worker> workers(Order order, int staying) {
        return staying > 0
                ? List.of()
                : jdbc.sql("""
                        select p.id, p.person_id, s.name, p.duty, p.valid_from from posting p join person s on s.id = p.person_id
                        where p.division_id = :village and p.duty in ('OUTREACH_A', 'OUTREACH_B')
                          and p.superseded_at = '9999-12-31' and p.valid_to > :day and p.valid_to > p.valid_from
                        order by p.duty, p.valid_from, p.id
                        """)
                        .param("village", order.from().value())
                        .param("day", order.day())
                        .query((row, index) -> new Worker(
                                row.getLong(1),
                                new PersonId(row.getLong(2)),
                                row.getString(3),
                                Duty.valueOf(row.getString(4)),
                                row.getObject(5, LocalDate.class)))
                        .list();
    }

    private boolean hasA(DivisionId village, LocalDate day) {
        return jdbc.sql("""
                        select count(*) from posting p where p.division_id = :village and p.duty = 'OUTREACH_A'
                          and p.superseded_at = '9999-12-31' and p.valid_to > :day and p.valid_to > p.valid_from
                        """)
                        .param("village", village.value())
                        .param("day", day)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void takeWorkersAlong(Order order) {
        for (var worker : workers(order, 0)) {
            var duty = hasA(order.to(), order.day()) ? Duty.OUTREACH_B : worker.duty();
            people.end(worker.posting(), order.day().isBefore(worker.from()) ? worker.from() : order.day());
            try {
                people.post(worker.person(), order.to(), duty, order.day());
            } catch (Conflict thereAlready) {
                // They work in the other village, too, and go on there.
            }
        }
    }

    private void insert(long id, Order order, boolean whole, int households, String reason, java.time.Instant now) {
        jdbc.sql("""
                insert into village_change (id, from_village_id, to_village_id, day, whole, households, reason,
                  recorded_at, superseded_at, recorded_by)
                values (:id, :from, :to, :day, :whole, :households, :reason, :now, '9999-12-31', :by)
                """)
                .param("id", id)
                .param("from", order.from().value())
                .param("to", order.to().value())
                .param("day", order.day())
                .param("whole", whole)
                .param("households", households)
                .param("reason", reason)
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .update();
    }

    /** What the village in {@code column} was called last, for a query's {@code select}. */
    private static String lastName(String column) {
        return "coalesce((select v.name from division_version v where v.division_id = " + column
                + " and v.superseded_at = '9999-12-31' order by v.valid_to desc limit 1), '')";
    }
}
