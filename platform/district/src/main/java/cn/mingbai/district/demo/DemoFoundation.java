package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.campaign.Campaign;
import cn.mingbai.core.campaign.CampaignDirectory;
import cn.mingbai.core.campaign.Campaigns;
import cn.mingbai.core.campaign.HouseholdBasis;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionCode;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.divisions.DivisionLists;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.courses.requirements.Requirements;
import cn.mingbai.courses.requirements.Terms;
import cn.mingbai.courses.requirements.Tracks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands before the first visit: log-ins, divisions of both years, settings, campaign, requirement. */
@Component
@Internal
class DemoFoundation {

    private static final String PASSWORD = "mingbai-demo";
    private static final String SOURCE = "演示数据，不是真实文件";
    private static final String DEMO_VALUE = "（演示值）";

    /** Towns that lack a report phone, so that printing there shows what is missing: 德容街道, 永顺街道. */
    private static final Set<String> TOWNS_WITHOUT_REPORT_PHONE = Set.of("220172006000", "220172009000");

    private final Accounts accounts;
    private final People people;
    private final PostingDirectory postings;
    private final DivisionLists lists;
    private final DivisionDirectory divisions;
    private final LocalSettings settings;
    private final Campaigns campaigns;
    private final CampaignDirectory campaignDirectory;
    private final Requirements requirements;
    private final Tracks tracks;

    DemoFoundation(
            Accounts accounts,
            People people,
            PostingDirectory postings,
            DivisionLists lists,
            DivisionDirectory divisions,
            LocalSettings settings,
            Campaigns campaigns,
            CampaignDirectory campaignDirectory,
            Requirements requirements,
            Tracks tracks) {
        this.accounts = accounts;
        this.people = people;
        this.postings = postings;
        this.lists = lists;
        this.divisions = divisions;
        this.settings = settings;
        this.campaigns = campaigns;
        this.campaignDirectory = campaignDirectory;
        this.requirements = requirements;
        this.tracks = tracks;
    }

    void administrator() {
        if (accounts.needsAdministrator()) {
            accounts.createAdministrator(new StaffNumber("admin"), "演示管理员", PASSWORD);
        }
    }

    PersonId person(String login) {
        return find(login).orElseThrow();
    }

    Optional<PersonId> find(String number) {
        return postings.byStaffNumber(number);
    }

    /** Loads both years' lists as the administrator, who confirms that 小合台, 虹桥 and 十里堡 are the places they were. */
    void divisions() {
        var first = LocalDate.of(2018, 10, 31);
        var second = LocalDate.of(2023, 6, 30);
        if (divisions.byCode(DemoRun.DISTRICT, second).isEmpty()) {
            lists.load(lists.parse(read("jingyue-2018.csv")), first, "统计用区划代码 2018年版", Answers.NONE);
        }
        if (divisions.byCode(new DivisionCode("220172008000"), second).isEmpty()) {
            var rows = lists.parse(read("jingyue-2023.csv"));
            var answers = new HashMap<DivisionCode, @Nullable DivisionId>();
            for (var question : lists.plan(rows, second, Answers.NONE).questions()) {
                answers.put(
                        question.row().code(), question.candidates().getFirst().id());
            }
            lists.load(rows, second, "统计用区划代码 2023年版", new Answers(answers));
        }
    }

    void securityAdministrator() {
        if (accounts.needsSecurityAdministrator()) {
            accounts.createSecurityAdministrator(new StaffNumber("security"), "演示安全管理员", PASSWORD);
        }
    }

    /** The people of the roster behind the log-ins, as the administrator. */
    void people(LocalDate loadedOn) {
        var district = at(DemoRun.DISTRICT.value(), loadedOn);
        var village = at(DemoPlan.VILLAGE.value(), loadedOn);
        var posted = loadedOn.minusYears(2);
        add("district", "演示区经办", district, Duty.DISTRICT_STAFF, posted);
        add("district2", "演示区复核", district, Duty.DISTRICT_STAFF, posted);
        add("town", "演示镇经办", at(DemoPlan.TOWN.value(), loadedOn), Duty.TOWN_STAFF, posted);
        add("staff", "演示村经办", village, Duty.VILLAGE_STAFF, posted);
        add("outreach", "演示宣传员", village, Duty.OUTREACH_A, posted);
    }

    /** What they hold beside their duties, as the security administrator. */
    void roles(LocalDate loadedOn) {
        var district = at(DemoRun.DISTRICT.value(), loadedOn);
        var granted =
                accounts.grants().stream().map(Accounts.Grant::staffNumber).collect(Collectors.toSet());
        if (!granted.contains("district")) {
            accounts.grant(person("district"), Role.DISTRICT_OFFICER, district);
        }
        if (!granted.contains("district2")) {
            accounts.grant(person("district2"), Role.DISTRICT_OFFICER, district);
        }
        if (!granted.contains("town")) {
            accounts.grant(person("town"), Role.TOWN_OFFICER, at(DemoPlan.TOWN.value(), loadedOn));
        }
        if (!granted.contains("inspector")) {
            accounts.addWithRole(new StaffNumber("inspector"), "演示督导", Role.INSPECTOR, district);
        }
        if (!granted.contains("auditor")) {
            accounts.addWithRole(new StaffNumber("auditor"), "演示审计", Role.AUDITOR, new DivisionId(1));
        }
    }

    /** Passwords for those who have none, as the administrator; nobody else of the demo gets one. */
    void passwords() {
        for (var login : List.of("district", "district2", "town", "staff", "outreach", "inspector", "auditor")) {
            if (!accounts.recipient(person(login)).hasPassword()) {
                var code = accounts.issueFirstLogInCode(person(login));
                accounts.redeem(login, code.code(), PASSWORD);
            }
        }
    }

    private void add(String login, String name, DivisionId division, Duty duty, LocalDate from) {
        if (find(login).isEmpty()) {
            // Each with a number of their own: the same one would make two of them look like one person.
            people.add(
                    new StaffNumber(login),
                    name,
                    "1990000%04d".formatted(login.hashCode() & 1023),
                    division,
                    duty,
                    from);
        }
    }

    /** The district's and the towns' local values, all of them marked as demo values, as the district's officer. */
    void settings(List<Division> subtree, LocalDate from) {
        var district = subtree.getFirst();
        set(district, SettingKey.UNIT, "净月高新区社会发展局（演示）", from);
        set(district, SettingKey.STANDARD_URBAN, "780元/月" + DEMO_VALUE, from);
        set(district, SettingKey.STANDARD_RURAL, "6480元/年" + DEMO_VALUE, from);
        set(district, SettingKey.STANDARD_DOCUMENT, "演示文号〔2026〕1号", from);
        set(district, SettingKey.STANDARD_FROM, "2026年7月1日", from);
        set(district, SettingKey.ASSETS_SUMMARY, "人均存款不超过低保年标准的两倍" + DEMO_VALUE, from);
        set(district, SettingKey.ASSETS_DOCUMENT, "演示文号〔2026〕2号", from);
        set(district, SettingKey.APPLY_ONLINE, "在“演示政务”上提出", from);
        set(district, SettingKey.EXCLUSION_SHARE, "20%" + DEMO_VALUE, from);
        set(district, SettingKey.HOTLINE, "12349", from);
        set(district, SettingKey.PHONE_DISTRICT_ADVICE, "0431-00000001" + DEMO_VALUE, from);
        set(district, SettingKey.PHONE_DISTRICT_REPORT, "0431-00000002" + DEMO_VALUE, from);
        var serial = 10;
        for (var town : subtree) {
            if (town.level() != Level.TOWNSHIP) {
                continue;
            }
            set(town, SettingKey.PETITION, "每周三上午在" + town.name() + "便民服务大厅一楼接待来访，门口设意见箱" + DEMO_VALUE, from);
            set(town, SettingKey.PHONE_TOWN_ADVICE, "0431-000000" + serial++ + DEMO_VALUE, from);
            if (!TOWNS_WITHOUT_REPORT_PHONE.contains(town.code().value())) {
                set(town, SettingKey.PHONE_TOWN_REPORT, "0431-000000" + serial++ + DEMO_VALUE, from);
            }
        }
    }

    private void set(Division division, SettingKey key, String value, LocalDate from) {
        var known = settings.setAt(division.id()).stream().anyMatch(setting -> setting.key() == key);
        if (!known) {
            settings.set(division.id(), key, value, SOURCE, from);
        }
    }

    /** The campaign in its three phases, as the district's officer. */
    void campaign(DivisionId district, LocalDate from) {
        if (campaignDirectory.covering(district, from).isPresent()) {
            return;
        }
        var second = from.plusDays(22);
        var third = from.plusDays(52);
        var end = from.plusDays(98);
        campaigns.open(
                district,
                new Campaigns.Draft(
                        "社会救助政策宣传和业务培训行动（演示）",
                        "演示文号〔2026〕3号",
                        HouseholdBasis.REGISTERED,
                        "以各村（社区）户籍台账为准，对照户数由派出机构提供（演示）",
                        true,
                        List.of(
                                new Campaign.Phase("集中排查阶段", from, second, second.minusDays(1)),
                                new Campaign.Phase("全面整改阶段", second, third, third.minusDays(1)),
                                new Campaign.Phase("巩固提升阶段", third, end, end.minusDays(1)))));
    }

    /** What the staff owe, and the track of the outreach workers, as the district's officer. */
    void requirements(DivisionId district, LocalDate from, LocalDate due) {
        if (!requirements.list().isEmpty()) {
            return;
        }
        var staff = EnumSet.of(Duty.DISTRICT_STAFF, Duty.TOWN_STAFF, Duty.VILLAGE_STAFF);
        requirements.add(district, new Requirements.Draft(staff, Set.of("01"), from, due, 30, "演示文号〔2026〕3号"));
        var suggested = tracks.preview(district, "outreach").suggested();
        var terms = new Terms(
                suggested.courses(),
                suggested.lessons(),
                suggested.window(),
                suggested.windowMonths(),
                suggested.carryMonths(),
                suggested.metBy(),
                due,
                suggested.graceDays(),
                "演示文号〔2026〕4号");
        tracks.apply(district, "outreach", new Requirements.Draft(Set.of(), from, terms));
    }

    DivisionId at(String code, LocalDate day) {
        return divisions.byCode(new DivisionCode(code), day).map(Division::id).orElseThrow();
    }

    private static String read(String file) {
        try (var stream = DemoFoundation.class.getResourceAsStream("/core/content/divisions/" + file)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
