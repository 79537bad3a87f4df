package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.search.Answer;
import cn.mingbai.courses.search.Search;
import cn.mingbai.courses.search.SearchProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * How well and how fast questions are answered. Quality, on the shipped content alone: mean reciprocal rank and recall
 * among the first ten ({@code mrr10}, {@code recall10}), the same for the questions held back while the analyzer was made
 * ({@code mrr10_heldback}); beside it, over the same passages in the same run, any word of the question by plain pairs
 * ({@code mrr10_bigram}) and by plain smartcn words ({@code mrr10_smartcn}).
 *
 * <p>Speed: the whole service call, with rights, excerpts and marks, while the index holds 100,000 further passages, made
 * of clauses of the shipped content in random order ({@code p50_ms}, {@code p99_ms}; half of the questions are the judged
 * ones, half parts of random passages); {@code cpu_} figures are the asking thread's own processor time, which is what is
 * left on a machine that others use too. {@code rebuild_s} is the time from a change until an index of 200,000 passages
 * answers.
 */
@SpringBootTest(classes = MingbaiApplication.class, properties = "mingbai.demo=false")
@Import(SearchBench.Further.class)
class SearchBench {

    private static final int RUNS = Integer.getInteger("mingbai.bench.runs", 5);
    private static final int READINGS = 400;
    private static final int PASSAGES = 100_000;
    private static final int REBUILT = 200_000;
    private static final int LENGTH = 160;

    static {
        FreshData.begin();
    }

    /** Passages of clauses that were written for something else; the same number is always the same ones. */
    @TestComponent
    static class Further implements SearchDocuments {

        private volatile List<String> clauses = List.of();
        private volatile int count;
        private volatile int round;

        @Override
        public String stamp() {
            return count + " " + round;
        }

        @Override
        public void read(Consumer<SearchPassage> passages) {
            var random = new Random(6);
            for (var i = 0; i < count; i++) {
                passages.accept(new SearchPassage(
                        "further:" + i,
                        Kind.LESSON,
                        clause(random),
                        "",
                        text(random),
                        "L26",
                        List.of("01"),
                        List.of(),
                        List.of("L26 " + random.nextInt(1, 79)),
                        "courses/01",
                        List.of(),
                        null));
            }
        }

        private String clause(Random random) {
            // Squared: some clauses are far more frequent than others, as words are.
            var at = random.nextDouble();
            return clauses.get((int) (at * at * clauses.size()));
        }

        private String text(Random random) {
            var text = new StringBuilder();
            while (text.length() < LENGTH) {
                text.append(clause(random)).append('，');
            }
            return text.toString();
        }
    }

    @Autowired
    ApplicationContext context;

    @Autowired
    List<SearchDocuments> documents;

    @Autowired
    Further further;

    @Autowired
    Search search;

    @Autowired
    World world;

    private final Random random = new Random(7);

    @Test
    void search() throws IOException {
        world.division(World.DISTRICT);
        world.signIn(Role.STAFF, World.VILLAGE);
        var probe = new SearchProbe(context);
        probe.awaitFresh();
        var shipped = new ArrayList<SearchPassage>();
        documents.forEach(one -> one.read(shipped::add));
        assertThat(probe.size()).isEqualTo(shipped.size());
        var everybodys =
                shipped.stream().filter(passage -> passage.audience() == null).toList();

        var judged = new JudgedQuestions(shipped);
        var open = judged.quality(false, typed -> probe.find(typed, JudgedQuestions.DEPTH));
        var pairs = new Plain(new CJKAnalyzer(), everybodys);
        var words = new Plain(new SmartChineseAnalyzer(), everybodys);
        var bigram = judged.quality(false, pairs::find);
        var smartcn = judged.quality(false, words::find);
        var held = judged.quality(true, typed -> probe.find(typed, JudgedQuestions.DEPTH));
        System.out.printf("run quality: %s, held back %s, bigram %s, smartcn %s%n", open, held, bigram, smartcn);

        further.clauses = everybodys.stream()
                .flatMap(passage -> Arrays.stream(passage.text().split("[，。；！？\\n：]")))
                // Signs alone ask for nothing, and a drawing's words are full of them.
                .map(clause -> clause.replaceAll("[^\\p{IsHan}\\d]", ""))
                .filter(clause -> clause.length() >= 4)
                .toList();
        further.count = PASSAGES;
        probe.awaitFresh();
        var size = probe.size();
        var times = new double[RUNS * READINGS];
        var processor = new double[RUNS * READINGS];
        var empty = 0;
        for (var run = -1; run < RUNS; run++) {
            // The first round warms up and is overwritten.
            var at = Math.max(run, 0) * READINGS;
            for (var i = at; i < at + READINGS; i++) {
                var typed = typed(judged, i);
                var cpu = cpu();
                var start = System.nanoTime();
                var answer = search.find(typed, null, null);
                times[i] = (System.nanoTime() - start) / 1e6;
                processor[i] = cpu() - cpu;
                assertThat(answer.state()).isEqualTo(Answer.State.ANSWERED);
                // A judged question has an answer; a part of a passage may be made of words that say nothing.
                assertThat(i % 2 == 1 || !answer.found().isEmpty()).as(typed).isTrue();
                empty += answer.found().isEmpty() && run >= 0 ? 1 : 0;
            }
            System.out.printf(
                    "run %d of %d: 99th of 100 at %.1f ms%n",
                    run + 1, RUNS, percentile(Arrays.copyOfRange(times, at, at + READINGS), 99));
        }

        var rebuilds = new double[Math.min(RUNS, 3)];
        for (var i = 0; i < rebuilds.length; i++) {
            further.count = REBUILT - shipped.size();
            further.round = i + 1;
            var start = System.nanoTime();
            probe.awaitFresh();
            rebuilds[i] = (System.nanoTime() - start) / 1e9;
            assertThat(probe.size()).isEqualTo(REBUILT);
            System.out.printf("run %d: %d passages in %.1f s%n", i + 1, REBUILT, rebuilds[i]);
        }

        new Figures("search")
                .put("queries", judged.count())
                .put("queries_heldback", held.questions())
                .put("shipped_passages", shipped.size())
                .put("mrr10", round(open.mrr()))
                .put("recall10", round(open.recall()))
                .put("mrr10_heldback", round(held.mrr()))
                .put("recall10_heldback", round(held.recall()))
                .put("mrr10_bigram", round(bigram.mrr()))
                .put("mrr10_smartcn", round(smartcn.mrr()))
                .put("recall10_bigram", round(bigram.recall()))
                .put("recall10_smartcn", round(smartcn.recall()))
                .put("passages", size)
                .put("readings", times.length)
                .put("nothing_found", empty)
                .put("p50_ms", percentile(times, 50))
                .put("p99_ms", percentile(times, 99))
                .put("max_ms", percentile(times, 100))
                .put("cpu_p50_ms", percentile(processor, 50))
                .put("cpu_p99_ms", percentile(processor, 99))
                .put("rebuilt", REBUILT)
                .measured("rebuild_s", rebuilds)
                .put("heap_max_mb", Runtime.getRuntime().maxMemory() / (1 << 20))
                .print();
    }

    private String typed(JudgedQuestions judged, int number) {
        if (number % 2 == 0) {
            var questions = judged.typed();
            return questions.get(number / 2 % questions.size());
        }
        var parts = new ArrayList<String>();
        for (var i = random.nextInt(1, 4); i > 0; ) {
            var clause = further.clauses.get(random.nextInt(further.clauses.size()));
            var from = random.nextInt(Math.max(1, clause.length() - 5));
            var part = clause.substring(from, Math.min(clause.length(), from + random.nextInt(3, 7)));
            // Some digits of a number are no number that stands anywhere.
            if (part.codePoints().anyMatch(Character::isIdeographic)) {
                parts.add(part);
                i--;
            }
        }
        return String.join(" ", parts);
    }

    /** One field, cut by one analyzer, any word of the question: what comes with the library. */
    private static final class Plain {
        private final Analyzer analyzer;
        private final List<SearchPassage> passages;
        private final IndexSearcher searcher;

        Plain(Analyzer analyzer, List<SearchPassage> passages) throws IOException {
            this.analyzer = analyzer;
            this.passages = passages;
            var directory = new ByteBuffersDirectory();
            try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (var i = 0; i < passages.size(); i++) {
                    var document = new Document();
                    var passage = passages.get(i);
                    document.add(new TextField(
                            "text",
                            passage.title() + " " + String.join(" ", passage.names()) + "\n" + passage.text(),
                            Field.Store.NO));
                    document.add(new StoredField("at", i));
                    writer.addDocument(document);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        }

        List<SearchPassage> find(String typed) {
            try (var stream = analyzer.tokenStream("text", typed)) {
                var any = new BooleanQuery.Builder();
                var term = stream.addAttribute(CharTermAttribute.class);
                stream.reset();
                while (stream.incrementToken()) {
                    any.add(new TermQuery(new Term("text", term.toString())), BooleanClause.Occur.SHOULD);
                }
                stream.end();
                var found = new ArrayList<SearchPassage>();
                for (var hit : searcher.search(any.build(), JudgedQuestions.DEPTH).scoreDocs) {
                    found.add(passages.get(searcher.storedFields()
                            .document(hit.doc)
                            .getField("at")
                            .numericValue()
                            .intValue()));
                }
                return found;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e6;
    }

    private static double percentile(double[] values, int percent) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return round(sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)]);
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
