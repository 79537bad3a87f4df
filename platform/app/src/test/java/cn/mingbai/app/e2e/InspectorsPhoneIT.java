package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.LogIns;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.testing.World.FreshVillage;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.inspections.FindingOutcome;
import cn.mingbai.district.inspections.InspectionDraft;
import cn.mingbai.district.inspections.InspectionId;
import cn.mingbai.district.inspections.InspectionItem;
import cn.mingbai.district.inspections.Inspections;
import cn.mingbai.district.inspections.Preset;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visitapp.VisitApp;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;

/** An inspector on the way, without a line: from the sheet on a door to what the district sees of it. */
class InspectorsPhoneIT extends DemoDistrict {

    private static final LocalDate TODAY = LocalDate.now(Times.ZONE);
    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);

    @Autowired
    World world;

    @Autowired
    Campaigns campaigns;

    @Autowired
    Households households;

    @Autowired
    Visits visits;

    @Autowired
    Inspections inspections;

    @Autowired
    Accounts accounts;

    @Autowired
    Codes codes;

    @Autowired
    Devices devices;

    @Autowired
    VisitApp app;

    private FreshVillage place = new FreshVillage("", "", "");
    private PersonId inspector = new PersonId(0);

    private InspectionId drawn() {
        place = world.freshVillage();
        inspector = world.person(Role.INSPECTOR, place.district());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        campaigns.open(
                world.division(place.district()),
                new Campaigns.Draft(
                        "演示行动",
                        "演示文〔2026〕9号",
                        HouseholdBasis.REGISTERED,
                        "村台账",
                        true,
                        List.of(new Campaign.Phase("排查阶段", TODAY.minusDays(30), TODAY.plusDays(30), TODAY))));
        var doors = new ArrayList<HouseholdId>();
        for (var number = 1; number <= 9; number++) {
            doors.add(households.add(
                    world.division(place.village()),
                    new HouseholdNumber("%03d".formatted(number)),
                    new HouseholdDetails(number < 5 ? "一组" : "二组", "王建国", null, 2, true, true, false),
                    FROM));
        }
        world.signIn(Role.OUTREACH_WORKER, place.village());
        doors.forEach(door ->
                visits.record(new VisitDraft(UUID.randomUUID(), door, TODAY, VisitOutcome.IN_PERSON, Relation.SPOUSE)));
        world.signIn(inspector);
        var id = inspections.freeze(
                new InspectionDraft("演示抽查", Preset.VILLAGE, List.of(world.division(place.village())), 3, 0));
        inspections.writeInspectorsNumber(id, "20261126");
        world.signIn(Role.TOWN_OFFICER, place.town());
        inspections.writeTownsNumber(id, "731904");
        world.signOut();
        return id;
    }

    private String logIn(PersonId person) {
        world.signIn(Role.ADMINISTRATOR, "100000000000");
        var code = accounts.issueFirstLogInCode(person);
        world.signOut();
        accounts.redeem(code.loginName(), code.code(), LogIns.PASSWORD);
        return code.loginName();
    }

    private List<InspectionItem> items(InspectionId id) {
        world.signIn(inspector);
        var items = inspections.items(id);
        world.signOut();
        return items;
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 390})
    void threeDoorsCheckedWithoutALineAreOnTheDesksPageAfterThePhoneWasClosedAndOpened(int width) {
        var id = drawn();
        var items = items(id);
        var drawn = items.stream().filter(item -> !item.replacement()).toList();
        var replacement =
                items.stream().filter(InspectionItem::replacement).findFirst().orElseThrow();
        var logIn = logIn(inspector);
        try (var browser = new Chromium(BASE, width)) {
            var phone = new VisitAppSteps(browser);
            // The sheet's page leads through signing in back to the form of that door.
            browser.open("/H/"
                    + codes.token(
                            CodeKind.HOUSEHOLD, drawn.getFirst().household().value()));
            browser.click(By.id("inspector"));
            phone.registerHere(logIn, LogIns.PASSWORD, By.cssSelector("[data-outcome=MET]"));
            phone.fitsThumbs();
            browser.screenshot("check-door");
            phone.go("#home");
            browser.see(By.id("check-list"));
            browser.seeText("应查3户，已查0户，还差3户");
            browser.screenshot("check-home");

            phone.offline(true);
            browser.driver().navigate().refresh();
            phone.go("#checks");
            assertThat(browser.see(By.id("screen-checks")).getText())
                    .contains("替补", drawn.getFirst().number())
                    .doesNotContain(replacement.number(), "王建国");
            phone.fitsThumbs();
            browser.screenshot("check-list");

            // By the typed number; every question answered.
            phone.go("#scan&for=check");
            browser.type(By.id("number"), drawn.getFirst().number().toLowerCase(java.util.Locale.ROOT));
            browser.click(By.id("number-go"));
            browser.click(By.cssSelector("[data-outcome=MET]"));
            choose(browser, "spoke-with", "SPOUSE");
            choose(browser, "sheet", "true");
            choose(browser, "informed", "true");
            for (var question = 1; question <= 3; question++) {
                choose(browser, "question-" + question, question < 3 ? "true" : "false");
            }
            browser.seeText("答案：");
            choose(browser, "phone", "false");
            choose(browser, "satisfaction", "SATISFIED");
            choose(browser, "signed", "true");
            browser.type(By.id("unlisted"), "1");
            browser.type(By.id("problem"), "门口没有公示栏");
            phone.fitsThumbs();
            browser.screenshot("check-form");
            browser.click(By.id("check-keep"));
            browser.see(By.id("kept"));
            browser.screenshot("check-kept");

            // Nobody there: the replacement's turn comes, in the order of the draw.
            check(phone, browser, drawn.get(1), "NOT_FOUND");
            assertThat(browser.see(By.id("opened")).getText()).contains(replacement.number());
            check(phone, browser, drawn.get(2), "REFUSED");

            // Who is not drawn, or not yet, is said so.
            phone.go("#scan&for=check");
            browser.type(By.id("number"), new HouseholdNumber("999").shown());
            browser.click(By.id("number-go"));
            assertThat(browser.see(By.id("not-drawn")).getText()).contains("没有抽中");
            browser.screenshot("check-not-drawn");

            browser.driver().get("about:blank");
            browser.open("/V/");
            phone.seeState("3 条待上传");
            assertThat(items(id)).allSatisfy(item -> assertThat(item.finding()).isNull());
            phone.go("#records");
            phone.offline(false);
            phone.seeState(VisitAppSteps.ALL_SENT);
            browser.screenshot("check-records");

            var found = items(id);
            assertThat(found.stream().filter(item -> item.finding() != null)).hasSize(3);
            var first = Objects.requireNonNull(found.stream()
                    .filter(item -> item.id().equals(drawn.getFirst().id()))
                    .findFirst()
                    .orElseThrow()
                    .finding());
            assertThat(first.outcome()).isEqualTo(FindingOutcome.MET);
            assertThat(first.rightAnswers()).isEqualTo(2);
            assertThat(first.unlisted()).isEqualTo(1);
            assertThat(first.problem()).isEqualTo("门口没有公示栏");
            assertThat(first.deadline()).isEqualTo(TODAY.plusDays(7));
            assertThat(found.stream().filter(item -> item.replacement() && item.due()))
                    .hasSize(2);
            browser.open("/inspection/" + id.value());
            browser.seeText("未找到人");
            whatNobodySentThereRecorded(drawn.getFirst());
            browser.open("/inspection-records");
            browser.seeText("这一户没有派给这位督导");
            assertThat(browser.scrollsSideways()).isFalse();
            browser.screenshot("check-records-to-decide");
        }
        try (var desk = new Chromium(BASE, 1280)) {
            desk.signIn(logIn(world.person(Role.DISTRICT_OFFICER, place.district())), LogIns.PASSWORD);
            desk.open("/inspection/" + id.value());
            desk.seeText("门口没有公示栏");
            desk.seeText("拒查");
            desk.screenshot("check-desk");
            decide(desk);
        }
    }

    /** A check of an inspector to whom the inspection is not given. */
    private void whatNobodySentThereRecorded(InspectionItem door) {
        world.signIn(world.person(Role.INSPECTOR, place.district()));
        var key = devices.register(UUID.randomUUID(), "另一部手机").key();
        world.signOut();
        var record = "{\"records\":[{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"check\",\"item\":"
                + door.id().value() + ",\"outcome\":\"MISSED\"}]}";
        app.handIn(key, record.getBytes(StandardCharsets.UTF_8));
    }

    private static void decide(Chromium desk) {
        desk.open("/inspection-records");
        desk.seeText("这一户没有派给这位督导");
        desk.screenshot("check-records-to-decide");
        desk.click(By.cssSelector("[id^=dismiss-]"));
        desk.see(By.cssSelector("#reason textarea")).sendKeys("不是他的户");
        desk.click(By.xpath("//vaadin-confirm-dialog//vaadin-button[normalize-space()='不采用']"));
        desk.seeText("没有待核对的记录");
    }

    private static void check(VisitAppSteps phone, Chromium browser, InspectionItem door, String outcome) {
        phone.go("#check&id=" + door.id().value());
        browser.until(current -> String.valueOf(current.getCurrentUrl())
                        .endsWith("id=" + door.id().value())
                && !current.findElements(By.cssSelector("[data-outcome=" + outcome + "]"))
                        .isEmpty());
        browser.click(By.cssSelector("[data-outcome=" + outcome + "]"));
        browser.click(By.id("check-keep"));
        browser.see(By.id("kept"));
    }

    private static void choose(Chromium browser, String question, String value) {
        browser.click(By.cssSelector("#" + question + " [data-value=" + value + "]"));
    }
}
