package cn.mingbai.app.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Learners with the answering page open, as threads that make the page's own calls over HTTP: the paper, the start, one save
 * for each answer, the clock some 45 seconds after the last time, the handing in with what is left, and the result if it is
 * told. Every call has the instant at which it is due, and its time counts from then, so that a slow server cannot slow down
 * who asks it.
 */
final class QuizLearners {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SECOND = 1_000_000_000;
    private static final long CLOCK = 45 * SECOND;
    private static final long[] AGAIN = {SECOND, 2 * SECOND, 4 * SECOND, 5 * SECOND};
    private static final int OK = 200;

    /** One learner's attempt. */
    record Seat(long attempt, String token) {}

    /** What an answer to a question is made of; thousands of papers share a few hundred of them. */
    record Shape(String input, List<String> keys, List<String> targets) {

        private static final ConcurrentHashMap<Shape, Shape> KNOWN = new ConcurrentHashMap<>();

        static List<Shape> of(JsonNode questions) {
            var shapes = new ArrayList<Shape>();
            questions.forEach(question -> {
                var shape = new Shape(
                        question.get("input").asString(), keys(question.get("choices")), keys(question.get("targets")));
                shapes.add(KNOWN.computeIfAbsent(shape, one -> one));
            });
            return List.copyOf(shapes);
        }

        private static List<String> keys(JsonNode choices) {
            var keys = new ArrayList<String>();
            choices.forEach(choice -> keys.add(choice.get("key").asString()));
            keys.sort(null);
            return List.copyOf(keys);
        }
    }

    /** A paper that was opened and started. */
    record Opened(int tab, List<Shape> questions) {}

    /** What was acknowledged. */
    record Acknowledged(long attempt, int number, long seq, String answer) {}

    final Timings opens = new Timings();
    final Timings starts = new Timings();
    final Timings saves = new Timings();
    final Timings clocks = new Timings();
    final Timings handIns = new Timings();
    final Timings results = new Timings();
    final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    final AtomicInteger errors = new AtomicInteger();
    final AtomicInteger handedIn = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final Queue<String> firstErrors = new ConcurrentLinkedQueue<>();

    private final int port;
    private final List<Seat> seats;
    private final int questions;
    private final long seed;
    private final boolean patient;

    /** When, by seat, the first call after the server had gone was answered. */
    final ConcurrentHashMap<Long, Long> backAt = new ConcurrentHashMap<>();

    final AtomicLong goneAt = new AtomicLong(Long.MAX_VALUE);

    /**
     * Learners.
     *
     * @param questions how many each answers
     * @param patient whether they try again when the server does not answer, as the page does
     */
    QuizLearners(int port, List<Seat> seats, int questions, long seed, boolean patient) {
        this.port = port;
        this.seats = seats;
        this.questions = questions;
        this.seed = seed;
        this.patient = patient;
    }

    /** When things happen, in seconds from the beginning. */
    record Schedule(int openWithin, int startAt, int handInAt, int handInWithin) {

        /** Everybody opens the page, presses start in the same second, and hands in within the last ten. */
        static Schedule of(int learners, int questions) {
            var open = Math.max(2, learners / 400);
            return new Schedule(open, open + 3, open + 3 + questions * 10 + 20, 10);
        }

        int seconds() {
            return handInAt + handInWithin;
        }
    }

    /** Plays the whole test; returns when the last has handed in. */
    void sit(Schedule schedule) throws InterruptedException {
        var begin = System.nanoTime() + SECOND / 2;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < seats.size(); i++) {
                var seat = seats.get(i);
                var random = new Random(seed + i);
                threads.submit(() -> {
                    try (var wire = new Wire(port)) {
                        sit(seat, wire, random, begin, schedule);
                    } catch (Exception failed) {
                        error("seat " + seat.attempt() + ": " + failed);
                    }
                });
            }
        }
    }

    private void sit(Seat seat, Wire wire, Random random, long begin, Schedule schedule) throws Exception {
        var path = "/Q/" + seat.token();
        var due = begin + within(random, schedule.openWithin());
        var nextClock = due + CLOCK;
        var opened = call(seat, wire, "GET", path + "/paper", null, due, opens);
        var tab = opened == null ? 1 : JSON.readTree(opened.body()).get("tab").asInt();
        due = begin + schedule.startAt() * SECOND + within(random, 1);
        var started = call(
                seat,
                wire,
                "POST",
                path + "/start",
                "{\"key\":\"k" + seat.attempt() + "\",\"tab\":" + tab + "}",
                due,
                starts);
        if (started == null) {
            return;
        }
        var handIn = begin + schedule.handInAt() * SECOND + within(random, schedule.handInWithin());
        @Nullable List<Shape> paper = null;
        var number = 1;
        while (number <= questions) {
            due += 5 * SECOND + within(random, 10);
            if (due >= handIn) {
                break;
            }
            nextClock = clock(seat, wire, path, random, nextClock, due);
            Waiting.until(due);
            if (paper == null) {
                paper = Shape.of(JSON.readTree(started.body()).get("questions"));
            }
            var answer = answer(paper.get(number - 1), random);
            if (call(seat, wire, "PUT", path + "/answers/" + number, save(answer, tab), due, saves) != null) {
                acknowledged.add(new Acknowledged(seat.attempt(), number, 1, answer));
            }
            number++;
        }
        clock(seat, wire, path, random, nextClock, handIn);
        var left = new ArrayList<Acknowledged>();
        if (paper == null) {
            paper = Shape.of(JSON.readTree(started.body()).get("questions"));
        }
        for (; number <= questions; number++) {
            left.add(new Acknowledged(seat.attempt(), number, 1, answer(paper.get(number - 1), random)));
        }
        var ended = call(seat, wire, "POST", path + "/hand-in", handIn(tab, left), handIn, handIns);
        if (ended != null) {
            var said = JSON.readTree(ended.body());
            var refusedHere = said.get("refused").size();
            if (refusedHere == 0) {
                acknowledged.addAll(left);
            }
            refused.addAndGet(refusedHere);
            handedIn.incrementAndGet();
            if (!said.has("told")) {
                call(seat, wire, "GET", path + "/result", null, System.nanoTime(), results);
            }
        }
    }

    private long clock(Seat seat, Wire wire, String path, Random random, long next, long before) throws Exception {
        var at = next;
        while (at < before) {
            call(seat, wire, "GET", path + "/clock", null, at, clocks);
            // The page's own rule: standing.js.
            at += (long) (CLOCK * (0.85 + random.nextDouble() * 0.3));
        }
        return at;
    }

    /** Waits until a call is due and makes it; an error is counted, and tried again only by the patient. */
    private Wire.@Nullable Reply call(
            Seat seat, Wire wire, String method, String path, @Nullable String body, long due, Timings timings)
            throws InterruptedException {
        var random = new Random(seat.attempt() * 31 + path.hashCode());
        Waiting.until(due);
        for (var tries = 0; ; tries++) {
            var sent = System.nanoTime();
            @Nullable String problem;
            try {
                var reply = wire.send(method, path, body);
                if (reply.status() == OK) {
                    var now = System.nanoTime();
                    timings.add((now - due) / 1e6);
                    if (sent > goneAt.get()) {
                        backAt.putIfAbsent(seat.attempt(), now);
                    }
                    return reply;
                }
                problem = method + " " + path.replaceFirst("/Q/[^/]*", "") + " answered " + reply.status() + " "
                        + reply.text();
            } catch (IOException failed) {
                problem = method + " " + path.replaceFirst("/Q/[^/]*", "") + ": " + failed;
            }
            if (!patient || problem.contains(" answered 4")) {
                error(problem);
                return null;
            }
            // The page's own waits: line.js.
            var wait = AGAIN[Math.min(tries, AGAIN.length - 1)];
            Waiting.until(System.nanoTime() + (long) (wait * (0.5 + random.nextDouble())));
        }
    }

    private void error(String problem) {
        errors.incrementAndGet();
        if (firstErrors.size() < 5) {
            firstErrors.add(problem.length() > 300 ? problem.substring(0, 300) : problem);
        }
    }

    /**
     * Lets everybody answer again and again, five to fifteen seconds apart, over connections that they share as behind a
     * proxy; papers are open already.
     *
     * @param papers of each seat, opened and started
     * @param warmUp seconds that are not counted
     * @param measured seconds that are
     */
    Timings answerFor(List<Opened> papers, int connections, int warmUp, int measured, int round)
            throws InterruptedException {
        var counted = new Timings();
        var begin = System.nanoTime() + SECOND / 2;
        var from = begin + warmUp * SECOND;
        var end = from + measured * SECOND;
        BlockingQueue<Wire> idle = new ArrayBlockingQueue<>(connections);
        for (var i = 0; i < connections; i++) {
            idle.add(new Wire(port));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < seats.size(); i++) {
                var index = i;
                var seat = seats.get(i);
                var random = new Random(seed + i + round * 1_000_003L);
                threads.submit(() -> {
                    try {
                        var seq = round * 1000L;
                        // The first answer falls anywhere in a mean think time, so that the rate is even from the
                        // start.
                        var due = begin + within(random, 10);
                        while (due < end) {
                            Waiting.until(due);
                            var number = 1 + random.nextInt(questions);
                            var answer = answer(papers.get(index).questions().get(number - 1), random);
                            var body = "{\"answer\":\"" + answer + "\",\"seq\":" + ++seq + ",\"tab\":"
                                    + papers.get(index).tab() + "}";
                            var wire = idle.take();
                            try {
                                var reply = wire.send("PUT", "/Q/" + seat.token() + "/answers/" + number, body);
                                if (reply.status() != OK) {
                                    error("save answered " + reply.status() + " " + reply.text());
                                } else if (due >= from) {
                                    counted.add((System.nanoTime() - due) / 1e6);
                                }
                            } catch (IOException failed) {
                                error("save: " + failed);
                            } finally {
                                idle.add(wire);
                            }
                            due += 5 * SECOND + within(random, 10);
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        idle.forEach(Wire::close);
        return counted;
    }

    /** Opens and starts these seats' papers over a few connections; what came back, by seat. */
    List<Opened> openAll(int connections) throws Exception {
        var papers = new Opened[seats.size()];
        var next = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < connections; i++) {
                threads.submit(() -> {
                    try (var wire = new Wire(port)) {
                        for (var at = next.getAndIncrement(); at < seats.size(); at = next.getAndIncrement()) {
                            var path = "/Q/" + seats.get(at).token();
                            var tab = JSON.readTree(wire.send("GET", path + "/paper", null)
                                            .body())
                                    .get("tab")
                                    .asInt();
                            var started = wire.send("POST", path + "/start", "{\"key\":\"k\",\"tab\":" + tab + "}");
                            papers[at] = new Opened(
                                    tab, Shape.of(JSON.readTree(started.body()).get("questions")));
                        }
                    } catch (Exception failed) {
                        error("opening: " + failed);
                    }
                });
            }
        }
        return List.of(papers);
    }

    private static String save(String answer, int tab) {
        return "{\"answer\":\"" + answer + "\",\"seq\":1,\"tab\":" + tab + ",\"typedAt\":\"2026-11-27T01:00:00.000Z\"}";
    }

    private static String handIn(int tab, List<Acknowledged> left) {
        var body = new StringBuilder("{\"tab\":").append(tab).append(",\"answers\":[");
        for (var one : left) {
            body.append(body.charAt(body.length() - 1) == '[' ? "" : ",")
                    .append("{\"number\":")
                    .append(one.number())
                    .append(",\"seq\":1,\"answer\":\"")
                    .append(one.answer())
                    .append("\"}");
        }
        return body.append("]}").toString();
    }

    /** Some answer to a question, as the page would send it and the server keeps it. */
    static String answer(Shape question, Random random) {
        var keys = question.keys();
        return switch (question.input()) {
            case "ONE" -> keys.get(random.nextInt(keys.size()));
            case "SEVERAL" -> {
                var chosen = keys.stream().filter(key -> random.nextBoolean()).toList();
                yield chosen.isEmpty() ? keys.getFirst() : String.join(",", chosen);
            }
            case "TRUE_FALSE" -> String.valueOf(random.nextBoolean());
            case "NUMBER" -> String.valueOf(random.nextInt(10_000));
            case "DAY" -> "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10);
            case "TEXT" -> "答" + random.nextInt(1000);
            case "ORDER" -> {
                var places = new ArrayList<String>();
                for (var place = 1; place <= keys.size(); place++) {
                    places.add(keys.get(place - 1) + ":" + place);
                }
                yield String.join(",", places);
            }
            default ->
                keys.stream()
                        .map(key -> key + ":"
                                + question.targets()
                                        .get(random.nextInt(question.targets().size())))
                        .collect(Collectors.joining(","));
        };
    }

    private static long within(Random random, int seconds) {
        return (long) (random.nextDouble() * seconds * SECOND);
    }
}
