package cn.mingbai.core.codes;

/** What a printed code stands for; each kind has a path prefix of its own. */
public enum CodeKind {
    HOUSEHOLD("H"),
    /** A person's place on the list of a held class. */
    CLASS_SEAT("S"),
    CERTIFICATE("C"),
    /** A sealed report. */
    SNAPSHOT("R");

    private final String prefix;

    CodeKind(String prefix) {
        this.prefix = prefix;
    }

    /** The path prefix, for example {@code H} in {@code /H/TOKEN}. */
    public String prefix() {
        return prefix;
    }
}
