package cn.mingbai.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cn.mingbai.TestApplication;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class FieldCipherModuleTest {

    @Autowired
    FieldCipher cipher;

    @ParameterizedTest
    @ValueSource(strings = {"", "王国", "王𠮷", "欧阳䶮", "13900000001", "a\u0000b"})
    void givesBackWhatItEncrypted(String text) {
        assertThat(cipher.decrypt(cipher.encrypt(text))).isEqualTo(text);
    }

    @Test
    void equalTextsLookDifferentAndHideTheirBytes() {
        var first = cipher.encrypt("王𠮷国");
        var second = cipher.encrypt("王𠮷国");
        assertThat(first).isNotEqualTo(second);
        assertThat(new String(first, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String("王𠮷国".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void everyChangedByteIsNoticed() {
        var sealed = cipher.encrypt("王𠮷国");
        for (var at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThatIllegalStateException().as("byte %d", at).isThrownBy(() -> cipher.decrypt(changed));
        }
        for (var length = 0; length < sealed.length; length++) {
            var cut = Arrays.copyOf(sealed, length);
            assertThatIllegalStateException().as("length %d", length).isThrownBy(() -> cipher.decrypt(cut));
        }
    }

    @Test
    void searchTellsRareCharactersApartAndIgnoresTheWayTheyAreComposed() {
        assertThat(cipher.searchHash("王𠮷")).hasSize(32).isNotEqualTo(cipher.searchHash("王𨱅"));
        assertThat(cipher.searchHash("王𠮷")).isNotEqualTo(cipher.searchHash("王吉"));
        assertThat(cipher.searchHash(" 王𠮷　")).isEqualTo(cipher.searchHash("王𠮷"));
        assertThat(cipher.searchHash("e\u0301")).isEqualTo(cipher.searchHash("é"));
    }
}
