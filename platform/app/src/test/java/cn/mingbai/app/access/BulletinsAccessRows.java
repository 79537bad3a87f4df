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
import cn.mingbai.core.time.Times;
import cn.mingbai.district.bulletins.Bulletin;
import cn.mingbai.district.bulletins.Bulletins;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of {@code district.bulletins}. */
final class BulletinsAccessRows implements AccessRows {

    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));

    /** A campaign and a phase of it that runs. */
    private record Running(CampaignId campaign, int phase) {}

    private interface Call {
        @Nullable
        Object of(CampaignId campaign, int phase);
    }

    @Override
    public void seed(Fixture fixture, Target target) {
        var running = fixture.bean(CampaignDirectory.class).all(target.division()).stream()
                .flatMap(campaign -> java.util.stream.IntStream.range(
                                0, campaign.phases().size())
                        .filter(number -> {
                            var phase = campaign.phases().get(number);
                            return !phase.from().isAfter(TODAY.day())
                                    && phase.to().isAfter(TODAY.day());
                        })
                        .mapToObj(number -> new Running(campaign.id(), number)))
                .findFirst()
                .orElse(new Running(new CampaignId(Long.MAX_VALUE / 2), 0));
        target.put("bulletin-phase", running);
    }

    // A village has no bulletin of its own, which a rule says to those who reach it.
    private static @Nullable Object on(Target target, Call call) {
        var running = target.get("bulletin-phase", Running.class);
        try {
            return call.of(running.campaign(), running.phase());
        } catch (RuleViolation refused) {
            if (target.level() == Level.VILLAGE && refused.key().equals("district.bulletin.unit")) {
                return "";
            }
            throw refused;
        }
    }

    @Override
    public void add(Table table) {
        table.route("bulletin", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.read(Bulletins.class, "campaigns", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.campaigns(target.division()));
        table.read(Bulletins.class, "of", DivisionId.class, CampaignId.class, int.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> on(target, (campaign, phase) -> {
                    Bulletin bulletin = bean.of(target.division(), campaign, phase, TODAY);
                    return bulletin;
                }));
        table.write(
                        Bulletins.class,
                        "pdf",
                        DivisionId.class,
                        CampaignId.class,
                        int.class,
                        AsOf.class,
                        String.class,
                        Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> on(
                        target,
                        (campaign, phase) ->
                                bean.pdf(target.division(), campaign, phase, TODAY, "", Locale.SIMPLIFIED_CHINESE)))
                .mayChangeNothing("a village has no bulletin, which a rule says after access was granted");
        table.write(Bulletins.class, "xlsx", DivisionId.class, CampaignId.class, int.class, AsOf.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> on(
                        target,
                        (campaign, phase) ->
                                bean.xlsx(target.division(), campaign, phase, TODAY, Locale.SIMPLIFIED_CHINESE)))
                .mayChangeNothing("a village has no bulletin, which a rule says after access was granted");
    }
}
