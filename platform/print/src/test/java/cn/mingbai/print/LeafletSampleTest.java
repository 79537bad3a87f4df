package cn.mingbai.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

/** Leaves pictures of the leaflet in target/samples for people to look at. */
class LeafletSampleTest {

    @Test
    void leavesPicturesToLookAt() throws Exception {
        List<LeafletSheet> sheets = new ArrayList<>(SampleLeaflets.sheets(2, 1));
        sheets.add(LeafletSheet.blank(SampleLeaflets.address(new Random(2)), "先锋村", "新立城镇", "赵䶮", "13900000001"));
        byte[] pdf = SampleLeaflets.print(SampleLeaflets.text(), sheets);
        Path folder = Files.createDirectories(Path.of("target", "samples"));
        Files.write(folder.resolve("leaflet.pdf"), pdf);
        try (var document = Loader.loadPDF(pdf)) {
            PDFRenderer renderer = new PDFRenderer(document);
            for (int page : new int[] {2, 3, 4, 5}) {
                ImageIO.write(
                        renderer.renderImageWithDPI(page, 110),
                        "png",
                        folder.resolve("leaflet-page-" + (page + 1) + ".png").toFile());
            }
        }
        assertThat(folder.resolve("leaflet-page-6.png")).isNotEmptyFile();
    }
}
