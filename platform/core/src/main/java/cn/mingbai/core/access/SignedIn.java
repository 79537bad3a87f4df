package cn.mingbai.core.access;

/** What the principal of an authenticated session must tell. */
public interface SignedIn {

    /** Who it is. */
    Caller caller();

    /**
     * Whether the session has shown a second factor. Only a person at a browser can lack it: what the server does in a
     * person's name was ordered by a session that had it where it was needed.
     */
    default boolean hasSecondFactor() {
        return true;
    }
}
