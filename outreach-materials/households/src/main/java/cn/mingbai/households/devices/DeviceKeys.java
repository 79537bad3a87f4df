package cn.mingbai.households.devices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes keys of phones and finds the phone behind one. */
@Component
@Internal
public class DeviceKeys {

    private static final int BYTES = 20;
    private static final Pattern FORM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{32}");

    private static final String DEVICE = """
            select d.id, coalesce(k.kept_id, d.person_id), d.village_id, d.known_since, d.expires_at, d.withdrawn_at,
              p.division_id, p.valid_from, p.valid_to
            from device d left join person_alias k on k.person_id = d.person_id
            """;
    private static final String OUTREACH =
            " and p.duty in ('OUTREACH_A', 'OUTREACH_B') and p.superseded_at = '9999-12-31'";

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;

    DeviceKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

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
     * The phone with this key, also when it is expired or withdrawn; empty when there is none.
     *
     * @param key as the phone sent it; may be hostile
     */
    public Optional<Device> behind(String key) {
        return FORM.matcher(key).matches() ? where("d.key_digest = :value", digest(key)) : Optional.empty();
    }

    /** The phone with this id, as a file that it wrote names it; also when it is expired or withdrawn. */
    public Optional<Device> byId(DeviceId id) {
        return where("d.id = :value", id.value());
    }

    private Optional<Device> where(String condition, Object value) {
        var posts = new ArrayList<Device.Post>();
        var found = new ArrayList<Device>();
        // One row for each posting: a record costs one statement to know who hands it in, and what they serve.
        // Those of a person that was merged into this one are found apart, each by its index.
        jdbc.sql((DEVICE + "left join posting p on p.person_id = coalesce(k.kept_id, d.person_id)" + OUTREACH
                        + " where " + condition + " union all " + DEVICE
                        + "join person_alias o on o.kept_id = coalesce(k.kept_id, d.person_id)"
                        + " join posting p on p.person_id = o.person_id" + OUTREACH + " where " + condition))
                .param("value", value)
                .query(row -> {
                    if (row.getObject(7) != null) {
                        posts.add(new Device.Post(
                                new DivisionId(row.getLong(7)),
                                row.getObject(8, LocalDate.class),
                                row.getObject(9, LocalDate.class)));
                    }
                    var withdrawn = row.getObject(6, LocalDateTime.class);
                    found.add(new Device(
                            new DeviceId(row.getLong(1)),
                            new PersonId(row.getLong(2)),
                            new DivisionId(row.getLong(3)),
                            Times.instant(row.getObject(4, LocalDateTime.class)),
                            Times.instant(row.getObject(5, LocalDateTime.class)),
                            withdrawn == null ? null : Times.instant(withdrawn),
                            List.of()));
                });
        return found.stream()
                .findFirst()
                .map(one -> new Device(
                        one.id(),
                        one.person(),
                        one.home(),
                        one.knownSince(),
                        one.expiresAt(),
                        one.withdrawnAt(),
                        List.copyOf(posts)));
    }
}
