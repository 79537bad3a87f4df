package cn.mingbai.quizzes.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.quizzes.MovingClock;
import cn.mingbai.quizzes.attempts.AnswerSheets;
import cn.mingbai.quizzes.attempts.Attempts;
import cn.mingbai.quizzes.formats.FileFormat;
import cn.mingbai.quizzes.formats.QuestionFiles;
import cn.mingbai.quizzes.formats.RandomBank;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.Seeding;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.Skill;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@SpringBootTest(classes = TestApplication.class)
@Import(MovingClock.Configuration.class)
class QuestionFilesModuleTest {

    private static final Locale ZH = Locale.SIMPLIFIED_CHINESE;
    private static final int MUTATIONS = 1000;

    @Autowired
    World world;

    @Autowired
    AtOnce atOnce;

    @Autowired
    QuestionExchange exchange;

    @Autowired
    QuestionDesk desk;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    Attempts attempts;

    @Autowired
    AnswerSheets sheets;

    @Autowired
    Texts texts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    WebApplicationContext web;

    @Autowired
    ApplicationContext context;

    String course;
    PersonId writer;

    @BeforeEach
    void anOfficer() {
        course = Seeding.course(context).course();
        writer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int drafts() {
        return jdbc.sql("select count(*) from question_draft where course_code = ?")
                .params(course)
                .query(Integer.class)
                .single();
    }

    private static final String TYPED = """
            1．新题一？
            A．甲 B．乙 C．丙
            答案：B
            解析：因为 [M57 22]
            知识点：共同生活的家庭成员、没有这个点
            适用政策：L26
            难度：中
            2．新题二？
            A．甲 B．乙 C．丙
            答案：AC
            """;

    @Test
    void aFileBecomesDraftsAndTheSecondTimeChangesNothing() {
        var plan = exchange.plan(course, "题.txt", utf8(TYPED), ZH);
        assertThat(plan.incoming()).hasSize(2);
        assertThat(plan.leftOut()).extracting(line -> line.messageKey()).contains("quizzes.files.point-unknown");
        assertThat(drafts()).isZero();
        exchange.apply(course, "题.txt", utf8(TYPED), ZH);
        assertThat(drafts()).isEqualTo(2);
        var again = exchange.apply(course, "别的名字.txt", utf8(TYPED), ZH);
        assertThat(again.incoming()).isEmpty();
        assertThat(again.unchanged()).isEqualTo(2);

        // What a file does not state keeps what was stated since.
        var page = desk.question(course, course + "-D002", ZH);
        var old = (MultipleChoice) page.draft().question();
        desk.save(
                course,
                course + "-D002",
                new MultipleChoice(
                        new About(
                                "", "新题二？", "补上 [M57 22]", List.of("dibao.members"), List.of(), "L26", 2, Skill.JUDGE),
                        old.options(),
                        old.answer()),
                page.opened());
        assertThat(exchange.apply(course, "题.txt", utf8(TYPED), ZH).unchanged()).isEqualTo(2);
        var changed = exchange.plan(course, "题.txt", utf8(TYPED.replace("答案：AC", "答案：AB")), ZH);
        assertThat(changed.incoming()).hasSize(1);
        assertThat(changed.incoming().getFirst().changed()).containsExactly("answer");
        assertThat(changed.incoming().getFirst().missing()).isZero();
    }

    @Test
    void theSameFileTwiceAtOnceIsTakenOnce() throws Exception {
        Runnable apply = () -> exchange.apply(course, "题.txt", utf8(TYPED), ZH);
        var said = atOnce.run(
                writer,
                "select course_code from quiz where course_code = '" + course + "' for update",
                "select 1 from quiz where course_code = %for update",
                List.of(apply, apply));
        assertThat(said).containsExactly("", "");
        assertThat(drafts()).isEqualTo(2);
    }

    @Test
    void anyFaultKeepsTheWholeFileOut() {
        var broken = TYPED.replace("答案：AC", "答案：AE");
        assertThat(exchange.plan(course, "题.txt", utf8(broken), ZH).refused()).hasSize(1);
        assertThatThrownBy(() -> exchange.apply(course, "题.txt", utf8(broken), ZH))
                .isInstanceOf(RuleViolation.class);
        var twice = TYPED + TYPED;
        assertThat(exchange.plan(course, "题.txt", utf8(twice), ZH).refused()).hasSize(2);
        assertThatThrownBy(() -> exchange.apply(course, "题.txt", utf8(twice), ZH))
                .isInstanceOf(RuleViolation.class);
        assertThat(drafts()).isZero();
    }

    @Test
    void whatIsExportedComesBackUnchanged() {
        for (var format : List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML)) {
            var file = exchange.export(course, format);
            assertThat(file.leftOut()).isEmpty();
            assertThat(file.questions()).isEqualTo(11);
            var plan = exchange.apply(course, file.fileName(), file.bytes(), ZH);
            assertThat(plan.incoming()).as(format.name()).isEmpty();
            assertThat(plan.unchanged()).isEqualTo(11);
        }
        assertThat(drafts()).isZero();
    }

    @Test
    void anImportedChangeOfAQuestionInUseIsADraftOfAFurtherVersion() {
        var text = new String(exchange.export(course, FileFormat.GIFT).bytes(), StandardCharsets.UTF_8);
        var first = text.indexOf("=说法1");
        var changed =
                text.substring(0, first) + "~说法1" + text.substring(first + 4).replaceFirst("~说法2", "=说法2");
        var plan = exchange.apply(course, "题.gift", utf8(changed), ZH);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.incoming()).hasSize(1);
        assertThat(plan.unchanged()).isEqualTo(10);
        var code = plan.incoming().getFirst().code();
        desk.submit(course, Set.of(code), "更正");
        assertThat(exchange.plan(course, "题.gift", utf8(text), ZH).refused())
                .extracting(line -> line.messageKey())
                .containsExactly("quizzes.bank.in-review");
        approve();
        assertThat(desk.question(course, code, ZH).line().version()).isEqualTo(2);
    }

    private void approve() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        approvals.decide(
                approvals.pending(ZH).stream()
                        .map(ApprovalDesk.Pending::approval)
                        .filter(approval -> approval.subject().startsWith("question " + course + "/"))
                        .map(approval -> approval.id())
                        .collect(Collectors.toSet()),
                true,
                "");
        world.signIn(writer);
    }

    @Test
    void theTemplateReadsAsItsExample() {
        var plan = exchange.plan(course, "模板.xlsx", exchange.template(), ZH);
        assertThat(plan.refused()).isEmpty();
        assertThat(plan.incoming()).hasSize(1);
    }

    @Test
    void nobodyElseImportsOrExports() {
        for (var role : Role.values()) {
            if (role != Role.DISTRICT_OFFICER) {
                world.signIn(role, World.VILLAGE);
                assertThatThrownBy(() -> exchange.export(course, FileFormat.GIFT))
                        .isInstanceOf(AccessRefused.class);
                assertThatThrownBy(() -> exchange.apply(course, "题.txt", utf8(TYPED), ZH))
                        .isInstanceOf(AccessRefused.class);
            }
        }
    }

    /** A thousand broken files: each is refused in a sentence, or read and taken in whole. */
    @Test
    void mutatedFilesAreRefusedInASentenceAndNothingIsHalfTakenIn() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var bank = new RandomBank(random).questions(8);
        var files = new ArrayList<byte[]>();
        var names = new ArrayList<String>();
        for (var format : List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML)) {
            files.add(QuestionFiles.write(format, "题", bank).bytes());
            names.add("题." + format.ending());
        }
        files.add(utf8(TYPED));
        names.add("题.txt");
        files.add("题型,题干,选项A,选项B,选项C,答案,难度\n单选,问一？,甲,乙,丙,B,1\n判断,问二。,,,,对,易\n"
                .getBytes(java.nio.charset.Charset.forName("GB18030")));
        names.add("题.csv");
        var taken = 0;
        var refused = 0;
        for (var i = 0; i < MUTATIONS; i++) {
            var which = i % files.size();
            var mutated = mutated(files.get(which), random);
            var before = drafts();
            try {
                var plan = exchange.apply(course, names.get(which), mutated, ZH);
                assertThat(drafts() - before)
                        .as("seed " + seed + ", file " + i)
                        .isEqualTo(plan.incoming().size());
                plan.leftOut()
                        .forEach(line -> assertThat(texts.get(
                                        ZH, line.messageKey(), line.arguments().toArray()))
                                .isNotEqualTo(line.messageKey()));
                taken++;
                jdbc.sql("delete from question_draft where course_code = ?")
                        .params(course)
                        .update();
            } catch (RuleViolation sentence) {
                assertThat(texts.get(ZH, sentence)).as(sentence.key()).isNotEqualTo(sentence.key());
                assertThat(drafts()).as("seed " + seed + ", file " + i).isEqualTo(before);
                refused++;
            }
        }
        assertThat(taken).as("seed " + seed).isGreaterThan(20);
        assertThat(refused).as("seed " + seed).isGreaterThan(200);
    }

    private static byte[] mutated(byte[] file, Random random) {
        var bytes = file.clone();
        for (var times = 1 + random.nextInt(4); times > 0; times--) {
            var at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> {
                    var end = Math.min(bytes.length, at + 1 + random.nextInt(20));
                    var cut = Arrays.copyOf(bytes, bytes.length - (end - at));
                    System.arraycopy(bytes, end, cut, at, bytes.length - end);
                    bytes = cut.length == 0 ? new byte[] {0} : cut;
                }
                case 3 -> {
                    var piece = utf8(
                            List.of("{", "}", "=", "~", "\n\n", "<", "&x;", "答案：", "\u0000", "\\", "%9%", "::", "]]>")
                                    .get(random.nextInt(13)));
                    var longer = Arrays.copyOf(bytes, bytes.length + piece.length);
                    System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
                    System.arraycopy(piece, 0, longer, at, piece.length);
                    bytes = longer;
                }
                case 4 -> {
                    var doubled = Arrays.copyOf(bytes, bytes.length + bytes.length - at);
                    System.arraycopy(bytes, at, doubled, bytes.length, bytes.length - at);
                    bytes = doubled;
                }
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private static final List<String> PAYLOADS = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "\"><svg/onload=alert(1)>",
            "{{7*7}}${7*7}#{7*7}",
            "</textarea><script>alert(1)</script>");

    /** Payloads in every field, by every format: text in the preview, in the bank's pages and on the learner's page. */
    @Test
    void storedScriptsStayText() throws Exception {
        for (var format : List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML)) {
            course = Seeding.course(context).course();
            world.signIn(writer);
            var bank = new ArrayList<Question>();
            for (var i = 0; i < 5; i++) {
                bank.add(hostile(course + "-" + List.of(1, 2, 3, 7, 10).get(i), PAYLOADS.get(i), i));
            }
            var file = QuestionFiles.write(format, "题", bank);
            var plan = exchange.apply(course, "题." + format.ending(), file.bytes(), ZH);
            assertThat(plan.refused()).as(format.name()).isEmpty();
            assertThat(plan.incoming()).hasSize(5);
            for (var incoming : plan.incoming()) {
                harmless(new QuestionCard(incoming.shown()).getElement().getOuterHTML());
            }
            desk.submit(
                    course,
                    desk.questions(course).stream()
                            .filter(line -> line.work() == QuestionLine.Work.DRAFT)
                            .map(QuestionLine::code)
                            .collect(Collectors.toSet()),
                    "<script>alert(1)</script>");
            approve();
            for (var question : bank) {
                harmless(new QuestionCard(desk.question(course, question.about().code(), ZH)
                                .current())
                        .getElement()
                        .getOuterHTML());
            }
            world.signIn(Role.STAFF, World.VILLAGE);
            var token = attempts.start(course).token();
            world.signOut();
            var mvc = MockMvcBuilders.webAppContextSetup(web).build();
            // Payloads travel as data; the page puts every one in as text.
            var paper = mvc.perform(get("/Q/" + token + "/paper").locale(ZH))
                    .andReturn()
                    .getResponse();
            assertThat(paper.getContentType()).startsWith("application/json");
            assertThat(paper.getContentAsString(StandardCharsets.UTF_8))
                    .as("payloads that reached the paper")
                    .containsAnyOf("<script>alert(1)", "<img src=x");
            harmless(mvc.perform(get("/Q/" + token).locale(ZH))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8));
            sheets.handIn(token);
            harmless(mvc.perform(get("/Q/" + token + "/result").locale(ZH))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8));
        }
    }

    private static void harmless(String html) {
        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("<svg/onload");
    }

    private static Question hostile(String code, String payload, int index) {
        var about = new About(
                code,
                "题" + index + payload,
                "因 [M57 22] " + payload,
                List.of("dibao.members"),
                List.of(),
                "L26",
                1,
                Skill.JUDGE);
        var options = List.of(new Option("A", "甲" + payload), new Option("B", payload), new Option("C", "丙" + payload));
        return switch (index) {
            case 3 -> new TrueFalse(about, true);
            case 4 -> new Numeric(about, BigDecimal.TEN, BigDecimal.ZERO, "<b>元");
            default -> new SingleChoice(about, options, "B");
        };
    }
}
