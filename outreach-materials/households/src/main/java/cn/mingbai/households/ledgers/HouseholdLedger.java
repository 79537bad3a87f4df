package cn.mingbai.households.ledgers;

import java.util.List;

/** A table that districts keep of their households. */
public enum HouseholdLedger {
    /** 宣传到户台账: a row for each household, with the visit that reached it or why none has. */
    VISITS(
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
    MEETINGS("number", "topic", "method", "covers", "day", "people", "organiser");

    private final List<String> columns;

    HouseholdLedger(String... columns) {
        this.columns = List.of(columns);
    }

    /** The keys of its columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /** The key of a column's heading. */
    public String heading(String column) {
        return "households.ledgers." + name() + "." + column;
    }
}
