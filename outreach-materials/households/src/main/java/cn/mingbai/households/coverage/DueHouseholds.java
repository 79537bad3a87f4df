package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.KnownHouseholds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which households of a village are due and which of them are reported as reached, whoever asks. */
@Component
@Internal
public class DueHouseholds {

    private static final int CHUNK = 1000;

    private final JdbcClient jdbc;
    private final CoverageDirectory directory;

    DueHouseholds(JdbcClient jdbc, CoverageDirectory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    /**
     * A household that is due.
     *
     * @param number the household's number with its check character
     * @param group the group's name, may be empty
     * @param reached whether it is reported as reached
     */
    public record DueHousehold(HouseholdId household, String number, String group, boolean reached) {}

    /** The households of a village that are due, in no order; none when no campaign covers it on the day. */
    public List<DueHousehold> of(DivisionId village, AsOf asOf) {
        Map<Long, Boolean> due = new HashMap<>();
        directory.households(village, asOf).forEach((household, its) -> {
            if (its.kinds().contains(Kind.DUE)) {
                due.put(household, its.kinds().contains(Kind.REACHED));
            }
        });
        var ids = due.keySet().stream().sorted().toList();
        var households = new ArrayList<DueHousehold>();
        for (var from = 0; from < ids.size(); from += CHUNK) {
            households.addAll(jdbc.sql("select h.id, coalesce(p.number, h.number), d.group_name" + KnownHouseholds.FROM
                            + " where h.id in (:ids)")
                    .param("known", Times.sql(asOf.knownBefore()))
                    .param("day", asOf.day())
                    .param("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .query((row, index) -> new DueHousehold(
                            new HouseholdId(row.getLong(1)),
                            new HouseholdNumber(row.getString(2)).shown(),
                            row.getString(3),
                            due.getOrDefault(row.getLong(1), false)))
                    .list());
        }
        return households;
    }
}
