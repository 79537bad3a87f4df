package cn.mingbai.households.retention;

import cn.mingbai.core.divisions.DivisionId;
import java.util.Collection;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Informed members that a worker named at a visit. The hash of what was handed in goes with the name: whoever knows the rest
 * could try names against it.
 */
@Component
@Order(2)
class VisitNames implements KeptNames {

    private final JdbcClient jdbc;

    VisitNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String what() {
        return "households.retention.what.members";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select count(*) from visit v join household h on h.id = v.household_id"
                        + " where h.village_id in (:villages) and v.member is not null"),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        return jdbc.sql("update visit v join household h on h.id = v.household_id set v.member = null,"
                        + " v.member_hash = null, v.payload_hash = unhex(sha2(concat('gone ', v.id), 256))"
                        + " where h.village_id = :village and v.member is not null")
                .param("village", village.value())
                .update();
    }
}
