package cn.mingbai.courses.search;

import cn.mingbai.core.search.SearchPassage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.StoredFields;
import org.jspecify.annotations.Nullable;

/** How a passage lies in the index: what it is found by, and what it is read back from. */
final class PassageFields {

    /** The form of the index; one of another form is built anew. Raise it whenever fields or cutting change. */
    static final int FORM = 5;

    static final String ID = "id";
    static final String KIND = "kind";
    static final String COURSE = "course";
    static final String LAYER = "layer";
    static final String POINT = "point";
    /** The policy point whose statement the passage is. */
    static final String STATES = "states";
    /** There where a text names a span of time by a number. */
    static final String TIME = "time";

    static final String ARTICLE = "article";
    static final String ARTICLE_NUMBER = "articleNumber";
    static final String AUDIENCE = "audience";
    /** The audience of what everybody finds. */
    static final String EVERYBODY = "*";

    static final String PAIR = "pair";
    static final String HEAD = "head";
    /** Pairs of how people ask for a policy point. */
    static final String ASKED = "asked";

    static final String WORD = "word";
    static final String SINGLE = "single";
    static final String TERM = "term";
    static final String HEAD_TERM = "headTerm";
    static final String QUANTITY = "quantity";
    static final String TITLE = "title";
    /** Every name in full: for who asks for exactly this. */
    static final String NAME = "name";
    /** Kind and rule layer as one number, so that ranking need not read the passage. */
    static final String RANK = "rank";

    private static final String BETWEEN = "\u001f";
    private static final FieldType FOUND = new FieldType();

    static {
        FOUND.setTokenized(true);
        FOUND.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        FOUND.freeze();
    }

    private PassageFields() {}

    /** The layers in the order in which {@link #RANK} counts them; the last one stands for none of them. */
    static final List<String> LAYERS = List.of("L26", "R21", "R17", "");

    static long rank(SearchPassage passage) {
        var layer = LAYERS.indexOf(passage.ruleLayer() == null ? "" : passage.ruleLayer());
        // What people get wrong stands behind what is right.
        var kind = LessonSections.tellsMistakes(passage) ? SearchPassage.Kind.QUESTION : passage.kind();
        return kind.ordinal() * (long) LAYERS.size() + (layer < 0 ? LAYERS.size() - 1 : layer);
    }

    static Document document(SearchPassage passage, Glossary glossary) {
        var document = new Document();
        document.add(new StringField(ID, passage.id(), Field.Store.YES));
        document.add(new StringField(KIND, passage.kind().name(), Field.Store.YES));
        document.add(new StringField(
                AUDIENCE, passage.audience() == null ? EVERYBODY : passage.audience(), Field.Store.YES));
        if (passage.ruleLayer() != null) {
            document.add(new StringField(LAYER, passage.ruleLayer(), Field.Store.YES));
        }
        passage.courses().forEach(course -> document.add(new StringField(COURSE, course, Field.Store.NO)));
        passage.points().forEach(point -> document.add(new StringField(POINT, point, Field.Store.NO)));
        for (var article : passage.articles()) {
            document.add(new StringField(ARTICLE, article, Field.Store.NO));
            document.add(new StringField(ARTICLE_NUMBER, article.substring(article.indexOf(' ') + 1), Field.Store.NO));
        }
        document.add(new NumericDocValuesField(RANK, rank(passage)));
        document.add(new StoredField(
                "all",
                String.join(
                        BETWEEN,
                        passage.title(),
                        passage.place(),
                        passage.text(),
                        String.join("\n", passage.courses()),
                        String.join("\n", passage.points()),
                        String.join("\n", passage.articles()),
                        passage.path(),
                        String.join("\n", passage.names()))));
        var isPoint = passage.kind() == SearchPassage.Kind.POINT;
        // What is offered while somebody types is offered to everybody.
        if (passage.audience() == null) {
            document.add(new StringField(TITLE, shortened(passage.title()), Field.Store.NO));
            if (isPoint) {
                passage.names().stream()
                        .filter(name -> name.length() >= SHORTEST_OFFERED)
                        .forEach(name -> document.add(new StringField(TITLE, shortened(name), Field.Store.NO)));
            }
        }
        document.add(new StringField(NAME, shortened(Wording.normalised(passage.title())), Field.Store.NO));
        passage.names()
                .forEach(name ->
                        document.add(new StringField(NAME, shortened(Wording.normalised(name)), Field.Store.NO)));

        var names = Wording.normalised(String.join(" ", passage.names()));
        var head = Wording.normalised(passage.title()) + (isPoint ? "" : " " + names);
        var text = Wording.normalised(passage.text());
        if (isPoint) {
            document.add(new Field(ASKED, new Listed(asked(passage)), FOUND));
            passage.points().forEach(point -> document.add(new StringField(STATES, point, Field.Store.NO)));
        }
        if (Tokens.namesTime(text)) {
            document.add(new StringField(TIME, "1", Field.Store.NO));
        }
        document.add(new Field(PAIR, new Listed(Tokens.pairs(text)), FOUND));
        document.add(
                new Field(HEAD, new Listed(Tokens.pairs(head + " " + Wording.normalised(passage.place()))), FOUND));
        document.add(new Field(WORD, new Listed(Tokens.words(head + " " + text)), FOUND));
        document.add(new Field(SINGLE, new Listed(Tokens.singles(head + " " + text)), FOUND));
        document.add(new Field(QUANTITY, new Listed(Tokens.quantities(head + " " + text)), FOUND));
        document.add(new Field(TERM, new Listed(numbers(glossary, text)), FOUND));
        document.add(new Field(HEAD_TERM, new Listed(numbers(glossary, head)), FOUND));
        return document;
    }

    private static List<String> asked(SearchPassage passage) {
        var tokens = new ArrayList<String>();
        for (var name : passage.names()) {
            var normalised = Wording.normalised(name);
            tokens.addAll(Tokens.pairs(Question.content(normalised)));
            tokens.addAll(Question.aspects(normalised));
        }
        return tokens;
    }

    private static List<String> numbers(Glossary glossary, String text) {
        return glossary.in(text).stream()
                .map(found -> String.valueOf(found.term()))
                .toList();
    }

    /** A way of asking in fewer characters says too little by itself. */
    private static final int SHORTEST_OFFERED = 5;

    private static String shortened(String title) {
        return title.length() <= 100 ? title : title.substring(0, 100);
    }

    static SearchPassage passage(Document stored) {
        var parts = stored.get("all").split(BETWEEN, -1);
        var audience = stored.get(AUDIENCE);
        return new SearchPassage(
                stored.get(ID),
                SearchPassage.Kind.valueOf(stored.get(KIND)),
                parts[0],
                parts[1],
                parts[2],
                stored.get(LAYER),
                lines(parts[3]),
                lines(parts[4]),
                lines(parts[5]),
                parts[6],
                lines(parts[7]),
                EVERYBODY.equals(audience) ? null : audience);
    }

    static SearchPassage passage(StoredFields stored, int number) throws java.io.IOException {
        return passage(stored.document(number));
    }

    private static List<String> lines(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? List.of() : Arrays.asList(joined.split("\n"));
    }

    /** Hands out tokens that were cut beforehand. */
    private static final class Listed extends TokenStream {
        private final Collection<String> tokens;
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private Iterator<String> rest;

        Listed(Collection<String> tokens) {
            this.tokens = tokens;
            this.rest = tokens.iterator();
        }

        @Override
        public void reset() {
            rest = tokens.iterator();
        }

        @Override
        public boolean incrementToken() {
            if (!rest.hasNext()) {
                return false;
            }
            // Nothing but the term is ever set.
            term.setEmpty().append(rest.next());
            return true;
        }
    }
}
