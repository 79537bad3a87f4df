package cn.mingbai.materials.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.core.codes.Base32;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.print.BoardSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceCodeTest {

    @Test
    void isReadAsPeopleTypeIt() {
        var code = PlaceCode.of(17);
        assertThat(code.shown()).matches("B00017-[0-9A-Z]");
        for (var typed : new String[] {
            code.shown(),
            code.shown().toLowerCase(java.util.Locale.ROOT),
            code.shown().replace("-", ""),
            " " + code.shown().replace("-", " ") + " ",
            code.shown().replace('0', 'o'),
            code.shown().replace('1', 'l')
        }) {
            assertThat(PlaceCode.typed(typed)).as(typed).isEqualTo(code);
        }
        assertThat(PlaceCode.of(1_234_567).shown()).startsWith("B1234567-");
    }

    @Test
    void everySingleWrongCharacterAndEverySwapIsCaught() {
        for (var number = 1; number < 400; number++) {
            var shown = PlaceCode.of(number * 7L).shown().replace("-", "");
            for (var at = 0; at < shown.length(); at++) {
                for (var other : Base32.ALPHABET.toCharArray()) {
                    if (other != shown.charAt(at)) {
                        refuses(shown.substring(0, at) + other + shown.substring(at + 1));
                    }
                }
                if (at + 1 < shown.length() && shown.charAt(at) != shown.charAt(at + 1)) {
                    refuses(shown.substring(0, at) + shown.charAt(at + 1) + shown.charAt(at) + shown.substring(at + 2));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "B",
                "B00017",
                "00017-K",
                "030012-7",
                "B-",
                "'; drop table board_place; --",
                "𠮷",
                "B0001７"
            })
    void whatIsNoCodeIsRefusedInOneSentence(String typed) {
        refuses(typed);
    }

    @Test
    void tenThousandCharactersAreRefusedAndNotRepeated() {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> PlaceCode.typed("B".repeat(10_000)))
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.arguments())).hasSizeLessThan(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\u0000b", "a\u202Eb", "a\nb", "a\u200Bb", "a\u2028b"})
    void aPlaceHasANameThatCanBeSeen(String name) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> new PlaceDetails(name, PlaceKind.SQUARE, BoardKind.BULLETIN, BoardSize.A2))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.name-form"));
    }

    @Test
    void aNameHasAtMostSixtyCharactersRareOnesAmongThem() {
        var longest = "𠮷".repeat(PlaceDetails.NAME_LENGTH);
        assertThat(new PlaceDetails(" " + longest + " ", PlaceKind.SQUARE, BoardKind.WALL, BoardSize.A1).name())
                .isEqualTo(longest);
        for (var tooLong : new String[] {longest + "一", "村".repeat(10_000)}) {
            assertThatExceptionOfType(RuleViolation.class)
                    .isThrownBy(() -> new PlaceDetails(tooLong, PlaceKind.SQUARE, BoardKind.WALL, BoardSize.A1));
        }
    }

    private static void refuses(String typed) {
        assertThatExceptionOfType(RuleViolation.class)
                .as(typed)
                .isThrownBy(() -> PlaceCode.typed(typed))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo("materials.board.code-form"));
    }
}
