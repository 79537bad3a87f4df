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

    private static final float TERM = 1.6f;
    private static final float HEAD_TERM = 2.2f;
    private static final float PAIR = 1.0f;
    private static final float HEAD = 1.2f;
    private static final float ASKED = 1.8f;
    private static final float WORD = 0.5f;
    private static final float SINGLE = 0.5f;
    private static final float WEAK = 0.3f;
    private static final float QUANTITY = 1.8f;
    private static final float ARTICLE = 40f;
    private static final float ARTICLE_ANYWHERE = 25f;
    private static final float TIME = 1.5f;
    private static final float STATES = 7f;
    private static final float TEACHES = 0.5f;
    private static final float NAME = 8f;
    private static final float COMMON = 0.2f;

    private static final double[] LAYERS = {1.0, 0.47, 0.4, 0.9};
    private static final double[] LAYERS_OLD = {0.8, 0.7, 1.2, 0.8};
    private static final double[] KINDS = {1.25, 1.0, 0.7, 0.3, 0.75, 0.6};

    private final Directory directory;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Glossary glossary;
    private final List<Title> titles;

    PassageIndex(Directory directory, Glossary glossary) throws IOException {
        this.directory = directory;
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        // Answers of the past would hold a filter's documents in memory for a gain that nobody feels.
        this.searcher.setQueryCache(null);
        this.glossary = glossary;
        this.titles = readTitles();
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
                : searcher.search(query(question, filter), 1).totalHits.value();
    }

    /** The best passages for a question, best first. */
    List<Hit> find(Question question, Filter filter, int most) throws IOException {
        if (question.isEmpty()) {
            return List.of();
        }
        var found = searcher.search(query(question, filter), Math.max(most, CANDIDATES)).scoreDocs;
        record Candidate(int document, double score) {}
        var ranked = new ArrayList<Candidate>(found.length);
        for (var one : found) {
            ranked.add(new Candidate(one.doc, one.score * factor(one.doc, question)));
        }
        ranked.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparingInt(Candidate::document));
        var hits = new ArrayList<Hit>();
        var stored = searcher.storedFields();
        for (var one : ranked.subList(0, Math.min(most + TIES, ranked.size()))) {
            hits.add(new Hit(PassageFields.passage(stored, one.document()), one.score()));
        }
        // Two indexes of the same passages may hold them in another order.
        hits.sort(Comparator.comparingDouble(Hit::score)
                .reversed()
                .thenComparing(hit -> hit.passage().id()));
        return hits.subList(0, Math.min(most, hits.size()));
    }

    private double factor(int document, Question question) throws IOException {
        var leaf = reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
        NumericDocValues values = leaf.reader().getNumericDocValues(PassageFields.RANK);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            return 1;
        }
        var rank = (int) values.longValue();
        var layers = question.asksOld() ? LAYERS_OLD : LAYERS;
        return KINDS[rank / layers.length] * layers[rank % layers.length];
    }

    private Query query(Question question, Filter filter) {
        var any = new BooleanQuery.Builder();
        var telling = question.terms().stream()
                .anyMatch(term -> !glossary.terms().get(term).isCommon());
        for (var term : question.terms()) {
            var entry = glossary.terms().get(term);
            var share = telling && entry.isCommon() ? COMMON : 1;
            add(any, PassageFields.TERM, term.toString(), TERM * share);
            add(any, PassageFields.HEAD_TERM, term.toString(), HEAD_TERM * share);
            for (var point : entry.points()) {
                constant(
                        any,
                        PassageFields.STATES,
                        point,
                        STATES * share / entry.points().size());
                constant(
                        any,
                        PassageFields.POINT,
                        point,
                        TEACHES * share / entry.points().size());
            }
        }
        constant(any, PassageFields.NAME, question.text(), NAME);
        if (question.asksTime()) {
            constant(any, PassageFields.TIME, "1", TIME);
        }
        question.pairs().forEach(pair -> {
            add(any, PassageFields.PAIR, pair, PAIR);
            add(any, PassageFields.HEAD, pair, HEAD);
            add(any, PassageFields.ASKED, pair, ASKED);
        });
        question.weakPairs().forEach(pair -> {
            add(any, PassageFields.PAIR, pair, PAIR * WEAK);
            add(any, PassageFields.HEAD, pair, HEAD * WEAK);
            add(any, PassageFields.ASKED, pair, ASKED * WEAK);
        });
        question.words().forEach(word -> add(any, PassageFields.WORD, word, WORD));
        question.singles().forEach(single -> add(any, PassageFields.SINGLE, single, SINGLE));
        question.quantities().forEach(quantity -> add(any, PassageFields.QUANTITY, quantity, QUANTITY));
        for (var article : question.articles()) {
            var isNamed = Question.document(article) != null;
            constant(
                    any,
                    isNamed ? PassageFields.ARTICLE : PassageFields.ARTICLE_NUMBER,
                    article,
                    isNamed ? ARTICLE : ARTICLE_ANYWHERE);
            if (!isNamed) {
                // Who names no document means the law.
                constant(any, PassageFields.ARTICLE, "L26 " + article, ARTICLE);
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
