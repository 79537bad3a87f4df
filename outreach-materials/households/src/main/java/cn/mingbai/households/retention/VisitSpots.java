package cn.mingbai.households.retention;

import cn.mingbai.core.divisions.DivisionId;
import java.util.Collection;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where visits were recorded: it is where people live. */
@Component
@Order(5)
class VisitSpots implements KeptNames {

    private static final String OF_VISITS = " from visit v join household h on h.id = v.household_id"
            + " join visit_position p on p.record_id = v.client_id where h.village_id in (:villages)";

    /** A record that nobody could place is no visit, and its phone was somewhere all the same. */
    private static final String OF_UNMATCHED = " from record_to_match r"
            + " join visit_position p on p.record_id = r.client_id where r.village_id in (:villages)";

    private final JdbcClient jdbc;

    VisitSpots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String what() {
        return "households.retention.what.positions";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select count(*) from (select p.record_id" + OF_VISITS + " union select p.record_id"
                        + OF_UNMATCHED + ") spots"),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        return delete(OF_VISITS, village) + delete(OF_UNMATCHED, village);
    }

    private long delete(String of, DivisionId village) {
        return jdbc.sql("delete p" + of).param("villages", village.value()).update();
    }
}
