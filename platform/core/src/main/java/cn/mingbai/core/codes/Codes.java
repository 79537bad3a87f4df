package cn.mingbai.core.codes;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.crypto.Keys;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Issues and resolves the tokens behind printed codes. A token is derived with a key outside the database, so a reprint
 * bears the same code and the database alone can neither forge nor print one; it keeps only hashes.
 */
@Component
@Internal
public class Codes {

    /** 128 bits in base 32. */
    private static final Pattern TOKEN = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

    private static final int TOKEN_BYTES = 16;

    private final byte[] key;
    private final String publicBase;
    private final JdbcClient jdbc;
    private final Clock clock;

    Codes(Keys keys, @Value("${mingbai.public-base}") String publicBase, JdbcClient jdbc, Clock clock) {
        this.key = keys.key("code");
        this.publicBase = publicBase.replaceAll("/+$", "");
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The token of the subject's code in force, issued now if it has none. Printing it again gives the same. */
    @Transactional
    public String token(CodeKind kind, long subject) {
        var version = versionInForce(kind, subject);
        if (version == 0) {
            version = lastVersion(kind, subject) + 1;
            issue(kind, subject, version);
        }
        return derive(kind, subject, version);
    }

    /** Issues the codes that these subjects lack, in one batch. */
    @Transactional
    public void issueMissing(CodeKind kind, List<Long> subjects) {
        subjects.forEach(subject -> token(kind, subject));
    }

    /** The full address that a printed code holds: upper case, so that it stays in the alphanumeric alphabet of QR. */
    public String address(CodeKind kind, String token) {
        return (publicBase.toUpperCase(java.util.Locale.ROOT) + "/" + kind.prefix() + "/" + token);
    }

    /** The subject of a token in force; unknown and revoked tokens answer alike, empty. */
    @Transactional(readOnly = true)
    public OptionalLong resolve(CodeKind kind, String token) {
        if (!TOKEN.matcher(token).matches()) {
            return OptionalLong.empty();
        }
        return jdbc.sql("select subject_id from code where token_hash = :hash and kind = :kind and revoked_at is null")
                .param("hash", hash(token))
                .param("kind", kind.name())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Revokes the subject's code in force, if any; the next {@link #token} is another one. */
    @Transactional
    public void revoke(CodeKind kind, long subject) {
        jdbc.sql(
                        "update code set revoked_at = :now where kind = :kind and subject_id = :subject and revoked_at is null")
                .param("now", Times.sql(clock.instant()))
                .param("kind", kind.name())
                .param("subject", subject)
                .update();
    }

    private int versionInForce(CodeKind kind, long subject) {
        return jdbc.sql("select version from code where kind = :kind and subject_id = :subject and revoked_at is null")
                .param("kind", kind.name())
                .param("subject", subject)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private int lastVersion(CodeKind kind, long subject) {
        return jdbc.sql("select coalesce(max(version), 0) from code where kind = :kind and subject_id = :subject")
                .param("kind", kind.name())
                .param("subject", subject)
                .query(Integer.class)
                .single();
    }

    private void issue(CodeKind kind, long subject, int version) {
        jdbc.sql("""
                insert into code (id, kind, subject_id, version, token_hash, issued_at)
                values (next value for code_seq, :kind, :subject, :version, :hash, :now)
                """)
                .param("kind", kind.name())
                .param("subject", subject)
                .param("version", version)
                .param("hash", hash(derive(kind, subject, version)))
                .param("now", Times.sql(clock.instant()))
                .update();
    }

    private String derive(CodeKind kind, long subject, int version) {
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
