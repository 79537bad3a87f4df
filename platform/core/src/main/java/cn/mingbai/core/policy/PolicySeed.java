package cn.mingbai.core.policy;

import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.time.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the shipped policy catalogue into the database at start: all of it in one transaction, or nothing when its hash
 * is the one loaded last. A code once shipped never goes, since lessons, questions and leaflets cite it.
 */
@Component
class PolicySeed implements InitializingBean {

    static final String BETWEEN_CITATIONS = "；";
    private static final String NAME = "policy";
    private static final String FOLDER = "core/content/policy/";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Audit audit;
    private final Clock clock;

    PolicySeed(JdbcClient jdbc, TransactionTemplate transactions, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() {
        seed(read("sources.yaml"), read("versions.yaml"), read("points.yaml"));
    }

    /**
     * Loads the catalogue unless it is the one loaded last.
     *
     * @return whether anything was written
     * @throws IllegalArgumentException when the content is malformed
     * @throws IllegalStateException when a code shipped earlier is missing
     */
    boolean seed(String sources, String versions, String points) {
        var content = PolicyContent.parse(sources, versions, points);
        var hash = hash(sources + "\0" + versions + "\0" + points);
        return Boolean.TRUE.equals(transactions.execute(status -> {
            // The row is locked first, so that two nodes starting at once load one after the other. Not with "insert
            // ignore", which both would pass with a shared lock on a row that is there, to deadlock on the next line.
            jdbc.sql("insert into shipped_content (name, hash, loaded_at) values (:name, :none, :now)"
                            + " on duplicate key update name = name")
                    .param("name", NAME)
                    .param("none", new byte[hash.length])
                    .param("now", Times.sql(clock.instant()))
                    .update();
            var loaded = jdbc.sql("select hash from shipped_content where name = :name for update")
                    .param("name", NAME)
                    .query(byte[].class)
                    .single();
            if (MessageDigest.isEqual(loaded, hash)) {
                return false;
            }
            write(content);
            jdbc.sql("update shipped_content set hash = :hash, loaded_at = :now where name = :name")
                    .param("hash", hash)
                    .param("now", Times.sql(clock.instant()))
                    .param("name", NAME)
                    .update();
            audit.record(
                    "policy.content",
                    "shipped content",
                    null,
                    content.sources().size() + " sources, " + content.versions().size() + " versions, "
                            + content.points().size() + " points");
            return true;
        }));
    }

    private void write(PolicyContent content) {
        keepsAll(
                "policy_source",
                content.sources().stream().map(PolicyDirectory.Source::code).toList());
        keepsAll(
                "policy_version",
                content.versions().stream().map(PolicyDirectory.Version::code).toList());
        keepsAll(
                "policy_point",
                content.points().stream().map(PolicyDirectory.Point::code).toList());
        var position = 0;
        for (var source : content.sources()) {
            jdbc.sql("""
                    insert into policy_source (code, title, issuer, document_number, in_force_from, repealed_on, position)
                    values (?, ?, ?, ?, ?, ?, ?)
                    on duplicate key update title = values(title), issuer = values(issuer),
                      document_number = values(document_number), in_force_from = values(in_force_from),
                      repealed_on = values(repealed_on), position = values(position)
                    """)
                    .params(
                            source.code(),
                            source.title(),
                            source.issuer(),
                            source.number(),
                            source.inForceFrom(),
                            source.repealedOn(),
                            position++)
                    .update();
        }
        position = 0;
        for (var version : content.versions()) {
            jdbc.sql("""
                    insert into policy_version (code, name, valid_from, valid_to, position) values (?, ?, ?, ?, ?)
                    on duplicate key update name = values(name), valid_from = values(valid_from),
                      valid_to = values(valid_to), position = values(position)
                    """)
                    .params(version.code(), version.name(), version.from(), version.to(), position++)
                    .update();
        }
        jdbc.sql("delete from policy_statement").update();
        position = 0;
        for (var point : content.points()) {
            jdbc.sql("""
                    insert into policy_point (code, name, position) values (?, ?, ?)
                    on duplicate key update name = values(name), position = values(position)
                    """).params(point.code(), point.name(), position++).update();
            for (var statement : point.statements()) {
                jdbc.sql("insert into policy_statement (point_code, version_code, says, cites) values (?, ?, ?, ?)")
                        .params(
                                point.code(),
                                statement.version(),
                                statement.says(),
                                statement.citations().stream()
                                        .map(citation -> citation.source() + " " + citation.clause())
                                        .collect(Collectors.joining(BETWEEN_CITATIONS)))
                        .update();
            }
        }
    }

    private void keepsAll(String table, Collection<String> shipped) {
        var gone = jdbc.sql("select code from " + table + " where code not in (:codes)")
                .param("codes", shipped)
                .query(String.class)
                .list();
        if (!gone.isEmpty()) {
            throw new IllegalStateException("policy content: expected every code shipped earlier, but " + table
                    + " misses " + gone + "; keep them in the file, since lessons and leaflets cite them");
        }
    }

    private static String read(String file) {
        try {
            return new ClassPathResource(FOLDER + file).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException("expected " + FOLDER + file + " on the class path", missing);
        }
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }
}
