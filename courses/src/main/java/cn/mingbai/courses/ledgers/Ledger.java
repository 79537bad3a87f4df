package cn.mingbai.courses.ledgers;

import java.util.List;

/** A table that districts keep, with its columns in the usual order. */
public enum Ledger {
    /** 培训台账: who was trained in what, a row for each person and event. */
    TRAINING(
            "number",
            "title",
            "start",
            "end",
            "teacher",
            "department",
            "name",
            "hours",
            "sign-in",
            "score",
            "result",
            "review",
            "note",
            "town",
            "village",
            "duty",
            "method",
            "made-up",
            "evidence",
            "reason"),
    /** 培训汇总: the figures, a row for each unit. */
    SUMMARY("unit", "required", "took-part", "took-part-share", "passed", "not-passed", "passed-share");

    private final List<String> columns;

    Ledger(String... columns) {
        this.columns = List.of(columns);
    }

    /** The keys of its columns, in the usual order. */
    public List<String> columns() {
        return columns;
    }
}
