package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.Areas;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.outreach.Handovers;
import cn.mingbai.households.outreach.OutreachWorkers;
import cn.mingbai.materials.cards.WorkerCards;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The rows of areas, of who works where, and of handing over. */
final class OutreachAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 2, 1);
    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(ADMINISTRATOR, target.code());
        // Who leaves and who follows: where duties of outreach workers exist, in villages.
        if (target.hasVillage()) {
            var people = fixture.bean(People.class);
            target.put(
                    "leaver",
                    people.add(
                            new StaffNumber(target.number("L")),
                            target.canary(),
                            null,
                            target.village(),
                            Duty.OUTREACH_B,
                            FROM));
            target.put(
                    "follower",
                    people.add(
                            new StaffNumber(target.number("F")),
                            "演示接手",
                            null,
                            target.village(),
                            Duty.OUTREACH_B,
                            FROM));
        } else {
            target.put("leaver", new PersonId(-1));
            target.put("follower", new PersonId(-2));
        }
    }

    @Override
    public void add(Table table) {
        table.write(Areas.class, "assign", DivisionId.class, List.class, PersonId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) ->
                        bean.assign(target.village(), List.of(HouseholdsAccessRows.group(target)), null, TODAY));
        table.read(Coverage.class, "ownLeft", DivisionId.class, int.class, int.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.ownLeft(target.village(), 0, 50));
        table.read(OutreachWorkers.class, "villages")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.villages())
                .shows();
        table.read(OutreachWorkers.class, "village", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.village(target.village()))
                .shows();
        table.read(Handovers.class, "due").by(DISTRICT_OFFICER, TOWN_OFFICER).call((bean, target) -> bean.due());
        table.read(Handovers.class, "open", DivisionId.class, PersonId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.open(target.village(), target.get("leaver", PersonId.class)))
                .shows();
        table.read(Handovers.class, "done", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.done(target.village()));
        table.write(
                        Handovers.class,
                        "handOver",
                        DivisionId.class,
                        PersonId.class,
                        PersonId.class,
                        LocalDate.class,
                        boolean.class,
                        String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.handOver(
                        target.village(),
                        target.get("leaver", PersonId.class),
                        target.get("follower", PersonId.class),
                        TODAY,
                        false,
                        "交接"));
        table.endpoint("GET", "/handover-list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get("/handover-list")
                        .param("village", String.valueOf(target.village().value()))
                        .param(
                                "person",
                                String.valueOf(
                                        target.get("leaver", PersonId.class).value())));
        table.read(WorkerCards.class, "check", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.check(target.village()))
                .shows();
        table.read(WorkerCards.class, "preview", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.preview(target.village()));
        table.write(WorkerCards.class, "print", List.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.print(
                        List.of(new WorkerCards.Wanted(target.village(), target.get("follower", PersonId.class)))));
        table.route("outreach", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("handover", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("phones", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("cards", DISTRICT_OFFICER, TOWN_OFFICER);
    }
}
