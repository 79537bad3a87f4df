package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.sealing.SealedChecks;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Check;
import cn.mingbai.core.sealing.Verification.Kind;
import cn.mingbai.core.sealing.Verification.Outcome;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.courses.rate.RateRules;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SnapshotRows.Stored;
import cn.mingbai.proof.Digest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Verifies sealed reports of the database. */
@Component
@Internal
class Verifier {

    private final SnapshotRows rows;
    private final SnapshotBuilder builder;
    private final SealKey sealKey;
    private final Clock clock;

    Verifier(SnapshotRows rows, SnapshotBuilder builder, SealKey sealKey, Clock clock) {
        this.rows = rows;
        this.builder = builder;
        this.sealKey = sealKey;
        this.clock = clock;
    }

    /** Verifies one report. */
    Verification verify(Stored stored) {
        SealedReport report;
        try {
            report = rows.report(stored);
        } catch (IllegalArgumentException | org.springframework.dao.DataAccessException broken) {
            report = null;
        }
        return new Verification(
                stored.head().id(),
                clock.instant(),
                List.of(content(stored, report), seal(stored), sequence(stored), recomputed(stored, report)));
    }

    private Check content(Stored stored, @Nullable SealedReport report) {
        String sealedText;
        try {
            sealedText = rows.text(stored.head().id());
        } catch (IllegalArgumentException broken) {
            sealedText = null;
        }
        var textHolds = sealedText != null
                && Digest.of(sealedText.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .equals(stored.digest());
        if (report == null) {
            return new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.rows-unreadable");
        }
        var text = SnapshotText.of(report).toString();
        var rowsHold = Digest.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .equals(stored.digest());
        if (rowsHold && textHolds) {
            return new Check(
                    Kind.CONTENT,
                    Outcome.HOLDS,
                    "courses.snapshot.check.content-holds",
                    report.lines().size(),
                    stored.digest().grouped());
        }
        if (rowsHold) {
            return new Check(Kind.CONTENT, Outcome.FAILS, "core.sealing.check.text-changed");
        }
        var findings = sealedText == null ? List.<Text>of() : changes(sealedText, report, text);
        return new Check(
                        Kind.CONTENT,
                        Outcome.FAILS,
                        findings.isEmpty()
                                ? "core.sealing.check.content-fails"
                                : "core.sealing.check.content-fails-known",
                        findings.size())
                .with(findings);
    }

    /** What differs between the text that was sealed and the rows of today. */
    private static List<Text> changes(String sealedText, SealedReport now, String text) {
        SealedReport sealed;
        try {
            sealed = SnapshotText.parse(sealedText);
        } catch (IllegalArgumentException broken) {
            return List.of();
        }
        if (sealedText.equals(text)) {
            return List.of();
        }
        var findings = new ArrayList<Text>();
        if (!sealed.head().equals(now.head())) {
            findings.add(Text.of("core.sealing.finding.head"));
        }
        findings.addAll(
                SealedChecks.units(sealed.units(), now.units(), Function.identity(), "core.sealing.finding.unit"));
        if (!sealed.requirements().equals(now.requirements())) {
            findings.add(Text.of("courses.snapshot.finding.requirements"));
        }
        findings.addAll(lines(sealed, now, false));
        return findings;
    }

    /** Whether the stored digest bears our seal. */
    Check seal(Stored stored) {
        return SnapshotFiles.sealed(stored.head(), stored.digest(), stored.seal(), sealKey.key());
    }

    private Check sequence(Stored stored) {
        var head = stored.head();
        return SealedChecks.sequence(
                head.previous() == null ? null : head.previous().grouped(),
                rows.heads()
                        .lastBefore(head.district(), head.id())
                        .map(before -> before.digest().grouped())
                        .orElse(null),
                head.day(),
                rows.heads().numbers(head.district(), head.day()),
                "courses.snapshot.check.sequence-first");
    }

    private Check recomputed(Stored stored, @Nullable SealedReport report) {
        if (report == null) {
            return new Check(Kind.RECOMPUTED, Outcome.UNKNOWN, "core.sealing.check.recompute-unreadable");
        }
        var head = stored.head();
        SnapshotBuilder.Content content;
        try {
            content = builder.of(new DivisionId(head.district()), AsOf.at(head.day(), head.knownBefore()));
        } catch (MingbaiException | IllegalArgumentException impossible) {
            return new Check(Kind.RECOMPUTED, Outcome.FAILS, "courses.snapshot.check.recompute-impossible");
        }
        var now = new SealedReport(head, content.units(), content.requirements(), content.lines());
        var findings = new ArrayList<>(lines(report, now, true));
        findings.addAll(SealedChecks.units(
                report.units(), now.units(), SealedReport.Unit::figures, "core.sealing.finding.figures"));
        if (findings.isEmpty()) {
            return new Check(
                    Kind.RECOMPUTED,
                    Outcome.HOLDS,
                    "courses.snapshot.check.recompute-holds",
                    head.day(),
                    report.people(head.district()).size());
        }
        return SealedChecks.recomputed(head.ruleVersion(), RateRules.VERSION, findings);
    }

    /**
     * The people whose lines differ, by name.
     *
     * @param onlyCounted whether names and numbers of people, which may be put right, are left out of the comparison
     */
    private static List<Text> lines(SealedReport sealed, SealedReport now, boolean onlyCounted) {
        var findings = new ArrayList<Text>();
        var before = byPlace(sealed);
        var after = byPlace(now);
        var places = new TreeSet<>(
                java.util.Comparator.<Place>comparingLong(Place::unit).thenComparingLong(Place::person));
        places.addAll(before.keySet());
        places.addAll(after.keySet());
        for (var place : places) {
            var was = before.get(place);
            var is = after.get(place);
            if (was == null && is != null) {
                findings.add(Text.of("courses.snapshot.finding.added", is.name(), is.staffNumber(), reason(is)));
            } else if (is == null && was != null) {
                findings.add(Text.of("courses.snapshot.finding.gone", was.name(), was.staffNumber(), reason(was)));
            } else if (was != null
                    && is != null
                    && !(onlyCounted ? counted(was) : was).equals(onlyCounted ? counted(is) : is)) {
                findings.add(Text.of(
                        "courses.snapshot.finding.changed", was.name(), was.staffNumber(), reason(was), reason(is)));
            }
        }
        return findings;
    }

    private record Place(long unit, long person) {}

    private static Map<Place, Line> byPlace(SealedReport report) {
        var lines = new java.util.HashMap<Place, Line>();
        report.lines().forEach(line -> lines.put(new Place(line.unit(), line.person()), line));
        return lines;
    }

    private static Line counted(Line line) {
        return new Line(
                line.unit(),
                line.person(),
                "",
                "",
                line.posts(),
                line.reason(),
                line.tookPart(),
                line.stillValid(),
                line.overdue(),
                line.passes(),
                line.owed());
    }

    private static Text reason(Line line) {
        return Text.of("courses.reason." + line.reason());
    }
}
