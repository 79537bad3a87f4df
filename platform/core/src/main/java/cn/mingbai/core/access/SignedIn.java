package cn.mingbai.core.access;

/** What the principal of an authenticated session must tell. */
public interface SignedIn {

    /** Who it is. */
    Caller caller();
}
