package cn.mingbai.district.feed;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes keys of the feed and finds what a key may read. */
@Component
class FeedKeys {

    private static final int BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{32}");
    private static final int SEEN_EVERY_SECONDS = 60;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;

    FeedKeys(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A key in force.
     *
     * @param issuedBy the officer who answers for it
     * @param namesReason why names may be read in clear, or null
     */
    record Key(
            FeedTokenId id,
            String label,
            PersonId issuedBy,
            @Nullable String namesReason) {}

    private record Row(Key key, Instant expires, @Nullable Instant withdrawn) {}

    /** A new key: 160 random bits, 32 symbols. */
    String newKey() {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base32.encode(bytes);
    }

    /** What the database keeps of a key. */
    static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    /**
     * The key as it was sent, and notes that it was used.
     *
     * @param text may be hostile
     * @throws AccessRefused when there is none, or it has expired or was withdrawn
     */
    Key open(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new AccessRefused("district.feed.key-unknown");
        }
        var row = jdbc.sql("select id, label, issued_by, names_reason, expires_at, withdrawn_at from feed_token"
                        + " where digest = :digest")
                .param("digest", digest(text))
                .query((found, index) -> {
                    var withdrawn = found.getObject(6, LocalDateTime.class);
                    return new Row(
                            new Key(
                                    new FeedTokenId(found.getLong(1)),
                                    found.getString(2),
                                    new PersonId(found.getLong(3)),
                                    found.getString(4)),
                            Times.instant(found.getObject(5, LocalDateTime.class)),
                            withdrawn == null ? null : Times.instant(withdrawn));
                })
                .optional()
                .orElseThrow(() -> new AccessRefused("district.feed.key-unknown"));
        var now = clock.instant();
        if (row.withdrawn() != null) {
            throw new AccessRefused("district.feed.key-withdrawn");
        }
        if (!row.expires().isAfter(now)) {
            throw new AccessRefused("district.feed.key-expired");
        }
        jdbc.sql("update feed_token set last_used_at = :now where id = :id"
                        + " and (last_used_at is null or last_used_at < :before)")
                .param("now", Times.sql(now))
                .param("before", Times.sql(now.minusSeconds(SEEN_EVERY_SECONDS)))
                .param("id", row.key().id().value())
                .update();
        return row.key();
    }

    /** The units of a key, as they were given. */
    List<DivisionId> roots(FeedTokenId token) {
        return jdbc.sql("select s.division_id from feed_scope s where s.token_id = :token order by s.division_id")
                .param("token", token.value())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list();
    }
}
