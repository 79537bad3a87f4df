package cn.mingbai.district.inspections;

import cn.mingbai.core.ledgers.Ledger;
import java.util.List;
import java.util.Set;

/** The ledger of inspections, with its columns in the usual order. */
public enum InspectionLedger implements Ledger {
    /** 督导抽查表: a row for each household that is to be checked. */
    INSPECTIONS;

    private static final List<String> COLUMNS = List.of(
            "serial",
            "inspection",
            "town",
            "village",
            "group",
            "number",
            "head",
            "inspector",
            "leader",
            "day",
            "result",
            "picture",
            "part",
            "place",
            "replacement",
            "met",
            "sheet",
            "informed",
            "answers",
            "phone",
            "satisfaction",
            "signed",
            "unlisted",
            "problem",
            "deadline",
            "settled");

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("serial", "place", "answers", "unlisted");
    }

    @Override
    public Set<String> staffNames() {
        return Set.of("inspector", "leader");
    }

    @Override
    public Set<String> remarks() {
        return Set.of("problem", "settled");
    }

    @Override
    public String heading(String column) {
        return "district.inspection.ledger." + column;
    }
}
