package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.excuses.Excuses;
import cn.mingbai.courses.rate.Reason;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;

/** The rows of exemptions and long leaves. */
final class ExcusesAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static LocalDate today = FROM;

    @Override
    public void seed(Fixture fixture, Target target) {
        today = Times.today(fixture.bean(Clock.class));
        var excuses = fixture.bean(Excuses.class);
        target.put("excusable", fixture.world().person(Duty.VILLAGE_STAFF, target.code(), FROM));
        var excused = fixture.world().person(Duty.VILLAGE_STAFF, target.code(), FROM);
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var proposal = excuses.propose(excused, draft(target.canary()), null);
        fixture.signIn(DISTRICT_OFFICER, target.code());
        fixture.bean(ApprovalDesk.class).decide(Set.of(proposal), true, "");
        target.put(
                "excuse",
                excuses.list().stream()
                        .filter(line -> line.person().equals(excused))
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    @Override
    public void add(Table table) {
        table.read(Excuses.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list())
                .shows();
        table.write(Excuses.class, "propose", PersonId.class, Excuses.Draft.class, Excuses.Proof.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.propose(target.get("excusable", PersonId.class), draft("新的依据"), null));
        table.write(Excuses.class, "end", long.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.end(target.get("excuse", Long.class), today.plusDays(3)));
        table.write(Excuses.class, "proposeTakeBack", long.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.proposeTakeBack(target.get("excuse", Long.class), "认定有误"));

        table.route("excuses", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }

    private static Excuses.Draft draft(String basis) {
        return new Excuses.Draft(Reason.EXEMPT, today, today.plusDays(30), basis);
    }
}
