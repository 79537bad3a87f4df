package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FontsTest {

    @Test
    void drawsRareNameCharactersOfBothFonts() {
        assertThat(Fonts.undrawable("王𠮷 孙䶮 李𬍛 堃龑燊祎𬭎")).isEmpty();
    }

    @Test
    void takesOnlyWhatTheFirstFontLacksFromTheSecond() {
        assertThat(Fonts.fontFor("䶮".codePointAt(0), Weight.REGULAR).postscriptName())
                .isEqualTo("NotoSansSC-Regular");
        assertThat(Fonts.fontFor("𠮷".codePointAt(0), Weight.REGULAR).postscriptName())
                .isEqualTo("NotoSansJP-Regular");
        assertThat(Fonts.fontFor("𠮷".codePointAt(0), Weight.BOLD).postscriptName())
                .isEqualTo("NotoSansJP-Bold");
    }

    @Test
    void listsEachUndrawableCharacterOnceAndWhole() {
        assertThat(Fonts.undrawable("李𨱅和张𨱅\n")).containsExactly("𨱅", "\n");
    }

    @Test
    void saysOnWhatTermsEachFontIsUsed() {
        assertThat(Fonts.licences())
                .extracting(FontLicence::font)
                .containsExactly(
                        "Noto Sans SC Regular", "Noto Sans SC Bold", "Noto Sans JP Regular", "Noto Sans JP Bold");
        assertThat(Fonts.licences()).allSatisfy(licence -> {
            assertThat(licence.version()).startsWith("2.004");
            assertThat(licence.copyright()).contains("Adobe");
            assertThat(licence.licence()).contains("SIL Open Font License, Version 1.1", "PERMISSION & CONDITIONS");
        });
    }

    @Test
    void listsHalvesOfBrokenPairsAsUndrawable() {
        assertThat(Fonts.undrawable("王\uD842")).containsExactly("\uD842");
    }

    @Test
    void refusesToPickAFontForAnUndrawableCharacter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fonts.fontFor("𨱅".codePointAt(0), Weight.BOLD))
                .withMessageContaining("𨱅")
                .withMessageContaining("U+28C45");
    }

    @Test
    void drawsWholeGb2312() throws Exception {
        StringBuilder level1And2 = new StringBuilder();
        for (int row = 0xB0; row <= 0xF7; row++) {
            for (int cell = 0xA1; cell <= 0xFE; cell++) {
                level1And2.append(new String(new byte[] {(byte) row, (byte) cell}, "GB2312"));
            }
        }
        assertThat(Fonts.undrawable(level1And2.toString().replace("\uFFFD", "")))
                .isEmpty();
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        byte[] alone = SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(3, 5));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var runs = IntStream.range(0, 8)
                    .<Callable<byte[]>>mapToObj(
                            i -> () -> SampleLeaflets.print(SampleLeaflets.text(), SampleLeaflets.sheets(3, 5)))
                    .toList();
            for (var run : threads.invokeAll(runs)) {
                assertThat(PdfText.pages(run.get())).isEqualTo(PdfText.pages(alone));
            }
        }
    }
}
