package cn.mingbai.app.bench;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;

/**
 * Pictures for the phones of a bench: JPEG of 800 by 600 points of noise, which no JPEG makes small, each with its own
 * comment, so that no two have the same bytes.
 */
final class PhonePhotos {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final int GRAIN = 4;
    private static final int MARKS = 2;
    private static final int LENGTH = 2;

    private final byte[] picture;

    PhonePhotos(long seed) throws IOException {
        var random = new Random(seed);
        var noise = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var graphics = noise.createGraphics();
        for (var y = 0; y < HEIGHT; y += GRAIN) {
            for (var x = 0; x < WIDTH; x += GRAIN) {
                graphics.setColor(new Color(random.nextInt(0x1000000)));
                graphics.fillRect(x, y, GRAIN, GRAIN);
            }
        }
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(noise, "jpeg", bytes);
        picture = bytes.toByteArray();
    }

    /** The picture that a phone sends under this id. */
    byte[] of(UUID photo) {
        var comment = photo.toString().getBytes(StandardCharsets.US_ASCII);
        var bytes = new ByteArrayOutputStream(picture.length + MARKS + LENGTH + comment.length);
        bytes.writeBytes(Arrays.copyOf(picture, MARKS));
        bytes.write(0xFF);
        bytes.write(0xFE);
        bytes.write(0);
        bytes.write(LENGTH + comment.length);
        bytes.writeBytes(comment);
        bytes.write(picture, MARKS, picture.length - MARKS);
        return bytes.toByteArray();
    }

    /** In bytes, without the comment. */
    int size() {
        return picture.length;
    }
}
