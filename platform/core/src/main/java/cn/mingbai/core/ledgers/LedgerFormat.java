package cn.mingbai.core.ledgers;

/** The kinds of file in which a ledger is handed in. */
public enum LedgerFormat {
    /** A spreadsheet, to be worked on. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    /** A4 landscape with cover and definitions, to be signed and kept. */
    PDF("application/pdf", ".pdf"),
    /** Plain text, for other systems. */
    CSV("text/csv;charset=UTF-8", ".csv");

    private final String mediaType;
    private final String ending;

    LedgerFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /** What a browser is told. */
    public String mediaType() {
        return mediaType;
    }

    /** How the file's name ends, with the dot. */
    public String ending() {
        return ending;
    }
}
