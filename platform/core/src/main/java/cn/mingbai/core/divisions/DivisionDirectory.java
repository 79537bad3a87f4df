package cn.mingbai.core.divisions;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.error.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the dated tree of divisions as known now, whoever asks. In a read-only transaction what was read before is used as
 * long as nobody changed a division; whoever does raises {@link #TREE}.
 */
@Component
@Internal
public class DivisionDirectory {

    static final String COLUMNS = "v.division_id, v.code, v.name, v.parent_id, v.level, v.valid_from, v.valid_to";
    static final String CURRENT = "v.valid_from <= :day and v.valid_to > :day and v.superseded_at = '9999-12-31'";

    /** Divisions, and which lies in which. */
    public static final Copies.Topic TREE = new Copies.Topic("division");

    private static final int MOST_TREES = 64;
    private static final int MOST_DIVISIONS = 20_000;

    private final JdbcClient jdbc;
    private final Copies.Kept<String, TreeSet<LocalDate>> changes;
    private final Copies.Kept<Since, List<Division>> trees;
    private final Copies.Kept<Since, List<Division>> chains;
    private final Copies.Kept<Since, Set<DivisionId>> adrift;

    /** A division from a day on up to the next change of any division. */
    private record Since(DivisionId division, LocalDate from) {}

    DivisionDirectory(JdbcClient jdbc, Copies copies) {
        this.jdbc = jdbc;
        this.changes = copies.kept(TREE, 1);
        this.trees = copies.kept(TREE, MOST_TREES);
        this.chains = copies.kept(TREE, MOST_DIVISIONS);
        this.adrift = copies.kept(TREE, MOST_TREES);
    }

    /** What holds from the last change of any division on. */
    private <V> V since(Copies.Kept<Since, V> kept, DivisionId division, LocalDate day, Supplier<V> reading) {
        if (!Copies.areUsed()) {
            return reading.get();
        }
        var last = changes.get("", this::changes).floor(day);
        return kept.get(new Since(division, last == null ? LocalDate.MIN : last), reading);
    }

    private TreeSet<LocalDate> changes() {
        return new TreeSet<>(jdbc.sql("""
                select valid_from from division_version where superseded_at = '9999-12-31'
                union select valid_to from division_version where superseded_at = '9999-12-31'
                union select valid_from from division_ancestor
                union select valid_to from division_ancestor
                """)
                .query((row, index) -> row.getObject(1, LocalDate.class))
                .list());
    }

    /**
     * The division as it was on {@code day}.
     *
     * @throws NotFound when it did not exist then
     */
    public Division get(DivisionId id, LocalDate day) {
        return find(id, day).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The division as it was on {@code day}, if it existed then. */
    public Optional<Division> find(DivisionId id, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + " from division_version v where v.division_id = :id and " + CURRENT)
                .param("id", id.value())
                .param("day", day)
                .query(DivisionDirectory::map)
                .optional();
    }

    /** The division that bore {@code code} on {@code day}. */
    public Optional<Division> byCode(DivisionCode code, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + " from division_version v where v.code = :code and " + CURRENT)
                .param("code", code.value())
                .param("day", day)
                .query(DivisionDirectory::map)
                .optional();
    }

    /** The divisions right below {@code parent} on {@code day}, in code order. */
    public List<Division> children(DivisionId parent, LocalDate day) {
        return jdbc.sql("select " + COLUMNS + " from division_version v where v.parent_id = :parent and " + CURRENT
                        + " order by v.code")
                .param("parent", parent.value())
                .param("day", day)
                .query(DivisionDirectory::map)
                .list();
    }

    /** {@code root} and everything below it on {@code day}, in code order. */
    public List<Division> subtree(DivisionId root, LocalDate day) {
        return since(
                trees,
                root,
                day,
                () -> List.copyOf(jdbc.sql("select " + COLUMNS + " from division_version v join division_ancestor a"
                                + " on a.descendant_id = v.division_id and a.valid_from <= :day and a.valid_to > :day"
                                + " where a.ancestor_id = :root and " + CURRENT + " order by v.code")
                        .param("root", root.value())
                        .param("day", day)
                        .query(DivisionDirectory::map)
                        .list()));
    }

    /** What {@link #subtree} answers on several days; days between which nothing changed have the same list. */
    public SortedMap<LocalDate, List<Division>> subtrees(DivisionId root, SortedSet<LocalDate> days) {
        var all = changes.get("", this::changes);
        var trees = new TreeMap<LocalDate, List<Division>>();
        for (var day : days) {
            var before = trees.isEmpty() ? null : trees.lastEntry();
            trees.put(
                    day,
                    before != null
                                    && all.subSet(before.getKey(), false, day, true)
                                            .isEmpty()
                            ? before.getValue()
                            : subtree(root, day));
        }
        return trees;
    }

    /** The division itself and those above it on {@code day}, from the bottom up. */
    public List<Division> chain(DivisionId id, LocalDate day) {
        return since(
                chains,
                id,
                day,
                () -> List.copyOf(jdbc.sql("select " + COLUMNS + " from division_version v join division_ancestor a"
                                + " on a.ancestor_id = v.division_id and a.valid_from <= :day and a.valid_to > :day"
                                + " where a.descendant_id = :id and " + CURRENT + " order by a.depth")
                        .param("id", id.value())
                        .param("day", day)
                        .query(DivisionDirectory::map)
                        .list()));
    }

    /**
     * The divisions that do not exist on {@code day} and were {@code root} or below it when they last did before: whoever
     * is posted there waits to be reassigned.
     */
    public Set<DivisionId> gone(DivisionId root, LocalDate day) {
        return since(
                adrift,
                root,
                day,
                () -> Set.copyOf(jdbc.sql("""
                        select a.descendant_id from division_ancestor a
                        where a.ancestor_id = :root and a.valid_to <= :day
                          and not exists (select 1 from division_ancestor e where e.descendant_id = a.descendant_id
                            and e.ancestor_id = a.descendant_id and e.valid_from <= :day and e.valid_to > a.valid_to)
                        """)
                        .param("root", root.value())
                        .param("day", day)
                        .query((row, index) -> new DivisionId(row.getLong(1)))
                        .list()));
    }

    /** The divisions that exist on {@code day}. */
    public Set<DivisionId> existing(LocalDate day) {
        return Set.copyOf(jdbc.sql("select v.division_id from division_version v where " + CURRENT)
                .param("day", day)
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list());
    }

    /** The county-level unit ("district") above or at {@code id} on {@code day}. */
    public Optional<Division> districtOf(DivisionId id, LocalDate day) {
        return chain(id, day).stream().filter(d -> d.level() == Level.COUNTY).findFirst();
    }

    static Division map(ResultSet row, int index) throws SQLException {
        var parent = row.getLong("parent_id");
        return new Division(
                new DivisionId(row.getLong("division_id")),
                new DivisionCode(row.getString("code")),
                row.getString("name"),
                row.wasNull() ? null : new DivisionId(parent),
                Level.valueOf(row.getString("level")),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_to", LocalDate.class));
    }
}
