package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.copies.CommittedReads;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.RosterChanges;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.Interned;
import cn.mingbai.courses.rate.PersonFacts;
import cn.mingbai.courses.rate.Population;
import cn.mingbai.courses.rate.TrainingKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The postings and training records of everyone, in every version ever known, in this node's memory: a copy of the
 * database that can be thrown away. It is read at the first use and brought up to date before each one, by what
 * {@link RosterChanges} noted; only what was committed is ever kept. ADR 0012 says why, and what it costs.
 */
@Component
class TrainingFacts {

    private static final int FETCH = 2000;
    private static final int CHUNK = 500;
    /** With more persons changed at once, reading everything again is quicker. */
    private static final int MOST_REREAD = 5000;

    private static final String PERSONS = "select id, staff_number, name from person s";
    private static final String POSTINGS =
            "select person_id, division_id, duty, valid_from, valid_to, recorded_at, superseded_at from posting";
    private static final String REVERSALS =
            "select reversal_of, recorded_at from training_record where reversal_of is not null";
    private static final String RECORDS = """
            select id, person_id, course_code, course_version, kind, happened_on, score, recheck_id, recorded_at
            from training_record where reversal_of is null
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final CommittedReads committed;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Interned interned = new Interned();
    private @Nullable NotedChanges noted;
    private Everyone everyone = new Everyone(Population.of(List.of()), List.of());

    @Autowired
    TrainingFacts(DataSource database, PlatformTransactionManager transactions, Clock clock) {
        this(database, transactions, clock, System::nanoTime);
    }

    TrainingFacts(DataSource database, PlatformTransactionManager transactions, Clock clock, LongSupplier nanos) {
        var template = new JdbcTemplate(database);
        template.setFetchSize(FETCH);
        this.jdbc = new NamedParameterJdbcTemplate(template);
        this.committed = new CommittedReads(transactions);
        this.clock = clock;
        this.nanos = nanos;
    }

    /**
     * Everyone's facts at one moment; it never changes.
     *
     * @param population in the order of their ids
     * @param names of the same persons in the same order
     */
    record Everyone(Population population, List<StaffName> names) {

        /**
         * What somebody is called.
         *
         * @throws IllegalStateException when there is no such person
         */
        StaffName name(PersonId person) {
            var at = population.find(person.value());
            if (at < 0) {
                throw new IllegalStateException("expected person " + person.value() + ", but there is none");
            }
            return names.get(at);
        }
    }

    /** The numbers that the facts use. */
    Interned interned() {
        return interned;
    }

    /**
     * Everyone's facts as committed by now, or, inside a read-only transaction, as it sees them or later. What the caller
     * has written in an open transaction is not among them.
     */
    Everyone current() {
        return committed.read(this::upToDate);
    }

    private synchronized Everyone upToDate() {
        var at = noted;
        if (at == null) {
            everyone = readAll();
            noted = begin();
            return everyone;
        }
        var question = at.question(nanos.getAsLong());
        var numbers = new ArrayList<Long>();
        var persons = new ArrayList<Long>();
        var asked = new StringBuilder("select id, person_id from roster_change where id > :after");
        var numbersAsked = new HashMap<String, Long>();
        numbersAsked.put("after", question.after());
        for (var gap : question.also()) {
            var name = numbersAsked.size();
            asked.append(" or id between :from").append(name).append(" and :to").append(name);
            numbersAsked.put("from" + name, gap.from());
            numbersAsked.put("to" + name, gap.to());
        }
        jdbc.query(asked.append(" order by id").toString(), numbersAsked, (RowCallbackHandler) row -> {
            numbers.add(row.getLong(1));
            persons.add(row.getLong(2));
        });
        var isNew = at.answer(numbers.stream().mapToLong(Long::longValue).toArray(), nanos.getAsLong());
        var changed = new TreeSet<Long>();
        for (var i = 0; i < numbers.size(); i++) {
            if (isNew.test(numbers.get(i))) {
                changed.add(persons.get(i));
            }
        }
        reread(changed);
        return everyone;
    }

    private void reread(Collection<Long> changed) {
        try {
            if (changed.size() > MOST_REREAD) {
                everyone = readAll();
            } else if (!changed.isEmpty()) {
                everyone = with(changed);
            }
        } catch (RuntimeException failed) {
            // The notes count as seen: begin anew rather than miss them.
            noted = null;
            throw failed;
        }
    }

    /** All notes that this snapshot sees; of the numbers missing among the recent ones some may still be committed. */
    private NotedChanges begin() {
        var settled = Times.sql(clock.instant().minus(RosterChanges.LONGEST.multipliedBy(6)));
        var before = jdbc.queryForObject(
                "select coalesce(max(id), 0) from roster_change where noted_at < :settled",
                Map.of("settled", settled),
                Long.class);
        var changes = new NotedChanges(before == null ? 0 : before);
        var numbers = jdbc.queryForList(
                "select id from roster_change where id > :before order by id", Map.of("before", before), Long.class);
        changes.answer(numbers.stream().mapToLong(Long::longValue).toArray(), nanos.getAsLong());
        return changes;
    }

    /** Reads the whole of it anew, for comparison. */
    Everyone fresh() {
        return committed.anew(this::readAll);
    }

    private Everyone readAll() {
        return read("", Map.of());
    }

    private Everyone read(String restriction, Map<String, ?> parameters) {
        var builders = new TreeMap<Long, PersonFacts.Builder>();
        var names = new ArrayList<StaffName>();
        var where = restriction.isEmpty() ? "" : " where " + restriction;
        var and = restriction.isEmpty() ? "" : " and " + restriction;
        rows(PERSONS + where.replace("person_id", "s.id") + " order by s.id", parameters, row -> {
            builders.put(row.getLong(1), new PersonFacts.Builder(row.getLong(1)));
            names.add(new StaffName(row.getString(2), row.getString(3)));
        });
        var duties = new HashMap<String, Duty>();
        for (var duty : Duty.values()) {
            duties.put(duty.name(), duty);
        }
        rows(
                POSTINGS + where,
                parameters,
                row -> builder(builders, row.getLong(1))
                        .posting(
                                interned,
                                new DivisionId(row.getLong(2)),
                                duties.get(row.getString(3)),
                                row.getObject(4, LocalDate.class),
                                row.getObject(5, LocalDate.class),
                                instant(row, 6),
                                instant(row, 7)));
        var reversed = new HashMap<Long, Instant>();
        rows(REVERSALS + and, parameters, row -> reversed.put(row.getLong(1), instant(row, 2)));
        rows(
                RECORDS + and,
                parameters,
                row -> builder(builders, row.getLong(2))
                        .record(
                                interned,
                                row.getLong(1),
                                row.getString(3),
                                row.getInt(4),
                                TrainingKind.valueOf(row.getString(5)),
                                row.getObject(6, LocalDate.class),
                                row.getObject(7, Integer.class),
                                row.getObject(8, Long.class),
                                instant(row, 9),
                                reversed.get(row.getLong(1))));
        return new Everyone(
                Population.of(builders.values().stream()
                        .map(PersonFacts.Builder::build)
                        .toList()),
                Collections.unmodifiableList(names));
    }

    /** The same with these persons as they are now. */
    private Everyone with(Collection<Long> changed) {
        var people = new ArrayList<PersonFacts>();
        var names = new ArrayList<StaffName>();
        var ids = List.copyOf(changed);
        for (var from = 0; from < ids.size(); from += CHUNK) {
            var chunk = read(
                    "person_id in (:persons)",
                    Map.of("persons", ids.subList(from, Math.min(from + CHUNK, ids.size()))));
            people.addAll(chunk.population().people());
            names.addAll(chunk.names());
        }
        return merged(everyone, people, names);
    }

    private static Everyone merged(Everyone old, List<PersonFacts> anew, List<StaffName> anewNames) {
        var before = old.population().people();
        var people = new ArrayList<PersonFacts>(before.size() + anew.size());
        var names = new ArrayList<StaffName>(before.size() + anew.size());
        var from = 0;
        for (var next = 0; next < anew.size(); next++) {
            var person = anew.get(next).person();
            var to = from;
            while (to < before.size() && before.get(to).person() < person) {
                to++;
            }
            people.addAll(before.subList(from, to));
            names.addAll(old.names().subList(from, to));
            people.add(anew.get(next));
            names.add(anewNames.get(next));
            from = to < before.size() && before.get(to).person() == person ? to + 1 : to;
        }
        people.addAll(before.subList(from, before.size()));
        names.addAll(old.names().subList(from, before.size()));
        return new Everyone(
                Population.of(Collections.unmodifiableList(people), old.population()),
                Collections.unmodifiableList(names));
    }

    private void rows(String sql, Map<String, ?> parameters, RowCallbackHandler row) {
        jdbc.query(sql, parameters, row);
    }

    private static PersonFacts.Builder builder(Map<Long, PersonFacts.Builder> builders, long person) {
        var builder = builders.get(person);
        if (builder == null) {
            throw new IllegalStateException("expected person " + person + " in the same snapshot, but there is none");
        }
        return builder;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return Times.instant(row.getObject(column, LocalDateTime.class));
    }
}
