package cn.mingbai.core.divisions;

/** Compares names of divisions that lists write in several ways: 潭南村 and 潭南村委会 are one, 潭南社区 is another. */
final class DivisionName {

    private DivisionName() {}

    /** The name with its kind of unit spelled one way. */
    static String normalised(String name) {
        return name.strip()
                .replaceFirst("街道办事处$", "街道")
                .replaceFirst("(村民委员会|村委会)$", "村")
                .replaceFirst("村村$", "村")
                .replaceFirst("(社区居民委员会|社区居委会|居民委员会|居委会)$", "社区");
    }

    /** The normalised name without its kind of unit: only good enough for a question, never for a match. */
    static String stem(String name) {
        return normalised(name).replaceFirst("(街道|镇|乡|村|社区)$", "");
    }

    /** Whether the two could be one place written or constituted differently: same stem, or one character apart. */
    static boolean resembles(String one, String other) {
        var a = stem(one);
        var b = stem(other);
        if (a.equals(b)) {
            return true;
        }
        if (a.length() != b.length() || a.length() < 3) {
            return false;
        }
        var different = 0;
        for (var i = 0; i < a.length(); i++) {
            if (a.charAt(i) != b.charAt(i)) {
                different++;
            }
        }
        return different == 1;
    }
}
