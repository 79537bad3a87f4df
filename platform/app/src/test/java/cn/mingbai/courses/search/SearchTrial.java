package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.search.SearchPassage.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** The index of the shipped content in memory, with weights that can be tried: no database, a second or two. */
public final class SearchTrial {

    private static final Glossary GLOSSARY = Glossary.shipped();
    private static final List<SearchPassage> PASSAGES = ShippedPassages.all();

    private static final Map<String, Question> QUESTIONS = new ConcurrentHashMap<>();

    private final Directory directory = new ByteBuffersDirectory();
    private final PassageIndex index;
    private Weights weights = Weights.SHIPPED;

    /** One in which the ways of asking that are left out cannot be found. */
    public SearchTrial(BiPredicate<String, String> leftOut) {
        try (var writer = new IndexWriter(directory, new IndexWriterConfig())) {
            for (var passage : PASSAGES) {
                writer.addDocument(PassageFields.document(without(passage, leftOut), GLOSSARY));
            }
            writer.commit();
            index = new PassageIndex(directory, GLOSSARY);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SearchPassage without(SearchPassage passage, BiPredicate<String, String> leftOut) {
        return passage.kind() != Kind.POINT
                ? passage
                : new SearchPassage(
                        passage.id(),
                        passage.kind(),
                        passage.title(),
                        passage.place(),
                        passage.text(),
                        passage.ruleLayer(),
                        passage.courses(),
                        passage.points(),
                        passage.articles(),
                        passage.path(),
                        passage.names().stream()
                                .filter(name -> !leftOut.test(passage.points().getFirst(), name))
                                .toList(),
                        passage.audience());
    }

    public static List<SearchPassage> passages() {
        return PASSAGES;
    }

    /** The shipped ways of asking by point. */
    public static Map<String, List<String>> ways() {
        return WaysOfAsking.shipped().all();
    }

    /** What the weights are called. */
    public static List<String> weights() {
        return Arrays.stream(Weights.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** The shipped weights, in the order of their names. */
    public static float[] shipped() {
        try {
            var values = new float[Weights.class.getRecordComponents().length];
            for (var i = 0; i < values.length; i++) {
                values[i] = (float)
                        Weights.class.getRecordComponents()[i].getAccessor().invoke(Weights.SHIPPED);
            }
            return values;
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** Weighs by these from now on. */
    public void weigh(float[] values) {
        try {
            var arguments = new Object[values.length];
            for (var i = 0; i < values.length; i++) {
                arguments[i] = values[i];
            }
            weights = (Weights) Weights.class.getDeclaredConstructors()[0].newInstance(arguments);
        } catch (ReflectiveOperationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** What everybody finds, best first. */
    public List<SearchPassage> find(String typed, int most) {
        return hits(typed, most).stream().map(PassageIndex.Hit::passage).toList();
    }

    /** The same in words, with marks. */
    public List<String> shown(String typed, int most) {
        var shown = new ArrayList<String>();
        for (var hit : hits(typed, most)) {
            shown.add("%.1f %s".formatted(hit.score(), hit.passage().id()));
        }
        return shown;
    }

    /** How a question is taken apart. */
    public static String apart(String typed) {
        var question = Question.of(typed, GLOSSARY);
        var groups = new HashMap<Integer, String>();
        question.terms()
                .keySet()
                .forEach(term ->
                        groups.put(term, GLOSSARY.terms().get(term).all().getFirst()));
        return question.pairs() + " " + question.weakPairs() + " " + question.words() + " " + groups.values() + " "
                + question.quantities();
    }

    private List<PassageIndex.Hit> hits(String typed, int most) {
        try {
            return index.find(
                    QUESTIONS.computeIfAbsent(typed, any -> Question.of(any, GLOSSARY)),
                    new PassageIndex.Filter(null, null, Set.of()),
                    most,
                    weights);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
