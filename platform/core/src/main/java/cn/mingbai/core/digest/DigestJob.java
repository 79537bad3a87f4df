package cn.mingbai.core.digest;

import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.SignedIn;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobKind;
import cn.mingbai.core.jobs.JobRun;
import cn.mingbai.core.jobs.JobStopped;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.time.WorkingHours;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells each officer of districts and towns, on working mornings, what is new to them: one notice a day at most, none when
 * there is nothing, each thing once, and nothing of the kinds that they switched off. Each source is asked with the
 * officer's own rights. A job that comes late, after hours, tells nothing: the next morning does.
 */
@Component
@Internal
class DigestJob implements JobKind {

    static final String NAME = "officer.digest";

    private static final Logger LOG = LoggerFactory.getLogger(DigestJob.class);
    private static final LocalTime MORNING = LocalTime.of(8, 30);

    private final ObjectProvider<DigestSource> sources;
    private final InAppNotices notices;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Texts texts;
    private final Clock clock;

    DigestJob(
            ObjectProvider<DigestSource> sources,
            InAppNotices notices,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            Texts texts,
            Clock clock) {
        this.sources = sources;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public LocalTime daily() {
        return MORNING;
    }

    @Override
    public String dailyTitle() {
        return "core.digest.job";
    }

    @Override
    public void run(JobRun run) {
        if (!WorkingHours.include(clock.instant())) {
            run.result(texts.get(Texts.LOCALES.getFirst(), "core.digest.after-hours"), null);
            return;
        }
        var from = run.checkpoint().map(Cursor::parse).orElse(new Cursor(0, 0));
        var told = from.told();
        var officers = officers();
        for (var done = 0; done < officers.size(); done++) {
            var officer = officers.get(done);
            if (officer.person().value() <= from.person()) {
                continue;
            }
            told += tell(run, officer, told, done + 1, officers.size());
        }
        run.result(texts.get(Texts.LOCALES.getFirst(), "core.digest.told", told), null);
    }

    // An officer for whom a source fails is told tomorrow; the others are told today.
    private int tell(JobRun run, Caller officer, int before, int done, int of) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var told = as(officer) ? 1 : 0;
                run.checkpoint(new Cursor(officer.person().value(), before + told).toString(), done, of);
                return told;
            }));
        } catch (JobStopped stopped) {
            throw stopped;
        } catch (RuntimeException failed) {
            LOG.error(
                    "expected to tell person {} what is new; trying again tomorrow",
                    officer.person().value(),
                    failed);
            return 0;
        }
    }

    private boolean as(Caller officer) {
        var before = SecurityContextHolder.getContext();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated((SignedIn) () -> officer, null, List.of()));
        SecurityContextHolder.setContext(context);
        try {
            return tell(officer.person(), Times.today(clock));
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** Tells the caller what is new; answers whether there was anything. */
    private boolean tell(PersonId person, LocalDate day) {
        if (jdbc.sql("select count(*) from officer_digest_line where person_id = :person and day = :day")
                        .param("person", person.value())
                        .param("day", day)
                        .query(Integer.class)
                        .single()
                > 0) {
            return false;
        }
        var off = new HashSet<>(jdbc.sql("select kind from officer_digest_off where person_id = :person")
                .param("person", person.value())
                .query(String.class)
                .list());
        var chinese = new ArrayList<String>();
        for (var source : ordered(sources)) {
            if (off.contains(source.kind())) {
                continue;
            }
            var fresh = fresh(person, source);
            if (!fresh.isEmpty()) {
                chinese.add(source.sentence(fresh, Locale.SIMPLIFIED_CHINESE));
                note(person, day, source, fresh);
            }
        }
        if (chinese.isEmpty()) {
            return false;
        }
        // Notices keep their words as they were posted; the page they lead to has them in the reader's language.
        var joined = chinese.stream()
                .collect(Collectors.joining(texts.get(Locale.SIMPLIFIED_CHINESE, "core.digest.semicolon")));
        notices.post(person, NAME, "digest " + day, "core.digest.notice", List.of(joined), "digest");
        return true;
    }

    static List<DigestSource> ordered(ObjectProvider<DigestSource> sources) {
        return sources.stream()
                .sorted(Comparator.comparingInt(DigestSource::order).thenComparing(DigestSource::kind))
                .toList();
    }

    private List<DigestSource.Item> fresh(PersonId person, DigestSource source) {
        var open = source.open();
        if (open.isEmpty()) {
            return open;
        }
        var told = new HashSet<>(jdbc.sql("select subject from officer_told where person_id = :person and kind = :kind")
                .param("person", person.value())
                .param("kind", source.kind())
                .query(String.class)
                .list());
        return open.stream().filter(item -> told.add(item.subject())).toList();
    }

    private void note(PersonId person, LocalDate day, DigestSource source, List<DigestSource.Item> fresh) {
        for (var item : fresh) {
            jdbc.sql("insert into officer_told (person_id, kind, subject, told_at)"
                            + " values (:person, :kind, :subject, :now)")
                    .param("person", person.value())
                    .param("kind", source.kind())
                    .param("subject", item.subject())
                    .param("now", Times.sql(clock.instant()))
                    .update();
        }
        jdbc.sql("insert into officer_digest_line (id, person_id, day, kind, chinese, english, path)"
                        + " values (next value for officer_digest_line_seq, :person, :day, :kind, :zh, :en, :path)")
                .param("person", person.value())
                .param("day", day)
                .param("kind", source.kind())
                .param("zh", source.sentence(fresh, Locale.SIMPLIFIED_CHINESE))
                .param("en", source.sentence(fresh, Locale.ENGLISH))
                .param("path", source.path())
                .update();
    }

    /** Who is an officer of a district or a town today, each person once, in the order of their ids. */
    private List<Caller> officers() {
        return jdbc.sql("""
                select distinct p.id, p.name from role_grant g
                left join person_alias k on k.person_id = g.person_id
                join person p on p.id = coalesce(k.kept_id, g.person_id)
                where g.role in ('DISTRICT_OFFICER', 'TOWN_OFFICER')
                  and g.valid_from <= :today and g.valid_to > :today
                  and g.superseded_at = '9999-12-31'
                order by p.id
                """)
                .param("today", Times.today(clock))
                .query((row, index) -> new Caller(0, new PersonId(row.getLong(1)), row.getString(2)))
                .list();
    }

    /** How far it came, and how many were told by then. */
    private record Cursor(long person, int told) {

        static Cursor parse(String text) {
            var parts = text.split(" ");
            return new Cursor(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public String toString() {
            return person + " " + told;
        }
    }
}
