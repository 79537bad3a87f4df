package cn.mingbai.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.TestApplication;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(classes = TestApplication.class)
class FileCipherModuleTest {

    private static final long SEED = 20261129;
    private static final int PIECE = FileCipher.PIECE_BYTES;
    private static final int HEAD = 17;
    private static final int SEALED = PIECE + 16;

    @Autowired
    FileCipher cipher;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17})
    void givesBackWhatItEncryptedHoweverItIsWrittenAndRead(int length) throws IOException {
        var random = new Random(SEED + length);
        var bytes = new byte[length];
        random.nextBytes(bytes);
        var sealed = new ByteArrayOutputStream();
        try (var out = cipher.encrypting(sealed)) {
            for (var from = 0; from < length; ) {
                var some = Math.min(length - from, 1 + random.nextInt(2 * PIECE));
                out.write(bytes, from, some);
                from += some;
            }
        }
        assertThat(open(sealed.toByteArray())).as("seed %d", SEED).isEqualTo(bytes);
        try (var in = cipher.decrypting(new ByteArrayInputStream(sealed.toByteArray()))) {
            for (var i = 0; i < Math.min(length, 2000); i++) {
                assertThat(in.read()).isEqualTo(bytes[i] & 0xff);
            }
        }
    }

    @Test
    void equalFilesLookDifferentAndHideTheirBytes() throws IOException {
        var bytes = "王𠮷国".repeat(100).getBytes(StandardCharsets.UTF_8);
        assertThat(seal(bytes)).isNotEqualTo(seal(bytes));
        assertThat(new String(seal(bytes), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String("王𠮷国".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    @Test
    void everyChangedByteIsRefused() throws IOException {
        var sealed = seal("户主王𠮷国".getBytes(StandardCharsets.UTF_8));
        for (var at = 0; at < sealed.length; at++) {
            var changed = sealed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> open(changed)).as("byte " + at).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPieceCutOffMovedOrRepeatedIsRefused() throws IOException {
        var bytes = new byte[3 * PIECE];
        new Random(SEED).nextBytes(bytes);
        var sealed = seal(bytes);
        for (var cut :
                new int[] {0, 1, HEAD - 1, HEAD, HEAD + SEALED - 1, HEAD + SEALED, HEAD + 2 * SEALED, sealed.length - 1
                }) {
            assertThatThrownBy(() -> open(Arrays.copyOf(sealed, cut)))
                    .as("cut at " + cut)
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> open(joined(sealed, 1, 0, 2))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(joined(sealed, 0, 1, 1, 2))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(joined(sealed, 0, 2))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, sealed.length + 1))).isInstanceOf(IOException.class);
    }

    private static byte[] joined(byte[] sealed, int... pieces) {
        var out = new ByteArrayOutputStream();
        out.write(sealed, 0, HEAD);
        for (var piece : pieces) {
            out.write(sealed, HEAD + piece * SEALED, SEALED);
        }
        return out.toByteArray();
    }

    private byte[] seal(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var sealing = cipher.encrypting(out)) {
            sealing.write(bytes);
        }
        return out.toByteArray();
    }

    private byte[] open(byte[] sealed) throws IOException {
        try (var in = cipher.decrypting(new ByteArrayInputStream(sealed))) {
            return in.readAllBytes();
        }
    }
}
