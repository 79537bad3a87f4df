package cn.mingbai.core.notices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The notices to whoever is signed in. */
@Service
public class NoticeBox {

    /** The most notices that are listed. */
    public static final int MOST = 100;

    private static final String OWN = "a notice belongs to one person, and only that person's are touched";

    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Mailer mailer;
    private final DiskRoom room;
    private final Texts texts;
    private final Clock clock;

    NoticeBox(JdbcClient jdbc, Access access, Audit audit, Mailer mailer, DiskRoom room, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.mailer = mailer;
        this.room = room;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * A notice.
     *
     * @param text its sentence in the reader's language
     * @param path where it leads, without leading slash; empty for nowhere
     */
    public record Line(NoticeId id, String text, String path, Instant postedAt, boolean read) {}

    /** The caller's notices, the unread first, then the newest; at most {@link #MOST}. */
    @NotDivisionScoped(OWN)
    @Transactional(readOnly = true)
    public List<Line> mine(Locale locale) {
        access.require(Action.STUDY);
        return jdbc.sql("select id, text_key, arguments, path, posted_at, read_at from notice where person_id = :me"
                        + " order by read_at is not null, posted_at desc, id desc limit :most")
                .param("me", access.caller().person().value())
                .param("most", MOST)
                .query((row, index) -> new Line(
                        new NoticeId(row.getLong("id")),
                        texts.get(
                                locale,
                                row.getString("text_key"),
                                InAppNotices.arguments(row.getString("arguments"))
                                        .toArray()),
                        row.getString("path"),
                        Times.instant(row.getObject("posted_at", LocalDateTime.class)),
                        row.getObject("read_at") != null))
                .list();
    }

    /** How many of the caller's notices are unread. */
    @NotDivisionScoped(OWN)
    @Transactional(readOnly = true)
    public int unread() {
        access.require(Action.STUDY);
        return jdbc.sql("select count(*) from notice where person_id = :me and read_at is null")
                .param("me", access.caller().person().value())
                .query(Integer.class)
                .single();
    }

    /** Marks those of the caller's as read, where there is room to note that; others are left alone. */
    @NotDivisionScoped(OWN)
    public void markRead(Set<NoticeId> ids) {
        access.require(Action.STUDY);
        if (ids.isEmpty() || room.refusesRows()) {
            return;
        }
        jdbc.sql("update notice set read_at = :now where person_id = :me and id in (:ids) and read_at is null")
                .param("now", Times.sql(clock.instant()))
                .param("me", access.caller().person().value())
                .param("ids", ids.stream().map(NoticeId::value).toList())
                .update();
    }

    /**
     * Where the caller's notices go by mail.
     *
     * @param offered whether mails are sent at all
     * @param address the caller's address, empty when they want none
     */
    public record Mailing(boolean offered, String address) {}

    /** Whether mails are sent, and where the caller's go. */
    @NotDivisionScoped(OWN)
    @Transactional(readOnly = true)
    public Mailing mailing() {
        access.require(Action.STUDY);
        return new Mailing(
                mailer.isSetUp(),
                jdbc.sql("select coalesce(email, '') from person where id = :me")
                        .param("me", access.caller().person().value())
                        .query(String.class)
                        .single());
    }

    /**
     * Sets where the caller's notices go by mail.
     *
     * @param address one address of at most 254 characters, or blank for no mails
     * @throws RuleViolation when it is no address
     */
    @NotDivisionScoped(OWN)
    @Transactional
    public void mailTo(String address) {
        access.require(Action.STUDY);
        var me = access.caller().person().value();
        var checked = address.isBlank() ? null : MailAddress.checked(address);
        jdbc.sql("update person set email = :address where id = :me")
                .param("address", checked)
                .param("me", me)
                .update();
        audit.record("person.email", "person " + me, null, checked == null ? "no mails" : "mails to " + checked);
    }
}
