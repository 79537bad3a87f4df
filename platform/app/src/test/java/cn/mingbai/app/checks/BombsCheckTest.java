package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.attachments.PhotoFile;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.testing.PictureBombs;
import cn.mingbai.core.testing.TakenPhoto;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import cn.mingbai.quizzes.bank.QuestionExchange;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.transaction.support.TransactionTemplate;

/** Small files that would become large ones, and files that would have the server read or call something. */
@CheckTest(16)
class BombsCheckTest {

    /** Of a processor's time: other work on the machine does not count. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    /** What one refusal may take of the heap, freed or not; twenty at once stay within the 200 MB of the check. */
    private static final long MOST_MEMORY = 64L * 1024 * 1024;

    /** What verifies a report says what is wrong instead of refusing. */
    private static final String REPORT = "a report that fails";

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    LedgerImport ledger;

    @Autowired
    RateSnapshots snapshots;

    @Autowired
    QuestionExchange questions;

    @Autowired
    Attachments attachments;

    @Autowired
    TransactionTemplate transactions;

    private interface Taking {
        void take(byte[] bytes);
    }

    /**
     * A bomb.
     *
     * @param takers what it is given to
     */
    private record Bomb(String name, byte[] bytes, List<Taking> takers) {

        /** Whether it must be refused for what it unpacks to, and not for what is found when it has been unpacked. */
        boolean unpacks() {
            return name.startsWith("an entry") || name.startsWith("100,000") || name.startsWith("texts");
        }
    }

    @BeforeEach
    void signIn() {
        world.signIn(Role.DISTRICT_OFFICER, World.DISTRICT);
    }

    @AfterEach
    void signOut() {
        world.signOut();
    }

    private List<Bomb> bombs(String canary) {
        Taking households = bytes -> ledger.plan(LedgerUpload.of("a.xlsx", bytes, LocalDate.of(2026, 1, 1)));
        Taking bank = bytes -> questions.plan("01", "a.xlsx", bytes, Locale.SIMPLIFIED_CHINESE);
        Taking moodle = bytes -> questions.plan("01", "a.xml", bytes, Locale.SIMPLIFIED_CHINESE);
        Taking report = bytes -> {
            var verified = snapshots.verifyFile(bytes);
            assertThat(verified.holds()).isFalse();
            if (verified.fails()) {
                throw new RuleViolation(REPORT);
            }
        };
        Taking photo = PhotoFile::plain;
        Taking evidence = bytes -> transactions.execute(status -> attachments.store("a", bytes, Action.STUDY, null));
        var sheets = List.of(households, bank, report);
        var pictures = List.of(photo, evidence);
        var good = Mutants.parts(
                SheetWriter.xlsx("表", new SheetTable("表", List.of("户号", "户主"), List.of(List.of("1", "王")), List.of())));
        var bombs = new ArrayList<Bomb>();
        bombs.add(new Bomb(
                "an entry of 1:1000",
                with(good, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + " ".repeat(40_000_000)),
                sheets));
        bombs.add(new Bomb(
                "an entry beside the sheets of 1:1000", with(good, "xl/media/a.bin", "a".repeat(40_000_000)), sheets));
        bombs.add(new Bomb("an entry that says 4 GB", saying(good, 0xFFFFFFF0L), sheets));
        bombs.add(new Bomb("100,000 entries", many(100_000), List.of(households, bank, report, evidence)));
        bombs.add(new Bomb("archives in archives", nested(good), List.of(evidence)));
        bombs.add(new Bomb(
                "texts of 1:1000",
                with(good, "xl/sharedStrings.xml", "<sst><si><t>" + "长".repeat(15_000_000)),
                sheets));
        bombs.add(new Bomb("a sealed text of 1:1000", packed(100_000_000), List.of(report)));
        for (var declared : List.of(
                "<!DOCTYPE x [<!ENTITY a \"" + "ha".repeat(20) + "\">" + laughs() + "]>",
                "<!DOCTYPE x SYSTEM \"" + canary + "\">",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + canary + "\">]>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + canary + "\">%p;]>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>")) {
            var entity = declared.contains("ENTITY j") ? "&j;" : "&e;";
            for (var part :
                    List.of("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")) {
                bombs.add(new Bomb(
                        part + " with " + declared.substring(0, 30),
                        with(good, part, "<?xml version=\"1.0\"?>" + declared + "<x>" + entity + "</x>"),
                        sheets));
            }
            bombs.add(new Bomb(
                    "Moodle's with " + declared.substring(0, 30),
                    ("<?xml version=\"1.0\"?>" + declared + "<quiz><question type=\"" + "truefalse\"><name><text>"
                                    + entity + "</text></name></question></quiz>")
                            .getBytes(StandardCharsets.UTF_8),
                    List.of(moodle)));
        }
        bombs.add(new Bomb("35 bytes of 65,535 x 65,535", gif(), pictures));
        bombs.add(new Bomb(
                "a JPEG of 64,250 x 64,250", PictureBombs.sized(TakenPhoto.small(), 64_250, 64_250), pictures));
        bombs.add(new Bomb("a PNG of 100,000 x 100,000", PictureBombs.png(100_000, 100_000), pictures));
        bombs.add(new Bomb("a PNG of 1 x 2,000,000,000", PictureBombs.png(1, 2_000_000_000), pictures));
        return bombs;
    }

    @Test
    void everyBombIsRefusedBeforeItGoesOffAndCallsNobody() throws IOException {
        try (var canary = new CanaryListener()) {
            for (var bomb : bombs(canary.address())) {
                assertThat(bomb.bytes().length).as(bomb.name()).isLessThan(10 * 1024 * 1024);
                for (var taker : bomb.takers()) {
                    refuses(bomb, taker);
                }
            }
            assertThat(canary.hits()).isZero();
        }
    }

    private static void refuses(Bomb bomb, Taking taker) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (var warm = true; ; warm = false) {
            var memory = threads.getCurrentThreadAllocatedBytes();
            var time = threads.getCurrentThreadCpuTime();
            try {
                taker.take(bomb.bytes());
                throw new AssertionError("expected " + bomb.name() + " to be refused");
            } catch (MingbaiException refused) {
                if (bomb.unpacks()) {
                    assertThat(refused.key()).as(bomb.name()).isIn("core.sheet.bomb", "core.attachment.type", REPORT);
                }
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - memory)
                    .as("memory for " + bomb.name())
                    .isLessThan(MOST_MEMORY);
            if (!warm) {
                assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - time))
                        .as(bomb.name())
                        .isLessThan(LONGEST);
                return;
            }
        }
    }

    @Test
    void twentyAtOnceHoldUpNobodyElse() throws Exception {
        var bombs = bombs("http://127.0.0.1:9/");
        var ended = new AtomicBoolean();
        var times = new ArrayList<Duration>();
        try (var attackers = Executors.newFixedThreadPool(20)) {
            for (var i = 0; i < 20; i++) {
                var first = i;
                attackers.submit(new DelegatingSecurityContextRunnable(() -> {
                    for (var next = first; !ended.get(); next++) {
                        var bomb = bombs.get(next % bombs.size());
                        refusesQuietly(bomb);
                    }
                }));
            }
            try {
                var honest = new Browser(port);
                for (var request = 0; request < 11; request++) {
                    var started = System.nanoTime();
                    assertThat(honest.get("/login").statusCode()).isEqualTo(200);
                    times.add(Duration.ofNanos(System.nanoTime() - started));
                }
            } finally {
                ended.set(true);
            }
        }
        times.sort(null);
        assertThat(times.get(times.size() / 2)).as("half of %s", times).isLessThan(Duration.ofSeconds(1));
    }

    private static void refusesQuietly(Bomb bomb) {
        try {
            bomb.takers().getFirst().take(bomb.bytes());
        } catch (MingbaiException refused) {
            // As it should be; the other test says so.
        }
    }

    private static byte[] with(Map<String, byte[]> parts, String name, String content) {
        var all = new LinkedHashMap<>(parts);
        all.put(name, content.getBytes(StandardCharsets.UTF_8));
        return Mutants.zip(all);
    }

    /** The archive whose directory says of its first sheet that it is so large. */
    private static byte[] saying(Map<String, byte[]> parts, long size) {
        var bytes = ByteBuffer.wrap(Mutants.zip(parts)).order(ByteOrder.LITTLE_ENDIAN);
        for (var at = 0; at < bytes.capacity() - 46; at++) {
            if (bytes.getInt(at) == 0x02014b50) {
                bytes.putInt(at + 24, (int) size);
            }
        }
        return bytes.array();
    }

    private static byte[] many(int entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var i = 0; i < entries; i++) {
                var entry = new ZipEntry(Integer.toString(i, 36));
                entry.setSize(0);
                entry.setCrc(0);
                zip.putNextEntry(entry);
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] nested(Map<String, byte[]> good) {
        var inner = Mutants.zip(good);
        for (var depth = 0; depth < 50; depth++) {
            inner = Mutants.zip(Map.of("inner.zip", inner));
        }
        return inner;
    }

    private static String laughs() {
        var entities = new StringBuilder();
        for (var name = 'b'; name <= 'j'; name++) {
            entities.append("<!ENTITY ")
                    .append(name)
                    .append(" \"")
                    .append(("&" + (char) (name - 1) + ";").repeat(10))
                    .append("\">");
        }
        return entities.toString();
    }

    /** A report whose sealed text, packed, unpacks to so much. */
    private static byte[] packed(int size) {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            var block = new byte[1_000_000];
            Arrays.fill(block, (byte) 'a');
            for (var written = 0; written < size; written += block.length) {
                out.write(block);
            }
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("digest", "0".repeat(64)));
        rows.add(List.of("seal", "0".repeat(64)));
        var text = Base64.getEncoder().encodeToString(gzip.toByteArray());
        for (var from = 0; from < text.length(); from += 30_000) {
            rows.add(List.of("text", text.substring(from, Math.min(text.length(), from + 30_000))));
        }
        return SheetWriter.xlsx("封存", new SheetTable("封存", List.of("名", "值"), rows, List.of()));
    }

    private static byte[] gif() {
        return ByteBuffer.allocate(35)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 65_535)
                .putShort((short) 65_535)
                .array();
    }
}
