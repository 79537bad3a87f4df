package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/** Leaves one picture of all kinds in target/samples, for people to look at and for docs/pictures/materials.png. */
class ContactSheetTest {

    private static final int WIDTH = 1344;
    private static final int GAP = 24;
    private static final int CAPTION = 34;
    private static final Color GROUND = new Color(0xE4, 0xE4, 0xE4);

    /** A kind, drawn. */
    private record Shown(String caption, BufferedImage image) {}

    @Test
    void leavesAPictureOfAllKinds() throws Exception {
        List<LeafletSheet> village = SampleMaterials.village(11, 1);
        byte[] a4 = SampleMaterials.print(HouseholdKind.SHEET_A4, village);
        byte[] large = SampleMaterials.print(HouseholdKind.LARGE_PRINT, village);
        byte[] a5 = SampleMaterials.print(HouseholdKind.SHEET_A5_TWO_UP, village);
        byte[] board = SampleMaterials.print(SampleMaterials.board(), BoardSize.A2, SampleMaterials.boards(1));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(SampleMaterials.picture(SampleLeaflets.ADDRESS)));
        int high = 440;
        List<List<Shown>> rows = List.of(
                List.of(
                        new Shown("宣传单 A4 正面", page(a4, 0, high)),
                        new Shown("背面，下面是存根", page(a4, 1, high)),
                        new Shown("宣传单 A5，两联", page(a5, 0, high))),
                List.of(
                        new Shown("大字版 第1页", page(large, 0, high)),
                        new Shown("大字版 最后一页", page(large, 3, high)),
                        new Shown("门贴", page(SampleMaterials.print(HouseholdKind.LABEL_EIGHT_UP, village), 0, high)),
                        new Shown("宣传员证", page(SampleMaterials.print(SampleMaterials.cards()), 0, high))),
                List.of(
                        new Shown("宣传栏 A3、A2、A1", page(board, 0, high)),
                        new Shown("封面清单", page(SampleMaterials.print(SampleMaterials.cover(9)), 0, high)),
                        new Shown("群图（上半）", scaled(picture.getSubimage(0, 0, 1080, 1528), high))));
        BufferedImage sheet =
                new BufferedImage(WIDTH, GAP + rows.size() * (high + CAPTION + GAP), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(GROUND);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        int y = GAP;
        for (List<Shown> row : rows) {
            int wide = row.stream().mapToInt(shown -> shown.image().getWidth()).sum();
            int space = (WIDTH - wide) / (row.size() + 1);
            assertThat(space).isGreaterThan(8);
            int x = space;
            for (Shown shown : row) {
                graphics.drawImage(shown.image(), x, y, null);
                caption(graphics, shown.caption(), x, y + high + 24);
                x += shown.image().getWidth() + space;
            }
            y += high + CAPTION + GAP;
        }
        graphics.dispose();
        Path folder = Files.createDirectories(Path.of("target", "samples"));
        ImageIO.write(
                inFewColours(sheet), "png", folder.resolve("materials.png").toFile());
        assertThat(folder.resolve("materials.png")).isNotEmptyFile();
    }

    private static BufferedImage page(byte[] pdf, int page, int high) throws Exception {
        try (var document = Loader.loadPDF(pdf)) {
            float scale = 2 * high / document.getPage(page).getMediaBox().getHeight();
            return scaled(new PDFRenderer(document).renderImage(page, scale), high);
        }
    }

    private static BufferedImage scaled(BufferedImage image, int high) {
        int wide = Math.round((float) high * image.getWidth() / image.getHeight());
        BufferedImage smaller = new BufferedImage(wide, high, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = smaller.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, wide, high, null);
        graphics.dispose();
        return smaller;
    }

    /** Paper and print have few colours; with these alone the picture is a third of the size. */
    private static BufferedImage inFewColours(BufferedImage sheet) {
        int steps = 12;
        Color[][] ramps = {
            {Color.WHITE, Color.BLACK}, {Color.WHITE, Canvas.RED}, {Canvas.TINT, Canvas.INK}, {GROUND, Canvas.INK}
        };
        byte[] red = new byte[ramps.length * steps];
        byte[] green = new byte[red.length];
        byte[] blue = new byte[red.length];
        for (int i = 0; i < red.length; i++) {
            Color from = ramps[i / steps][0];
            Color to = ramps[i / steps][1];
            double share = i % steps / (steps - 1.0);
            red[i] = (byte) Math.round(from.getRed() + share * (to.getRed() - from.getRed()));
            green[i] = (byte) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen()));
            blue[i] = (byte) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue()));
        }
        BufferedImage few = new BufferedImage(
                sheet.getWidth(),
                sheet.getHeight(),
                BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, red.length, red, green, blue));
        for (int y = 0; y < sheet.getHeight(); y++) {
            for (int x = 0; x < sheet.getWidth(); x++) {
                few.setRGB(x, y, sheet.getRGB(x, y));
            }
        }
        return few;
    }

    private static void caption(Graphics2D graphics, String words, int x, int baseline) {
        Path2D path = new Path2D.Double();
        Line.of(words, Weight.BOLD).place((glyph, advance) -> {
            double scale = 20.0 / glyph.font().unitsPerEm();
            double left = x + advance * 20 / Fonts.UNITS_PER_EM;
            glyph.font().outline(glyph.index(), new AffineTransform(scale, 0, 0, -scale, left, baseline), path);
        });
        graphics.setColor(Canvas.INK);
        graphics.fill(path);
    }
}
