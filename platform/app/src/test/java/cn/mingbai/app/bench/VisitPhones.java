package cn.mingbai.app.bench;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Outreach workers' phones, as threads that make the visit app's own calls over HTTP, one keep-alive connection for each.
 * Every call has the instant at which it is due, and its time counts from then, so that a slow server cannot slow down who
 * asks it. Of every fifty calls one is sent again, as after a lost answer: it must be answered as the first time.
 */
final class VisitPhones {

    static final int AGAIN = 50;

    /** One record of so many has a photo. */
    static final int WITH_PHOTO = 5;

    private static final int BATCH = 50;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SECOND = 1_000_000_000;
    private static final int OK = 200;
    private static final long[] WAITS = {SECOND / 4, SECOND / 2, SECOND, 2 * SECOND};

    /** What the server acknowledged: the record and the number of its visit. */
    record Acknowledged(UUID record, long visit) {}

    /**
     * A photo that the server acknowledged.
     *
     * @param sent the SHA-256 of what was sent, in hexadecimal
     */
    record PhotoAcknowledged(UUID photo, UUID record, String sent) {}

    /**
     * How a phone's clock stands.
     *
     * @param ahead of the true time; negative when it is behind
     * @param age how long before a record is handed in the phone says that it was made; negative for one of tomorrow
     */
    record DeviceClock(Duration ahead, Duration age) {

        static final DeviceClock RIGHT = new DeviceClock(Duration.ZERO, Duration.ZERO);
    }

    final Timings calls = new Timings();
    final Queue<List<Acknowledged>> acknowledged = new ConcurrentLinkedQueue<>();
    final Waiting.Count records = new Waiting.Count();
    final Queue<PhotoAcknowledged> photosAcknowledged = new ConcurrentLinkedQueue<>();
    final Waiting.Count photos = new Waiting.Count();
    final AtomicInteger errors = new AtomicInteger();

    /** Calls that the server failed to answer: 5xx, each tried again by {@link #untilEnough}. */
    final AtomicInteger failures = new AtomicInteger();

    /** Records that went to the town officer, where the phones' clocks are not right; elsewhere that is an error. */
    final Queue<UUID> toMatch = new ConcurrentLinkedQueue<>();

    final Queue<String> firstErrors = new ConcurrentLinkedQueue<>();

    /** When the last call that counts was answered. */
    final AtomicLong lastAt = new AtomicLong();

    private final int port;
    private final List<BenchLedger.Phone> phones;
    private final int households;
    private final long seed;
    private final DeviceClock clock;
    private final boolean keepsAllowed;

    /**
     * Phones.
     *
     * @param households of each village
     */
    VisitPhones(int port, List<BenchLedger.Phone> phones, int households, long seed) {
        this(port, phones, households, seed, DeviceClock.RIGHT, false);
    }

    /** Phones whose clocks, or whose server's, stand wrong: their records may go to the town officer. */
    VisitPhones(int port, List<BenchLedger.Phone> phones, int households, long seed, DeviceClock clock) {
        this(port, phones, households, seed, clock, true);
    }

    private VisitPhones(
            int port,
            List<BenchLedger.Phone> phones,
            int households,
            long seed,
            DeviceClock clock,
            boolean keepsAllowed) {
        this.clock = clock;
        this.keepsAllowed = keepsAllowed;
        this.port = port;
        this.phones = phones;
        this.households = households;
        this.seed = seed;
    }

    /** What was acknowledged until now, also while phones hand in. */
    List<Acknowledged> acknowledgedSoFar() {
        var all = new ArrayList<Acknowledged>();
        for (var own : acknowledged) {
            synchronized (own) {
                all.addAll(own);
            }
        }
        return all;
    }

    /** One phone's thread. */
    private interface Work {
        void of(int number, BenchLedger.Phone phone, Wire wire, RandomGenerator random, List<Acknowledged> own)
                throws Exception;
    }

    private void together(Work work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < phones.size(); i++) {
                var number = i;
                var phone = phones.get(i);
                threads.submit(() -> {
                    var own = Collections.synchronizedList(new ArrayList<Acknowledged>());
                    acknowledged.add(own);
                    try (var wire = new Wire(port, headers(phone))) {
                        work.of(number, phone, wire, new java.util.SplittableRandom(seed + number), own);
                    } catch (Exception failed) {
                        error("phone " + number + ": " + failed);
                    }
                });
            }
        }
    }

    private static String headers(BenchLedger.Phone phone) {
        return "Authorization: Bearer " + phone.key() + "\r\nAccept-Encoding: gzip\r\n";
    }

    /**
     * Hands in so many calls a second, evenly over the phones; what is due in the first seconds warms up and is not counted.
     *
     * @param rate calls a second
     * @param size records of each call
     * @return the records a second that were answered within the time
     */
    double atRate(int rate, int size, int warmUp, int seconds) {
        var begin = System.nanoTime() + SECOND / 2;
        var from = begin + warmUp * SECOND;
        var end = from + seconds * SECOND;
        var answered = new AtomicInteger();
        together((number, phone, wire, random, own) -> {
            for (var k = 0L; ; k++) {
                var due = begin + (k * phones.size() + number) * SECOND / rate;
                if (due >= end) {
                    return;
                }
                Waiting.until(due);
                var body = body(phone, size, random);
                var done = call(wire, body, own);
                var now = System.nanoTime();
                if (done && due >= from) {
                    calls.add((now - due) / 1e6);
                    if (now <= end + SECOND) {
                        answered.addAndGet(size);
                    }
                }
                if (done && (k * phones.size() + number) % AGAIN == 0) {
                    again(wire, body, own, size);
                }
            }
        });
        return (double) answered.get() / seconds;
    }

    /** All hand in one call of so many records in the same moment; the seconds until the last is answered. */
    double atOnce(int size) {
        var begin = System.nanoTime() + SECOND;
        together((number, phone, wire, random, own) -> {
            var body = body(phone, size, random);
            Waiting.until(begin);
            if (call(wire, body, own)) {
                var now = System.nanoTime();
                calls.add((now - begin) / 1e6);
                lastAt.accumulateAndGet(now, Math::max);
            }
        });
        return (lastAt.get() - begin) / 1e9;
    }

    /**
     * All fetch their pack in the same moment.
     *
     * @return the bytes of the largest that came
     */
    int fetchPacks() {
        var largest = new AtomicInteger();
        var begin = System.nanoTime() + SECOND;
        together((number, phone, wire, random, own) -> {
            Waiting.until(begin);
            var reply = wire.send("GET", "/V/pack", null);
            if (reply.status() != OK) {
                error("pack answered " + reply.status());
                return;
            }
            calls.add((System.nanoTime() - begin) / 1e6);
            largest.accumulateAndGet(reply.body().length, Math::max);
            try (var unzipped = new GZIPInputStream(new java.io.ByteArrayInputStream(reply.body()))) {
                var there = JSON.readTree(unzipped)
                        .path("villages")
                        .path(0)
                        .path("households")
                        .size();
                if (there != households) {
                    error("a pack holds " + there + " households");
                }
            }
        });
        return largest.get();
    }

    /**
     * Each hands in call after call of 1 to 8 records until {@code enough}; whatever is not answered is sent again after 1/4,
     * 1/2, 1 and then 2 seconds.
     */
    void untilEnough(BooleanSupplier enough) {
        together((number, phone, wire, random, own) -> {
            while (!enough.getAsBoolean()) {
                var body = body(phone, 1 + random.nextInt(8), random);
                untilDone(() -> tried(wire, body, own));
            }
        });
    }

    /**
     * Each hands in call after call of 1 to 50 records until {@code enough}, and after each call a photo of every fifth of its
     * records; tried again as above.
     */
    void withPhotosUntilEnough(PhonePhotos pictures, BooleanSupplier enough) {
        together((number, phone, wire, random, own) -> {
            var handedIn = 0;
            while (!enough.getAsBoolean()) {
                var body = body(phone, 1 + random.nextInt(BATCH), random);
                untilDone(() -> tried(wire, body, own));
                for (; handedIn < own.size(); handedIn++) {
                    if (handedIn % WITH_PHOTO == 0) {
                        var photo = id(random);
                        var record = own.get(handedIn).record();
                        var bytes = pictures.of(photo);
                        untilDone(() -> photoTried(wire, photo, record, bytes));
                    }
                }
            }
        });
    }

    /** One call, and whether it is done. */
    private interface Try {
        boolean made() throws Exception;
    }

    private static void untilDone(Try call) throws Exception {
        for (var tries = 0; !call.made(); tries++) {
            Waiting.until(System.nanoTime() + WAITS[Math.min(tries, WAITS.length - 1)]);
        }
    }

    private boolean photoTried(Wire wire, UUID photo, UUID record, byte[] bytes) {
        try {
            var reply = wire.send("POST", "/V/records/" + record + "/photo?photo=" + photo, "image/jpeg", bytes);
            if (reply.status() == OK) {
                var answer = JSON.readTree(reply.body());
                if (answer.path("has").asInt() != 1) {
                    error("a record of one photo was answered " + answer);
                }
                photosAcknowledged.add(new PhotoAcknowledged(photo, record, sha256(bytes)));
                photos.increment();
                return true;
            }
            if (reply.status() < 500 && reply.status() != 429) {
                error("a photo was answered " + reply.status() + " " + reply.text());
                return true;
            }
        } catch (IOException away) {
            // Tried again.
        }
        return false;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every JDK", missing);
        }
    }

    private boolean tried(Wire wire, String body, List<Acknowledged> own) {
        try {
            var reply = wire.send("POST", "/V/records", body);
            if (reply.status() == OK) {
                read(reply, own, null);
                return true;
            }
            if (reply.status() >= 500) {
                failures.incrementAndGet();
                if (firstErrors.size() < 5) {
                    firstErrors.add("answered " + reply.status() + " " + reply.text());
                }
            } else if (reply.status() != 429) {
                error("answered " + reply.status() + " " + reply.text());
            }
        } catch (IOException away) {
            // Tried again.
        }
        return false;
    }

    private boolean call(Wire wire, String body, List<Acknowledged> own) throws IOException {
        var reply = wire.send("POST", "/V/records", body);
        if (reply.status() != OK) {
            error("answered " + reply.status() + " " + reply.text());
            return false;
        }
        read(reply, own, "RECEIVED");
        return true;
    }

    private void again(Wire wire, String body, List<Acknowledged> own, int size) throws IOException {
        var second = new ArrayList<Acknowledged>();
        var reply = wire.send("POST", "/V/records", body);
        if (reply.status() != OK) {
            error("again answered " + reply.status() + " " + reply.text());
            return;
        }
        read(reply, second, "AGAIN");
        if (!second.equals(own.subList(own.size() - size, own.size()))) {
            error("sent again, answered otherwise");
        }
    }

    private void read(Wire.Reply reply, List<Acknowledged> own, @Nullable String expected) {
        for (var record : JSON.readTree(reply.body()).path("records")) {
            var status = record.path("status").asString();
            if (keepsAllowed && status.equals("TO_MATCH")) {
                toMatch.add(UUID.fromString(record.path("id").asString()));
                records.increment();
                continue;
            }
            var fits = expected == null ? status.equals("RECEIVED") || status.equals("AGAIN") : status.equals(expected);
            if (!fits) {
                error("a record was answered " + record);
                continue;
            }
            var receipt = record.path("receipt").asString();
            own.add(new Acknowledged(
                    UUID.fromString(record.path("id").asString()),
                    Long.parseLong(receipt.substring(receipt.indexOf('-') + 1))));
            if (!"AGAIN".equals(expected)) {
                records.increment();
            }
        }
    }

    /** A random id as a browser makes it. */
    static UUID id(RandomGenerator random) {
        return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
    }

    private String body(BenchLedger.Phone phone, int size, RandomGenerator random) {
        var now = java.time.Instant.now().plus(clock.ahead());
        var at = now.minus(clock.age());
        var body = new StringBuilder(80 + size * 190)
                .append("{\"now\":\"")
                .append(now)
                .append("\",\"records\":[");
        var first = random.nextInt(households);
        for (var i = 0; i < size; i++) {
            var kind = random.nextInt(20);
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(id(random))
                    .append("\",\"kind\":\"visit\",\"at\":\"")
                    .append(at)
                    .append("\",\"household\":")
                    .append(phone.village().first() + (first + i) % households)
                    .append(",\"outcome\":\"")
                    .append(kind < 12 ? "IN_PERSON" : kind < 14 ? "PHONE" : kind < 18 ? "NOT_FOUND" : "LEFT_SHEET")
                    .append(kind < 8 ? "\",\"informed\":\"HEAD" : kind < 12 ? "\",\"informed\":\"SPOUSE" : "")
                    .append("\",\"seconds\":")
                    .append(6 + random.nextInt(14))
                    .append("}");
        }
        return body.append("]}").toString();
    }

    private void error(String problem) {
        errors.incrementAndGet();
        if (firstErrors.size() < 5) {
            firstErrors.add(problem.length() > 300 ? problem.substring(0, 300) : problem);
        }
    }
}
