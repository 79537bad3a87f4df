package cn.mingbai.app.e2e;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a phone's camera sees that is held over a printed sheet, as a film that Chromium takes for its camera. */
final class FakeCamera {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    private static final int FRAMES = 10;
    /** Nobody holds a phone straight. */
    private static final double DEGREES = 7;

    private FakeCamera() {}

    /**
     * Films a part of a page.
     *
     * @param page the page as it is printed
     * @param x the middle of what is looked at, in points of the page; {@code y} likewise
     */
    static Path film(BufferedImage page, double x, double y) throws IOException {
        var seen = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = seen.createGraphics();
        pen.setColor(new Color(150, 140, 120));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setRenderingHint(
                java.awt.RenderingHints.KEY_INTERPOLATION, java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.translate(WIDTH / 2.0, HEIGHT / 2.0);
        pen.rotate(Math.toRadians(DEGREES));
        pen.translate(-x, -y);
        pen.drawImage(page, 0, 0, null);
        pen.dispose();
        var film = Files.createTempFile("camera", ".y4m");
        film.toFile().deleteOnExit();
        var luminance = new byte[WIDTH * HEIGHT];
        for (var i = 0; i < luminance.length; i++) {
            var rgb = seen.getRGB(i % WIDTH, i / WIDTH);
            luminance[i] = (byte) ((299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF)) / 1000);
        }
        var colourless = new byte[WIDTH * HEIGHT / 2];
        java.util.Arrays.fill(colourless, (byte) 128);
        try (var out = new BufferedOutputStream(Files.newOutputStream(film))) {
            out.write(("YUV4MPEG2 W" + WIDTH + " H" + HEIGHT + " F10:1 Ip A1:1 C420jpeg\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (var frame = 0; frame < FRAMES; frame++) {
                out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
                out.write(luminance);
                out.write(colourless);
            }
        }
        return film;
    }
}
