package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approval;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.acceptance.Acceptance.State;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Acceptance (验收) of the towns within the caller's reach. A sheet is filled from the figures as they are, on any day of its
 * phase; one that is proposed is sealed as its proposer saw it, and a second officer of the district signs that sheet and
 * no other: what comes in late changes the figures and leaves it alone.
 *
 * <p>Source: 长净管办〔2017〕24号 三（第三阶段）, 四（二）.
 */
@Service
public class Acceptances {

    /** The longest remark, in characters. */
    public static final int REMARK_LENGTH = 300;

    /** For so many days after its reporting day a phase is named among what is left to do. */
    private static final int ASKED_FOR = 30;

    private final AcceptanceRows rows;
    private final TownReader reader;
    private final SheetLines lines;
    private final AcceptanceFiles files;
    private final CampaignDirectory campaigns;
    private final DivisionDirectory divisions;
    private final Approvals approvals;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Acceptances(
            AcceptanceRows rows,
            TownReader reader,
            SheetLines lines,
            AcceptanceFiles files,
            CampaignDirectory campaigns,
            DivisionDirectory divisions,
            Approvals approvals,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.reader = reader;
        this.lines = lines;
        this.files = files;
        this.campaigns = campaigns;
        this.divisions = divisions;
        this.approvals = approvals;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The campaigns that cover what the caller reaches or a part of it, the latest begun first. */
    @Transactional(readOnly = true)
    public List<Campaign> campaigns() {
        return campaigns(access.require(Action.VIEW_ACCEPTANCE))
                .sorted(Comparator.comparing(Campaign::from)
                        .thenComparing(campaign -> campaign.id().value())
                        .reversed())
                .toList();
    }

    /**
     * A town of a phase: its sheet as the data are, and its acceptances, the first first.
     *
     * @param acceptances open, decided and withdrawn ones
     */
    public record Town(AcceptanceSheet sheet, List<Acceptance> acceptances) {

        /** The last acceptance that is open or was signed; null when there is none. */
        public @Nullable Acceptance standing() {
            return acceptances.stream()
                    .filter(each -> each.state() == State.OPEN || each.state() == State.ACCEPTED)
                    .reduce((first, second) -> second)
                    .orElse(null);
        }
    }

    /**
     * The towns within reach of a phase, in code order.
     *
     * @throws NotFound when no such phase covers the reach
     * @throws RuleViolation when the day lies outside the phase
     */
    @Transactional(readOnly = true)
    public List<Town> towns(CampaignId campaign, int phase, AsOf asOf) {
        var reach = access.require(Action.VIEW_ACCEPTANCE);
        var covering = covering(reach, campaign, phase);
        checkDay(covering, phase, asOf.day());
        var towns = reader.towns(covering, asOf).stream()
                .filter(town -> access.covers(reach, town.id()))
                .toList();
        var accepted = rows.of(campaign, phase, reach).stream()
                .collect(Collectors.groupingBy(each -> each.sheet().town()));
        return sheets(covering, phase, towns, asOf).stream()
                .map(sheet -> new Town(sheet, accepted.getOrDefault(sheet.town(), List.of())))
                .toList();
    }

    /**
     * A town of a phase.
     *
     * @throws NotFound when the town is out of reach or no such phase covers it
     * @throws RuleViolation when it is no town, or the day lies outside the phase
     */
    @Transactional(readOnly = true)
    public Town town(DivisionId town, CampaignId campaign, int phase, AsOf asOf) {
        var reach = access.require(Action.VIEW_ACCEPTANCE, town);
        return new Town(
                sheet(town, campaign, phase, asOf),
                rows.of(campaign, phase, reach).stream()
                        .filter(each -> each.sheet().town().equals(town))
                        .toList());
    }

    /**
     * What a phase asks for.
     *
     * @param set on which day the district set it; null when the shipped defaults hold
     * @param items one for each item, in their order
     */
    public record Asked(@Nullable LocalDate set, List<PhaseRequirement> items) {}

    /** What a phase asks for now. */
    @Transactional(readOnly = true)
    public Asked asked(CampaignId campaign, int phase) {
        var covering = covering(access.require(Action.VIEW_ACCEPTANCE), campaign, phase);
        var asked = rows.requirements(campaign, phase, covering.phases().size(), Times.endOf(Times.today(clock)));
        return new Asked(asked.set(), asked.items());
    }

    /**
     * Sets what a phase asks for. Sheets that are sealed keep what was asked of them.
     *
     * @param items one for each item
     * @throws RuleViolation when an item is missing or there twice, a target is none of 0.1% to 100%, or nothing is asked for
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void ask(CampaignId campaign, int phase, List<PhaseRequirement> items) {
        var reach = access.require(Action.EDIT_CAMPAIGN);
        var covering = covering(reach, campaign, phase);
        access.require(Action.EDIT_CAMPAIGN, covering.division());
        var byItem = items.stream().collect(Collectors.groupingBy(PhaseRequirement::item));
        if (byItem.size() != AcceptanceItem.values().length || items.size() != byItem.size()) {
            throw new RuleViolation("district.acceptance.each-item", AcceptanceItem.values().length, items.size());
        }
        for (var item : items) {
            var least = item.item().isShare() ? 1 : 0;
            var most = item.item().isShare() ? PhaseRequirement.ALL : 0;
            if (item.target() < least || item.target() > most) {
                throw new RuleViolation("district.acceptance.target");
            }
        }
        if (items.stream().noneMatch(PhaseRequirement::wanted)) {
            throw new RuleViolation("district.acceptance.nothing-asked");
        }
        rows.require(campaign, phase, items, access.caller().person(), now());
        audit.record(
                "acceptance.ask",
                "campaign " + campaign.value() + " phase " + phase,
                covering.division(),
                items.stream()
                        .filter(PhaseRequirement::wanted)
                        .map(item -> item.item() + (item.item().isShare() ? " " + item.percent() : ""))
                        .collect(Collectors.joining(", ")));
    }

    /**
     * What an officer concludes.
     *
     * @param remark in words, up to {@value #REMARK_LENGTH} characters; needed for {@link Conclusion#TO_CORRECT}
     * @param correctBy until when what is left is to be put right, today or later; for {@link Conclusion#TO_CORRECT} only
     */
    public record Draft(
            Conclusion conclusion, String remark, @Nullable LocalDate correctBy) {}

    /**
     * Proposes to accept a town: seals its sheet as it is now and lays it before a second officer.
     *
     * @throws NotFound when the town is out of reach or no such phase covers it
     * @throws Conflict when the town has passed already, or a proposal waits
     * @throws RuleViolation when the day lies outside the phase, a line is unmet and the conclusion says passed, or the
     *     remark or the day is missing
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public AcceptanceId propose(DivisionId town, CampaignId campaign, int phase, LocalDate day, Draft draft) {
        access.require(Action.ACCEPT_PHASES, town);
        var now = now();
        if (day.isAfter(Times.today(clock))) {
            throw new RuleViolation("district.acceptance.day-to-come", day);
        }
        var sheet = sheet(town, campaign, phase, AsOf.at(day, now));
        if (rows.passed(campaign, phase).contains(town)) {
            throw new Conflict("district.acceptance.passed-already", sheet.townName());
        }
        var remark = checked(draft, sheet);
        var id = rows.add(
                sheet,
                draft.conclusion(),
                remark,
                draft.correctBy(),
                access.caller().person(),
                now);
        approvals.propose(
                AcceptanceApproval.NAME,
                town,
                "campaign " + campaign.value() + " phase " + phase + " town " + town.value(),
                null,
                String.valueOf(id.value()),
                remark.isEmpty() ? sheet.phaseName() : remark);
        return id;
    }

    private String checked(Draft draft, AcceptanceSheet sheet) {
        var remark = draft.remark().strip();
        var length = remark.codePointCount(0, remark.length());
        if (length > REMARK_LENGTH || remark.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new RuleViolation("district.acceptance.remark-form", REMARK_LENGTH);
        }
        var unmet = sheet.count(AcceptanceVerdict.NOT_MET);
        switch (draft.conclusion()) {
            case PASSED -> {
                if (unmet > 0) {
                    throw new RuleViolation("district.acceptance.unmet", unmet);
                }
                if (sheet.count(AcceptanceVerdict.MET) == 0) {
                    throw new RuleViolation("district.acceptance.nothing-met");
                }
                if (draft.correctBy() != null) {
                    throw new RuleViolation("district.acceptance.no-day");
                }
            }
            case TO_CORRECT -> {
                if (length == 0) {
                    throw new RuleViolation("district.acceptance.remark-needed");
                }
                if (draft.correctBy() == null || draft.correctBy().isBefore(Times.today(clock))) {
                    throw new RuleViolation("district.acceptance.day-needed");
                }
            }
        }
        return remark;
    }

    /** An acceptance whose town lies within reach. */
    @Transactional(readOnly = true)
    public Acceptance find(AcceptanceId id) {
        return rows.find(id, access.require(Action.VIEW_ACCEPTANCE))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The sheet of a town as the data are, as a page to print. It says that nobody has signed it. */
    @Transactional
    public byte[] pdf(DivisionId town, CampaignId campaign, int phase, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, town);
        var sheet = sheet(town, campaign, phase, asOf);
        exported(sheet, "PDF, not signed");
        return files.pdf(sheet, null, access.caller().name(), locale);
    }

    /** The same as a table. */
    @Transactional
    public byte[] xlsx(DivisionId town, CampaignId campaign, int phase, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, town);
        var sheet = sheet(town, campaign, phase, asOf);
        exported(sheet, "xlsx, not signed");
        return files.xlsx(sheet, null, access.caller().name(), locale);
    }

    /** A sealed sheet as a page to print. */
    @Transactional
    public byte[] pdf(AcceptanceId id, Locale locale) {
        var acceptance = exportable(id, "PDF");
        return files.pdf(acceptance.sheet(), acceptance, access.caller().name(), locale);
    }

    /** The same as a table. */
    @Transactional
    public byte[] xlsx(AcceptanceId id, Locale locale) {
        var acceptance = exportable(id, "xlsx");
        return files.xlsx(acceptance.sheet(), acceptance, access.caller().name(), locale);
    }

    private Acceptance exportable(AcceptanceId id, String form) {
        var acceptance = rows.find(id, access.require(Action.EXPORT_FIGURES))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        if (!acceptance.isGenuine()) {
            throw new Conflict("district.acceptance.not-genuine");
        }
        exported(acceptance.sheet(), form + ", acceptance " + id.value());
        return acceptance;
    }

    private void exported(AcceptanceSheet sheet, String form) {
        audit.record(
                "acceptance.export",
                "campaign " + sheet.campaign().value() + " phase " + sheet.phase(),
                sheet.town(),
                form + ", as of " + sheet.asOf().day() + " known "
                        + sheet.asOf().known());
    }

    /** What the second officer decided. */
    void decided(Approval approval, State state) {
        var id = new AcceptanceId(Long.parseLong(approval.payload()));
        var acceptance = rows.find(id).orElseThrow(() -> new NotFound("core.access.not-found"));
        if (state == State.ACCEPTED) {
            if (!acceptance.isGenuine()) {
                throw new Conflict("district.acceptance.not-genuine");
            }
            var sheet = acceptance.sheet();
            if (rows.passed(sheet.campaign(), sheet.phase()).contains(sheet.town())) {
                throw new Conflict("district.acceptance.passed-already", sheet.townName());
            }
        }
        rows.decide(id, state, approval.decidedBy(), now());
    }

    /** The proposal about a town of a phase that waits, to open it among what is to be decided. */
    Acceptance proposed(Approval approval) {
        return rows.find(new AcceptanceId(Long.parseLong(approval.payload())))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private java.time.Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private AcceptanceSheet sheet(DivisionId id, CampaignId campaign, int phase, AsOf asOf) {
        var covering = campaigns.all(id).stream()
                .filter(each -> each.id().equals(campaign)
                        && phase >= 0
                        && phase < each.phases().size())
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        checkDay(covering, phase, asOf.day());
        var town = divisions.get(id, asOf.day());
        if (town.level() != Level.TOWNSHIP) {
            throw new RuleViolation("district.acceptance.unit", town.name());
        }
        return sheets(covering, phase, List.of(town), asOf).getFirst();
    }

    private List<AcceptanceSheet> sheets(Campaign campaign, int phase, List<Division> towns, AsOf asOf) {
        var asked = rows.requirements(campaign.id(), phase, campaign.phases().size(), asOf.knownBefore());
        var its = campaign.phases().get(phase);
        var address = campaign.id().value() + "-" + phase;
        return reader.of(campaign, phase, towns, asOf).stream()
                .map(facts -> new AcceptanceSheet(
                        campaign.id(),
                        campaign.name(),
                        campaign.documentNumber(),
                        phase,
                        its.name(),
                        its.from(),
                        its.to().minusDays(1),
                        facts.town().id(),
                        facts.town().name(),
                        asOf,
                        asked.set(),
                        lines.of(facts, asked.items(), address, asOf)))
                .toList();
    }

    /** Those of the units above what is reached, of itself, and of what lies in it. */
    private Stream<Campaign> campaigns(Reach reach) {
        return Stream.concat(
                        reach.roots().stream().flatMap(root -> campaigns.all(root).stream()),
                        campaigns.within(reach).stream())
                .distinct();
    }

    private Campaign covering(Reach reach, CampaignId campaign, int phase) {
        return campaigns(reach)
                .filter(each -> each.id().equals(campaign)
                        && phase >= 0
                        && phase < each.phases().size())
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private void checkDay(Campaign campaign, int phase, LocalDate day) {
        var its = campaign.phases().get(phase);
        if (its.from().isAfter(Times.today(clock))) {
            throw new RuleViolation("district.bulletin.not-begun", its.name(), its.from());
        }
        if (day.isBefore(its.from()) || !day.isBefore(its.to())) {
            throw new RuleViolation(
                    "district.bulletin.day", its.from(), its.to().minusDays(1), day);
        }
    }

    /** A phase that waits to be accepted: its name, how many towns have not passed, and how addresses name it. */
    record Waiting(String name, int towns, String address) {}

    /** The phases reported in the last {@link #ASKED_FOR} days that leave towns to be accepted. */
    @Transactional(readOnly = true)
    List<Waiting> waiting() {
        var reach = access.require(Action.ACCEPT_PHASES);
        var today = Times.today(clock);
        var waiting = new ArrayList<Waiting>();
        for (var root : reach.roots()) {
            campaigns.covering(root, today).ifPresent(campaign -> {
                for (var phase = 0; phase < campaign.phases().size(); phase++) {
                    var its = campaign.phases().get(phase);
                    var reported = its.reportingDay();
                    if (!reported.isBefore(today) || reported.isBefore(today.minusDays(ASKED_FOR))) {
                        continue;
                    }
                    var passed = rows.passed(campaign.id(), phase);
                    var left = (int) reader.towns(campaign, AsOf.on(reported, clock)).stream()
                            .filter(town -> access.covers(reach, town.id()) && !passed.contains(town.id()))
                            .count();
                    if (left > 0) {
                        waiting.add(new Waiting(its.name(), left, campaign.id().value() + "-" + phase));
                    }
                }
            });
        }
        return waiting;
    }
}
