package cn.mingbai.core.spreadsheet;

/** Hears how far an import has come. Called from the importing thread; must be quick. */
@FunctionalInterface
public interface ImportProgress {

    /** Hears nothing. */
    ImportProgress NONE = (done, of) -> {};

    /**
     * Some steps are done.
     *
     * @param done how many
     * @param of of how many, more than 0
     */
    void at(int done, int of);
}
