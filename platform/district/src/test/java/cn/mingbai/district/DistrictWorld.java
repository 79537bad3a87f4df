package cn.mingbai.district;

import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Campaigns, households and visits of a district that a test has made, by whoever is signed in. */
@Component
public class DistrictWorld {

    private final Campaigns campaigns;
    private final Households households;
    private final Visits visits;

    DistrictWorld(Campaigns campaigns, Households households, Visits visits) {
        this.campaigns = campaigns;
        this.households = households;
        this.visits = visits;
    }

    /** Opens a campaign in which registered households are due. */
    public void openCampaign(DivisionId district, Campaign.Phase... phases) {
        campaigns.open(
                district,
                new Campaigns.Draft("演示行动", "演示文〔2026〕9号", HouseholdBasis.REGISTERED, "村台账", true, List.of(phases)));
    }

    /** Adds households that are due from a day on, numbered from 001. */
    public List<HouseholdId> addHouseholds(DivisionId village, int count, LocalDate from) {
        return addHouseholds(village, 1, count, from);
    }

    /** Adds more of them, numbered from {@code first}. */
    public List<HouseholdId> addHouseholds(DivisionId village, int first, int count, LocalDate from) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> households.add(
                        village,
                        new HouseholdNumber("%03d".formatted(number)),
                        new HouseholdDetails("一组", "演示户" + number, null, 2, true, true, false),
                        from))
                .toList();
    }

    /** Records a visit; where anybody was spoken to, to the head. */
    public void visit(HouseholdId door, LocalDate day, VisitOutcome outcome) {
        visits.record(new VisitDraft(UUID.randomUUID(), door, day, outcome, outcome.spoke() ? Relation.HEAD : null));
    }
}
