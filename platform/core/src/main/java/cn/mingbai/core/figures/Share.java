package cn.mingbai.core.figures;

/**
 * A share of people or households that never flatters: 100% is printed only when every one counts, anything less is
 * floored to one decimal, and an empty unit has no share.
 *
 * @param count how many fulfil it, 0..of
 * @param of how many there are, 0 or more
 */
public record Share(long count, long of) {

    /** Nobody of nobody. */
    public static final Share EMPTY = new Share(0, 0);

    public Share {
        if (count < 0 || of < 0 || count > of) {
            throw new IllegalArgumentException("expected 0 <= count <= of, but got " + count + " of " + of);
        }
    }

    /** Whether there is nobody to count: the unit shows a word instead of a percentage. */
    public boolean isEmpty() {
        return of == 0;
    }

    /** Whether everyone of at least one counts: the only case shown as 100%. */
    public boolean isComplete() {
        return of > 0 && count == of;
    }

    /** How many are left. */
    public long left() {
        return of - count;
    }

    /** Tenths of a percent, floored; 1000 only when complete. An empty share is 0. */
    public int permille() {
        return of == 0 ? 0 : (int) (count * 1000 / of);
    }

    /** For example {@code 99.2%}, {@code 100%}, or an empty text for an empty share. */
    public String percent() {
        if (isEmpty()) {
            return "";
        }
        return isComplete() ? "100%" : permille() / 10 + "." + permille() % 10 + "%";
    }

    /** For example {@code 137/138}. */
    public String fraction() {
        return count + "/" + of;
    }

    /** The sum over two disjoint units. */
    public Share plus(Share other) {
        return new Share(count + other.count, of + other.of);
    }
}
