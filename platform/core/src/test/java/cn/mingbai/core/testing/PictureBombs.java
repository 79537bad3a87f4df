package cn.mingbai.core.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small files that say they are pictures of any size. */
public final class PictureBombs {

    private PictureBombs() {}

    /** The JPEG with another size in its frame header. */
    public static byte[] sized(byte[] jpeg, int width, int height) {
        var bytes = jpeg.clone();
        for (var at = 2; at < bytes.length - 9; at++) {
            if ((bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == 0xC0) {
                ByteBuffer.wrap(bytes).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
                return bytes;
            }
        }
        throw new AssertionError("expected a frame header");
    }

    /** A PNG that says it has this size. */
    public static byte[] png(int width, int height) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put((byte) 2)
                        .array());
        var deflater = new Deflater(9);
        deflater.setInput(new byte[5_000_000]);
        deflater.finish();
        var packed = new byte[100_000];
        chunk(out, "IDAT", Arrays.copyOf(packed, deflater.deflate(packed)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        var named = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
