package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.FieldPhones;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionListPlan;
import cn.mingbai.core.divisions.DivisionLists;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetText;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.district.snapshots.OutreachSnapshots;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.households.visitapp.PhoneFiles;
import cn.mingbai.quizzes.answerfile.AnswerFiles;
import cn.mingbai.quizzes.bank.QuestionExchange;
import cn.mingbai.quizzes.papertest.DrawnPapers;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** A thousand files gone wrong, over everything that reads a file: a report or a sentence, and all of it or nothing. */
@CheckTest(15)
@Timeout(300)
class ImportFuzzCheckTest {

    private static final long SEED = 20261203;
    private static final int FILES = 1000;
    /** Of a processor's time. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long MOST_HEAP = 256L * 1024 * 1024;

    /** What takes bytes in but keeps them as a file: check 17. */
    private static final Set<String> KEPT = Set.of(
            "ClassSignIn.attachSheet",
            "CoursePublishing.attach",
            "Excuses.propose",
            "PaperTests.attach",
            "Postings.addPhoto",
            "VisitApp.addPhoto");

    @Autowired
    ApplicationContext context;

    @Autowired
    World world;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Texts texts;

    @Autowired
    TransactionTemplate transactions;

    /** What reads a file; answers whether it would write nothing when it reads it again. */
    private interface Reading {
        boolean read(byte[] bytes);
    }

    /**
     * An importer with a file that it takes.
     *
     * @param counted tables whose rows it adds
     */
    private record Importer(
            String method, String format, byte[] good, boolean text, List<String> counted, Reading reading) {}

    private final List<Importer> importers = new ArrayList<>();
    private final Random random = new Random(SEED);
    private PersonId officer = new PersonId(0);

    @BeforeEach
    void importers() {
        var place = new FieldPhones(context, 2);
        var today = LocalDate.now();
        var learner = world.person(Duty.VILLAGE_STAFF, place.code, LocalDate.of(2024, 1, 1));
        var phone = place.phone();
        assertThat(phone).isNotEmpty();
        var device = jdbc.sql("select max(id) from device").query(Long.class).single();
        var administrator = world.person(Role.ADMINISTRATOR, "100000000000");
        officer = world.signIn(Role.DISTRICT_OFFICER, place.district);

        var ledger = context.getBean(LedgerImport.class);
        both(
                "LedgerImport",
                List.of("村（社区）代码", "镇街", "村（社区）", "组", "户号", "户主", "人口数", "电话", "状态", "户籍户", "常住户", "救助对象户"),
                IntStream.range(0, 6)
                        .mapToObj(i -> List.of(
                                place.code,
                                "",
                                "",
                                "一组",
                                "70" + i,
                                "赵钱" + i,
                                "3",
                                "1381234567" + i,
                                "应访",
                                "是",
                                "是",
                                "否"))
                        .toList(),
                List.of("household", "household_details"),
                (name, bytes) -> {
                    var upload = LedgerUpload.of(name, bytes, today);
                    checked(ledger.plan(upload));
                    return whole(ledger.apply(upload, ImportProgress.NONE)).changesNothing();
                });
        var staff = context.getBean(StaffImport.class);
        var prefix = "F" + Long.toString(System.nanoTime(), 36).toUpperCase(Locale.ROOT);
        both(
                "StaffImport",
                List.of("工号", "姓名", "镇街", "单位", "单位代码", "职务", "电话", "任职日期"),
                IntStream.range(0, 6)
                        .mapToObj(i -> List.of(prefix + i, "孙李" + i, "", "", place.code, "村（社区）经办人", "", "2026-01-02"))
                        .toList(),
                List.of("person", "posting"),
                (name, bytes) -> {
                    checked(staff.plan(name, bytes));
                    return whole(staff.apply(name, bytes, ImportProgress.NONE)).changesNothing();
                });
        var papers = context.getBean(PaperTests.class);
        var test = papers.open(world.division(place.district), "书面考试", "01", today);
        papers.attach(test, "试卷.pdf", "%PDF-1.7 x".getBytes(StandardCharsets.US_ASCII));
        both(
                "PaperTests",
                List.of("工号", "姓名", "成绩"),
                List.of(List.of(staffNumber(learner), "测试人员" + learner.value(), "88")),
                List.of("training_record", "paper_test_score"),
                (name, bytes) -> {
                    checked(papers.plan(test, name, bytes));
                    return whole(papers.apply(test, name, bytes)).changesNothing();
                });
        drawn(test, learner);
        questions();
        var lists = context.getBean(DivisionLists.class);
        importers.add(new Importer(
                "DivisionLists.parse",
                "csv",
                "code,name,parent_code,level\n220000000000,吉林省,,PROVINCE\n220100000000,长春市,220000000000,CITY\n"
                        .getBytes(StandardCharsets.UTF_8),
                true,
                List.of("division", "division_version"),
                bytes -> {
                    world.signIn(administrator);
                    try {
                        var rows = lists.parse(SheetText.decode(bytes));
                        lists.plan(rows, today, DivisionListPlan.Answers.NONE);
                        return true;
                    } finally {
                        world.signIn(officer);
                    }
                }));
        var phoneFiles = context.getBean(PhoneFiles.class);
        importers.add(new Importer(
                "PhoneFiles.take",
                "json",
                ("{\"format\":\"mingbai-visits/1\",\"records\":[{\"device\":" + device + ",\"worker\":\"王\",\"record\":"
                                + FieldPhones.visit(UUID.randomUUID(), place.households.getFirst()) + "}]}")
                        .getBytes(StandardCharsets.UTF_8),
                true,
                List.of("visit"),
                bytes -> {
                    phoneFiles.take(bytes);
                    return true;
                }));
        var answers = context.getBean(AnswerFiles.class);
        importers.add(new Importer(
                "AnswerFiles.preview",
                "json",
                "{\"format\":\"mingbai-answers/1\",\"attempt\":\"x\",\"answers\":[{\"number\":1,\"answer\":[0]}]}"
                        .getBytes(StandardCharsets.UTF_8),
                true,
                List.of("answer_file"),
                bytes -> {
                    answers.preview(new String(bytes, StandardCharsets.UTF_8));
                    return true;
                }));
        var sealed = SheetWriter.xlsx(
                "报表", new SheetTable("报表", List.of("单位", "人数"), List.of(List.of("演示镇", 3)), List.of("填表人：")));
        var rates = context.getBean(RateSnapshots.class);
        importers.add(new Importer("RateSnapshots.verifyFile", "xlsx", sealed, false, List.of(), bytes -> {
            rates.verifyFile(bytes);
            return true;
        }));
        var outreach = context.getBean(OutreachSnapshots.class);
        importers.add(new Importer("OutreachSnapshots.verifyFile", "xlsx", sealed, false, List.of(), bytes -> {
            outreach.verifyFile(bytes);
            return true;
        }));
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private interface Named {
        boolean read(String name, byte[] bytes);
    }

    private void both(
            String type, List<String> headings, List<List<String>> rows, List<String> counted, Named reading) {
        var csv = new StringBuilder(String.join(",", headings)).append('\n');
        rows.forEach(row -> csv.append(String.join(",", row)).append('\n'));
        importers.add(new Importer(
                type + ".plan",
                "csv",
                csv.toString().getBytes(StandardCharsets.UTF_8),
                true,
                counted,
                bytes -> reading.read("a.csv", bytes)));
        importers.add(new Importer(
                type + ".apply",
                "xlsx",
                SheetWriter.xlsx("表", new SheetTable("表", headings, rows, List.of("填表人："))),
                false,
                counted,
                bytes -> reading.read("a.xlsx", bytes)));
    }

    private void drawn(PaperTestId test, PersonId learner) {
        var drawn = context.getBean(DrawnPapers.class);
        drawn.draw(test, Set.of(learner));
        var code = jdbc.sql("select max(code) from drawn_paper")
                .query(String.class)
                .single();
        both(
                "DrawnPapers",
                List.of("试卷编号", "1", "2"),
                List.of(List.of(code, "A", "B")),
                List.of("drawn_paper_answers", "training_record"),
                (name, bytes) -> {
                    checked(drawn.plan(test, name, bytes));
                    return whole(drawn.apply(test, name, bytes)).changesNothing();
                });
    }

    // Drafts of the bank are everybody's: what is written is taken back after each file.
    private void questions() {
        var exchange = context.getBean(QuestionExchange.class);
        var typed = """
                1．新题一？
                A．甲 B．乙 C．丙
                答案：B
                解析：因为
                2．新题二？
                A．甲 B．乙 C．丙
                答案：AC
                """;
        var gift = "::Q1:: 新题三？ {\n=对\n~错\n~都不对\n}\n\n::Q2:: 天是蓝的。 {T}\n";
        var xml =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><quiz><question type=\"truefalse\"><name><text>a</text></name>"
                        + "<questiontext format=\"html\"><text>天是蓝的。</text></questiontext><answer fraction=\"100\"><text>true</text>"
                        + "</answer><answer fraction=\"0\"><text>false</text></answer></question></quiz>";
        var files = new HashMap<String, byte[]>(Map.of(
                "a.txt", typed.getBytes(StandardCharsets.UTF_8),
                "a.gift", gift.getBytes(StandardCharsets.UTF_8),
                "a.xml", xml.getBytes(StandardCharsets.UTF_8)));
        files.put("a.xlsx", exchange.template());
        files.forEach((name, good) -> importers.add(new Importer(
                name.endsWith("xlsx") ? "QuestionExchange.apply" : "QuestionExchange.plan",
                name,
                good,
                !name.endsWith("xlsx"),
                List.of("question_draft"),
                bytes -> Boolean.TRUE.equals(transactions.execute(status -> {
                    status.setRollbackOnly();
                    exchange.plan("01", name, bytes, Locale.SIMPLIFIED_CHINESE);
                    exchange.apply("01", name, bytes, Locale.SIMPLIFIED_CHINESE);
                    return exchange.apply("01", name, bytes, Locale.SIMPLIFIED_CHINESE)
                            .incoming()
                            .isEmpty();
                })))));
    }

    private String staffNumber(PersonId person) {
        return jdbc.sql("select staff_number from person where id = ?")
                .param(person.value())
                .query(String.class)
                .single();
    }

    /** What was taken was taken whole. */
    private ImportReport whole(ImportReport applied) {
        assertThat(applied.refused())
                .as("refused rows of a file that was taken")
                .isEmpty();
        return applied;
    }

    /** A report that can be shown: every refusal names its row, and the sentence is there. */
    private ImportReport checked(ImportReport report) {
        for (var refused : report.refused()) {
            assertThat(refused.row()).isPositive();
            assertThat(texts.get(
                            Locale.SIMPLIFIED_CHINESE,
                            refused.messageKey(),
                            refused.arguments().toArray()))
                    .isNotBlank()
                    .doesNotContain(refused.messageKey());
        }
        return report;
    }

    @Test
    void everythingThatReadsAFileIsHere() {
        var here = new TreeSet<>(KEPT);
        importers.forEach(importer -> {
            here.add(importer.method());
            // Both are called for every file.
            here.add(importer.method().replace(".plan", ".apply"));
            here.add(importer.method().replace(".apply", ".plan"));
        });
        // Their bodies are JSON of phones, which check 21 and HostilePhonesModuleTest mutate.
        here.add("VisitApp.handIn");
        var found = new TreeSet<String>();
        for (var bean : context.getBeansWithAnnotation(Service.class).values()) {
            var type = AopUtils.getTargetClass(bean);
            for (var method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && Arrays.stream(method.getParameterTypes()).anyMatch(ImportFuzzCheckTest::holdsBytes)) {
                    found.add(type.getSimpleName() + "." + method.getName());
                }
            }
        }
        assertThat(found).as("found something at all").hasSizeGreaterThan(10);
        assertThat(here).containsAll(found);
    }

    private static boolean holdsBytes(Class<?> type) {
        return type == byte[].class
                || type.isRecord()
                        && Arrays.stream(type.getRecordComponents()).anyMatch(part -> part.getType() == byte[].class);
    }

    @Test
    void aGoodFileIsTakenAndTheSecondTimeChangesNothing() {
        for (var importer : importers) {
            if (importer.counted().isEmpty()
                    || importer.method().startsWith("DrawnPapers")
                    || importer.format().equals("json")
                    || importer.format().equals("a.xlsx")) {
                continue;
            }
            importer.reading().read(importer.good());
            var after = counts(importer);
            assertThat(importer.reading().read(importer.good()))
                    .as(importer.method() + " " + importer.format())
                    .isTrue();
            assertThat(counts(importer)).isEqualTo(after);
        }
    }

    @Test
    void aFileGoneWrongIsReportedOrRefusedAndNothingOfItIsHalfTaken() throws Exception {
        var heap = new HeapAfterCollections();
        var refused = 0;
        var taken = 0;
        for (var number = 0; number < FILES; number++) {
            var importer = importers.get(number % importers.size());
            var bytes = Mutants.of(importer.good(), importer.text(), random);
            if (read(importer, bytes, "file " + number)) {
                taken++;
            } else {
                refused++;
            }
        }
        assertThat(heap.grown()).as("bytes of heap in use after a collection").isLessThan(MOST_HEAP);
        assertThat(refused).as("most are refused, taken %d", taken).isGreaterThan(FILES / 3);
        assertThat(taken).as("some are good enough").isPositive();
    }

    @Test
    void largeFilesOfNothingAndOfOneCellAreReadOrRefusedInTime() {
        var heap = new HeapAfterCollections();
        // All importers share their reader, so one is enough.
        var ledger = context.getBean(LedgerImport.class);
        var heading = "村（社区）代码,镇街,村（社区）,组,户号,户主\n";
        var good = Mutants.parts(
                SheetWriter.xlsx("表", new SheetTable("表", List.of("户号", "户主"), List.of(List.of("1", "王")), List.of())));
        var rows = new StringBuilder("<worksheet><sheetData>");
        for (var row = 1; row <= 1_000_000; row++) {
            rows.append("<row r=\"").append(row).append("\"/>");
        }
        good.put(
                "xl/worksheets/sheet1.xml",
                rows.append("</sheetData></worksheet>").toString().getBytes(StandardCharsets.UTF_8));
        var large = Map.of(
                "rows of nothing.csv", utf8(heading + "\n".repeat(1_000_000) + "x,,,,1,王\n"),
                "rows of empty cells.csv", utf8(heading + ",,,,,\n".repeat(1_000_000)),
                "one cell.csv", utf8(heading + "\"" + "长".repeat(3_000_000)),
                "one row.csv", utf8(heading + "x,".repeat(4_000_000)),
                "rows of nothing.xlsx", Mutants.zip(good));
        large.forEach((name, bytes) -> {
            var started = cpu();
            try {
                var report = checked(ledger.plan(LedgerUpload.of(name, bytes, LocalDate.now())));
                assertThat(report.refused())
                        .as(name)
                        .extracting(ImportReport.Refused::row)
                        .isEqualTo(name.equals("rows of nothing.csv") ? List.of(1_000_002) : List.of());
            } catch (MingbaiException refused) {
                assertThat(refused.key()).as(name).startsWith("core.sheet.");
            }
            assertThat(cpu().minus(started)).as(name).isLessThan(LONGEST);
        });
        assertThat(heap.grown()).as("bytes of heap in use after a collection").isLessThan(MOST_HEAP);
    }

    /** Whether the file was taken; fails when anything else happens than a report or a refusal. */
    private boolean read(Importer importer, byte[] bytes, String what) {
        var before = counts(importer);
        var started = cpu();
        try {
            importer.reading().read(bytes);
            var after = counts(importer);
            importer.reading().read(bytes);
            assertThat(counts(importer))
                    .as("%s twice: %s", what, importer.method())
                    .isEqualTo(after);
            return true;
        } catch (MingbaiException refused) {
            assertThat(texts.get(Locale.SIMPLIFIED_CHINESE, refused))
                    .as(what)
                    .isNotBlank()
                    .doesNotContain(refused.key());
            assertThat(counts(importer)).as("%s: %s", what, importer.method()).isEqualTo(before);
            return false;
        } catch (RuntimeException | Error other) {
            throw new AssertionError(
                    what + " of seed " + SEED + ": " + importer.method() + " " + importer.format(), other);
        } finally {
            assertThat(cpu().minus(started)).as(what).isLessThan(LONGEST);
        }
    }

    // What else the machine does is not the file's fault.
    private static Duration cpu() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Long> counts(Importer importer) {
        return importer.counted().stream()
                .map(table -> jdbc.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .toList();
    }

    /** How much more of the heap is in use after a collection than was in the beginning, at most. */
    private static final class HeapAfterCollections {

        private static final List<String> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(pool -> pool.getName())
                .toList();

        private final long first;
        private final AtomicLong most = new AtomicLong();

        HeapAfterCollections() {
            System.gc();
            first = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            NotificationListener heard = (notification, nothing) -> {
                if (notification.getUserData() instanceof javax.management.openmbean.CompositeData data
                        && com.sun.management.GarbageCollectionNotificationInfo.from(data)
                                .getGcAction()
                                .contains("major")) {
                    var after = com.sun.management.GarbageCollectionNotificationInfo.from(data)
                            .getGcInfo()
                            .getMemoryUsageAfterGc();
                    most.accumulateAndGet(
                            HEAP.stream()
                                    .mapToLong(pool -> after.get(pool).getUsed())
                                    .sum(),
                            Math::max);
                }
            };
            ManagementFactory.getGarbageCollectorMXBeans()
                    .forEach(collector -> ((NotificationEmitter) collector).addNotificationListener(heard, null, null));
        }

        long grown() {
            return most.get() - first;
        }
    }
}
