package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.courses.requirements.Requirements;
import java.time.LocalDate;
import java.util.Set;

/** The rows of {@code courses}. */
final class CoursesAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate DUE = LocalDate.of(2090, 1, 1);

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var requirements = fixture.bean(Requirements.class);
        requirements.add(target.division(), draft(target));
        target.put(
                "requirement",
                requirements.list().stream()
                        .filter(requirement -> requirement.division().equals(target.division()))
                        .findFirst()
                        .orElseThrow()
                        .id());
    }

    private static Requirements.Draft draft(Target target) {
        return new Requirements.Draft(Set.of(Duty.VILLAGE_STAFF), Set.of("01"), FROM, DUE, 30, target.canary());
    }

    @Override
    public void add(Table table) {
        table.read(Requirements.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list())
                .shows();
        table.write(Requirements.class, "add", DivisionId.class, Requirements.Draft.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.add(target.division(), draft(target)));
        table.write(Requirements.class, "end", long.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.end(target.get("requirement", Long.class)));
    }
}
