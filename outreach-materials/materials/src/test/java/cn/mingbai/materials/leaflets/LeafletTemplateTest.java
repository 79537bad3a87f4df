package cn.mingbai.materials.leaflets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.print.Section;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafletTemplateTest {

    private static final String SOURCE = """
            ---
            version: 3
            ruleLayer: L26
            title: 标题
            ---

            ## 一

            现在的标准：城市 {{a}}，农村 {{b}}（{{c}}起，{{d}}）。再问一声。

            ① 第一步。

            <!-- back -->

            ## 二

            要报的。

            本地限额：{{e}}（{{f}}）。

            <!-- phones -->

            ## 电话

            咨询：{{g}}　{{h}}

            为您保密。

            ## 三

            最后。

            <!-- imprint -->

            ## 印发

            {{i}}　{{j}}

            依据某法。
            """;

    @Test
    void readsSidesPhonesAndImprint() {
        var template = LeafletTemplate.parse(SOURCE);
        assertThat(template.title()).isEqualTo("标题");
        assertThat(template.label()).isEqualTo("L26-3");
        assertThat(template.front()).extracting(Section::heading).containsExactly("一");
        assertThat(template.front().getFirst().paragraphs()).hasSize(2).contains("① 第一步。");
        assertThat(template.back()).extracting(Section::heading).containsExactly("二", "三");
        assertThat(LeafletTemplate.fixed(template.phones())).containsExactly("为您保密。");
        assertThat(LeafletTemplate.fixed(template.imprint())).containsExactly("依据某法。");
        assertThat(template.placeholders()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    }

    @Test
    void readsWindowsLineEndingsAlike() {
        assertThat(LeafletTemplate.parse(SOURCE.replace("\n", "\r\n"))).isEqualTo(LeafletTemplate.parse(SOURCE));
    }

    @Test
    void theShippedTextHasOnlyPlaceholdersThatSomethingFills() {
        var template = new LeafletTemplates().inForce();
        assertThat(template.label()).isEqualTo("L26-1");
        assertThat(template.placeholders())
                .allSatisfy(key -> assertThat(SettingKey.of(key).isPresent()
                                || List.of("town", "village", "outreach.name", "outreach.phone")
                                        .contains(key))
                        .as(key)
                        .isTrue())
                .contains("phone.town.advice", "phone.town.report", "phone.district.advice", "phone.district.report");
        assertThat(template.back()).extracting(Section::heading).doesNotContain("电话", "印发单位");
        assertThat(LeafletTemplate.fixed(template.imprint())).hasSize(1);
    }

    @Test
    void leavesOutTheRemarkAloneWhenOnlyItsValueIsMissing() {
        var values = Map.of("a", "780元/月", "b", "6480元/年", "c", "7月1日");
        assertThat(filled(values)).contains("现在的标准：城市 780元/月，农村 6480元/年。再问一声。");
    }

    @Test
    void leavesOutTheSentenceWhoseValueIsMissingAndKeepsTheNext() {
        assertThat(filled(Map.of("a", "780元/月")).getFirst()).isEqualTo("再问一声。");
        assertThat(filled(Map.of())).doesNotContain("本地限额").noneMatch(text -> text.contains("{"));
    }

    @Test
    void leavesOutASectionThatHasNothingLeft() {
        var only = List.of(new Section("标题", List.of("数：{{x}}。")));
        assertThat(LeafletTemplate.fillLeavingOut(only, Map.of())).isEmpty();
    }

    @Test
    void aValueIsNeverReadAsAPlaceholderOrAPattern() {
        assertThat(LeafletTemplate.fill("甲{{a}}乙", Map.of("a", "$1\\{{b}}", "b", "x"), "?"))
                .isEqualTo("甲$1\\{{b}}乙");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no front matter",
                "---\ntitle: x\n---\n## 一\n\n字\n",
                "---\nversion: 1\nruleLayer: L\ntitle: t\n---\n字没有标题\n\n<!-- back -->\n",
                "---\n- 1\n---\n",
                "---\n!!javax.script.ScriptEngineManager []\n---\n"
            })
    void refusesBrokenSources(String source) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> LeafletTemplate.parse(source))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void namesThePartThatIsMissing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> LeafletTemplate.parse(SOURCE.replace("<!-- imprint -->", "")))
                .withMessageContaining("imprint");
    }

    private static List<String> filled(Map<String, String> values) {
        return LeafletTemplate.fillLeavingOut(LeafletTemplate.parse(SOURCE).front(), values).stream()
                .flatMap(section -> section.paragraphs().stream())
                .toList();
    }
}
