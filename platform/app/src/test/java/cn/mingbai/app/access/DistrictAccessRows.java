package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.cockpit.Cockpit;
import cn.mingbai.district.figures.DistrictFigures;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;

/** The rows of {@code district}. */
final class DistrictAccessRows implements AccessRows {

    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));
    private static final String TOTALS = "the district's totals, seen by everybody below it";

    @Override
    public void add(Table table) {
        table.route("district", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.read(DistrictFigures.class, "overview", AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.overview(TODAY))
                .showsCode()
                .reachesBeyond(Relation.PARENT, TOTALS);
        table.read(DistrictFigures.class, "unit", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.unit(target.division(), TODAY))
                .showsCode();
        table.read(DistrictFigures.class, "trend", DivisionId.class, LocalDate.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) ->
                        bean.trend(target.division(), TODAY.day().minusDays(2), TODAY));
        table.read(Cockpit.class, "of", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.of(target.division(), TODAY))
                .showsCode();
        table.write(DistrictFigures.class, "export", DivisionId.class, AsOf.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export(target.division(), TODAY, Locale.SIMPLIFIED_CHINESE));
    }
}
