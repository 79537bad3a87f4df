package cn.mingbai.households.sheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankNumberTest {

    @Test
    void everyWrongSymbolAndEverySwapOfNeighboursIsRefused() {
        for (var value = 1; value <= 999; value++) {
            var shown = new BlankNumber(value).shown();
            assertThat(BlankNumber.typed(shown)).isEqualTo(new BlankNumber(value));
            var symbols = shown.replaceAll("[^0-9A-Z]", "");
            for (var place = 0; place < symbols.length(); place++) {
                for (var i = 0; i < Base32.ALPHABET.length(); i++) {
                    var wrong = symbols.substring(0, place) + Base32.ALPHABET.charAt(i) + symbols.substring(place + 1);
                    if (!wrong.equals(symbols)) {
                        assertThatThrownBy(() -> BlankNumber.typed(wrong)).isInstanceOf(RuleViolation.class);
                    }
                }
                if (place > 0 && symbols.charAt(place) != symbols.charAt(place - 1)) {
                    var swapped = symbols.substring(0, place - 1)
                            + symbols.charAt(place)
                            + symbols.charAt(place - 1)
                            + symbols.substring(place + 1);
                    assertThatThrownBy(() -> BlankNumber.typed(swapped)).isInstanceOf(RuleViolation.class);
                }
            }
        }
    }

    @Test
    void readsWhatPeopleType() {
        var number = new BlankNumber(17);
        var check = number.shown().substring(number.shown().length() - 1);
        for (var typed : new String[] {
            "空白017-" + check,
            " 空白 017 - " + check + " ",
            "017" + check,
            "17-" + check.toLowerCase(java.util.Locale.ROOT),
            "空017" + check,
            "Ｂ０１７－" + check
        }) {
            assertThat(BlankNumber.typed(typed)).as(typed).isEqualTo(number);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", "空白", "空白000-0", "0", "017", "1234567-8", "𠮷17-5", "空白017-55", "'; drop table"})
    void refusesWhatIsNone(String typed) {
        assertThatThrownBy(() -> BlankNumber.typed(typed)).isInstanceOf(RuleViolation.class);
    }
}
