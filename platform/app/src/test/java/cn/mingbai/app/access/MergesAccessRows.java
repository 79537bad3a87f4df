package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.merging.PersonMerges;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of people who are one. */
final class MergesAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    @Override
    public void seed(Fixture fixture, Target target) {
        for (var name : List.of("twin", "other-twin", "merged", "kept")) {
            var person = fixture.world().person(Duty.VILLAGE_STAFF, target.code(), FROM);
            fixture.bean(JdbcClient.class)
                    .sql("update person set name = :name where id = :id")
                    .param("name", target.canary())
                    .param("id", person.value())
                    .update();
            target.put(name, person);
        }
        var merges = fixture.bean(PersonMerges.class);
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var proposal = merges.proposeMerge(person(target, "merged"), person(target, "kept"), "同一个人");
        fixture.signIn(DISTRICT_OFFICER, target.code());
        fixture.bean(ApprovalDesk.class).decide(Set.of(proposal), true, "");
    }

    private static PersonId person(Target target, String name) {
        return target.get(name, PersonId.class);
    }

    @Override
    public void add(Table table) {
        table.read(PersonMerges.class, "suspects")
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.suspects())
                .shows();
        table.read(PersonMerges.class, "merges")
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.merges())
                .shows();
        table.read(PersonMerges.class, "has", PersonId.class, Locale.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.has(person(target, "twin"), Locale.SIMPLIFIED_CHINESE));
        table.write(PersonMerges.class, "dismiss", PersonId.class, PersonId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.dismiss(person(target, "twin"), person(target, "other-twin")));
        table.write(PersonMerges.class, "proposeMerge", PersonId.class, PersonId.class, String.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.proposeMerge(person(target, "twin"), person(target, "other-twin"), "同一个人"));
        table.write(PersonMerges.class, "proposeUndo", PersonId.class, String.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.proposeUndo(person(target, "merged"), "两个人"));

        table.route("people/duplicates", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
    }
}
