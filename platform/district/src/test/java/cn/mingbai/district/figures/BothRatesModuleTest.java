package cn.mingbai.district.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.Figures;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class BothRatesModuleTest {

    @Autowired
    World world;

    @Autowired
    DistrictFigures figures;

    @Autowired
    Households households;

    @Autowired
    Clock clock;

    private AsOf today() {
        return AsOf.today(clock);
    }

    @Test
    void rowsStandInCodeOrderAndVillagesAddUp() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        households.add(
                world.division(World.VILLAGE),
                new HouseholdNumber("7" + Long.toString(System.nanoTime() % 100_000_000)),
                new HouseholdDetails("一组", "演示赵甲", null, 2, true, true, false),
                LocalDate.of(2026, 7, 1));
        var rows = figures.overview(today());
        assertThat(rows).hasSize(1 + 12 + 74);
        assertThat(rows).extracting(row -> row.division().code().value()).isSorted();
        var villages = rows.stream()
                .filter(row -> row.division().level() == Level.VILLAGE)
                .map(UnitFigures::coverage)
                .reduce(Figures.NONE, Figures::plus);
        assertThat(rows.getFirst().coverage()).isEqualTo(villages);
        var towns = rows.stream()
                .filter(row -> row.division().level() == Level.TOWNSHIP)
                .map(UnitFigures::coverage)
                .reduce(Figures.NONE, Figures::plus);
        assertThat(towns).isEqualTo(villages);
    }

    @Test
    void aTownSeesItsOwnUnitsAndTheDistrictsTotalOnly() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var rows = figures.overview(today());
        assertThat(rows.getFirst().districtTotal()).isTrue();
        assertThat(rows.getFirst().division().code().value()).isEqualTo(World.DISTRICT);
        assertThat(rows.stream().skip(1))
                .isNotEmpty()
                .allMatch(row -> row.division().code().value().startsWith("220172102"))
                .noneMatch(UnitFigures::districtTotal);
    }

    @Test
    void theWayDownFromDistrictToVillageShowsTheLinesOfTheOverview() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var all = figures.overview(today());
        var district = figures.unit(null, today());
        assertThat(district.unit()).isEqualTo(all.getFirst());
        assertThat(district.path()).isEmpty();
        assertThat(district.villages()).isEqualTo(74);
        assertThat(district.below()).isEqualTo(below(all, world.division(World.DISTRICT)));
        var town = figures.unit(world.division(World.TOWN), today());
        assertThat(town.unit()).isEqualTo(line(all, World.TOWN));
        assertThat(town.path()).extracting(UnitPage.Above::openable).containsExactly(true);
        assertThat(town.below())
                .isEqualTo(below(all, world.division(World.TOWN)))
                .isNotEmpty();
        var village = figures.unit(world.division(World.VILLAGE), today());
        assertThat(village.unit()).isEqualTo(line(all, World.VILLAGE));
        assertThat(village.path())
                .extracting(above -> above.division().code().value())
                .containsExactly(World.DISTRICT, World.TOWN);
        assertThat(village.below()).isEmpty();
        assertThat(village.villages()).isEqualTo(1);
    }

    private List<UnitFigures> below(List<UnitFigures> all, DivisionId parent) {
        return all.stream()
                .filter(row -> parent.equals(row.division().parent()))
                .toList();
    }

    private static UnitFigures line(List<UnitFigures> all, String code) {
        return all.stream()
                .filter(row -> row.division().code().value().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTownsOfficerOpensTheDistrictsTotalAboveTheOwnTown() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var all = figures.overview(today());
        var page = figures.unit(null, today());
        assertThat(page.unit()).isEqualTo(all.getFirst());
        assertThat(page.below()).containsExactly(line(all, World.TOWN));
        var town = figures.unit(world.division(World.TOWN), today());
        assertThat(town.path()).extracting(UnitPage.Above::openable).containsExactly(false);
        assertThat(town.below()).isNotEmpty();
        for (var hidden : List.of(World.DISTRICT, World.OTHER_TOWN)) {
            var unit = world.division(hidden);
            assertThatThrownBy(() -> figures.unit(unit, today())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> figures.trend(unit, today().day(), today()))
                    .isInstanceOf(NotFound.class);
        }
    }

    @Test
    void aTrendEndsWithTheDaysOwnFigures() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var asOf = today();
        for (var code : List.of(World.DISTRICT, World.TOWN, World.VILLAGE)) {
            var unit = world.division(code);
            var trend = figures.trend(unit, asOf.day().minusDays(4), asOf);
            assertThat(trend)
                    .extracting(TrendPoint::day)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThanOrEqualTo(5);
            for (var point : trend) {
                var then =
                        figures.unit(unit, new AsOf(point.day(), asOf.known())).unit();
                assertThat(point.byRule()).isEqualTo(then.training().byRule());
                assertThat(point.everyone()).isEqualTo(then.training().everyone());
                assertThat(point.coverage()).isEqualTo(then.coverage());
            }
        }
    }

    @Test
    void aTrendOfALongTimeHasFewPoints() {
        var to = LocalDate.of(2026, 11, 26);
        var reporting = LocalDate.of(2026, 3, 31);
        var days = DistrictFigures.days(to.minusDays(1000), to, Set.of(reporting, to.plusDays(1)));
        assertThat(days).hasSizeLessThanOrEqualTo(DistrictFigures.POINTS + 1).contains(to, reporting);
        assertThat(DistrictFigures.days(to.plusDays(9), to, Set.of())).containsExactly(to);
    }

    @Test
    void anOutreachWorkerHasNoDistrictPage() {
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThatThrownBy(() -> figures.overview(today())).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> figures.export(world.division(World.VILLAGE), today(), Locale.SIMPLIFIED_CHINESE))
                .isInstanceOf(AccessRefused.class);
    }

    @Test
    void theExportBearsTheLedgersFooterAndBothDays() throws Exception {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        var asOf = new AsOf(Times.today(clock).minusDays(3), Times.today(clock));
        var bytes = figures.export(world.division(World.TOWN), asOf, Locale.SIMPLIFIED_CHINESE);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                var lines = workbook.getFirstSheet().openStream()) {
            var rows = lines.map(row -> row.stream()
                            .map(cell -> cell == null ? "" : cell.getText())
                            .toList())
                    .toList();
            assertThat(rows.getFirst().getFirst())
                    .contains("玉潭镇")
                    .contains(asOf.day().toString());
            assertThat(rows).anyMatch(row -> row.contains("友好村委会"));
            var text = String.join(
                    "\n", rows.stream().map(row -> String.join(",", row)).toList());
            assertThat(text)
                    .contains("填报单位", "填表人", "审核人", "负责人", "填报日期")
                    .contains(asOf.day().toString(), asOf.known().toString())
                    .doesNotContain("新湖镇");
        }
    }
}
