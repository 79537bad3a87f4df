package cn.mingbai.district.acceptance;

import java.util.Locale;

/**
 * A sentence as it was said on the day, in both languages: on a sealed sheet words stay, too.
 *
 * @param zh in Chinese
 * @param en in English
 */
public record Said(String zh, String en) {

    /** Nothing. */
    public static final Said NOTHING = new Said("", "");

    /** The sentence in the reader's language. */
    public String in(Locale locale) {
        return locale.getLanguage().equals("en") ? en : zh;
    }

    /** Whether nothing is said. */
    public boolean isNothing() {
        return zh.isEmpty();
    }
}
