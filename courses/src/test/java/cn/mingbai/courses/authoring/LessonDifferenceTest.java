package cn.mingbai.courses.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.courses.authoring.LessonDifference.Kind;
import cn.mingbai.courses.authoring.LessonDifference.Piece;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LessonDifferenceTest {

    @Test
    void aChangedLineShowsTheVeryCharactersThatChanged() {
        var rows = LessonDifference.of("一\n标准是600元\n三\n", "一\n标准是700元\n三\n").rows();
        assertThat(rows).extracting(LessonDifference.Row::kind).containsExactly(Kind.SAME, Kind.CHANGED, Kind.SAME);
        assertThat(rows.get(1).before())
                .containsExactly(new Piece("标准是", false), new Piece("6", true), new Piece("00元", false));
        assertThat(rows.get(1).after())
                .containsExactly(new Piece("标准是", false), new Piece("7", true), new Piece("00元", false));
    }

    @Test
    void linesThatCameAndWentStandAlone() {
        var rows = LessonDifference.of("一\n二\n", "一\n二\n三\n").rows();
        assertThat(rows.getLast().kind()).isEqualTo(Kind.ADDED);
        assertThat(rows.getLast().before()).isEmpty();
        assertThat(LessonDifference.of("一\n二\n", "二\n").rows().getFirst().kind())
                .isEqualTo(Kind.REMOVED);
        assertThat(LessonDifference.of("一\n", "一\n").isEmpty()).isTrue();
    }

    @Test
    void nothingInTheTextsIsTakenForAMark() {
        var rows = LessonDifference.of("<b>旧</b>\uE0F1&\uE0F2", "<b>新</b>&").rows();
        assertThat(rows.getFirst().oldText()).isEqualTo("<b>旧</b>&");
        assertThat(rows.getFirst().newText()).isEqualTo("<b>新</b>&");
    }

    /** Whatever changed, each side reads exactly as the text it stands for. */
    @Test
    void bothSidesReadAsTheirTexts() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var run = 0; run < 500; run++) {
            var before = text(random);
            var after = random.nextInt(3) == 0 ? text(random) : mutated(before, random);
            var rows = LessonDifference.of(before, after).rows();
            assertThat(side(rows, Kind.ADDED, true))
                    .as("seed %s, run %s", seed, run)
                    .isEqualTo(before.lines().toList());
            assertThat(side(rows, Kind.REMOVED, false))
                    .as("seed %s, run %s", seed, run)
                    .isEqualTo(after.lines().toList());
        }
    }

    private static List<String> side(List<LessonDifference.Row> rows, Kind without, boolean old) {
        return rows.stream()
                .filter(row -> row.kind() != without)
                .map(row -> old ? row.oldText() : row.newText())
                .toList();
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(8), 0, 5)
                .mapToObj(line -> "甲乙丙丁戊己庚辛".substring(0, line + 1) + line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String mutated(String text, Random random) {
        var at = random.nextInt(text.length());
        return text.substring(0, at) + "改" + text.substring(Math.min(text.length(), at + random.nextInt(3)));
    }
}
