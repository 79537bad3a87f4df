package cn.mingbai.print;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;

/**
 * The modules of a QR code that was read back before it was handed out.
 *
 * @param text the address encoded, in the QR alphanumeric set
 * @param ecc the error correction level
 * @param mask the mask pattern, 0 to 7
 * @param size the number of modules along one side, without quiet zone
 * @param modules the dark modules: bit {@code y * size + x}, row 0 at the top
 */
public record QrCode(String text, Ecc ecc, int mask, int size, BitSet modules) {

    /** Error correction levels; the share of soiled area to plan for is about 10 % for {@link #Q}, 15 % for {@link #H}. */
    public enum Ecc {
        L(ErrorCorrectionLevel.L),
        M(ErrorCorrectionLevel.M),
        Q(ErrorCorrectionLevel.Q),
        H(ErrorCorrectionLevel.H);

        private final ErrorCorrectionLevel zxing;

        Ecc(ErrorCorrectionLevel zxing) {
            this.zxing = zxing;
        }
    }

    /** Width of the empty margin around the code that scanners need, in modules. */
    public static final int QUIET_ZONE_MODULES = 4;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int MASKS = 8;
    private static final int CHECK_PIXELS_PER_MODULE = 6;

    public QrCode {
        modules = (BitSet) modules.clone();
    }

    /** A copy of the dark modules: bit {@code y * size + x}. */
    @Override
    public BitSet modules() {
        return (BitSet) modules.clone();
    }

    /** Whether the module in column {@code x} and row {@code y} is dark; row 0 is at the top. */
    public boolean isDark(int x, int y) {
        return modules.get(y * size + x);
    }

    /**
     * Encodes an address and reads the result back from pixels, with the first of the masks 0 to 7 that a decoder can
     * find and read.
     *
     * @param text the address, upper-case, of {@code 0-9 A-Z $%*+-./:} and space
     * @param ecc the error correction level
     * @throws IllegalArgumentException when the text is empty, has another character or is too long for a QR code
     * @throws IllegalStateException when no mask gives a code that can be read back
     */
    public static QrCode encode(String text, Ecc ecc) {
        checkAlphabet(text);
        for (int mask = 0; mask < MASKS; mask++) {
            QrCode code = encode(text, ecc, mask);
            if (code.readsBack()) {
                return code;
            }
        }
        throw new IllegalStateException(
                "Expected one of the masks 0 to 7 to give a readable QR code at level %s for %s, got none"
                        .formatted(ecc, text));
    }

    static QrCode encode(String text, Ecc ecc, int mask) {
        ByteMatrix matrix;
        try {
            matrix = Encoder.encode(text, ecc.zxing, Map.of(EncodeHintType.QR_MASK_PATTERN, mask))
                    .getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "Expected a text that fits a QR code at level %s, got %d characters".formatted(ecc, text.length()),
                    e);
        }
        int size = matrix.getWidth();
        BitSet modules = new BitSet(size * size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                modules.set(y * size + x, matrix.get(x, y) == 1);
            }
        }
        return new QrCode(text, ecc, mask, size, modules);
    }

    private boolean readsBack() {
        int side = (size + 2 * QUIET_ZONE_MODULES) * CHECK_PIXELS_PER_MODULE;
        byte[] luminance = new byte[side * side];
        Arrays.fill(luminance, (byte) 0xFF);
        int origin = QUIET_ZONE_MODULES * CHECK_PIXELS_PER_MODULE;
        for (int bit = modules.nextSetBit(0); bit >= 0; bit = modules.nextSetBit(bit + 1)) {
            int left = origin + bit % size * CHECK_PIXELS_PER_MODULE;
            int top = origin + bit / size * CHECK_PIXELS_PER_MODULE;
            for (int y = top; y < top + CHECK_PIXELS_PER_MODULE; y++) {
                Arrays.fill(luminance, y * side + left, y * side + left + CHECK_PIXELS_PER_MODULE, (byte) 0);
            }
        }
        var source = new PlanarYUVLuminanceSource(luminance, side, side, 0, 0, side, side, false);
        try {
            var result = new QRCodeReader()
                    .decode(
                            new BinaryBitmap(new HybridBinarizer(source)),
                            Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE));
            return result.getText().equals(text);
        } catch (ReaderException e) {
            return false;
        }
    }

    /** Refuses what {@link #encode(String, Ecc)} would refuse for its characters. */
    static void checkAlphabet(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected an address to encode, got an empty text");
        }
        text.codePoints()
                .filter(codePoint -> ALPHABET.indexOf(codePoint) < 0)
                .findFirst()
                .ifPresent(codePoint -> {
                    throw new IllegalArgumentException(
                            "Expected only the QR alphanumeric characters 0-9 A-Z space $%%*+-./: but got '%s' (U+%04X)"
                                    .formatted(Character.toString(codePoint), codePoint));
                });
    }
}
