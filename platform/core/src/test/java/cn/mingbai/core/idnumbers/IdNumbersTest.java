package cn.mingbai.core.idnumbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number 11010519491231002X is the standard's own example. */
class IdNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "户主身份证11010519491231002x，住院",
                "110105 19491231 002X",
                "110105-1949-1231-002X",
                "１１０１０５１９４９１２３１００２Ｘ",
                "440524188001010014。"
            })
    void areFoundHoweverTheyAreWritten(String text) {
        assertThat(IdNumbers.in(text)).isTrue();
        assertThatThrownBy(() -> IdNumbers.none(text))
                .isInstanceOfSatisfying(
                        RuleViolation.class,
                        refused -> assertThat(refused.arguments()).isEmpty());
        assertThat(IdNumbers.blotted(text)).contains("******").doesNotContain("1949", "1880");
        assertThat(IdNumbers.in(IdNumbers.blotted(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "王建国",
                "13812345678",
                "110105194912310021",
                "11010519491331002X",
                "911101051949123100",
                "6222021234567890123",
                "20261203401234567890123456",
                "A11010519491231002X9",
                "第三组12户，2026年1月2日8时30分上门，0431-84500001",
                "220172102204220172102205"
            })
    void otherNumbersAreLeftAlone(String text) {
        assertThat(IdNumbers.in(text)).isFalse();
        assertThat(IdNumbers.none(text)).isEqualTo(text);
        assertThat(IdNumbers.blotted(text)).isEqualTo(text);
    }

    @Test
    void whatStandsAroundThemStays() {
        assertThat(IdNumbers.blotted("户主11010519491231002X住院")).isEqualTo("户主******住院");
    }
}
