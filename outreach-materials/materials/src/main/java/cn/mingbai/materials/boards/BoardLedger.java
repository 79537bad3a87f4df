package cn.mingbai.materials.boards;

import cn.mingbai.core.ledgers.Ledger;
import java.util.List;
import java.util.Set;

/** The ledger of boards (宣传栏台账) as it is handed in, with its columns in the usual order. */
public enum BoardLedger implements Ledger {
    BOARDS;

    private static final List<String> COLUMNS = List.of(
            "number",
            "town",
            "unit",
            "code",
            "name",
            "kind",
            "board",
            "size",
            "state",
            "version",
            "posted-on",
            "posted-by",
            "checked-on",
            "condition",
            "phones",
            "taken-down-on");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public String serial() {
        return "number";
    }

    @Override
    public Set<String> staffNames() {
        return Set.of("posted-by");
    }

    @Override
    public String heading(String column) {
        return "materials.boards.column." + column;
    }
}
