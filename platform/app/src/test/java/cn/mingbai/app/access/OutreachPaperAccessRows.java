package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignId;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.devices.DeviceId;
import cn.mingbai.households.ledgers.HouseholdLedger;
import cn.mingbai.households.ledgers.HouseholdLedgers;
import cn.mingbai.households.retention.CampaignClosings;
import cn.mingbai.households.visitapp.PhoneFiles;
import cn.mingbai.households.visits.PaperEntries;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.materials.villagelists.VillageLists;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** The rows of paper and its way back, of household ledgers, and of the end of campaigns. */
final class OutreachPaperAccessRows implements AccessRows {

    private static final AsOf TODAY = AsOf.today(Clock.system(Times.ZONE));
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(ADMINISTRATOR, target.villageCode());
        target.put(
                "paper-worker",
                fixture.bean(People.class)
                        .add(
                                new StaffNumber(target.number("Y")),
                                "演示宣传乙",
                                "13900000002",
                                target.village(),
                                Duty.OUTREACH_B,
                                LocalDate.of(2023, 7, 1)));
        fixture.signIn(DISTRICT_OFFICER, target.code());
        // Another run on this database closes another campaign: of a day long ago, which none of the others has.
        var from = LocalDate.of(1990, 1, 1).plusDays(Long.parseLong(target.run(), 16) % 9000);
        var closed = fixture.bean(Campaigns.class)
                .open(
                        target.division(),
                        new Campaigns.Draft(
                                target.canary(),
                                "测试〔2019〕1号",
                                HouseholdBasis.REGISTERED,
                                "村户台账",
                                false,
                                List.of(new Campaign.Phase("宣传", from, from.plusDays(1), from))));
        target.put("closed", closed);
        fixture.bean(CampaignClosings.class).propose(closed, TODAY.day().plusDays(60), "档案管理规定");
        fixture.signIn(DISTRICT_OFFICER, target.code());
        var desk = fixture.bean(ApprovalDesk.class);
        desk.decide(
                desk.pending(CHINESE).stream()
                        .filter(each -> each.approval().subject().equals("campaign " + closed.value()))
                        .map(each -> each.approval().id())
                        .collect(Collectors.toSet()),
                true,
                "");
    }

    @Override
    public void add(Table table) {
        paper(table);
        ledgers(table);
        closing(table);
    }

    private static void paper(Table table) {
        table.read(PaperEntries.class, "workers", DivisionId.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.workers(target.village(), TODAY.day()));
        table.read(PaperEntries.class, "door", DivisionId.class, String.class, LocalDate.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.door(
                        target.village(),
                        HouseholdsAccessRows.number(target, "1").shown(),
                        TODAY.day()))
                .shows();
        table.write(PaperEntries.class, "enter", PaperEntries.Entry.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.enter(new PaperEntries.Entry(
                        UUID.randomUUID(),
                        target.village(),
                        target.get("paper-worker", PersonId.class),
                        TODAY.day(),
                        HouseholdsAccessRows.number(target, "1").shown(),
                        VisitOutcome.LEFT_SHEET,
                        null)));
        table.write(PhoneFiles.class, "take", byte[].class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.take(("{\"format\":\"mingbai-visits/1\",\"records\":[{\"device\":"
                                + target.get("phone", DeviceId.class).value() + ",\"record\":{\"id\":\""
                                + UUID.randomUUID() + "\",\"kind\":\"visit\",\"outcome\":\"NOT_FOUND\"}}]}")
                        .getBytes(StandardCharsets.UTF_8)));
        table.write(VillageLists.class, "print", DivisionId.class, boolean.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .call((bean, target) -> bean.print(target.village(), true));
        table.route("paper-entry", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER);
        table.route("phone-file", DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER);
        table.endpoint("GET", "/printed/village-list/{village}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, OUTREACH_WORKER)
                .request(target ->
                        get("/printed/village-list/{village}", target.village().value()));
    }

    private static void ledgers(Table table) {
        table.read(HouseholdLedgers.class, "show", HouseholdLedger.class, DivisionId.class, AsOf.class, Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.show(HouseholdLedger.VISITS, target.village(), TODAY, CHINESE))
                .shows();
        table.write(
                        HouseholdLedgers.class,
                        "export",
                        HouseholdLedger.class,
                        DivisionId.class,
                        AsOf.class,
                        LedgerFormat.class,
                        Locale.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.export(
                                HouseholdLedger.VISITS, target.village(), TODAY, LedgerFormat.CSV, CHINESE)
                        .bytes());
        table.write(
                        HouseholdLedgers.class,
                        "exportUnmasked",
                        HouseholdLedger.class,
                        DivisionId.class,
                        AsOf.class,
                        String.class,
                        LedgerFormat.class,
                        Locale.class)
                .inClear()
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.exportUnmasked(
                                HouseholdLedger.VISITS, target.village(), TODAY, "核对", LedgerFormat.CSV, CHINESE)
                        .bytes());
        table.route("household-ledgers", DISTRICT_OFFICER, TOWN_OFFICER);
    }

    private static void closing(Table table) {
        table.read(CampaignClosings.class, "list")
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.list())
                .shows();
        table.read(CampaignClosings.class, "preview", CampaignId.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.preview(target.get("closed", CampaignId.class)))
                .shows();
        table.read(CampaignClosings.class, "verify", CampaignId.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.verify(target.get("closed", CampaignId.class)));
        table.write(CampaignClosings.class, "propose", CampaignId.class, LocalDate.class, String.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.propose(
                        target.get("closed", CampaignId.class), TODAY.day().plusDays(90), "档案管理规定"));
        table.write(CampaignClosings.class, "halt", CampaignId.class, String.class)
                .by(DISTRICT_OFFICER)
                .act((bean, target) -> bean.halt(target.get("closed", CampaignId.class), "另有用途"));
        table.route("campaign-closing", DISTRICT_OFFICER);
    }
}
