package cn.mingbai.core.audit;

import cn.mingbai.core.access.Internal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The anchors that were noted outside the database: a line each in the data folder, and in the log. */
@Component
@Internal
class AuditAnchors {

    private static final Logger LOG = LoggerFactory.getLogger(AuditAnchors.class);
    private static final String FILE = "audit-anchors.txt";

    private final Path file;
    private final JdbcClient jdbc;
    private final Clock clock;

    AuditAnchors(@Value("${mingbai.data}") Path data, JdbcClient jdbc, Clock clock) {
        this.file = data.resolve(FILE);
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The last row; empty while there is none. */
    Optional<AuditAnchor> now() {
        return jdbc.sql("select last_id, seal from audit_head where id = 1 and last_id > 0")
                .query((row, index) -> AuditAnchor.of(row.getLong(1), row.getBytes(2)))
                .optional();
    }

    /** Notes an anchor. */
    void note(AuditAnchor anchor) {
        var line = clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + anchor;
        LOG.info("audit anchor {}", line);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to note the anchor of the audit trail in " + file, failed);
        }
    }

    /** All that were noted in the data folder; a line that a full disk cut off is left out. */
    List<AuditAnchor> noted() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> AuditAnchor.parse(line.substring(line.lastIndexOf(' ') + 1)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to read the anchors of the audit trail in " + file, failed);
        }
    }
}
