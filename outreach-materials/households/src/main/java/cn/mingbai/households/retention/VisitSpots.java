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

    private static final String OF =
            " from visit v join visit_position p on p.record_id = v.client_id where v.village_id";

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
        return villages.isEmpty()
                ? 0
                : jdbc.sql("select count(*)" + OF + " in (:villages)")
                        .param(
                                "villages",
                                villages.stream().map(DivisionId::value).toList())
                        .query(Long.class)
                        .single();
    }

    @Override
    public long destroy(DivisionId village) {
        return jdbc.sql("delete p" + OF + " = :village")
                .param("village", village.value())
                .update();
    }
}
