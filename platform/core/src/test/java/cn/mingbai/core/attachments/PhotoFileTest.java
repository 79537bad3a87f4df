package cn.mingbai.core.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.testing.PictureBombs;
import cn.mingbai.core.testing.TakenPhoto;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoFileTest {

    @Test
    void nothingOfAPhotoIsKeptButWhatIsToBeSeen() throws Exception {
        var taken = TakenPhoto.withExif(jpeg(quarters(400, 300)), 1, ByteOrder.LITTLE_ENDIAN);
        assertThat(contains(taken, "Exif")).isTrue();
        assertThat(contains(taken, TakenPhoto.DEVICE)).isTrue();
        var plain = PhotoFile.plain(taken);
        for (var word : new String[] {"Exif", TakenPhoto.DEVICE, "GPS", "http://ns.adobe.com/xap", "43;52"}) {
            assertThat(contains(plain, word)).as(word).isFalse();
        }
        assertThat(markers(plain)).as("only what a picture needs").doesNotContain(0xE1, 0xE2, 0xED, 0xFE);
        assertThat(ImageIO.read(new ByteArrayInputStream(plain)).getWidth()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPhotoIsTurnedAsTheCameraWasHeld(int orientation) throws Exception {
        for (var order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            // The scene is red, green, blue, white by rows; it is stored as the camera would have seen it.
            var scene = quarters(240, 160);
            var stored = held(scene, orientation);
            var shown = ImageIO.read(
                    new ByteArrayInputStream(PhotoFile.plain(TakenPhoto.withExif(jpeg(stored), orientation, order))));
            assertThat(shown.getWidth()).isEqualTo(240);
            assertThat(shown.getHeight()).isEqualTo(160);
            assertThat(near(shown, 60, 40)).isEqualTo(Color.RED);
            assertThat(near(shown, 180, 40)).isEqualTo(Color.GREEN);
            assertThat(near(shown, 60, 120)).isEqualTo(Color.BLUE);
            assertThat(near(shown, 180, 120)).isEqualTo(Color.WHITE);
        }
    }

    @Test
    void aLargePhotoBecomesASmallOne() throws Exception {
        var noise = new BufferedImage(4000, 3000, BufferedImage.TYPE_INT_RGB);
        var random = new Random(7);
        for (var y = 0; y < 3000; y++) {
            for (var x = 0; x < 4000; x++) {
                noise.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        var taken = jpeg(noise, 0.5f);
        assertThat(taken.length).isLessThan(10 * 1024 * 1024);
        var plain = PhotoFile.plain(taken);
        assertThat(plain.length).isLessThanOrEqualTo(PhotoFile.MAX_RESULT);
        var shown = ImageIO.read(new ByteArrayInputStream(plain));
        assertThat(Math.max(shown.getWidth(), shown.getHeight())).isEqualTo(PhotoFile.LONGER_SIDE);
    }

    @Test
    void whatIsTransparentIsWhite() throws Exception {
        var picture = new BufferedImage(50, 40, BufferedImage.TYPE_INT_ARGB);
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        var shown = ImageIO.read(new ByteArrayInputStream(PhotoFile.plain(out.toByteArray())));
        assertThat(near(shown, 20, 20)).isEqualTo(Color.WHITE);
    }

    @Test
    void aPictureBombIsRefusedBeforeItIsUnpacked() {
        var started = System.nanoTime();
        refuses("core.photo.too-many-points", PictureBombs.png(100_000, 100_000));
        refuses("core.photo.too-many-points", PictureBombs.png(19_999, 19_999));
        refuses("core.photo.too-many-points", PictureBombs.png(1, 2_000_000_000));
        refuses("core.photo.too-many-points", PictureBombs.sized(jpeg(quarters(40, 40)), 65_000, 65_000));
        refuses("core.photo.too-many-points", PictureBombs.sized(jpeg(quarters(40, 40)), 65_000, 1));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPictureOfManyScansIsRefused() {
        var scan = new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
        var head = jpeg(quarters(40, 40));
        var many = new ByteArrayOutputStream();
        many.writeBytes(Arrays.copyOf(head, head.length - 2));
        for (var i = 0; i < 100_000; i++) {
            many.writeBytes(scan);
        }
        refuses("core.photo.unreadable", many.toByteArray());
    }

    @Test
    void whatIsNoPictureIsRefusedWhateverItIsCalled() throws Exception {
        refuses("core.photo.none", new byte[0]);
        refuses("core.photo.type", "这是一个改名为 .jpg 的文本文件".getBytes(StandardCharsets.UTF_8));
        refuses(
                "core.photo.type",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8));
        refuses("core.photo.type", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        refuses("core.photo.type", "GIF89a".getBytes(StandardCharsets.US_ASCII));
        refuses("core.attachment.too-large", new byte[10 * 1024 * 1024 + 1]);
        refuses("core.photo.unreadable", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});
        refuses(
                "core.photo.unreadable",
                "\u00FF\u00D8\u00FF\u00E0only the beginning is a picture's".getBytes(StandardCharsets.ISO_8859_1));
        var out = new ByteArrayOutputStream();
        ImageIO.write(quarters(40, 40), "png", out);
        refuses("core.photo.unreadable", Arrays.copyOf(out.toByteArray(), 40));
    }

    @Test
    void brokenPicturesAreRefusedAndNeverThrowAnythingElse() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var good = TakenPhoto.withExif(jpeg(quarters(64, 48)), 6, ByteOrder.BIG_ENDIAN);
        for (var round = 0; round < 400; round++) {
            var broken = good.clone();
            for (var i = 0; i < 1 + random.nextInt(20); i++) {
                broken[3 + random.nextInt(broken.length - 3)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PhotoFile.plain(broken)).isNotEmpty();
            } catch (RuleViolation expected) {
                assertThat(expected.key()).startsWith("core.photo.");
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed + ", round " + round, other);
            }
        }
    }

    private static void refuses(String key, byte[] bytes) {
        assertThatExceptionOfType(RuleViolation.class)
                .isThrownBy(() -> PhotoFile.plain(bytes))
                .satisfies(refusal -> assertThat(refusal.key()).isEqualTo(key));
    }

    private static BufferedImage quarters(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var colours = new Color[] {Color.RED, Color.GREEN, Color.BLUE, Color.WHITE};
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                picture.setRGB(x, y, colours[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)].getRGB());
            }
        }
        return picture;
    }

    /** The scene as it is stored when the camera was held so: for each of the eight ways, where a point of the scene goes. */
    private static BufferedImage held(BufferedImage scene, int orientation) {
        var width = scene.getWidth();
        var height = scene.getHeight();
        var lies = orientation >= 5;
        var stored = new BufferedImage(lies ? height : width, lies ? width : height, BufferedImage.TYPE_INT_RGB);
        for (var y = 0; y < height; y++) {
            for (var x = 0; x < width; x++) {
                var at = switch (orientation) {
                    case 2 -> new int[] {width - 1 - x, y};
                    case 3 -> new int[] {width - 1 - x, height - 1 - y};
                    case 4 -> new int[] {x, height - 1 - y};
                    case 5 -> new int[] {y, x};
                    case 6 -> new int[] {y, width - 1 - x};
                    case 7 -> new int[] {height - 1 - y, width - 1 - x};
                    case 8 -> new int[] {height - 1 - y, x};
                    default -> new int[] {x, y};
                };
                stored.setRGB(at[0], at[1], scene.getRGB(x, y));
            }
        }
        return stored;
    }

    private static Color near(BufferedImage picture, int x, int y) {
        var point = new Color(picture.getRGB(x, y));
        return new Color(
                point.getRed() > 127 ? 255 : 0, point.getGreen() > 127 ? 255 : 0, point.getBlue() > 127 ? 255 : 0);
    }

    private static byte[] jpeg(BufferedImage picture) {
        return jpeg(picture, 0.9f);
    }

    private static byte[] jpeg(BufferedImage picture, float quality) {
        var out = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new javax.imageio.IIOImage(picture, null, null), parameters);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return out.toByteArray();
    }

    private static boolean contains(byte[] bytes, String word) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static java.util.Set<Integer> markers(byte[] jpeg) {
        var found = new java.util.TreeSet<Integer>();
        for (var at = 2; at + 4 < jpeg.length && (jpeg[at] & 0xFF) == 0xFF && (jpeg[at + 1] & 0xFF) != 0xDA; ) {
            found.add(jpeg[at + 1] & 0xFF);
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
        }
        return found;
    }
}
