package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.jobs.JobRunner;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.BlankSheets.Blank;
import cn.mingbai.households.sheets.Blanks;
import cn.mingbai.households.sheets.ReceiptId;
import cn.mingbai.households.sheets.SignedReceipts;
import cn.mingbai.materials.leaflets.BatchId;
import cn.mingbai.materials.leaflets.Leaflets;
import cn.mingbai.materials.leaflets.PrintBatches;
import cn.mingbai.materials.leaflets.PrintFiles;
import cn.mingbai.materials.leaflets.PrintOrder;
import cn.mingbai.materials.stubs.ReturnedStubs;
import cn.mingbai.print.HouseholdKind;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of print batches, blank sheets and stubs. What belongs to a household bears its group, for names are masked. */
final class PrintAccessRows implements AccessRows {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));
    private static final BatchId NONE = new BatchId(-1);

    private String anyStub = "";

    @Override
    public void seed(Fixture fixture, Target target) {
        var blanks = Objects.requireNonNull(fixture.bean(TransactionTemplate.class)
                .execute(status -> fixture.bean(BlankSheets.class).make(target.village(), 3)));
        var codes = fixture.bean(Codes.class);
        var household = target.get("household", HouseholdId.class);
        var number = HouseholdsAccessRows.number(target, "1").shown();
        seed(target, codes, "blank", blanks.get(0));
        seed(target, codes, "scanned-blank", blanks.get(1));
        seed(target, codes, "bound-blank", blanks.get(2));
        fixture.signIn(DISTRICT_OFFICER, target.code());
        fixture.bean(Blanks.class).bind(target.village(), blanks.get(2).number().shown(), number);
        target.put(
                "receipt",
                fixture.bean(SignedReceipts.class)
                        .record(household, "L26-0", TODAY)
                        .id());
        target.put("batch", target.hasVillage() ? printed(fixture, target) : NONE);
        var stub = target.hasVillage()
                ? codes.token(
                        CodeKind.STUB,
                        fixture.bean(JdbcClient.class)
                                .sql("select id from print_stub where household_id = :household")
                                .param("household", household.value())
                                .query(Long.class)
                                .single())
                : "0".repeat(26);
        target.put("stub", stub);
        if (target.hasVillage()) {
            anyStub = stub;
        }
    }

    private static void seed(Target target, Codes codes, String name, Blank blank) {
        target.put(name, blank);
        target.put(name + "-token", codes.token(CodeKind.BLANK, blank.id().value()));
    }

    private static BatchId printed(Fixture fixture, Target target) {
        var batches = fixture.bean(PrintBatches.class);
        var batch = batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(target.village()), true), CHINESE);
        // The threads of the application may have taken it already.
        while (!batches.get(batch).state().isOver()) {
            fixture.bean(JobRunner.class).runWaiting();
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return batch;
    }

    @Override
    public void add(Table table) {
        blanks(table);
        receipts(table);
        leaflets(table);
        batches(table);
        files(table);
        table.write(ReturnedStubs.class, "record", String.class, DivisionId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.record(target.get("stub", String.class), null, TODAY))
                .shows();
        for (var prefix : List.of("T", "t")) {
            // A unit without a village has no stub: what is aimed at it is aimed at another's.
            table.endpoint("GET", "/" + prefix + "/{token}")
                    .open(200)
                    .marks(HouseholdsAccessRows::group)
                    .request(target -> get(
                            "/" + prefix + "/" + (target.hasVillage() ? target.get("stub", String.class) : anyStub)));
        }
        table.route("print", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("print-batches", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("stubs", DISTRICT_OFFICER, TOWN_OFFICER);
        table.route("blank-sheets", DISTRICT_OFFICER, TOWN_OFFICER);
    }

    private static void blanks(Table table) {
        table.read(Blanks.class, "unbound", String.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.unbound(target.get("blank-token", String.class)));
        table.read(Blanks.class, "about", String.class, String.class)
                .by(OUTREACH_WORKER)
                .call((bean, target) -> bean.about(target.get("blank-token", String.class), number(target)))
                .shows();
        table.write(Blanks.class, "bind", String.class, HouseholdId.class)
                .by(OUTREACH_WORKER)
                .act((bean, target) ->
                        bean.bind(target.get("blank-token", String.class), target.get("household", HouseholdId.class)));
        table.write(Blanks.class, "bind", DivisionId.class, String.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.bind(
                        target.village(),
                        target.get("blank", Blank.class).number().shown(),
                        number(target)))
                .shows();
        table.write(Blanks.class, "release", DivisionId.class, BlankId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.release(
                        target.village(), target.get("bound-blank", Blank.class).id(), "绑错"));
        table.read(Blanks.class, "of", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.of(target.village()));
        table.endpoint("GET", "/visit/{token}/blank")
                .by(OUTREACH_WORKER)
                .request(target -> get("/visit/{token}/blank", target.get("blank-token", String.class))
                        .param("number", number(target)))
                .marks(HouseholdsAccessRows::group)
                .shows();
        table.endpoint("POST", "/visit/{token}/blank")
                .by(OUTREACH_WORKER)
                .ok(302)
                .request(target -> post("/visit/{token}/blank", target.get("scanned-blank-token", String.class))
                        .param(
                                "household",
                                String.valueOf(target.get("household", HouseholdId.class)
                                        .value()))
                        .with(csrf()))
                .marks(HouseholdsAccessRows::group);
    }

    private static void receipts(Table table) {
        table.write(SignedReceipts.class, "record", HouseholdId.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.record(target.get("household", HouseholdId.class), "L26-9", TODAY))
                .shows();
        table.write(SignedReceipts.class, "withdraw", ReceiptId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.withdraw(target.get("receipt", ReceiptId.class)));
        table.read(SignedReceipts.class, "of", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.of(target.village()))
                .shows();
    }

    private static void leaflets(Table table) {
        table.read(Leaflets.class, "check", HouseholdKind.class, DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.check(HouseholdKind.SHEET_A4, target.village()));
        table.read(Leaflets.class, "preview", HouseholdKind.class, DivisionId.class, OutputStream.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> {
                    var out = new ByteArrayOutputStream();
                    bean.preview(HouseholdKind.SHEET_A4, target.village(), out);
                    return out.toByteArray();
                });
        table.read(Leaflets.class, "find", DivisionId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.find(target.village(), number(target)))
                .shows();
        table.write(Leaflets.class, "revoke", HouseholdId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.revoke(target.get("household", HouseholdId.class), "遗失"));
        table.write(Leaflets.class, "revokeBlank", DivisionId.class, String.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.revokeBlank(
                        target.village(),
                        target.get("blank", Blank.class).number().shown(),
                        "遗失"));
    }

    private static void batches(Table table) {
        table.write(PrintBatches.class, "order", PrintOrder.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(target.village()), true), CHINESE));
        table.write(PrintBatches.class, "reprint", HouseholdKind.class, HouseholdId.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.reprint(HouseholdKind.SHEET_A4, target.get("household", HouseholdId.class), CHINESE));
        table.write(PrintBatches.class, "reprint", BatchId.class, DivisionId.class, int.class, int.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.reprint(unchanged(bean, target), target.village(), 1, 1, CHINESE));
        table.read(PrintBatches.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.list());
        table.read(PrintBatches.class, "list", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.list(target.village()));
        table.read(PrintBatches.class, "get", BatchId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.get(batch(target)));
        table.read(PrintBatches.class, "dead", BatchId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.dead(batch(target)));
        table.write(PrintBatches.class, "destroy", BatchId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.destroy(batch(target)));
    }

    // Other seeds have changed local values since the batch was ordered, so whoever may orders another one first.
    private static BatchId unchanged(PrintBatches batches, Target target) {
        try {
            return batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(target.village()), true), CHINESE);
        } catch (AccessRefused | NotFound refused) {
            return batch(target);
        }
    }

    private static void files(Table table) {
        table.read(PrintFiles.class, "village", BatchId.class, DivisionId.class)
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bytes(bean.village(batch(target), target.village())))
                .audited();
        table.read(PrintFiles.class, "cover", BatchId.class, DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bytes(bean.cover(batch(target), target.village())))
                .audited();
        table.read(PrintFiles.class, "zip", BatchId.class)
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bytes(bean.zip(batch(target))))
                .audited();
        table.endpoint("GET", "/printed/{batch}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get("/printed/{batch}", batch(target).value()));
        table.endpoint("GET", "/printed/{batch}/{village}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get(
                        "/printed/{batch}/{village}",
                        batch(target).value(),
                        target.village().value()));
        table.endpoint("GET", "/printed/{batch}/{village}/cover")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .request(target -> get(
                        "/printed/{batch}/{village}/cover",
                        batch(target).value(),
                        target.village().value()));
    }

    private static @Nullable Object bytes(PrintFiles.Download download) throws Exception {
        var out = new ByteArrayOutputStream();
        download.to(out);
        return out.toByteArray();
    }

    private static BatchId batch(Target target) {
        return target.get("batch", BatchId.class);
    }

    private static String number(Target target) {
        return HouseholdsAccessRows.number(target, "1").shown();
    }
}
