package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.courses.rate.RateRules;
import cn.mingbai.courses.snapshots.SealedReport.Head;
import cn.mingbai.proof.CanonicalText;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.PackedText;
import cn.mingbai.proof.Seals;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Seals a report: computes, digests, seals and keeps it, in the caller's transaction. */
@Component
@Internal
class Sealing {

    private final SnapshotBuilder builder;
    private final SnapshotRows rows;
    private final SealKey sealKey;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    Sealing(
            SnapshotBuilder builder,
            SnapshotRows rows,
            SealKey sealKey,
            DivisionDirectory divisions,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.builder = builder;
        this.rows = rows;
        this.sealKey = sealKey;
        this.divisions = divisions;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * Seals the district's report of a day, as known before a moment; the first thing in its transaction. The same request
     * again seals nothing and answers with the same report.
     *
     * @return the report's number in the database
     * @throws RuleViolation when the key is lost
     */
    @Transactional(propagation = Propagation.MANDATORY)
    long seal(DivisionId district, LocalDate day, Instant knownBefore) {
        var moment = knownBefore.truncatedTo(ChronoUnit.MICROS);
        rows.heads().queue(district.value());
        var number = rows.heads().nextNumber(district.value(), day);
        var before = rows.heads().of(district.value(), day, moment);
        if (before.isPresent()) {
            return before.get();
        }
        var key = sealKey.required();
        var content = builder.of(district, AsOf.at(day, moment));
        var division = divisions.get(district, day);
        var caller = access.caller();
        var id = rows.heads().nextId();
        var head = new Head(
                id,
                district.value(),
                division.code().value(),
                CanonicalText.normalised(division.name()),
                day,
                number,
                moment,
                RateRules.VERSION,
                CanonicalText.normalised(texts.get(Locale.SIMPLIFIED_CHINESE, "courses.snapshot.definitions")),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                caller.person().value(),
                CanonicalText.normalised(caller.name()),
                rows.heads()
                        .lastBefore(district.value(), id)
                        .map(SnapshotRows.Stored::digest)
                        .orElse(null));
        var report = new SealedReport(head, content.units(), content.requirements(), content.lines());
        var text = SnapshotText.of(report);
        var digest = Digest.of(text);
        rows.insert(
                report,
                digest,
                Seals.seal(key, SnapshotText.PURPOSE, SnapshotText.header(head), digest),
                PackedText.pack(text.toString()));
        audit.record(
                "snapshot.seal",
                "snapshot " + id,
                district,
                "report of " + day + " number " + number + ", known before " + moment + ", digest " + digest.hex());
        return id;
    }
}
