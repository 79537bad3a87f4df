package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.district.snapshots.OutreachReport.Head;
import cn.mingbai.households.coverage.rule.Counting;
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

/** Seals a report of outreach: reads, digests, seals and keeps it, in the caller's transaction. */
@Component
@Internal
class OutreachSealing {

    private final OutreachBuilder builder;
    private final OutreachRows rows;
    private final SealKey sealKey;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    OutreachSealing(
            OutreachBuilder builder,
            OutreachRows rows,
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

    /** Waits for others who seal reports of the campaign; the first thing in the transaction that seals. */
    @Transactional(propagation = Propagation.MANDATORY)
    void queue(long campaign) {
        rows.heads().queue(campaign);
    }

    /**
     * Seals the campaign's report of a day, as known before a moment, in a transaction that began with {@link #queue}. The
     * same request again seals nothing and answers with the same report.
     *
     * @return the report's number in the database
     * @throws RuleViolation when the key is lost
     */
    @Transactional(propagation = Propagation.MANDATORY)
    long seal(Campaign campaign, LocalDate day, Instant knownBefore) {
        var moment = knownBefore.truncatedTo(ChronoUnit.MICROS);
        var number = rows.heads().nextNumber(campaign.id().value(), day);
        var before = rows.heads().of(campaign.id().value(), day, moment);
        if (before.isPresent()) {
            return before.get();
        }
        var key = sealKey.required();
        var content = builder.of(campaign, AsOf.at(day, moment));
        var division = divisions.get(campaign.division(), day);
        var caller = access.caller();
        var id = rows.heads().nextId();
        var head = new Head(
                id,
                campaign.id().value(),
                CanonicalText.normalised(campaign.name()),
                campaign.division().value(),
                division.code().value(),
                CanonicalText.normalised(division.name()),
                day,
                number,
                moment,
                Counting.VERSION,
                builder.rule(campaign, day),
                CanonicalText.normalised(texts.get(Locale.SIMPLIFIED_CHINESE, "district.snapshot.definitions")),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                caller.person().value(),
                CanonicalText.normalised(caller.name()),
                rows.heads()
                        .lastBefore(campaign.id().value(), id)
                        .map(OutreachRows.Stored::digest)
                        .orElse(null));
        var report = new OutreachReport(head, content.units(), content.doors());
        var text = OutreachText.of(report);
        var digest = Digest.of(text);
        rows.insert(
                report,
                digest,
                Seals.seal(key, OutreachText.PURPOSE, OutreachText.header(head), digest),
                PackedText.pack(text.toString()));
        audit.record(
                "snapshot.seal",
                "outreach snapshot " + id,
                campaign.division(),
                "report of outreach of " + day + " number " + number + ", known before " + moment + ", digest "
                        + digest.hex());
        return id;
    }
}
