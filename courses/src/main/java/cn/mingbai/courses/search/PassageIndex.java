package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** A finished index, open for reading by many at once. */
final class PassageIndex implements Closeable {

    /**
     * What is looked at.
     *
     * @param course only what belongs to this course, or null
     * @param layer only what tells this policy version, or null
     * @param audiences what the asker may read besides what everybody may
     */
    record Filter(@Nullable String course, @Nullable String layer, Set<String> audiences) {}

    /** A passage that was found, with its mark. */
    record Hit(SearchPassage passage, double score) {}

    private static final int CANDIDATES = 60;
    private static final int TIES = 5;

    /** More than any other reason to be found. */
    private static final double BY_TITLE = 1000;

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Glossary glossary;
    private final List<Title> titles;
    private final NearestWays nearest;

    /**
     * Opens an index that is whole.
     *
     * @throws IOException when a file is not as it was written; others that break while they are read make Lucene throw
     *     almost anything
     */
    PassageIndex(Directory directory, Glossary glossary) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        try {
            // Before anything in it is believed.
            verify();
            this.searcher = new IndexSearcher(reader);
            // Answers of the past would hold a filter's documents in memory for a gain that nobody feels.
            this.searcher.setQueryCache(null);
            this.glossary = glossary;
            this.titles = readTitles();
            this.nearest = new NearestWays(readWays(), glossary);
        } catch (IOException | RuntimeException | Error damaged) {
            try (reader) {
                throw damaged;
            }
        }
    }

    /** Keeps the files open until {@link #release}, or answers false when they are closed already. */
    boolean retain() {
        return reader.tryIncRef();
    }

    void release() throws IOException {
        reader.decRef();
    }

    /** What was noted when it was written. */
    Map<String, String> noted() throws IOException {
        return reader.getIndexCommit().getUserData();
    }

    /**
     * Reads every file to its end and compares the sums kept in them.
     *
     * @throws IOException when one is not as it was written
     */
    void verify() throws IOException {
        for (var leaf : reader.leaves()) {
            ((CodecReader) leaf.reader()).checkIntegrity();
        }
    }

    int size() {
        return reader.numDocs();
    }

    /** What a passage is called, as it is shown and in the one way of writing. */
    record Title(String shown, String normalised) {}

    /** The titles of what everybody may find, the words of the glossary, and the ways of asking, in no order. */
    List<Title> titles() {
        return titles;
    }

    private static final int TITLES = 20_000;

    private List<Title> readTitles() throws IOException {
        var read = new ArrayList<Title>();
        var terms = MultiTerms.getTerms(reader, PassageFields.TITLE);
        if (terms != null) {
            var each = terms.iterator();
            for (var term = each.next(); term != null && read.size() < TITLES; term = each.next()) {
                var shown = term.utf8ToString();
                read.add(new Title(shown, Wording.normalised(shown)));
            }
        }
        return List.copyOf(read);
    }

    /** What each policy point is called, and how people ask for it. */
    private Map<String, Set<String>> readWays() throws IOException {
        var ways = new TreeMap<String, Set<String>>();
        var isPoint = new TermQuery(new Term(PassageFields.KIND, SearchPassage.Kind.POINT.name()));
        var stored = searcher.storedFields();
        for (var hit : searcher.search(isPoint, WAYS).scoreDocs) {
            var passage = PassageFields.passage(stored, hit.doc);
            for (var point : passage.points()) {
                var asked = ways.computeIfAbsent(point, key -> new TreeSet<>());
                asked.add(passage.title());
                asked.addAll(passage.names());
            }
        }
        return ways;
    }

    private static final int WAYS = 10_000;

    /** The passage with this id, if the asker may read it. */
    Optional<SearchPassage> get(String id, Set<String> audiences) throws IOException {
        var query = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(PassageFields.ID, id)), Occur.FILTER)
                .add(readable(audiences), Occur.FILTER)
                .build();
        var found = searcher.search(query, 1);
        return found.scoreDocs.length == 0
                ? Optional.empty()
                : Optional.of(PassageFields.passage(searcher.storedFields(), found.scoreDocs[0].doc));
    }

    /** How many passages there are for a question under a filter; counting stops at a thousand. */
    long count(Question question, Filter filter) throws IOException {
        return question.isEmpty()
                ? 0
                : searcher.search(query(question, filter, Weights.SHIPPED), 1)
                        .totalHits
                        .value();
    }

    /** The best passages for a question, best first. */
    List<Hit> find(Question question, Filter filter, int most) throws IOException {
        return find(question, filter, most, Weights.SHIPPED);
    }

    List<Hit> find(Question question, Filter filter, int most, Weights weights) throws IOException {
        if (question.isEmpty()) {
            return List.of();
        }
        var found = searcher.search(query(question, filter, weights), Math.max(most, CANDIDATES)).scoreDocs;
        record Candidate(int document, double score) {}
        var ranked = new ArrayList<Candidate>(found.length);
        for (var one : found) {
            ranked.add(new Candidate(one.doc, one.score * factor(one.doc, question, weights)));
        }
        ranked.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::document));
        var hits = new ArrayList<Hit>();
        var stored = searcher.storedFields();
        for (var one : ranked.subList(0, Math.min(most + TIES, ranked.size()))) {
            var passage = PassageFields.passage(stored, one.document());
            hits.add(new Hit(passage, one.score() + (isAskedByTitle(passage, question) ? BY_TITLE : 0)));
        }
        // Two indexes of the same passages may hold them in another order.
        hits.sort(Comparator.comparingDouble(Hit::score)
                .reversed()
                .thenComparing(hit -> hit.passage().id()));
        return hits.subList(0, Math.min(most, hits.size()));
    }

    /** Who types a word of the glossary that belongs to a policy point mostly asks for the rule, not for the word. */
    private static boolean isAskedByTitle(SearchPassage passage, Question question) {
        return (passage.kind() != SearchPassage.Kind.TERM || passage.points().isEmpty())
                && Wording.normalised(passage.title()).equals(question.text());
    }

    private double factor(int document, Question question, Weights weights) throws IOException {
        var leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        NumericDocValues values = leaf.reader().getNumericDocValues(PassageFields.RANK);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            return 1;
        }
        var rank = (int) values.longValue();
        var layers = PassageFields.LAYERS.size();
        return weights.kind(rank / layers) * weights.layer(rank % layers, question.asksOld());
    }

    private Query query(Question question, Filter filter, Weights weights) {
        var any = new BooleanQuery.Builder();
        var telling = question.terms().keySet().stream()
                .anyMatch(term -> !glossary.terms().get(term).isCommon());
        for (var asked : question.terms().entrySet()) {
            var term = asked.getKey();
            var entry = glossary.terms().get(term);
            var share = telling && entry.isCommon() ? weights.common() : 1;
            add(any, PassageFields.TERM, term.toString(), weights.term() * share);
            add(any, PassageFields.HEAD_TERM, term.toString(), weights.headTerm() * share);
            for (var point : entry.points()) {
                constant(
                        any,
                        PassageFields.STATES,
                        point,
                        weights.states()
                                * share
                                * (float) Math.pow(asked.getValue(), weights.cover())
                                / entry.points().size());
                constant(
                        any,
                        PassageFields.POINT,
                        point,
                        weights.teaches() * share / entry.points().size());
            }
        }
        nearest.near(question.text())
                .forEach((point, near) -> constant(
                        any, PassageFields.STATES, point, weights.nearest() * (float) Math.pow(near, weights.steep())));
        constant(any, PassageFields.NAME, question.text(), weights.name());
        if (question.asksTime()) {
            constant(any, PassageFields.TIME, "1", weights.time());
        }
        question.pairs().forEach(pair -> {
            add(any, PassageFields.PAIR, pair, weights.pair());
            add(any, PassageFields.HEAD, pair, weights.head());
            add(any, PassageFields.ASKED, pair, weights.asked());
        });
        question.weakPairs().forEach(pair -> {
            add(any, PassageFields.PAIR, pair, weights.pair() * weights.weak());
            add(any, PassageFields.HEAD, pair, weights.head() * weights.weak());
            add(any, PassageFields.ASKED, pair, weights.asked() * weights.weak());
        });
        question.aspects().forEach(aspect -> add(any, PassageFields.ASKED, aspect, weights.aspect()));
        question.words().forEach(word -> add(any, PassageFields.WORD, word, weights.word()));
        question.singles().forEach(single -> add(any, PassageFields.SINGLE, single, weights.single()));
        question.quantities().forEach(quantity -> add(any, PassageFields.QUANTITY, quantity, weights.quantity()));
        for (var article : question.articles()) {
            var isNamed = Question.document(article) != null;
            constant(
                    any,
                    isNamed ? PassageFields.ARTICLE : PassageFields.ARTICLE_NUMBER,
                    article,
                    isNamed ? weights.article() : weights.articleAnywhere());
            if (!isNamed) {
                // Who names no document means the law.
                constant(any, PassageFields.ARTICLE, "L26 " + article, weights.article());
            }
        }
        var query =
                new BooleanQuery.Builder().add(any.build(), Occur.MUST).add(readable(filter.audiences()), Occur.FILTER);
        if (filter.course() != null) {
            query.add(new TermQuery(new Term(PassageFields.COURSE, filter.course())), Occur.FILTER);
        }
        if (filter.layer() != null) {
            query.add(new TermQuery(new Term(PassageFields.LAYER, filter.layer())), Occur.FILTER);
        }
        return query.build();
    }

    private static void add(BooleanQuery.Builder any, String field, String token, float boost) {
        any.add(new BoostQuery(new TermQuery(new Term(field, token)), boost), Occur.SHOULD);
    }

    private static void constant(BooleanQuery.Builder any, String field, String token, float boost) {
        any.add(new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, token))), boost), Occur.SHOULD);
    }

    private static Query readable(Collection<String> audiences) {
        if (audiences.isEmpty()) {
            return new TermQuery(new Term(PassageFields.AUDIENCE, PassageFields.EVERYBODY));
        }
        var allowed = new ArrayList<BytesRef>();
        allowed.add(new BytesRef(PassageFields.EVERYBODY));
        audiences.forEach(audience -> allowed.add(new BytesRef(audience)));
        return new TermInSetQuery(PassageFields.AUDIENCE, allowed);
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}
