package cn.mingbai.core.codes;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.start.StartRefused;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues and resolves the tokens behind printed codes. A token is derived with a key outside the database, so a reprint
 * bears the same code and the database alone can neither forge nor print one; it keeps only hashes.
 *
 * <p>Of the versions of a subject's code at most one is in force: a further version is issued only after the one before
 * was revoked, and the unique key on (kind, subject, version) refuses a second of the same number.
 */
@Component
@Internal
public class Codes {

    /** 128 bits in base 32. */
    private static final Pattern TOKEN = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

    /** Anything typed that could be a token, before {@link #normalised} has looked at it. */
    private static final Pattern TYPED = Pattern.compile("[0-9A-Za-z]{26}");

    private static final Pattern OWN_MACHINE = Pattern.compile("(?i)https?://(localhost|127\\.[0-9.]+)(:\\d+)?");
    private static final int TOKEN_BYTES = 16;
    private static final int CHUNK = 1000;

    private final byte[] key;
    private final String publicBase;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;

    Codes(
            Keys keys,
            @Value("${mingbai.public-base}") String publicBase,
            JdbcClient jdbc,
            JdbcTemplate batches,
            Clock clock) {
        this.key = keys.key("code");
        this.publicBase = BaseAddress.trimmed(publicBase);
        if (!BaseAddress.isOne(this.publicBase)) {
            throw new StartRefused("expected mingbai.public-base to be a scheme and a host, for example"
                    + " https://mb.example.cn, without a path and without characters other than letters, digits, '.'"
                    + " and '-', but got " + publicBase);
        }
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
    }

    /** The token of the subject's code in force, issued now if it has none. Printing it again gives the same. */
    @Transactional
    public String token(CodeKind kind, long subject) {
        return tokens(kind, List.of(subject)).get(subject);
    }

    /**
     * The tokens of these subjects' codes in force, in the order asked; those that are missing are issued now, in one
     * batch.
     */
    @Transactional
    public Map<Long, String> tokens(CodeKind kind, List<Long> subjects) {
        var versions = versionsInForce(kind, subjects, "");
        var missing = subjects.stream()
                .filter(subject -> !versions.containsKey(subject))
                .distinct()
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            versions.putAll(issue(kind, missing));
        }
        var tokens = new LinkedHashMap<Long, String>();
        subjects.forEach(subject -> tokens.put(subject, derive(kind, subject, versions.get(subject))));
        return tokens;
    }

    /**
     * What recognises the codes in force of these subjects and makes none of them: the first ten hexadecimal digits of the
     * SHA-256 of each token. Subjects without a code in force are missing.
     */
    @Transactional(readOnly = true)
    public Map<Long, String> fingerprints(CodeKind kind, List<Long> subjects) {
        var fingerprints = new HashMap<Long, String>();
        for (var from = 0; from < subjects.size(); from += CHUNK) {
            jdbc.sql("select subject_id, lower(left(hex(token_hash), 10)) from code where kind = :kind"
                            + " and subject_id in (:subjects) and revoked_at is null")
                    .param("kind", kind.name())
                    .param("subjects", subjects.subList(from, Math.min(from + CHUNK, subjects.size())))
                    .query((row, index) -> fingerprints.put(row.getLong(1), row.getString(2)))
                    .list();
        }
        return fingerprints;
    }

    /** The full address that a printed code holds: upper case, so that it stays in the alphanumeric alphabet of QR. */
    public String address(CodeKind kind, String token) {
        return publicBase.toUpperCase(Locale.ROOT) + "/" + kind.prefix() + "/" + token;
    }

    /**
     * The full address of an open page without a code, in upper case like {@link #address}.
     *
     * @param parts of the path, in the alphanumeric alphabet of QR
     */
    public String publicAddress(String... parts) {
        return publicBase.toUpperCase(Locale.ROOT) + "/" + String.join("/", parts);
    }

    /** Whether the public address leads to the reader's own machine: codes printed with it open nowhere else. */
    public boolean leadsToOwnMachine() {
        return OWN_MACHINE.matcher(publicBase).matches();
    }

    /**
     * The subject of a token in force; unknown, revoked and malformed tokens answer alike, empty.
     *
     * @param token as scanned or typed, in either case; O is read as 0, I and L as 1
     */
    @Transactional(readOnly = true)
    public OptionalLong resolve(CodeKind kind, String token) {
        var normalised = normalised(token);
        if (!TOKEN.matcher(normalised).matches()) {
            return OptionalLong.empty();
        }
        return jdbc.sql("select subject_id from code where token_hash = :hash and kind = :kind and revoked_at is null")
                .param("hash", hash(normalised))
                .param("kind", kind.name())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** A token as it is printed: capitals, with the letters that the alphabet leaves out read as the digits they resemble. */
    public static String normalised(String token) {
        var stripped = token.strip();
        return TYPED.matcher(stripped).matches()
                ? stripped.toUpperCase(Locale.ROOT)
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1')
                : stripped;
    }

    /**
     * Revokes the subject's code in force, if any; the {@link #token} asked for in the next transaction is another one.
     */
    @Transactional
    public void revoke(CodeKind kind, long subject) {
        queue();
        jdbc.sql(
                        "update code set revoked_at = :now where kind = :kind and subject_id = :subject and revoked_at is null")
                .param("now", Times.sql(clock.instant()))
                .param("kind", kind.name())
                .param("subject", subject)
                .update();
    }

    /**
     * Issues codes for subjects that had none in force when last looked at, one transaction after the other.
     *
     * @return the version in force of each
     */
    private Map<Long, Integer> issue(CodeKind kind, List<Long> subjects) {
        queue();
        // Locking reads see what others committed while this one queued; a plain read would still see the old state.
        var inForce = versionsInForce(kind, subjects, " lock in share mode");
        var lacking = subjects.stream()
                .filter(subject -> !inForce.containsKey(subject))
                .toList();
        var last = lastVersions(kind, lacking);
        var now = Times.sql(clock.instant());
        var rows = new ArrayList<Object[]>();
        for (var subject : lacking) {
            var version = last.getOrDefault(subject, 0) + 1;
            rows.add(new Object[] {kind.name(), subject, version, hash(derive(kind, subject, version)), now});
            inForce.put(subject, version);
        }
        for (var from = 0; from < rows.size(); from += CHUNK) {
            batches.batchUpdate(
                    "insert into code (id, kind, subject_id, version, token_hash, issued_at)"
                            + " values (next value for code_seq, ?, ?, ?, ?, ?)",
                    rows.subList(from, Math.min(from + CHUNK, rows.size())),
                    new int[] {Types.VARCHAR, Types.BIGINT, Types.INTEGER, Types.BINARY, Types.TIMESTAMP});
        }
        return inForce;
    }

    /** Waits until no other transaction issues or revokes codes, so that two of them neither collide nor deadlock. */
    private void queue() {
        jdbc.sql("select name from key_fingerprint where name = 'code' for update")
                .query(String.class)
                .single();
    }

    private Map<Long, Integer> versionsInForce(CodeKind kind, List<Long> subjects, String lock) {
        return versions(
                "select subject_id, version from code where kind = :kind and subject_id in (:subjects)"
                        + " and revoked_at is null" + lock,
                kind,
                subjects);
    }

    private Map<Long, Integer> lastVersions(CodeKind kind, List<Long> subjects) {
        return versions(
                "select subject_id, version from code where kind = :kind and subject_id in (:subjects)"
                        + " order by subject_id, version lock in share mode",
                kind,
                subjects);
    }

    private Map<Long, Integer> versions(String sql, CodeKind kind, List<Long> subjects) {
        var versions = new HashMap<Long, Integer>();
        for (var from = 0; from < subjects.size(); from += CHUNK) {
            jdbc.sql(sql)
                    .param("kind", kind.name())
                    .param("subjects", subjects.subList(from, Math.min(from + CHUNK, subjects.size())))
                    .query((row, index) -> versions.put(row.getLong(1), row.getInt(2)))
                    .list();
        }
        return versions;
    }

    String derive(CodeKind kind, long subject, int version) {
        var mac = Keys.hmac(key, kind.name() + "|" + subject + "|" + version);
        return Base32.encode(Arrays.copyOf(mac, TOKEN_BYTES));
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
