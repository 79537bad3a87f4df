package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.requirements.Terms;
import cn.mingbai.courses.requirements.Tracks;
import cn.mingbai.courses.trainingrate.TrainingEvidence;
import cn.mingbai.courses.trainingrate.TrainingRates;
import java.time.LocalDate;
import java.util.Set;

/** The rows of {@code courses}. */
final class CoursesAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final AsOf DAY = new AsOf(LocalDate.of(2026, 8, 1), LocalDate.of(2090, 1, 1));

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var requirements = fixture.bean(Requirements.class);
        requirements.add(target.division(), draft(target.canary()));
        target.put(
                "requirement",
                requirements.list().stream()
                        .filter(one -> one.basis().equals(target.canary()))
                        .map(Requirement::id)
                        .findFirst()
                        .orElseThrow());
    }

    @Override
    public void add(Table table) {
        table.read(Requirements.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.list())
                .shows();
        table.write(Requirements.class, "add", DivisionId.class, Requirements.Draft.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.add(target.division(), draft("新的要求")));
        table.write(Requirements.class, "end", long.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.end(target.get("requirement", Long.class)));
        table.write(Requirements.class, "change", long.class, LocalDate.class, Terms.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.change(
                        target.get("requirement", Long.class),
                        FROM,
                        draft("改过的依据").terms()));
        table.read(Tracks.class, "preview", DivisionId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.preview(target.division(), "outreach"));
        table.write(Tracks.class, "apply", DivisionId.class, String.class, Requirements.Draft.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.apply(target.division(), "outreach", draft("新的方案")));
        table.read(TrainingRates.class, "overview", AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.overview(DAY))
                .showsCode()
                .reachesBeyond(Relation.PARENT, "of the rest a town sees the district's totals");
        table.read(TrainingRates.class, "people", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.people(target.division(), DAY))
                .shows();
        table.read(TrainingRates.class, "ownPeople", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.ownPeople(target.division(), DAY))
                .shows();
        table.read(TrainingEvidence.class, "of", DivisionId.class, PersonId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.of(target.division(), target.get("person", PersonId.class), DAY))
                .shows();

        table.route("search", Role.values());
        table.route("search/card", Role.values());
        table.route("courses", Role.values());
        table.route("courses/:course", Role.values());
        table.route("courses/:course/:lesson", Role.values());
        table.route("requirements", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("requirements/tracks", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("training-rate", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.route("training-rate/:division", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.route("training-rate/:division/person/:person", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }

    private static Requirements.Draft draft(String basis) {
        return new Requirements.Draft(
                Set.of(Duty.VILLAGE_STAFF, Duty.TOWN_STAFF, Duty.DISTRICT_STAFF),
                Set.of("01"),
                FROM,
                LocalDate.of(2089, 12, 31),
                30,
                basis);
    }
}
