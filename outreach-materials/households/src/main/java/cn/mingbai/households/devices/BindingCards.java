package cn.mingbai.households.devices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The codes on outreach workers' cards (绑定码), whoever asks. */
@Component
@Internal
public class BindingCards {

    /** How long a code binds, and how long a phone stays bound. */
    public static final Duration GOOD_FOR = Duration.ofDays(90);

    /** WeChat and the browser of one phone keep nothing in common, and each is bound for itself. */
    public static final int PHONES = 2;

    private final Codes codes;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final Clock clock;

    BindingCards(Codes codes, Audit audit, JdbcClient jdbc, Clock clock) {
        this.codes = codes;
        this.audit = audit;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A code in force. */
    record Card(long id, PersonId person, DivisionId village, Instant expiresAt) {}

    /**
     * The address to print on a worker's card, in the caller's transaction. Each card bears a code of its own: the earlier
     * codes of this worker for this village end, while the phones that they bound stay bound.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String address(PersonId person, DivisionId village, PersonId issuedBy) {
        return codes.address(
                CodeKind.BINDING, codes.token(CodeKind.BINDING, issue(person, village, issuedBy, clock.instant())));
    }

    /**
     * A code that still binds.
     *
     * @param issuedAt when its card was printed
     * @param phones how many phones it bound, at most {@value #PHONES}
     */
    public record InForce(PersonId person, DivisionId village, Instant issuedAt, Instant expiresAt, int phones) {}

    /** The codes in force of the workers of these villages. */
    public List<InForce> inForce(Collection<DivisionId> villages) {
        return villages.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select coalesce(k.kept_id, c.person_id), c.village_id, c.issued_at, c.expires_at,
                          (select count(distinct d.installation) from device d where d.card_id = c.id)
                        from binding_card c left join person_alias k on k.person_id = c.person_id
                        where c.village_id in (:villages) and c.revoked_at is null and c.expires_at > :now
                        order by c.id
                        """)
                        .param(
                                "villages",
                                villages.stream().map(DivisionId::value).toList())
                        .param("now", Times.sql(clock.instant()))
                        .query((row, index) -> new InForce(
                                new PersonId(row.getLong(1)),
                                new DivisionId(row.getLong(2)),
                                Times.instant(row.getObject(3, LocalDateTime.class)),
                                Times.instant(row.getObject(4, LocalDateTime.class)),
                                row.getInt(5)))
                        .list();
    }

    private long issue(PersonId person, DivisionId village, PersonId issuedBy, Instant now) {
        jdbc.sql("update binding_card set revoked_at = :now where person_id = :person and village_id = :village"
                        + " and revoked_at is null")
                .param("now", Times.sql(now))
                .param("person", person.value())
                .param("village", village.value())
                .update();
        var id = jdbc.sql("select next value for binding_card_seq")
                .query(Long.class)
                .single();
        jdbc.sql("insert into binding_card (id, person_id, village_id, issued_at, issued_by, expires_at)"
                        + " values (:id, :person, :village, :now, :by, :expires)")
                .param("id", id)
                .param("person", person.value())
                .param("village", village.value())
                .param("now", Times.sql(now))
                .param("by", issuedBy.value())
                .param("expires", Times.sql(now.plus(GOOD_FOR)))
                .update();
        audit.record("phone.card", "person " + person.value(), village, "binding card " + id);
        return id;
    }

    /** Ends the codes that bound a phone, in the caller's transaction: whoever finds the phone may find them on it. */
    void revokeThatBound(String installation, PersonId person, Instant now) {
        jdbc.sql("update binding_card set revoked_at = :now where revoked_at is null and id in (select d.card_id"
                        + " from device d where d.installation = :installation and d.person_id = :person)")
                .param("now", Times.sql(now))
                .param("installation", installation)
                .param("person", person.value())
                .update();
    }

    /**
     * The card behind a code in force; its row stays locked until the transaction ends. Unknown, revoked, expired and
     * malformed codes answer alike, empty.
     *
     * @param code as scanned or typed; blanks and hyphens between groups are passed over
     */
    Optional<Card> behind(String code) {
        var card = code.length() > 60
                ? java.util.OptionalLong.empty()
                : codes.resolve(CodeKind.BINDING, code.replaceAll("[\\s-]", ""));
        if (card.isEmpty()) {
            return Optional.empty();
        }
        return jdbc.sql("""
                select c.id, coalesce(k.kept_id, c.person_id), c.village_id, c.expires_at from binding_card c
                left join person_alias k on k.person_id = c.person_id
                where c.id = :id and c.revoked_at is null and c.expires_at > :now for update
                """)
                .param("id", card.getAsLong())
                .param("now", Times.sql(clock.instant()))
                .query((row, index) -> new Card(
                        row.getLong(1),
                        new PersonId(row.getLong(2)),
                        new DivisionId(row.getLong(3)),
                        Times.instant(row.getObject(4, LocalDateTime.class))))
                .optional();
    }
}
