package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Campaigns within the caller's reach. */
@Service
public class Campaigns {

    private static final int NAME_LENGTH = 100;
    private static final int NUMBER_LENGTH = 60;
    private static final int NOTE_LENGTH = 300;
    private static final int PHASE_LENGTH = 60;
    private static final int MOST_PHASES = 12;

    private final JdbcClient jdbc;
    private final CampaignDirectory directory;
    private final DivisionDirectory divisions;
    private final Access access;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Campaigns(
            JdbcClient jdbc,
            CampaignDirectory directory,
            DivisionDirectory divisions,
            Access access,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.divisions = divisions;
        this.access = access;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A campaign as an officer writes it.
     *
     * @param phases in order of time, each beginning where the one before ends, at least one
     */
    public record Draft(
            String name,
            String documentNumber,
            HouseholdBasis basis,
            String basisNote,
            boolean phoneCountsForAway,
            List<Campaign.Phase> phases) {}

    /**
     * The campaign that covers the caller's divisions today: one that runs before one that is over; failing one from above,
     * one of the units below.
     */
    @Transactional(readOnly = true)
    public Optional<Campaign> current() {
        var reach = access.require(Action.VIEW_CAMPAIGN);
        var today = Times.today(clock);
        var running = Comparator.comparing((Campaign campaign) -> campaign.to().isAfter(today))
                .thenComparing(Campaign::from);
        return reach.roots().stream()
                .flatMap(root -> directory.covering(root, today).stream())
                .max(running)
                .or(() -> directory.within(reach).stream()
                        .filter(campaign -> !campaign.from().isAfter(today))
                        .max(running));
    }

    /** The campaigns of the units that the caller reaches, past and to come, the latest begun first. */
    @Transactional(readOnly = true)
    public List<Campaign> all() {
        return directory.within(access.require(Action.VIEW_CAMPAIGN));
    }

    /** The districts for which the caller may open a campaign, in code order. */
    @Transactional(readOnly = true)
    public List<Division> districts() {
        var reach = access.require(Action.EDIT_CAMPAIGN);
        return reach.roots().stream()
                .flatMap(root -> divisions.find(root, Times.today(clock)).stream())
                .filter(division -> division.level() == Level.COUNTY)
                .sorted(Comparator.comparing(division -> division.code().value()))
                .toList();
    }

    /**
     * Opens a campaign for a district. Its rule of which households are due is fixed from then on: another rule is
     * another campaign, or figures of two days could not be compared.
     *
     * @throws RuleViolation when a text is missing or too long, the phases do not join, or another
     *     campaign of the district overlaps
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public CampaignId open(DivisionId division, Draft draft) {
        access.require(Action.EDIT_CAMPAIGN, division);
        check(draft);
        // Two officers at once: the second waits here and then sees the first one's campaign.
        jdbc.sql("select id from division where id = :id for update")
                .param("id", division.value())
                .query(Long.class)
                .single();
        var from = draft.phases().getFirst().from();
        var to = draft.phases().getLast().to();
        var overlaps = jdbc.sql("""
                select count(*) from campaign where division_id = :division and superseded_at = '9999-12-31'
                  and valid_from < :to and valid_to > :from
                """)
                .param("division", division.value())
                .param("from", from)
                .param("to", to)
                .query(Integer.class)
                .single();
        if (overlaps > 0) {
            throw new RuleViolation("core.campaign.overlaps", from, to);
        }
        var id =
                jdbc.sql("select next value for campaign_seq").query(Long.class).single();
        jdbc.sql("""
                insert into campaign (id, division_id, name, document_number, household_basis, basis_note,
                  phone_counts_for_away, valid_from, valid_to, recorded_at, superseded_at, recorded_by)
                values (:id, :division, :name, :number, :basis, :note, :phone, :from, :to, :now, '9999-12-31', :by)
                """)
                .param("id", id)
                .param("division", division.value())
                .param("name", draft.name().strip())
                .param("number", draft.documentNumber().strip())
                .param("basis", draft.basis().name())
                .param("note", draft.basisNote().strip())
                .param("phone", draft.phoneCountsForAway())
                .param("from", from)
                .param("to", to)
                .param("now", Times.sql(clock.instant()))
                .param("by", access.caller().person().value())
                .update();
        var position = 0;
        for (var phase : draft.phases()) {
            jdbc.sql("""
                    insert into campaign_phase (id, campaign_id, position, name, valid_from, valid_to, reporting_day)
                    values (next value for campaign_phase_seq, :campaign, :position, :name, :from, :to, :reporting)
                    """)
                    .param("campaign", id)
                    .param("position", position++)
                    .param("name", phase.name().strip())
                    .param("from", phase.from())
                    .param("to", phase.to())
                    .param("reporting", phase.reportingDay())
                    .update();
        }
        audit.record("campaign.open", "campaign " + id, division, draft.name() + " " + from + " to " + to);
        events.publishEvent(new CampaignOpened(new CampaignId(id), division));
        return new CampaignId(id);
    }

    private static void check(Draft draft) {
        checkText(draft.name(), NAME_LENGTH);
        checkText(draft.documentNumber(), NUMBER_LENGTH);
        checkText(draft.basisNote(), NOTE_LENGTH);
        if (draft.phases().isEmpty() || draft.phases().size() > MOST_PHASES) {
            throw new RuleViolation(
                    "core.campaign.phase-count", MOST_PHASES, draft.phases().size());
        }
        draft.phases().forEach(phase -> checkText(phase.name(), PHASE_LENGTH));
        LocalDate expected = draft.phases().getFirst().from();
        for (var phase : draft.phases()) {
            if (!phase.from().equals(expected) || !phase.to().isAfter(phase.from())) {
                throw new RuleViolation("core.campaign.phases", phase.name(), expected, phase.from());
            }
            if (phase.reportingDay().isBefore(phase.from())
                    || !phase.reportingDay().isBefore(phase.to())) {
                throw new RuleViolation("core.campaign.reporting-day", phase.name(), phase.reportingDay());
            }
            expected = phase.to();
        }
    }

    private static void checkText(String text, int most) {
        var length = text.strip().codePointCount(0, text.strip().length());
        if (length == 0) {
            throw new RuleViolation("core.campaign.missing-text");
        }
        if (length > most || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new RuleViolation("core.campaign.text-form", most, length);
        }
    }
}
