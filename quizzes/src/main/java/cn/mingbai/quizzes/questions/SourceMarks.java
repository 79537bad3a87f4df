package cn.mingbai.quizzes.questions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The articles that a text rests on, written in it as {@code [M57 22]} or {@code [L26 18、21；M57 23]}. */
public final class SourceMarks {

    private static final Pattern BRACKETS = Pattern.compile("\\[([A-Z][A-Z0-9]{0,9} [^\\[\\]]{1,100})]");
    private static final Pattern ONE = Pattern.compile("([A-Z][A-Z0-9]{0,9}) (\\S.*)");

    private SourceMarks() {}

    /** Every article marked, each as {@code M57 22}, in the order of the text and once. */
    public static List<String> of(String text) {
        var found = new LinkedHashSet<String>();
        BRACKETS.matcher(text).results().forEach(brackets -> {
            for (var part : brackets.group(1).split("[；;]")) {
                var one = ONE.matcher(part.strip());
                if (one.matches()) {
                    for (var article : one.group(2).split("、")) {
                        found.add(one.group(1) + " " + article.strip());
                    }
                }
            }
        });
        return List.copyOf(found);
    }

    /** The code of the document of an article such as {@code M57 22}. */
    public static String document(String article) {
        var blank = article.indexOf(' ');
        return blank < 0 ? article : article.substring(0, blank);
    }
}
