package cn.mingbai.households.visitapp;

/** Why a record needs the town officer. */
public enum Why {
    /** Not all of it can be read, or it contradicts itself. */
    UNREADABLE,
    /** No household has that id, number or code. */
    UNKNOWN_HOUSEHOLD,
    /** The household was in a village that the worker did not serve on that day. */
    OTHER_VILLAGE,
    /** It was recorded after the phone's key had ended. */
    KEY_EXPIRED,
    /** It was recorded after the phone had been withdrawn. */
    PHONE_WITHDRAWN,
    /** The blank sheet is unknown, of another village, or was given to another household. */
    BLANK,
    /** A household that no list has, handed in before such were added at once. */
    FOUND,
    /** The same id came with another content first. */
    DIFFERS;

    /** The key of its words on screen. */
    public String key() {
        return "households.match.why." + name();
    }
}
