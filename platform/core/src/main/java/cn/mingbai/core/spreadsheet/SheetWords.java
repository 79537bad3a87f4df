package cn.mingbai.core.spreadsheet;

import cn.mingbai.core.i18n.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Words that officers write into headings and cells, from the bundles: one text holds the template's word and its synonyms,
 * separated by {@code |}. Files are written in the first language; words of the other languages are understood too.
 */
public final class SheetWords {

    private SheetWords() {}

    /** The words of {@code key}, the template's word first. */
    public static List<String> of(Texts texts, String key) {
        var words = new LinkedHashSet<String>();
        for (var locale : Texts.LOCALES) {
            for (var word : texts.get(locale, key).split("\\|")) {
                words.add(word.strip());
            }
        }
        return List.copyOf(new ArrayList<>(words));
    }

    /** Whether two words are the same but for width, case and spaces. */
    public static boolean alike(String one, String other) {
        return CellText.heading(one).equals(CellText.heading(other));
    }

    /** A word made comparable: full and half width alike, no spaces, lower case. */
    public static String folded(String word) {
        return CellText.heading(word);
    }
}
