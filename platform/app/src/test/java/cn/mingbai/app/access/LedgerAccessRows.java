package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdFiles;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.VillageChanges;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of what happens to households and villages. */
final class LedgerAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 2, 1);
    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var households = fixture.bean(Households.class);
        target.put("ledger-kept", households.add(target.village(), number(target, "K"), details(target), FROM));
        var joined = households.add(target.village(), number(target, "J"), details(target), FROM);
        target.put("ledger-joined", joined);
        fixture.bean(HouseholdChanges.class)
                .join(joined, target.get("ledger-kept", HouseholdId.class), "随子女生活", FROM.plusDays(1));
        var jdbc = fixture.bean(JdbcClient.class);
        var change = jdbc.sql("select next value for village_change_seq")
                .query(Long.class)
                .single();
        jdbc.sql("insert into village_change (id, from_village_id, to_village_id, day, whole, households, reason,"
                        + " recorded_at, superseded_at) values (?, ?, ?, '2024-02-01', true, 0, ?, '2024-02-01',"
                        + " '9999-12-31')")
                .params(change, target.village().value(), target.village().value(), target.canary())
                .update();
        target.put("ledger-change", change);
    }

    private static HouseholdDetails details(Target target) {
        return new HouseholdDetails(HouseholdsAccessRows.group(target), "李演示民", null, 2, true, true, false);
    }

    private static HouseholdNumber number(Target target, String suffix) {
        return HouseholdsAccessRows.number(target, suffix);
    }

    private static HouseholdId kept(Target target) {
        return target.get("ledger-kept", HouseholdId.class);
    }

    @Override
    public void add(Table table) {
        households(table);
        files(table);
        changes(table);
        villages(table);
        table.route("household", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER);
        table.route("village-changes", DISTRICT_OFFICER, TOWN_OFFICER);
    }

    private static void households(Table table) {
        table.read(Households.class, "villages")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.villages());
        table.read(Households.class, "byNumber", DivisionId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.byNumber(target.village(), number(target, "K").shown()));
        table.write(Households.class, "found", DivisionId.class, HouseholdDetails.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.found(target.village(), details(target), "邻居指认", FROM));
    }

    private static void files(Table table) {
        table.read(HouseholdFiles.class, "file", HouseholdId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.file(kept(target)))
                .shows();
        table.read(HouseholdFiles.class, "photos", HouseholdId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.photos(kept(target)));
        table.read(HouseholdFiles.class, "waiting", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.waiting(target.village()));
        table.read(HouseholdFiles.class, "twins", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.twins(target.village()));
        table.read(HouseholdFiles.class, "alike", DivisionId.class, HouseholdDetails.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.alike(target.village(), details(target)))
                .shows();
        table.write(HouseholdFiles.class, "distinct", HouseholdId.class, HouseholdId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) ->
                        bean.distinct(kept(target), target.get("ledger-joined", HouseholdId.class), "同名不同人"));
    }

    private static void changes(Table table) {
        table.write(
                        HouseholdChanges.class,
                        "correct",
                        HouseholdId.class,
                        HouseholdChanges.Correction.class,
                        String.class,
                        LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.correct(
                        kept(target),
                        new HouseholdChanges.Correction("改组", null, null, 4, true, true, false),
                        "核对",
                        TODAY));
        table.write(
                        HouseholdChanges.class,
                        "split",
                        HouseholdId.class,
                        HouseholdNumber.class,
                        HouseholdDetails.class,
                        String.class,
                        LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.split(kept(target), number(target, "S"), details(target), "另立户", TODAY));
        table.write(HouseholdChanges.class, "join", HouseholdId.class, HouseholdId.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.join(target.get("household", HouseholdId.class), kept(target), "随子女生活", TODAY));
        table.write(HouseholdChanges.class, "unjoin", HouseholdId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.unjoin(target.get("ledger-joined", HouseholdId.class), "登记有误"));
        table.write(
                        HouseholdChanges.class,
                        "move",
                        HouseholdId.class,
                        DivisionId.class,
                        HouseholdNumber.class,
                        String.class,
                        String.class,
                        LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> {
                    try {
                        bean.move(kept(target), target.village(), number(target, "M"), "一组", "搬迁", TODAY);
                    } catch (Conflict thereAlready) {
                        // Said only to those who reach household and village.
                    }
                })
                .mayChangeNothing("a family cannot move to where it is");
    }

    private static void villages(Table table) {
        table.read(VillageChanges.class, "groups", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.groups(target.village()))
                .shows();
        table.read(VillageChanges.class, "plan", VillageChanges.Order.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> ruled(() -> bean.plan(order(target))));
        table.write(VillageChanges.class, "apply", VillageChanges.Order.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> ruled(() -> bean.apply(order(target), "文件")))
                .mayChangeNothing("a village does not become part of itself");
        table.read(VillageChanges.class, "changes")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.changes())
                .shows();
        table.write(VillageChanges.class, "undo", long.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.undo(target.get("ledger-change", Long.class), "文件未生效"));
        table.read(VillageChanges.class, "orphaned")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.orphaned());
    }

    private static VillageChanges.Order order(Target target) {
        return new VillageChanges.Order(target.village(), target.village(), Set.of(), TODAY);
    }

    // Within reach the rule speaks; outside it, reach.
    private static Object ruled(java.util.function.Supplier<Object> call) {
        try {
            return call.get();
        } catch (RuleViolation same) {
            return same.key();
        }
    }
}
