package cn.mingbai.materials.leaflets;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.retention.KeptNames;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Names in print batches: their lists and their files. A batch goes whole, since its files hold all its villages. */
@Component
@Order(10)
class PrintedNames implements KeptNames {

    private final PrintRows rows;
    private final PrintFolder folder;
    private final JdbcClient jdbc;
    private final Audit audit;

    PrintedNames(PrintRows rows, PrintFolder folder, JdbcClient jdbc, Audit audit) {
        this.rows = rows;
        this.folder = folder;
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public String what() {
        return "households.retention.what.prints";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(
                jdbc.sql("select count(*) from print_sheet s where s.head is not null and s.village_id in (:villages)"),
                villages);
    }

    @Override
    public long destroy(DivisionId village) {
        var count = count(List.of(village));
        for (var batch : jdbc.sql("select distinct b.id from print_batch b join print_village v on v.batch_id = b.id"
                        + " where v.village_id = :village and b.destroyed_at is null")
                .param("village", village.value())
                .query((row, index) -> new BatchId(row.getLong(1)))
                .list()) {
            folder.destroy(batch);
            if (rows.destroy(batch)) {
                audit.record("print.destroy", "print batch " + batch.value(), null, "the campaign is closed");
            }
        }
        return count;
    }
}
