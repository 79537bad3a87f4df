package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.CoverageDirectory;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.visitapp.RecordsToMatch;
import cn.mingbai.households.visitapp.Why;
import cn.mingbai.households.visits.VisitOutcome;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The visit form over the real chain: scan, sign in, right door, outcome, receipt. */
class VisitFormModuleTest extends BeforeABrowser {

    private static final String VILLAGE = "220172101206";
    private static final String OTHER_VILLAGE = "220172102206";
    private static final LocalDate BEGUN = LocalDate.of(2024, 1, 1);

    @Autowired
    Households households;

    @Autowired
    RecordsToMatch toMatch;

    @Autowired
    Campaigns campaigns;

    @Autowired
    BlankSheets blanks;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    CampaignDirectory campaignDirectory;

    @Autowired
    CoverageDirectory coverage;

    @Autowired
    Codes codes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private DivisionId village;
    private HouseholdId household;
    private HouseholdNumber number;
    private String token;
    private LocalDate today;

    @BeforeEach
    void aHousehold() {
        village = world.division(VILLAGE);
        today = Times.today(clock);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        if (campaignDirectory.covering(village, today).isEmpty()) {
            campaigns.open(
                    village,
                    new Campaigns.Draft(
                            "宣传到户",
                            "测试〔2024〕1号",
                            HouseholdBasis.REGISTERED,
                            "村台账",
                            true,
                            List.of(new Campaign.Phase("宣传", BEGUN, BEGUN.plusYears(30), BEGUN))));
        }
        number = new HouseholdNumber(String.valueOf(System.nanoTime() % 10_000_000_000L));
        household = households.add(
                village, number, new HouseholdDetails("三组", "王建国", "13812345678", 3, true, true, true), BEGUN);
        token = codes.token(CodeKind.HOUSEHOLD, household.value());
        world.signOut();
    }

    @Test
    void leadsFromTheCodeThroughTheLogInToTheReceipt() {
        assertThat(Browser.target(browser.get("/visit/" + token))).isEqualTo("/login");
        assertThat(Browser.target(browser.signIn(worker(VILLAGE), LogIns.PASSWORD)))
                .isEqualTo("/visit/" + token);
        var door = browser.get("/visit/" + token);
        assertThat(door.statusCode()).isEqualTo(200);
        assertThat(door.body())
                .contains("三组 王*国家，对吗？", number.shown(), "/visit/" + token + "/form")
                .doesNotContain("王建国", "13812345678");
        var form = browser.get("/visit/" + token + "/form");
        assertThat(form.body())
                .contains("三组 王*国家", "谁是明白人？", "户主本人", "邻居代", "value=\"" + today + "\"")
                .doesNotContain("王建国", "<script", "style=");
        var before = reached();
        var answer = send(form, Map.of("outcome", "IN_PERSON", "informed", "SPOUSE"));
        assertThat(answer.statusCode()).isBetween(302, 303);
        var receipt = browser.get(Browser.target(answer));
        assertThat(receipt.body()).contains("已登记", "回执号", number.shown(), "配偶", "见到人，已讲清", "回到名单");
        assertThat(reached()).isEqualTo(before + 1);
        // The same form sent again, as a nervous thumb does: the same receipt, one visit.
        var again = send(form, Map.of("outcome", "IN_PERSON", "informed", "SPOUSE"));
        assertThat(Browser.target(again)).isEqualTo(Browser.target(answer));
        assertThat(browser.get(Browser.target(again)).body()).isEqualTo(receipt.body());
        assertThat(visits()).isOne();
        assertThat(reached()).isEqualTo(before + 1);
    }

    @Test
    void theSameFormWithAnotherContentIsKeptAndSaid() {
        signedIn(VILLAGE);
        var form = browser.get("/visit/household/" + household.value());
        send(form, Map.of("outcome", "IN_PERSON"));
        var other = send(form, Map.of("outcome", "REFUSED"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("两份都已留存");
        assertThat(visits()).isOne();
        // The town officer finds the other one and can make it a visit of its own.
        world.signIn(Role.TOWN_OFFICER, VILLAGE.substring(0, 9) + "000");
        var waiting = toMatch.open().stream()
                .filter(line -> line.said().equals(number.shown()))
                .toList();
        assertThat(waiting).singleElement().satisfies(line -> {
            assertThat(line.why()).isEqualTo(Why.DIFFERS);
            assertThat(line.outcome()).isEqualTo(VisitOutcome.REFUSED);
        });
        toMatch.match(waiting.getFirst().id(), village, number.shown());
        world.signOut();
        assertThat(visits()).isEqualTo(2);
    }

    @Test
    void theWorkerOfAnotherVillageReadsOnlyThatItIsAnother() {
        signedIn(OTHER_VILLAGE);
        for (var path : List.of("/visit/" + token, "/visit/" + token + "/form")) {
            var page = browser.get(path);
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body()).contains("这张码不属于本村，请核对").doesNotContain("王", "三组", number.value(), "138");
        }
        assertThat(browser.get("/visit/household/" + household.value()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void unknownAndRevokedCodesGiveTheSamePage() {
        codes.revoke(CodeKind.HOUSEHOLD, household.value());
        signedIn(VILLAGE);
        var revoked = browser.get("/visit/" + token);
        assertThat(revoked.statusCode()).isEqualTo(404);
        for (var unknown : List.of("0".repeat(26), "X", "%27%20or%201=1", "%E7%8E%8B")) {
            var page = browser.get("/visit/" + unknown);
            assertThat(page.statusCode()).as(unknown).isEqualTo(404);
            assertThat(page.body()).as(unknown).isEqualTo(revoked.body());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "outcome, ''",
        "outcome, BRIBED",
        "informed, EVERYBODY",
        "visitedOn, 2999-01-01",
        "visitedOn, 1999-01-01",
        "visitedOn, yesterday",
        "visitedOn, ''",
        "clientId, 1",
        "clientId, ''"
    })
    void whatCannotBeTakenComesBackWithTheReasonAndNothingIsWritten(String field, String value) {
        signedIn(VILLAGE);
        var form = browser.get("/visit/household/" + household.value());
        var fields = new HashMap<>(Map.of("outcome", "IN_PERSON", "informed", "HEAD"));
        fields.put(field, value);
        var page = send(form, fields);
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("id=\"refused\"", "三组 王*国家");
        assertThat(visits()).isZero();
    }

    @Test
    void nobodyCanBeNamedWhereNobodyWasMet() {
        signedIn(VILLAGE);
        var form = browser.get("/visit/household/" + household.value());
        var page = send(form, Map.of("outcome", "LEFT_SHEET", "informed", "HEAD"));
        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains("不能登记明白人").contains("checked");
        // Mended and sent again, the form is taken.
        assertThat(send(page, Map.of("outcome", "LEFT_SHEET", "informed", "")).statusCode())
                .isBetween(302, 303);
        assertThat(visits()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "x", "99999999999999999999", "''"})
    void aHouseholdThatIsNoneIsNotFound(String id) {
        signedIn(VILLAGE);
        var form = browser.get("/visit/household/" + household.value());
        var page = send(form, Map.of("outcome", "IN_PERSON", "household", id));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(visits()).isZero();
    }

    @Test
    void aFormFromAnotherSiteIsRefused() {
        signedIn(VILLAGE);
        var answer = browser.postBare(
                "/visit",
                Map.of(
                        "clientId", UUID.randomUUID().toString(),
                        "household", String.valueOf(household.value()),
                        "outcome", "IN_PERSON",
                        "visitedOn", today.toString()));
        assertThat(Browser.target(answer)).endsWith("?error=stale");
        assertThat(visits()).isZero();
    }

    @Test
    void aBlankSheetIsGivenToAHouseholdAtTheDoorAndOpensItsFormFromThenOn() {
        var blank = blank();
        signedIn(VILLAGE);
        var page = browser.get("/visit/" + blank);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("这张空白单给了哪一户", "空白", "/visit/" + blank + "/blank")
                .doesNotContain("<script", "style=", "王");
        assertThat(browser.get("/visit/" + blank + "/form").statusCode()).isEqualTo(422);

        var wrong = browser.get("/visit/" + blank + "/blank?number=" + number.value() + "U");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"refused\"", number.value());
        assertThat(browser.get("/visit/" + blank + "/blank?number=" + new HouseholdNumber("ZZZ").shown())
                        .statusCode())
                .isEqualTo(404);

        var door = browser.get("/visit/" + blank + "/blank?number=" + number.shown());
        assertThat(door.body()).contains("三组 王*国家，对吗？", number.shown()).doesNotContain("王建国", "138");
        var bound = browser.postBare(
                "/visit/" + blank + "/blank",
                Map.of(
                        "_csrf",
                        Browser.value(door.body(), "_csrf"),
                        "household",
                        Browser.value(door.body(), "household")));
        assertThat(Browser.target(bound)).isEqualTo("/visit/" + blank + "/form");
        var form = browser.get("/visit/" + blank + "/form");
        assertThat(form.body()).contains("三组 王*国家", "谁是明白人？");
        send(form, Map.of("outcome", "IN_PERSON"));
        assertThat(visits()).isOne();
        assertThat(browser.get("/visit/" + blank).body()).contains("三组 王*国家，对吗？");
        assertThat(browser.get("/visit/" + blank + "/blank?number=" + number.shown())
                        .statusCode())
                .as("it is given already")
                .isEqualTo(404);
    }

    @Test
    void aBlankSheetOfAnotherVillageSaysOnlyThatAndIsGivenToNobody() {
        var blank = blank();
        signedIn(OTHER_VILLAGE);
        for (var path : List.of("/visit/" + blank, "/visit/" + blank + "/blank?number=" + number.shown())) {
            var page = browser.get(path);
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body()).contains("这张码不属于本村").doesNotContain("空白", "王", "三组");
        }
        var foreign = browser.get("/visit");
        for (var target : List.of(String.valueOf(household.value()), "-1", "x", "")) {
            var answer =
                    browser.postBare("/visit/" + blank + "/blank", Map.of("_csrf", csrf(foreign), "household", target));
            assertThat(answer.statusCode()).as(target).isEqualTo(404);
        }
        assertThat(bindings()).isZero();
    }

    @Test
    void aBlankSheetIsNotGivenFromAnotherSite() {
        var blank = blank();
        signedIn(VILLAGE);
        var answer =
                browser.postBare("/visit/" + blank + "/blank", Map.of("household", String.valueOf(household.value())));
        assertThat(Browser.target(answer)).endsWith("?error=stale");
        assertThat(bindings()).isZero();
    }

    private String blank() {
        var made = java.util.Objects.requireNonNull(transactions.execute(status -> blanks.make(village, 1)));
        return codes.token(CodeKind.BLANK, made.getFirst().id().value());
    }

    private int bindings() {
        return jdbc.sql("select count(*) from blank_binding where household_id = ?")
                .param(household.value())
                .query(Integer.class)
                .single();
    }

    // A page with a form that a worker of the other village gets.
    private String csrf(HttpResponse<String> list) {
        assertThat(list.statusCode()).isEqualTo(200);
        var other = world.division(OTHER_VILLAGE);
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var theirs = households.add(
                other,
                new HouseholdNumber(String.valueOf(System.nanoTime() % 10_000_000_000L)),
                new HouseholdDetails("一组", "李演示", null, 3, true, true, true),
                BEGUN);
        world.signOut();
        return Browser.value(browser.get("/visit/household/" + theirs.value()).body(), "_csrf");
    }

    @Test
    void aLateVisitIsLabelled() {
        signedIn(VILLAGE);
        var form = browser.get("/visit/household/" + household.value());
        var answer = send(
                form,
                Map.of("outcome", "MEETING", "visitedOn", today.minusDays(3).toString()));
        assertThat(browser.get(Browser.target(answer)).body()).contains("补登");
    }

    @Test
    void theListOffersTheHouseholdsLeftAndTheTypedNumber() {
        signedIn(VILLAGE);
        var typed = browser.get("/visit/number?village=" + village.value() + "&number="
                + number.shown().toLowerCase(java.util.Locale.ROOT));
        assertThat(Browser.target(typed)).isEqualTo("/visit/household/" + household.value());
        assertThat(browser.get("/visit/number?number=" + number.value() + "-U").statusCode())
                .isEqualTo(422);
        assertThat(browser.get("/visit").body()).contains("还差", "户", "href=\"/board\"");
        assertThat(browser.get("/board").statusCode()).isEqualTo(200);
        var page = 0;
        var found = false;
        for (var list = browser.get("/visit"); !found && page < 40; list = browser.get("/visit?page=" + ++page)) {
            assertThat(list.body()).doesNotContain("王建国");
            found = list.body().contains("/visit/household/" + household.value());
        }
        assertThat(found).isTrue();
        assertThat(browser.get("/visit?village=1").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> send(HttpResponse<String> form, Map<String, String> fields) {
        var all = new HashMap<String, String>();
        for (var name : List.of("_csrf", "clientId", "household", "visitedOn")) {
            all.put(name, Browser.value(form.body(), name));
        }
        all.putAll(fields);
        return browser.postBare("/visit", all);
    }

    private void signedIn(String code) {
        browser.signIn(worker(code), LogIns.PASSWORD);
    }

    private String worker(String code) {
        return logIns.worker(code);
    }

    private long reached() {
        return coverage.of(village, new AsOf(today, today))
                .getFirst()
                .figures()
                .reached()
                .count();
    }

    private int visits() {
        return jdbc.sql("select count(*) from visit where household_id = ?")
                .param(household.value())
                .query(Integer.class)
                .single();
    }
}
