package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.spreadsheet.ImportProgress;
import java.nio.charset.StandardCharsets;

/** The rows of staff import, campaigns and the views of core; they use what {@link CoreAccessRows} seeded. */
final class PeopleAccessRows implements AccessRows {

    @Override
    public void add(Table table) {
        table.read(StaffImport.class, "plan", String.class, byte[].class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan("a.csv", file(target)));
        table.write(StaffImport.class, "apply", String.class, byte[].class, ImportProgress.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.apply("a.csv", file(target), ImportProgress.NONE));
        table.read(Campaigns.class, "all")
                .by(Role.values())
                .call((bean, target) -> bean.all())
                .shows();
        table.read(Campaigns.class, "districts").by(DISTRICT_OFFICER).call((bean, target) -> bean.districts());
        table.read(LocalSettings.class, "inheritsFrom", DivisionId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.inheritsFrom(target.division()))
                .showsCode();

        table.route("people", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("people/import", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("settings", ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
        table.route("campaign", Role.values());
        table.route("divisions", Role.values());
        table.route("divisions/load", ADMINISTRATOR);
    }

    private static byte[] file(Target target) {
        return ("工号,姓名,单位代码,职务\n" + target.number("I") + ",新来的人," + target.code() + ",经办人")
                .getBytes(StandardCharsets.UTF_8);
    }
}
