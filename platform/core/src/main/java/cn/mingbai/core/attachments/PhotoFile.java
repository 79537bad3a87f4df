package cn.mingbai.core.attachments;

import cn.mingbai.core.error.RuleViolation;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes of an uploaded picture a new one that holds what is to be seen and nothing else: no place, no time, no device, no
 * thumbnail, nothing hidden behind it. It never unpacks more than a small picture's worth of points, and one photo at a time.
 */
public final class PhotoFile {

    /** The longer side of the result is at most this, in points. */
    public static final int LONGER_SIDE = 1600;

    /** The result is at most this large, in bytes. */
    public static final int MAX_RESULT = 900 * 1024;

    /** An A4 sheet at 300 dots per inch is 3,508 points long. */
    static final int READABLE_SIDE = 4000;

    /** What phones take unasked has less. */
    static final long MAX_POINTS = 64_000_000;

    private static final int MAX_SIDE = 20_000;

    /** A progressive picture is unpacked whole, whatever is asked of it, once for each of its scans. */
    private static final long MAX_PROGRESSIVE_POINTS = 16_000_000;

    private static final int MAX_SCANS = 40;
    private static final int MARK = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int START_OF_SCAN = 0xDA;
    private static final int PROGRESSIVE = 0xC2;
    private static final int APP1 = 0xE1;
    private static final int ORIENTATION = 0x0112;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final float[] QUALITIES = {0.82f, 0.7f, 0.55f, 0.4f, 0.25f};
    private static final int MILLION = 1_000_000;

    private PhotoFile() {}

    /**
     * The photo, upright, as a JPEG of at most {@link #LONGER_SIDE} points and {@link #MAX_RESULT} bytes.
     *
     * @param bytes JPEG or PNG, told by its content
     * @throws RuleViolation when it is empty, too large, not one of these, or cannot be read
     */
    public static byte[] plain(byte[] bytes) {
        return made(bytes, LONGER_SIDE, MAX_RESULT, false);
    }

    /**
     * A picture that is to be read, such as a scanned sheet or a drawing: upright, of a longer side of at most
     * {@value #READABLE_SIDE} points, and of at most {@link Attachments#MAX_BYTES}; a PNG stays one unless that makes it
     * larger than this.
     *
     * @param bytes JPEG or PNG, told by its content
     * @throws RuleViolation when it is empty, too large, not one of these, or cannot be read
     */
    static byte[] whole(byte[] bytes) {
        return made(bytes, READABLE_SIDE, Attachments.MAX_BYTES, true);
    }

    private static byte[] made(byte[] bytes, int longer, int most, boolean sharp) {
        if (bytes.length == 0) {
            throw new RuleViolation("core.photo.none");
        }
        if (bytes.length > Attachments.MAX_BYTES) {
            throw tooLarge();
        }
        var jpeg = bytes.length >= 3 && at(bytes, 0) == MARK && at(bytes, 1) == START_OF_IMAGE && at(bytes, 2) == MARK;
        if (!jpeg && !startsWith(bytes, 0, PNG)) {
            throw new RuleViolation("core.photo.type");
        }
        var marks = jpeg ? Marks.of(bytes) : new Marks(1, false);
        if (jpeg && scans(bytes) > MAX_SCANS) {
            throw new RuleViolation("core.photo.unreadable");
        }
        // One at a time: a picture takes memory while it is unpacked, however small its file.
        synchronized (PhotoFile.class) {
            var picture = read(bytes, jpeg ? "jpeg" : "png", marks, longer);
            if (sharp && !jpeg) {
                var drawing = png(upright(picture, 1, longer, true));
                if (drawing.length <= most) {
                    return drawing;
                }
            }
            return written(upright(picture, marks.orientation(), longer, false), most);
        }
    }

    /** What the sender of a file above {@link Attachments#MAX_BYTES} is told. */
    public static RuleViolation tooLarge() {
        return new RuleViolation("core.attachment.too-large", Attachments.MAX_BYTES / 1024 / 1024);
    }

    private static BufferedImage read(byte[] bytes, String format, Marks marks, int longer) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            // Whatever else the file says is not even read.
            reader.setInput(input, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            var most = marks.progressive() ? MAX_PROGRESSIVE_POINTS : MAX_POINTS;
            if (width * height > most || width > MAX_SIDE || height > MAX_SIDE) {
                throw new RuleViolation("core.photo.too-many-points", most / MILLION);
            }
            var parameters = reader.getDefaultReadParam();
            var step = (int) Math.max(1, Math.max(width, height) / longer);
            parameters.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, parameters);
        } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException broken) {
            throw new RuleViolation("core.photo.unreadable");
        } catch (java.awt.color.CMMException | java.awt.color.ProfileDataException brokenColours) {
            throw new RuleViolation("core.photo.unreadable");
        } finally {
            reader.dispose();
        }
    }

    /** Turned as the camera was held, at most so long; on white, or as transparent as it was. */
    private static BufferedImage upright(BufferedImage picture, int orientation, int longer, boolean transparent) {
        var scale = Math.min(1, (double) longer / Math.max(picture.getWidth(), picture.getHeight()));
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var lies = orientation >= 5;
        var clear = transparent && picture.getColorModel().hasAlpha();
        var result = new BufferedImage(
                lies ? height : width,
                lies ? width : height,
                clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        var graphics = result.createGraphics();
        if (!clear) {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, result.getWidth(), result.getHeight());
        }
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.transform(turn(orientation, width, height));
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return result;
    }

    // The eight ways of EXIF 2.3, 4.6.4 A: where the first row and the first column of the stored picture belong.
    private static AffineTransform turn(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    private static byte[] png(BufferedImage picture) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(picture, "png", out);
        } catch (IOException failed) {
            throw new IllegalStateException("expected to write a picture into memory", failed);
        }
        return bytes.toByteArray();
    }

    private static byte[] written(BufferedImage picture, int most) {
        byte[] bytes = {};
        for (var quality : QUALITIES) {
            bytes = written(picture, quality);
            if (bytes.length <= most) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] written(BufferedImage picture, float quality) {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var output = new MemoryCacheImageOutputStream(bytes)) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } catch (IOException failed) {
            throw new IllegalStateException("expected to write a picture into memory", failed);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * What a JPEG's marks say before its first scan.
     *
     * @param orientation 1..8, how the camera was held
     */
    private record Marks(int orientation, boolean progressive) {

        static Marks of(byte[] bytes) {
            var orientation = 1;
            var progressive = false;
            var at = 2;
            while (at + 4 <= bytes.length && at(bytes, at) == MARK && at(bytes, at + 1) != START_OF_SCAN) {
                var mark = at(bytes, at + 1);
                var length = at(bytes, at + 2) << 8 | at(bytes, at + 3);
                progressive |= mark == PROGRESSIVE;
                if (mark == APP1 && startsWith(bytes, at + 4, EXIF)) {
                    orientation = orientation(bytes, at + 4 + EXIF.length, Math.min(bytes.length, at + 2 + length));
                }
                at += 2 + Math.max(2, length);
            }
            return new Marks(orientation, progressive);
        }

        /** From the first directory of the TIFF between two places; 1 when it does not say. */
        private static int orientation(byte[] bytes, int from, int to) {
            if (from + 8 > to) {
                return 1;
            }
            var little = at(bytes, from) == 'I';
            var directory = from + (long) number(bytes, from + 4, 4, little);
            if (directory < from + 8 || directory + 2 > to) {
                return 1;
            }
            var entry = (int) directory + 2;
            var entries = number(bytes, (int) directory, 2, little);
            for (var i = 0; i < entries && entry + 12 <= to; i++, entry += 12) {
                if (number(bytes, entry, 2, little) == ORIENTATION) {
                    var value = number(bytes, entry + 8, 2, little);
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        }

        private static int number(byte[] bytes, int from, int length, boolean little) {
            var number = 0;
            for (var i = 0; i < length; i++) {
                number = number << 8 | at(bytes, from + (little ? length - 1 - i : i));
            }
            return number;
        }
    }

    private static int scans(byte[] bytes) {
        var scans = 0;
        for (var i = 0; i + 1 < bytes.length; i++) {
            if (at(bytes, i) == MARK && at(bytes, i + 1) == START_OF_SCAN) {
                scans++;
            }
        }
        return scans;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] mark) {
        return bytes.length >= at + mark.length
                && java.util.Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
    }
}
