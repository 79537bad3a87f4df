package cn.mingbai.courses.search;

import java.time.Duration;
import org.springframework.context.ApplicationContext;

/** Lets tests of other modules wait for the index of the data as it is now. */
public final class SearchReady {

    private static final Duration LONG = Duration.ofMinutes(3);

    private SearchReady() {}

    /** Waits until what is in the database now is what is found. */
    public static void await(ApplicationContext context) {
        try {
            context.getBean(SearchIndex.class).awaitFresh(LONG);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
