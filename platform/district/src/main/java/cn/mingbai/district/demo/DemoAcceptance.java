package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.district.acceptance.AcceptanceId;
import cn.mingbai.district.acceptance.AcceptanceItem;
import cn.mingbai.district.acceptance.AcceptanceVerdict;
import cn.mingbai.district.acceptance.Acceptances;
import cn.mingbai.district.acceptance.Acceptances.Town;
import cn.mingbai.district.acceptance.Conclusion;
import cn.mingbai.district.bulletins.Bulletins;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The demo's acceptance of its first phase: a bulletin of each town; then the first town that shows all that the phase asks
 * for has passed, and one that does not waits for the second person, to correct what is left. The phases after it are open.
 */
@Component
@Internal
class DemoAcceptance {

    private static final int PHASE = 0;
    private static final int DAYS_TO_CORRECT = 21;

    private final CampaignDirectory campaigns;
    private final Acceptances acceptances;
    private final Bulletins bulletins;
    private final ApprovalDesk approvals;

    DemoAcceptance(CampaignDirectory campaigns, Acceptances acceptances, Bulletins bulletins, ApprovalDesk approvals) {
        this.campaigns = campaigns;
        this.acceptances = acceptances;
        this.bulletins = bulletins;
        this.approvals = approvals;
    }

    /** Accepts what can be accepted on the days after the phase was reported. */
    void run(List<Division> subtree, PersonId officer, String officerName, PersonId second, String secondName) {
        var towns =
                subtree.stream().filter(unit -> unit.level() == Level.TOWNSHIP).toList();
        var campaign = campaigns.all(subtree.getFirst().id()).getLast();
        var reported = campaign.phases().get(PHASE).reportingDay();
        var day = reported.plusDays(1);
        Acting.as(officer, officerName, DemoRun.morning(day), () -> {
            var asOf = new AsOf(reported, day);
            for (var town : towns) {
                if (acceptances
                                .town(town.id(), campaign.id(), PHASE, asOf)
                                .sheet()
                                .line(AcceptanceItem.BULLETIN)
                                .count()
                        == 0) {
                    bulletins.pdf(town.id(), campaign.id(), PHASE, asOf, "", Locale.SIMPLIFIED_CHINESE);
                }
            }
        });
        var next = day.plusDays(1);
        Acting.as(officer, officerName, DemoRun.morning(next), () -> propose(campaign, reported, next, true));
        Acting.as(second, secondName, DemoRun.morning(next.plusDays(1)), this::sign);
        Acting.as(
                officer,
                officerName,
                DemoRun.morning(next.plusDays(2)),
                () -> propose(campaign, reported, next.plusDays(2), false));
    }

    /** Proposes the first town that passes, or the first that does not; nothing where one is proposed already. */
    private void propose(Campaign campaign, LocalDate reported, LocalDate today, boolean passing) {
        var towns = acceptances.towns(campaign.id(), PHASE, new AsOf(reported, today));
        var conclusion = passing ? Conclusion.PASSED : Conclusion.TO_CORRECT;
        if (towns.stream()
                .anyMatch(town -> town.standing() != null && town.standing().conclusion() == conclusion)) {
            return;
        }
        towns.stream()
                .filter(town -> town.standing() == null)
                .filter(town -> passing == (town.sheet().count(AcceptanceVerdict.NOT_MET) == 0))
                .findFirst()
                .ifPresent(town -> propose(campaign, town, reported, today, conclusion));
    }

    private AcceptanceId propose(
            Campaign campaign, Town town, LocalDate reported, LocalDate today, Conclusion conclusion) {
        var left = town.sheet().lines().stream()
                .filter(line -> line.verdict() == AcceptanceVerdict.NOT_MET)
                .map(line -> line.why().zh())
                .collect(Collectors.joining());
        return acceptances.propose(
                town.sheet().town(),
                campaign.id(),
                PHASE,
                reported,
                conclusion == Conclusion.PASSED
                        ? new Acceptances.Draft(conclusion, "查看资料、入户核查，符合本阶段要求（演示）。", null)
                        : new Acceptances.Draft(conclusion, "请整改：" + left, today.plusDays(DAYS_TO_CORRECT)));
    }

    private void sign() {
        var waiting = approvals.pending(Locale.SIMPLIFIED_CHINESE).stream()
                .filter(pending -> pending.approval().kind().equals("phase.accept"))
                .filter(pending -> pending.bar() == ApprovalDesk.Bar.NONE)
                .filter(pending -> acceptances
                                .find(new AcceptanceId(
                                        Long.parseLong(pending.approval().payload())))
                                .conclusion()
                        == Conclusion.PASSED)
                .map(pending -> pending.approval().id())
                .collect(Collectors.toSet());
        if (!waiting.isEmpty()) {
            approvals.decide(waiting, true, "");
        }
    }
}
