package cn.mingbai.materials.texts;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.materials.texts.TextChanges.ChangedSection;
import cn.mingbai.materials.texts.TextChanges.Kind;
import cn.mingbai.materials.texts.TextChanges.Sentence;
import cn.mingbai.print.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextChangesTest {

    @Test
    void tellsSentencesThatWentAndCameUnderTheirHeading() {
        var before = List.of(new Section("一", List.of("甲。乙。", "丙！")), new Section("二", List.of("丁。")));
        var after = List.of(new Section("二", List.of("丁。")), new Section("一", List.of("甲。", "戊。丙！")));
        assertThat(TextChanges.between(before, after).sections())
                .containsExactly(new ChangedSection(
                        "一",
                        Kind.SAME,
                        List.of(
                                new Sentence(Kind.SAME, "甲。"),
                                new Sentence(Kind.REMOVED, "乙。"),
                                new Sentence(Kind.ADDED, "戊。"),
                                new Sentence(Kind.SAME, "丙！"))));
    }

    @Test
    void tellsSectionsThatWentAndCame() {
        var changes = TextChanges.between(
                List.of(new Section("旧", List.of("甲。"))), List.of(new Section("新", List.of("**乙**。"))));
        assertThat(changes.sections())
                .containsExactly(
                        new ChangedSection("新", Kind.ADDED, List.of(new Sentence(Kind.ADDED, "乙。"))),
                        new ChangedSection("旧", Kind.REMOVED, List.of(new Sentence(Kind.REMOVED, "甲。"))));
    }

    @Test
    void takesBoldMarksAndParagraphBreaksForNoChange() {
        assertThat(TextChanges.between(
                                List.of(new Section("一", List.of("**甲**。乙。"))),
                                List.of(new Section("一", List.of("甲。", "乙。"))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatStayedAndWentIsTheOldTextAndWhatStayedAndCameTheNew() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var i = 0; i < 300; i++) {
            var before = sentences(random);
            var after = sentences(random);
            var changed = TextChanges.between(List.of(new Section("一", before)), List.of(new Section("一", after)))
                    .sections();
            if (changed.isEmpty()) {
                assertThat(before).as("seed %d", seed).isEqualTo(after);
                continue;
            }
            var sentences = changed.getFirst().sentences();
            assertThat(without(sentences, Kind.ADDED)).as("seed %d", seed).isEqualTo(String.join("", before));
            assertThat(without(sentences, Kind.REMOVED)).as("seed %d", seed).isEqualTo(String.join("", after));
        }
    }

    private static List<String> sentences(Random random) {
        var sentences = new ArrayList<String>();
        for (var i = random.nextInt(8); i >= 0; i--) {
            sentences.add("甲乙丙丁".charAt(random.nextInt(4)) + "。");
        }
        return sentences;
    }

    private static String without(List<Sentence> sentences, Kind kind) {
        return sentences.stream()
                .filter(sentence -> sentence.kind() != kind)
                .map(Sentence::text)
                .collect(Collectors.joining());
    }
}
