package cn.mingbai.courses.curriculum;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.policy.PolicyDirectory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Turns references such as {@code [M57 22]} into words, by the titles of the policy catalogue. */
@Component
@Internal
public class PolicyCitations {

    private final PolicyDirectory policy;
    private final Texts texts;

    PolicyCitations(PolicyDirectory policy, Texts texts) {
        this.policy = policy;
        this.texts = texts;
    }

    SourceTitles titles(Locale locale) {
        var titles = new HashMap<String, String>();
        for (var source : policy.sources()) {
            var number = source.number();
            titles.put(source.code(), "《" + source.title() + "》" + (number.isBlank() ? "" : "（" + number + "）"));
        }
        return new SourceTitles(titles, number -> texts.get(locale, "courses.citation.article", number));
    }

    /** The articles that a text cites, each as in the policy catalogue, for example {@code L26 18}. */
    public Set<String> articles(String text) {
        var found = new LinkedHashSet<String>();
        var brackets = Citation.BRACKETS.matcher(text);
        while (brackets.find()) {
            for (var citation : Citation.parse(brackets.group(1))) {
                citation.articles().forEach(article -> found.add(citation.source() + " " + article));
            }
        }
        return found;
    }

    /** Plain text in which every reference reads as document and article, in brackets. */
    public String inWords(String text, Locale locale) {
        return inWords(text, titles(locale));
    }

    /** The same for many texts, with the titles read once. */
    public UnaryOperator<String> inWords(Locale locale) {
        var titles = titles(locale);
        return text -> inWords(text, titles);
    }

    private static String inWords(String text, SourceTitles titles) {
        return Citation.BRACKETS.matcher(text).replaceAll(match -> {
            var citations = Citation.parse(match.group(1));
            var words = citations.isEmpty()
                    ? match.group()
                    : citations.stream().map(one -> one.inWords(titles)).collect(Collectors.joining("；", "（", "）"));
            return java.util.regex.Matcher.quoteReplacement(words);
        });
    }
}
