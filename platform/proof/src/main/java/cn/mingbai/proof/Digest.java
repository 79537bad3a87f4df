package cn.mingbai.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 digest.
 *
 * <p>Source: FIPS 180-4.
 */
public final class Digest {

    /** Its length in bytes. */
    public static final int BYTES = 32;

    private static final int GROUP = 8;

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The digest of a canonical text. */
    public static Digest of(CanonicalText text) {
        return of(text.bytes());
    }

    /** The digest of bytes. */
    public static Digest of(byte[] content) {
        try {
            return new Digest(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    /**
     * A digest that was stored or printed.
     *
     * @throws IllegalArgumentException when it has not 32 bytes
     */
    public static Digest ofBytes(byte[] digest) {
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("expected " + BYTES + " bytes, but got " + digest.length);
        }
        return new Digest(digest.clone());
    }

    /**
     * A digest as {@link #hex()} or {@link #grouped()} writes it, in either case.
     *
     * @throws IllegalArgumentException when it is not 64 hexadecimal digits
     */
    public static Digest parse(String hex) {
        return ofBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** The same in eight groups, as people compare it on paper. */
    public String grouped() {
        var hex = hex();
        var groups = new StringBuilder();
        for (var from = 0; from < hex.length(); from += GROUP) {
            groups.append(from == 0 ? "" : " ").append(hex, from, from + GROUP);
        }
        return groups.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
