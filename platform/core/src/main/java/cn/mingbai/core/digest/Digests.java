package cn.mingbai.core.digest;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.i18n.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the signed-in officer was told of, and what they want to be told of. */
@Service
public class Digests {

    private static final String OWN = "a digest belongs to one person, and only that person's are touched";
    private static final int DAYS = 14;

    private final ObjectProvider<DigestSource> sources;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Texts texts;

    Digests(ObjectProvider<DigestSource> sources, JdbcClient jdbc, Access access, Audit audit, Texts texts) {
        this.sources = sources;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
    }

    /** A line that was told on a day, and where it leads. */
    public record Line(String text, String path) {}

    /** What was told on a day. */
    public record Day(LocalDate day, List<Line> lines) {}

    /** The caller's last digests, the newest first. */
    @NotDivisionScoped(OWN)
    @Transactional(readOnly = true)
    public List<Day> mine(Locale locale) {
        access.require(Action.READ_DIGEST);
        var days = new ArrayList<Day>();
        jdbc.sql("select l.day, l.chinese, l.english, l.path from officer_digest_line l where l.person_id = :me"
                        + " and l.day >= coalesce((select min(day) from (select distinct day from officer_digest_line"
                        + " where person_id = :me order by day desc limit :days) last), l.day)"
                        + " order by l.day desc, l.id")
                .param("me", access.caller().person().value())
                .param("days", DAYS)
                .query(row -> {
                    var day = row.getObject(1, LocalDate.class);
                    if (days.isEmpty() || !days.getLast().day().equals(day)) {
                        days.add(new Day(day, new ArrayList<>()));
                    }
                    days.getLast()
                            .lines()
                            .add(new Line(row.getString(locale.getLanguage().equals("en") ? 3 : 2), row.getString(4)));
                });
        return days;
    }

    /** A kind of thing that digests tell of, and whether the caller wants it. */
    public record Switch(String kind, String title, boolean isOn) {}

    /** The kinds, in the order of a digest. */
    @NotDivisionScoped(OWN)
    @Transactional(readOnly = true)
    public List<Switch> switches(Locale locale) {
        access.require(Action.READ_DIGEST);
        var off = new HashSet<>(jdbc.sql("select kind from officer_digest_off where person_id = :me")
                .param("me", access.caller().person().value())
                .query(String.class)
                .list());
        return DigestJob.ordered(sources).stream()
                .map(source ->
                        new Switch(source.kind(), texts.get(locale, source.title()), !off.contains(source.kind())))
                .toList();
    }

    /**
     * Switches a kind on or off for the caller.
     *
     * @throws NotFound when there is no such kind
     */
    @NotDivisionScoped(OWN)
    @Transactional
    public void turn(String kind, boolean on) {
        access.require(Action.READ_DIGEST);
        if (sources.stream().noneMatch(source -> source.kind().equals(kind))) {
            throw new NotFound("core.access.not-found");
        }
        var me = access.caller().person().value();
        var changed = jdbc.sql(
                        on
                                ? "delete from officer_digest_off where person_id = :me and kind = :kind"
                                : "insert ignore into officer_digest_off (person_id, kind) values (:me, :kind)")
                .param("me", me)
                .param("kind", kind)
                .update();
        if (changed > 0) {
            audit.record("digest.switch", "person " + me, null, kind + (on ? " on" : " off"));
        }
    }
}
