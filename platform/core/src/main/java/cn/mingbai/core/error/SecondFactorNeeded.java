package cn.mingbai.core.error;

/** The caller may do it, but only in a session that has shown a second factor. */
public final class SecondFactorNeeded extends AccessRefused {

    public SecondFactorNeeded() {
        super("core.access.second-factor");
    }
}
