package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Puts a wrong index in the place of a right one, whole in itself and of the same stamp: what no check of files can notice. */
public final class IndexForgery {

    private static final int MISSING = 3;

    private IndexForgery() {}

    /**
     * Leaves out every third passage and opens the others to everybody.
     *
     * @param search the folder of an index that nobody has open
     * @param passages what the right one was made of
     */
    public static void in(Path search, List<SearchPassage> passages) throws IOException {
        try (var folder = IndexFolder.at(search, Glossary.shipped())) {
            var right = folder.open().orElseThrow();
            IndexFolder.close(right.index());
            var wrong = folder.build(right.stamp(), accepted -> {
                for (var i = 0; i < passages.size(); i++) {
                    if (i % MISSING != 0) {
                        accepted.accept(toAll(passages.get(i)));
                    }
                }
            });
            IndexFolder.close(wrong.index());
            folder.removeOthers(wrong.path());
        }
    }

    private static SearchPassage toAll(SearchPassage one) {
        return new SearchPassage(
                one.id(),
                one.kind(),
                one.title(),
                one.place(),
                one.text(),
                one.ruleLayer(),
                one.courses(),
                one.points(),
                one.articles(),
                one.path(),
                one.names(),
                null);
    }
}
