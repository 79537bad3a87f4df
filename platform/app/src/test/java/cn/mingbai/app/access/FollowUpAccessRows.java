package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.courses.followup.FollowUps;
import java.util.Locale;

/** The rows of the list of who misses what; its people and requirements are those of the other rows. */
final class FollowUpAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.read(FollowUps.class, "list", DivisionId.class, boolean.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.list(target.division(), false))
                .shows();
        table.write(FollowUps.class, "withPhones", DivisionId.class, boolean.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.withPhones(target.division(), false))
                .shows();
        table.write(FollowUps.class, "export", DivisionId.class, boolean.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export(target.division(), false, Locale.SIMPLIFIED_CHINESE))
                .shows();
        table.route("follow-up", DISTRICT_OFFICER, TOWN_OFFICER);
    }
}
