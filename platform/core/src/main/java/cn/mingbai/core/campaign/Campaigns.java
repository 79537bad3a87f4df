package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Campaigns within the caller's reach. */
@Service
public class Campaigns {

    private final JdbcClient jdbc;
    private final CampaignDirectory directory;
    private final Access access;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Campaigns(
            JdbcClient jdbc,
            CampaignDirectory directory,
            Access access,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
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

    /** The campaign that covers the caller's divisions today, if there is one. */
    @Transactional(readOnly = true)
    public Optional<Campaign> current() {
        Reach reach = access.require(Action.VIEW_CAMPAIGN);
        return reach.roots().stream()
                .flatMap(root -> directory.covering(root, Times.today(clock)).stream())
                .findFirst();
    }

    /**
     * Opens a campaign for a district. Its rule of which households are due is fixed from then on: another rule is
     * another campaign, or figures of two days could not be compared.
     *
     * @throws RuleViolation when a text is missing, the phases do not join, or another campaign of the district overlaps
     */
    @Transactional
    public CampaignId open(DivisionId division, Draft draft) {
        access.require(Action.EDIT_CAMPAIGN, division);
        check(draft);
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
        var texts = new ArrayList<>(List.of(draft.name(), draft.documentNumber(), draft.basisNote()));
        draft.phases().forEach(phase -> texts.add(phase.name()));
        if (draft.phases().isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            throw new RuleViolation("core.campaign.missing-text");
        }
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
}
