package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.areas.Areas;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The rows of areas, of who works where, and of handing over. */
final class OutreachAccessRows implements AccessRows {

    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        // The households and workers of the other rows are enough.
    }

    @Override
    public void add(Table table) {
        table.write(Areas.class, "assign", DivisionId.class, List.class, PersonId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) ->
                        bean.assign(target.village(), List.of(HouseholdsAccessRows.group(target)), null, TODAY));
    }
}
