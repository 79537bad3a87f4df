package cn.mingbai.core.identity;

import java.util.Locale;

/** A code of base 32 as people type it from paper. */
final class TypedCode {

    private static final int LONGEST = 40;

    private TypedCode() {}

    /** Without groups, in any case, with the letters that look like digits. */
    static String of(String typed) {
        return typed.substring(0, Math.min(typed.length(), LONGEST))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\-–—]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}
