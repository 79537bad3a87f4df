package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.dossiers.Dossier;
import cn.mingbai.district.dossiers.DossierId;
import cn.mingbai.district.dossiers.Dossiers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code district.dossiers}: towns and villages have one, which a rule says to those who reach a district. */
final class DossiersAccessRows implements AccessRows {

    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));

    private interface Call {
        @Nullable
        Object get();
    }

    @Override
    public void seed(Fixture fixture, Target target) {
        var own = target.level() == Level.TOWNSHIP || target.level() == Level.VILLAGE;
        for (var name : List.of("dossier", "dossier-to-destroy")) {
            fixture.signIn(DISTRICT_OFFICER, own ? target.code() : World.TOWN);
            var unit = own ? target.division() : fixture.world().division(World.TOWN);
            var id = fixture.bean(Dossiers.class).order(unit, TODAY, Locale.SIMPLIFIED_CHINESE);
            fixture.bean(JobRunner.class).runWaiting();
            // One of a town, laid where the target lies: only there may it be fetched.
            fixture.bean(JdbcClient.class)
                    .sql("update dossier set division_id = :division where id = :id")
                    .param("division", target.division().value())
                    .param("id", id.value())
                    .update();
            target.put(name, id);
        }
    }

    private static DossierId dossier(Target target) {
        return target.get("dossier", DossierId.class);
    }

    private static @Nullable Object on(Target target, Call call) {
        try {
            return call.get();
        } catch (RuleViolation refused) {
            if (refused.key().equals("district.dossier.unit")
                    && target.level() != Level.TOWNSHIP
                    && target.level() != Level.VILLAGE) {
                return "";
            }
            throw refused;
        }
    }

    @Override
    public void add(Table table) {
        table.route("dossiers/:unit?", DISTRICT_OFFICER, TOWN_OFFICER);
        table.read(Dossiers.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.list().stream().map(Dossier::unitName).toList());
        table.read(Dossiers.class, "get", DossierId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.get(dossier(target)));
        table.write(Dossiers.class, "order", DivisionId.class, LocalDate.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        on(target, () -> bean.order(target.division(), TODAY, Locale.SIMPLIFIED_CHINESE)))
                .mayChangeNothing("a district has no dossier, which a rule says after access was granted");
        table.write(Dossiers.class, "orderWithNames", DivisionId.class, LocalDate.class, String.class, Locale.class)
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> on(
                        target,
                        () -> bean.orderWithNames(target.division(), TODAY, "access test", Locale.SIMPLIFIED_CHINESE)))
                .mayChangeNothing("a district has no dossier, which a rule says after access was granted");
        table.write(Dossiers.class, "file", DossierId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.file(dossier(target)).name());
        table.write(Dossiers.class, "destroy", DossierId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> {
                    bean.destroy(target.get("dossier-to-destroy", DossierId.class));
                    return "";
                });
        table.endpoint("GET", "/dossier-files/{dossier}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target ->
                        get("/dossier-files/{dossier}", dossier(target).value()));
    }
}
