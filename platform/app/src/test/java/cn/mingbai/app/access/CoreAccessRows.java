package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.SECURITY_ADMINISTRATOR;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.divisions.DivisionListRow;
import cn.mingbai.core.divisions.DivisionLists;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of {@code core}. */
final class CoreAccessRows implements AccessRows {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final LocalDate LIST_DAY = LocalDate.of(2024, 6, 30);
    private static final LocalDate FAR = LocalDate.of(2090, 1, 1);
    private static final Role[] EVERYBODY = Role.values();

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(ADMINISTRATOR, target.code());
        var people = fixture.bean(People.class);
        if (target.level() != Level.CITY) {
            var person = people.add(
                    new StaffNumber(target.number("P")), target.canary(), null, target.village(), duty(target), FROM);
            target.put("person", person);
            target.put(
                    "posting",
                    fixture.bean(JdbcClient.class)
                            .sql("select id from posting where person_id = :person")
                            .param("person", person.value())
                            .query(Long.class)
                            .single());
        }

        fixture.signIn(SECURITY_ADMINISTRATOR, target.code());
        var accounts = fixture.bean(Accounts.class);
        var inspector = accounts.addWithRole(
                new StaffNumber(target.number("G")), target.canary(), INSPECTOR, target.division());
        if (target.level() == Level.CITY) {
            // Nobody is posted at a city: its person holds a grant only.
            target.put("person", inspector);
            target.put("posting", 0L);
        }
        target.put(
                "grant",
                accounts.grants().stream()
                        .filter(grant -> grant.person().equals(inspector))
                        .findFirst()
                        .orElseThrow()
                        .id());

        fixture.signIn(ADMINISTRATOR, target.code());
        fixture.bean(LocalSettings.class).set(target.division(), SettingKey.UNIT, target.canary(), "access test", FROM);

        // The test database outlives a run, and a division has one campaign at a time.
        var known = fixture.bean(CampaignDirectory.class).covering(target.division(), FROM);
        if (known.isPresent() && known.get().division().equals(target.division())) {
            return;
        }
        fixture.signIn(DISTRICT_OFFICER, target.code());
        fixture.bean(Campaigns.class).open(target.division(), draft(target, FROM, FROM.plusYears(30)));
    }

    private static Duty duty(Target target) {
        return target.hasVillage() ? Duty.VILLAGE_STAFF : Duty.DISTRICT_STAFF;
    }

    @Override
    public void add(Table table) {
        divisions(table);
        people(table);
        accounts(table);
        settings(table);
        campaign(table);

        table.route("", EVERYBODY);
        table.endpoint("GET", "/login").open(200).request(target -> get("/login"));
    }

    private static void divisions(Table table) {
        table.read(Divisions.class, "reachable", Action.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.reachable(Action.VIEW_DIVISIONS))
                .showsCode();
        table.read(Divisions.class, "reachable", Action.class, Level.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.reachable(Action.VIEW_DIVISIONS, target.level()))
                .showsCode();
        table.read(Divisions.class, "get", DivisionId.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.get(target.division()))
                .showsCode();
        table.read(Divisions.class, "history", DivisionId.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.history(target.division()))
                .showsCode();
        table.read(Divisions.class, "on", LocalDate.class)
                .by(EVERYBODY)
                .call((bean, target) -> bean.on(LIST_DAY))
                .showsCode();
        table.read(DivisionLists.class, "plan", List.class, LocalDate.class, Answers.class)
                .nationwide(ADMINISTRATOR)
                .call((bean, target) -> bean.plan(list(bean), LIST_DAY, Answers.NONE));
        table.write(DivisionLists.class, "load", List.class, LocalDate.class, String.class, Answers.class)
                .nationwide(ADMINISTRATOR)
                .call((bean, target) -> bean.load(list(bean), LIST_DAY, "access test", Answers.NONE));
    }

    private static void people(Table table) {
        table.read(People.class, "roster", String.class, int.class, int.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.roster(target.canary(), 0, 500))
                .shows();
        table.write(
                        People.class,
                        "add",
                        StaffNumber.class,
                        String.class,
                        String.class,
                        DivisionId.class,
                        Duty.class,
                        LocalDate.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.add(
                        new StaffNumber(target.number("N")),
                        "新来的人",
                        "13800000000",
                        target.village(),
                        duty(target),
                        FROM));
        table.write(People.class, "correct", PersonId.class, String.class, String.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.correct(target.get("person", PersonId.class), "改了名", "13800000000"));
        table.write(People.class, "post", PersonId.class, DivisionId.class, Duty.class, LocalDate.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) ->
                        bean.post(target.get("person", PersonId.class), target.village(), Duty.OUTREACH_A, FROM));
        table.write(People.class, "end", long.class, LocalDate.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.end(target.get("posting", Long.class), FAR));
    }

    private static void accounts(Table table) {
        table.write(Accounts.class, "issueFirstLogInCode", PersonId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.issueFirstLogInCode(target.get("person", PersonId.class)));
        table.write(Accounts.class, "grant", PersonId.class, Role.class, DivisionId.class)
                .by(SECURITY_ADMINISTRATOR)
                .act((bean, target) ->
                        bean.grant(target.get("person", PersonId.class), Role.AUDITOR, target.division()));
        table.write(Accounts.class, "revoke", long.class)
                .by(SECURITY_ADMINISTRATOR)
                .act((bean, target) -> bean.revoke(target.get("grant", Long.class)));
        table.read(Accounts.class, "grants")
                .by(ADMINISTRATOR, SECURITY_ADMINISTRATOR)
                .call((bean, target) -> bean.grants())
                .shows();
        table.write(Accounts.class, "addWithRole", StaffNumber.class, String.class, Role.class, DivisionId.class)
                .by(SECURITY_ADMINISTRATOR)
                .call((bean, target) -> bean.addWithRole(
                        new StaffNumber(target.number("R")), "新督导", Role.INSPECTOR, target.division()));
    }

    private static void settings(Table table) {
        table.read(LocalSettings.class, "inForce", DivisionId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.inForce(target.division()))
                .shows();
        table.read(LocalSettings.class, "setAt", DivisionId.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.setAt(target.division()))
                .shows();
        table.write(
                        LocalSettings.class,
                        "set",
                        DivisionId.class,
                        SettingKey.class,
                        String.class,
                        String.class,
                        LocalDate.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.set(target.division(), SettingKey.HOTLINE, "12345", "文件", FROM));
    }

    private static void campaign(Table table) {
        table.read(Campaigns.class, "current")
                .by(EVERYBODY)
                .call((bean, target) -> bean.current())
                .shows(Relation.OWN);
        table.write(Campaigns.class, "open", DivisionId.class, Campaigns.Draft.class)
                .by(DISTRICT_OFFICER)
                .call((bean, target) -> bean.open(target.division(), draft(target, FAR, FAR.plusYears(1))));
    }

    private static Campaigns.Draft draft(Target target, LocalDate from, LocalDate to) {
        return new Campaigns.Draft(
                target.canary(),
                "演示〔2026〕1号",
                HouseholdBasis.values()[0],
                "村台账",
                true,
                List.of(new Campaign.Phase("排查", from, to, from.plusDays(1))));
    }

    private static List<DivisionListRow> list(DivisionLists lists) {
        try (var stream = CoreAccessRows.class.getResourceAsStream("/core/content/divisions/jingyue-2023.csv")) {
            return lists.parse(new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
