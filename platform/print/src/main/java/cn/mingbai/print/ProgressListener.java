package cn.mingbai.print;

/** Told how far a print run has come; an exception thrown from here ends the run. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Called after each sheet.
     *
     * @param done sheets written so far, from 1
     * @param total sheets in the run
     */
    void sheetWritten(int done, int total);
}
