package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.Coverage.Door;
import cn.mingbai.households.coverage.rule.HouseholdFacts;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.KnownHouseholds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the households behind figures one by one, and the groups of a village with what is left in each. */
@Component
@Internal
public class DoorReader {

    private final CoverageDirectory directory;
    private final FieldCipher cipher;
    private final JdbcClient jdbc;

    DoorReader(CoverageDirectory directory, FieldCipher cipher, JdbcClient jdbc) {
        this.directory = directory;
        this.cipher = cipher;
        this.jdbc = jdbc;
    }

    /**
     * A page of doors.
     *
     * @param total how many there are in all
     */
    public record Page(List<Door> doors, int total) {}

    /**
     * A group of a village.
     *
     * @param group its name; empty for the households without a group
     * @param households how many the ledger lists, without the demolished and merged ones
     * @param due how many are due
     * @param left how many of these are not reached
     */
    public record OfGroup(String group, int households, int due, int left) {}

    private record Row(long id, String group, String number, byte[] head) {}

    /** Whether what a household counts as leaves a visit to be made. */
    static boolean isLeft(Set<Kind> kinds) {
        return kinds.contains(Kind.DUE) && !kinds.contains(Kind.REACHED);
    }

    /** The groups of a village in group order. */
    public List<OfGroup> byGroup(Reach reach, DivisionId village, AsOf asOf) {
        return byGroup(reach, village, asOf, directory.households(village, asOf));
    }

    /** The same, of a village whose households are {@code counted} already. */
    List<OfGroup> byGroup(Reach reach, DivisionId village, AsOf asOf, Map<Long, CoverageDirectory.Counted> counted) {
        var groups = new LinkedHashMap<String, OfGroup>();
        jdbc.sql("""
                select h.id, d.group_name from household h
                join household_details d on d.household_id = h.id
                  and d.recorded_at < :known and d.superseded_at >= :known
                  and d.valid_from <= :day and d.valid_to > :day
                join household_state s on s.household_id = h.id
                  and s.recorded_at < :known and s.superseded_at >= :known
                  and s.valid_from <= :day and s.valid_to > :day
                where h.village_id = :village and s.state not in ('DEMOLISHED', 'MERGED') and
                """ + Reach.covers("h.village_id") + " order by d.group_order, d.group_name")
                .param("known", Times.sql(asOf.knownBefore()))
                .param("day", asOf.day())
                .param("village", village.value())
                .params(reach.parameters())
                .query(row -> {
                    var its = counted.get(row.getLong(1));
                    Set<Kind> kinds = its == null ? Set.of() : its.kinds();
                    groups.merge(
                            row.getString(2),
                            new OfGroup(row.getString(2), 1, kinds.contains(Kind.DUE) ? 1 : 0, isLeft(kinds) ? 1 : 0),
                            (one, other) -> new OfGroup(
                                    one.group(),
                                    one.households() + other.households(),
                                    one.due() + other.due(),
                                    one.left() + other.left()));
                });
        return List.copyOf(groups.values());
    }

    /**
     * The households of a village that are due and not reached, in group order, then by number.
     *
     * @param group which groups are asked for, by name
     * @param offset how many to skip
     * @param limit at most how many
     */
    public Page left(Reach reach, DivisionId village, AsOf asOf, Predicate<String> group, int offset, int limit) {
        return left(reach, village, asOf, directory.households(village, asOf), group, offset, limit);
    }

    /** The same, of a village whose households are {@code counted} already. */
    Page left(
            Reach reach,
            DivisionId village,
            AsOf asOf,
            Map<Long, CoverageDirectory.Counted> counted,
            Predicate<String> group,
            int offset,
            int limit) {
        var shown = new HashMap<Long, HouseholdFacts>();
        counted.forEach((household, its) -> {
            if (isLeft(its.kinds())) {
                shown.put(household, its.facts());
            }
        });
        return page(reach, village, asOf, shown, group, offset, limit);
    }

    /** A page of these households of a village, in group order, then by number. */
    Page page(
            Reach reach,
            DivisionId village,
            AsOf asOf,
            Map<Long, HouseholdFacts> shown,
            Predicate<String> group,
            int offset,
            int limit) {
        if (shown.isEmpty()) {
            return new Page(List.of(), 0);
        }
        var rows = jdbc
                .sql("select h.id, d.group_name, coalesce(p.number, h.number) shown, d.head" + KnownHouseholds.FROM
                        + " where h.id in (:shown) and " + Reach.covers(":village")
                        + " order by d.group_order, char_length(shown), shown")
                .param("known", Times.sql(asOf.knownBefore()))
                .param("day", asOf.day())
                .param("village", village.value())
                .param("shown", shown.keySet())
                .params(reach.parameters())
                .query((row, index) -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getBytes(4)))
                .list()
                .stream()
                .filter(row -> group.test(row.group()))
                .toList();
        return new Page(
                rows.stream()
                        .skip(Math.max(offset, 0))
                        .limit(limit)
                        .map(row -> door(row, Objects.requireNonNull(shown.get(row.id())), asOf))
                        .toList(),
                rows.size());
    }

    private Door door(Row row, HouseholdFacts its, AsOf asOf) {
        var last = its.told().stream()
                .filter(told -> !told.day().isAfter(asOf.day()))
                .max(Comparator.comparing(HouseholdFacts.Told::day));
        return new Door(
                new HouseholdId(row.id()),
                row.group(),
                new HouseholdNumber(row.number()).shown(),
                HouseholdDetails.masked(cipher.decrypt(row.head())),
                Objects.requireNonNull(its.stateOn(asOf.day())),
                last.map(HouseholdFacts.Told::outcome).orElse(null),
                last.map(HouseholdFacts.Told::day).orElse(null));
    }
}
