package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

    private static final String ADDRESS = "HTTPS://MB.EXAMPLE.CN/H/0123456789ABCDEFGHJKMNPQRSTV";

    @ParameterizedTest
    @EnumSource(QrCode.Ecc.class)
    void encodesAtTheLevelAskedFor(QrCode.Ecc ecc) throws Exception {
        QrCode code = QrCode.encode(ADDRESS, ecc);
        var decoded = new Decoder().decode(matrix(code));
        assertThat(decoded.getText()).isEqualTo(ADDRESS);
        assertThat(decoded.getECLevel())
                .isEqualTo(ErrorCorrectionLevel.valueOf(ecc.name()).toString());
    }

    @Test
    void hasSmallFindersWhereThereIsRoomForThem() {
        assertThat(QrCode.encode(ADDRESS, QrCode.Ecc.Q, Canvas.mm(35)).size()).isEqualTo(45);
        assertThat(QrCode.encode(ADDRESS, QrCode.Ecc.Q, Canvas.mm(200)).size()).isEqualTo(45);
        assertThat(QrCode.encode(ADDRESS, QrCode.Ecc.Q, Canvas.mm(29)).size()).isEqualTo(37);
        assertThat(QrCode.encode(ADDRESS, QrCode.Ecc.Q, Canvas.mm(5)).size())
                .isEqualTo(QrCode.encode(ADDRESS, QrCode.Ecc.Q).size());
        String longest = ADDRESS + "0".repeat(100);
        assertThat(QrCode.encode(longest, QrCode.Ecc.Q, Canvas.mm(35)).size())
                .isEqualTo(QrCode.encode(longest, QrCode.Ecc.Q).size());
    }

    @Test
    void aTextThatJustFillsTheRoomierCodeFitsAndOneMoreTakesTheNext() {
        String full = "A".repeat(125);
        assertThat(QrCode.encode(full, QrCode.Ecc.Q, Canvas.mm(35)).size()).isEqualTo(45);
        assertThat(QrCode.encode(full + "A", QrCode.Ecc.Q, Canvas.mm(35)).size())
                .isEqualTo(49);
    }

    @Test
    void startsWithMaskNought() {
        assertThat(QrCode.encode(ADDRESS, QrCode.Ecc.Q).mask()).isZero();
    }

    @Test
    void triesOtherMasksWhenADecoderCannotFindTheCode() {
        Random random = new Random(20261125);
        int otherMask = 0;
        for (int i = 0; i < 1500; i++) {
            otherMask +=
                    QrCode.encode(SampleLeaflets.address(random), QrCode.Ecc.Q).mask() == 0 ? 0 : 1;
        }
        assertThat(otherMask).isBetween(1, 30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://MB.EXAMPLE.CN/H/1", "HTTPS://MB.EXAMPLE.CN/H?h=1", "HTTPS://明白/1", "A_B"})
    void namesTheCharacterItCannotEncode(String address) {
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        String first = address.codePoints()
                .filter(c -> alphabet.indexOf(c) < 0)
                .mapToObj(Character::toString)
                .findFirst()
                .orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.encode(address, QrCode.Ecc.Q))
                .withMessageStartingWith("Expected only the QR alphanumeric characters")
                .withMessageContaining("got '" + first + "'");
    }

    @Test
    void refusesEmptyAndEndlessAddresses() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.encode("", QrCode.Ecc.Q));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.encode("A".repeat(5000), QrCode.Ecc.Q))
                .withMessageContaining("5000");
    }

    @Test
    void cannotBeChangedAfterwards() {
        QrCode code = QrCode.encode(ADDRESS, QrCode.Ecc.Q);
        code.modules().clear();
        assertThat(code.modules().cardinality()).isPositive();
        assertThat(code.isDark(0, 0)).isTrue();
        assertThat(code.isDark(7, 7)).isFalse();
    }

    private static BitMatrix matrix(QrCode code) {
        BitMatrix matrix = new BitMatrix(code.size());
        for (int y = 0; y < code.size(); y++) {
            for (int x = 0; x < code.size(); x++) {
                if (code.isDark(x, y)) {
                    matrix.set(x, y);
                }
            }
        }
        return matrix;
    }
}
