package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Locks households until the transaction ends, in the order that all writers of facts keep: whoever holds a household's row
 * is alone with its facts.
 */
@Component
@Internal
public class HouseholdLocks {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;

    HouseholdLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A household's row.
     *
     * @param village where it belongs now
     * @param dated whether it belonged elsewhere once, or was part of another one, or another one of it
     */
    public record Row(long village, boolean dated) {}

    /** Locks the households and answers their rows; one that is unknown is missing. */
    public Map<Long, Row> lock(Collection<Long> households) {
        var rows = new HashMap<Long, Row>();
        var ids = households.stream().sorted().distinct().toList();
        for (var start = 0; start < ids.size(); start += CHUNK) {
            jdbc.sql("select id, village_id, dated from household where id in (:ids) order by id for update")
                    .param("ids", InLists.padded(ids.subList(start, Math.min(start + CHUNK, ids.size()))))
                    .query(row -> {
                        rows.put(row.getLong(1), new Row(row.getLong(2), row.getBoolean(3)));
                    });
        }
        return rows;
    }

    /** Locks the households and reads where they belonged. */
    public Held hold(Collection<HouseholdId> households) {
        var rows = lock(households.stream().map(HouseholdId::value).toList());
        var dated = rows.entrySet().stream()
                .filter(entry -> entry.getValue().dated())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        var places = new HashMap<Long, List<Place>>();
        for (var start = 0; start < dated.size(); start += CHUNK) {
            jdbc.sql("select household_id, valid_from, valid_to, village_id from household_place"
                            + " where household_id in (:ids) and superseded_at = '9999-12-31'")
                    .param("ids", InLists.padded(dated.subList(start, Math.min(start + CHUNK, dated.size()))))
                    .query(row -> {
                        places.computeIfAbsent(row.getLong(1), id -> new ArrayList<>())
                                .add(new Place(
                                        row.getObject(2, LocalDate.class),
                                        row.getObject(3, LocalDate.class),
                                        row.getLong(4)));
                    });
        }
        return new Held(rows, places);
    }

    private record Place(LocalDate from, LocalDate to, long village) {}

    /** Households that the transaction holds. */
    public static final class Held {
        private final Map<Long, Row> rows;
        private final Map<Long, List<Place>> places;

        private Held(Map<Long, Row> rows, Map<Long, List<Place>> places) {
            this.rows = rows;
            this.places = places;
        }

        /** A household that this transaction has entered into the ledger: nobody else sees it yet. */
        public void entered(HouseholdId household, DivisionId village) {
            rows.put(household.value(), new Row(village.value(), false));
        }

        /** The household's row, or null when it is not held. */
        public @Nullable Row row(HouseholdId household) {
            return rows.get(household.value());
        }

        /**
         * The village that the household belonged to on {@code day}, as known now, like {@link
         * HouseholdDirectory#villageOn}; null when there is no such household.
         */
        public @Nullable DivisionId villageOn(HouseholdId household, LocalDate day) {
            var row = rows.get(household.value());
            if (row == null) {
                return null;
            }
            return new DivisionId(places.getOrDefault(household.value(), List.of()).stream()
                    .filter(place -> !place.from().isAfter(day) && place.to().isAfter(day))
                    .map(Place::village)
                    .findFirst()
                    .orElse(row.village()));
        }
    }
}
