package cn.mingbai.core.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** What a phone writes into a picture: where it was taken, and with what. */
public final class TakenPhoto {

    /** The device that it names. */
    public static final String DEVICE = "SecretPhone 12";

    private TakenPhoto() {}

    /** A small JPEG. */
    public static byte[] small() {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A JPEG with the block that phones write: orientation, device, and a directory with a place. */
    public static byte[] withExif(byte[] jpeg, int orientation, ByteOrder order) {
        var tiff = ByteBuffer.allocate(200).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 3);
        tiff.putShort((short) 0x0110)
                .putShort((short) 2)
                .putInt(DEVICE.length() + 1)
                .putInt(100);
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(130);
        tiff.putInt(0);
        tiff.position(100);
        tiff.put(DEVICE.getBytes(StandardCharsets.US_ASCII));
        tiff.position(130);
        tiff.put("GPS 43;52 N 125;18 E".getBytes(StandardCharsets.US_ASCII));
        var out = new ByteArrayOutputStream();
        out.write(0xFF);
        out.write(0xD8);
        out.write(0xFF);
        out.write(0xE1);
        var length = 2 + 6 + tiff.capacity();
        out.write(length >> 8);
        out.write(length & 0xFF);
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(tiff.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
