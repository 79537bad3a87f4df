package cn.mingbai.materials.leaflets;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.materials.leaflets.LeafletFinding.Mend;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.materials.texts.ShippedTexts;
import cn.mingbai.print.HouseholdKind;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.Phone;
import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeafletInspectionTest {

    private static final PolicyText TEMPLATE = ShippedTexts.leaflet();

    static Map<String, String> complete() {
        var values = new HashMap<String, String>();
        VillageForPrint.told()
                .forEach(key -> values.put(
                        key.key(),
                        switch (key.form()) {
                            case PHONE -> "0431-84500001";
                            case YUAN -> "780元/月";
                            case PERCENT -> "100%";
                            case SWITCH -> "不开通";
                            case TEXT -> "某号文";
                        }));
        values.put("village", "友好村");
        values.put("town", "玉潭镇");
        values.put("outreach.name", "演示甲");
        values.put("outreach.phone", "13900000001");
        return values;
    }

    static Stream<String> keys() {
        return complete().keySet().stream().sorted();
    }

    @Test
    void findsNothingWhenEverythingIsThere() {
        assertThat(inspect(complete(), List.of(sheet("001-1", "王𠮷", "一组")))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void refusesWhileAnyValueIsMissingAndSaysWhichAndWhere(String key) {
        for (var gap : java.util.Arrays.asList(null, "", "  ")) {
            var values = complete();
            if (gap == null) {
                values.remove(key);
            } else {
                values.put(key, gap);
            }
            var findings = inspect(values, List.of(sheet("001-1", "王国", "一组")));
            assertThat(findings).singleElement().satisfies(finding -> {
                assertThat(finding.refuses()).isTrue();
                if (key.startsWith("outreach.")) {
                    assertThat(finding.mend()).isEqualTo(Mend.ROSTER);
                } else {
                    assertThat(finding.key()).isEqualTo("materials.finding.missing-value");
                    assertThat(finding.arguments()).startsWith("materials.value." + key);
                    assertThat(finding.level())
                            .isEqualTo(
                                    SettingKey.of(key).map(SettingKey::lowest).orElse(Level.VILLAGE));
                    assertThat(finding.mend())
                            .isEqualTo(List.of("village", "town").contains(key) ? Mend.DIVISIONS : Mend.SETTINGS);
                }
            });
        }
    }

    @Test
    void listsEverythingThatIsMissingAtOnce() {
        assertThat(inspect(Map.of(), List.of()))
                .hasSize(complete().size() - 1 + 1)
                .extracting(LeafletFinding::key)
                .contains("materials.finding.no-household", "materials.finding.no-worker")
                .doesNotContain("materials.finding.no-worker-phone");
    }

    @Test
    void namesTheHouseholdAndTheCharacterThatNoFontDraws() {
        var findings = inspect(
                complete(),
                List.of(sheet("001-1", "王𠮷", "一组"), sheet("002-2", "李𨱅", "一组"), sheet("003-3", "赵䶮", "𨱅屯")));
        assertThat(findings)
                .extracting(LeafletFinding::arguments)
                .containsExactly(List.of("002-2", "𨱅", "U+28C45"), List.of("003-3", "𨱅", "U+28C45"));
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.mend()).isEqualTo(Mend.LEDGER);
            assertThat(finding.refuses()).isTrue();
            assertThat(finding.arguments().toString()).doesNotContain("李");
        });
    }

    @Test
    void namesTheValueWithACharacterThatNoFontDraws() {
        var values = complete();
        values.put("unit", "𨱅局");
        values.put("outreach.name", "李𨱅");
        assertThat(inspect(values, List.of(sheet("001-1", "王国", ""))))
                .extracting(LeafletFinding::mend)
                .containsExactlyInAnyOrder(Mend.SETTINGS, Mend.ROSTER);
    }

    @Test
    void listsFiftyHouseholdsAndCountsTheRest() {
        var sheets =
                IntStream.range(0, 60).mapToObj(i -> sheet("H" + i, "李𨱅", "")).toList();
        var findings = inspect(complete(), sheets);
        assertThat(findings).hasSize(51);
        assertThat(findings.getLast().arguments()).containsExactly("10");
    }

    @Test
    void saysWhenATextOrANameIsTooLong() {
        var tooLong = text("难".repeat(3000));
        assertThat(LeafletInspection.of(
                        HouseholdKind.SHEET_A4, TEMPLATE, complete(), tooLong, List.of(sheet("001-1", "王国", ""))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.key()).isEqualTo("materials.finding.text-too-long");
                    assertThat(finding.arguments().getFirst()).isEqualTo("materials.value.side.FRONT");
                });
        var sheets = new ArrayList<>(List.of(sheet("001-1", "王国", ""), sheet("002-2", "赵".repeat(60), "")));
        assertThat(inspect(complete(), sheets))
                .singleElement()
                .satisfies(finding -> assertThat(finding.arguments()).containsExactly("002-2"));
    }

    private static List<LeafletFinding> inspect(Map<String, String> values, List<LeafletSheet> sheets) {
        return LeafletInspection.of(HouseholdKind.SHEET_A4, TEMPLATE, values, text("短"), sheets);
    }

    private static LeafletText text(String front) {
        return new LeafletText(
                "标题",
                "副题",
                "L26-1",
                "依据",
                List.of(new Section("一", List.of(front))),
                List.of(new Section("二", List.of("短"))),
                List.of(new Phone("咨询", "区", "12349")));
    }

    private static LeafletSheet sheet(String number, String head, String group) {
        return new LeafletSheet("", number, group, head, "友好村", "玉潭镇", "演示甲", "13900000001");
    }
}
