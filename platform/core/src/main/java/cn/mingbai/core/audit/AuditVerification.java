package cn.mingbai.core.audit;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Verifies the chain of the audit trail, for whoever has the machine and for the job that an auditor starts. */
@Component
@Internal
public class AuditVerification {

    private static final int CHUNK = 5000;
    private static final int SAID = 5;

    private final JdbcClient jdbc;
    private final AuditWriter writer;
    private final AuditAnchors anchors;
    private final AuditGuard guard;
    private final Texts texts;

    AuditVerification(JdbcClient jdbc, AuditWriter writer, AuditAnchors anchors, AuditGuard guard, Texts texts) {
        this.jdbc = jdbc;
        this.writer = writer;
        this.anchors = anchors;
        this.guard = guard;
        this.texts = texts;
    }

    /** Hears how far it is. */
    interface Progress {
        void at(long row, long of);
    }

    private record Head(long lastId, byte[] seal, long greatest) {}

    /**
     * Verifies it from the first row to the last, also against the anchors that were noted in the data folder.
     *
     * @param noted an anchor that the caller brings
     */
    AuditFindings verify(Optional<AuditAnchor> noted, Progress progress) {
        var known = new ArrayList<>(anchors.noted());
        noted.ifPresent(known::add);
        return walk(new AuditChain(writer.seals(), known), progress);
    }

    private AuditFindings walk(AuditChain chain, Progress progress) {
        var last = Long.MIN_VALUE;
        var head = head();
        while (true) {
            var rows = jdbc.sql("select " + AuditRows.COLUMNS + " from audit_entry where id > ? order by id limit ?")
                    .params(last, CHUNK)
                    .query((row, index) -> AuditRows.sealed(row))
                    .list();
            rows.forEach(chain::accept);
            if (!rows.isEmpty()) {
                last = rows.getLast().id();
                progress.at(last, Math.max(last, head.lastId()));
            }
            if (rows.size() < CHUNK) {
                // Rows that were written meanwhile moved the head: the end is where both agree.
                head = head();
                if (head.greatest() <= last || rows.isEmpty()) {
                    return chain.end(head.lastId(), head.seal());
                }
            }
        }
    }

    private Head head() {
        return jdbc.sql("select h.last_id, h.seal, (select coalesce(max(id), 0) from audit_entry) from audit_head h"
                        + " where h.id = 1")
                .query((row, index) -> new Head(row.getLong(1), row.getBytes(2), row.getLong(3)))
                .optional()
                .orElse(new Head(0, AuditSeal.START, 0));
    }

    /**
     * Verifies it for the command.
     *
     * @param anchor an anchor noted before, as text; empty for none
     * @param out gets the lines of the answer, in Chinese
     * @return whether it holds
     * @throws IllegalArgumentException when the anchor has another form
     */
    public boolean run(String anchor, Consumer<String> out) {
        var noted = AuditAnchor.parse(anchor);
        if (noted.isEmpty() && !anchor.isBlank()) {
            throw new IllegalArgumentException(texts.get(Locale.SIMPLIFIED_CHINESE, "core.audit.anchor.form", anchor));
        }
        var found = verify(noted, (row, of) -> {});
        out.accept(sentence(found, Locale.SIMPLIFIED_CHINESE));
        found.findings().forEach(finding -> out.accept("  " + sentence(finding, Locale.SIMPLIFIED_CHINESE)));
        if (found.holds()) {
            anchors.now()
                    .ifPresent(now -> out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "core.audit.anchor.now", now)));
        }
        var state = guard.state();
        if (state != AuditGuard.State.GUARDED) {
            out.accept(texts.get(Locale.SIMPLIFIED_CHINESE, "core.audit.guard." + state));
        }
        return found.holds();
    }

    /** What was found, in one paragraph. */
    String summary(AuditFindings found, Locale locale) {
        return found.holds()
                ? sentence(found, locale)
                : sentence(found, locale) + " "
                        + found.findings().stream()
                                .limit(SAID)
                                .map(finding -> sentence(finding, locale))
                                .collect(Collectors.joining(" "));
    }

    private String sentence(AuditFindings found, Locale locale) {
        return found.holds()
                ? texts.get(locale, "core.audit.chain.holds", found.rows())
                : texts.get(locale, "core.audit.chain.fails", found.rows(), found.count());
    }

    private String sentence(AuditFinding finding, Locale locale) {
        var rows = finding.from() == finding.to()
                ? texts.get(locale, "core.audit.row", finding.from())
                : texts.get(locale, "core.audit.rows", finding.from(), finding.to());
        return texts.get(locale, "core.audit.finding." + finding.kind(), rows);
    }
}
