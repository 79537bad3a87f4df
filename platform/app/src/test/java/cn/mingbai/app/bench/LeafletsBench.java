package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * How fast leaflets are printed, and how fast the same pages are by other means: two pages a household with a code each,
 * the shipped text, one household in fifty with a name that needs a second font. Each way runs in a process of its own on
 * one processor and is warmed up; figures are pages per second of that process's processor time.
 *
 * <p>{@code pages_per_cpu_s} ours without reading codes back, {@code checked_pages_per_cpu_s} as printed; PDFBox with the
 * very template as forms, openhtmltopdf and headless Chromium with the pages as HTML, all with vector codes whose mask is
 * searched, as the library does it unless told otherwise; {@code pdfbox_fixed_mask_pages_per_cpu_s} gives PDFBox our fixed
 * mask. {@code qr_floor_per_cpu_s} codes encoded alone. Chromium is not warmed up, for it is started for each file; its
 * processor time is that of all its processes. The batch is 100,000 sheets in villages of 350, each to a file of its own,
 * on two threads.
 */
class LeafletsBench {

    private static final int RUNS = Math.min(3, Integer.getInteger("mingbai.bench.runs", 3));
    private static final int PAGES = 20_000;
    private static final int PDFBOX_PAGES = 10_000;
    private static final int HTML_PAGES = 2000;
    private static final int CHROMIUM_PAGES = 1000;
    private static final int BATCH_SHEETS = Integer.getInteger("mingbai.bench.sheets", 100_000);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What a way of printing took. */
    private record Result(int pages, double cpuSeconds, double seconds, long bytes, int residentMb) {
        double perCpuSecond() {
            return pages / cpuSeconds;
        }
    }

    private final Path folder = Path.of("target", "bench-leaflets").toAbsolutePath();

    @Test
    void leaflets() throws Exception {
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        var names = List.of(
                "unchecked",
                "checked",
                "qr",
                "qr-checked",
                "qr-search",
                "pdfbox",
                "pdfbox-fixed-mask",
                "html",
                "chromium");
        var speeds = new HashMap<String, double[]>();
        names.forEach(name -> speeds.put(name, new double[RUNS]));
        var sizes = new HashMap<String, Long>();
        for (var run = 0; run < RUNS; run++) {
            for (var name : names) {
                var result = measure(name);
                speeds.get(name)[run] = result.perCpuSecond();
                sizes.put(name, result.bytes() / result.pages());
                System.out.printf(
                        "run %d: %s %.0f a CPU second, %d MB resident, %d bytes each%n",
                        run + 1, name, result.perCpuSecond(), result.residentMb(), result.bytes() / result.pages());
            }
        }
        var seconds = new double[RUNS];
        var resident = new double[RUNS];
        var batchCpu = new double[RUNS];
        Result batch = null;
        for (var run = 0; run < RUNS; run++) {
            batch = engine("batch", 2 * BATCH_SHEETS, 0, "160m", false);
            seconds[run] = batch.seconds();
            resident[run] = batch.residentMb();
            batchCpu[run] = batch.cpuSeconds();
            System.out.printf("run %d: %d sheets in %.1f s%n", run + 1, BATCH_SHEETS, batch.seconds());
        }
        new Figures("leaflets")
                .measured("pages_per_cpu_s", speeds.get("unchecked"))
                .measured("checked_pages_per_cpu_s", speeds.get("checked"))
                .measured("qr_floor_per_cpu_s", speeds.get("qr"))
                .measured("qr_checked_per_cpu_s", speeds.get("qr-checked"))
                .measured("qr_search_per_cpu_s", speeds.get("qr-search"))
                .measured("pdfbox_pages_per_cpu_s", speeds.get("pdfbox"))
                .measured("pdfbox_fixed_mask_pages_per_cpu_s", speeds.get("pdfbox-fixed-mask"))
                .measured("html_pages_per_cpu_s", speeds.get("html"))
                .measured("chromium_pages_per_cpu_s", speeds.get("chromium"))
                .put("pages", PAGES)
                .put("pdfbox_pages", PDFBOX_PAGES)
                .put("html_pages", HTML_PAGES)
                .put("chromium_pages", CHROMIUM_PAGES)
                .put("batch_pages", batch.pages())
                .put("batch_sheets", BATCH_SHEETS)
                .measured("batch_s", seconds)
                .measured("batch_cpu_s", batchCpu)
                .measured("batch_rss_mb", resident)
                .put("bytes_per_page", batch.bytes() / batch.pages())
                .put("pdfbox_bytes_per_page", sizes.get("pdfbox"))
                .put("html_bytes_per_page", sizes.get("html"))
                .put("chromium_bytes_per_page", sizes.get("chromium"))
                .print();
        FileSystemUtils.deleteRecursively(folder);
    }

    private Result measure(String name) throws Exception {
        return switch (name) {
            case "unchecked", "checked" -> verified(engine(name, PAGES, 2000, "256m", true), name, PAGES);
            case "pdfbox", "pdfbox-fixed-mask" ->
                verified(engine(name, PDFBOX_PAGES, 2000, "2g", true), name, PDFBOX_PAGES);
            case "html" -> verified(engine(name, HTML_PAGES, 400, "2g", true), name, HTML_PAGES);
            case "chromium" -> verified(chromium(), name, CHROMIUM_PAGES);
            default -> engine(name, PAGES, 2000, "256m", true);
        };
    }

    private Path file(String name) {
        return folder.resolve(name + (name.equals("batch") ? "" : ".pdf"));
    }

    private Result engine(String name, int pages, int warmUp, String heap, boolean oneProcessor) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                oneProcessor ? "-XX:+UseSerialGC" : "-XX:+UseParallelGC",
                "-Djava.awt.headless=true"));
        if (oneProcessor) {
            command.add("-XX:ActiveProcessorCount=1");
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LeafletEngines.class.getName(),
                name,
                String.valueOf(pages),
                String.valueOf(warmUp),
                file(name).toString()));
        var log = folder.resolve(name + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("%s ends in time", name)
                .isTrue();
        var line = Files.readAllLines(log).stream()
                .filter(one -> one.startsWith("RESULT "))
                .findFirst();
        assertThat(line).as("%s says what it took; its log is %s", name, log).isPresent();
        var words = line.orElseThrow().split(" ");
        return new Result(
                Integer.parseInt(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Long.parseLong(words[4]),
                Integer.parseInt(words[5]));
    }

    /** Chromium prints a file; the processor time of a process that ended is what it was at the last look, 20 ms before. */
    private Result chromium() throws Exception {
        var pages = folder.resolve("html");
        LeafletEngines.page(LeafletSamples.text(), CHROMIUM_PAGES, pages);
        var out = file("chromium");
        var start = System.nanoTime();
        var process = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-pdf-header-footer",
                        "--user-data-dir=" + folder.resolve("chromium"),
                        "--print-to-pdf=" + out,
                        pages.resolve("leaflets.xhtml").toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        var cpu = new HashMap<Long, Duration>();
        var resident = 0L;
        while (process.isAlive()) {
            var all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            var now = 0L;
            for (var one : all) {
                one.info().totalCpuDuration().ifPresent(spent -> cpu.merge(one.pid(), spent, (a, b) -> b));
                now += Long.parseLong("0"
                        + Figures.line("/proc/" + one.pid() + "/status", "VmRSS")
                                .replaceAll("\\D", ""));
            }
            resident = Math.max(resident, now / 1024);
            process.waitFor(20, TimeUnit.MILLISECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        }
        var seconds = (System.nanoTime() - start) / 1e9;
        var spent = cpu.values().stream().mapToLong(Duration::toMillis).sum() / 1e3;
        return new Result(CHROMIUM_PAGES, spent, seconds, Files.size(out), (int) resident);
    }

    /** The file has all pages, and the last sheet is whose it should be. */
    private Result verified(Result result, String name, int pages) throws IOException {
        var last = LeafletSamples.sheets(pages / 2, 31).getLast();
        try (var document = Loader.loadPDF(file(name).toFile())) {
            assertThat(document.getNumberOfPages()).as(name).isEqualTo(pages);
            var stripper = new PDFTextStripper();
            stripper.setStartPage(pages - 1);
            stripper.setEndPage(pages);
            assertThat(stripper.getText(document))
                    .as(name)
                    .contains(last.headName(), last.householdNumber(), "投诉举报", "谁能申请低保");
        }
        return result;
    }
}
