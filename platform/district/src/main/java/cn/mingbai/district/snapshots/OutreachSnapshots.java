package cn.mingbai.district.snapshots;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.jobs.Jobs;
import cn.mingbai.core.sealing.NumberedReport;
import cn.mingbai.core.sealing.SealKey;
import cn.mingbai.core.sealing.SealedPaper;
import cn.mingbai.core.sealing.SealingRequest;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachRows.Stored;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sealed reports of outreach: seals, lists, verifies, compares and exports them. */
@Service
public class OutreachSnapshots {

    private final OutreachRows rows;
    private final OutreachVerifier verifier;
    private final OutreachTables tables;
    private final OutreachFiles files;
    private final RateSnapshots rates;
    private final SealKey sealKey;
    private final Codes codes;
    private final DivisionDirectory divisions;
    private final CampaignDirectory campaigns;
    private final Approvals approvals;
    private final Jobs jobs;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    OutreachSnapshots(
            OutreachRows rows,
            OutreachVerifier verifier,
            OutreachTables tables,
            OutreachFiles files,
            RateSnapshots rates,
            SealKey sealKey,
            Codes codes,
            DivisionDirectory divisions,
            CampaignDirectory campaigns,
            Approvals approvals,
            Jobs jobs,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.rows = rows;
        this.verifier = verifier;
        this.tables = tables;
        this.files = files;
        this.rates = rates;
        this.sealKey = sealKey;
        this.codes = codes;
        this.divisions = divisions;
        this.campaigns = campaigns;
        this.approvals = approvals;
        this.jobs = jobs;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * A report in a list.
     *
     * @param district the campaign's division
     * @param number the how-manieth of its campaign and day
     * @param counts the figures of the whole
     */
    public record Listed(
            long id,
            CampaignId campaign,
            String campaignName,
            DivisionId district,
            String districtName,
            LocalDate day,
            int number,
            java.time.Instant sealedAt,
            String sealedByName,
            String digest,
            Counts counts)
            implements NumberedReport {}

    /**
     * A campaign whose reports the caller may seal.
     *
     * @param days its reporting days up to today, the latest first
     */
    public record Sealable(
            CampaignId campaign, String name, DivisionId district, String districtName, List<ReportingDay> days) {}

    /** A phase's reporting day; reports says how many were sealed of it. */
    public record ReportingDay(LocalDate day, String phase, int reports) {}

    /**
     * What to know before sealing.
     *
     * @param reports how many reports of this day there are
     * @param waiting how many proposals of the campaign's division wait for a second person
     */
    public record Ahead(String campaign, LocalDate day, int reports, int waiting) {}

    /**
     * An opened report.
     *
     * @param digest in groups, as it is printed
     * @param rule the campaign's rule in words
     * @param earlier the reports of the campaign that it can be compared with, the nearest first
     */
    public record Opened(OutreachReport report, String digest, String rule, List<Listed> earlier) {}

    /**
     * Two reports compared at a unit.
     *
     * @param previous the reports that the later one can be compared with, the nearest first
     */
    public record Compared(
            OutreachReport earlier, OutreachReport later, List<Listed> previous, OutreachDifference difference) {}

    /** The reports within reach, the latest day first. */
    @Transactional(readOnly = true)
    public List<Listed> list() {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().within(reach).stream().map(this::listed).toList();
    }

    /** The campaigns within reach that have begun, the latest begun first, with their reporting days. */
    @Transactional(readOnly = true)
    public List<Sealable> campaigns() {
        access.require(Action.SEAL_SNAPSHOTS);
        var today = Times.today(clock);
        return campaigns.all().reversed().stream()
                .filter(campaign -> !campaign.from().isAfter(today))
                .filter(campaign -> isWithinReach(campaign.division()))
                .map(campaign -> new Sealable(
                        campaign.id(),
                        campaign.name(),
                        campaign.division(),
                        divisions
                                .find(campaign.division(), today)
                                .map(division -> division.name())
                                .orElse(""),
                        campaign.phases().stream()
                                .filter(phase -> !phase.reportingDay().isAfter(today))
                                .map(phase -> new ReportingDay(
                                        phase.reportingDay(),
                                        phase.name(),
                                        rows.heads()
                                                .numbers(campaign.id().value(), phase.reportingDay())
                                                .size()))
                                .sorted(Comparator.comparing(ReportingDay::day).reversed())
                                .toList()))
                .toList();
    }

    private boolean isWithinReach(DivisionId division) {
        try {
            access.require(Action.SEAL_SNAPSHOTS, division);
            return true;
        } catch (NotFound foreign) {
            return false;
        }
    }

    /**
     * What to know before sealing a day.
     *
     * @throws NotFound when the campaign is out of reach
     * @throws RuleViolation when the day is still to come, or before the campaign
     */
    @Transactional(readOnly = true)
    public Ahead ahead(CampaignId id, LocalDate day) {
        access.require(Action.SEAL_SNAPSHOTS);
        var campaign = campaign(id);
        checked(campaign, day);
        var waiting = approvals.waiting(campaign.division(), Times.today(clock));
        return new Ahead(
                campaign.name(), day, rows.heads().numbers(id.value(), day).size(), waiting);
    }

    /**
     * Seals the campaign's report of a day in the background, as known now. Reports that were sealed before stay.
     *
     * @throws NotFound when the campaign is out of reach
     * @throws RuleViolation when the day is still to come or before the campaign, or the key of the seals is lost
     */
    @Transactional
    public JobId seal(CampaignId id, LocalDate day, Locale locale) {
        access.require(Action.SEAL_SNAPSHOTS);
        var campaign = campaign(id);
        checked(campaign, day);
        sealKey.required();
        return jobs.start(
                OutreachSealingJob.NAME,
                campaign.division(),
                texts.get(locale, "district.snapshot.job", campaign.name(), day),
                new SealingRequest(id.value(), day, clock.instant().truncatedTo(ChronoUnit.MICROS), locale).text());
    }

    private Campaign campaign(CampaignId id) {
        var campaign = campaigns.all().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        access.require(Action.SEAL_SNAPSHOTS, campaign.division());
        return campaign;
    }

    private void checked(Campaign campaign, LocalDate day) {
        if (day.isAfter(Times.today(clock))) {
            throw new RuleViolation("district.snapshot.day-to-come", day);
        }
        if (day.isBefore(campaign.from())) {
            throw new RuleViolation("district.snapshot.day-before", campaign.name(), campaign.from(), day);
        }
    }

    /**
     * A report with its figures and doors.
     *
     * @throws NotFound when there is none within reach
     * @throws RuleViolation when it cannot be read any more, which verifying explains
     */
    @Transactional(readOnly = true)
    public Opened open(long snapshot) {
        var stored = required(snapshot);
        var report = read(stored);
        return new Opened(
                report, stored.digest().grouped(), tables.rule(report.head().rule()), earlier(stored));
    }

    /**
     * Verifies a report: rows and text against the digest, the digest against the seal, its place in the sequence, and the
     * doors against the facts of today.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional(readOnly = true)
    public Verification verify(long snapshot) {
        return verifier.verify(required(snapshot));
    }

    /** Verifies a file that was exported from a report, of outreach or of training, by itself. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("reads the file that the caller brings, and nothing else")
    public Verification verifyFile(byte[] file) {
        access.require(Action.VIEW_SNAPSHOTS);
        return files.verify(file).orElseGet(() -> rates.verifyFile(file));
    }

    /**
     * Why a report's figures differ from those of an earlier one.
     *
     * @param since the earlier report; empty for the nearest
     * @param unit the unit to look at; empty for the whole
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
        return new Compared(earlier, later, previous, OutreachDifference.between(earlier, later, at));
    }

    /**
     * The report as .xlsx: doors, figures, and the sealed text that proves them.
     *
     * @throws NotFound when there is none within reach
     */
    @Transactional
    public byte[] xlsx(long snapshot) {
        var stored = required(snapshot);
        var report = read(stored);
        var bytes = files.xlsx(
                report, stored.digest(), stored.seal(), OutreachText.of(report).toString());
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
        var token = codes.token(CodeKind.OUTREACH_SNAPSHOT, stored.head().id());
        var bytes = SealedPaper.pdf(
                tables.paper(read(stored), stored.digest(), codes.address(CodeKind.OUTREACH_SNAPSHOT, token)));
        exported(stored, "pdf");
        return bytes;
    }

    private void exported(Stored stored, String form) {
        audit.record(
                "snapshot.export",
                "outreach snapshot " + stored.head().id(),
                new DivisionId(stored.head().district()),
                form + ", report of outreach of " + stored.head().day() + " number "
                        + stored.head().number());
    }

    private Stored required(long snapshot) {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().find(snapshot, reach).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The report as it was sealed; what its rows were changed to is told by verifying. */
    private OutreachReport read(Stored stored) {
        try {
            return OutreachText.parse(rows.text(stored.head().id()));
        } catch (IllegalArgumentException changed) {
            throw stored.head().unreadable();
        }
    }

    /** The campaign's reports of this day or an earlier one that were sealed before, the nearest first. */
    private List<Listed> earlier(Stored stored) {
        var reach = access.require(Action.VIEW_SNAPSHOTS);
        return rows.heads().within(reach).stream()
                .filter(other -> other.head().campaign() == stored.head().campaign())
                .filter(other -> other.head().isBefore(stored.head()))
                .map(this::listed)
                .toList();
    }

    private Listed listed(Stored stored) {
        var head = stored.head();
        return new Listed(
                head.id(),
                new CampaignId(head.campaign()),
                head.campaignName(),
                new DivisionId(head.district()),
                head.districtName(),
                head.day(),
                head.number(),
                head.sealedAt(),
                head.sealedByName(),
                stored.digest().grouped(),
                rows.counts(head.id(), head.district()));
    }
}
