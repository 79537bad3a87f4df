package cn.mingbai.courses.curriculum;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reference to articles of a document, written {@code M57 15、16}; several stand in one pair of brackets as
 * {@code [L26 18；M57 23]}.
 *
 * @param source the code of the document
 * @param articles the articles as written, at least one
 */
record Citation(String source, List<String> articles) {

    /** A pair of brackets with one or more references in it. */
    static final Pattern BRACKETS = Pattern.compile("\\[([A-Z][A-Z0-9]{0,9} [^\\[\\]]{1,100})]");

    private static final Pattern ONE = Pattern.compile("([A-Z][A-Z0-9]{0,9}) (\\S.*)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    /** The references inside a pair of brackets, or none when the text is something else. */
    static List<Citation> parse(String inside) {
        var found = new ArrayList<Citation>();
        for (var part : inside.split("[；;]")) {
            var one = ONE.matcher(part.strip());
            if (!one.matches()) {
                return List.of();
            }
            found.add(new Citation(
                    one.group(1),
                    Arrays.stream(one.group(2).split("、")).map(String::strip).toList()));
        }
        return found;
    }

    /** In words: the document, then each article; one that is a bare number in the words of {@code titles}. */
    String inWords(SourceTitles titles) {
        return titles.inWords(source)
                + articles.stream()
                        .map(written -> NUMBER.matcher(written).matches()
                                ? titles.article().apply(written)
                                : written.replace('(', '（').replace(')', '）'))
                        .collect(Collectors.joining("、"));
    }
}
