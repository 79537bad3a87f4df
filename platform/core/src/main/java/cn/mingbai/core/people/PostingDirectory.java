package cn.mingbai.core.people;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads postings as known on a day, whoever asks. */
@Component
@Internal
public class PostingDirectory {

    /** Who is posted where: whoever writes a posting raises it. */
    public static final Copies.Topic POSTINGS = new Copies.Topic("posting");

    static final String COLUMNS = "p.id posting_id, p.person_id, s.staff_number, s.name, p.division_id, p.duty,"
            + " p.valid_from, p.valid_to";

    private final JdbcClient jdbc;
    private final PersonAliases aliases;
    private final Copies.Kept<Duty, List<Held>> held;

    PostingDirectory(JdbcClient jdbc, PersonAliases aliases, Copies copies) {
        this.jdbc = jdbc;
        this.aliases = aliases;
        this.held = copies.kept(POSTINGS, Duty.values().length);
    }

    /** A version of a posting: days counted from 1970-01-01. */
    private record Held(long division, int from, int to, Instant recorded, Instant superseded) {}

    /** The divisions at which somebody holds a duty on {@code asOf.day()}, as known at the end of {@code asOf.known()}. */
    public Set<DivisionId> with(Duty duty, AsOf asOf) {
        if (!Copies.areUsed()) {
            return Set.copyOf(jdbc.sql("select distinct division_id from posting where duty = :duty"
                            + " and valid_from <= :day and valid_to > :day"
                            + " and recorded_at < :known and superseded_at >= :known")
                    .param("duty", duty.name())
                    .param("day", asOf.day())
                    .param("known", Times.sql(asOf.knownBefore()))
                    .query((row, index) -> new DivisionId(row.getLong(1)))
                    .list());
        }
        var day = asOf.day().toEpochDay();
        var known = asOf.knownBefore();
        var divisions = new HashSet<DivisionId>();
        for (var one : held.get(duty, () -> held(duty))) {
            if (one.from() <= day
                    && one.to() > day
                    && one.recorded().isBefore(known)
                    && !one.superseded().isBefore(known)) {
                divisions.add(new DivisionId(one.division()));
            }
        }
        return divisions;
    }

    private List<Held> held(Duty duty) {
        return jdbc.sql("select division_id, to_days(valid_from) - to_days('1970-01-01'),"
                        + " to_days(valid_to) - to_days('1970-01-01'), recorded_at, superseded_at"
                        + " from posting where duty = :duty")
                .param("duty", duty.name())
                .query((row, index) -> new Held(
                        row.getLong(1),
                        row.getInt(2),
                        row.getInt(3),
                        Times.instant(row.getObject(4, LocalDateTime.class)),
                        Times.instant(row.getObject(5, LocalDateTime.class))))
                .list();
    }

    /**
     * The postings below {@code root} (read in the tree of {@code asOf.day()}) that held at some time in [from, asOf.day()],
     * as known at the end of {@code asOf.known()}; in division and staff number order. Who was merged by then is the one
     * that was kept.
     */
    public List<Posted> below(DivisionId root, LocalDate from, AsOf asOf) {
        var kept = aliases.asKnown(asOf.knownBefore());
        var found = jdbc.sql("select " + COLUMNS + """
                 from posting p
                join person s on s.id = p.person_id
                join division_ancestor a on a.descendant_id = p.division_id and a.ancestor_id = :root
                  and a.valid_from <= :day and a.valid_to > :day
                where p.valid_from <= :day and p.valid_to > :from and p.valid_to > p.valid_from
                  and p.recorded_at < :known and p.superseded_at >= :known
                order by p.division_id, s.staff_number, p.valid_from
                """)
                .param("root", root.value())
                .param("day", asOf.day())
                .param("from", from)
                .param("known", Times.sql(asOf.knownBefore()))
                .query(PostingDirectory::map)
                .list();
        return named(found, kept);
    }

    /**
     * The postings below {@code root} (read in the tree of {@code last}) whose first day without them lies in
     * [{@code first}, {@code last}], as known now; in the order of that day.
     */
    public List<Posted> ended(DivisionId root, LocalDate first, LocalDate last) {
        var found = jdbc.sql("select " + COLUMNS + """
                 from posting p
                join person s on s.id = p.person_id
                join division_ancestor a on a.descendant_id = p.division_id and a.ancestor_id = :root
                  and a.valid_from <= :last and a.valid_to > :last
                where p.valid_to >= :first and p.valid_to <= :last and p.valid_to > p.valid_from
                  and p.superseded_at = '9999-12-31'
                order by p.valid_to, p.division_id, s.staff_number
                """)
                .param("root", root.value())
                .param("first", first)
                .param("last", last)
                .query(PostingDirectory::map)
                .list();
        return named(found, aliases.asKnown(Times.NOT_SUPERSEDED));
    }

    private List<Posted> named(List<Posted> found, Map<Long, Long> kept) {
        return found.stream()
                .map(posted -> {
                    var into = kept.get(posted.person().value());
                    return into == null ? posted : named(posted, into);
                })
                .toList();
    }

    private Posted named(Posted posted, long person) {
        return jdbc.sql("select staff_number, name from person where id = :id")
                .param("id", person)
                .query((row, index) -> new Posted(
                        posted.posting(),
                        new PersonId(person),
                        row.getString(1),
                        row.getString(2),
                        posted.division(),
                        posted.duty(),
                        posted.from(),
                        posted.to()))
                .single();
    }

    /** A person's postings that hold on {@code day}, as known now; those of records merged into it are the person's. */
    public List<Posted> of(PersonId person, LocalDate day) {
        var kept = aliases.kept(person.value());
        return jdbc
                .sql("select " + COLUMNS + """
                 from posting p join person s on s.id = p.person_id
                where p.person_id in (:persons) and p.valid_from <= :day and p.valid_to > :day
                  and p.superseded_at = '9999-12-31' order by p.id
                """)
                .param("persons", aliases.all(person.value()))
                .param("day", day)
                .query(PostingDirectory::map)
                .list()
                .stream()
                .map(posted -> posted.person().value() == kept ? posted : named(posted, kept))
                .toList();
    }

    /**
     * Somebody's name and phone for print.
     *
     * @param phone the phone, if one is known
     */
    public record Contact(
            PersonId person, String name, @Nullable String phone) {}

    /** The outreach workers (A before B) of a village on {@code day}, as known now. */
    public List<Contact> outreachWorkers(DivisionId village, LocalDate day) {
        return jdbc
                .sql("""
                select s.id, s.name, s.phone from posting p
                left join person_alias k on k.person_id = p.person_id
                join person s on s.id = coalesce(k.kept_id, p.person_id)
                where p.division_id = :village and p.duty in ('OUTREACH_A', 'OUTREACH_B')
                  and p.valid_from <= :day and p.valid_to > :day and p.superseded_at = '9999-12-31'
                order by p.duty, p.valid_from, p.id
                """)
                .param("village", village.value())
                .param("day", day)
                .query((row, index) -> new Contact(new PersonId(row.getLong(1)), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .distinct()
                .toList();
    }

    /** The person with this staff number (工号); the one that was kept when the number's own is merged. */
    public Optional<PersonId> byStaffNumber(String staffNumber) {
        return jdbc.sql("select coalesce(k.kept_id, s.id) from person s left join person_alias k on k.person_id = s.id"
                        + " where s.staff_number = :number")
                .param("number", staffNumber)
                .query((row, index) -> new PersonId(row.getLong(1)))
                .optional();
    }

    static Posted map(ResultSet row, int index) throws SQLException {
        return new Posted(
                row.getLong("posting_id"),
                new PersonId(row.getLong("person_id")),
                row.getString("staff_number"),
                row.getString("name"),
                new DivisionId(row.getLong("division_id")),
                Duty.valueOf(row.getString("duty")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }
}
