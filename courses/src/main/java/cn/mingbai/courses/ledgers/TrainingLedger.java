package cn.mingbai.courses.ledgers;

import cn.mingbai.core.ledgers.Ledger;
import java.util.List;
import java.util.Set;

/** The training ledgers, with their columns in the usual order. */
public enum TrainingLedger implements Ledger {
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

    TrainingLedger(String... columns) {
        this.columns = List.of(columns);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public String serial() {
        return this == TRAINING ? "number" : "serial";
    }

    @Override
    public Set<String> numbers() {
        return Set.of(
                "number",
                "hours",
                "score",
                "required",
                "took-part",
                "took-part-share",
                "passed",
                "not-passed",
                "passed-share");
    }

    @Override
    public Set<String> staffNames() {
        return Set.of("name", "teacher");
    }

    @Override
    public Set<String> remarks() {
        return Set.of("note");
    }

    @Override
    public String heading(String column) {
        return switch (this) {
            case TRAINING -> "courses.ledger.training." + column;
            case SUMMARY -> "courses.ledger.summary." + column;
        };
    }
}
