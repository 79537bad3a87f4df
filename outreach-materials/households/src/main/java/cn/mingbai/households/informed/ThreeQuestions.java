package cn.mingbai.households.informed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the three questions of a household: the same whenever it opens its page and on every phone, others than those next
 * door. A pure function of the household and the policy version.
 */
public final class ThreeQuestions {

    /** How many are asked. */
    public static final int THREE = 3;

    private ThreeQuestions() {}

    /**
     * The places in the pool of the questions drawn, in the order in which they are asked.
     *
     * @param household whose they are
     * @param version of the policy
     * @param size how many questions the pool has, at least {@value #THREE}
     */
    public static List<Integer> places(long household, String version, int size) {
        return order(household + "|" + version, size).subList(0, THREE);
    }

    /**
     * The order in which the choices of a question are shown to a household, so that nobody can pass on "the second one".
     *
     * @param size how many choices there are
     */
    public static List<Integer> choices(long household, String question, int size) {
        return order(household + "|" + question, size);
    }

    /** All places of a list, mixed by the digest of {@code seed}. */
    private static List<Integer> order(String seed, int size) {
        var left = new ArrayList<Integer>();
        for (var i = 0; i < size; i++) {
            left.add(i);
        }
        var drawn = new ArrayList<Integer>();
        for (var i = 0; !left.isEmpty(); i++) {
            drawn.add(left.remove(Math.floorMod(number(seed + "|" + i), left.size())));
        }
        return List.copyOf(drawn);
    }

    private static int number(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return java.nio.ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
