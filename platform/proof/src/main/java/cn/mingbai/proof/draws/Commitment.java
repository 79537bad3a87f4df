package cn.mingbai.proof.draws;

import cn.mingbai.proof.CanonicalText;
import cn.mingbai.proof.Digest;

/**
 * What ties a side to its number without showing it: SHA-256 over the canonical text of the one line {@code commitment}, 1,
 * the digest of the list, the side, the number, the salt.
 *
 * <p>The digest of the list keeps it from being used for another draw. The salt is random and secret until the number is
 * shown: without it, whoever sees the commitment could try all short numbers.
 *
 * @param digest what may be shown before the other side has written
 */
public record Commitment(Digest digest) {

    /** The shortest salt, in bytes. */
    public static final int SALT_BYTES = 16;

    private static final int FORM = 1;

    /** Who writes a number. */
    public enum Side {
        INSPECTOR,
        TOWN
    }

    /**
     * The commitment to a number.
     *
     * @param list the digest of the frozen list
     * @param number 6 to 40 digits
     * @param salt at least 16 random bytes, kept secret until the number is shown
     * @throws IllegalArgumentException when number or salt are not so
     */
    public static Commitment of(Digest list, Side side, String number, byte[] salt) {
        if (!Numbers.written(number)) {
            throw new IllegalArgumentException("expected a number of 6 to 40 digits");
        }
        if (salt.length < SALT_BYTES) {
            throw new IllegalArgumentException(
                    "expected a salt of at least %d bytes, but got %d".formatted(SALT_BYTES, salt.length));
        }
        return new Commitment(
                Digest.of(new CanonicalText().line("commitment", FORM, list.hex(), side.name(), number, salt)));
    }

    /** Whether this is the commitment to that number; false for a number or salt that could not be committed to. */
    public boolean holds(Digest list, Side side, String number, byte[] salt) {
        return Numbers.written(number)
                && salt.length >= SALT_BYTES
                && digest.equals(of(list, side, number, salt).digest());
    }
}
