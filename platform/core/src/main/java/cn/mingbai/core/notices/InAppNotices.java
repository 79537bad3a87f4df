package cn.mingbai.core.notices;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Posts notices, once per person, kind and subject. */
@Component
@Internal
public class InAppNotices {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    /** A path of ours: it begins with no slash and names no other site. */
    private static final Pattern PATH = Pattern.compile("(?!/)[^\\s:\\\\]{0,300}");

    private static final int CHUNK = 500;

    private final JdbcClient jdbc;
    private final Clock clock;

    InAppNotices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Tells a person something, in the caller's transaction; a second post for the same person, kind and subject changes
     * nothing.
     *
     * @param kind what sort, at most 40 characters, such as {@code training.due}
     * @param subject what about, at most 120 characters: what makes it one notice
     * @param textKey the key of its sentence in the bundles
     * @param arguments the sentence's arguments
     * @param path where the link leads, without leading slash; empty for no link
     * @return whether it was new
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean post(
            PersonId person, String kind, String subject, String textKey, List<String> arguments, String path) {
        requireOurs(path);
        try {
            jdbc.sql("""
                    insert into notice (id, person_id, kind, subject, text_key, arguments, path, posted_at, mail_state,
                      mail_tries)
                    values (next value for notice_seq, :person, :kind, :subject, :key, :arguments, :path, :at, 'WAITING', 0)
                    """)
                    .param("person", person.value())
                    .param("kind", kind)
                    .param("subject", subject)
                    .param("key", textKey)
                    .param("arguments", JSON.writeValueAsString(arguments))
                    .param("path", path)
                    .param("at", Times.sql(clock.instant()))
                    .update();
            return true;
        } catch (DuplicateKeyException postedBefore) {
            return false;
        }
    }

    /**
     * Tells many people the same, in the caller's transaction, a few hundred with each statement; whoever has a notice of
     * this kind and subject is not told again.
     *
     * @return how many are told
     * @see #post
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int postAll(
            Collection<PersonId> people,
            String kind,
            String subject,
            String textKey,
            List<String> arguments,
            String path) {
        requireOurs(path);
        var ids = people.stream().map(PersonId::value).distinct().sorted().toList();
        var posted = 0;
        for (var from = 0; from < ids.size(); from += CHUNK) {
            posted += jdbc.sql("""
                    insert into notice (id, person_id, kind, subject, text_key, arguments, path, posted_at, mail_state,
                      mail_tries)
                    select next value for notice_seq, p.id, :kind, :subject, :key, :arguments, :path, :at, 'WAITING', 0
                    from person p where p.id in (:people) and not exists (select 1 from notice n
                      where n.person_id = p.id and n.kind = :kind and n.subject = :subject)
                    """)
                    .param("people", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .param("kind", kind)
                    .param("subject", subject)
                    .param("key", textKey)
                    .param("arguments", JSON.writeValueAsString(arguments))
                    .param("path", path)
                    .param("at", Times.sql(clock.instant()))
                    .update();
        }
        return posted;
    }

    private static void requireOurs(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("expected a path of ours without leading slash, but got " + path);
        }
    }

    static List<String> arguments(String json) {
        return JSON.readValue(json, TEXTS);
    }
}
