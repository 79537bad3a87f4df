package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.mingbai.print.Section;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {

    static final String SPOKEN = "字".repeat(630) + "，电话{{phone.town.advice}}。";

    static final String BODY = """
            ## 一

            现在的标准：城市 {{dibao.standard.urban}}。
            再问一声。

            ① **第一步**。

            <!-- back -->

            ## 二

            本地限额：{{assets.limit.summary}}。

            <!-- phones -->

            ## 电话

            咨询：{{phone.town.advice}}

            为您保密。

            ## 三

            最后。

            <!-- imprint -->

            ## 印发

            {{unit}}　{{town}}

            依据某法。

            <!-- spoken -->

            ## 播音

            """ + SPOKEN + "\n";

    @Test
    void readsSidesPhonesImprintAndWhatIsReadOut() {
        var text = read(BODY).whole();
        assertThat(text.title()).isEqualTo("标题");
        assertThat(text.label()).isEqualTo("L26-3");
        assertThat(text.front())
                .containsExactly(new Section("一", List.of("现在的标准：城市 {{dibao.standard.urban}}。再问一声。", "① **第一步**。")));
        assertThat(text.back()).extracting(Section::heading).containsExactly("二", "三");
        assertThat(PolicyText.fixed(text.phones())).containsExactly("为您保密。");
        assertThat(PolicyText.fixed(text.imprint())).containsExactly("依据某法。");
        assertThat(text.spoken()).extracting(Section::heading).containsExactly("播音");
        assertThat(text.placeholders())
                .containsExactly("dibao.standard.urban", "assets.limit.summary", "phone.town.advice", "unit", "town");
    }

    @Test
    void readsWindowsLineEndingsAndBlanksAtLineEndsAlike() {
        var typed = new TextSource(" 标题 ", "L26", List.of(), List.of(), BODY.replace("\n", " \r\n"));
        assertThat(typed.tidied()).isEqualTo(source(BODY));
        assertThat(typed.tidied().digest()).isEqualTo(source(BODY).digest());
    }

    @ParameterizedTest
    @CsvSource({
        "'<script>alert(1)</script>', tag, <script>",
        "'看<b>这里</b>', tag, <b>",
        "'<img src=x onerror=alert(1)>', tag, <img src=x onerror=ale",
        "'<!-- 悄悄话 -->', tag, <!-- 悄悄话 -->",
        "'<!-- BACK -->', tag, <!-- BACK -->",
        "'[点这里](javascript:alert(1))', foreign, ",
        "'![图](x.png)', foreign, ",
        "'- 一条', foreign, ",
        "'### 小标题', foreign, ",
        "'> 引用', foreign, ",
        "'| 表 | 格 |', foreign, ",
        "'**没有收住', bold, ",
        "'打{{phone.mayor}}', placeholder, phone.mayor",
        "'打{{Unit}}', placeholder, Unit",
        "'占{{exclusion.share}}', placeholder, exclusion.share",
        "'打{{}}', placeholder, ''",
        "'打{{unit}', brace, {{unit",
        "'打{unit}', brace, {unit",
        "'打{{#if}}', placeholder, #if",
        "'读作𨱅', undrawable, 𨱅",
        "'响铃\u0007了', invisible, U+0007",
        "'反\u202e过来', invisible, U+202E",
        "'零宽\u200b空格', invisible, U+200B",
        "'空\u0000字符', invisible, U+0000"
    })
    void namesTheLineAndWhatIsWrongWithIt(String line, String fault, String argument) {
        var reading = read(BODY.replace("再问一声。", line));
        assertThat(reading.faults()).first().satisfies(found -> {
            assertThat(found.key()).isEqualTo("materials.text.fault." + fault);
            assertThat(found.line()).isEqualTo(4);
            assertThat(found.quote().codePoints()).noneMatch(Character::isISOControl);
            if (argument != null) {
                assertThat(found.arguments()).first().isEqualTo(argument);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"收入<标准，财产>限额", "5 < 6", "1. 第一", "• 一条", "a_b", "100%"})
    void leavesPlainSignsAlone(String line) {
        assertThat(read(BODY.replace("再问一声。", line)).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"back", "phones", "imprint", "spoken"})
    void namesThePartThatIsMissing(String part) {
        var reading = read(BODY.replace("<!-- " + part + " -->", ""));
        assertThat(reading.text()).isNull();
        assertThat(reading.faults()).anySatisfy(found -> {
            assertThat(found.key()).isEqualTo("materials.text.fault.missing");
            assertThat(found.arguments()).containsExactly("<!-- " + part + " -->");
        });
    }

    @Test
    void refusesAPartTwiceAParagraphWithoutAHeadingAndAHeadingWithoutAParagraph() {
        assertThat(keys(read(BODY.replace("## 三", "<!-- phones -->\n\n## 三")))).contains("twice");
        assertThat(keys(read("没有标题\n\n" + BODY))).containsExactly("no-heading");
        assertThat(keys(read(BODY.replace("① **第一步**。", "## 空的")))).containsExactly("empty");
        assertThat(keys(read(""))).contains("missing");
    }

    @Test
    void aBoardHasPanelsAndNoSecondSide() {
        var board = BODY.substring(0, BODY.indexOf("<!-- spoken -->")).replace("<!-- back -->\n", "");
        var reading = TextReader.read(TextCode.WALL_BOARD, source(board), 1);
        assertThat(reading.whole().front()).extracting(Section::heading).containsExactly("一", "二", "三");
        var frame = board.replace("## 三", "## 贴在这里\n\n## 三");
        assertThat(TextReader.read(TextCode.BULLETIN_BOARD, source(frame), 1)
                        .whole()
                        .front())
                .contains(new Section("贴在这里", List.of()));
        assertThat(keys(TextReader.read(TextCode.BULLETIN_BOARD, source(BODY), 1)))
                .contains("leaflet-only");
    }

    @ParameterizedTest
    @CsvSource({"'本月30日', 30", "'百分之５', ５", "'请看APP', APP", "'① 第一', ①", "'一百%', %", "'（演示）', （", "'打电话0431-8450', 0431"
    })
    void whatIsReadOutIsWrittenAsItIsSpoken(String words, String sign) {
        assertThat(read(BODY.replace("字，电话", words + "，电话")).faults())
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.key()).isEqualTo("materials.text.fault.unspoken");
                    assertThat(found.arguments()).containsExactly(sign);
                });
    }

    @Test
    void whatIsReadOutTakesThreeMinutes() {
        assertThat(keys(read(BODY.replace("字".repeat(100), "")))).containsExactly("spoken-length");
        assertThat(keys(read(BODY.replace("字".repeat(630), "字".repeat(700))))).containsExactly("spoken-length");
    }

    @Test
    void refusesMoreThanItKeeps() {
        var reading = read("## 一\n\n" + "字".repeat(20_000));
        assertThat(reading.text()).isNull();
        assertThat(keys(reading)).containsExactly("too-long");
        assertThat(keys(read(BODY.replace("再问一声。", "字".repeat(10_000))))).isEmpty();
    }

    @Test
    void anythingTypedIsReadOrNamedAndNeverFails() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var pieces = List.of(
                "## ",
                "**",
                "{{",
                "}}",
                "unit",
                "<!-- back -->",
                "<!-- phones -->",
                "\n",
                "\n\n",
                "字",
                "𠮷",
                "\ud83d",
                "\u0000",
                "<",
                ">",
                "---",
                "（",
                "\t",
                "①",
                "{{unit}}",
                "<!-- spoken -->",
                "<!-- imprint -->",
                "\r");
        for (var i = 0; i < 500; i++) {
            var body = random.ints(random.nextInt(60), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            var reading = TextReader.read(
                    TextCode.values()[random.nextInt(3)],
                    new TextSource("题", "L26", List.of(), List.of(), body).tidied(),
                    1);
            assertThat(reading.text() != null || !reading.faults().isEmpty())
                    .as("seed %d, body %s", seed, body)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no front matter",
                "---\ntitle: x\n---\n## 一\n\n字\n",
                "---\ncode: other\nfrom: \"2026-07-01\"\nruleLayer: L\ntitle: t\n---\n字\n",
                "---\n- 1\n---\n"
            })
    void aShippedFileNeedsItsFrontMatter(String file) {
        assertThatIllegalArgumentException().isThrownBy(() -> ShippedText.parse(file));
    }

    @ParameterizedTest
    @EnumSource(TextCode.class)
    void shippedTextsHaveNoFault(TextCode code) {
        ShippedText.all().stream().filter(text -> text.code() == code).forEach(shipped -> {
            var reading = TextReader.read(code, shipped.source(), 1);
            assertThat(reading.faults()).isEmpty();
            assertThat(reading.whole().label()).isEqualTo("L26-1");
            assertThat(shipped.source().sources()).isNotEmpty();
            assertThat(reading.whole().placeholders())
                    .contains(
                            "phone.town.advice", "phone.town.report", "phone.district.advice", "phone.district.report");
        });
    }

    private static TextReader.Reading read(String body) {
        return TextReader.read(TextCode.LEAFLET, source(body), 3);
    }

    static TextSource source(String body) {
        return new TextSource("标题", "L26", List.of(), List.of(), body).tidied();
    }

    private static List<String> keys(TextReader.Reading reading) {
        return reading.faults().stream()
                .map(fault -> fault.key().substring("materials.text.fault.".length()))
                .toList();
    }
}
