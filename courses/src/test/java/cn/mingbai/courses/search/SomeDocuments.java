package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import java.util.List;
import java.util.function.Consumer;

/** A few hundred passages, always the same for the same version of them. */
final class SomeDocuments implements SearchDocuments {

    private static final String[] ABOUT = {"公示", "低保金", "入户调查", "临时救助", "近亲属登记", "复核", "骗取救助", "信访"};
    private static final int MANY = 240;

    volatile int version = 1;

    @Override
    public String stamp() {
        return "version " + version;
    }

    @Override
    public void read(Consumer<SearchPassage> passages) {
        for (var i = 0; i < MANY; i++) {
            var about = ABOUT[i % ABOUT.length];
            passages.accept(new SearchPassage(
                    "some:" + i,
                    Kind.values()[i % Kind.values().length],
                    about + "第" + i + "段",
                    "第" + version + "版",
                    about + "在第" + i + "号村要办" + (i % 30 + 1) + "天，由𠮷家屯的人转告，依据第" + (i % 78 + 1) + "条。",
                    i % 3 == 0 ? "R17" : "L26",
                    List.of("0" + i % 9),
                    List.of(),
                    List.of("L26 " + (i % 78 + 1)),
                    "courses/0" + i % 9,
                    List.of(),
                    null));
        }
    }

    /** Everything that the index answers to some questions, with scores. */
    static String dump(SearchIndex index) {
        var dump = new StringBuilder();
        for (var typed : List.of("公示7天", "𠮷家屯", "第48条", "骗低保罚多少", "入户", "复核12天", "信访", "临时救助 第3段")) {
            var question = Question.of(typed, index.glossary());
            dump.append(typed).append(": ");
            index.read(open -> open.find(question, new PassageIndex.Filter(null, null, java.util.Set.of()), 10))
                    .orElseThrow()
                    .forEach(hit -> dump.append(hit.passage())
                            .append(Math.round(hit.score() * 1_000))
                            .append('\n'));
        }
        return dump.append(index.read(PassageIndex::size).orElseThrow()).toString();
    }
}
