package cn.mingbai.courses.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class SmartWordsTest {

    private static final Analyzer SMART = new SmartChineseAnalyzer();

    @Test
    void cutsEveryShippedTextAsSmartcnDoes() throws IOException {
        var texts = shipped();
        assertThat(texts).hasSizeGreaterThan(500);
        for (var text : texts) {
            assertThat(chinese(SmartWords.of(text))).as(text).isEqualTo(chinese(smartcn(text)));
        }
    }

    @Test
    void cutsWhatNobodyWritesAsSmartcnDoes() throws IOException {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var texts = shipped();
        for (var i = 0; i < 500; i++) {
            var text = new StringBuilder();
            for (var length = random.nextInt(1, 60); length > 0; length--) {
                switch (random.nextInt(5)) {
                    case 0 -> text.append((char) random.nextInt(0x21, 0x3000));
                    case 1 -> text.append("  ", 0, random.nextInt(1, 3));
                    case 2 -> {
                        var from = texts.get(random.nextInt(texts.size()));
                        text.append(from, 0, random.nextInt(from.length()));
                    }
                    default -> text.append((char) random.nextInt(0x4e00, 0x9fa6));
                }
            }
            var normalised = Wording.normalised(text.toString());
            assertThat(chinese(SmartWords.of(normalised)))
                    .as("seed %d, %s", seed, normalised)
                    .isEqualTo(chinese(smartcn(normalised)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "。", "低", "\uD842", "7", "a"})
    void findsNoWordWhereThereIsNone(String text) {
        assertThat(SmartWords.of(text)).isEmpty();
    }

    @Test
    void leavesWordsOfLettersAsTheyAre() {
        assertThat(SmartWords.of("running 生活 2026")).containsExactly("running", "生活", "2026");
    }

    private static List<String> shipped() throws IOException {
        var texts = new ArrayList<String>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:courses/content/*/*.md")) {
            var lesson = new LessonSections.Lesson(
                    "01", "", "1.1", "", "L26", List.of(), file.getContentAsString(StandardCharsets.UTF_8));
            LessonSections.cut(lesson, key -> key, raw -> Set.of())
                    .forEach(passage -> texts.add(Wording.normalised(passage.text())));
        }
        return texts;
    }

    /** Smartcn reduces English words to their stems; nobody needs that here. */
    private static List<String> chinese(List<String> words) {
        return words.stream().filter(word -> !word.matches("[a-z]+")).toList();
    }

    private static List<String> smartcn(String text) throws IOException {
        var words = new ArrayList<String>();
        try (var stream = SMART.tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                if (term.length() > 1) {
                    words.add(term.toString());
                }
            }
            stream.end();
        }
        return words;
    }
}
