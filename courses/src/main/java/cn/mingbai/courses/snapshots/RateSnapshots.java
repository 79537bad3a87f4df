package cn.mingbai.courses.snapshots;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.sealing.NumberedReport;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.sealing.SealedPaper;
import cn.mingbai.core.sealing.SealingRequest;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.snapshots.SealedReport.Figures;
import cn.mingbai.courses.snapshots.SealedReport.Line;
import cn.mingbai.courses.snapshots.SealedReport.Pass;
import cn.mingbai.courses.snapshots.SnapshotRows.Stored;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sealed reports of the training rate: seals, lists, verifies, compares and exports them. */
@Service
public class RateSnapshots {

    private static final int CHUNK = 2000;

    private final SnapshotRows rows;
    private final Verifier verifier;
    private final SnapshotTables tables;
    private final SnapshotFiles files;
    private final SealKey sealKey;
    private final Codes codes;
    private final DivisionDirectory divisions;
    private final PostingDirectory postings;
    private final PersonAliases aliases;
    private final CampaignDirectory campaigns;
    private final Approvals approvals;
    private final Jobs jobs;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;
    private final int departureDays;

    RateSnapshots(
            SnapshotRows rows,
            Verifier verifier,
            SnapshotTables tables,
            SnapshotFiles files,
            SealKey sealKey,
            Codes codes,
            DivisionDirectory divisions,
            PostingDirectory postings,
            PersonAliases aliases,
            CampaignDirectory campaigns,
            Approvals approvals,
            Jobs jobs,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock,
            @Value("${mingbai.snapshots.departure-days:14}") int departureDays) {
        this.rows = rows;
        this.verifier = verifier;
        this.tables = tables;
        this.files = files;
        this.sealKey = sealKey;
        this.codes = codes;
        this.divisions = divisions;
        this.postings = postings;
        this.aliases = aliases;
        this.campaigns = campaigns;
        this.approvals = approvals;
        this.jobs = jobs;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
        this.departureDays = departureDays;
    }

    /**
     * A report in a list.
     *
     * @param number the how-manieth of its district and day
     * @param figures those of the district
     */
    public record Listed(
            long id,
            DivisionId district,
            String districtName,
            LocalDate day,
            int number,
            Instant sealedAt,
            String sealedByName,
            String digest,
            Figures figures)
            implements NumberedReport {}

    /**
     * A district whose reports the caller may seal.
     *
     * @param days its reporting days up to today, the latest first
     */
    public record District(DivisionId id, String name, List<ReportingDay> days) {}

    /** A phase's reporting day; reports says how many were sealed of it. */
    public record ReportingDay(LocalDate day, String campaign, String phase, int reports) {}

    /**
     * What to know before sealing.
     *
     * @param days how many days back departures are shown
     * @param reports how many reports of this day there are
     * @param waiting how many proposals of the district wait for a second person
     */
    public record Ahead(LocalDate day, int days, int reports, int waiting, List<Departure> departures) {}

    /**
     * Somebody who gave up a post lately.
     *
     * @param from the unit that was left
     * @param lastDay the last day there
     * @param to where the person is posted on the day, empty for nowhere in this district or any other
     */
    public record Departure(String staffNumber, String name, String from, Duty duty, LocalDate lastDay, String to) {}

    /**
     * An opened report.
     *
     * @param digest in groups, as it is printed
     * @param earlier the reports of the district that it can be compared with, the nearest first
     */
    public record Opened(SealedReport report, String digest, List<Listed> earlier) {}

    /**
     * Two reports compared at a unit.
     *
     * @param previous the reports that the later one can be compared with, the nearest first
     */
    public record Compared(SealedReport earlier, SealedReport later, List<Listed> previous, Difference difference) {}

    /** The reports within reach, the latest day first. */
    @Transactional(readOnly = true)
    public List<Listed> list() {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().within(reach).stream().map(this::listed).toList();
    }

    /** The districts whose reports the caller may seal, with their reporting days. */
    @Transactional(readOnly = true)
    public List<District> districts() {
        var reach = access.require(Action.SEAL_SNAPSHOTS);
        var today = Times.today(clock);
        return jdbc
                .sql("select distinct v.division_id from division_version v where v.level = 'COUNTY'"
                        + " and v.superseded_at = '9999-12-31' and v.valid_from <= :day and v.valid_to > :day and "
                        + Reach.covers("v.division_id") + " order by v.code")
                .param("day", today)
                .params(reach.parameters())
                .query(Long.class)
                .list()
                .stream()
                .map(DivisionId::new)
                .map(district ->
                        new District(district, divisions.get(district, today).name(), reportingDays(district, today)))
                .toList();
    }

    private List<ReportingDay> reportingDays(DivisionId district, LocalDate today) {
        var days = new ArrayList<ReportingDay>();
        for (Campaign campaign : campaigns.all(district)) {
            for (var phase : campaign.phases()) {
                if (!phase.reportingDay().isAfter(today)) {
                    days.add(new ReportingDay(
                            phase.reportingDay(),
                            campaign.name(),
                            phase.name(),
                            rows.heads()
                                    .numbers(district.value(), phase.reportingDay())
                                    .size()));
                }
            }
        }
        days.sort(Comparator.comparing(ReportingDay::day).reversed());
        return days;
    }

    /**
     * What to know before sealing a day: who left which unit lately and where they are now, and what still waits for a
     * second person.
     *
     * @throws RuleViolation when the day is still to come
     */
    @Transactional(readOnly = true)
    public Ahead ahead(DivisionId district, LocalDate day) {
        access.require(Action.SEAL_SNAPSHOTS, district);
        checked(district, day);
        var departures = new ArrayList<Departure>();
        var seen = new HashSet<List<Object>>();
        for (var posted : postings.ended(district, day.minusDays(departureDays - 1L), day)) {
            var now = postings.of(posted.person(), day).stream()
                    .map(place -> divisions
                            .find(place.division(), day)
                            .map(Division::name)
                            .orElse(""))
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            // The same post under another row: a change of duty or a correction is no departure.
            var stays = postings.of(posted.person(), day).stream()
                    .anyMatch(place -> place.division().equals(posted.division()));
            if (!stays && seen.add(List.of(posted.person(), posted.division(), posted.to()))) {
                departures.add(new Departure(
                        posted.staffNumber(),
                        posted.name(),
                        divisions
                                .find(posted.division(), day)
                                .map(Division::name)
                                .orElse(""),
                        posted.duty(),
                        posted.to().minusDays(1),
                        String.join("、", now)));
            }
        }
        var waiting = approvals.waiting(district, Times.today(clock));
        return new Ahead(
                day,
                departureDays,
                rows.heads().numbers(district.value(), day).size(),
                waiting,
                List.copyOf(departures));
    }

    /**
     * Seals the district's report of a day in the background, as known now. Reports that were sealed before stay.
     *
     * @throws RuleViolation when the day is still to come, the division is no district, or the key of the seals is lost
     */
    @Transactional
    public JobId seal(DivisionId district, LocalDate day, Locale locale) {
        access.require(Action.SEAL_SNAPSHOTS, district);
        var division = checked(district, day);
        sealKey.required();
        return jobs.start(
                SealingJob.NAME,
                district,
                texts.get(locale, "courses.snapshot.job", division.name(), day),
                new SealingRequest(district.value(), day, clock.instant().truncatedTo(ChronoUnit.MICROS), locale)
                        .text());
    }

    private Division checked(DivisionId district, LocalDate day) {
        if (day.isAfter(Times.today(clock))) {
            throw new RuleViolation("courses.snapshot.day-to-come", day);
        }
        return divisions
                .find(district, day)
                .filter(division -> division.level() == Level.COUNTY)
                .orElseThrow(() -> new RuleViolation("courses.snapshot.no-district", day));
    }

    /**
     * A report with its figures and people.
     *
     * @throws NotFound when there is none within reach
     * @throws RuleViolation when its rows cannot be read any more, which verifying explains
     */
    @Transactional(readOnly = true)
    public Opened open(long snapshot) {
        var stored = required(snapshot);
        return new Opened(read(stored), stored.digest().grouped(), earlier(stored));
    }

    /**
     * Verifies a report: the rows against the digest, the digest against the seal, its place in the sequence, and the
     * figures against the facts of today.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional(readOnly = true)
    public Verification verify(long snapshot) {
        return verifier.verify(required(snapshot));
    }

    /** Verifies a file that was exported from a report, by itself. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("reads the file that the caller brings, and nothing else")
    public Verification verifyFile(byte[] file) {
        access.require(Action.VIEW_SNAPSHOTS);
        return files.verify(file, sealKey.key());
    }

    /**
     * Why a report's figures differ from those of an earlier one.
     *
     * @param since the earlier report; empty for the nearest
     * @param unit the unit to look at; empty for the district
     * @throws NotFound when a report is not within reach, there is no earlier one, or the reports have no such unit
     */
    @Transactional(readOnly = true)
    public Compared compare(long snapshot, Optional<Long> since, Optional<Long> unit) {
        var stored = required(snapshot);
        var previous = earlier(stored);
        var chosen = previous.stream()
                .filter(one -> since.isEmpty() || since.get() == one.id())
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var later = read(stored);
        var earlier = read(required(chosen.id()));
        var at = unit.orElse(later.head().district());
        if (later.unit(at).isEmpty() && earlier.unit(at).isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return new Compared(earlier, later, previous, Difference.between(earlier, later, at, known(earlier, later)));
    }

    private Difference.Known known(SealedReport earlier, SealedReport later) {
        var still = new HashSet<Long>();
        later.lines().forEach(line -> line.passes().forEach(pass -> still.add(pass.record())));
        var gone = new TreeSet<Long>();
        for (Line line : earlier.lines()) {
            line.passes().stream()
                    .map(Pass::record)
                    .filter(id -> !still.contains(id))
                    .forEach(gone::add);
        }
        Set<Long> reversed = new HashSet<>();
        var all = new ArrayList<>(gone);
        for (var from = 0; from < all.size(); from += CHUNK) {
            reversed.addAll(jdbc.sql("select reversal_of from training_record where reversal_of in (:ids)"
                            + " and recorded_at < :known")
                    .param("ids", all.subList(from, Math.min(from + CHUNK, all.size())))
                    .param("known", Times.sql(later.head().knownBefore()))
                    .query(Long.class)
                    .list());
        }
        return new Difference.Known(
                reversed,
                aliases.asKnown(earlier.head().knownBefore()),
                aliases.asKnown(later.head().knownBefore()));
    }

    /**
     * The report as .xlsx: people, figures, and the sealed text that proves them.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional
    public byte[] xlsx(long snapshot) {
        var stored = required(snapshot);
        var bytes = files.xlsx(read(stored), stored.digest(), stored.seal(), sealedText(stored));
        exported(stored, "xlsx");
        return bytes;
    }

    /**
     * The report as PDF, the digest on every page.
     *
     * @throws NotFound when there is none within reach
     * @throws RuleViolation when a name has a character that no font of ours draws
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public byte[] pdf(long snapshot) {
        var stored = required(snapshot);
        var token = codes.token(CodeKind.SNAPSHOT, stored.head().id());
        var bytes =
                SealedPaper.pdf(tables.paper(read(stored), stored.digest(), codes.address(CodeKind.SNAPSHOT, token)));
        exported(stored, "pdf");
        return bytes;
    }

    private void exported(Stored stored, String form) {
        audit.record(
                "snapshot.export",
                "snapshot " + stored.head().id(),
                new DivisionId(stored.head().district()),
                form + ", report of " + stored.head().day() + " number "
                        + stored.head().number());
    }

    private Stored required(long snapshot) {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().find(snapshot, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private SealedReport read(Stored stored) {
        try {
            return rows.report(stored);
        } catch (IllegalArgumentException changed) {
            throw stored.head().unreadable();
        }
    }

    private String sealedText(Stored stored) {
        try {
            return rows.text(stored.head().id());
        } catch (IllegalArgumentException changed) {
            throw stored.head().unreadable();
        }
    }

    /** The district's reports of this day or an earlier one that were sealed before, the nearest first. */
    private List<Listed> earlier(Stored stored) {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().within(reach).stream()
                .filter(other -> other.head().district() == stored.head().district())
                .filter(other -> other.head().isBefore(stored.head()))
                .map(this::listed)
                .toList();
    }

    private Listed listed(Stored stored) {
        var head = stored.head();
        return new Listed(
                head.id(),
                new DivisionId(head.district()),
                head.districtName(),
                head.day(),
                head.number(),
                head.sealedAt(),
                head.sealedByName(),
                stored.digest().grouped(),
                rows.figures(head.id(), head.district()));
    }
}
