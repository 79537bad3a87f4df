package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.print.Section;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyTextTest {

    private static final List<Section> SECTIONS = List.of(new Section(
            "一",
            List.of(
                    "现在的标准：城市 {{dibao.standard.urban}}，农村 {{dibao.standard.rural}}（{{dibao.standard.from}}起，"
                            + "{{dibao.standard.document}}）。再问一声。",
                    "① 第一步。")));

    @Test
    void leavesOutTheRemarkAloneWhenOnlyItsValueIsMissing() {
        var values = Map.of(
                "dibao.standard.urban", "780元/月", "dibao.standard.rural", "6480元/年", "dibao.standard.from", "7月1日");
        assertThat(filled(values)).contains("现在的标准：城市 780元/月，农村 6480元/年。再问一声。");
    }

    @Test
    void leavesOutTheSentenceWhoseValueIsMissingAndKeepsTheNext() {
        assertThat(filled(Map.of("dibao.standard.urban", "780元/月")).getFirst()).isEqualTo("再问一声。");
        assertThat(filled(Map.of())).noneMatch(text -> text.contains("{"));
    }

    @Test
    void leavesOutASectionThatHasNothingLeft() {
        var only = List.of(new Section("标题", List.of("数：{{hotline}}。")));
        assertThat(PolicyText.fillLeavingOut(only, Map.of())).isEmpty();
    }

    @Test
    void aValueIsNeverReadAsAPlaceholderOrAPattern() {
        assertThat(PolicyText.fill("甲{{unit}}乙", Map.of("unit", "$1\\{{town}}", "town", "x"), "?"))
                .isEqualTo("甲$1\\{{town}}乙");
    }

    private static List<String> filled(Map<String, String> values) {
        return PolicyText.fillLeavingOut(SECTIONS, values).stream()
                .flatMap(section -> section.paragraphs().stream())
                .toList();
    }
}
