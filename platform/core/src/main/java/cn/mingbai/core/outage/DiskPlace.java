package cn.mingbai.core.outage;

/** What stands on a disk, and so what has to stop when it is full. */
public enum DiskPlace {
    /** The tables and their log. */
    DATABASE(Stops.ROWS),
    /** What backups to the minute are made of: every commit is written there, too. */
    BINARY_LOG(Stops.ROWS),
    /** Where the database sorts, and keeps a large transaction until it commits. */
    DATABASE_TEMPORARY(Stops.ROWS),
    /** Keys, printed and packed files, the search index. */
    DATA(Stops.FILES),
    /** What is being uploaded, and tables that are being exported. */
    TEMPORARY(Stops.FILES),
    /** The log, where it goes to a file. */
    LOG(Stops.NOTHING);

    /** What cannot go on without it. */
    public enum Stops {
        /** Everything that is stored in the database. */
        ROWS,
        /** Uploads and background jobs. */
        FILES,
        NOTHING
    }

    private final Stops stops;

    DiskPlace(Stops stops) {
        this.stops = stops;
    }

    /** What stops when its disk is full. */
    public Stops stops() {
        return stops;
    }
}
