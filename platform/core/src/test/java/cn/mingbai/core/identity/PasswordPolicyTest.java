package cn.mingbai.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class PasswordPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");

    private final PasswordPolicy dengbao = policy("dengbao");
    private final PasswordPolicy asvs = policy("asvs");

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "abcdefgh", "password", "zhongguo", "明白明白明白明白"})
    void refuseTooFewKindsUnderDengbaoOnly(String twoKinds) {
        assertThatThrownBy(() -> check(dengbao, twoKinds)).hasMessageContaining("password-kinds");
        assertThatThrownBy(() -> check(asvs, twoKinds))
                .as("asvs asks for no kinds, but guesses it")
                .hasMessageContaining("password-guessable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1!",
                "Passw0rd",
                "P@ssw0rd",
                "Qwer1234!",
                "1qaz@WSX",
                "Abcd1234!",
                "Aa123456!",
                "Mingbai2026!",
                "Mingbai@123",
                "Admin@123",
                "Woaini1314!",
                "Zhongguo1!",
                "净月区Abc123",
                "Zhangwei2026!",
                "Zhongdian7"
            })
    void refuseWhatIsEasilyGuessedUnderBoth(String common) {
        for (var policy : List.of(dengbao, asvs)) {
            assertThatThrownBy(() -> policy.check(common, "zhangwei", List.of("张伟", "净月区", "净月高新区", "zhongdian")))
                    .as(common)
                    .isInstanceOf(RuleViolation.class)
                    .hasMessageContaining("password-guessable");
        }
    }

    @Test
    void knowMoreThanTheThreeThousandMostCommon() throws IOException {
        var list = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies();
        assertThat(list).hasSizeGreaterThan(3_000);
        var taken = list.stream()
                .limit(3_000)
                .filter(word -> word.length() >= 8)
                .filter(word -> takes(asvs, word))
                .toList();
        assertThat(taken).as("of the 3,000 most common passwords").isEmpty();
    }

    @Test
    void takeGoodOnes() {
        for (var good : List.of("correct horse 明白", "Xr7-tomato-Kiln", "三月里下了7场大雨a", "A".repeat(3) + "q7-Lx0 vn")) {
            assertThatCode(() -> check(dengbao, good)).as(good).doesNotThrowAnyException();
        }
        assertThatCode(() -> check(asvs, "wooden giraffe over the moon")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(dengbao, "wooden giraffe over the moon")).hasMessageContaining("password-kinds");
        assertThatCode(() -> check(asvs, "zqxv mowl turip " + "kd7!".repeat(28)))
                .as("128 characters")
                .doesNotThrowAnyException();
    }

    @Test
    void refuseTheNameAndWrongLengths() {
        assertThatThrownBy(() -> check(asvs, "Kx7-wpl")).hasMessageContaining("password-length");
        assertThatThrownBy(() -> check(asvs, "Kx7 wpl ".repeat(17))).hasMessageContaining("password-length");
        assertThatThrownBy(() -> asvs.check("kx7-Wplq", "KX7-wplq", List.of())).hasMessageContaining("is-name");
    }

    @Test
    void endAfterNinetyDaysUnderDengbaoOnly() {
        var day = Duration.ofDays(1);
        var set = NOW.minus(PasswordPolicy.LONGEST);
        assertThat(dengbao.isOver("a", set, NOW)).isTrue();
        assertThat(dengbao.isOver("a", set.plus(day), NOW)).isFalse();
        assertThat(dengbao.isOver("a", null, NOW)).isFalse();
        assertThat(asvs.isOver("a", set.minus(day), NOW)).isFalse();
    }

    @Test
    void spareDemoLogInsButForTheLength() {
        var demo = new PasswordPolicy(
                "dengbao",
                new DemoLogIns(
                        new StaticListableBeanFactory(Map.of("demo", notice())).getBeanProvider(DemoNotice.class),
                        "demo"));
        assertThatCode(() -> demo.check("mingbai-demo", "admin", List.of())).doesNotThrowAnyException();
        assertThatThrownBy(() -> demo.check("short", "admin", List.of())).hasMessageContaining("length");
        assertThatThrownBy(() -> demo.check("mingbai-demo", "somebody", List.of()))
                .hasMessageContaining("kinds");
    }

    @Test
    void refuseASettingThatIsNeither() {
        assertThatThrownBy(() -> policy("none")).hasMessageContaining("dengbao or asvs");
    }

    private static DemoNotice notice() {
        return new DemoNotice() {
            @Override
            public java.util.Optional<List<DemoLogIn>> current() {
                return java.util.Optional.empty();
            }

            @Override
            public boolean isDemoLogIn(String loginName) {
                return loginName.equals("admin");
            }
        };
    }

    private static boolean takes(PasswordPolicy policy, String password) {
        try {
            check(policy, password);
            return true;
        } catch (RuleViolation refused) {
            return false;
        }
    }

    private static void check(PasswordPolicy policy, String password) {
        policy.check(password, "somebody", List.of());
    }

    private static PasswordPolicy policy(String name) {
        return new PasswordPolicy(
                name, new DemoLogIns(new StaticListableBeanFactory().getBeanProvider(DemoNotice.class), "required"));
    }
}
