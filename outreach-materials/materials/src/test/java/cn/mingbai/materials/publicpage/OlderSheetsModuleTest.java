package cn.mingbai.materials.publicpage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.MovableClock;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.materials.leaflets.VillageForPrint;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.PrintedVersions;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.materials.texts.TextDesk;
import cn.mingbai.materials.texts.TextId;
import cn.mingbai.materials.texts.TextSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.test.context.transaction.BeforeTransaction;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.WebApplicationContext;

/** What a household learns that holds a sheet printed earlier; rolled back, since all tests share the texts. */
@SpringBootTest(classes = TestApplication.class)
@Import({MovableClock.Standing.class, OlderSheetsModuleTest.Prints.class})
@Transactional
class OlderSheetsModuleTest {

    /** Stands for the record of prints. */
    static final class Remembered implements PrintedVersions {

        final Map<Long, Printed> prints = new HashMap<>();

        @Override
        public Optional<Printed> of(CodeKind kind, long subject) {
            return kind == CodeKind.HOUSEHOLD ? Optional.ofNullable(prints.get(subject)) : Optional.empty();
        }
    }

    @TestConfiguration
    static class Prints {

        @Bean
        @Order(0)
        Remembered remembered() {
            return new Remembered();
        }
    }

    @Autowired
    World world;

    @Autowired
    VillageForPrint villages;

    @Autowired
    TextDesk desk;

    @Autowired
    PolicyTexts texts;

    @Autowired
    ApprovalDesk approvals;

    @Autowired
    LocalSettings settings;

    @Autowired
    Codes codes;

    @Autowired
    Remembered prints;

    @Autowired
    MovableClock clock;

    @Autowired
    WebApplicationContext context;

    private MockMvc web;
    private World.FreshVillage place;
    private DivisionId village;
    private HouseholdId household;
    private LocalDate today;
    private TextId first;

    /** The lists of divisions outlast the test, so they are loaded before its transaction. */
    @BeforeTransaction
    void lists() {
        world.division(World.DISTRICT);
    }

    @BeforeEach
    void aHouseholdWithASheet() {
        clock.set(MovableClock.START);
        web = MockMvcBuilders.webAppContextSetup(context).build();
        today = Times.today(clock);
        place = world.freshVillage();
        village = villages.ready(place);
        household = villages.household(village, "1", "一组", "王国", HouseholdState.DUE);
        first = texts.required(TextCode.LEAFLET, today).id();
        prints.prints.put(household.value(), new PrintedVersions.Printed(first, today));
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aSheetThatSaysWhatHoldsIsSaidToBeInForce() throws Exception {
        assertThat(page()).contains("您手里的宣传单（第1版，" + today + "印）与现在的一致。").doesNotContain("原来：");
    }

    @Test
    void aHouseholdWithoutAPrintOnRecordIsToldNothingOfVersions() throws Exception {
        prints.prints.clear();
        assertThat(page()).doesNotContain("您手里的宣传单");
    }

    @Test
    void anOlderSheetIsToldWhatChangedInWordsAmountsAndPhones() throws Exception {
        bringIn("网上办理：{{apply.online}}。", "网上也能办，请问窗口。", today.plusDays(3));
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        settings.set(
                world.division(place.district()), SettingKey.STANDARD_URBAN, "820元/月（演示值）", "测试", today.plusDays(3));
        settings.set(
                world.division(place.district()),
                SettingKey.PHONE_DISTRICT_REPORT,
                "0431-84500099（演示值）",
                "测试",
                today.plusDays(3));
        assertThat(page()).contains("与现在的一致");
        clock.advance(Duration.ofDays(3));
        var page = page();
        assertThat(page)
                .contains("您手里的宣传单是第1版（" + today + "印），现在是第2版，变化如下：")
                .contains("<del>网上办理：演示小程序。</del>", "<ins>网上也能办，请问窗口。</ins>")
                .containsPattern("<del>[^<]*780元/月[^<]*</del>")
                .containsPattern("<ins>[^<]*820元/月[^<]*</ins>")
                .containsPattern("<del>[^<]*0431-84500002[^<]*</del>")
                .containsPattern("<ins>[^<]*0431-84500099[^<]*</ins>")
                .contains("版本 L26-2")
                .doesNotContain("王国", "{", "}");
    }

    @Test
    void changedAmountsAloneAreToldAsSuch() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        settings.set(
                world.division(place.district()), SettingKey.STANDARD_RURAL, "6800元/年（演示值）", "测试", today.plusDays(1));
        clock.advance(Duration.ofDays(1));
        assertThat(page())
                .contains("您手里的宣传单（第1版，" + today + "印）印好以后，有这些变化：", "6800元/年")
                .doesNotContain("现在是第");
    }

    @Test
    void aWithdrawnTextLeavesPhonesAndSaysSo() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        desk.withdraw(TextCode.LEAFLET, today, "印错了");
        approve();
        assertThat(page())
                .contains("政策说明正在修订", "已经停用", "href=\"tel:043184500003\"")
                .doesNotContain("谁能申请低保", "版本 L26");
        assertThat(content("/H/" + "0".repeat(26), 404)).contains("政策说明正在修订").doesNotContain("tel:");
    }

    @Test
    void theCodeOnAPictureLeadsToTheVillagesPageWithoutAWayIn() throws Exception {
        for (var prefix : new String[] {"/P/", "/p/"}) {
            assertThat(content(prefix + place.village(), 200))
                    .contains("演示屯村", "780元/月", "href=\"tel:043184500003\"")
                    .doesNotContain("/visit/", "您手里的宣传单");
        }
        assertThat(content("/P/" + place.town(), 200)).contains("演示镇", "href=\"tel:043184500003\"");
        var general = content("/P/000000000000", 404);
        for (var other : new String[] {"x", "22017210220", "2201721022045", "022017210220", "999999999999"}) {
            assertThat(content("/P/" + other, 404)).isEqualTo(general);
        }
    }

    @Test
    void whatALocalValueBringsInIsTextAndNothingElse() throws Exception {
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        settings.set(
                world.division(place.district()),
                SettingKey.APPLY_ONLINE,
                "<script>alert(1)</script>{{unit}}",
                "测试",
                today.plusDays(1));
        clock.advance(Duration.ofDays(1));
        assertThat(page()).contains("&lt;script&gt;").doesNotContain("<script");
    }

    private String page() throws Exception {
        return content("/H/" + codes.token(CodeKind.HOUSEHOLD, household.value()), 200);
    }

    private String content(String path, int expected) throws Exception {
        return web.perform(get(path).locale(Locale.SIMPLIFIED_CHINESE))
                .andExpect(status().is(expected))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private void bringIn(String before, String after, LocalDate from) {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var source = desk.inWork(TextCode.LEAFLET).source();
        assertThat(source.body()).contains(before);
        desk.save(
                TextCode.LEAFLET,
                new TextSource(
                        source.title(),
                        source.ruleLayer(),
                        source.points(),
                        source.sources(),
                        source.body().replace(before, after)),
                0);
        desk.submit(TextCode.LEAFLET, from, "测试");
        approve();
    }

    private void approve() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        var open = approvals.pending(Locale.CHINA).stream()
                .filter(pending -> pending.approval().subject().equals("text leaflet"))
                .findFirst()
                .orElseThrow()
                .approval()
                .id();
        approvals.decide(Set.of(open), true, "");
    }
}
