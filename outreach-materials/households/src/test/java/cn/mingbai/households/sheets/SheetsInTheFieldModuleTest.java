package cn.mingbai.households.sheets;

import static cn.mingbai.households.HouseholdsWorld.BEGUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Access;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.AtOnce;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.HouseholdsWorld;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import cn.mingbai.households.visits.Visits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class SheetsInTheFieldModuleTest {

    @Autowired
    World world;

    @Autowired
    HouseholdsWorld households;

    @Autowired
    BlankSheets sheets;

    @Autowired
    Blanks blanks;

    @Autowired
    SheetCodes sheetCodes;

    @Autowired
    SignedReceipts receipts;

    @Autowired
    Visits visits;

    @Autowired
    Coverage coverage;

    @Autowired
    Households ledger;

    @Autowired
    Codes codes;

    @Autowired
    Access access;

    @Autowired
    AtOnce atOnce;

    @Autowired
    Clock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private Division village;
    private HouseholdId household;
    private HouseholdId neighbour;
    private Blank blank;
    private String token;

    @BeforeEach
    void aBlankSheet() {
        village = households.freshVillage();
        household = households.household(village.id(), "王建国", BEGUN);
        neighbour = households.household(village.id(), "李演示", BEGUN);
        blank = make(village, 3).getFirst();
        token = codes.token(CodeKind.BLANK, blank.id().value());
        households.asWorker(village);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void blankSheetsAreNumberedOnWithinTheirVillage() {
        assertThat(make(village, 2)).extracting(each -> each.number().value()).containsExactly(4, 5);
        assertThat(make(households.freshVillage(), 1))
                .extracting(each -> each.number().value())
                .containsExactly(1);
        assertThat(make(village, 0)).isEmpty();
    }

    @Test
    void aBlankSheetLeadsToItsVillageUntilItIsGivenAndToTheHouseholdFromThenOn() {
        assertThat(sheetCodes.behind(token)).hasValue(new SheetCodes.Sheet(village.id(), null, blank.id()));
        assertThat(blanks.unbound(token)).hasValueSatisfying(unbound -> {
            assertThat(unbound.number()).isEqualTo("空白001-" + unbound.number().substring(6));
            assertThat(unbound.villageName()).isEqualTo(village.name());
        });
        assertThatThrownBy(() -> visits.openByCode(token))
                .isInstanceOf(RuleViolation.class)
                .hasFieldOrPropertyWithValue("key", "households.blank.unbound");
        assertThat(blanks.about(token, number(household)).maskedHead()).isEqualTo("王*国");

        blanks.bind(token, household);
        assertThat(blanks.unbound(token)).isEmpty();
        assertThat(sheetCodes.behind(token)).hasValue(new SheetCodes.Sheet(village.id(), household, blank.id()));
        assertThat(visits.openByCode(token).place().household()).isEqualTo(household);
        blanks.bind(token, household);
        assertThat(bindings()).isEqualTo(1);
        assertThatThrownBy(() -> blanks.bind(token, neighbour)).isInstanceOf(Conflict.class);
        assertThat(bindings()).isEqualTo(1);
    }

    @Test
    void aWorkerOfAnotherVillageLearnsAndChangesNothing() {
        households.asWorker(households.freshVillage());
        assertThatThrownBy(() -> blanks.unbound(token)).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> blanks.about(token, number(household))).isInstanceOf(AccessRefused.class);
        assertThatThrownBy(() -> blanks.bind(token, household)).isInstanceOf(NotFound.class);
        assertThat(bindings()).isZero();
    }

    @Test
    void aBlankSheetGoesToNoHouseholdOfAnotherVillage() {
        var other = households.freshVillage();
        var far = households.household(other.id(), "赵演示", BEGUN);
        households.asWorker(village);
        assertThatThrownBy(() -> blanks.bind(token, far)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> blanks.bind(token, new HouseholdId(-1))).isInstanceOf(NotFound.class);
        households.asOfficer();
        assertThatThrownBy(() -> blanks.bind(other.id(), blank.number().shown(), number(far)))
                .isInstanceOf(NotFound.class);
        assertThat(bindings()).isZero();
    }

    @Test
    void twentyWhoGiveOneSheetAtOnceGiveItToOneHousehold() throws Exception {
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<Boolean>>();
        var worker = world.person(
                cn.mingbai.core.access.Role.OUTREACH_WORKER, village.code().value());
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (var i = 0; i < 20; i++) {
                var target = i % 2 == 0 ? household : neighbour;
                answers.add(threads.submit(() -> {
                    world.signIn(worker);
                    start.await();
                    try {
                        blanks.bind(token, target);
                        return true;
                    } catch (Conflict taken) {
                        return false;
                    }
                }));
            }
            start.countDown();
            var given = 0;
            for (var answer : answers) {
                given += answer.get() ? 1 : 0;
            }
            assertThat(given).isBetween(1, 10);
        }
        assertThat(bindings()).isEqualTo(1);
    }

    @Test
    void theOfficerGivesByTypedNumbersAndTakesBackWithAReason() {
        households.asOfficer();
        var typed = blank.number().shown();
        assertThatThrownBy(() -> blanks.bind(village.id(), number(household), number(household)))
                .as("a household's number in the field of the blank sheet")
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> blanks.bind(village.id(), new BlankNumber(77).shown(), number(household)))
                .isInstanceOf(NotFound.class);
        assertThat(blanks.bind(village.id(), typed, number(household)).household())
                .isEqualTo(household);
        assertThat(blanks.of(village.id()).getLast()).satisfies(line -> {
            assertThat(line.number()).isEqualTo(typed);
            assertThat(line.household()).isEqualTo(number(household));
            assertThat(line.maskedHead()).isEqualTo("王*国");
            assertThat(line.boundOn()).isEqualTo(Times.today(clock));
        });
        assertThatThrownBy(() -> blanks.release(village.id(), blank.id(), "  ")).isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> blanks.release(village.id(), blank.id(), "x".repeat(201)))
                .isInstanceOf(RuleViolation.class);
        blanks.release(village.id(), blank.id(), "绑错了户");
        assertThat(sheetCodes.behind(token).orElseThrow().household()).isNull();
        assertThatThrownBy(() -> blanks.release(village.id(), blank.id(), "再来")).isInstanceOf(NotFound.class);
        blanks.bind(village.id(), typed, number(neighbour));
        assertThat(sheetCodes.behind(token).orElseThrow().household()).isEqualTo(neighbour);
        assertThat(bindings()).as("what was recorded first is kept").isEqualTo(2);
    }

    @Test
    void aBlankThatIsTakenBackTwiceAtTheSameMomentIsTakenBackOnce() throws Exception {
        blanks.bind(token, household);
        households.asOfficer();
        var said = atOnce.run(
                access.caller().person(),
                "select id from blank_sheet where id = " + blank.id().value() + " for update",
                "select id from blank_sheet where id in%for update",
                Collections.nCopies(2, () -> blanks.release(village.id(), blank.id(), "绑错了户")));
        assertThat(said).containsExactlyInAnyOrder("", "core.access.not-found []");
        assertThat(jdbc.sql("select count(*) from audit_entry where what = 'blank.release' and subject = :subject"
                                + " and division_id = :village")
                        .param("subject", "blank sheet " + blank.number().shown())
                        .param("village", village.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aRevokedBlankCodeAnswersAsAnUnknownOne() {
        blanks.bind(token, household);
        codes.revoke(CodeKind.BLANK, blank.id().value());
        assertThat(sheetCodes.behind(token)).isEmpty();
        assertThatThrownBy(() -> visits.openByCode(token))
                .isInstanceOf(NotFound.class)
                .hasFieldOrPropertyWithValue("key", "households.code.unknown");
    }

    @Test
    void aStubHandedBackIsEvidenceOncePerEditionAndReachesNobody() {
        households.asOfficer();
        var today = Times.today(clock);
        var before = coverage.recount(village.id(), AsOf.today(clock));
        var receipt = receipts.record(household, "L26-1", today.minusDays(1));
        assertThat(receipt.maskedHead()).isEqualTo("王*国");
        assertThat(receipt.number()).isEqualTo(number(household));
        assertThatThrownBy(() -> receipts.record(household, "L26-1", today)).isInstanceOf(Conflict.class);
        receipts.record(household, "L26-2", today);
        assertThat(receipts.of(village.id()))
                .extracting(SignedReceipts.SignedReceipt::edition)
                .containsExactly("L26-2", "L26-1");
        assertThat(coverage.recount(village.id(), AsOf.today(clock))).isEqualTo(before);

        receipts.withdraw(receipt.id());
        assertThatThrownBy(() -> receipts.withdraw(receipt.id())).isInstanceOf(NotFound.class);
        assertThat(receipts.of(village.id())).hasSize(1);
        receipts.record(household, "L26-1", today);
        assertThat(jdbc.sql("select count(*) from signed_receipt where household_id = ?")
                        .params(household.value())
                        .query(Integer.class)
                        .single())
                .as("what was taken back is kept")
                .isEqualTo(3);
        assertThatThrownBy(() -> receipts.record(neighbour, "L26-1", today.plusDays(1)))
                .isInstanceOf(RuleViolation.class);
    }

    private List<Blank> make(Division where, int count) {
        return java.util.Objects.requireNonNull(transactions.execute(status -> sheets.make(where.id(), count)));
    }

    private String number(HouseholdId id) {
        return new cn.mingbai.households.ledger.HouseholdNumber(jdbc.sql("select number from household where id = ?")
                        .params(id.value())
                        .query(String.class)
                        .single())
                .shown();
    }

    private int bindings() {
        return jdbc.sql("select count(*) from blank_binding where blank_id = ?")
                .params(blank.id().value())
                .query(Integer.class)
                .single();
    }
}
