package cn.mingbai.households.coverage;

import cn.mingbai.core.copies.CommittedReads;
import cn.mingbai.households.coverage.rule.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * {@code coverage_delta} in this node's memory: a copy that can be thrown away, read at the first use and brought up to date
 * before each one by the villages' versions, which are raised in the transaction of every change. Only what was committed is
 * ever kept. ADR 0038 says why, and what it costs.
 */
@Component
class KeptDeltas {

    private static final int FETCH = 5000;
    private static final int CHUNK = 500;
    private static final String DELTAS = "select village_id, campaign_id, kind, to_days(day) - to_days('1970-01-01'),"
            + " to_days(recorded_on) - to_days('1970-01-01'), delta from coverage_delta";

    private final NamedParameterJdbcTemplate jdbc;
    private final CommittedReads committed;
    private @Nullable Map<Long, OfVillage> kept;

    @Autowired
    KeptDeltas(DataSource database, CommittedReads committed) {
        var template = new JdbcTemplate(database);
        template.setFetchSize(FETCH);
        this.jdbc = new NamedParameterJdbcTemplate(template);
        this.committed = committed;
    }

    /** A village's deltas by campaign, as of a version. */
    private record OfVillage(long version, Map<Long, VillageDeltas> campaigns) {}

    /** All deltas at one moment; they never change. */
    static final class Deltas {

        private final Map<Long, OfVillage> villages;

        private Deltas(Map<Long, OfVillage> villages) {
            this.villages = villages;
        }

        /** The campaigns under which a village has any. */
        Set<Long> campaigns(long village) {
            var its = villages.get(village);
            return its == null ? Set.of() : its.campaigns().keySet();
        }

        /** A village's deltas under a campaign, or null when there are none. */
        @Nullable
        VillageDeltas of(long village, long campaign) {
            var its = villages.get(village);
            return its == null ? null : its.campaigns().get(campaign);
        }
    }

    /**
     * What is committed by now, or, inside a read-only transaction, what it sees or later. What the caller has written in an
     * open transaction is not in it.
     */
    Deltas current() {
        return committed.read(this::upToDate);
    }

    private synchronized Deltas upToDate() {
        var versions = new HashMap<Long, Long>();
        jdbc.query("select village_id, version from coverage_version", row -> {
            versions.put(row.getLong(1), row.getLong(2));
        });
        var known = kept;
        if (known == null) {
            kept = all(versions);
            return new Deltas(kept);
        }
        var changed = new ArrayList<Long>();
        versions.forEach((village, version) -> {
            var its = known.get(village);
            // Another reader may be ahead of this snapshot.
            if (its == null || its.version() < version) {
                changed.add(village);
            }
        });
        if (changed.isEmpty()) {
            return new Deltas(known);
        }
        var next = new HashMap<>(known);
        for (var from = 0; from < changed.size(); from += CHUNK) {
            var chunk = changed.subList(from, Math.min(from + CHUNK, changed.size()));
            var anew = new HashMap<Long, Map<Long, VillageDeltas>>();
            jdbc.query(DELTAS + " where village_id in (:villages)", Map.of("villages", chunk), row -> {
                add(anew, row);
            });
            chunk.forEach(village ->
                    next.put(village, new OfVillage(versions.get(village), anew.getOrDefault(village, Map.of()))));
        }
        kept = next;
        return new Deltas(next);
    }

    private Map<Long, OfVillage> all(Map<Long, Long> versions) {
        var anew = new HashMap<Long, Map<Long, VillageDeltas>>();
        jdbc.query(DELTAS, row -> {
            add(anew, row);
        });
        var all = new HashMap<Long, OfVillage>();
        versions.forEach((village, version) ->
                all.put(village, new OfVillage(version, anew.getOrDefault(village, Map.of()))));
        return all;
    }

    private static void add(Map<Long, Map<Long, VillageDeltas>> villages, ResultSet row) throws SQLException {
        villages.computeIfAbsent(row.getLong(1), key -> new HashMap<>(2))
                .computeIfAbsent(row.getLong(2), key -> new VillageDeltas())
                .add(Kind.valueOf(row.getString(3)), row.getInt(4), row.getInt(5), row.getInt(6));
    }
}
