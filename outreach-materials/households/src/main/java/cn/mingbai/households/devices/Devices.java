package cn.mingbai.households.devices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Reason;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Phones: registered by who is signed in or holds a worker's card; listed and withdrawn by officers. */
@Service
public class Devices {

    private static final int LABEL_LENGTH = 60;
    private static final int MOST_A_DAY = 20;

    private static final String SELECT = """
            select d.id, d.person_id, s.name, d.village_id, v.name, d.label, d.card_id is not null, d.registered_at,
              d.expires_at, d.withdrawn_at, d.withdrawn_why,
              (select max(r.recorded_at) from visit r where r.device_id = d.id), d.seen_at, d.unsent, d.unsent_at,
              coalesce(v.level = 'VILLAGE', true)
            from device d join person s on s.id = d.person_id
            left join division_version v on v.division_id = d.village_id and v.superseded_at = '9999-12-31'
              and v.valid_from <= :today and v.valid_to > :today
            where not exists (select 1 from device n where n.installation = d.installation
              and n.person_id = d.person_id and n.id > d.id)
            """;

    private final DeviceKeys keys;
    private final BindingCards cards;
    private final PostingDirectory postings;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Devices(
            DeviceKeys keys,
            BindingCards cards,
            PostingDirectory postings,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.keys = keys;
        this.cards = cards;
        this.postings = postings;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A phone just registered.
     *
     * @param key told once: only its digest is kept
     * @param worker the name of {@code person}
     */
    public record Registered(DeviceId device, String key, Instant expires, PersonId person, String worker) {

        @Override
        public String toString() {
            return "Registered[" + device + ", …]";
        }
    }

    /**
     * A phone as lists show it; of one registered several times, the last registration.
     *
     * @param villageName the village's name today, empty when it is no more
     * @param byCard whether a card bound it, and not somebody signed in
     * @param withdrawnAt null while nobody withdrew it
     * @param lastVisit when it last handed in a visit, or null
     * @param lastSeen when it last asked for something or handed a visit in, or null
     * @param unsent how many records it last said it had not handed in, or null when it never said
     * @param unsentAt when it said so, or null
     * @param ofVillage whether it is an outreach worker's; an inspector's is registered for a town or the district
     */
    public record Line(
            DeviceId device,
            PersonId person,
            String worker,
            DivisionId village,
            String villageName,
            String label,
            boolean byCard,
            Instant registered,
            Instant expires,
            @Nullable Instant withdrawnAt,
            @Nullable String withdrawnWhy,
            @Nullable Instant lastVisit,
            @Nullable Instant lastSeen,
            @Nullable Integer unsent,
            @Nullable Instant unsentAt,
            boolean ofVillage) {

        /** Whether a phone in use is silent at {@code now}: an inspector's is needed only now and then. */
        boolean isSilent(Instant now) {
            return ofVillage && (lastSeen == null ? registered : lastSeen).isBefore(now.minus(SilentPhones.AFTER));
        }
    }

    /** Under whose name a phone would be registered, and the names of the villages or other units it would serve. */
    public record Registrant(String name, List<String> villages) {}

    /** Who would register a phone now: the caller. */
    @NotDivisionScoped("the caller's own name and posts only")
    @Transactional(readOnly = true)
    public Registrant registrant() {
        var reach = access.require(Action.REGISTER_PHONE);
        return new Registrant(
                access.caller().name(),
                jdbc.sql("select v.name from division_version v where v.division_id in (:villages)"
                                + " and v.superseded_at = '9999-12-31' and v.valid_from <= :today and v.valid_to > :today"
                                + " order by v.code")
                        .param("villages", reach.rootIds())
                        .param("today", reach.day())
                        .query(String.class)
                        .list());
    }

    /**
     * Registers the phone of who is signed in.
     *
     * @param installation made by the phone once and kept there: the same again is the same phone
     * @param label what the phone calls itself; cut and cleaned
     * @throws Conflict when the person registered too often today
     */
    @Transactional
    public Registered register(UUID installation, String label) {
        var reach = access.require(Action.REGISTER_PHONE);
        var person = access.caller().person();
        // Who serves a village and inspects besides is asked about the phone in the village.
        var village = (access.may(Action.RECORD_VISIT) ? access.require(Action.RECORD_VISIT) : reach)
                .roots()
                .iterator()
                .next();
        var registered = insert(installation, person, village, label, null);
        audit.record("phone.register", "phone " + registered.device().value(), village, "signed in");
        return registered;
    }

    /**
     * Binds a phone by the code on a worker's card. Sent again, as after a lost answer, it is the same phone with a new
     * key.
     *
     * @param code as scanned or typed
     * @throws NotFound when the code is unknown, revoked or expired, or its worker serves nowhere any more; all alike
     * @throws Conflict when it bound {@value BindingCards#PHONES} other phones already
     */
    @NotDivisionScoped("the code of the card says whose phone it becomes")
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public Registered bind(String code, UUID installation, String label) {
        var card = cards.behind(code).orElseThrow(() -> new NotFound("households.phone.code-unknown"));
        if (postings.of(card.person(), Times.today(clock)).stream()
                .noneMatch(posted -> posted.division().equals(card.village())
                        && posted.duty().name().startsWith("OUTREACH"))) {
            throw new NotFound("households.phone.code-unknown");
        }
        var others = jdbc.sql("select count(distinct installation) from device where card_id = :card"
                        + " and installation <> :installation")
                .param("card", card.id())
                .param("installation", installation.toString())
                .query(Integer.class)
                .single();
        if (others >= BindingCards.PHONES) {
            throw new Conflict("households.phone.code-used", BindingCards.PHONES);
        }
        var registered = insert(installation, card.person(), card.village(), label, card.id());
        audit.recordFor(
                card.person(),
                "phone.register",
                "phone " + registered.device().value(),
                card.village(),
                "binding card " + card.id());
        return registered;
    }

    private Registered insert(
            UUID installation, PersonId person, DivisionId village, String label, @Nullable Long card) {
        var now = clock.instant();
        var today = jdbc.sql("select count(*) from device where person_id = :person and registered_at > :dayAgo")
                .param("person", person.value())
                .param("dayAgo", Times.sql(now.minusSeconds(86_400)))
                .query(Integer.class)
                .single();
        if (today >= MOST_A_DAY) {
            throw new Conflict("households.phone.too-many", MOST_A_DAY);
        }
        var first = jdbc.sql("select min(known_since) from device where installation = :installation"
                        + " and person_id = :person")
                .param("installation", installation.toString())
                .param("person", person.value())
                .query(LocalDateTime.class)
                .optional();
        var id = jdbc.sql("select next value for device_seq").query(Long.class).single();
        var key = keys.newKey();
        var expires = now.plus(BindingCards.GOOD_FOR);
        jdbc.sql("""
                insert into device (id, installation, person_id, village_id, key_digest, label, card_id, known_since,
                  registered_at, expires_at)
                values (:id, :installation, :person, :village, :digest, :label, :card, :since, :now, :expires)
                """)
                .param("id", id)
                .param("installation", installation.toString())
                .param("person", person.value())
                .param("village", village.value())
                .param("digest", DeviceKeys.digest(key))
                .param("label", cleaned(label))
                .param("card", card)
                .param("since", first.orElse(Times.sql(now)))
                .param("now", Times.sql(now))
                .param("expires", Times.sql(expires))
                .update();
        var worker = jdbc.sql("select name from person where id = :person")
                .param("person", person.value())
                .query(String.class)
                .single();
        return new Registered(new DeviceId(id), key, expires, person, worker);
    }

    /** The phones registered for villages within reach, by village and worker; at most 2,000. */
    @Transactional(readOnly = true)
    public List<Line> list() {
        var reach = access.require(Action.EDIT_PEOPLE);
        return jdbc.sql(SELECT + " and " + Reach.covers("d.village_id")
                        + " order by v.code, s.name, d.person_id, d.registered_at desc limit 2000")
                .param("today", Times.today(clock))
                .params(reach.parameters())
                .query(Devices::line)
                .list();
    }

    /** The caller's own phones, the last registered first. */
    @NotDivisionScoped("the caller's own phones only")
    @Transactional(readOnly = true)
    public List<Line> own() {
        return jdbc.sql(SELECT + " and d.person_id = :person order by d.registered_at desc limit 100")
                .param("today", Times.today(clock))
                .param("person", access.caller().person().value())
                .query(Devices::line)
                .list();
    }

    /**
     * Withdraws a phone: it fetches nothing any more, and may still hand in what it recorded before. The code that bound it
     * ends with it, since the phone may still have it; the worker's other phones and codes stay.
     *
     * @param reason why, 1 to {@value Reason#LENGTH} characters
     * @throws NotFound when there is no such phone within reach
     */
    @Transactional
    public void withdraw(DeviceId device, String reason) {
        var reach = access.require(Action.EDIT_PEOPLE);
        end(
                jdbc.sql("select d.installation, d.person_id, d.village_id from device d where d.id = :id and "
                                + Reach.covers("d.village_id"))
                        .param("id", device.value())
                        .params(reach.parameters())
                        .query(Devices::phone)
                        .optional(),
                device,
                reason);
    }

    /**
     * Withdraws a phone of the caller's own, such as a lost one.
     *
     * @param reason why, 1 to {@value Reason#LENGTH} characters
     * @throws NotFound when it is not the caller's
     */
    @NotDivisionScoped("the caller's own phones only")
    @Transactional
    public void withdrawOwn(DeviceId device, String reason) {
        end(
                jdbc.sql(
                                "select installation, person_id, village_id from device where id = :id and person_id = :person")
                        .param("id", device.value())
                        .param("person", access.caller().person().value())
                        .query(Devices::phone)
                        .optional(),
                device,
                reason);
    }

    private record Phone(String installation, PersonId person, DivisionId village) {}

    private static Phone phone(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        return new Phone(row.getString(1), new PersonId(row.getLong(2)), new DivisionId(row.getLong(3)));
    }

    private void end(Optional<Phone> found, DeviceId device, String reason) {
        var phone = found.orElseThrow(() -> new NotFound("core.access.not-found"));
        var why = Reason.checked(reason);
        var now = clock.instant();
        jdbc.sql("update device set withdrawn_at = :now, withdrawn_by = :by, withdrawn_why = :why"
                        + " where installation = :installation and person_id = :person and withdrawn_at is null")
                .param("now", Times.sql(now))
                .param("by", access.caller().person().value())
                .param("why", why)
                .param("installation", phone.installation())
                .param("person", phone.person().value())
                .update();
        cards.revokeThatBound(phone.installation(), phone.person(), now);
        audit.record("phone.withdraw", "phone " + device.value(), phone.village(), why);
    }

    private static String cleaned(String label) {
        var plain = Normalizer.normalize(label, Normalizer.Form.NFC)
                .codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(LABEL_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return plain.isEmpty() ? "-" : plain;
    }

    private static Line line(java.sql.ResultSet row, int index) throws java.sql.SQLException {
        var village = row.getString(5);
        var withdrawn = row.getObject(10, LocalDateTime.class);
        var last = instant(row.getObject(12, LocalDateTime.class));
        var seen = instant(row.getObject(13, LocalDateTime.class));
        return new Line(
                new DeviceId(row.getLong(1)),
                new PersonId(row.getLong(2)),
                row.getString(3),
                new DivisionId(row.getLong(4)),
                village == null ? "" : village,
                row.getString(6),
                row.getBoolean(7),
                Times.instant(row.getObject(8, LocalDateTime.class)),
                Times.instant(row.getObject(9, LocalDateTime.class)),
                withdrawn == null ? null : Times.instant(withdrawn),
                row.getString(11),
                last,
                seen == null || last != null && last.isAfter(seen) ? last : seen,
                row.getObject(14, Integer.class),
                instant(row.getObject(15, LocalDateTime.class)),
                row.getBoolean(16));
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime time) {
        return time == null ? null : Times.instant(time);
    }
}
