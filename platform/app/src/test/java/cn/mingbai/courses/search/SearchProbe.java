package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/** Lets a bench ask the index itself: the service shows only what a reader is shown. */
public final class SearchProbe {

    private final SearchIndex index;

    public SearchProbe(ApplicationContext context) {
        index = context.getBean(SearchIndex.class);
    }

    /** Waits until the index is that of the data as it is now. */
    public void awaitFresh() {
        try {
            index.awaitFresh(Duration.ofMinutes(10));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** How many passages it holds. */
    public int size() {
        return index.read(PassageIndex::size).orElseThrow();
    }

    /** What everybody finds for a question, best first. */
    public List<SearchPassage> find(String typed, int most) {
        var question = Question.of(typed, index.glossary());
        return index
                .read(open -> open.find(question, new PassageIndex.Filter(null, null, Set.of()), most))
                .orElseThrow()
                .stream()
                .map(PassageIndex.Hit::passage)
                .toList();
    }
}
