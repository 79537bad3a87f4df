package cn.mingbai.core.spreadsheet;

/** How many parts a ZIP archive says it has, at its end: its directory need not be read, which takes memory for each part. */
public final class ArchiveParts {

    // An archive's end record without its comment, and the longest comment.
    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int COUNT_AT = 10;

    private ArchiveParts() {}

    /** The number; an archive of more than 65,534 says 65,535 here. 0 when there is no end. */
    public static int said(byte[] archive) {
        var earliest = Math.max(0, archive.length - END_BYTES - LONGEST_COMMENT);
        for (var at = archive.length - END_BYTES; at >= earliest; at--) {
            if (archive[at] == 'P' && archive[at + 1] == 'K' && archive[at + 2] == 5 && archive[at + 3] == 6) {
                return archive[at + COUNT_AT] & 0xFF | (archive[at + COUNT_AT + 1] & 0xFF) << 8;
            }
        }
        return 0;
    }
}
