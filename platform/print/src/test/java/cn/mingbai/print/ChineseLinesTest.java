package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChineseLinesTest {

    private static final float MEASURE_EM = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLineStartsWithAClosingOrEndsWithAnOpeningMark(long seed) {
        String text = randomText(new Random(seed), 2000);
        List<Line> lines = Line.broken(Glyph.of(text, Weight.REGULAR), MEASURE_EM, 0);
        assertThat(lines.stream().map(Line::text).collect(Collectors.joining()))
                .as("seed %d", seed)
                .isEqualTo(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).text();
            if (i > 0) {
                assertThat("，。；：）、！？”").doesNotContain(line.substring(0, 1));
            }
            assertThat("（“").doesNotContain(line.substring(line.length() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLineIsWiderThanItsColumn(long seed) {
        for (Line line : Line.broken(Glyph.of(randomText(new Random(seed), 2000), Weight.BOLD), MEASURE_EM, 1)) {
            assertThat(line.width(1)).isLessThanOrEqualTo(MEASURE_EM + 0.01f);
        }
    }

    @Test
    void numbersAndPhonesStayWhole() {
        for (int measure = 14; measure < 24; measure++) {
            List<String> lines = lines("咨询请打电话0431-84500001或者12349，自2026年7月1日起每月780.50元，家里有难处", measure);
            for (String whole : List.of("0431-84500001", "12349", "2026", "780.50")) {
                assertThat(lines).as("%d em", measure).anyMatch(line -> line.contains(whole));
            }
        }
    }

    @Test
    void aCircledNumberStaysWithItsItem() {
        assertThat(lines("家里有难处请找村里①写申请②等回音", 9)).noneMatch(line -> line.matches(".*[①②]"));
    }

    @Test
    void aFullStopAtTheEndTakesHalfASquare() {
        assertThat(lines("家里有难处就找宣传员。", 10.5f)).hasSize(1);
    }

    @Test
    void neighbouringMarksShareTheirEmptyHalves() {
        assertThat(Line.of("（演示值）。“好”", Weight.REGULAR).width(1)).isEqualTo(9 - 0.5f - 0.5f);
    }

    @Test
    void noCharacterIsLeftAloneOnTheLastLine() {
        assertThat(lines("家里有难处就找宣传员问", 10).getLast()).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void fullLinesAreFlush() {
        List<Line> lines = Line.broken(Glyph.of("家里有难处，".repeat(30), Weight.REGULAR), MEASURE_EM, 0);
        for (Line line : lines.subList(0, lines.size() - 1)) {
            assertThat(line.width(1)).isCloseTo(MEASURE_EM, within(0.01f));
        }
    }

    @Test
    void aWordLongerThanTheColumnIsCutRatherThanLost() {
        assertThat(String.join("", lines("A".repeat(100), 10))).isEqualTo("A".repeat(100));
    }

    private static List<String> lines(String text, float measureEm) {
        return Line.broken(Glyph.of(text, Weight.REGULAR), measureEm, 0).stream()
                .map(Line::text)
                .toList();
    }

    private static String randomText(Random random, int length) {
        StringBuilder text = new StringBuilder("家");
        String marks = "，。；：）、！？”（“";
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(10);
            if (kind < 2) {
                text.append(marks.charAt(random.nextInt(marks.length()))).append('里');
            } else if (kind == 2) {
                text.append(random.nextInt(100_000));
            } else {
                text.appendCodePoint(kind == 3 ? 0x20BB7 : 0x4E00 + random.nextInt(2000));
            }
        }
        return text.append('完').toString();
    }
}
