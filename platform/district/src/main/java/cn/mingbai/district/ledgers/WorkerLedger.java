package cn.mingbai.district.ledgers;

import cn.mingbai.core.ledgers.Ledger;
import java.util.List;
import java.util.Set;

/** 宣传员名册: a row for each posting of an outreach worker, with its columns in the usual order. */
enum WorkerLedger implements Ledger {
    WORKERS(
            "serial",
            "town",
            "village",
            "staff-number",
            "name",
            "sex",
            "born",
            "schooling",
            "other-duty",
            "duty",
            "area",
            "households",
            "phone",
            "trained-on",
            "from",
            "to",
            "proposed",
            "checked",
            "filed");

    private final List<String> columns;

    WorkerLedger(String... columns) {
        this.columns = List.of(columns);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("serial", "households");
    }

    @Override
    public Set<String> staffNames() {
        return Set.of("name");
    }

    @Override
    public String heading(String column) {
        return "district.workers." + column;
    }
}
