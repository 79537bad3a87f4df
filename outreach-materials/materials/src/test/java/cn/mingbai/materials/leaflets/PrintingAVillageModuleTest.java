package cn.mingbai.materials.leaflets;

import static cn.mingbai.print.HouseholdKind.SHEET_A4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.materials.ScannedCode;
import cn.mingbai.materials.leaflets.LeafletFinding.Mend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class, properties = "mingbai.jobs.threads=0")
class PrintingAVillageModuleTest {

    @Autowired
    Leaflets leaflets;

    @Autowired
    PrintBatches batches;

    @Autowired
    Printing printing;

    @Autowired
    Codes codes;

    @Autowired
    World world;

    @Autowired
    VillageForPrint villages;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void printsTwoPagesPerHouseholdInGroupOrderAndEachCodeFindsItsHousehold() throws Exception {
        var place = world.freshVillage();
        var village = villages.ready(place);
        var third = villages.household(village, "0300", "三组", "欧阳𠮷䶮", HouseholdState.AWAY);
        var second = villages.household(village, "0201", "二组", "王𠮷", HouseholdState.DUE);
        var first = villages.household(village, "0102", "一组", "李䶮国", HouseholdState.REFUSED);
        var split = villages.household(village, "0101", "一组", "赵演示", HouseholdState.SPLIT);
        villages.household(village, "0901", "九组", "空演户", HouseholdState.EMPTY);
        villages.household(village, "0902", "九组", "拆演户", HouseholdState.DEMOLISHED);
        villages.household(village, "0903", "九组", "并演户", HouseholdState.MERGED);
        var expected = List.of(split, first, second, third);
        var heads = List.of("赵演示", "李䶮国", "王𠮷", "欧阳𠮷䶮");
        var numbers = List.of("0101", "0102", "0201", "0300").stream()
                .map(number -> new HouseholdNumber(number).shown())
                .toList();

        assertThat(leaflets.check(SHEET_A4, village).printable()).isTrue();
        assertThat(leaflets.check(SHEET_A4, village).sheets()).isEqualTo(4);
        var batch = printing.sheets(village);
        var pdf = printing.pdf(batch, village);
        assertThat(batches.get(batch).villages()).singleElement().satisfies(part -> {
            assertThat(part.sheets()).isEqualTo(4);
            assertThat(part.blanks()).isZero();
            assertThat(part.pages()).isEqualTo(8);
            assertThat(part.sha256()).isEqualTo(sha256(pdf));
        });

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(8);
            for (var i = 0; i < 4; i++) {
                var front = text(document, 2 * i);
                var back = text(document, 2 * i + 1);
                assertThat(front).contains(numbers.get(i), "演示屯村", "演示镇", "扫码看政策，");
                assertThat(back).contains(numbers.get(i), heads.get(i), "演示宣传甲", "13900000001");
                for (var head : heads) {
                    assertThat(front).doesNotContain(head);
                    if (!head.equals(heads.get(i))) {
                        assertThat(back).doesNotContain(head);
                    }
                }
                assertThat(back.split(heads.get(i), -1)).hasSize(2);
                assertThat(back.indexOf(heads.get(i))).isGreaterThan(back.indexOf("宣传单签收存根"));
                for (var key : VillageForPrint.told()) {
                    assertThat((front + back).replace("\n", "")).contains(VillageForPrint.value(key));
                }
                for (var phone : List.of(
                        SettingKey.PHONE_DISTRICT_ADVICE,
                        SettingKey.PHONE_DISTRICT_REPORT,
                        SettingKey.PHONE_TOWN_ADVICE,
                        SettingKey.PHONE_TOWN_REPORT,
                        SettingKey.HOTLINE)) {
                    assertThat((front + back).split(java.util.regex.Pattern.quote(VillageForPrint.value(phone)), -1))
                            .as("once: " + phone)
                            .hasSize(2);
                }
                assertThat(front + back).contains("版本 L26-1").doesNotContain("{", "}", "空演户", "拆演户", "并演户", "【缺】");
                var address = ScannedCode.on(document, 2 * i, 200, 150, 300).orElseThrow();
                assertThat(address).matches("HTTP://LOCALHOST:\\d+/H/[0-9A-Z]{26}");
                assertThat(codes.resolve(CodeKind.HOUSEHOLD, address.substring(address.lastIndexOf('/') + 1)))
                        .hasValue(expected.get(i).value());
            }
        }

        assertThat(batches.list(village)).singleElement().satisfies(row -> {
            assertThat(row.id()).isEqualTo(batch);
            assertThat(row.sheets()).isEqualTo(4);
            assertThat(row.state()).isEqualTo(PrintBatch.State.DONE);
            assertThat(row.scope()).isEqualTo(PrintBatch.Scope.VILLAGES);
            assertThat(row.textLabel()).isEqualTo("L26-1");
            assertThat(row.orderedBy()).startsWith("测试人员");
        });
        assertThat(audits("print.order", village))
                .singleElement()
                .satisfies(details -> assertThat(details).contains("4 sheets").doesNotContain("王𠮷"));
        assertThat(audits("print.download", village))
                .singleElement()
                .satisfies(details -> assertThat(details).doesNotContain("王𠮷"));
        assertThat(addresses(village)).isEqualTo(addresses(village));
        assertThat(batches.list(village)).hasSize(3);
    }

    @Test
    void refusesWithTheWholeListWhileNothingIsSet() {
        var place = world.freshVillage();
        var village = world.division(place.village());
        world.signIn(Role.TOWN_OFFICER, place.town());
        var check = leaflets.check(SHEET_A4, village);
        assertThat(check.printable()).isFalse();
        assertThat(check.findings())
                .filteredOn(finding -> finding.key().equals("materials.finding.missing-value"))
                .extracting(finding -> finding.arguments().getFirst())
                .containsExactlyInAnyOrderElementsOf(VillageForPrint.told().stream()
                        .map(key -> "materials.value." + key.key())
                        .toList());
        assertThat(check.units())
                .containsEntry(Level.COUNTY, world.division(place.district()))
                .containsEntry(Level.TOWNSHIP, world.division(place.town()))
                .containsEntry(Level.VILLAGE, village);
        assertThat(check.findings())
                .extracting(LeafletFinding::key)
                .contains("materials.finding.no-worker", "materials.finding.no-household");
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> printing.sheets(village))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.print.refused"));
        assertThat(batches.list(village)).isEmpty();
    }

    @Test
    void aDeputyOrAWorkerWithoutAPhoneIsNotEnough() {
        var place = world.freshVillage();
        var village = villages.ready(place);
        villages.household(village, "1", "", "王国", HouseholdState.DUE);
        assertThat(leaflets.check(SHEET_A4, village).printable()).isTrue();
        jdbc.sql("update person set phone = null where id in (select person_id from posting where division_id = ?)")
                .params(village.value())
                .update();
        assertThat(leaflets.check(SHEET_A4, village).findings())
                .filteredOn(LeafletFinding::refuses)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.key()).isEqualTo("materials.finding.no-worker-phone");
                    assertThat(finding.mend()).isEqualTo(Mend.ROSTER);
                });
        jdbc.sql("update posting set duty = 'OUTREACH_B' where division_id = ? and duty = 'OUTREACH_A'")
                .params(village.value())
                .update();
        assertThat(leaflets.check(SHEET_A4, village).findings())
                .extracting(LeafletFinding::key)
                .contains("materials.finding.no-worker");
    }

    @Test
    void refusesANameThatNoFontDrawsAndSaysWhose() {
        var place = world.freshVillage();
        var village = villages.ready(place);
        villages.household(village, "11", "一组", "王𠮷", HouseholdState.DUE);
        villages.household(village, "12", "一组", "李𨱅", HouseholdState.DUE);
        var check = leaflets.check(SHEET_A4, village);
        assertThat(check.findings())
                .filteredOn(LeafletFinding::refuses)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.arguments()).containsExactly(new HouseholdNumber("12").shown(), "𨱅", "U+28C45");
                    assertThat(finding.mend()).isEqualTo(Mend.LEDGER);
                });
        assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> printing.sheets(village));
    }

    @Test
    void refusesAVillageWithoutAHouseholdToPrintFor() {
        var place = world.freshVillage();
        var village = villages.ready(place);
        villages.household(village, "1", "", "空户主", HouseholdState.EMPTY);
        assertThat(leaflets.check(SHEET_A4, village).findings())
                .filteredOn(LeafletFinding::refuses)
                .extracting(LeafletFinding::key)
                .containsExactly("materials.finding.no-household");
    }

    @Test
    void remarksThatTheAddressIsThatOfThisMachineWithoutRefusing() {
        var place = world.freshVillage();
        var village = world.division(place.village());
        world.signIn(Role.TOWN_OFFICER, place.town());
        assertThat(leaflets.check(SHEET_A4, village).findings())
                .filteredOn(finding -> !finding.refuses())
                .extracting(LeafletFinding::key)
                .containsExactly("materials.finding.own-machine");
    }

    @Test
    void revokingReplacesOneCodeAndLeavesTheOthers() throws Exception {
        var place = world.freshVillage();
        var village = villages.ready(place);
        var lost = villages.household(village, "1", "一组", "王国", HouseholdState.DUE);
        var kept = villages.household(village, "2", "一组", "李国", HouseholdState.DUE);
        var before = addresses(village);
        assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> leaflets.revoke(lost, "  "));
        assertThat(addresses(village)).isEqualTo(before);
        leaflets.revoke(lost, "宣传单丢失");
        assertThat(resolved(before.get(0))).isEmpty();
        assertThat(resolved(before.get(1))).contains(kept);

        var print = printing.again(lost);
        assertThat(batches.get(print).sheets()).isEqualTo(1);
        assertThat(batches.get(print).scope()).isEqualTo(PrintBatch.Scope.HOUSEHOLD);
        try (var document = Loader.loadPDF(printing.pdf(print, village))) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(text(document, 1)).contains("王国").doesNotContain("李国");
            var fresh = ScannedCode.on(document, 0, 200, 150, 300).orElseThrow();
            assertThat(fresh).isNotEqualTo(before.get(0));
            assertThat(resolved(fresh)).contains(lost);
            assertThat(addresses(village)).containsExactly(fresh, before.get(1));
        }
        assertThat(audits("code.revoke", village)).containsExactly("宣传单丢失");

        var found = leaflets.find(village, new HouseholdNumber("2").shown().toLowerCase(java.util.Locale.ROOT));
        assertThat(found.household()).isEqualTo(kept);
        assertThat(found.maskedHead()).isEqualTo("李*");
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> leaflets.find(village, new HouseholdNumber("77").shown()));
        assertThatExceptionOfType(RuleViolation.class).isThrownBy(() -> leaflets.find(village, "2-!"));
    }

    @Test
    void anotherTownsOfficerAndOtherRolesGetNothing() throws Exception {
        var place = world.freshVillage();
        var village = villages.ready(place);
        var household = villages.household(village, "1", "", "王国", HouseholdState.DUE);
        var batch = printing.sheets(village);
        for (var town : List.of(World.OTHER_TOWN, World.FOREIGN_DISTRICT)) {
            world.signIn(Role.TOWN_OFFICER, town);
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> leaflets.check(SHEET_A4, village));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> printing.sheets(village));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> printing.again(household));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> printing.pdf(batch, village));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> leaflets.preview(SHEET_A4, village, new ByteArrayOutputStream()));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> batches.get(batch));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> batches.list(village));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> batches.destroy(batch));
            assertThat(batches.list()).noneMatch(each -> each.id().equals(batch));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> leaflets.revoke(household, "x"));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> leaflets.revokeBlank(village, "空白001-X", "x"));
            assertThatExceptionOfType(NotFound.class).isThrownBy(() -> leaflets.find(village, "1-1"));
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> leaflets.revoke(new HouseholdId(Long.MAX_VALUE), "x"));
        }
        for (var role : List.of(Role.STAFF, Role.OUTREACH_WORKER)) {
            world.signIn(role, place.village());
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> leaflets.check(SHEET_A4, village));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> leaflets.revoke(household, "x"));
            assertThatExceptionOfType(AccessRefused.class).isThrownBy(() -> printing.pdf(batch, village));
        }
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        assertThat(printing.pdf(batch, village)).isNotEmpty();
    }

    @Test
    void theSampleIsMarkedShowsGapsAndBelongsToNobody() throws Exception {
        var place = world.freshVillage();
        var village = world.division(place.village());
        world.signIn(Role.TOWN_OFFICER, place.town());
        var out = new ByteArrayOutputStream();
        leaflets.preview(SHEET_A4, village, out);
        try (var document = Loader.loadPDF(out.toByteArray())) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(text(document, 0)).contains("样张", "【缺】");
            assertThat(text(document, 1)).contains("样张", "【缺】");
            assertThat(resolved(ScannedCode.on(document, 0, 200, 150, 300).orElseThrow()))
                    .isEmpty();
        }
        assertThat(batches.list(village)).isEmpty();
    }

    @Test
    void aLargeCommunityIsNotQueriedHouseholdByHousehold() {
        var place = world.freshVillage();
        var village = villages.ready(place);
        for (var i = 0; i < 120; i++) {
            villages.household(village, "%04d".formatted(i), "网格" + i / 20, "演示𠮷" + i, HouseholdState.DUE);
        }
        printing.sheets(village);
        var before = statements();
        printing.sheets(village);
        assertThat(statements() - before).isLessThan(90);
    }

    private long statements() {
        return jdbc.sql("show global status like 'Com_select'")
                .query((row, index) -> row.getLong(2))
                .single();
    }

    private List<String> addresses(DivisionId village) throws IOException {
        try (var document = Loader.loadPDF(printing.pdf(printing.sheets(village), village))) {
            var addresses = new ArrayList<String>();
            for (var page = 0; page < document.getNumberOfPages(); page += 2) {
                addresses.add(ScannedCode.on(document, page, 200, 150, 300).orElseThrow());
            }
            return addresses;
        }
    }

    private Optional<HouseholdId> resolved(String address) {
        var subject = codes.resolve(CodeKind.HOUSEHOLD, address.substring(address.lastIndexOf('/') + 1));
        return subject.isPresent() ? Optional.of(new HouseholdId(subject.getAsLong())) : Optional.empty();
    }

    private List<String> audits(String what, DivisionId village) {
        return jdbc.sql("select details from audit_entry where what = ? and division_id = ?")
                .params(what, village.value())
                .query(String.class)
                .list();
    }

    private static String text(PDDocument document, int page) throws IOException {
        var stripper = new PDFTextStripper();
        stripper.setLineSeparator("\n");
        stripper.setStartPage(page + 1);
        stripper.setEndPage(page + 1);
        return stripper.getText(document);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
