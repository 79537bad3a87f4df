package cn.mingbai.materials.stubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.Blanks;
import cn.mingbai.households.sheets.SignedReceipts;
import cn.mingbai.materials.leaflets.Leaflets;
import cn.mingbai.materials.leaflets.Printing;
import cn.mingbai.materials.leaflets.VillageForPrint;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = TestApplication.class, properties = "mingbai.jobs.threads=0")
class ReturnedStubsModuleTest {

    @Autowired
    ReturnedStubs stubs;

    @Autowired
    SignedReceipts receipts;

    @Autowired
    Blanks blanks;

    @Autowired
    BlankSheets blankSheets;

    @Autowired
    Leaflets leaflets;

    @Autowired
    Printing printing;

    @Autowired
    VillageForPrint villages;

    @Autowired
    Codes codes;

    @Autowired
    World world;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    private FreshVillage place = new FreshVillage("", "", "");
    private DivisionId village = new DivisionId(0);
    private HouseholdId household = new HouseholdId(0);
    private LocalDate today = LocalDate.EPOCH;

    @BeforeEach
    void printed() {
        place = world.freshVillage();
        village = villages.ready(place);
        household = villages.household(village, "0101", "一组", "王建国", HouseholdState.DUE);
        villages.household(village, "0102", "一组", "李演示", HouseholdState.DUE);
        printing.withBlanks(village);
        today = Times.today(clock);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aScannedStubIsItsHouseholdsReceiptHoweverTheScannerTypesIt() {
        var token = codes.token(CodeKind.STUB, stub("household_id", household.value()));
        var address = codes.address(CodeKind.STUB, token);
        for (var typed :
                new String[] {address, address.toLowerCase(Locale.ROOT), token, "  " + token + "\n", "T/" + token}) {
            var receipt = stubs.record(typed, null, today);
            assertThat(receipt.household()).as(typed).isEqualTo(household);
            assertThat(receipt.maskedHead()).isEqualTo("王*国");
            assertThat(receipt.edition()).isEqualTo("L26-1");
            assertThatThrownBy(() -> stubs.record(typed, null, today))
                    .isInstanceOf(Conflict.class)
                    .hasFieldOrPropertyWithValue("key", "households.signed.again");
            receipts.withdraw(receipt.id());
        }
        assertThat(receipts.of(village)).isEmpty();
    }

    @Test
    void aStubWhoseCodeIsSpoiltIsRecordedByItsNumberInItsVillage() {
        var number = new HouseholdNumber("0101").shown();
        assertThatThrownBy(() -> stubs.record(number, null, today))
                .isInstanceOf(RuleViolation.class)
                .hasFieldOrPropertyWithValue("key", "materials.stub.no-village");
        assertThat(stubs.record(number, village, today).household()).isEqualTo(household);
        assertThatThrownBy(() -> stubs.record(
                        codes.token(CodeKind.STUB, stub("household_id", household.value())), village, today))
                .as("the same stub by its code")
                .isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> stubs.record("0101-!", village, today)).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> stubs.record(new HouseholdNumber("77").shown(), village, today))
                .isInstanceOf(NotFound.class);
        var later = villages.household(village, "0103", "一组", "赵演示", HouseholdState.DUE);
        assertThat(later).isNotNull();
        assertThatThrownBy(() -> stubs.record(new HouseholdNumber("0103").shown(), village, today))
                .isInstanceOf(NotFound.class)
                .hasFieldOrPropertyWithValue("key", "materials.stub.never-printed");
    }

    @Test
    void theStubOfABlankSheetBelongsToWhomTheSheetWasGiven() {
        var blank = jdbc.sql("select id from blank_sheet where village_id = ?")
                .params(village.value())
                .query(Long.class)
                .single();
        var token = codes.token(CodeKind.STUB, stub("blank_id", blank));
        assertThatThrownBy(() -> stubs.record(token, null, today))
                .isInstanceOf(Conflict.class)
                .hasFieldOrPropertyWithValue("key", "materials.stub.blank");
        blanks.bind(
                village,
                blankSheets.find(new BlankId(blank)).orElseThrow().number().shown(),
                new HouseholdNumber("0101").shown());
        assertThat(stubs.record(token, null, today).household()).isEqualTo(household);
    }

    @Test
    void otherCodesRevokedOnesAndThoseOutOfReachAreRefused() {
        var stub = codes.token(CodeKind.STUB, stub("household_id", household.value()));
        var sheet = codes.token(CodeKind.HOUSEHOLD, household.value());
        assertThatThrownBy(() -> stubs.record(codes.address(CodeKind.HOUSEHOLD, sheet), null, today))
                .isInstanceOf(RuleViolation.class)
                .hasFieldOrPropertyWithValue("key", "materials.stub.other-code");
        var unknown = refusal(sheet);
        assertThat(unknown).isInstanceOf(NotFound.class);
        assertThat(refusal("0".repeat(26))).hasToString(unknown.toString());
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThat(refusal(stub)).as("out of reach").hasToString(unknown.toString());
        var blank = jdbc.sql("select id from blank_sheet where village_id = ?")
                .params(village.value())
                .query(Long.class)
                .single();
        assertThat(refusal(codes.token(CodeKind.STUB, stub("blank_id", blank))))
                .as("a blank one out of reach")
                .hasToString(unknown.toString());
        assertThatThrownBy(() -> stubs.record(new HouseholdNumber("0101").shown(), village, today))
                .isInstanceOf(NotFound.class);
        world.signIn(Role.TOWN_OFFICER, place.town());
        leaflets.revoke(household, "被人捡走");
        assertThat(refusal(stub)).as("revoked").hasToString(unknown.toString());
        assertThat(receipts.of(village)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "https://evil.example/T/",
                "javascript:alert(1)",
                "'; drop table signed_receipt; --",
                "户号",
                "<script>",
                "\u0000\u0000",
                "𠮷𠮷𠮷"
            })
    void whateverIsTypedIsRefusedInOneSentence(String typed) {
        assertThatThrownBy(() -> stubs.record(typed, village, today))
                .isInstanceOfAny(RuleViolation.class, NotFound.class);
        assertThatThrownBy(() -> stubs.record(typed.repeat(4000) + "x".repeat(100_000), village, today))
                .isInstanceOf(RuleViolation.class)
                .satisfies(refused -> assertThat(
                                ((MingbaiException) refused).arguments().toString())
                        .hasSizeLessThan(100));
        assertThatThrownBy(() -> stubs.record(new HouseholdNumber("0101").shown(), village, today.plusDays(1)))
                .isInstanceOf(RuleViolation.class);
    }

    private MingbaiException refusal(String typed) {
        try {
            stubs.record(typed, null, today);
        } catch (MingbaiException refused) {
            return refused;
        }
        throw new AssertionError("expected a refusal");
    }

    private long stub(String column, long subject) {
        return jdbc.sql("select id from print_stub where " + column + " = ?")
                .params(subject)
                .query(Long.class)
                .single();
    }
}
