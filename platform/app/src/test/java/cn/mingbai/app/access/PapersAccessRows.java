package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.sittings.SittingDraft;
import cn.mingbai.quizzes.sittings.SittingId;
import cn.mingbai.quizzes.sittings.Sittings;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.EnumSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of quiz settings and scheduled tests. */
final class PapersAccessRows implements AccessRows {

    @Override
    public void seed(Fixture fixture, Target target) {
        if (target.level() == Level.CITY) {
            // Nobody is posted at a city.
            target.put("sitting", new SittingId(0));
            target.put("running", new SittingId(0));
            return;
        }
        target.put("sitting", planned(fixture, target));
        // Running, with papers being drawn already, so that the server does not begin that in the middle of the walk.
        var running = planned(fixture, target);
        fixture.bean(JdbcClient.class)
                .sql("update sitting_plan p join sitting s on s.id = p.in_force"
                        + " set p.opens_at = '2024-01-01', s.prepare_job = 0 where p.in_force = :id")
                .param("id", running.value())
                .update();
        target.put("running", running);
    }

    /** Only the target's own person sits it: others would be those of other targets, who may see it then. */
    private static SittingId planned(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var id = fixture.bean(Sittings.class).plan(target.division(), "01", draft(target.canary()));
        fixture.bean(JdbcClient.class)
                .sql("delete from sitting_seat where sitting_id = :id and person_id <> :person")
                .param("id", id.value())
                .param("person", target.get("person", PersonId.class).value())
                .update();
        return id;
    }

    private static SittingDraft draft(String title) {
        return new SittingDraft(
                title, EnumSet.allOf(Duty.class), at(Duration.ofHours(5)), at(Duration.ofHours(6)), 20, 80);
    }

    private static Instant at(Duration time) {
        return Instant.now().plus(time);
    }

    private static SittingId sitting(Target target) {
        return target.get("sitting", SittingId.class);
    }

    @Override
    public void add(Table table) {
        table.route("quiz-settings/:course", DISTRICT_OFFICER);
        table.route("sittings", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("sitting-plan", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("sitting", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.read(Sittings.class, "list", Year.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) ->
                        bean.list(Year.from(at(Duration.ofHours(5)).atZone(Times.ZONE))))
                .shows();
        table.read(Sittings.class, "one", SittingId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.one(sitting(target)))
                .shows();
        table.write(Sittings.class, "plan", DivisionId.class, String.class, SittingDraft.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan(target.division(), "01", draft("新的测试")));
        table.write(Sittings.class, "change", SittingId.class, SittingDraft.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.change(sitting(target), draft("改过的测试")));
        table.write(Sittings.class, "cancel", SittingId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.cancel(sitting(target), "停电"));
        table.write(Sittings.class, "changeEnd", SittingId.class, Instant.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.changeEnd(sitting(target), at(Duration.ofHours(8)), "网络不稳"));
        table.write(Sittings.class, "endNow", SittingId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.endNow(target.get("running", SittingId.class), "停电"));
        table.write(Sittings.class, "extraTime", SittingId.class, PersonId.class, int.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) ->
                        bean.extraTime(sitting(target), target.get("person", PersonId.class), 10, "视力不便"));
    }
}
