package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.sealing.SealedChecks;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.district.snapshots.OutreachReport.Unit;
import cn.mingbai.district.snapshots.OutreachRows.Stored;
import cn.mingbai.households.coverage.rule.Counting;
import cn.mingbai.proof.Digest;
import cn.mingbai.proof.Seals;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Verifies sealed reports of outreach. */
@Component
@Internal
class OutreachVerifier {

    private final OutreachRows rows;
    private final OutreachBuilder builder;
    private final CampaignDirectory campaigns;
    private final SealKey sealKey;
    private final Clock clock;

    OutreachVerifier(
            OutreachRows rows, OutreachBuilder builder, CampaignDirectory campaigns, SealKey sealKey, Clock clock) {
        this.rows = rows;
        this.builder = builder;
        this.campaigns = campaigns;
        this.sealKey = sealKey;
        this.clock = clock;
    }

    /** Verifies one report. */
    Verification verify(Stored stored) {
        OutreachReport report;
        try {
            report = OutreachText.parse(rows.text(stored.head().id()));
        } catch (IllegalArgumentException broken) {
            report = null;
        }
        return new Verification(
                stored.head().id(),
                clock.instant(),
                List.of(content(stored, report), seal(stored), sequence(stored), recomputed(stored, report)));
    }

    /** The sealed text gives the digest, and head and units in their rows say what it says. */
    private Check content(Stored stored, @Nullable OutreachReport report) {
        if (report == null
                || !Digest.of(OutreachText.of(report).toString().getBytes(StandardCharsets.UTF_8))
                        .equals(stored.digest())) {
            return new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.text-changed");
        }
        List<Unit> units;
        try {
            units = rows.units(stored.head().id());
        } catch (IllegalArgumentException | DataAccessException broken) {
            return new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.rows-unreadable");
        }
        var findings = new ArrayList<Text>();
        if (!report.head().equals(stored.head())) {
            findings.add(Text.of("core.sealing.finding.head"));
        }
        findings.addAll(SealedChecks.units(report.units(), units, Function.identity(), "core.sealing.finding.unit"));
        return findings.isEmpty()
                ? new Check(
                        Kind.CONTENT,
                        Outcome.HOLDS,
                        "district.snapshot.check.content-holds",
                        report.doors().size(),
                        stored.digest().grouped())
                : new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.content-fails-known", findings.size())
                        .with(findings);
    }

    /** Whether the stored digest bears our seal. */
    Check seal(Stored stored) {
        return sealed(stored.head(), stored.digest(), stored.seal());
    }

    /** Whether a digest bears our seal. */
    Check sealed(OutreachReport.Head head, Digest digest, byte[] seal) {
        return SealedChecks.seal(
                sealKey.key(), key -> Seals.holds(seal, key, OutreachText.PURPOSE, OutreachText.header(head), digest));
    }

    private Check sequence(Stored stored) {
        var head = stored.head();
        return SealedChecks.sequence(
                head.previous() == null ? null : head.previous().grouped(),
                rows.heads()
                        .lastBefore(head.campaign(), head.id())
                        .map(before -> before.digest().grouped())
                        .orElse(null),
                head.day(),
                rows.heads().numbers(head.campaign(), head.day()),
                "district.snapshot.check.sequence-first");
    }

    private Check recomputed(Stored stored, @Nullable OutreachReport report) {
        if (report == null) {
            return new Check(Kind.RECOMPUTED, Outcome.UNKNOWN, "core.sealing.check.recompute-unreadable");
        }
        var head = report.head();
        var campaign = campaigns.all().stream()
                .filter(each -> each.id().value() == head.campaign())
                .findFirst();
        if (campaign.isEmpty()) {
            return new Check(Kind.RECOMPUTED, Outcome.FAILS, "district.snapshot.check.recompute-impossible");
        }
        OutreachBuilder.Content content;
        try {
            content = builder.of(campaign.get(), AsOf.at(head.day(), head.knownBefore()));
        } catch (MingbaiException | IllegalArgumentException | IllegalStateException impossible) {
            return new Check(Kind.RECOMPUTED, Outcome.FAILS, "district.snapshot.check.recompute-impossible");
        }
        var now = new OutreachReport(head, content.units(), content.doors());
        var findings = new ArrayList<Text>();
        doors(report, now, findings);
        findings.addAll(SealedChecks.units(report.units(), now.units(), Unit::counts, "core.sealing.finding.figures"));
        if (findings.isEmpty()) {
            return new Check(
                    Kind.RECOMPUTED,
                    Outcome.HOLDS,
                    "district.snapshot.check.recompute-holds",
                    head.day(),
                    report.doors().size());
        }
        return head.ruleVersion() != Counting.VERSION || head.rule().equals(builder.rule(campaign.get(), head.day()))
                ? SealedChecks.recomputed(head.ruleVersion(), Counting.VERSION, findings)
                : new Check(Kind.RECOMPUTED, Outcome.UNKNOWN, "district.snapshot.check.other-rule", findings.size())
                        .with(findings);
    }

    /** The doors that differ, by number and village. */
    private static void doors(OutreachReport sealed, OutreachReport now, List<Text> findings) {
        var names = new HashMap<Long, String>();
        now.units().forEach(unit -> names.put(unit.division(), unit.name()));
        sealed.units().forEach(unit -> names.put(unit.division(), unit.name()));
        var before = byPlace(sealed);
        var after = byPlace(now);
        var places = new TreeSet<>(before.keySet());
        places.addAll(after.keySet());
        for (var place : places) {
            var was = before.get(place);
            var is = after.get(place);
            if (was == null && is != null) {
                findings.add(Text.of(
                        "district.snapshot.finding.added",
                        names.getOrDefault(is.village(), ""),
                        is.number(),
                        OutreachWords.standing(is)));
            } else if (is == null && was != null) {
                findings.add(Text.of(
                        "district.snapshot.finding.gone",
                        names.getOrDefault(was.village(), ""),
                        was.number(),
                        OutreachWords.standing(was)));
            } else if (was != null && is != null && !was.equals(is)) {
                findings.add(Text.of(
                        "district.snapshot.finding.changed",
                        names.getOrDefault(was.village(), ""),
                        was.number(),
                        OutreachWords.standing(was),
                        OutreachWords.standing(is)));
            }
        }
    }

    private record Place(long village, long household) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            var villages = Long.compare(village, other.village);
            return villages != 0 ? villages : Long.compare(household, other.household);
        }
    }

    private static Map<Place, Door> byPlace(OutreachReport report) {
        var doors = new HashMap<Place, Door>();
        report.doors().forEach(door -> doors.put(new Place(door.village(), door.household()), door));
        return doors;
    }
}
