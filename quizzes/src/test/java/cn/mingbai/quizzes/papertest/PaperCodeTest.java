package cn.mingbai.quizzes.papertest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.core.error.RuleViolation;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaperCodeTest {

    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXY";

    @Test
    void everyWrongCharacterAndEverySwapIsFound() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var round = 0; round < 300; round++) {
            var code = PaperCode.random(random);
            assertThat(PaperCode.read(code)).as("seed " + seed).isEqualTo(code);
            for (var place = 0; place < PaperCode.LENGTH; place++) {
                for (var other : ALPHABET.toCharArray()) {
                    if (other != code.charAt(place)) {
                        var wrong = new StringBuilder(code);
                        wrong.setCharAt(place, other);
                        assertThatThrownBy(() -> PaperCode.read(wrong.toString()))
                                .as("seed " + seed)
                                .isInstanceOf(RuleViolation.class);
                    }
                }
                if (place > 0 && code.charAt(place) != code.charAt(place - 1)) {
                    var swapped = new StringBuilder(code);
                    swapped.setCharAt(place, code.charAt(place - 1));
                    swapped.setCharAt(place - 1, code.charAt(place));
                    assertThatThrownBy(() -> PaperCode.read(swapped.toString()))
                            .as("seed " + seed)
                            .isInstanceOf(RuleViolation.class);
                }
            }
        }
    }

    @Test
    void aCodeReadsHoweverItIsTypedOrScanned() {
        var code = PaperCode.random(new Random(7));
        var shown = PaperCode.shown(code);
        assertThat(shown).hasSize(8).contains("-");
        assertThat(PaperCode.read(shown)).isEqualTo(code);
        assertThat(PaperCode.read("  " + shown.toLowerCase(java.util.Locale.ROOT) + " "))
                .isEqualTo(code);
        assertThat(PaperCode.read("HTTPS://MB.EXAMPLE.CN/T/" + code)).isEqualTo(code);
        for (var hostile :
                new String[] {"", "-", "ABC", "' or 1=1 --", "<script>", code + code, "ＡＢ", "x".repeat(10_000)}) {
            assertThatThrownBy(() -> PaperCode.read(hostile)).isInstanceOf(RuleViolation.class);
        }
    }
}
