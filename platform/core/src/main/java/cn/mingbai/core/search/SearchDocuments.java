package cn.mingbai.core.search;

import cn.mingbai.core.access.Caller;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a module contributes to the search. Declare it as a bean; it is asked in the background, by nobody signed in. The
 * index is a copy: it is built from these at any time, so the same data must give the same passages.
 */
public interface SearchDocuments {

    /**
     * A short text that changes whenever {@link #read} would give something else today. It is asked every minute, so it is
     * cheap: counts and newest times, not contents.
     */
    String stamp();

    /** Hands out every passage of today, in any order. */
    void read(Consumer<SearchPassage> passages);

    /** The audiences ({@link SearchPassage#audience}) to which the caller belongs now; asked at every search. */
    default Set<String> readable(Caller caller) {
        return Set.of();
    }
}
