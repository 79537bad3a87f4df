package cn.mingbai.households.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.RuleViolation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseholdNumberTest {

    private static final long SEED = 20261125;

    @Test
    void showsTheRegistersNumberWithItsCheckCharacter() {
        assertThat(new HouseholdNumber("030012").shown()).isEqualTo("030012-7");
    }

    @Test
    void catchesEverySingleErrorAndEveryAdjacentSwapOfTwoSymbols() {
        // All numbers of two symbols, all wrong symbols at all places, all swaps: nothing left out.
        for (var number = 0; number < 32 * 32; number++) {
            var right = symbols(number, 2);
            var shown = right + new HouseholdNumber(right).check();
            for (var place = 0; place < shown.length(); place++) {
                for (var wrong = 0; wrong < 32; wrong++) {
                    var symbol = Base32.ALPHABET.charAt(wrong);
                    if (symbol != shown.charAt(place)) {
                        assertRefused(shown.substring(0, place) + symbol + shown.substring(place + 1));
                    }
                }
                if (place > 0 && shown.charAt(place) != shown.charAt(place - 1)) {
                    assertRefused(swapped(shown, place));
                }
            }
        }
    }

    @Test
    void catchesEveryJumpSwapAndEveryTwinError() {
        // 1x2 read as 2x1, and 11 read as 22: what people do with numbers that they read out.
        for (var number = 0; number < 32 * 32; number++) {
            var middle = Base32.ALPHABET.charAt(number % 32);
            var first = Base32.ALPHABET.charAt(number / 32);
            for (var wrong = 0; wrong < 32; wrong++) {
                var other = Base32.ALPHABET.charAt(wrong);
                if (other != first) {
                    var jump = "" + first + middle + other;
                    assertRefused("" + other + middle + first + new HouseholdNumber(jump).check());
                    var twin = "" + middle + first + first;
                    assertRefused("" + middle + other + other + new HouseholdNumber(twin).check());
                }
            }
        }
    }

    @Test
    void catchesErrorsInLongNumbersToo() {
        var random = new Random(SEED);
        for (var round = 0; round < 20_000; round++) {
            var right = new StringBuilder();
            var length = 1 + random.nextInt(11);
            for (var i = 0; i < length; i++) {
                right.append(Base32.ALPHABET.charAt(random.nextInt(32)));
            }
            var shown = right.toString() + new HouseholdNumber(right.toString()).check();
            assertThat(HouseholdNumber.typed(shown).value()).as("seed %d", SEED).isEqualTo(right.toString());
            var place = random.nextInt(shown.length());
            var symbol = Base32.ALPHABET.charAt(random.nextInt(32));
            if (symbol != shown.charAt(place)) {
                assertRefused(shown.substring(0, place) + symbol + shown.substring(place + 1));
            }
            if (place > 0 && shown.charAt(place) != shown.charAt(place - 1)) {
                assertRefused(swapped(shown, place));
            }
        }
    }

    @Test
    void catchesDroppedLeadingZeros() {
        assertRefused("300127");
        assertRefused("30012-7");
        assertThat(new HouseholdNumber("1").check()).isNotEqualTo(new HouseholdNumber("01").check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"030012-7", "0300127", " 03oo12 - 7 ", "O3OOI2-7", "03００l2—7", "030012–7"})
    void readsWhatPeopleType(String typed) {
        assertThat(HouseholdNumber.typed(typed)).isEqualTo(new HouseholdNumber("030012"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"030012", "030012-7", "03O012", "\t030012 "})
    void readsACellOfARegister(String cell) {
        assertThat(HouseholdNumber.fromRegister(cell)).isEqualTo(new HouseholdNumber("030012"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", "U1", "三组12号", "123456789012", "12.5", "1E5+3", "030012-8", "030012-78", "𠮷1"})
    void refusesWhatIsNoNumber(String cell) {
        assertThatThrownBy(() -> HouseholdNumber.fromRegister(cell)).isInstanceOf(RuleViolation.class);
    }

    private static String symbols(int number, int length) {
        var symbols = new StringBuilder();
        for (var i = 0; i < length; i++) {
            symbols.append(Base32.ALPHABET.charAt((number >> 5 * i) & 31));
        }
        return symbols.toString();
    }

    private static String swapped(String text, int place) {
        return text.substring(0, place - 1) + text.charAt(place) + text.charAt(place - 1) + text.substring(place + 1);
    }

    private static void assertRefused(String typed) {
        try {
            HouseholdNumber.typed(typed);
        } catch (RuleViolation refused) {
            assertThat(refused.key()).isEqualTo("households.number.check");
            return;
        }
        throw new AssertionError("expected " + typed + " to be refused");
    }
}
