package cn.mingbai.app.bench;

import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import cn.mingbai.print.PrintProbe;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.render.DefaultObjectDrawerFactory;
import com.sun.management.OperatingSystemMXBean;
import java.awt.Color;
import java.awt.Graphics2D;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.multipdf.LayerUtility;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;

/**
 * One way of printing the same leaflets, in a process of its own: {@code ours checked pages warm-up file}. It prints one
 * line: RESULT, pages, seconds of processor time, seconds, bytes, largest resident size in MB. What it warms up with is
 * not counted; compiling and collecting garbage in the meantime is.
 */
final class LeafletEngines {

    private static final float MM = 72f / 25.4f;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private LeafletEngines() {}

    /** Prints so many pages to a stream. */
    private interface Engine {
        void print(LeafletText text, int pages, OutputStream out) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("com.openhtmltopdf").setLevel(Level.OFF);
        Logger.getLogger("org.apache").setLevel(Level.SEVERE);
        var engine = arguments[0];
        var pages = Integer.parseInt(arguments[1]);
        var warmUp = Integer.parseInt(arguments[2]);
        var file = Path.of(arguments[3]);
        if (engine.equals("batch")) {
            batch(pages, file);
            return;
        }
        var engineOf = engine(engine);
        var text = LeafletSamples.text();
        if (warmUp > 0) {
            engineOf.print(text, warmUp, OutputStream.nullOutputStream());
        }
        var cpu = SYSTEM.getProcessCpuTime();
        var start = System.nanoTime();
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            engineOf.print(text, pages, out);
        }
        result(pages, SYSTEM.getProcessCpuTime() - cpu, System.nanoTime() - start, Files.size(file));
    }

    private static void result(int pages, long cpuNanos, long nanos, long bytes) {
        var resident = Long.parseLong(Figures.line("/proc/self/status", "VmHWM").replaceAll("\\D", "")) / 1024;
        System.out.printf("RESULT %d %.3f %.3f %d %d%n", pages, cpuNanos / 1e9, nanos / 1e9, bytes, resident);
    }

    private static Engine engine(String name) {
        return switch (name) {
            case "unchecked" -> (text, pages, out) -> PrintProbe.write(text, sheets(pages), out, false);
            case "checked" -> (text, pages, out) -> PrintProbe.write(text, sheets(pages), out, true);
            case "qr" -> (text, pages, out) -> codes(pages, PrintProbe::encode);
            case "qr-checked" -> (text, pages, out) -> codes(pages, PrintProbe::encodeAndRead);
            case "qr-search" -> (text, pages, out) -> codes(pages, address -> encode(address, Map.of()));
            case "pdfbox" -> (text, pages, out) -> pdfbox(text, pages, out, Map.of());
            case "pdfbox-fixed-mask" ->
                (text, pages, out) -> pdfbox(text, pages, out, Map.of(EncodeHintType.QR_MASK_PATTERN, 0));
            case "html" -> LeafletEngines::html;
            default -> throw new IllegalArgumentException("Expected an engine, got " + name);
        };
    }

    private static List<LeafletSheet> sheets(int pages) {
        return LeafletSamples.sheets(pages / 2, 31);
    }

    private static void codes(int count, java.util.function.Function<String, Object> encode) {
        var modules = 0;
        for (var sheet : sheets(count)) {
            modules += encode.apply(sheet.code()).hashCode();
            modules += encode.apply(sheet.stubCode()).hashCode();
        }
        if (modules == 0) {
            throw new IllegalStateException("Expected codes, got none");
        }
    }

    private static ByteMatrix encode(String address, Map<EncodeHintType, ?> hints) {
        try {
            return Encoder.encode(address, ErrorCorrectionLevel.Q, hints).getMatrix();
        } catch (WriterException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Villages of 350 households, each to a file of its own, on two threads.
     *
     * @param folder where the files go; they are deleted at the end
     */
    private static void batch(int pages, Path folder) throws Exception {
        Files.createDirectories(folder);
        var text = LeafletSamples.text();
        var village = 350;
        var households = pages / 2;
        var bytes = new AtomicLong();
        var tasks = new ArrayList<Callable<Void>>();
        for (var first = 0; first < households; first += village) {
            var seed = first / village + 1;
            var count = Math.min(village, households - first);
            tasks.add(() -> {
                var file = folder.resolve(seed + ".pdf");
                try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
                    PrintProbe.write(text, LeafletSamples.sheets(count, seed), out, true);
                }
                bytes.addAndGet(Files.size(file));
                Files.delete(file);
                return null;
            });
        }
        var cpu = SYSTEM.getProcessCpuTime();
        var start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        result(pages, SYSTEM.getProcessCpuTime() - cpu, System.nanoTime() - start, bytes.get());
    }

    private static byte[] font(String path) {
        try (InputStream in = LeafletEngines.class.getResourceAsStream("/fonts/" + path)) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Both pages of the template as forms, and on them what is a household's own. */
    private static void pdfbox(LeafletText text, int pages, OutputStream out, Map<EncodeHintType, ?> hints)
            throws IOException {
        var template = new ByteArrayOutputStream();
        PrintProbe.template(text, template);
        try (var document = new PDDocument();
                var source = Loader.loadPDF(template.toByteArray())) {
            var layers = new LayerUtility(document);
            var forms = new PDFormXObject[] {layers.importPageAsForm(source, 0), layers.importPageAsForm(source, 1)};
            PDFont[] regular = {
                PDType0Font.load(document, in("noto-sans-sc/NotoSansSC_400Regular.ttf"), true),
                PDType0Font.load(document, in("noto-sans-jp/NotoSansJP_400Regular.ttf"), true)
            };
            PDFont[] bold = {
                PDType0Font.load(document, in("noto-sans-sc/NotoSansSC_700Bold.ttf"), true),
                PDType0Font.load(document, in("noto-sans-jp/NotoSansJP_700Bold.ttf"), true)
            };
            for (var sheet : sheets(pages)) {
                for (var side = 0; side < 2; side++) {
                    var page = new PDPage(PDRectangle.A4);
                    document.addPage(page);
                    try (var content =
                            new PDPageContentStream(document, page, PDPageContentStream.AppendMode.OVERWRITE, true)) {
                        content.drawForm(forms[side]);
                        code(content, encode(side == 0 ? sheet.code() : sheet.stubCode(), hints), side);
                        if (side == 0) {
                            words(content, regular, 9, 16.6, 64, sheet.serial());
                            words(content, bold, 24, 29.6, 62, sheet.householdNumber());
                            words(content, bold, 16, 90, 58, sheet.group());
                            words(content, regular, 12, 90, 64, sheet.town() + " " + sheet.village());
                        } else {
                            words(content, regular, 14, 56, 253, sheet.outreachName());
                            words(content, bold, 21, 134, 254, sheet.outreachPhone());
                            words(content, bold, 14, 25, 276, sheet.headName());
                            words(content, bold, 14, 81, 276, sheet.householdNumber());
                            words(content, bold, 14, 126, 276, sheet.village() + " " + sheet.group());
                            words(content, bold, 14, 142, 287, sheet.outreachName());
                            words(content, regular, 11, 115, 266.5, sheet.serial());
                        }
                    }
                }
            }
            document.save(out);
        }
    }

    private static InputStream in(String path) {
        return LeafletEngines.class.getResourceAsStream("/fonts/" + path);
    }

    private static void words(
            PDPageContentStream content, PDFont[] fonts, float size, double leftMm, double downMm, String words)
            throws IOException {
        content.beginText();
        content.newLineAtOffset((float) leftMm * MM, PDRectangle.A4.getHeight() - (float) downMm * MM);
        content.setFont(fonts[0], size);
        var rare = words.indexOf("𠮷");
        if (rare < 0) {
            content.showText(words);
        } else {
            content.showText(words.substring(0, rare));
            content.setFont(fonts[1], size);
            content.showText("𠮷");
            content.setFont(fonts[0], size);
            content.showText(words.substring(rare + 2));
        }
        content.endText();
    }

    /** Takes the dark modules of a row that stand beside each other. */
    private interface Run<E extends Exception> {
        void dark(int x, int y, int length) throws E;
    }

    private static <E extends Exception> void runs(ByteMatrix code, Run<E> to) throws E {
        for (var y = 0; y < code.getHeight(); y++) {
            for (var x = 0; x < code.getWidth(); ) {
                var end = x;
                while (end < code.getWidth() && code.get(end, y) == 1) {
                    end++;
                }
                if (end > x) {
                    to.dark(x, y, end - x);
                }
                x = Math.max(end, x + 1);
            }
        }
    }

    private static void code(PDPageContentStream content, ByteMatrix code, int side) throws IOException {
        var place = PrintProbe.CODES[side];
        var size = code.getWidth();
        var module = place[2] / size;
        var low = PDRectangle.A4.getHeight() - place[1] - place[2];
        LeafletEngines.<IOException>runs(
                code,
                (x, y, length) ->
                        content.addRect(place[0] + x * module, low + (size - 1 - y) * module, length * module, module));
        content.fill();
    }

    private static void html(LeafletText text, int pages, OutputStream out) throws IOException {
        var html = LeafletHtml.of(
                text,
                sheets(pages),
                "",
                address -> "<object type='code' style='width: 100%; height: 100%; display: block' data='" + address
                        + "'></object>");
        var drawers = new DefaultObjectDrawerFactory();
        FSObjectDrawer drawer = (element, x, y, width, height, device, context, dots) -> {
            var code = encode(element.getAttribute("data"), Map.of());
            device.drawWithGraphics(
                    (float) x,
                    (float) y,
                    (float) width / dots,
                    (float) height / dots,
                    graphics -> draw(graphics, code, width / dots));
            return null;
        };
        drawers.registerDrawer("code", drawer);
        var builder = new PdfRendererBuilder();
        for (var font : List.of(
                Map.entry("main", "noto-sans-sc/NotoSansSC_"), Map.entry("second", "noto-sans-jp/NotoSansJP_"))) {
            builder.useFont(() -> in(font.getValue() + "400Regular.ttf"), font.getKey(), 400, FontStyle.NORMAL, true);
            builder.useFont(() -> in(font.getValue() + "700Bold.ttf"), font.getKey(), 700, FontStyle.NORMAL, true);
        }
        builder.useFastMode()
                .useObjectDrawerFactory(drawers)
                .withHtmlContent(html, null)
                .toStream(out)
                .run();
    }

    private static void draw(Graphics2D graphics, ByteMatrix code, double side) {
        graphics.setColor(Color.BLACK);
        graphics.scale(side / code.getWidth(), side / code.getWidth());
        runs(code, (x, y, length) -> graphics.fillRect(x, y, length, 1));
    }

    /** A file of HTML for a browser, with codes as vector pictures and the fonts beside it. */
    static void page(LeafletText text, int pages, Path folder) throws IOException {
        Files.createDirectories(folder);
        var fonts = new StringBuilder();
        for (var font : List.of(
                Map.entry("main", "noto-sans-sc/NotoSansSC_"), Map.entry("second", "noto-sans-jp/NotoSansJP_"))) {
            for (var weight : List.of(Map.entry(400, "400Regular.ttf"), Map.entry(700, "700Bold.ttf"))) {
                var file = font.getKey() + weight.getKey() + ".ttf";
                Files.write(folder.resolve(file), font(font.getValue() + weight.getValue()));
                fonts.append("@font-face { font-family: %s; font-weight: %d; src: url(%s) }%n"
                        .formatted(font.getKey(), weight.getKey(), file));
            }
        }
        Files.writeString(
                folder.resolve("leaflets.xhtml"),
                LeafletHtml.of(text, sheets(pages), fonts.toString(), address -> svg(encode(address, Map.of()))));
    }

    private static String svg(ByteMatrix code) {
        var path = new StringBuilder();
        runs(code, (x, y, length) -> path.append("M%d %dh%dv1h-%dz".formatted(x, y, length, length)));
        return "<svg xmlns='http://www.w3.org/2000/svg' width='100%%' height='100%%' viewBox='0 0 %d %d'><path d='%s'/></svg>"
                .formatted(code.getWidth(), code.getHeight(), path);
    }
}
