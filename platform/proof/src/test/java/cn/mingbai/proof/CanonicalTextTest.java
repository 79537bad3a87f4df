package cn.mingbai.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalTextTest {

    /** Written out by hand: whoever changes the form changes what was sealed, and must notice here. */
    @Test
    void theFormIsThisToTheByte() {
        var text = new CanonicalText()
                .line("person", 17L, "王𠮷国", null, "", true, false, -3)
                .line("day", LocalDate.of(2026, 11, 5), Instant.parse("2026-11-25T04:00:00.000123999Z"))
                .line("odd", "a\tb\nc\\d\re", "\\N", new byte[] {1, (byte) 0xab})
                .line("bare");
        assertThat(text.toString())
                .isEqualTo("person\t17\t王𠮷国\t\\N\t\t1\t0\t-3\n"
                        + "day\t2026-11-05\t2026-11-25T04:00:00.000123Z\n"
                        + "odd\ta\\tb\\nc\\\\d\\re\t\\\\N\t01ab\n"
                        + "bare\n");
        assertThat(text.bytes()).isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(Digest.of(new CanonicalText().line("a", "b")).hex())
                .isEqualTo("5dd1197866f479824d9b483e1b7ae9ad3e518f3b4fd447c6b92d127dda6178c5");
    }

    @Test
    void theSameNameWrittenInTwoWaysIsOne() {
        assertThat(new CanonicalText().line("n", "e\u0301").toString())
                .isEqualTo(new CanonicalText().line("n", "\u00e9").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud842", "\udfb7", "王\ud842", "\udfb7\ud842"})
    void halfACharacterIsRefused(String half) {
        assertThatThrownBy(() -> new CanonicalText().line("n", half)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherTypesAreRefused() {
        assertThatThrownBy(() -> new CanonicalText().line("n", 1.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a\n\nb", "a\tb\\x\n", "a\\\n", "a\r\n", "e\u0301\n"})
    void whatIsNotOfTheFormIsRefused(String text) {
        assertThatThrownBy(() -> CanonicalText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> CanonicalText.decode(new byte[] {(byte) 0xff, 1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Different fields never give the same text: what was written is read back. */
    @Test
    void whatIsWrittenIsReadBack() {
        var seed = 20261125L;
        var random = new Random(seed);
        var alphabet = "ab\t\n\r\\N王𠮷é ".codePoints().toArray();
        for (var round = 0; round < 2000; round++) {
            var text = new CanonicalText();
            var lines = new ArrayList<List<@Nullable String>>();
            for (var line = random.nextInt(4); line > 0; line--) {
                var fields = new ArrayList<@Nullable String>();
                fields.add("k");
                for (var field = random.nextInt(5); field > 0; field--) {
                    fields.add(random.nextInt(6) == 0 ? null : word(random, alphabet));
                }
                lines.add(fields);
                text.line("k", fields.subList(1, fields.size()).toArray());
            }
            assertThat(CanonicalText.parse(text.toString()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(lines);
        }
    }

    private static String word(Random random, int[] alphabet) {
        var word = new StringBuilder();
        for (var length = random.nextInt(6); length > 0; length--) {
            word.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return CanonicalText.normalised(word.toString());
    }

    @Test
    void digestsAreReadAsTheyArePrinted() {
        var digest = Digest.of("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(digest.hex()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(digest.grouped())
                .isEqualTo("ba7816bf 8f01cfea 414140de 5dae2223 b00361a3 96177a9c b410ff61 f20015ad");
        assertThat(Digest.parse(digest.grouped())).isEqualTo(digest);
        assertThat(Digest.ofBytes(digest.bytes())).isEqualTo(digest).hasSameHashCodeAs(digest);
        for (var malformed : Arrays.asList("", "ba", "zz" + digest.hex().substring(2), digest.hex() + "00")) {
            assertThatThrownBy(() -> Digest.parse(malformed)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private record Said(
            @Nullable Long number,
            @Nullable LocalDate day,
            @Nullable Digest digest) {

        static Said read(List<List<@Nullable String>> lines) {
            var fields = new CanonicalFields(lines.getFirst(), "said").layout(7);
            return new Said(fields.numberOrNothing(), fields.dayOrNothing(), fields.digestOrNothing());
        }

        CanonicalText text() {
            return new CanonicalText()
                    .line("said", 7, CanonicalText.FORM, number, day, digest == null ? null : digest.hex());
        }
    }

    private static Said parsed(String text) {
        return CanonicalText.parse(text, Said::read, Said::text);
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        var all = new Said(-3L, LocalDate.of(2026, 11, 5), Digest.of(new byte[0]));
        assertThat(parsed(all.text().toString())).isEqualTo(all);
        var nothing = new Said(null, null, null);
        assertThat(parsed(nothing.text().toString())).isEqualTo(nothing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "other\t7\t1\t\\N\t\\N\t\\N\n",
                "said\t8\t1\t\\N\t\\N\t\\N\n",
                "said\t7\t2\t\\N\t\\N\t\\N\n",
                "said\t7\t1\t03\t\\N\t\\N\n",
                "said\t7\t1\t3\t2026-13-01\t\\N\n",
                "said\t7\t1\t3\t\\N\tab\n",
                "said\t7\t1\t3\t\\N\n",
                "said\t7\t1\t3\t\\N\t\\N\tmore\n"
            })
    void whatWouldNotHaveBeenWrittenIsRefused(String text) {
        assertThatThrownBy(() -> parsed(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
