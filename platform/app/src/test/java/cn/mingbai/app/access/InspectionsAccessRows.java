package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.inspections.CallBackFinding;
import cn.mingbai.district.inspections.CallBacks;
import cn.mingbai.district.inspections.Finding;
import cn.mingbai.district.inspections.FindingOutcome;
import cn.mingbai.district.inspections.InspectionDraft;
import cn.mingbai.district.inspections.InspectionId;
import cn.mingbai.district.inspections.Inspections;
import cn.mingbai.district.inspections.ItemId;
import cn.mingbai.district.inspections.Preset;
import cn.mingbai.district.inspections.RouteSheets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code district.inspections}. An inspection's canary is its title, that of a household drawn its group. */
final class InspectionsAccessRows implements AccessRows {

    private static final LocalDate TODAY = Times.today(Clock.system(Times.ZONE));

    @Override
    public void seed(Fixture fixture, Target target) {
        if (!target.hasVillage()) {
            target.put("inspection", new InspectionId(Long.MAX_VALUE / 2));
            target.put("inspection-drawn", new InspectionId(Long.MAX_VALUE / 2));
            target.put("inspection-item", new ItemId(Long.MAX_VALUE / 2));
            target.put("call-back-item", new ItemId(Long.MAX_VALUE / 2));
            return;
        }
        var inspections = fixture.bean(Inspections.class);
        fixture.signIn(DISTRICT_OFFICER, target.code());
        target.put("inspection", inspections.freeze(draft(target)));
        var drawn = inspections.freeze(draft(target));
        inspections.writeInspectorsNumber(drawn, "20261126");
        fixture.signIn(TOWN_OFFICER, target.code());
        inspections.writeTownsNumber(drawn, "731904");
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var item = inspections.items(drawn).getFirst().id();
        inspections.record(
                item,
                new Finding(
                        TODAY,
                        FindingOutcome.MISSED,
                        null,
                        false,
                        null,
                        0,
                        null,
                        null,
                        null,
                        0,
                        target.canary(),
                        TODAY.plusDays(7)),
                "");
        target.put("inspection-drawn", drawn);
        target.put("inspection-item", item);
        target.put("call-back-item", called(fixture, target, drawn));
    }

    // The household's inspection has somebody to call as well: what is called is told by its id alone.
    private static ItemId called(Fixture fixture, Target target, InspectionId drawn) {
        var jdbc = fixture.bean(JdbcClient.class);
        var item = jdbc.sql("select next value for callback_item_seq")
                .query(Long.class)
                .single();
        jdbc.sql("insert into callback_item (id, inspection_id, part, replacement, place, person_id, division_id)"
                        + " values (?, ?, 'reported', false, 1, (select min(id) from person), ?)")
                .params(item, drawn.value(), target.village().value())
                .update();
        return new ItemId(item);
    }

    private static InspectionDraft draft(Target target) {
        return new InspectionDraft(target.canary(), Preset.VILLAGE, List.of(target.village()), 0, 1);
    }

    private static InspectionId drawn(Target target) {
        return target.get("inspection-drawn", InspectionId.class);
    }

    @Override
    public void add(Table table) {
        table.route("inspections", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.route("inspection", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR);
        table.route("inspection-plan", DISTRICT_OFFICER, INSPECTOR);
        reads(table);
        table.read(Inspections.class, "suggest", Preset.class, List.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.suggest(Preset.VILLAGE, List.of(target.village())));
        table.read(Inspections.class, "plan", InspectionDraft.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.plan(draft(target)));
        table.write(Inspections.class, "freeze", InspectionDraft.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.freeze(draft(target)));
        table.write(Inspections.class, "writeInspectorsNumber", InspectionId.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) ->
                        bean.writeInspectorsNumber(target.get("inspection", InspectionId.class), "123456"));
        table.write(Inspections.class, "writeTownsNumber", InspectionId.class, String.class)
                .by(TOWN_OFFICER)
                .call((bean, target) -> bean.writeTownsNumber(target.get("inspection", InspectionId.class), "654321"));
        table.write(Inspections.class, "record", ItemId.class, Finding.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.record(
                        target.get("inspection-item", ItemId.class), Finding.of(TODAY, FindingOutcome.MET), "核对后更正"));
        table.write(Inspections.class, "settle", ItemId.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.settle(target.get("inspection-item", ItemId.class), "已补发"));
        table.write(Inspections.class, "drawAgain", InspectionId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> {
                    try {
                        bean.drawAgain(drawn(target));
                    } catch (RuleViolation passed) {
                        if (!passed.key().equals("district.inspection.no-second")) {
                            throw passed;
                        }
                    }
                })
                .mayChangeNothing("it did not fail, which a rule says after access was granted");
        table.write(Inspections.class, "assign", InspectionId.class, PersonId.class, List.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> {
                    var may = bean.candidates(drawn(target)).getFirst().person();
                    bean.assign(drawn(target), may, List.of(may));
                });
        table.write(Inspections.class, "close", InspectionId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.close(drawn(target)));
        table.write(Inspections.class, "ledger", InspectionId.class, LedgerFormat.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> {
                    try (var made = bean.ledger(drawn(target), LedgerFormat.CSV, Locale.SIMPLIFIED_CHINESE)) {
                        return new String(made.bytes(), StandardCharsets.UTF_8);
                    }
                })
                .shows();
        table.write(RouteSheets.class, "print", InspectionId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.print(drawn(target)).name());
        table.write(CallBacks.class, "record", ItemId.class, CallBackFinding.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.record(
                        target.get("call-back-item", ItemId.class),
                        new CallBackFinding(TODAY, CallBackFinding.Way.PHONE, true, 3, true, ""),
                        ""));
    }

    private static void reads(Table table) {
        table.read(Inspections.class, "list")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.list())
                .shows();
        table.read(Inspections.class, "problems")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.problems())
                .shows();
        table.read(Inspections.class, "candidates", InspectionId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.candidates(drawn(target)));
        table.read(Inspections.class, "purposive", InspectionId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.purposive(drawn(target)));
        table.read(CallBacks.class, "people", InspectionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.people(drawn(target)));
        table.read(CallBacks.class, "questions", ItemId.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.questions(target.get("call-back-item", ItemId.class)));
        table.read(Inspections.class, "get", InspectionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.get(drawn(target)))
                .shows();
        table.read(Inspections.class, "items", InspectionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.items(drawn(target)))
                .shows();
        table.read(Inspections.class, "listText", InspectionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.listText(drawn(target)));
        table.read(Inspections.class, "drawText", InspectionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.drawText(drawn(target)));
        table.read(Inspections.class, "result", InspectionId.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR, AUDITOR)
                .call((bean, target) -> bean.result(drawn(target), Locale.SIMPLIFIED_CHINESE));
    }
}
