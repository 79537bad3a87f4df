package cn.mingbai.households.retention;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.households.ledger.Reason;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Closes campaigns that are over: one officer of the district proposes the day on which names and phones are destroyed, a
 * second one approves, and with that the ledgers are sealed. Figures stay.
 */
@Service
public class CampaignClosings {

    private static final int MOST_YEARS = 10;

    private final ClosingRows rows;
    private final LedgerSeal seal;
    private final List<KeptNames> kept;
    private final CampaignDirectory campaigns;
    private final CoverageDirectory coverage;
    private final DivisionDirectory divisions;
    private final Approvals approvals;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    CampaignClosings(
            ClosingRows rows,
            LedgerSeal seal,
            List<KeptNames> kept,
            CampaignDirectory campaigns,
            CoverageDirectory coverage,
            DivisionDirectory divisions,
            Approvals approvals,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.seal = seal;
        this.kept = List.copyOf(kept);
        this.campaigns = campaigns;
        this.coverage = coverage;
        this.divisions = divisions;
        this.approvals = approvals;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Where a campaign stands. */
    public enum State {
        /** It is not over. */
        RUNNING,
        /** It is over; nothing is proposed. */
        OVER,
        /** A second person has to decide. */
        PROPOSED,
        /** Its ledgers are sealed; names go on the day. */
        SEALED,
        /** Its ledgers are sealed; the destruction was halted. */
        HALTED,
        /** Names and phones are gone. */
        DESTROYED
    }

    /**
     * A campaign.
     *
     * @param last its last day
     * @param digest of the seal, or null
     * @param destroyOn the day on which names go, or null
     * @param at when it came into this state: sealed, halted or destroyed; or null
     */
    public record Line(
            CampaignId campaign,
            String name,
            String district,
            LocalDate last,
            State state,
            @Nullable String digest,
            @Nullable LocalDate destroyOn,
            @Nullable Instant at,
            @Nullable String why) {}

    /** The campaigns of the caller's districts, the latest begun first. */
    @Transactional(readOnly = true)
    public List<Line> list() {
        var reach = access.require(Action.CLOSE_CAMPAIGN);
        return campaigns.all().stream()
                .filter(campaign -> access.covers(reach, campaign.division()))
                .sorted(Comparator.comparing(Campaign::from).reversed())
                .map(this::line)
                .toList();
    }

    private Line line(Campaign campaign) {
        var closing = rows.find(campaign.id());
        var district = divisions
                .find(campaign.division(), Times.today(clock))
                .map(Division::name)
                .orElse("");
        var proposed =
                approvals.open(ClosingApproval.NAME, subject(campaign.id())).isPresent();
        if (closing.isEmpty()) {
            var over = !campaign.to().isAfter(Times.today(clock));
            return new Line(
                    campaign.id(),
                    campaign.name(),
                    district,
                    campaign.to().minusDays(1),
                    proposed ? State.PROPOSED : over ? State.OVER : State.RUNNING,
                    null,
                    null,
                    null,
                    null);
        }
        var its = closing.get();
        var state = its.destroyedAt() != null
                ? State.DESTROYED
                : proposed ? State.PROPOSED : its.haltedAt() != null ? State.HALTED : State.SEALED;
        return new Line(
                campaign.id(),
                campaign.name(),
                district,
                campaign.to().minusDays(1),
                state,
                its.digest(),
                its.destroyOn(),
                switch (state) {
                    case DESTROYED -> its.destroyedAt();
                    case HALTED -> its.haltedAt();
                    default -> its.sealedAt();
                },
                its.haltedWhy());
    }

    /** How many of something are kept. */
    public record Kept(String what, long count) {}

    /**
     * What closing a campaign would do.
     *
     * @param figures what stays readable, of its last day
     * @param kept what would be destroyed
     * @param next the name of another campaign of the district that is not over, for which names are still needed; or null
     */
    public record Preview(
            Campaign campaign,
            int villages,
            Figures figures,
            List<Kept> kept,
            @Nullable String next) {}

    /**
     * What closing a campaign would do; nothing is written.
     *
     * @throws NotFound when it is out of reach
     */
    @Transactional(readOnly = true)
    public Preview preview(CampaignId id) {
        var campaign = campaign(id);
        var villages = coverage.of(campaign.division(), asOf(campaign));
        var ids = new LinkedHashSet<>(gone(campaign));
        villages.forEach(village -> ids.add(village.village().id()));
        return new Preview(
                campaign,
                villages.size(),
                villages.stream().map(VillageCoverage::figures).reduce(Figures.NONE, Figures::plus),
                kept.stream()
                        .map(names -> new Kept(names.what(), names.count(ids)))
                        .toList(),
                next(campaign));
    }

    /**
     * The units of the district that were no more on the campaign's last day: their households went elsewhere, and what phones
     * and prints kept under the old unit did not.
     */
    Set<DivisionId> gone(Campaign campaign) {
        return divisions.gone(campaign.division(), campaign.to().minusDays(1));
    }

    /** Another campaign of the same district that is not over, for which the names are still needed. */
    @Nullable
    String next(Campaign campaign) {
        var today = Times.today(clock);
        return campaigns.all(campaign.division()).stream()
                .filter(other -> !other.id().equals(campaign.id()) && other.to().isAfter(today))
                .map(Campaign::name)
                .findFirst()
                .orElse(null);
    }

    /**
     * Proposes to close a campaign, or another day for one that is sealed.
     *
     * @param destroyOn after today, within ten years
     * @param reason on what rule the day rests, 1 to 200 characters
     * @throws RuleViolation when the campaign is not over, or day or reason cannot be taken
     * @throws Conflict when a proposal is open, or the names are gone
     * @throws NotFound when it is out of reach
     */
    @Transactional
    public void propose(CampaignId id, LocalDate destroyOn, String reason) {
        var campaign = campaign(id);
        var today = Times.today(clock);
        if (campaign.to().isAfter(today)) {
            throw new RuleViolation(
                    "households.retention.not-over", campaign.to().minusDays(1));
        }
        if (!destroyOn.isAfter(today) || destroyOn.isAfter(today.plusYears(MOST_YEARS))) {
            throw new RuleViolation("households.retention.day", today, today.plusYears(MOST_YEARS));
        }
        if (rows.find(id).filter(closing -> closing.destroyedAt() != null).isPresent()) {
            throw new Conflict("households.retention.gone");
        }
        approvals.propose(
                ClosingApproval.NAME,
                campaign.division(),
                subject(id),
                null,
                id.value() + " " + destroyOn,
                Reason.checked(reason));
    }

    /** Seals the ledgers and sets the day, with the decision of a second person. */
    void close(Approval approval) {
        var parts = approval.payload().split(" ");
        var id = new CampaignId(Long.parseLong(parts[0]));
        var destroyOn = LocalDate.parse(parts[1]);
        var campaign = find(id);
        var closing = rows.find(id);
        if (closing.isPresent()) {
            rows.setDay(closing.get().id(), destroyOn);
            audit.record(
                    "campaign.destroy-on", "campaign " + id.value(), campaign.division(), "names go on " + destroyOn);
            return;
        }
        var now = clock.instant();
        var last = campaign.to().minusDays(1);
        var villages = seal.parts(campaign.division(), AsOf.at(last, now));
        var digest = LedgerSeal.digest(villages);
        rows.insert(
                new ClosingRows.Closing(
                        0,
                        id,
                        last,
                        now,
                        digest,
                        villages.values().stream()
                                .mapToInt(ClosingRows.Part::households)
                                .sum(),
                        now,
                        destroyOn,
                        null,
                        null,
                        null),
                approval.proposedBy().value(),
                Objects.requireNonNull(approval.decidedBy()).value(),
                villages);
        audit.record(
                "campaign.seal",
                "campaign " + id.value(),
                campaign.division(),
                "digest " + digest + ", names go on " + destroyOn);
    }

    /**
     * What comparing the ledgers with their seal found.
     *
     * @param villages how many were compared
     * @param differing the names of those that are not as they were sealed
     */
    public record Verified(int villages, List<String> differing) {}

    /**
     * Computes the sealed ledgers anew, as they were known then, and compares them with the seal.
     *
     * @throws NotFound when the campaign is out of reach or not sealed
     */
    @Transactional(readOnly = true)
    public Verified verify(CampaignId id) {
        var campaign = campaign(id);
        var closing = rows.find(id).orElseThrow(() -> new NotFound("core.access.not-found"));
        var sealed = rows.parts(closing.id());
        var now = seal.parts(campaign.division(), closing.asOf());
        var differing = new ArrayList<DivisionId>();
        sealed.forEach((village, part) -> {
            if (!part.equals(now.get(village))) {
                differing.add(village);
            }
        });
        now.keySet().stream().filter(village -> !sealed.containsKey(village)).forEach(differing::add);
        if (differing.isEmpty() && !LedgerSeal.digest(now).equals(closing.digest())) {
            throw new IllegalStateException("expected the digest of campaign " + id.value() + " to cover its villages");
        }
        return new Verified(
                sealed.size(),
                differing.stream()
                        .map(village -> divisions
                                .find(village, closing.spokenOf())
                                .map(Division::name)
                                .orElse(String.valueOf(village.value())))
                        .toList());
    }

    /**
     * Halts a destruction that has not taken place; another day needs a second person again.
     *
     * @throws Conflict when no day is set, or the names are gone
     * @throws NotFound when the campaign is out of reach
     */
    @Transactional
    public void halt(CampaignId id, String reason) {
        var campaign = campaign(id);
        var why = Reason.checked(reason);
        var closing = rows.find(id);
        if (closing.isEmpty()
                || !rows.halt(closing.get().id(), access.caller().person().value(), why)) {
            throw new Conflict("households.retention.nothing-to-halt");
        }
        audit.record("campaign.halt-destruction", "campaign " + id.value(), campaign.division(), why);
    }

    private AsOf asOf(Campaign campaign) {
        var today = Times.today(clock);
        var last = campaign.to().minusDays(1);
        return AsOf.on(last.isAfter(today) ? today : last, clock);
    }

    private Campaign campaign(CampaignId id) {
        var reach = access.require(Action.CLOSE_CAMPAIGN);
        var campaign = find(id);
        if (!access.covers(reach, campaign.division())) {
            throw new NotFound("core.access.not-found");
        }
        return campaign;
    }

    /** The campaign with this id, whoever asks. */
    Campaign find(CampaignId id) {
        return campaigns.all().stream()
                .filter(campaign -> campaign.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    static String subject(CampaignId id) {
        return "campaign " + id.value();
    }
}
