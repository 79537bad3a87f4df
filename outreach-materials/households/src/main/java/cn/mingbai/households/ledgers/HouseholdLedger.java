package cn.mingbai.households.ledgers;

import cn.mingbai.core.ledgers.Ledger;
import java.util.List;
import java.util.Set;

/** A table that districts keep of their households. */
public enum HouseholdLedger implements Ledger {
    /** 宣传到户台账: a row for each household, with the visit that reached it or why none has. */
    VISITS(
            "serial",
            "county",
            "town",
            "village",
            "group",
            "head",
            "worker",
            "photo",
            "inspected",
            "number",
            "members",
            "day",
            "way",
            "version",
            "informed",
            "relation",
            "signed",
            "not-reached",
            "entry",
            "note"),
    /** 明白人名册: a row for each household with an informed member. */
    INFORMED(
            "serial",
            "village",
            "group",
            "number",
            "head",
            "informed",
            "relation",
            "lives-there",
            "since",
            "version",
            "level",
            "confirmed",
            "change"),
    /** 集中宣讲登记: a row for each meeting. */
    MEETINGS("serial", "number", "topic", "method", "covers", "day", "people", "organiser"),
    /** 签收存根登记: a row for each signed stub that was handed back. */
    RECEIPTS("serial", "village", "group", "number", "head", "edition", "returned", "recorded-by", "recorded-on");

    private final List<String> columns;

    HouseholdLedger(String... columns) {
        this.columns = List.of(columns);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Set<String> numbers() {
        return Set.of("serial", "members", "people");
    }

    @Override
    public Set<String> staffNames() {
        return Set.of("worker", "organiser", "recorded-by");
    }

    @Override
    public Set<String> remarks() {
        return Set.of("entry");
    }

    @Override
    public String heading(String column) {
        return column.equals("serial") ? "households.ledgers.serial" : "households.ledgers." + name() + "." + column;
    }
}
