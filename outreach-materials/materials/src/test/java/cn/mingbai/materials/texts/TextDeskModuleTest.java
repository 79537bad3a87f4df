package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.audit.RecordedAudit;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.materials.leaflets.VillageForPrint;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.transaction.BeforeTransaction;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The life of a text; rolled back, since all tests of a database share its texts. */
@SpringBootTest(classes = TestApplication.class)
@Import(MovableClock.Standing.class)
@Transactional
class TextDeskModuleTest {

    private static final TextCode LEAFLET = TextCode.LEAFLET;

    @Autowired
    World world;

    @Autowired
    TextDesk desk;

    @Autowired
    TextLibrary library;

    @Autowired
    TextUses uses;

    @Autowired
    PolicyTexts texts;

    @Autowired
    TextSeed seed;

    @Autowired
    TextDocuments documents;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    VillageForPrint villages;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    AtOnce atOnce;

    private PersonId writer;
    private PersonId second;
    private LocalDate today;

    /** The lists of divisions outlast the test, so they are loaded before its transaction. */
    @BeforeTransaction
    void lists() {
        world.division(World.DISTRICT);
    }

    @BeforeEach
    void twoOfficers() {
        clock.set(MovableClock.START);
        today = Times.today(clock);
        second = world.person(Role.DISTRICT_OFFICER, World.DISTRICT);
        writer = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void theShippedTextIsInForceAndNothingIsBeforeItsFirstDay() {
        assertThat(texts.inForce(LEAFLET, today)).hasValueSatisfying(text -> {
            assertThat(text.version()).isEqualTo(1);
            assertThat(text.text()).isEqualTo(ShippedTexts.leaflet());
            assertThat(texts.version(text.id())).isEqualTo(text);
        });
        assertThat(texts.inForce(LEAFLET, LocalDate.of(2026, 6, 30))).isEmpty();
        for (var code : TextCode.values()) {
            assertThat(texts.inForce(code, today)).isPresent();
        }
    }

    @Test
    void aChangedTextIsInForceFromItsDayOnceASecondPersonHasApprovedIt() {
        var first = texts.required(LEAFLET, today);
        save(changed("先打电话问一声。"));
        var day = today.plusDays(10);
        desk.submit(LEAFLET, day, "窗口改了办法");
        assertThat(texts.inForce(LEAFLET, day)).contains(first);
        approve();
        assertThat(texts.required(LEAFLET, today)).isEqualTo(first);
        assertThat(texts.required(LEAFLET, day.minusDays(1))).isEqualTo(first);
        var next = texts.required(LEAFLET, day);
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.from()).isEqualTo(day);
        assertThat(next.text().label()).isEqualTo("L26-2");
        assertThat(next.text().front().getFirst().paragraphs()).contains("先打电话问一声。");
        assertThat(texts.version(first.id())).isEqualTo(first);
        assertThat(library.versions(LEAFLET))
                .extracting(TextLibrary.Version::state)
                .containsExactly(TextLibrary.State.PLANNED, TextLibrary.State.IN_FORCE);
        var reading = library.reading(LEAFLET, 2);
        assertThat(reading.changes().sections()).singleElement().satisfies(section -> {
            assertThat(section.heading()).isEqualTo("谁能申请低保");
            assertThat(section.sentences())
                    .filteredOn(sentence -> sentence.kind() != TextChanges.Kind.SAME)
                    .containsExactly(new TextChanges.Sentence(TextChanges.Kind.ADDED, "先打电话问一声。"));
        });
        clock.advance(Duration.ofDays(10));
        assertThat(library.versions(LEAFLET))
                .extracting(TextLibrary.Version::state)
                .containsExactly(TextLibrary.State.IN_FORCE, TextLibrary.State.ENDED);
        assertThat(RecordedAudit.details("text.bring-in", "text leaflet"))
                .singleElement()
                .asString()
                .contains("version 2 from " + day);
    }

    @Test
    void neitherTheWriterNorTheSenderDecides() {
        save(changed("甲。"));
        var sender = world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.submit(LEAFLET, today, "代送");
        for (var barred : List.of(writer, sender)) {
            world.signIn(barred);
            var open = pending();
            assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> approvals.decide(Set.of(open), true, ""));
        }
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThat(approvals.pending(Locale.CHINA)).isEmpty();
        approve();
        assertThat(library.versions(LEAFLET).getFirst())
                .satisfies(version -> assertThat(version.writer()).isEqualTo(name(writer)))
                .satisfies(version -> assertThat(version.approver()).isEqualTo(name(second)));
    }

    @Test
    void aDayThatPassedWhileItWaitedDoesNotChangeWhatWasInForce() {
        save(changed("乙。"));
        desk.submit(LEAFLET, today.plusDays(1), "改");
        clock.advance(Duration.ofDays(5));
        approve();
        assertThat(texts.required(LEAFLET, today.plusDays(4)).version()).isEqualTo(1);
        assertThat(texts.required(LEAFLET, today.plusDays(5)).version()).isEqualTo(2);
    }

    @Test
    void whatWaitsIsNotEditedAndWhatIsSentBackTellsWhy() {
        save(changed("丙。"));
        desk.submit(LEAFLET, today, "改");
        assertThat(desk.inWork(LEAFLET).waiting()).isNotNull();
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> desk.save(LEAFLET, changed("丁。"), 1))
                .satisfies(conflict -> assertThat(conflict.key()).isEqualTo("materials.text.in-review"));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> desk.discard(LEAFLET));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> desk.submit(LEAFLET, today, "再送"));
        assertThatExceptionOfType(Conflict.class).isThrownBy(() -> desk.withdraw(LEAFLET, today, "停"));
        decide(false, "少了举报电话");
        var work = desk.inWork(LEAFLET);
        assertThat(work.waiting()).isNull();
        assertThat(work.note()).isEqualTo("少了举报电话");
        assertThat(texts.required(LEAFLET, today).version()).isEqualTo(1);
    }

    @Test
    void twoWhoEditAtOnceDoNotOverwriteEachOther() {
        assertThat(save(changed("戊。"))).isEqualTo(1);
        world.signIn(second);
        assertThatExceptionOfType(Conflict.class)
                .isThrownBy(() -> desk.save(LEAFLET, changed("己。"), 0))
                .satisfies(conflict -> assertThat(conflict.key()).isEqualTo("materials.text.saved-meanwhile"));
        assertThat(desk.save(LEAFLET, changed("己。"), 1)).isEqualTo(2);
        assertThat(desk.save(LEAFLET, changed("己。"), 2)).isEqualTo(2);
        assertThat(desk.inWork(LEAFLET).saver()).isEqualTo(name(second));
    }

    /** Two transactions that meet, so none around them; what is left of it is thrown away. */
    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void ofTwoWhoSaveTheSameRevisionAtTheSameMomentOneIsRefused() throws Exception {
        var texts = List.of(changed("同时一。"), changed("同时二。"));
        try {
            var said = atOnce.run(
                    writer,
                    "select code from policy_text_code where code = '" + LEAFLET.code() + "' for update",
                    "select code from policy_text_code where code = %for update",
                    texts.stream()
                            .<Runnable>map(text -> () -> desk.save(LEAFLET, text, 0))
                            .toList());
            assertThat(said).hasSize(2).containsOnlyOnce("");
            assertThat(String.join("", said)).contains("materials.text.saved-meanwhile");
            assertThat(desk.inWork(LEAFLET).revision()).isEqualTo(1);
            assertThat(desk.inWork(LEAFLET).source()).isEqualTo(texts.get(said.indexOf("")));
        } finally {
            desk.discard(LEAFLET);
        }
    }

    @Test
    void aWithdrawnTextIsNotPrintedUntilAnotherOneIsInForce() {
        save(changed("庚。"));
        desk.submit(LEAFLET, today.plusDays(20), "以后用");
        approve();
        desk.withdraw(LEAFLET, today.plusDays(2), "电话印错了");
        decide(true, "");
        assertThat(texts.inForce(LEAFLET, today.plusDays(1))).isPresent();
        assertThat(texts.inForce(LEAFLET, today.plusDays(2))).isEmpty();
        assertThat(texts.inForce(LEAFLET, today.plusDays(30))).isEmpty();
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> texts.required(LEAFLET, today.plusDays(2)))
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("materials.text.none-in-force"));
        assertThat(library.versions(LEAFLET))
                .extracting(TextLibrary.Version::state)
                .containsExactly(TextLibrary.State.NEVER, TextLibrary.State.IN_FORCE);
        clock.advance(Duration.ofDays(2));
        assertThat(library.versions(LEAFLET).getLast().reason()).isEqualTo("电话印错了");
        assertThat(library.texts().getFirst().inForce()).isNull();
        world.signIn(writer);
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> desk.withdraw(LEAFLET, today.plusDays(9), "再停"));
        // The words of an earlier version can be taken up again, as a version of its own.
        desk.beginFrom(LEAFLET, 1);
        desk.submit(LEAFLET, today.plusDays(3), "恢复第一版");
        approve();
        assertThat(texts.required(LEAFLET, today.plusDays(3)).version()).isEqualTo(3);
    }

    @Test
    void anUpgradeOffersItsTextOnceAndNeverOverwritesAnEdit() {
        var shipped = ShippedText.all().getFirst();
        var second = new ShippedText(LEAFLET, shipped.from(), changed("软件第二版。"));
        var third = new ShippedText(LEAFLET, shipped.from(), changed("软件第三版。"));
        seed.seed(List.of(shipped));
        assertThat(desk.inWork(LEAFLET).isDraft()).isFalse();
        seed.seed(List.of(second));
        assertThat(desk.inWork(LEAFLET).isShipped()).isTrue();
        assertThat(texts.required(LEAFLET, today).version()).isEqualTo(1);
        // Not looked at yet: the newer one takes its place.
        seed.seed(List.of(third));
        assertThat(desk.inWork(LEAFLET).source()).isEqualTo(third.source());
        desk.save(LEAFLET, changed("我们区自己的话。"), desk.inWork(LEAFLET).revision());
        var fourth = new ShippedText(LEAFLET, shipped.from(), changed("软件第四版。"));
        seed.seed(List.of(fourth));
        assertThat(desk.inWork(LEAFLET).source().body()).contains("我们区自己的话。");
        assertThat(desk.inWork(LEAFLET).isShipped()).isFalse();
        desk.discard(LEAFLET);
        seed.seed(List.of(third));
        assertThat(desk.inWork(LEAFLET).isDraft()).isFalse();
        seed.seed(List.of(fourth));
        assertThat(desk.inWork(LEAFLET).source()).isEqualTo(fourth.source());
        desk.submit(LEAFLET, today, "用新的");
        seed.seed(List.of(new ShippedText(LEAFLET, shipped.from(), changed("软件第五版。"))));
        approve();
        assertThat(texts.required(LEAFLET, today).text().front().getFirst().paragraphs())
                .contains("软件第四版。");
        assertThat(library.versions(LEAFLET).getFirst().writer()).isEmpty();
    }

    @Test
    void aTextWithAFaultIsKeptButNotSent() {
        for (var line : List.of(
                "<script>alert(1)</script>",
                "打{{phone.mayor}}问",
                "[链接](javascript:alert(1))",
                "响\u0007铃",
                "读作𨱅",
                "**没有收住")) {
            world.signIn(writer);
            var work = desk.inWork(LEAFLET);
            desk.save(LEAFLET, changed(line), work.revision());
            assertThat(desk.check(LEAFLET, changed(line)).faults())
                    .isNotEmpty()
                    .allSatisfy(fault -> assertThat(fault.line()).isPositive());
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(() -> desk.submit(LEAFLET, today, "送审"))
                    .satisfies(refused -> assertThat(refused.key()).isEqualTo("materials.text.has-faults"));
        }
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> desk.save(LEAFLET, changed("字".repeat(20_001)), 0))
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("materials.text.fault.too-long"));
    }

    @Test
    void tenThousandCharactersAreKeptButRefusedBecauseTheyDoNotFit() {
        villages.ready(world.freshVillage());
        world.signIn(writer);
        save(changed("字".repeat(10_000)));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> desk.submit(LEAFLET, today, "送审"))
                .satisfies(refused -> assertThat(refused.key()).startsWith("materials.text.overflow."));
        assertThat(desk.inWork(LEAFLET).waiting()).isNull();
    }

    @Test
    void namesUnknownRulesArticlesAndPoints() {
        var shipped = ShippedText.all().getFirst().source();
        var broken = new TextSource(
                shipped.title(), "X99", List.of("no.such.point"), List.of("L26 18", "ZZZ 1", "全文"), shipped.body());
        assertThat(desk.check(LEAFLET, broken).faults())
                .extracting(TextFault::key)
                .containsExactly(
                        "materials.text.fault.layer",
                        "materials.text.fault.source",
                        "materials.text.fault.source",
                        "materials.text.fault.point");
        var without = new TextSource(shipped.title(), "L26", List.of(), List.of(), shipped.body());
        assertThat(desk.check(LEAFLET, without).faults())
                .extracting(TextFault::key)
                .containsExactly("materials.text.fault.no-source");
        for (var text : ShippedText.all()) {
            assertThat(desk.check(text.code(), text.source()).faults())
                    .as(text.code().code())
                    .isEmpty();
        }
    }

    @Test
    void onlyDaysFromTodayToAYearAheadCanBeChosen() {
        save(changed("辛。"));
        for (var day : List.of(today.minusDays(1), today.plusDays(367))) {
            assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> desk.submit(LEAFLET, day, "改"));
        }
    }

    @Test
    void onlyOfficersOfTheDistrictWriteAndEverybodyReads() {
        for (var role : List.of(Role.TOWN_OFFICER, Role.STAFF, Role.OUTREACH_WORKER, Role.AUDITOR)) {
            world.signIn(role, role == Role.TOWN_OFFICER ? World.TOWN : World.VILLAGE);
            assertThat(library.texts()).hasSize(3);
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.inWork(LEAFLET));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.check(LEAFLET, changed("x")));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.save(LEAFLET, changed("x"), 0));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.discard(LEAFLET));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.beginFrom(LEAFLET, 1));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.submit(LEAFLET, today, "x"));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> desk.withdraw(LEAFLET, today, "x"));
        }
        world.signIn(Role.OUTREACH_WORKER, World.VILLAGE);
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> uses.script(world.division(World.FAR_VILLAGE)));
    }

    @Test
    void theScriptReadsAmountsAndPhonesAsTheyAreSpoken() {
        var village = villages.ready(world.freshVillage());
        var script = uses.script(village);
        assertThat(script.missing()).isEmpty();
        assertThat(script.unspoken()).isEmpty();
        assertThat(script.characters()).isBetween(600, 720);
        assertThat(String.join("", script.paragraphs()))
                .contains("每人每月七百八十元（演示值）", "每人每年六千四百八十元", "零四三幺，八四五零零零零三")
                .doesNotContain("{", "【缺】", "0431");
    }

    @Test
    void nothingIsMadeOfATextWhileAValueIsMissing() {
        var place = world.freshVillage();
        world.signIn(Role.TOWN_OFFICER, place.town());
        var village = world.division(place.village());
        assertThat(uses.script(village).missing()).contains("phone.town.advice", "dibao.standard.urban");
        assertThat(uses.missing(LEAFLET, village).get(TextUse.SCRIPT)).contains("phone.town.advice");
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> uses.write(LEAFLET, TextUse.SCRIPT, village, new ByteArrayOutputStream()))
                .satisfies(refused -> assertThat(refused.arguments()).hasSize(1));
    }

    @Test
    void everyUseIsMadeOfTheSameApprovedText() throws Exception {
        var village = villages.ready(world.freshVillage());
        for (var code : TextCode.values()) {
            for (var use : TextUse.of(code)) {
                var out = new ByteArrayOutputStream();
                uses.write(code, use, village, out);
                if (use == TextUse.PICTURE) {
                    assertThat(out.toByteArray()).startsWith(0x89, 'P', 'N', 'G');
                    continue;
                }
                try (var document = Loader.loadPDF(out.toByteArray())) {
                    var text = new PDFTextStripper().getText(document).replace("\n", "");
                    assertThat(text).as("%s %s", code, use).contains("L26-1").doesNotContain("{{", "【缺】");
                }
            }
        }
    }

    @Test
    void thePreviewDrawsWhatIsTypedAndMarksWhatIsMissing() throws Exception {
        var place = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var village = world.division(place.village());
        var out = new ByteArrayOutputStream();
        desk.preview(LEAFLET, changed("刚刚打的字。"), TextUse.SHEET, village, out);
        try (var document = Loader.loadPDF(out.toByteArray())) {
            assertThat(new PDFTextStripper().getText(document).replace("\n", ""))
                    .contains("刚刚打的字。", "【缺】", "L26-2", "样张");
        }
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() ->
                        desk.preview(LEAFLET, changed("x"), TextUse.SHEET, world.division(World.FAR_VILLAGE), out));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> desk.preview(
                        LEAFLET, new TextSource("t", "L26", List.of(), List.of(), "只有一句"), TextUse.SHEET, village, out))
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("materials.text.no-preview"));
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> desk.preview(LEAFLET, changed("读作𨱅。"), TextUse.SHEET, village, out))
                .satisfies(refused -> assertThat(refused.key()).isEqualTo("materials.text.undrawable"));
    }

    @Test
    void whateverIsTypedIsKeptOrRefusedInOneSentence() {
        var place = world.freshVillage();
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var village = world.division(place.village());
        var seed = System.nanoTime();
        var random = new Random(seed);
        var pieces = List.of(
                "{{unit}}",
                "{{",
                "}}",
                "<b>",
                "**",
                "\u0000",
                "\u202e",
                "𨱅",
                "\ud83d",
                "字".repeat(300),
                "\n\n## ",
                "<!-- back -->");
        for (var i = 0; i < 40; i++) {
            var line = pieces.get(random.nextInt(pieces.size())) + pieces.get(random.nextInt(pieces.size()));
            try {
                desk.check(LEAFLET, changed(line));
                desk.save(LEAFLET, changed(line), desk.inWork(LEAFLET).revision());
                desk.preview(LEAFLET, changed(line), TextUse.SHEET, village, new ByteArrayOutputStream());
            } catch (MingbaiException refused) {
                assertThat(refused.key()).as("seed %d, line %s", seed, line).startsWith("materials.text.");
            }
        }
    }

    @Test
    void theSearchFollowsTheTextInForce() {
        var before = documents.stamp();
        save(changed("搜得到的新话。"));
        desk.submit(LEAFLET, today, "改");
        approve();
        assertThat(documents.stamp()).isNotEqualTo(before);
        var passages = new ArrayList<SearchPassage>();
        documents.read(passages::add);
        assertThat(passages).anySatisfy(passage -> {
            assertThat(passage.id()).isEqualTo("sheet:L26-2/谁能申请低保");
            assertThat(passage.text()).contains("搜得到的新话。");
            assertThat(passage.path()).isEqualTo("texts/leaflet");
        });
        assertThat(passages).noneMatch(passage -> passage.id().startsWith("sheet:L26-1/"));
    }

    private int save(TextSource source) {
        return desk.save(LEAFLET, source, desk.inWork(LEAFLET).revision());
    }

    /** The shipped leaflet with a line more in its first section. */
    private static TextSource changed(String line) {
        var shipped = ShippedText.all().getFirst().source();
        return new TextSource(
                        shipped.title(),
                        shipped.ruleLayer(),
                        shipped.points(),
                        shipped.sources(),
                        shipped.body().replace("## 遇上急事", line + "\n\n## 遇上急事"))
                .tidied();
    }

    private void approve() {
        decide(true, "");
    }

    private void decide(boolean approve, String note) {
        var before = writer;
        world.signIn(second);
        approvals.decide(Set.of(pending()), approve, note);
        world.signIn(before);
    }

    private cn.mingbai.core.approval.ApprovalId pending() {
        return approvals.pending(Locale.CHINA).stream()
                .filter(pending -> pending.approval().kind().equals(TextProposal.KIND))
                .max(Comparator.comparing(pending -> pending.approval().id().value()))
                .orElseThrow()
                .approval()
                .id();
    }

    private String name(PersonId person) {
        return jdbc.sql("select name from person where id = ?")
                .params(person.value())
                .query(String.class)
                .single();
    }
}
