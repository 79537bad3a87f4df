package cn.mingbai.households.visits;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts visits, whoever asks. */
@Component
@Internal
public class VisitDirectory {

    private final JdbcClient jdbc;

    VisitDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The visits from a day on in {@code root} and the villages below it, by village and how they ended; what is missing
     * is none.
     *
     * @param from the first day; the last one is {@code asOf.day()}
     */
    public Map<DivisionId, Map<VisitOutcome, Long>> counts(DivisionId root, LocalDate from, AsOf asOf) {
        var reach = new Reach(Set.of(root), asOf.day());
        var counts = new HashMap<DivisionId, Map<VisitOutcome, Long>>();
        jdbc.sql("""
                select v.village_id, v.outcome, count(*) from visit v
                where v.visited_on >= :from and v.visited_on <= :day and v.recorded_at < :known
                  and v.superseded_at >= :known and
                """ + Reach.covers("v.village_id") + " group by v.village_id, v.outcome")
                .param("from", from)
                .param("day", asOf.day())
                .param("known", Times.sql(asOf.knownBefore()))
                .params(reach.parameters())
                .query((row, index) -> counts.computeIfAbsent(
                                new DivisionId(row.getLong(1)), village -> new EnumMap<>(VisitOutcome.class))
                        .put(VisitOutcome.valueOf(row.getString(2)), row.getLong(3)))
                .list();
        return counts;
    }
}
