package cn.mingbai.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest(classes = TestApplication.class)
class LocalSettingsModuleTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);

    @Autowired
    World world;

    @Autowired
    LocalSettings settings;

    @Autowired
    SettingDirectory directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    Clock clock;

    private DivisionId district;
    private DivisionId town;
    private DivisionId village;
    private DivisionId farVillage;
    private LocalDate today;

    @BeforeEach
    void signIn() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
        district = world.division(World.DISTRICT);
        town = world.division(World.TOWN);
        village = world.division(World.VILLAGE);
        farVillage = world.division(World.FAR_VILLAGE);
        today = Times.today(clock);
        transactions.executeWithoutResult(
                status -> jdbc.sql("delete from local_setting").update());
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private void set(DivisionId division, SettingKey key, String value, LocalDate from) {
        settings.set(division, key, value, "测试文件", from);
    }

    private String value(DivisionId division, SettingKey key, LocalDate day) {
        var setting = directory.inForce(division, day).get(key);
        return setting == null ? "" : setting.value();
    }

    @Test
    void aValueHoldsBelowUntilALowerUnitSetsItsOwn() {
        set(district, SettingKey.UNIT, "区社会发展局", FROM);
        set(town, SettingKey.UNIT, "玉潭镇政府", FROM);
        assertThat(settings.inForce(village).get(SettingKey.UNIT))
                .isEqualTo(new LocalSetting(town, SettingKey.UNIT, "玉潭镇政府", "测试文件", FROM, Times.NO_END));
        assertThat(settings.inForce(farVillage).get(SettingKey.UNIT).division()).isEqualTo(district);
    }

    @Test
    void aValueHoldsFromItsDayUntilTheNext() {
        set(district, SettingKey.STANDARD_URBAN, "700元/月", FROM);
        set(district, SettingKey.STANDARD_URBAN, "780元/月", LocalDate.of(2026, 7, 1));
        assertThat(value(village, SettingKey.STANDARD_URBAN, FROM.minusDays(1))).isEmpty();
        assertThat(value(village, SettingKey.STANDARD_URBAN, LocalDate.of(2026, 6, 30)))
                .isEqualTo("700元/月");
        assertThat(value(village, SettingKey.STANDARD_URBAN, LocalDate.of(2026, 7, 1)))
                .isEqualTo("780元/月");
    }

    @Test
    void aValueSetLateForAnEarlierDayEndsWhereTheNextBegins() {
        set(district, SettingKey.HOTLINE, "12345", LocalDate.of(2026, 7, 1));
        set(district, SettingKey.HOTLINE, "12349", FROM);
        assertThat(value(village, SettingKey.HOTLINE, LocalDate.of(2026, 6, 30)))
                .isEqualTo("12349");
        assertThat(value(village, SettingKey.HOTLINE, LocalDate.of(2026, 7, 1))).isEqualTo("12345");
    }

    @Test
    void aValueSetAgainForTheSameDayReplacesItAndKeepsWhatWasKnown() {
        set(district, SettingKey.HOTLINE, "12345", FROM);
        set(district, SettingKey.HOTLINE, "12349", FROM);
        assertThat(settings.setAt(district)).extracting(LocalSetting::value).containsExactly("12349");
        assertThat(jdbc.sql("select count(*) from local_setting")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void twentyOfficersAtOnceLeaveOneValue() throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Void> set = () -> {
                set(district, SettingKey.HOTLINE, "12345", FROM);
                return null;
            };
            for (var result : threads.invokeAll(IntStream.range(0, 20)
                    .mapToObj(
                            index -> DelegatingSecurityContextCallable.create(set, SecurityContextHolder.getContext()))
                    .toList())) {
                assertThat(result).succeedsWithin(java.time.Duration.ofSeconds(20));
            }
        }
        assertThat(settings.setAt(district)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "STANDARD_URBAN,650,core.settings.form.yuan",
        "STANDARD_URBAN,650.123元/月,core.settings.form.yuan",
        "STANDARD_URBAN,-650元/月,core.settings.form.yuan",
        "PHONE_DISTRICT_ADVICE,123,core.settings.form.phone",
        "PHONE_DISTRICT_ADVICE,138123456789,core.settings.form.phone",
        "UNIT,' ',core.settings.form.text"
    })
    void aMalformedValueIsRefused(SettingKey key, String value, String expected) {
        assertThatThrownBy(() -> set(district, key, value, FROM))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo(expected));
        assertThat(settings.setAt(district)).isEmpty();
    }

    @Test
    void controlCharactersAndMissingSourcesAreRefused() {
        assertThatThrownBy(() -> set(district, SettingKey.UNIT, "区\u0000局", FROM))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> settings.set(district, SettingKey.UNIT, "区局", " ", FROM))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> settings.set(district, SettingKey.UNIT, "区局", "文".repeat(201), FROM))
                .isInstanceOf(RuleViolation.class);
        assertThatThrownBy(() -> set(district, SettingKey.UNIT, "区局", Times.NO_END))
                .isInstanceOf(RuleViolation.class);
    }

    @Test
    void aTownDoesNotSetTheDistrictsStandard() {
        world.signIn(Role.TOWN_OFFICER, World.TOWN);
        assertThatThrownBy(() -> set(town, SettingKey.STANDARD_RURAL, "6480元/年", FROM))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.key()).isEqualTo("core.settings.set-higher-COUNTY"));
        set(town, SettingKey.PHONE_TOWN_REPORT, "0431-84530000（演示值）", FROM);
        assertThat(value(village, SettingKey.PHONE_TOWN_REPORT, today)).isEqualTo("0431-84530000（演示值）");
    }

    @Test
    void foreignUnitsAreNotFound() {
        world.signIn(Role.TOWN_OFFICER, World.OTHER_TOWN);
        assertThatThrownBy(() -> settings.inForce(village)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> settings.setAt(district)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> set(village, SettingKey.UNIT, "村", FROM)).isInstanceOf(NotFound.class);
        world.signIn(Role.AUDITOR, World.DISTRICT);
        assertThat(settings.inForce(village)).isEmpty();
        assertThatThrownBy(() -> set(village, SettingKey.UNIT, "村", FROM)).isInstanceOf(AccessRefused.class);
    }
}
