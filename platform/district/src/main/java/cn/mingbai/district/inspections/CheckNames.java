package cn.mingbai.district.inspections;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.retention.KeptNames;
import java.util.Collection;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks of phones that waited for the desk, kept as they came: somebody may have written a name into the problem. */
@Component
@Order(20)
class CheckNames implements KeptNames {

    private final JdbcClient jdbc;

    CheckNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String what() {
        return "district.check.what";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select count(*) from inspection_record where division_id in (:villages)"
                        + " and content is not null"),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        return jdbc.sql(
                        "update inspection_record set content = null where division_id = :village and content is not null")
                .param("village", village.value())
                .update();
    }
}
