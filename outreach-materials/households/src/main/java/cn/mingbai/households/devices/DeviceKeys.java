package cn.mingbai.households.devices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.InLists;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
              p.division_id, p.valid_from, p.valid_to, w.name, d.key_digest
            from device d left join person_alias k on k.person_id = d.person_id
            join person w on w.id = coalesce(k.kept_id, d.person_id)
            """;
    private static final String OUTREACH =
            " and p.duty in ('OUTREACH_A', 'OUTREACH_B') and p.superseded_at = '9999-12-31'";

    private static final Comparator<Device.Post> ORDER = Comparator.comparing(Device.Post::from)
            .thenComparing(Device.Post::to)
            .thenComparingLong(post -> post.village().value());

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
        return Optional.ofNullable(behind(Set.of(key)).get(key));
    }

    /** The phones with these keys like {@link #behind(String)}, by key, in one go; keys that are none are missing. */
    public Map<String, Device> behind(Collection<String> keys) {
        var asked = new HashMap<ByteBuffer, String>();
        for (var key : keys) {
            if (FORM.matcher(key).matches()) {
                asked.put(ByteBuffer.wrap(digest(key)), key);
            }
        }
        var found = new HashMap<String, Device>();
        if (!asked.isEmpty()) {
            where(
                            "d.key_digest in (:values)",
                            InLists.padded(asked.keySet().stream()
                                    .map(ByteBuffer::array)
                                    .toList()))
                    .forEach((digest, device) -> found.put(Objects.requireNonNull(asked.get(digest)), device));
        }
        return found;
    }

    /** The phone with this id, as a file that it wrote names it; also when it is expired or withdrawn. */
    public Optional<Device> byId(DeviceId id) {
        return where("d.id in (:values)", List.of(id.value())).values().stream().findFirst();
    }

    private Map<ByteBuffer, Device> where(String condition, List<?> values) {
        var posts = new HashMap<ByteBuffer, List<Device.Post>>();
        var found = new HashMap<ByteBuffer, Device>();
        // One row for each posting: a record costs one statement to know who hands it in, and what they serve.
        // Those of a person that was merged into this one are found apart, each by its index.
        jdbc.sql((DEVICE + "left join posting p on p.person_id = coalesce(k.kept_id, d.person_id)" + OUTREACH
                        + " where " + condition + " union all " + DEVICE
                        + "join person_alias o on o.kept_id = coalesce(k.kept_id, d.person_id)"
                        + " join posting p on p.person_id = o.person_id" + OUTREACH + " where " + condition))
                .param("values", values)
                .query(row -> {
                    var digest = ByteBuffer.wrap(row.getBytes(11));
                    var its = posts.computeIfAbsent(digest, key -> new ArrayList<>());
                    if (row.getObject(7) != null) {
                        its.add(new Device.Post(
                                new DivisionId(row.getLong(7)),
                                row.getObject(8, LocalDate.class),
                                row.getObject(9, LocalDate.class)));
                    }
                    var withdrawn = row.getObject(6, LocalDateTime.class);
                    found.put(
                            digest,
                            new Device(
                                    new DeviceId(row.getLong(1)),
                                    new PersonId(row.getLong(2)),
                                    row.getString(10),
                                    new DivisionId(row.getLong(3)),
                                    Times.instant(row.getObject(4, LocalDateTime.class)),
                                    Times.instant(row.getObject(5, LocalDateTime.class)),
                                    withdrawn == null ? null : Times.instant(withdrawn),
                                    its));
                });
        // In one order, so that the same phone asked for twice is equal.
        found.replaceAll((digest, device) ->
                device.serving(posts.get(digest).stream().sorted(ORDER).toList()));
        return found;
    }
}
