package cn.mingbai.households.areas;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Spans;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes who is in charge of which group. Each method asks its caller for a transaction. */
@Component
@Internal
public class AreaBook {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    AreaBook(JdbcClient jdbc, JdbcTemplate template, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.template = template;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Lets {@code person}, or nobody in particular, be in charge of groups from {@code day} on. */
    @Transactional(propagation = Propagation.MANDATORY)
    void assign(DivisionId village, Collection<String> groups, @Nullable PersonId person, LocalDate day) {
        lock(village);
        var known = spans(village);
        var changes = new LinkedHashMap<String, Spans.Change<Optional<PersonId>>>();
        for (var group : new TreeSet<>(groups)) {
            var spans = known.getOrDefault(group, List.of());
            // What begins later was meant for what was known then: the new order holds without an end.
            var kept = new ArrayList<Spans.Span<Optional<PersonId>>>();
            var later = new ArrayList<Long>();
            spans.forEach(span -> {
                if (span.from().isAfter(day)) {
                    later.add(span.row());
                } else {
                    kept.add(span);
                }
            });
            var change = Spans.from(kept, day, Optional.ofNullable(person));
            later.addAll(change.superseded());
            changes.put(group, new Spans.Change<>(later, change.kept(), change.begun()));
        }
        write(village, changes);
        audit.record(
                "outreach.area",
                person == null ? "village " + village.value() : "person " + person.value(),
                village,
                "from " + day + ": " + shortened(String.join(", ", changes.keySet())));
    }

    /**
     * Gives all groups that {@code from} has on {@code day} or later to {@code to}.
     *
     * @return how many groups
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int passOn(DivisionId village, PersonId from, PersonId to, LocalDate day) {
        lock(village);
        var changes = new LinkedHashMap<String, Spans.Change<Optional<PersonId>>>();
        spans(village)
                .forEach((group, spans) -> spans.stream()
                        .filter(span -> span.to().isAfter(day)
                                && span.content().filter(from::equals).isPresent())
                        .findFirst()
                        .ifPresent(span -> changes.put(
                                group,
                                Spans.from(spans, span.from().isAfter(day) ? span.from() : day, Optional.of(to)))));
        write(village, changes);
        return changes.size();
    }

    // Two officers at once: the second waits here and then reads what the first one wrote.
    private void lock(DivisionId village) {
        jdbc.sql("select id from division where id = :id for update")
                .param("id", village.value())
                .query(Long.class)
                .single();
    }

    private Map<String, List<Spans.Span<Optional<PersonId>>>> spans(DivisionId village) {
        var spans = new LinkedHashMap<String, List<Spans.Span<Optional<PersonId>>>>();
        jdbc.sql("""
                select a.id, a.group_name, coalesce(k.kept_id, a.person_id), a.valid_from, a.valid_to
                from outreach_area a left join person_alias k on k.person_id = a.person_id
                where a.village_id = :village and a.superseded_at = '9999-12-31'
                order by a.group_name, a.valid_from
                """).param("village", village.value()).query(row -> {
            spans.computeIfAbsent(row.getString(2), group -> new ArrayList<>())
                    .add(new Spans.Span<>(
                            row.getLong(1),
                            row.getObject(4, LocalDate.class),
                            row.getObject(5, LocalDate.class),
                            Optional.ofNullable(row.getObject(3, Long.class)).map(PersonId::new)));
        });
        return spans;
    }

    private void write(DivisionId village, Map<String, Spans.Change<Optional<PersonId>>> changes) {
        var now = Times.sql(clock.instant());
        var superseded = new ArrayList<Object[]>();
        var rows = new ArrayList<Object[]>();
        var by = access.caller().person().value();
        changes.forEach((group, change) -> {
            change.superseded().forEach(row -> superseded.add(new Object[] {now, row}));
            var begun = new ArrayList<>(change.kept());
            begun.add(change.begun());
            begun.forEach(span -> rows.add(new Object[] {
                village.value(),
                group,
                span.content().map(PersonId::value).orElse(null),
                span.from(),
                span.to(),
                now,
                by
            }));
        });
        template.batchUpdate("update outreach_area set superseded_at = ? where id = ?", superseded);
        template.batchUpdate(
                "insert into outreach_area (id, village_id, group_name, person_id, valid_from, valid_to, recorded_at,"
                        + " superseded_at, recorded_by) values (next value for outreach_area_seq, ?, ?, ?, ?, ?, ?,"
                        + " '9999-12-31', ?)",
                rows);
    }

    private static String shortened(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
