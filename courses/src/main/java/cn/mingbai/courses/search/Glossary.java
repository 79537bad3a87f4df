package cn.mingbai.courses.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The words of the work: what is another word for what. Read once; never changed. */
final class Glossary {

    private static final String FILE = "courses/search/glossary.yaml";

    /**
     * A group of words that mean one thing.
     *
     * @param name what it is called, or null for a mere way of saying
     * @param also further words for it
     * @param means what it is, with references such as {@code [M57 7]}; empty for a way of saying
     * @param points the policy points on it
     * @param isCommon whether nearly everything speaks of it, so that beside another word it says little
     */
    record Term(@Nullable String name, List<String> also, String means, List<String> points, boolean isCommon) {

        List<String> all() {
            var all = new ArrayList<String>();
            if (name != null) {
                all.add(name);
            }
            all.addAll(also);
            return all;
        }
    }

    private static final class Node {
        private final Map<Integer, Node> next = new HashMap<>();
        private int term = -1;
    }

    private final List<Term> terms;
    private final Node root = new Node();

    Glossary(List<Term> terms) {
        this.terms = List.copyOf(terms);
        for (var i = 0; i < terms.size(); i++) {
            for (var word : terms.get(i).all()) {
                var node = root;
                for (var c : Wording.normalised(word).codePoints().toArray()) {
                    node = node.next.computeIfAbsent(c, key -> new Node());
                }
                node.term = i;
            }
        }
    }

    /** The shipped one. */
    static Glossary shipped() {
        try {
            var yaml = new ClassPathResource(FILE).getContentAsString(StandardCharsets.UTF_8);
            List<Map<String, Object>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return new Glossary(rows.stream().map(Glossary::term).toList());
        } catch (IOException missing) {
            throw new UncheckedIOException("expected " + FILE + " on the class path", missing);
        }
    }

    private static Term term(Map<String, Object> row) {
        return new Term(
                (String) row.get("name"),
                strings(row.get("also")),
                (String) row.getOrDefault("means", ""),
                strings(row.get("points")),
                Boolean.TRUE.equals(row.get("common")));
    }

    private static List<String> strings(@Nullable Object list) {
        return list instanceof List<?> many ? many.stream().map(String::valueOf).toList() : List.of();
    }

    private static final Pattern CITATION = Pattern.compile("\\[([A-Z][A-Z0-9]{0,9}) ([^\\[\\]]{1,100})]");

    /** The articles that an explanation names, each as {@code L26 48}. */
    static Set<String> articles(String means) {
        var articles = new LinkedHashSet<String>();
        CITATION.matcher(means).results().forEach(found -> {
            for (var part : (found.group(1) + " " + found.group(2)).split("；")) {
                var source = part.strip().split(" ", 2);
                for (var article : source[1].split("、")) {
                    articles.add(source[0] + " " + article.strip());
                }
            }
        });
        return articles;
    }

    /** Changes with any word of it. */
    String digest() {
        return Integer.toHexString(terms.hashCode());
    }

    /** All groups, in the order of the file. */
    List<Term> terms() {
        return terms;
    }

    /** Where a word of a group stands in a text. */
    record Found(int term, int start, int end) {}

    /** The words in a normalised text, from the left, the longest at each place, none inside another. */
    List<Found> in(String normalised) {
        var found = new ArrayList<Found>();
        var at = 0;
        while (at < normalised.length()) {
            var node = root;
            var best = -1;
            var end = at;
            var i = at;
            while (i < normalised.length()) {
                var c = normalised.codePointAt(i);
                node = node.next.get(c);
                if (node == null) {
                    break;
                }
                i += Character.charCount(c);
                if (node.term >= 0) {
                    best = node.term;
                    end = i;
                }
            }
            if (best >= 0) {
                found.add(new Found(best, at, end));
                at = end;
            } else {
                at += Character.charCount(normalised.codePointAt(at));
            }
        }
        return found;
    }

    /** The groups of which a normalised text holds a word, each once. */
    TreeSet<Integer> termsIn(String normalised) {
        var terms = new TreeSet<Integer>();
        in(normalised).forEach(found -> terms.add(found.term()));
        return terms;
    }
}
