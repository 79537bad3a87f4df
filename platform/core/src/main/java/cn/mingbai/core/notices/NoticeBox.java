package cn.mingbai.core.notices;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
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
    private final Texts texts;
    private final Clock clock;

    NoticeBox(JdbcClient jdbc, Access access, Texts texts, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
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

    /**
     * Marks one as read.
     *
     * @throws NotFound when the caller has no such notice
     */
    @NotDivisionScoped(OWN)
    @Transactional
    public void markRead(NoticeId id) {
        access.require(Action.STUDY);
        var marked = jdbc.sql("update notice set read_at = coalesce(read_at, :now) where id = :id and person_id = :me")
                .param("now", Times.sql(clock.instant()))
                .param("id", id.value())
                .param("me", access.caller().person().value())
                .update();
        if (marked == 0) {
            throw new NotFound("core.access.not-found");
        }
    }

    /** Marks all as read. */
    @NotDivisionScoped(OWN)
    @Transactional
    public void markAllRead() {
        access.require(Action.STUDY);
        jdbc.sql("update notice set read_at = :now where person_id = :me and read_at is null")
                .param("now", Times.sql(clock.instant()))
                .param("me", access.caller().person().value())
                .update();
    }
}
