package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.acceptance.AcceptanceId;
import cn.mingbai.district.acceptance.Acceptances;
import cn.mingbai.district.acceptance.Conclusion;
import cn.mingbai.district.acceptance.PhaseRequirement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who sees, proposes and exports acceptances, and says what phases ask for. */
final class AcceptanceAccessRows implements AccessRows {

    private static final String COVERED = "a campaign of the units above covers the town and is named on its sheet";
    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));

    /** A phase that runs over a target, or none. */
    private record Running(CampaignId campaign, int phase) {}

    private interface Call {
        @Nullable
        Object of(CampaignId campaign, int phase);
    }

    @Override
    public void seed(Fixture fixture, Target target) {
        target.put("acceptance-phase", running(fixture, target.division()));
        var town = fixture.world().division(World.TOWN);
        var running = running(fixture, town);
        fixture.signIn(DISTRICT_OFFICER, target.code());
        // A sheet of a town, laid where the target lies: only there may it be read.
        var id = fixture.bean(Acceptances.class)
                .propose(town, running.campaign(), running.phase(), TODAY.day(), draft(target));
        var jdbc = fixture.bean(JdbcClient.class);
        jdbc.sql("update phase_acceptance set division_id = :division where id = :id")
                .param("division", target.division().value())
                .param("id", id.value())
                .update();
        jdbc.sql(
                        "update approval set state = 'WITHDRAWN', open_key = null where kind = 'phase.accept' and payload = :id")
                .param("id", String.valueOf(id.value()))
                .update();
        target.put("acceptance", id);
    }

    private static Running running(Fixture fixture, DivisionId unit) {
        // The unit's own first: what a unit above asks for is not its to set.
        return fixture.bean(CampaignDirectory.class).all(unit).stream()
                .sorted(Comparator.comparing(campaign -> !campaign.division().equals(unit)))
                .flatMap(campaign -> IntStream.range(0, campaign.phases().size())
                        .filter(number -> {
                            var phase = campaign.phases().get(number);
                            return !phase.from().isAfter(TODAY.day())
                                    && phase.to().isAfter(TODAY.day());
                        })
                        .mapToObj(number -> new Running(campaign.id(), number)))
                .findFirst()
                .orElse(new Running(new CampaignId(Long.MAX_VALUE / 2), 0));
    }

    private static Acceptances.Draft draft(Target target) {
        return new Acceptances.Draft(
                Conclusion.TO_CORRECT, target.canary(), TODAY.day().plusDays(14));
    }

    private static AcceptanceId acceptance(Target target) {
        return target.get("acceptance", AcceptanceId.class);
    }

    // Only a town has a sheet, which a rule says to those who reach the unit.
    private static @Nullable Object on(Target target, Call call) {
        var running = target.get("acceptance-phase", Running.class);
        try {
            return call.of(running.campaign(), running.phase());
        } catch (RuleViolation refused) {
            if (target.level() != Level.TOWNSHIP && refused.key().equals("district.acceptance.unit")) {
                return "";
            }
            throw refused;
        }
    }

    @Override
    public void add(Table table) {
        table.route("acceptance", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.route("acceptance-record", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        reads(table);
        files(table);
        table.write(Acceptances.class, "ask", CampaignId.class, int.class, List.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> on(target, (campaign, phase) -> {
                    bean.ask(campaign, phase, PhaseRequirement.shipped(0, 1));
                    return "";
                }));
        table.write(
                        Acceptances.class,
                        "propose",
                        DivisionId.class,
                        CampaignId.class,
                        int.class,
                        LocalDate.class,
                        Acceptances.Draft.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> on(
                        target,
                        (campaign, phase) ->
                                bean.propose(target.division(), campaign, phase, TODAY.day(), draft(target))))
                .mayChangeNothing("a district is not accepted, which a rule says after access was granted");
    }

    private static void reads(Table table) {
        table.read(Acceptances.class, "campaigns")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.campaigns())
                .reachesBeyond(Relation.PARENT, COVERED);
        table.read(Acceptances.class, "towns", CampaignId.class, int.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> on(target, (campaign, phase) -> bean.towns(campaign, phase, TODAY)))
                .reachesBeyond(Relation.PARENT, COVERED);
        table.read(Acceptances.class, "town", DivisionId.class, CampaignId.class, int.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) ->
                        on(target, (campaign, phase) -> bean.town(target.division(), campaign, phase, TODAY)));
        table.read(Acceptances.class, "asked", CampaignId.class, int.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> on(target, bean::asked));
        table.read(Acceptances.class, "find", AcceptanceId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.find(acceptance(target)))
                .shows();
    }

    private static void files(Table table) {
        for (var form : List.of("pdf", "xlsx")) {
            table.write(
                            Acceptances.class,
                            form,
                            DivisionId.class,
                            CampaignId.class,
                            int.class,
                            AsOf.class,
                            Locale.class)
                    .by(DISTRICT_OFFICER, TOWN_OFFICER)
                    .call((bean, target) -> on(
                            target,
                            (campaign, phase) -> form.equals("pdf")
                                    ? bean.pdf(target.division(), campaign, phase, TODAY, Locale.SIMPLIFIED_CHINESE)
                                    : bean.xlsx(target.division(), campaign, phase, TODAY, Locale.SIMPLIFIED_CHINESE)))
                    .mayChangeNothing("a village has no sheet, which a rule says after access was granted");
            table.write(Acceptances.class, form, AcceptanceId.class, Locale.class)
                    .by(DISTRICT_OFFICER, TOWN_OFFICER)
                    .call((bean, target) -> form.equals("pdf")
                            ? bean.pdf(acceptance(target), Locale.SIMPLIFIED_CHINESE)
                            : bean.xlsx(acceptance(target), Locale.SIMPLIFIED_CHINESE));
        }
    }
}
