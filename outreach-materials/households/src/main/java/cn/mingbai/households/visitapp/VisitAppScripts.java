package cn.mingbai.households.visitapp;

/** What a {@link VisitAppPart} adds to the visit app itself: scripts and words, the same for everybody. */
public interface VisitAppScripts {

    /** The kind of its records and its place in the pack, in small letters; no name that the app uses itself. */
    String name();

    /**
     * The folder of its scripts on the class path, with a slash at its end. {@code NAME.js} is begun with the app and names its
     * screens ({@code screen}), its place on the first screen ({@code homePart}) and its doors ({@code doorsFor}). The files are
     * served beside the app's own, so none may bear the name of one of them.
     */
    String scripts();

    /**
     * The bundle of its words, as {@code i18n/BUNDLE_LOCALE.properties} has it: what stands behind {@link #prefix()} in a key is the
     * app's word. Each language has the same.
     */
    String words();

    /** What the keys of the app's words begin with, {@code MODULE.app.}. */
    String prefix();
}
