package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Authenticator;
import cn.mingbai.app.Browser;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.audit.AuditTrail;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clocks that stand wrong. The application's process has a wall clock of its own ({@link ServerClock}); its database, on
 * true time, is a server's. The clock goes three days back, an hour on, through the night of 31 December in Shanghai, ten
 * years on, and is set right again, while the application runs; three days back and ten years on it is also started so.
 * Then two nodes an hour apart work on one database. All the while phones hand in whose own clocks are right, ten years
 * ahead, ten years behind; whose records are fourteen days old; and whose records were made eleven years before or after
 * they are handed in, which cannot be.
 *
 * <p>At each station somebody signs in, a wrong password is tried five times, the authenticator of a phone on true time and
 * a recovery code are shown, and a timed test is begun, its deadline passed, and an answer sent with every time that a page
 * might claim.
 *
 * <p>{@code lost}, {@code duplicated}: acknowledged records, visits and those to be matched. {@code unflagged}: impossible
 * times that are not marked so. {@code out_of_order}: acknowledged visits whose numbers do not rise in the order in which
 * one phone handed them in. {@code failures}: answers of 500 and above; {@code logged}: errors in the nodes' logs, but
 * for what a job says that is cut off when its node stops.
 * {@code steps_back}: records of the audit trail that are dated before the one before them, which shows that clocks did move;
 * {@code gaps}: numbers missing from it. {@code late_taken}: answers that counted after the deadline. {@code evaluated}: the
 * most wrong passwords of one account that a node evaluated.
 *
 * <p>{@code --sabotage}: devices' times are believed as they come, by a trigger in the database; then {@code unflagged}
 * must show it.
 */
class ClocksDrill {

    private static final int HOUSEHOLDS = 60;
    private static final int SECONDS = Integer.getInteger("mingbai.drill.seconds", 6);
    private static final int LATEST_ERROR = 500;
    private static final int OK = 200;
    private static final Duration TEN_YEARS = Duration.ofDays(3653);
    private static final Duration ELEVEN_YEARS = Duration.ofDays(4018);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration GRACE = Duration.ofSeconds(120);
    private static final Instant MIDNIGHT =
            LocalDate.of(2027, 1, 1).atStartOfDay(Times.ZONE).toInstant();
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What the phones' clocks say. */
    private enum Kind {
        RIGHT(Duration.ZERO, Duration.ZERO),
        AHEAD(TEN_YEARS, Duration.ZERO),
        BEHIND(TEN_YEARS.negated(), Duration.ZERO),
        LATE(Duration.ZERO, Duration.ofDays(14)),
        OF_TOMORROW(Duration.ZERO, ELEVEN_YEARS.negated()),
        OF_LONG_AGO(Duration.ZERO, ELEVEN_YEARS);

        private final VisitPhones.DeviceClock clock;

        Kind(Duration ahead, Duration age) {
            clock = new VisitPhones.DeviceClock(ahead, age);
        }

        boolean isImpossible() {
            return this == OF_TOMORROW || this == OF_LONG_AGO;
        }
    }

    /** Everything a drill needs. */
    private record Prepared(
            List<BenchLedger.Phone> phones,
            long lastVisit,
            List<String> names,
            String auditor,
            List<QuizLearners.Seat> seats,
            QuizLearners.Seat newYears) {}

    /** An answer that was acknowledged, or sent when it was too late. */
    private record Answered(long attempt, int number, String answer) {}

    private final Map<VisitPhones, Kind> handedIn = new java.util.LinkedHashMap<>();
    private final List<Answered> answers = new ArrayList<>();
    private final List<Answered> tooLate = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> locked = new ArrayList<>();
    private final Map<String, String> passwords = new HashMap<>();
    private final Random random = new Random();
    private Prepared prepared;
    private Authenticator phone;
    private Instant codeShownAt = Instant.now();
    private int nextName;
    private int nextSeat;
    private int nextRecovery;
    private int evaluated;
    private int lateTaken;
    private int signIns;

    @Test
    void clocks() throws Exception {
        var home = Drill.empty("clocks");
        var figures = new Figures("clocks").put("sabotage", Drill.SABOTAGE);
        var data = Files.createDirectories(home.resolve("app"));
        var database = DrillDatabase.make(home.resolve("database"));
        prepared = InProcess.on(data, database.environment(), ClocksDrill::prepare);
        if (Drill.SABOTAGE) {
            execute(database, """
                create trigger believed before insert on visit for each row set new.clock_mark = null,
                  new.happened_at = coalesce(new.device_at, new.happened_at),
                  new.visited_on = date(new.happened_at + interval 8 hour)
                """);
        }
        // What is drilled is no first run after a build.
        var first = AppProcess.start(data, AppProcess.freePort(), "", database.environment());
        first.awaitHealthy();
        first.stop();
        AppProcess.learn(data);
        var clock = new ServerClock(home.resolve("node-a"));
        var environment = new HashMap<>(database.environment());
        environment.putAll(clock.environment());
        var app = AppProcess.start(data, AppProcess.freePort(), "", environment);
        app.awaitHealthy();
        var auditor = signedIn(app, prepared.auditor());
        phone = Authenticator.enrol(auditor, Clock.systemUTC());
        var stations = 0;
        for (var ahead : List.of(Duration.ofDays(-3), HOUR, TEN_YEARS, Duration.ZERO)) {
            if (ahead.equals(TEN_YEARS)) {
                // Before: in ten years this night's test is long over.
                newYear(app, clock);
            }
            move(app, clock, ahead);
            station(app, clock, auditor);
            stations++;
            if (ahead.abs().compareTo(HOUR) > 0) {
                // The same for a machine that is switched on with this clock.
                app.stop();
                app = AppProcess.start(data, app.port, "", environment);
                app.awaitHealthy();
                require(app, clock);
                station(app, clock, auditor);
                stations++;
            }
            auditor = signedIn(app, prepared.auditor());
        }

        var second = new ServerClock(home.resolve("node-b"));
        var secondData = Files.createDirectories(home.resolve("app-b"));
        FileSystemUtils.copyRecursively(data.resolve("keys"), secondData.resolve("keys"));
        var secondEnvironment = new HashMap<>(database.environment());
        secondEnvironment.putAll(second.environment());
        second.set(HOUR);
        var other = AppProcess.start(secondData, AppProcess.freePort(), "", secondEnvironment);
        other.awaitHealthy();
        require(other, second);
        together(app, other);
        other.stop();
        // Whoever was locked out at some station is let in by now, whatever day that was.
        for (var name : locked) {
            signedIn(app, name);
        }
        untilMarked(database);
        app.stop();
        var logged = logged(data) + logged(secondData);
        var verified = Drill.run(database.environment(), "bin/verify", "--data", data.toString(), "--audit");
        var newestFirst = InProcess.on(data, database.environment(), ClocksDrill::isNewestFirst);

        figures.put("stations", stations + 2)
                .put("sign_ins", signIns)
                .put("failures", failures.size())
                .put("logged", logged)
                .put("errors", sum(phones -> phones.errors.get()));
        var all = new ArrayList<VisitPhones.Acknowledged>();
        handedIn.keySet().forEach(phones -> all.addAll(phones.acknowledgedSoFar()));
        var compared = Drill.compare(database.connect(), prepared.lastVisit(), all);
        try (var connection = database.connect()) {
            var kept = kept(connection);
            var unflagged = unflagged(connection);
            var lostAnswers = lostAnswers(connection);
            var days = daysOfTheNight(connection);
            var audit = row(
                    connection,
                    "select count(*), min(id), max(id), sum(happened_at < before_it) from (select id, happened_at,"
                            + " lag(happened_at) over (order by id) before_it from audit_entry) rows_of_it");
            var gaps = audit[2] - audit[1] + 1 - audit[0];
            figures.put("records", compared.acknowledged() + kept[0])
                    .put("lost", compared.lost() + kept[1])
                    .put("duplicated", compared.duplicated())
                    .put("to_match", kept[0])
                    .put("impossible", sumImpossible())
                    .put("unflagged", unflagged)
                    .put("out_of_order", outOfOrder())
                    .put("days_of_the_night", days)
                    .put("answers", answers.size())
                    .put("lost_answers", lostAnswers)
                    .put("late_sent", tooLate.size())
                    .put("late_taken", lateTaken)
                    .put("evaluated", evaluated)
                    .put("locked_out", locked.size())
                    .put("audit_rows", audit[0])
                    .put("steps_back", audit[3])
                    .put("gaps", gaps)
                    .put("verify", verified.code())
                    .put("newest_first", newestFirst)
                    .put("red", unflagged > 0);
            figures.print("DRILL");
            failures.forEach(Drill::say);
            handedIn.keySet().forEach(phones -> phones.firstErrors.forEach(Drill::say));
            assertThat(unflagged > 0).as("unflagged").isEqualTo(Drill.SABOTAGE);
            assertThat(failures).isEmpty();
            assertThat(sum(phones -> phones.errors.get())).isZero();
            assertThat(sum(phones -> phones.failures.get())).isZero();
            assertThat(logged).as("errors in the logs").isZero();
            assertThat(compared.lost() + kept[1]).as("lost").isZero();
            assertThat(compared.duplicated()).as("duplicated").isZero();
            assertThat(sumImpossible()).isPositive();
            assertThat(outOfOrder()).isZero();
            assertThat(lostAnswers).isZero();
            assertThat(tooLate).isNotEmpty();
            assertThat(lateTaken).isZero();
            assertThat(evaluated).isEqualTo(5);
            assertThat(audit[3]).as("the clock did go back").isPositive();
            assertThat(audit[1]).isEqualTo(1);
            assertThat(gaps).isZero();
            assertThat(verified.code()).isZero();
            assertThat(newestFirst).isTrue();
            assertThat(days).as("31 December and 1 January").isEqualTo(2);
        }
        database.stop();
        FileSystemUtils.deleteRecursively(home);
    }

    private static Prepared prepare(org.springframework.context.ConfigurableApplicationContext context)
            throws Exception {
        var ledger = new BenchLedger(context, 21, HOUSEHOLDS, 3);
        ledger.load();
        ledger.campaign(25);
        var world = context.getBean(World.class);
        var logIns = new cn.mingbai.app.LogIns(world, context.getBean(Accounts.class));
        var names = new ArrayList<String>();
        for (var i = 0; i < 26; i++) {
            names.add(logIns.of(world.person(Role.STAFF, World.VILLAGE)));
        }
        var learner = world.person(Role.STAFF, World.VILLAGE);
        var seats = new ArrayList<QuizLearners.Seat>();
        var opens = Instant.now().minus(Duration.ofDays(30));
        for (var sitting = 1; sitting <= 12; sitting++) {
            seats.addAll(QuizBench.seats(
                    context, List.of(learner), sitting, 3, opens, Instant.now().plus(ELEVEN_YEARS)));
        }
        var newYears = QuizBench.seats(context, List.of(learner), 100, 3, opens, MIDNIGHT);
        return new Prepared(
                Drill.phones(ledger, 4 * Kind.values().length),
                ledger.lastVisit(),
                names,
                logIns.of(world.person(Role.AUDITOR, World.DISTRICT)),
                seats,
                newYears.getFirst());
    }

    // ---- the clock

    private static void move(AppProcess app, ServerClock clock, Duration ahead) throws Exception {
        clock.set(ahead);
        require(app, clock);
    }

    /** The application must say the time of this clock: else nothing would be drilled. */
    private static void require(AppProcess app, ServerClock clock) throws Exception {
        var said = clockOf(app);
        for (var i = 0; i < 40 && isOther(said, clock); i++) {
            Thread.sleep(500);
            said = clockOf(app);
        }
        Drill.say("the server's clock says " + said);
        assertThat(isOther(said, clock))
                .as("%s instead of %s", said, clock.now())
                .isFalse();
    }

    private static boolean isOther(Instant said, ServerClock clock) {
        return Duration.between(said, clock.now()).abs().compareTo(Duration.ofSeconds(10)) > 0;
    }

    private static Instant clockOf(AppProcess app) throws Exception {
        var health = new Browser(app.port).get("/actuator/health", "Accept", "*/*");
        assertThat(health.statusCode()).isEqualTo(OK);
        return java.time.ZonedDateTime.parse(
                        health.headers().firstValue("Date").orElseThrow(),
                        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    // ---- a station

    private void station(AppProcess app, ServerClock clock, Browser before) throws Exception {
        // Who was signed in when the clock moved is led to the log-in page at worst.
        look(before, "/audit");
        load(Map.of(app, List.of(Kind.values())), SECONDS);
        lookAround(app);
        var name = name();
        assertThat(look(signedIn(app, name), "/").statusCode()).isEqualTo(OK);
        var isFarOff = clock.ahead().abs().compareTo(Duration.ofDays(1)) > 0;
        lockOut(List.of(app), isFarOff);
        showFactor(app, clock);
        assertThat(look(signedIn(app, name), "/").statusCode()).isEqualTo(OK);
        var there = clock.ahead();
        deadline(
                app,
                clock,
                prepared.seats().get(nextSeat++),
                () -> clock.set(there.plus(HOUR).plus(HOUR)));
        move(app, clock, there);
    }

    private void lookAround(AppProcess app) throws Exception {
        var browser = new Browser(app.port);
        look(browser, "/login");
        look(browser, "/H/ABCDEFGHJKMNPQRSTVWXYZ2345");
        assertThat(app.isHealthy()).isTrue();
        try (var wire = new Wire(
                app.port,
                "Authorization: Bearer " + prepared.phones().getFirst().key() + "\r\n")) {
            for (var path : List.of("/V/pack", "/V/standing")) {
                noted(path, wire.send("GET", path, null).status());
            }
        }
    }

    private HttpResponse<String> look(Browser browser, String path) {
        var answer = browser.get(path);
        noted(path, answer.statusCode());
        return answer;
    }

    private void noted(String what, int status) {
        if (status >= LATEST_ERROR) {
            failures.add(what + " answered " + status);
        }
    }

    private String name() {
        return prepared.names().get(nextName++);
    }

    /** Signs in; a password that is ten years old by now is changed first, as the page asks. */
    private Browser signedIn(AppProcess app, String name) {
        var browser = new Browser(app.port);
        var password = passwords.getOrDefault(name, cn.mingbai.app.LogIns.PASSWORD);
        var answer = browser.signIn(name, password);
        noted("/login", answer.statusCode());
        assertThat(Browser.target(answer)).as("%s signs in", name).doesNotContain("error");
        var home = look(browser, "/");
        if (home.statusCode() != OK && Browser.target(home).equals("/password")) {
            var next = "Neues 明白 7 Wort " + passwords.size();
            var changed = browser.fillIn("/password", Map.of("present", password, "password", next, "again", next));
            assertThat(Browser.target(changed))
                    .as("%s changes the password", name)
                    .isNotEqualTo("/password");
            passwords.put(name, next);
        }
        signIns++;
        return browser;
    }

    /**
     * Tries wrong passwords over these nodes in turn, as a client that says whatever time it likes.
     *
     * @param isFarOff whether the account is to be open again when the clock is right
     */
    private void lockOut(List<AppProcess> nodes, boolean isFarOff) {
        var name = name();
        var counted = new HashMap<AppProcess, Integer>();
        for (var i = 0; i < 8 * nodes.size(); i++) {
            var node = nodes.get(i % nodes.size());
            if (Browser.target(tried(node, name, "wrong")).equals("/login?error=wrong")) {
                counted.merge(node, 1, Integer::sum);
            }
        }
        counted.values().forEach(count -> evaluated = Math.max(evaluated, count));
        for (var node : nodes) {
            assertThat(Browser.target(tried(node, name, cn.mingbai.app.LogIns.PASSWORD)))
                    .as("the right one after them")
                    .isEqualTo("/login?error=locked");
        }
        if (isFarOff) {
            locked.add(name);
        }
    }

    private HttpResponse<String> tried(AppProcess node, String name, String password) {
        var browser = new Browser(node.port);
        var token = Browser.value(browser.get("/login").body(), "_csrf");
        var later = java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(TEN_YEARS).atZone(java.time.ZoneOffset.UTC));
        var answer = browser.send(HttpRequest.newBuilder(browser.uri("/login?now=" + 4_000_000_000L))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Date", later)
                .header("If-Unmodified-Since", later)
                .POST(HttpRequest.BodyPublishers.ofString("username=" + name + "&password="
                        + java.net.URLEncoder.encode(password, java.nio.charset.StandardCharsets.UTF_8)
                        + "&time=4000000000&_csrf="
                        + java.net.URLEncoder.encode(token, java.nio.charset.StandardCharsets.UTF_8)))
                .build());
        noted("/login", answer.statusCode());
        return answer;
    }

    /** A phone on true time shows its code: refused with the server's time where that is another, and a recovery code helps. */
    private void showFactor(AppProcess app, ServerClock clock) throws Exception {
        var browser = signedIn(app, prepared.auditor());
        if (clock.ahead().isZero()) {
            // Each code is taken once: one of a later step.
            while (Instant.now().isBefore(codeShownAt.plusSeconds(61))) {
                Thread.sleep(500);
            }
            codeShownAt = Instant.now();
            assertThat(Browser.target(Authenticator.show(browser, phone.code(0))))
                    .isEqualTo("/");
        } else {
            var refused = Authenticator.show(browser, phone.code(0)).body();
            var shown = java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd")
                    .format(clock.now().atZone(Times.ZONE));
            assertThat(refused).contains("请看手机时间：服务器现在是" + shown);
            var recovery = phone.recoveryCodes().get(nextRecovery++);
            assertThat(Browser.target(browser.fillIn("/second-factor", Map.of("recovery", recovery))))
                    .isEqualTo("/");
        }
        assertThat(look(browser, "/audit").statusCode()).isEqualTo(OK);
    }

    /** Passes a deadline. */
    private interface Passing {
        void happen() throws Exception;
    }

    /** Sits a test whose deadline then passes, and sends answers afterwards with every time that a page might claim. */
    private void deadline(AppProcess app, ServerClock clock, QuizLearners.Seat seat, Passing passing) throws Exception {
        var path = "/Q/" + seat.token();
        try (var wire = new Wire(app.port)) {
            var tab = JSON.readTree(wire.send("GET", path + "/paper", null).body())
                    .get("tab")
                    .asInt();
            var started =
                    wire.send("POST", path + "/start", "{\"key\":\"k" + seat.attempt() + "\",\"tab\":" + tab + "}");
            assertThat(started.status()).as(started.text()).isEqualTo(OK);
            var shapes = QuizLearners.Shape.of(JSON.readTree(started.body()).get("questions"));
            var saved = save(wire, seat, tab, 1, QuizLearners.answer(shapes.getFirst(), random), Instant.EPOCH);
            answers.add(saved);
            passing.happen();
            require(app, clock);
            var before = clock.now().minus(Duration.ofHours(3));
            var late = QuizLearners.answer(shapes.get(1), random);
            tooLate.add(new Answered(seat.attempt(), 2, late));
            var answer = wire.send("PUT", path + "/answers/2", body(late, tab, before));
            noted("/Q answers", answer.status());
            if (answer.status() == OK
                    && JSON.readTree(answer.body()).path("refusal").asString("").isEmpty()) {
                lateTaken++;
            }
            var third = QuizLearners.answer(shapes.get(2), random);
            tooLate.add(new Answered(seat.attempt(), 3, third));
            var ended = wire.send(
                    "POST",
                    path + "/hand-in",
                    "{\"tab\":" + tab + ",\"answers\":[{\"number\":3,"
                            + body(third, tab, before).substring(1) + "],\"now\":\"" + before
                            + "\",\"deadline\":\"2099-01-01T00:00:00Z\"}");
            noted("/Q hand-in", ended.status());
        }
    }

    private Answered save(Wire wire, QuizLearners.Seat seat, int tab, int number, String answer, Instant typedAt)
            throws Exception {
        var reply = wire.send("PUT", "/Q/" + seat.token() + "/answers/" + number, body(answer, tab, typedAt));
        assertThat(reply.status()).as(reply.text()).isEqualTo(OK);
        assertThat(JSON.readTree(reply.body()).path("refusal").asString("")).isEmpty();
        return new Answered(seat.attempt(), number, answer);
    }

    private static String body(String answer, int tab, Instant typedAt) {
        return "{\"answer\":\"" + answer + "\",\"seq\":1,\"tab\":" + tab + ",\"typedAt\":\"" + typedAt + "\",\"now\":\""
                + typedAt + "\",\"deadline\":\"2099-01-01T00:00:00Z\",\"late\":false}";
    }

    // ---- phones

    /** Lets phones of these kinds hand in for so many seconds. */
    private void load(Map<AppProcess, List<Kind>> nodes, int seconds) throws Exception {
        var until = System.nanoTime() + seconds * 1_000_000_000L;
        var threads = new ArrayList<Thread>();
        nodes.forEach((node, kinds) -> kinds.forEach(kind -> {
            var own = prepared.phones().subList(4 * kind.ordinal(), 4 * kind.ordinal() + 4);
            var phones = new VisitPhones(node.port, own, HOUSEHOLDS, random.nextLong(), kind.clock);
            handedIn.put(phones, kind);
            threads.add(Thread.ofPlatform().start(() -> phones.untilEnough(() -> System.nanoTime() > until)));
        }));
        for (var thread : threads) {
            thread.join();
        }
    }

    // ---- two nodes

    private void together(AppProcess one, AppProcess other) throws Exception {
        // The same phones on both nodes: their records meet in the same households.
        load(Map.of(one, List.of(Kind.values()), other, List.of(Kind.values())), 2 * SECONDS);
        lookAround(one);
        lookAround(other);
        var name = name();
        assertThat(look(signedIn(one, name), "/").statusCode()).isEqualTo(OK);
        assertThat(look(signedIn(other, name), "/").statusCode()).isEqualTo(OK);
        lockOut(List.of(one, other), false);
    }

    // ---- the night of 31 December

    private final Set<VisitPhones> ofTheNight = new HashSet<>();

    private void newYear(AppProcess app, ServerClock clock) throws Exception {
        clock.show(MIDNIGHT.minusSeconds(SECONDS + 40L));
        require(app, clock);
        var name = name();
        var evening = signedIn(app, name);
        assertThat(look(evening, "/").statusCode()).isEqualTo(OK);
        deadline(app, clock, prepared.newYears(), () -> {
            assertThat(clock.now()).isBefore(MIDNIGHT);
            var before = new HashSet<>(handedIn.keySet());
            var seconds = Duration.between(clock.now(), MIDNIGHT).toSeconds() + SECONDS;
            load(Map.of(app, List.of(Kind.RIGHT, Kind.LATE, Kind.OF_TOMORROW, Kind.OF_LONG_AGO)), (int) seconds);
            handedIn.forEach((phones, kind) -> {
                if (kind == Kind.RIGHT && !before.contains(phones)) {
                    ofTheNight.add(phones);
                }
            });
            assertThat(look(evening, "/").statusCode()).as("over midnight").isEqualTo(OK);
            clock.set(clock.ahead().plus(GRACE));
        });
        assertThat(look(signedIn(app, name()), "/").statusCode()).isEqualTo(OK);
        lookAround(app);
    }

    /** On how many days the night's visits happened; each under the day on which it came. */
    private int daysOfTheNight(Connection connection) throws Exception {
        var days = new HashSet<LocalDate>();
        for (var phones : ofTheNight) {
            for (var one : phones.acknowledgedSoFar()) {
                try (var statement = connection.createStatement()) {
                    var rows = statement.executeQuery(
                            "select visited_on, date(recorded_at + interval 8 hour) from visit where id = "
                                    + one.visit());
                    assertThat(rows.next()).isTrue();
                    if (!Drill.SABOTAGE) {
                        assertThat(rows.getObject(1)).isEqualTo(rows.getObject(2));
                    }
                    days.add(rows.getObject(2, LocalDate.class));
                }
            }
        }
        return days.size();
    }

    // ---- what is there at the end

    private interface Figure {
        int of(VisitPhones phones);
    }

    private int sum(Figure figure) {
        return handedIn.keySet().stream().mapToInt(figure::of).sum();
    }

    private int sumImpossible() {
        return handedIn.entrySet().stream()
                .filter(entry -> entry.getValue().isImpossible())
                .mapToInt(entry -> entry.getKey().acknowledgedSoFar().size()
                        + entry.getKey().toMatch.size())
                .sum();
    }

    /** How many records went to the officer, and how many of them are not there exactly once. */
    private int[] kept(Connection connection) throws Exception {
        var there = new HashMap<UUID, Integer>();
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("select client_id from record_to_match");
            while (rows.next()) {
                there.merge(UUID.fromString(rows.getString(1)), 1, Integer::sum);
            }
        }
        var sent = new HashSet<UUID>();
        handedIn.keySet().forEach(phones -> sent.addAll(phones.toMatch));
        var lost =
                (int) sent.stream().filter(id -> there.getOrDefault(id, 0) != 1).count();
        return new int[] {sent.size(), lost};
    }

    /** Records of impossible times that do not say so, and others that do. */
    private int unflagged(Connection connection) throws Exception {
        var marks = new HashMap<UUID, String>();
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "select client_id, coalesce(clock_mark, '') from visit where id > " + prepared.lastVisit()
                            + " union all select client_id, coalesce(clock_mark, '') from record_to_match");
            while (rows.next()) {
                marks.put(UUID.fromString(rows.getString(1)), rows.getString(2));
            }
        }
        var wrong = 0;
        for (var entry : handedIn.entrySet()) {
            var ids = new ArrayList<>(entry.getKey().toMatch);
            entry.getKey().acknowledgedSoFar().forEach(one -> ids.add(one.record()));
            for (var id : ids) {
                var isMarked = "IMPOSSIBLE".equals(marks.get(id));
                if (entry.getValue().isImpossible() && !isMarked) {
                    wrong++;
                }
            }
        }
        return wrong;
    }

    private int outOfOrder() {
        var wrong = 0;
        for (var phones : handedIn.keySet()) {
            for (var own : phones.acknowledged) {
                for (var i = 1; i < own.size(); i++) {
                    wrong += own.get(i).visit() > own.get(i - 1).visit() ? 0 : 1;
                }
            }
        }
        return wrong;
    }

    /** Acknowledged answers that are not there or whose attempt is not marked once; and notes late ones that are there. */
    private int lostAnswers(Connection connection) throws Exception {
        var saved = new HashMap<String, String>();
        var marked = new HashMap<Long, Integer>();
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery("select attempt_id, number, answer from attempt_answer");
            while (rows.next()) {
                saved.put(rows.getLong(1) + "/" + rows.getInt(2), rows.getString(3));
            }
            var marks = statement.executeQuery("select attempt_id, count(*) from attempt_mark group by attempt_id");
            while (marks.next()) {
                marked.put(marks.getLong(1), marks.getInt(2));
            }
        }
        lateTaken += (int) tooLate.stream()
                .filter(late -> saved.containsKey(late.attempt() + "/" + late.number()))
                .count();
        return (int) answers.stream()
                .filter(one -> !one.answer().equals(saved.get(one.attempt() + "/" + one.number()))
                        || marked.getOrDefault(one.attempt(), 0) != 1)
                .count();
    }

    /** Attempts end with their deadlines by themselves; those of the last minutes need a moment. */
    private void untilMarked(DrillDatabase database) throws Exception {
        try (var connection = database.connect()) {
            for (var i = 0; i < 60; i++) {
                if (row(
                                connection,
                                "select count(*) from attempt where started_at is not null and handed_in_at is null")[0]
                        == 0) {
                    return;
                }
                Thread.sleep(1_000);
            }
        }
    }

    private static boolean isNewestFirst(org.springframework.context.ConfigurableApplicationContext context) {
        context.getBean(World.class).signIn(Role.AUDITOR, "100000000000");
        var ids = context.getBean(AuditTrail.class).page(null, "", 0).stream()
                .map(AuditTrail.Entry::id)
                .toList();
        context.getBean(World.class).signOut();
        var sorted = ids.stream().sorted(java.util.Comparator.reverseOrder()).toList();
        return ids.size() > 10 && ids.equals(sorted);
    }

    private static long logged(Path data) throws Exception {
        var log = data.resolve("bench.log");
        if (!Files.exists(log)) {
            return 0;
        }
        var errors = new ArrayList<String>();
        var isStopping = false;
        for (var line : Files.readAllLines(log)) {
            isStopping = !line.contains("Starting MingbaiApplication")
                    && (isStopping || line.contains("Commencing graceful shutdown"));
            if (!isStopping && line.matches("^\\S+\\s+ERROR .*")) {
                errors.add(line);
            }
        }
        errors.stream().limit(5).forEach(Drill::say);
        return errors.size();
    }

    private static long[] row(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            var rows = statement.executeQuery(sql);
            assertThat(rows.next()).isTrue();
            var values = new long[rows.getMetaData().getColumnCount()];
            Arrays.setAll(values, i -> {
                try {
                    return rows.getLong(i + 1);
                } catch (java.sql.SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            return values;
        }
    }

    private static void execute(DrillDatabase database, String sql) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
