package cn.mingbai.district.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
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
import java.util.Locale;
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
        assertThatThrownBy(() -> figures.below(world.division(World.OTHER_TOWN), today()))
                .isInstanceOf(NotFound.class);
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
