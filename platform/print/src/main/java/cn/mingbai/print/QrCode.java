package cn.mingbai.print;

import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.decoder.Version;
import com.google.zxing.qrcode.detector.Detector;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** The modules of a QR code that was drawn, found in the drawing and read before it was handed out. */
public final class QrCode {

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

    /** Takes the rectangles of a code, in modules from its upper left corner. */
    interface Rectangles {
        void rectangle(int left, int top, int width, int height);
    }

    /** Width of the empty margin around the code that scanners need, in modules. */
    public static final int QUIET_ZONE_MODULES = 4;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int MASKS = 8;
    private static final int CHECK_PIXELS_PER_MODULE = 4;

    /** With 45 modules along a side the three finders take a tenth of the area. */
    private static final int VERSION_OF_SMALL_FINDERS = 7;

    /** Below it a cheap phone must come nearer than a hand's breadth and a half, in pt. */
    private static final float SMALLEST_MODULE = Canvas.mm(0.75f);

    private static final Map<DecodeHintType, Boolean> THOROUGH = Map.of(DecodeHintType.TRY_HARDER, Boolean.TRUE);

    private final String text;
    private final Ecc ecc;
    private final int mask;
    private final int size;
    private final BitSet modules;

    /** Four numbers for each rectangle: left, top, width, height. */
    private final int[] rectangles;

    private QrCode(String text, Ecc ecc, int mask, int size, BitSet modules) {
        this.text = text;
        this.ecc = ecc;
        this.mask = mask;
        this.size = size;
        this.modules = modules;
        this.rectangles = rectanglesOf(modules, size);
    }

    /** The address encoded, in the QR alphanumeric set. */
    public String text() {
        return text;
    }

    /** The error correction level. */
    public Ecc ecc() {
        return ecc;
    }

    /** The mask pattern, 0 to 7. */
    public int mask() {
        return mask;
    }

    /** The number of modules along one side, without quiet zone. */
    public int size() {
        return size;
    }

    /** A copy of the dark modules: bit {@code y * size + x}, row 0 at the top. */
    public BitSet modules() {
        return (BitSet) modules.clone();
    }

    /** Whether the module in column {@code x} and row {@code y} is dark; row 0 is at the top. */
    public boolean isDark(int x, int y) {
        return modules.get(y * size + x);
    }

    /**
     * Encodes an address and reads the drawing back, with the first of the masks 0 to 7 that a decoder can find and read.
     *
     * @param text the address, upper-case, of {@code 0-9 A-Z $%*+-./:} and space
     * @param ecc the error correction level
     * @throws IllegalArgumentException when the text is empty, has another character or is too long for a QR code
     * @throws IllegalStateException when no mask gives a code that can be read back
     */
    public static QrCode encode(String text, Ecc ecc) {
        return encode(text, ecc, 0f);
    }

    /**
     * The same for a code whose size on paper is known. A stain on one of the three finders kills a code of any level, so
     * where there is room the code has more modules than its text needs, and smaller finders: up to 45 along a side, none
     * narrower than 0.75 mm.
     *
     * @param sidePt the printed side without quiet zone, in pt
     */
    static QrCode encode(String text, Ecc ecc, float sidePt) {
        checkAlphabet(text);
        for (int mask = 0; mask < MASKS; mask++) {
            QrCode code = encode(text, ecc, sidePt, mask);
            if (code.readsBack()) {
                return code;
            }
        }
        throw new IllegalStateException(
                "Expected one of the masks 0 to 7 to give a readable QR code at level %s for %s, got none"
                        .formatted(ecc, text));
    }

    /** Encodes without reading back: for measuring what the reading costs. */
    static QrCode encode(String text, Ecc ecc, float sidePt, int mask) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.QR_MASK_PATTERN, mask);
        int version = versionWithSmallFinders(sidePt);
        if (version > 0 && fits(text, ecc, version)) {
            hints.put(EncodeHintType.QR_VERSION, version);
        }
        ByteMatrix matrix;
        try {
            matrix = Encoder.encode(text, ecc.zxing, hints).getMatrix();
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "Expected a text that fits a QR code at level %s, got %d characters".formatted(ecc, text.length()),
                    e);
        }
        int size = matrix.getWidth();
        byte[][] rows = matrix.getArray();
        BitSet modules = new BitSet(size * size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (rows[y][x] == 1) {
                    modules.set(y * size + x);
                }
            }
        }
        return new QrCode(text, ecc, mask, size, modules);
    }

    /** The version to prefer on a side of this length, or 0 or less when there is no room for any. */
    private static int versionWithSmallFinders(float sidePt) {
        int modules = (int) (sidePt / SMALLEST_MODULE);
        return Math.min(VERSION_OF_SMALL_FINDERS, (modules - 17) / 4);
    }

    /** Whether an alphanumeric text fits a version below 10, where its length is written in 9 bits. */
    private static boolean fits(String text, Ecc ecc, int number) {
        Version version = Version.getVersionForNumber(number);
        int room = version.getTotalCodewords()
                - version.getECBlocksForLevel(ecc.zxing).getTotalECCodewords();
        int bits = 4 + 9 + text.length() / 2 * 11 + text.length() % 2 * 6;
        return bits <= 8 * room;
    }

    /** Tells the rectangles that make up the dark modules; they do not overlap. */
    void rectangles(Rectangles to) {
        for (int i = 0; i < rectangles.length; i += 4) {
            to.rectangle(rectangles[i], rectangles[i + 1], rectangles[i + 2], rectangles[i + 3]);
        }
    }

    /** Draws the very rectangles that are printed, finds the code among its quiet zone and reads it. */
    private boolean readsBack() {
        int side = (size + 2 * QUIET_ZONE_MODULES) * CHECK_PIXELS_PER_MODULE;
        BitMatrix drawn = new BitMatrix(side);
        rectangles((left, top, width, height) -> drawn.setRegion(
                (left + QUIET_ZONE_MODULES) * CHECK_PIXELS_PER_MODULE,
                (top + QUIET_ZONE_MODULES) * CHECK_PIXELS_PER_MODULE,
                width * CHECK_PIXELS_PER_MODULE,
                height * CHECK_PIXELS_PER_MODULE));
        try {
            BitMatrix found = new Detector(drawn).detect(THOROUGH).getBits();
            return new Decoder().decode(found, THOROUGH).getText().equals(text);
        } catch (NotFoundException | FormatException | ChecksumException e) {
            return false;
        }
    }

    /** Refuses what {@link #encode(String, Ecc)} would refuse for its characters. */
    static void checkAlphabet(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Expected an address to encode, got an empty text");
        }
        for (int i = 0; i < text.length(); i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                int codePoint = text.codePointAt(i);
                throw new IllegalArgumentException(
                        "Expected only the QR alphanumeric characters 0-9 A-Z space $%%*+-./: but got '%s' (U+%04X)"
                                .formatted(Character.toString(codePoint), codePoint));
            }
        }
    }

    /** Runs of dark modules in a row, joined with the same runs below. */
    private static int[] rectanglesOf(BitSet modules, int size) {
        BitSet left = (BitSet) modules.clone();
        int[] rectangles = new int[256];
        int count = 0;
        for (int first = left.nextSetBit(0); first >= 0; first = left.nextSetBit(first)) {
            int row = first / size;
            int end = Math.min(left.nextClearBit(first), (row + 1) * size);
            int run = end - first;
            int rows = 1;
            while (row + rows < size && isRun(left, first + rows * size, run, size)) {
                left.clear(first + rows * size, first + rows * size + run);
                rows++;
            }
            left.clear(first, end);
            if (count + 4 > rectangles.length) {
                rectangles = Arrays.copyOf(rectangles, 2 * rectangles.length);
            }
            rectangles[count++] = first % size;
            rectangles[count++] = row;
            rectangles[count++] = run;
            rectangles[count++] = rows;
        }
        return Arrays.copyOf(rectangles, count);
    }

    /** Whether the modules from {@code first} on form a run of exactly this length in their row. */
    private static boolean isRun(BitSet modules, int first, int length, int size) {
        boolean openLeft = first % size == 0 || !modules.get(first - 1);
        int after = first + length;
        boolean openRight = after % size == 0 || !modules.get(after);
        return openLeft && openRight && modules.get(first) && modules.nextClearBit(first) >= after;
    }
}
