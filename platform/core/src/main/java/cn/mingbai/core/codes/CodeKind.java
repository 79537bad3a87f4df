package cn.mingbai.core.codes;

/** What a printed code stands for. Each kind has a path prefix of its own, but a blank sheet bears that of a household, and sealed reports share one. */
public enum CodeKind {
    HOUSEHOLD("H"),
    /** A sheet printed without a household, bound to one at the door; until then it leads to its village's policy page. */
    BLANK("H"),
    /** The stub that is torn off a sheet and handed back signed. */
    STUB("T"),
    /** The place where a board hangs. */
    BOARD("B"),
    /** A person's place on the list of a held class. */
    CLASS_SEAT("S"),
    /** On an outreach worker's card: binds the phone that scans it. */
    BINDING("V"),
    CERTIFICATE("C"),
    /** A sealed report of training. */
    SNAPSHOT("R"),
    /** A sealed report of outreach: at the same address. */
    OUTREACH_SNAPSHOT("R");

    private final String prefix;

    CodeKind(String prefix) {
        this.prefix = prefix;
    }

    /** The path prefix, for example {@code H} in {@code /H/TOKEN}. */
    public String prefix() {
        return prefix;
    }
}
