package cn.mingbai.core.people;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which records are one human being. A merge is a dated statement "this person is that one" and moves no row: whoever
 * reads facts of persons maps each to the one that was kept, as known on the day asked about.
 *
 * @see "ADR 0016"
 */
@Component
@Internal
public class PersonAliases {

    /**
     * A derived table {@code self(id)} for a query's {@code from}: the person {@code :person} and all merged into it, as
     * known now; empty when it was itself merged into another, who then acts for it.
     */
    public static final String SELF = "(select p0.id from person p0 where p0.id = :person and not exists"
            + " (select 1 from person_alias a0 where a0.person_id = :person)"
            + " union all select a1.person_id from person_alias a1 where a1.kept_id = :person) self";

    private static final String MERGES = "select person_id, into_id from person_merge where ";

    private final JdbcClient jdbc;

    PersonAliases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everyone who is this person as known now: the one that was kept and all merged into it; alone when never merged. */
    public Set<Long> all(long person) {
        var self = kept(person);
        var all = new TreeSet<>(Set.of(self));
        all.addAll(jdbc.sql("select person_id from person_alias where kept_id = :self")
                .param("self", self)
                .query(Long.class)
                .list());
        return all;
    }

    /** The person that was kept for this one, as known now: itself when it was not merged. */
    public long kept(long person) {
        return jdbc.sql("select kept_id from person_alias where person_id = :person")
                .param("person", person)
                .query(Long.class)
                .optional()
                .orElse(person);
    }

    /**
     * For each person that was merged, the one that was kept at last, as known just before {@code before}; whoever was
     * not merged is not in it.
     */
    public Map<Long, Long> asKnown(Instant before) {
        return resolved(jdbc.sql(MERGES + "recorded_at < :before and superseded_at >= :before")
                .param("before", Times.sql(before)));
    }

    /** Derives what is known now anew from the merges, in the caller's transaction, which reads what is committed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void rebuild() {
        // One after the other, also for other people: the second has to know of the first one's merge.
        jdbc.sql("select id from division where id = 1 for update")
                .query(Long.class)
                .single();
        var kept = resolved(jdbc.sql(MERGES + "superseded_at = '9999-12-31'"));
        jdbc.sql("delete from person_alias").update();
        kept.forEach((person, into) -> jdbc.sql("insert into person_alias (person_id, kept_id) values (:person, :into)")
                .param("person", person)
                .param("into", into)
                .update());
    }

    /**
     * Locks all records of these people until the caller's transaction ends, in the order of their ids, so that whoever
     * locks some of the same waits.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(Collection<Long> people) {
        var records = new TreeSet<Long>();
        people.forEach(person -> {
            records.add(person);
            records.addAll(all(person));
        });
        jdbc.sql("select id from person where id in (:records) order by id for update")
                .param("records", records)
                .query(Long.class)
                .list();
    }

    private static Map<Long, Long> resolved(JdbcClient.StatementSpec merges) {
        var into = new HashMap<Long, Long>();
        merges.query((row, index) -> into.put(row.getLong(1), row.getLong(2))).list();
        return resolved(into);
    }

    /** {@code into} with each person mapped to the end of its chain. */
    static Map<Long, Long> resolved(Map<Long, Long> into) {
        var kept = new HashMap<Long, Long>();
        for (var person : into.keySet()) {
            var at = person;
            for (var steps = 0; into.containsKey(at); steps++) {
                if (steps > into.size()) {
                    throw new IllegalStateException("expected merges to end, but person " + person + " is in a circle");
                }
                at = into.get(at);
            }
            kept.put(person, at);
        }
        return kept;
    }
}
