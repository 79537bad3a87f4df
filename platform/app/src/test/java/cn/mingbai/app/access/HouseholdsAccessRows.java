package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.coverage.Coverage;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;

/** The rows of {@code households}. A household's canary is its group: names are masked. */
final class HouseholdsAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 2, 1);
    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var household =
                fixture.bean(Households.class).add(target.village(), number(target, "1"), details(target), FROM);
        target.put("household", household);
        target.put("token", fixture.bean(Codes.class).token(CodeKind.HOUSEHOLD, household.value()));

        if (!target.hasVillage()) {
            target.put("visit", UUID.randomUUID());
            return;
        }
        fixture.signIn(ADMINISTRATOR, target.villageCode());
        var worker = fixture.bean(People.class)
                .add(
                        new StaffNumber(target.number("W")),
                        "演示宣传甲",
                        "13900000001",
                        target.village(),
                        Duty.OUTREACH_A,
                        LocalDate.of(2023, 7, 1));
        fixture.world().signIn(worker);
        var visited = UUID.randomUUID();
        target.put("visit", visited);
        fixture.bean(Visits.class).record(draft(target, visited));
    }

    /** The canary as it stands in households only. */
    static String group(Target target) {
        return target.canary() + "组";
    }

    static HouseholdDetails details(Target target) {
        return new HouseholdDetails(group(target), "王演示国", "13800000000", 3, true, true, true);
    }

    static HouseholdNumber number(Target target, String suffix) {
        return new HouseholdNumber(target.run() + suffix);
    }

    private static VisitDraft draft(Target target, UUID id) {
        return new VisitDraft(
                id, target.get("household", HouseholdId.class), TODAY.day(), VisitOutcome.NOT_FOUND, null);
    }

    @Override
    public void add(Table table) {
        ledger(table);
        imports(table);
        coverage(table);
        visits(table);
        pages(table);
    }

    private static void ledger(Table table) {
        table.read(Households.class, "page", DivisionId.class, Households.Filter.class, int.class, int.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.page(target.village(), new Households.Filter(null, ""), 0, 500))
                .shows();
        table.read(Households.class, "summary", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.summary(target.village()));
        table.read(Households.class, "get", HouseholdId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.get(target.get("household", HouseholdId.class)))
                .shows();
        table.write(Households.class, "unmask", HouseholdId.class, String.class)
                // The worker needs the phone of a household that is away.
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.unmask(target.get("household", HouseholdId.class), "核对"));
        table.write(
                        Households.class,
                        "setState",
                        HouseholdId.class,
                        HouseholdState.class,
                        String.class,
                        LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.setState(
                        target.get("household", HouseholdId.class), HouseholdState.AWAY, "外出", TODAY.day()));
        table.write(
                        Households.class,
                        "add",
                        DivisionId.class,
                        HouseholdNumber.class,
                        HouseholdDetails.class,
                        LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.add(target.village(), number(target, "2"), details(target), FROM));
        table.write(Households.class, "setControlTotal", DivisionId.class, int.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.setControlTotal(target.village(), 138, "户籍册", FROM));
    }

    private static void imports(Table table) {
        table.read(LedgerImport.class, "plan", LedgerUpload.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.plan(upload(target)));
        table.write(LedgerImport.class, "apply", LedgerUpload.class, ImportProgress.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.apply(upload(target), ImportProgress.NONE))
                .refusesInItsAnswer("a village out of reach is one that the file's reader does not find");
    }

    // The seeded household with another group: what the ledger knew of it must not show.
    private static LedgerUpload upload(Target target) {
        var rows = "村（社区）代码,户号,组,户主\n" + target.villageCode() + ","
                + number(target, "1").shown() + ",一组,李演示\n";
        return LedgerUpload.of("ledger.csv", rows.getBytes(StandardCharsets.UTF_8), FROM.plusDays(1));
    }

    private static void coverage(Table table) {
        table.read(Coverage.class, "overview", AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.overview(TODAY))
                .showsCode()
                .reachesBeyond(Relation.PARENT, "the district's totals, seen by everybody below it");
        table.read(Coverage.class, "overview", AsOf.class, Coverage.Boundaries.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.overview(TODAY, Coverage.Boundaries.TODAY))
                .showsCode()
                .reachesBeyond(Relation.PARENT, "the district's totals, seen by everybody below it");
        table.read(Coverage.class, "left", DivisionId.class, AsOf.class, int.class, int.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.left(target.village(), TODAY, 0, 500))
                .shows();
        table.read(
                        Coverage.class,
                        "doors",
                        DivisionId.class,
                        AsOf.class,
                        Coverage.Boundaries.class,
                        Kind.class,
                        int.class,
                        int.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) ->
                        bean.doors(target.village(), TODAY, Coverage.Boundaries.TODAY, Kind.DUE, 0, 500))
                .shows();
        table.read(Coverage.class, "recount", AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.recount(TODAY));
        table.read(Coverage.class, "recount", DivisionId.class, AsOf.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.recount(target.village(), TODAY));
    }

    private static void visits(Table table) {
        table.read(Visits.class, "openByCode", String.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.openByCode(target.get("token", String.class)))
                .shows();
        table.read(Visits.class, "open", HouseholdId.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.open(target.get("household", HouseholdId.class)))
                .shows();
        table.read(Visits.class, "byNumber", DivisionId.class, String.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) ->
                        bean.byNumber(target.village(), number(target, "1").shown()));
        table.write(Visits.class, "record", VisitDraft.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.record(draft(target, UUID.randomUUID())));
        table.read(Visits.class, "receipt", UUID.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.receipt(target.get("visit", UUID.class)));
    }

    private static void pages(Table table) {
        table.route("households", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER);
        table.route("households-import", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("coverage", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER, INSPECTOR, AUDITOR);
        table.endpoint("GET", "/visit")
                .by(OUTREACH_WORKER)
                .request(target -> get("/visit")
                        .param("village", String.valueOf(target.village().value())))
                .marks(HouseholdsAccessRows::group)
                .shows();
        table.endpoint("GET", "/visit/number")
                .by(OUTREACH_WORKER)
                .ok(302)
                .request(target -> get("/visit/number")
                        .param("village", String.valueOf(target.village().value()))
                        .param("number", number(target, "1").shown()));
        table.endpoint("GET", "/visit/{token}")
                .by(OUTREACH_WORKER)
                .request(target -> get("/visit/{token}", target.get("token", String.class)))
                .marks(HouseholdsAccessRows::group)
                .shows();
        table.endpoint("GET", "/visit/{token}/form")
                .by(OUTREACH_WORKER)
                .request(target -> get("/visit/{token}/form", target.get("token", String.class)))
                .marks(HouseholdsAccessRows::group)
                .shows();
        table.endpoint("GET", "/visit/household/{id}")
                .by(OUTREACH_WORKER)
                .request(target -> get(
                        "/visit/household/{id}",
                        target.get("household", HouseholdId.class).value()))
                .marks(HouseholdsAccessRows::group)
                .shows();
        table.endpoint("GET", "/visit/receipt/{clientId}")
                .by(OUTREACH_WORKER)
                .request(target -> get("/visit/receipt/{clientId}", target.get("visit", UUID.class)))
                .marks(HouseholdsAccessRows::group);
        table.endpoint("POST", "/visit")
                .by(OUTREACH_WORKER)
                .ok(302)
                .request(target -> post("/visit")
                        .param("clientId", UUID.randomUUID().toString())
                        .param(
                                "household",
                                String.valueOf(target.get("household", HouseholdId.class)
                                        .value()))
                        .param("outcome", VisitOutcome.NOT_FOUND.name())
                        .param("visitedOn", TODAY.day().toString())
                        .with(csrf()))
                .marks(HouseholdsAccessRows::group);
    }
}
