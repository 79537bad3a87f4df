package cn.mingbai.district.bulletins;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.heldclass.ClassDirectory;
import cn.mingbai.courses.heldclass.ClassDirectory.Held;
import cn.mingbai.courses.rate.Tally;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.courses.trainingrate.UnitRate;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.coverage.VillageCoverage;
import cn.mingbai.households.visits.VisitDirectory;
import cn.mingbai.materials.boards.BoardDirectory;
import cn.mingbai.materials.boards.BoardFigures;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bulletins of the units within the caller's reach: what a phase brought, and what is left. */
@Service
public class Bulletins {

    /** The longest remark of an officer, in characters. */
    public static final int NOTE_LENGTH = 300;

    private final CampaignDirectory campaigns;
    private final DivisionDirectory divisions;
    private final TrainingRateDirectory training;
    private final CoverageDirectory coverage;
    private final ClassDirectory classes;
    private final VisitDirectory visits;
    private final BoardDirectory boards;
    private final BulletinFiles files;
    private final BulletinDirectory directory;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Bulletins(
            CampaignDirectory campaigns,
            DivisionDirectory divisions,
            TrainingRateDirectory training,
            CoverageDirectory coverage,
            ClassDirectory classes,
            VisitDirectory visits,
            BoardDirectory boards,
            BulletinFiles files,
            BulletinDirectory directory,
            Access access,
            Audit audit,
            Clock clock) {
        this.campaigns = campaigns;
        this.divisions = divisions;
        this.training = training;
        this.coverage = coverage;
        this.classes = classes;
        this.visits = visits;
        this.boards = boards;
        this.files = files;
        this.directory = directory;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The campaigns that cover a unit, the latest begun first. */
    @Transactional(readOnly = true)
    public List<Campaign> campaigns(DivisionId unit) {
        require(unit);
        return campaigns.all(unit).reversed();
    }

    /**
     * The bulletin of a district or a town.
     *
     * @param phase the phase's place in the campaign, 0 for the first
     * @param asOf the last day it speaks of, and the day it is known
     * @throws NotFound when the unit is out of reach, or no such phase covers it
     * @throws RuleViolation when the unit is a village, or the day lies outside the phase
     */
    @Transactional(readOnly = true)
    public Bulletin of(DivisionId unit, CampaignId campaign, int phase, AsOf asOf) {
        require(unit);
        var covering = campaigns.all(unit).stream()
                .filter(each -> each.id().equals(campaign)
                        && phase >= 0
                        && phase < each.phases().size())
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return bulletin(unit, covering, covering.phases().get(phase), asOf);
    }

    /**
     * The same as a page to print.
     *
     * @param note what the officer adds in words, up to 300 characters; may be empty
     * @throws RuleViolation when the remark is too long or has characters that cannot be printed
     */
    @Transactional
    public byte[] pdf(DivisionId unit, CampaignId campaign, int phase, AsOf asOf, String note, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        var stripped = note.strip();
        if (stripped.codePointCount(0, stripped.length()) > NOTE_LENGTH
                || stripped.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new RuleViolation("district.bulletin.note-form", NOTE_LENGTH);
        }
        var bulletin = of(unit, campaign, phase, asOf);
        var bytes = files.pdf(bulletin, stripped, access.caller().name(), locale);
        record(bulletin, phase, "PDF");
        return bytes;
    }

    /** The same as a table, with the footer of the ledgers. */
    @Transactional
    public byte[] xlsx(DivisionId unit, CampaignId campaign, int phase, AsOf asOf, Locale locale) {
        access.require(Action.EXPORT_FIGURES, unit);
        var bulletin = of(unit, campaign, phase, asOf);
        var bytes = files.xlsx(bulletin, access.caller().name(), locale);
        record(bulletin, phase, "xlsx");
        return bytes;
    }

    private void record(Bulletin bulletin, int phase, String form) {
        directory.note(
                bulletin.campaign().id(),
                phase,
                bulletin.total().division().id(),
                bulletin.asOf().day(),
                access.caller().person().value(),
                clock.instant());
        audit.record(
                "bulletin.export",
                "campaign " + bulletin.campaign().id().value(),
                bulletin.total().division().id(),
                form + ", " + bulletin.phase().name() + ", as of "
                        + bulletin.asOf().day() + " known " + bulletin.asOf().known());
    }

    private void require(DivisionId unit) {
        access.require(Action.VIEW_TRAINING_RATE, unit);
        access.require(Action.VIEW_COVERAGE, unit);
        access.require(Action.VIEW_BOARDS, unit);
    }

    private Bulletin bulletin(DivisionId id, Campaign campaign, Campaign.Phase phase, AsOf asOf) {
        var today = Times.today(clock);
        if (phase.from().isAfter(today)) {
            throw new RuleViolation("district.bulletin.not-begun", phase.name(), phase.from());
        }
        if (asOf.day().isBefore(phase.from()) || !asOf.day().isBefore(phase.to())) {
            throw new RuleViolation(
                    "district.bulletin.day", phase.from(), phase.to().minusDays(1), asOf.day());
        }
        var unit = divisions.get(id, asOf.day());
        if (unit.level() != Level.COUNTY && unit.level() != Level.TOWNSHIP) {
            throw new RuleViolation("district.bulletin.unit", unit.name());
        }
        var district = divisions.districtOf(id, asOf.day()).map(Division::id).orElse(id);
        var rates = rates(district, asOf);
        var rollUp = new RollUp(unit, divisions.subtree(id, asOf.day()))
                .villages(coverage.of(id, asOf))
                .done(done(id, phase.from(), asOf));
        var before = new AsOf(phase.from().minusDays(1), asOf.known(), asOf.knownBefore());
        return new Bulletin(
                campaign,
                phase,
                asOf,
                rollUp.rows(rates),
                rollUp.total(total(rates, id)),
                total(rates(district, before), id).byRule(),
                coverage.of(id, before).stream()
                        .map(VillageCoverage::figures)
                        .reduce(Figures.NONE, Figures::plus)
                        .reached());
    }

    private Map<DivisionId, UnitRate> rates(DivisionId district, AsOf asOf) {
        return training.of(district, asOf).stream()
                .collect(Collectors.toMap(rate -> rate.division().id(), Function.identity()));
    }

    private static Tally total(Map<DivisionId, UnitRate> rates, DivisionId unit) {
        var rate = rates.get(unit);
        return rate == null ? Tally.EMPTY : rate.total();
    }

    private Map<DivisionId, Done> done(DivisionId unit, LocalDate from, AsOf asOf) {
        var done = new HashMap<DivisionId, Done>();
        classes.held(unit, from, asOf)
                .forEach((division, held) ->
                        done.merge(division, new Done(held, Map.of(), BoardFigures.NONE), Done::plus));
        visits.counts(unit, from, asOf)
                .forEach((division, counts) ->
                        done.merge(division, new Done(Held.NONE, counts, BoardFigures.NONE), Done::plus));
        boards.figures(unit, from, asOf)
                .forEach((division, figures) ->
                        done.merge(division, new Done(Held.NONE, Map.of(), figures), Done::plus));
        return done;
    }

    /** The share as words, a percentage with its fraction, or that there is nobody. */
    static String words(Share share, String nobody) {
        return share.isEmpty() ? nobody : share.percent() + " (" + share.fraction() + ")";
    }
}
