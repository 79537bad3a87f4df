package cn.mingbai.quizzes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ForeignFilesTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reading sheet(List<String> headings, List<String>... rows) {
        return QuestionFiles.read(
                "题.xlsx", SheetWriter.xlsx("题", new SheetTable("题库", headings, List.of(rows), List.of())));
    }

    private static Reading gift(String text) {
        return QuestionFiles.read("题.gift", utf8(text));
    }

    private static Reading xml(String questions) {
        return QuestionFiles.read("题.xml", utf8("<?xml version=\"1.0\"?>\n<quiz>" + questions + "</quiz>"));
    }

    private static Reading typed(String text) {
        return QuestionFiles.read("题.txt", utf8(text));
    }

    private static Question only(Reading reading) {
        assertThat(reading.refused()).isEmpty();
        assertThat(reading.questions()).hasSize(1);
        return reading.questions().getFirst().question();
    }

    private static Refused fault(Reading reading) {
        assertThat(reading.questions()).isEmpty();
        assertThat(reading.refused()).hasSize(1);
        return reading.refused().getFirst();
    }

    // ---- spreadsheets

    private static final List<String> COMMON =
            List.of("题目类型", "题目内容", "选项A（必填）", "B", "选项三", "选项四内容", "正确选项（必填）", "题目解析", "难度等级", "知识点名称");

    @Test
    void aSkillIsReadInOurWordsAndOthersAndAnUnknownOneIsRefusedWithTheWordsThatThereAre() throws IOException {
        var words = new Properties();
        try (var file = getClass().getResourceAsStream("/i18n/quizzes-bank_zh_CN.properties")) {
            words.load(new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        }
        var headings = List.of("题干", "答案", "技能");
        for (var skill : Skill.values()) {
            assertThat(Vocabulary.skillWord(skill))
                    .as("as on screen")
                    .isEqualTo(words.getProperty("quizzes.skill." + skill.code()));
            assertThat(only(sheet(headings, List.of("问？", "对", " " + Vocabulary.skillWord(skill))))
                            .about()
                            .skill())
                    .isEqualTo(skill);
            assertThat(only(sheet(headings, List.of("问？", "对", skill.code().toUpperCase(Locale.ROOT))))
                            .about()
                            .skill())
                    .isEqualTo(skill);
        }
        assertThat(only(sheet(headings, List.of("问？", "对", ""))).about().skill())
                .isNull();
        for (var hostile : List.of("跳高", "<script>alert(1)</script>", "=1+1", "x".repeat(300), "判断情形、算清数目")) {
            var fault = fault(sheet(headings, List.of("问？", "对", hostile)));
            assertThat(fault.column()).isEqualTo("技能");
            assertThat(fault.messageKey()).isEqualTo("quizzes.files.skill");
            assertThat(fault.arguments().getFirst().toString()).contains("记住规定", "守住红线");
        }
        var typed = typed("1．问？\nA．甲\nB．乙\nC．丙\n技能培训补贴也算在内\n答案：A\n【技能】算准期限\n2．说法。\n答案：对\n技能：计算\n");
        assertThat(typed.refused()).isEmpty();
        assertThat(typed.questions().getFirst().question().about().skill()).isEqualTo(Skill.DEADLINE);
        assertThat(typed.questions().getFirst().question().toString()).contains("丙 技能培训补贴也算在内");
        assertThat(typed.questions().getLast().question().about().skill()).isEqualTo(Skill.CALCULATE);
    }

    @Test
    void columnsOfOtherSystemsAndEveryWayToWriteAnAnswer() {
        for (var answer : List.of("ABD", "A、B、D", "A,B,D", "Ａ，Ｂ，Ｄ", "a b d", "D、B、A", "A;B;D", "A/B/D")) {
            var question = only(sheet(COMMON, List.of("多选", "问？", "甲", "乙", "丙", "丁", answer, "因", "中", "低保")));
            assertThat(((MultipleChoice) question).answer()).as(answer).isEqualTo(Set.of("A", "B", "D"));
            assertThat(question.about().difficulty()).isEqualTo(2);
            assertThat(question.about().points()).containsExactly("低保");
        }
        for (var answer : List.of("对", "√", "是", "T", "true", "正确", "Ｔ")) {
            assertThat(((TrueFalse) only(sheet(COMMON, List.of("判断题", "说法。", "", "", "", "", answer, "", "", ""))))
                            .answer())
                    .as(answer)
                    .isTrue();
        }
        for (var answer : List.of("错", "×", "否", "F", "FALSE", "错误", "x")) {
            assertThat(((TrueFalse) only(sheet(COMMON, List.of("判断题", "说法。", "", "", "", "", answer, "", "", ""))))
                            .answer())
                    .as(answer)
                    .isFalse();
        }
        assertThat(((SingleChoice) only(sheet(COMMON, List.of("", "问？", "甲", "乙", "丙", "", "Ｃ", "", "", "")))).answer())
                .isEqualTo("C");
        assertThat(((TrueFalse) only(sheet(COMMON, List.of("判断", "说法。", "正确", "错误", "", "", "B", "", "", ""))))
                        .answer())
                .isFalse();
        var number = (Numeric) only(sheet(COMMON, List.of("计算题", "多少？", "", "", "", "", "１，２００ 元", "", "", "")));
        assertThat(number.answer()).isEqualByComparingTo("1200");
        assertThat(number.unit()).isEqualTo("元");
        assertThat(((Ordering) only(sheet(COMMON, List.of("排序题", "排？", "二", "三", "一", "", "CAB", "", "", "")))).steps())
                .extracting(Option::text)
                .containsExactly("一", "二", "三");
        assertThat(((ShortText) only(sheet(COMMON, List.of("填空题", "填？", "", "", "", "", "公示|张榜", "", "", ""))))
                        .accepted())
                .containsExactly("公示", "张榜");
    }

    @Test
    void aColumnBesideEachOptionMaySayThatItIsRight() {
        var headings = List.of("试题类型", "题干", "选项一内容", "选项一是否正确", "选项二内容", "选项二是否正确", "选项三内容", "选项三是否正确");
        assertThat(((SingleChoice) only(sheet(headings, List.of("单选题", "问？", "甲", "否", "乙", "是", "丙", "否")))).answer())
                .isEqualTo("B");
        assertThat(((MultipleChoice) only(sheet(headings, List.of("多选题", "问？", "甲", "1", "乙", "是", "丙", "0"))))
                        .answer())
                .containsExactly("A", "B");
    }

    @Test
    void aFaultNamesRowAndColumnAndWhatCame() {
        assertThat(fault(sheet(COMMON, List.of("单选", "问？", "甲", "乙", "", "", "D", "", "", ""))))
                .isEqualTo(new Refused(3, "选项D", "quizzes.files.answer-without-option", "D", "D"));
        assertThat(fault(sheet(COMMON, List.of("单选", "问？", "甲", "", "丙", "", "A", "", "", ""))))
                .isEqualTo(new Refused(3, "选项B", "quizzes.files.option-missing", "B", "C"));
        assertThat(fault(sheet(COMMON, List.of("单选", "问？", "甲", "乙", "丙", "", "AB", "", "", ""))))
                .isEqualTo(new Refused(3, "答案", "quizzes.files.one-letter", "AB"));
        assertThat(fault(sheet(COMMON, List.of("多选", "问？", "甲", "乙", "丙", "", "ABC", "", "", "")))
                        .messageKey())
                .isEqualTo("quizzes.rules-of.all-right");
        assertThat(fault(sheet(COMMON, List.of("多选", "问？", "甲", "乙", "丙", "", "AA", "", "", "")))
                        .messageKey())
                .isEqualTo("quizzes.files.letter-twice");
        assertThat(fault(sheet(COMMON, List.of("多选", "问？", "甲", "甲", "丙", "", "AC", "", "", ""))))
                .isEqualTo(new Refused(3, "选项B", "quizzes.rules-of.option-twice", "B", "甲"));
        assertThat(fault(sheet(COMMON, List.of("论述题", "问？", "", "", "", "", "略", "", "", "")))
                        .column())
                .isEqualTo("题型");
        assertThat(fault(sheet(COMMON, List.of("判断题", "说法。", "", "", "", "", "大概", "", "", ""))))
                .isEqualTo(new Refused(3, "答案", "quizzes.files.truth", "大概"));
        assertThat(fault(sheet(COMMON, List.of("单选", "", "甲", "乙", "丙", "", "A", "", "", ""))))
                .isEqualTo(new Refused(3, "题干", "core.sheet.cell-empty"));
        assertThat(fault(sheet(COMMON, List.of("单选", "问？", "甲", "乙", "丙", "", "A", "", "0.7", "")))
                        .column())
                .isEqualTo("难度");
        var two = sheet(
                COMMON,
                List.of("单选", "好题？", "甲", "乙", "丙", "", "A", "", "", ""),
                List.of("单选", "坏题？", "甲", "乙", "丙", "", "", "", "", ""));
        assertThat(two.questions()).hasSize(1);
        assertThat(two.refused()).containsExactly(new Refused(4, "答案", "quizzes.files.answer-missing", ""));
    }

    @Test
    void aCsvInTheOldEncodingIsRead() {
        var csv = "题干,选项A,选项B,选项C,答案\n问？,甲,乙,丙,B\n".getBytes(Charset.forName("GB18030"));
        assertThat(((SingleChoice) only(QuestionFiles.read("题.csv", csv))).answer())
                .isEqualTo("B");
    }

    // ---- GIFT

    @Test
    void giftWithMarkCommentsAndBothLineEnds() {
        var reading = gift(
                "\uFEFF// 注释\r\n$CATEGORY: 低保\r\n\r\n::名::[html]<p>收入 &lt;\u00A0600 <b>元</b></p>\\: 是？{\r\n"
                        + "  ~甲#不对\r\n  =乙\r\n  ~丙 \\= \\{1\\}\r\n  ####因为\\~如此\r\n}\r\n\r\n// [id:x-1] [tag:difficulty:3]\r\n说法。{F}\r\n");
        assertThat(reading.refused()).isEmpty();
        var single = (SingleChoice) reading.questions().getFirst().question();
        assertThat(single.about().stem()).isEqualTo("收入 < 600 元 : 是？");
        assertThat(single.options()).extracting(Option::text).containsExactly("甲", "乙", "丙 = {1}");
        assertThat(single.answer()).isEqualTo("B");
        assertThat(single.about().explanation()).isEqualTo("因为~如此");
        assertThat(reading.questions().getFirst().row()).isEqualTo(4);
        assertThat(reading.leftOut())
                .extracting(Refused::messageKey)
                .containsExactly("quizzes.files.left-out.feedback");
        assertThat(reading.questions().getLast().question().about().difficulty())
                .isEqualTo(3);
        assertThat(reading.questions().getLast().question().about().code()).isEqualTo("x-1");
    }

    @Test
    void giftOfEveryKind() {
        assertThat(((MultipleChoice) only(gift("问？{~%50%甲 ~%50%乙 ~%-100%丙}"))).answer())
                .containsExactly("A", "B");
        assertThat(((MultipleChoice) only(gift("问？{~%33.33333%甲 ~%33.33333%乙 ~%33.33333%丙 ~丁}"))).answer())
                .hasSize(3);
        assertThat(((Numeric) only(gift("多少？{#720:0.5}"))).tolerance()).isEqualByComparingTo("0.5");
        var range = (Numeric) only(gift("多少？{#10..15}"));
        assertThat(range.answer()).isEqualByComparingTo("12.5");
        assertThat(range.tolerance()).isEqualByComparingTo("2.5");
        assertThat(((ShortText) only(gift("填 {=公示 =张榜} 七天"))).about().stem()).isEqualTo("填 _____ 七天");
        var matching = (Matching) only(gift("配。{=甲 -> 一 =乙 -> 二 = -> 三}"));
        assertThat(matching.right()).extracting(Option::text).containsExactly("一", "二", "三");
        assertThat(matching.answer()).containsEntry("1", "A").containsEntry("2", "B");
        assertThat(((TrueFalse) only(gift("说法。{TRUE}"))).answer()).isTrue();
    }

    @Test
    void aFaultInGiftNamesItsLine() {
        assertThat(fault(gift("\n问？{\n~%-15%甲\n=乙\n~丙\n}")))
                .isEqualTo(new Refused(3, "答案", "quizzes.files.weight", "-15", "-14.28571"));
        assertThat(fault(gift("问？{=甲 ~乙 ~丙\n\n"))).isEqualTo(new Refused(1, "", "quizzes.files.gift-close"));
        assertThat(fault(gift("问？{=甲 =乙 ~丙}"))).isEqualTo(new Refused(1, "答案", "quizzes.files.gift-several", 2L));
        assertThat(fault(gift("问？{~%50%甲 ~%25%乙 ~丙}")).messageKey()).isEqualTo("quizzes.files.weight-sum");
        assertThat(fault(gift("问？\n{甲 =乙}"))).isEqualTo(new Refused(2, "答案", "quizzes.files.gift-answers", "甲 =乙"));
        assertThat(fault(gift("::名 问？{=甲 ~乙}")).messageKey()).isEqualTo("quizzes.files.gift-name");
        assertThat(fault(gift("多少？{#abc}"))).isEqualTo(new Refused(1, "答案", "quizzes.files.number", "abc"));
        assertThat(fault(gift("一{=甲 ~乙}\n二{=甲 ~乙}"))).isEqualTo(new Refused(2, "", "quizzes.files.gift-twice"));
        assertThat(gift("写一篇。{}").leftOut())
                .extracting(Refused::messageKey)
                .containsExactly("quizzes.files.left-out.essay");
    }

    // ---- Moodle XML

    private static final String CHOICE = "<question type=\"multichoice\"><name><text>n</text></name>"
            + "<questiontext format=\"html\"><text><![CDATA[<p>问 &amp; 答<img src=x onerror=alert(1)></p>]]></text></questiontext>"
            + "<single>true</single><answer fraction=\"100\" format=\"html\"><text>&lt;b&gt;甲&lt;/b&gt;</text></answer>"
            + "<answer fraction=\"0\"><text>乙</text><feedback><text>不对</text></feedback></answer>"
            + "<answer fraction=\"0\"><text>丙</text></answer></question>";

    @Test
    void moodleXmlOfEveryKindAndWhatIsLeftOut() {
        var reading = xml("<question type=\"category\"><category><text>x</text></category></question>" + CHOICE
                + "<question type=\"calculated\"><questiontext><text>{a}+{b}</text></questiontext>"
                + "<dataset_definitions/></question>"
                + "<question type=\"essay\"><questiontext><text>写</text></questiontext></question>");
        assertThat(reading.refused()).isEmpty();
        assertThat(reading.questions()).hasSize(1);
        var single = (SingleChoice) reading.questions().getFirst().question();
        assertThat(single.about().stem()).isEqualTo("问 & 答");
        assertThat(single.options()).extracting(Option::text).containsExactly("甲", "乙", "丙");
        assertThat(reading.leftOut())
                .extracting(Refused::messageKey)
                .containsExactlyInAnyOrder(
                        "quizzes.files.left-out.pictures",
                        "quizzes.files.left-out.feedback",
                        "quizzes.files.left-out.calculated",
                        "quizzes.files.left-out.type");
        var numeric = (Numeric) only(xml("<question type=\"numerical\"><questiontext><text>多少</text></questiontext>"
                + "<answer fraction=\"100\"><text>88.5</text><tolerance>0.5</tolerance></answer>"
                + "<units><unit><multiplier>1</multiplier><unit_name>元</unit_name></unit></units></question>"));
        assertThat(numeric.unit()).isEqualTo("元");
        assertThat(numeric.tolerance()).isEqualByComparingTo("0.5");
    }

    @Test
    void aBlankLineBeforeTheDeclarationIsForgiven() {
        assertThat(QuestionFiles.read(
                                "题.xml",
                                utf8("\uFEFF\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?><quiz>" + CHOICE + "</quiz>"))
                        .questions())
                .hasSize(1);
    }

    @Test
    void hostileXmlIsRefusedInASentenceWithItsLine() {
        var laughs = new StringBuilder("<?xml version=\"1.0\"?>\n<!DOCTYPE quiz [<!ENTITY a \"ha\">");
        for (var c = 'b'; c < 'n'; c++) {
            laughs.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        }
        laughs.append("]>\n<quiz>&m;</quiz>");
        var deep = "<quiz>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</quiz>";
        for (var hostile : List.of(
                laughs.toString(),
                "<!DOCTYPE quiz SYSTEM \"file:///etc/passwd\"><quiz/>",
                "<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><quiz><question type=\"essay\">"
                        + "<questiontext><text>&x;</text></questiontext></question></quiz>",
                "<?xml version=\"1.0\"?><!DOCTYPE q [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\">%x;]><quiz/>",
                "<quiz><question>&unknown;</question></quiz>",
                "<quiz><question></quiz>",
                "<html><body/></html>",
                "<quiz",
                deep)) {
            assertThatThrownBy(() -> QuestionFiles.read("题.xml", utf8(hostile)))
                    .as(hostile.substring(0, Math.min(80, hostile.length())))
                    .isInstanceOf(RuleViolation.class)
                    .extracting(e -> ((MingbaiException) e).key())
                    .asString()
                    .startsWith("quizzes.files.xml-");
        }
    }

    @Test
    void aSheetThatUnpacksBeyondAllMeasureIsRefused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            zip.write(utf8("<workbook/>"));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(utf8("<worksheet><sheetData>"));
            var blanks = new byte[1024 * 1024];
            java.util.Arrays.fill(blanks, (byte) ' ');
            for (var i = 0; i < 64; i++) {
                zip.write(blanks);
            }
            zip.write(utf8("</sheetData></worksheet>"));
            zip.closeEntry();
        }
        assertThatThrownBy(() -> QuestionFiles.read("题.xlsx", bytes.toByteArray()))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("core.sheet.bomb");
    }

    // ---- typed text

    @Test
    void textAsPeopleTypeIt() {
        var reading = typed("""
                低保知识测试题

                一、单选题（每题2分）
                1．低保标准由谁定？（B）
                A．村里   B．省里或设区的市    C．镇里
                解析：按规定 [L26 19]。
                还有一行解析
                2、下面哪一项对？
                A. 含维生素 B. 的药
                接着写
                B. 乙
                C. 丙
                【答案】Ａ  解析：因为
                难度：易
                二、多选题
                3. 哪些要算？
                A、工资 B、养老金 C、抚恤金
                正确答案：A、B
                三、判断题
                4）公示七天。
                答案：√
                """);
        assertThat(reading.refused()).isEmpty();
        assertThat(reading.leftOut()).containsExactly(new Refused(1, "", "quizzes.files.left-out.line", "低保知识测试题"));
        var questions =
                reading.questions().stream().map(Reading.Found::question).toList();
        assertThat(questions).hasSize(4);
        var first = (SingleChoice) questions.getFirst();
        assertThat(first.about().stem()).isEqualTo("低保标准由谁定？（ ）");
        assertThat(first.answer()).isEqualTo("B");
        assertThat(first.options()).extracting(Option::text).containsExactly("村里", "省里或设区的市", "镇里");
        assertThat(first.about().explanation()).isEqualTo("按规定 [L26 19]。 还有一行解析");
        var second = (SingleChoice) questions.get(1);
        assertThat(second.options().getFirst().text()).isEqualTo("含维生素 B. 的药 接着写");
        assertThat(second.about().difficulty()).isEqualTo(1);
        assertThat(((MultipleChoice) questions.get(2)).answer()).containsExactly("A", "B");
        assertThat(((TrueFalse) questions.get(3)).answer()).isTrue();
        assertThat(reading.questions()).extracting(Reading.Found::row).containsExactly(4, 8, 16, 20);
    }

    @Test
    void aFaultInTypedTextNamesTheQuestionsLine() {
        assertThat(fault(typed("\n1．问？\nA．甲 B．乙 C．丙\n答案：E\n")))
                .isEqualTo(new Refused(2, "选项E", "quizzes.files.answer-without-option", "E", "E"));
        assertThat(fault(typed("1．问？\nA．甲 B．乙 C．丙\n")))
                .isEqualTo(new Refused(1, "答案", "quizzes.files.answer-missing", ""));
        assertThatThrownBy(() -> typed("这里没有题目")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> QuestionFiles.read("题.docx", new byte[] {'P', 'K', 3, 4}))
                .hasMessageContaining("quizzes.files.word");
    }
}
