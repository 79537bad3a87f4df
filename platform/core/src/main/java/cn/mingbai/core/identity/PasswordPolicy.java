package cn.mingbai.core.identity;

import cn.mingbai.core.error.RuleViolation;
import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which passwords are taken. Two bodies of rules contradict each other, so the setting {@code mingbai.passwords.policy}
 * chooses: {@code dengbao}, GB/T 22239-2019 (身份鉴别: complexity and periodic change), or {@code asvs}, OWASP ASVS 5.0
 * (6.2.5 and 6.2.10: neither). Both refuse what is easily guessed (ASVS 6.2.4, 6.2.11).
 *
 * @see "ADR 0047"
 */
@Component
class PasswordPolicy {

    /** How many replaced passwords may not come back, the present one included. */
    static final int NOT_AGAIN = 5;

    static final Duration LONGEST = Duration.ofDays(90);
    private static final int LEAST_KINDS = 3;

    /** By the scale of zxcvbn, 0 to 4: fewer than a million guesses is refused. */
    private static final int LEAST_SCORE = 2;

    /** zxcvbn's work grows with the square of the length; what is longer is judged by its beginning. */
    private static final int JUDGED = 40;

    private final Zxcvbn zxcvbn = new Zxcvbn();
    private final Set<String> common = common();

    /** What people here put into passwords and no English list knows. */
    private final List<String> local = local();

    private final boolean dengbao;
    private final DemoLogIns demo;

    PasswordPolicy(@Value("${mingbai.passwords.policy}") String policy, DemoLogIns demo) {
        this.dengbao = switch (policy) {
            case "dengbao" -> true;
            case "asvs" -> false;
            default ->
                throw new IllegalArgumentException(
                        "expected mingbai.passwords.policy to be dengbao or asvs, but it is " + policy);
        };
        this.demo = demo;
    }

    /** The key of the sentence that tells, before anybody types, what is asked. */
    String hint() {
        return dengbao ? "core.identity.new-password.hint" : "core.identity.new-password.hint-asvs";
    }

    /**
     * Refuses a password nobody should have.
     *
     * @param words more that it must not be made of: names of the person and of the units
     * @throws RuleViolation with what is missing
     */
    void check(String password, String loginName, Collection<String> words) {
        var length = password.codePointCount(0, password.length());
        if (length < Passwords.MIN_LENGTH || password.length() > Passwords.MAX_LENGTH) {
            throw new RuleViolation("core.identity.password-length", Passwords.MIN_LENGTH, Passwords.MAX_LENGTH);
        }
        if (demo.contain(loginName)) {
            return;
        }
        if (password.equalsIgnoreCase(loginName)) {
            throw new RuleViolation("core.identity.password-is-name");
        }
        if (dengbao && kinds(password) < LEAST_KINDS) {
            throw new RuleViolation("core.identity.password-kinds", LEAST_KINDS);
        }
        if (isGuessable(password, loginName, words)) {
            throw new RuleViolation("core.identity.password-guessable");
        }
    }

    /** Whether replaced passwords are kept and may not come back. */
    boolean refusesFormer() {
        return dengbao;
    }

    /** Whether a password set then must be changed now, before anything else. */
    boolean isOver(String loginName, @Nullable Instant setAt, Instant now) {
        return dengbao && setAt != null && !now.isBefore(setAt.plus(LONGEST)) && !demo.contain(loginName);
    }

    private boolean isGuessable(String password, String loginName, Collection<String> words) {
        var known = new ArrayList<>(local);
        known.add(loginName.toLowerCase(Locale.ROOT));
        words.forEach(word -> known.add(word.toLowerCase(Locale.ROOT)));
        var judged = password.substring(
                0, password.offsetByCodePoints(0, Math.min(JUDGED, password.codePointCount(0, password.length()))));
        // A word that everybody tries, with a year or a sign before or behind it.
        var core = password.toLowerCase(Locale.ROOT).replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        return known.contains(core)
                || common.contains(core)
                || zxcvbn.measure(judged, known).getScore() < LEAST_SCORE;
    }

    private static List<String> local() {
        try (var words = PasswordPolicy.class.getResourceAsStream("/core/content/password-words.txt")) {
            return new String(Objects.requireNonNull(words).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("expected core/content/password-words.txt on the class path", missing);
        }
    }

    private static Set<String> common() {
        try {
            return Set.copyOf(StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies());
        } catch (IOException missing) {
            throw new UncheckedIOException("expected the list of common passwords on the class path", missing);
        }
    }

    /** How many kinds of characters there are: capitals, small letters, digits, other letters such as 汉字, signs. */
    static long kinds(String password) {
        return password.codePoints().map(PasswordPolicy::kind).distinct().count();
    }

    private static int kind(int character) {
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER -> 0;
            case Character.LOWERCASE_LETTER -> 1;
            case Character.DECIMAL_DIGIT_NUMBER -> 2;
            case Character.OTHER_LETTER -> 3;
            default -> 4;
        };
    }
}
