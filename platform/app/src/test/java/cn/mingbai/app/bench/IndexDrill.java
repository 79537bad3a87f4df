package cn.mingbai.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.Browser;
import cn.mingbai.app.checks.VaadinPage;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.search.SearchDocuments;
import cn.mingbai.core.search.SearchPassage;
import cn.mingbai.core.testing.IndexDamage;
import cn.mingbai.core.testing.World;
import cn.mingbai.courses.search.Answer;
import cn.mingbai.courses.search.IndexForgery;
import cn.mingbai.courses.search.Search;
import cn.mingbai.courses.search.SearchProbe;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Damage to the search index of the packed application. Its process is killed by signal 9 at random moments while the index
 * is first built and while it is built anew because the data went on ({@code kills}; {@code cut_short} of them before the
 * index was whole); then its files are spoilt between starts, in groups ({@code damages}). After every start it must be
 * ready, pages must open, and the search must answer or say that it is being built; then it must find what an index finds
 * that another process has just built of the same database.
 *
 * <p>{@code ready_s}: the longest from a start to readiness. {@code degraded}: starts after which the search first said that
 * it was being built; {@code at_once}: those after which it answered; {@code older_than_data}: 1 when an index older than the
 * database answered at once. {@code rebuild_s}: the
 * longest from readiness to answers of today. {@code building_ms}: the longest that the building itself took by the
 * application's own log. {@code wrong}: of the queries at the end, over the search page of two people, those that found
 * something else than the fresh index; {@code out_of_scope}: found explanations of questions that the person has never
 * handed in, by the database; {@code in_scope}: those that the person has, which shows that they are asked for.
 *
 * <p>{@code --sabotage}: before the queries the index is exchanged for a wrong one that is whole in itself, and they must
 * show it.
 */
class IndexDrill {

    private static final int KILLS = Integer.getInteger("mingbai.drill.kills", 20);
    private static final int DAMAGES = Integer.getInteger("mingbai.drill.damages", 100);
    private static final int AT_ONCE = 10;
    private static final int QUERIES = Integer.getInteger("mingbai.drill.queries", 1000);
    private static final int COPIES = Integer.getInteger("mingbai.drill.copies", 6);
    private static final int OK = 200;
    private static final int BEST = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BUILDING = "资料正在整理";
    private static final Pattern FOUND = Pattern.compile("search/card\\?[^\"]*?\\bof=([^&\"]+)");
    private static final Pattern BUILT = Pattern.compile("The search index holds (\\d+) passages, built in (\\d+) ms");
    private static final List<String> CONTROL = List.of("公示7天", "低保金怎么发", "近亲属登记");

    /** People, what there is to ask, and what they may find of the explanations. */
    private record Prepared(
            String learner,
            PersonId learnerId,
            String other,
            PersonId otherId,
            List<SearchPassage> passages,
            List<String> queries) {}

    private final Random random = new Random();
    private final Path home = Path.of(System.getProperty("mingbai.drill.folder", "target"), "drill-index")
            .toAbsolutePath();
    private final Path data = home.resolve("app");
    private final Path search = data.resolve("search");
    private DrillDatabase database;
    private Prepared prepared;
    private double readySeconds;
    private double rebuildSeconds;
    private int starts;
    private int degraded;
    private int atOnce;
    private long readyAt;
    private int cutShort;

    @Test
    void index() throws Exception {
        Drill.empty("index");
        var figures = new Figures("index").put("sabotage", Drill.SABOTAGE);
        Files.createDirectories(data);
        database = DrillDatabase.make(home.resolve("database"));
        prepared = InProcess.on(data, database.environment(), this::prepare);
        FileSystemUtils.deleteRecursively(search);
        // What is drilled is no first run after a build.
        var first = start();
        awaitIndex(first);
        first.stop();
        AppProcess.learn(data);
        FileSystemUtils.deleteRecursively(search);
        var second = start();
        awaitIndex(second);
        second.stop();
        var building = built().last();

        if (!Drill.SABOTAGE) {
            for (var i = 0; i < KILLS / 2; i++) {
                FileSystemUtils.deleteRecursively(search);
                killWhileBuilding(building);
            }
            var whole = start();
            look(whole);
            awaitIndex(whole);
            whole.stop();
            for (var i = KILLS / 2; i < KILLS; i++) {
                goOn(i);
                killWhileBuilding(building);
            }
            Drill.say(KILLS + " kills, " + cutShort + " before the index was whole");
        }
        var truth = truth();
        var done = 0;
        var olderThanData = 0;
        if (!Drill.SABOTAGE) {
            var app = start();
            olderThanData = look(app);
            awaitTruth(app, truth);
            app.stop();
            while (done < DAMAGES) {
                var what = new ArrayList<String>();
                for (var i = 0;
                        i < AT_ONCE
                                && done < DAMAGES
                                && !IndexDamage.files(search).isEmpty();
                        i++) {
                    what.add(IndexDamage.in(search, random));
                    done++;
                }
                app = start();
                look(app);
                awaitTruth(app, truth);
                app.stop();
                Drill.say("after " + done + " damages: " + String.join("; ", what));
            }
        } else {
            IndexForgery.in(search, prepared.passages());
        }

        var app = start();
        if (!Drill.SABOTAGE) {
            awaitTruth(app, truth);
        }
        var asked = ask(app, truth);
        app.stop();
        var log = built();
        figures.put("kills", Drill.SABOTAGE ? 0 : KILLS)
                .put("cut_short", cutShort)
                .put("damages", done)
                .put("starts", starts)
                .put("ready_s", round(readySeconds))
                .put("degraded", degraded)
                .put("at_once", atOnce)
                .put("older_than_data", olderThanData)
                .put("passages", log.passages())
                .put("rebuild_s", round(rebuildSeconds))
                .put("building_ms", log.longest())
                .put("queries", asked.queries())
                .put("wrong", asked.wrong())
                .put("out_of_scope", asked.outOfScope())
                .put("in_scope", asked.inScope())
                .put("nothing_found", asked.empty())
                .put("red", asked.wrong() > 0 || asked.outOfScope() > 0);
        figures.print("DRILL");
        assertThat(asked.wrong() > 0).isEqualTo(Drill.SABOTAGE);
        assertThat(asked.outOfScope() > 0).isEqualTo(Drill.SABOTAGE);
        assertThat(asked.empty()).isLessThan(asked.queries() / 2);
        assertThat(log.longest()).isLessThanOrEqualTo(60_000);
        if (!Drill.SABOTAGE) {
            // A wrong index may have lost them.
            assertThat(asked.inScope()).isPositive();
            assertThat(cutShort).as("kills before the index was whole").isGreaterThanOrEqualTo(KILLS / 2);
            assertThat(degraded).isPositive();
        }
        database.stop();
        FileSystemUtils.deleteRecursively(home);
    }

    private Prepared prepare(ConfigurableApplicationContext context) throws Exception {
        var world = context.getBean(World.class);
        world.division(World.DISTRICT);
        var learner = world.person(Role.STAFF, World.VILLAGE);
        var other = world.person(Role.STAFF, World.VILLAGE);
        var now = Instant.now();
        // A scheduled test that is over: its explanations are told to who has sat it.
        var seat = QuizBench.seats(context, List.of(learner), 1, 10, now.minusSeconds(60), now.plusSeconds(3))
                .getFirst();
        var sheets = context.getBean(cn.mingbai.quizzes.attempts.AnswerSheets.class);
        world.signOut();
        var tab = sheets.open(seat.token()).tab();
        sheets.start(seat.token(), "k", tab);
        sheets.handIn(seat.token());
        var jdbc = context.getBean(org.springframework.jdbc.core.JdbcTemplate.class);
        // Its explanations are told when nobody can be answering any more: long ago.
        jdbc.update("update attempt set window_end = window_end - interval 1 hour where id = ?", seat.attempt());
        multiply(jdbc, COPIES);
        var passages = new ArrayList<SearchPassage>();
        context.getBeansOfType(SearchDocuments.class).values().forEach(one -> one.read(passages::add));
        var logIns = new cn.mingbai.app.LogIns(world, context.getBean(Accounts.class));
        return new Prepared(
                logIns.of(learner),
                learner,
                logIns.of(other),
                other,
                List.copyOf(passages),
                queries(passages, handedIn(learner)));
    }

    /** More lessons, so that an index takes a while to build: each shipped one again under other codes. */
    private static void multiply(org.springframework.jdbc.core.JdbcTemplate jdbc, int copies) {
        for (var copy = 1; copy <= copies; copy++) {
            jdbc.update("""
                insert into lesson (id, course_version_id, code, position, title, minutes, rule_layer, body, body_hash,
                  origin_hash, recorded_at, points, revision)
                select next value for lesson_seq, course_version_id, concat('X', ?, code), position + 100 * ?, title,
                  minutes, rule_layer, body, body_hash, origin_hash, recorded_at, points, revision
                from lesson where code not like 'X%'
                """, copy, copy);
        }
    }

    /** Questions that people have asked, and parts of everything that can be found, also of what not everybody may. */
    private List<String> queries(List<SearchPassage> passages, Set<String> own) {
        var queries = new ArrayList<>(new JudgedQuestions(passages).typed());
        passages.stream()
                .filter(passage -> own.contains(passage.id()))
                .forEach(passage -> queries.add(passage.title()
                        .substring(0, Math.min(20, passage.title().length()))));
        while (queries.size() < QUERIES) {
            var passage = passages.get(random.nextInt(passages.size()));
            var text = (random.nextBoolean() ? passage.title() : passage.text()).replaceAll("[^\\p{IsHan}\\d]", "");
            if (text.length() >= 3) {
                var from = random.nextInt(text.length() - 2);
                queries.add(text.substring(from, Math.min(text.length(), from + random.nextInt(3, 12))));
            }
        }
        java.util.Collections.shuffle(queries, random);
        return List.copyOf(queries.subList(0, QUERIES));
    }

    /** The data goes on while nobody looks: from now on the index is older. */
    private void goOn(int round) throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update lesson set title = concat(left(title, 80), '·" + round
                            + "'), body_hash = unhex(sha2(concat(id, '/" + round
                            + "'), 256)) where code not like 'X%'"))
                    .isPositive();
        }
    }

    // ---- starts

    private AppProcess start() throws Exception {
        var begin = System.nanoTime();
        var app = AppProcess.start(data, AppProcess.freePort(), "", database.environment());
        app.awaitHealthy();
        readyAt = System.nanoTime();
        readySeconds = Math.max(readySeconds, (readyAt - begin) / 1e9);
        starts++;
        return app;
    }

    private void killWhileBuilding(long building) throws Exception {
        var before = indexes();
        var app = start();
        var begin = System.nanoTime();
        while (before.containsAll(indexes())) {
            assertThat(System.nanoTime() - begin).isLessThan(PATIENCE.toNanos());
            Thread.sleep(5);
        }
        Thread.sleep(random.nextLong(Math.max(1, building / 2)));
        app.kill();
        for (var index : indexes()) {
            if (!before.contains(index) && !isCommitted(index)) {
                cutShort++;
            }
        }
    }

    private Set<Path> indexes() throws IOException {
        if (!Files.exists(search)) {
            return Set.of();
        }
        try (var inside = Files.list(search)) {
            return inside.filter(Files::isDirectory).collect(java.util.stream.Collectors.toSet());
        }
    }

    private static boolean isCommitted(Path index) throws IOException {
        try (var inside = Files.list(index)) {
            return inside.anyMatch(file -> file.getFileName().toString().matches("segments_\\w+"));
        }
    }

    /** What the application's log tells of building: the passages of the last, its time and the longest. */
    private record Built(int passages, long last, long longest) {}

    private Built built() throws IOException {
        var found = BUILT.matcher(Files.readString(data.resolve("bench.log")));
        var passages = 0;
        var last = 0L;
        var longest = 0L;
        while (found.find()) {
            passages = Integer.parseInt(found.group(1));
            last = Long.parseLong(found.group(2));
            longest = Math.max(longest, last);
        }
        assertThat(passages).isPositive();
        return new Built(passages, last, longest);
    }

    // ---- what a person sees

    /** The search page of somebody. */
    private static final class Searching {

        private final VaadinPage page;

        Searching(AppProcess app, String name) {
            var browser = new Browser(app.port);
            assertThat(Browser.target(browser.signIn(name, cn.mingbai.app.LogIns.PASSWORD)))
                    .doesNotContain("error");
            page = new VaadinPage(browser, "search");
        }

        String typed(String words) {
            return page.navigate("search", "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
        }

        static Set<String> found(String changes) {
            var ids = new TreeSet<String>();
            FOUND.matcher(changes)
                    .results()
                    .forEach(one -> ids.add(java.net.URLDecoder.decode(one.group(1), StandardCharsets.UTF_8)));
            return ids;
        }
    }

    /** Right after a start everything opens, and the search answers or says that it cannot yet; whether it answered. */
    private int look(AppProcess app) throws InterruptedException {
        var browser = new Browser(app.port);
        assertThat(browser.get("/login").statusCode()).isEqualTo(OK);
        assertThat(app.isHealthy()).isTrue();
        var changes = new Searching(app, prepared.other()).typed(CONTROL.getFirst());
        var answers = !Searching.found(changes).isEmpty();
        assertThat(answers || changes.contains(BUILDING)).as(changes).isTrue();
        degraded += answers ? 0 : 1;
        atOnce += answers ? 1 : 0;
        var signedIn = new Browser(app.port);
        signedIn.signIn(prepared.learner(), cn.mingbai.app.LogIns.PASSWORD);
        for (var path : List.of("/", "/policy", "/courses")) {
            assertThat(signedIn.get(path).statusCode()).as(path).isEqualTo(OK);
        }
        return answers ? 1 : 0;
    }

    private void awaitIndex(AppProcess app) throws Exception {
        var searching = new Searching(app, prepared.other());
        var begin = System.nanoTime();
        while (Searching.found(searching.typed(CONTROL.getFirst())).isEmpty()) {
            assertThat(System.nanoTime() - begin).isLessThan(PATIENCE.toNanos());
            Thread.sleep(200);
        }
    }

    /** Waits until the control questions find what they should, and nothing is being built any more. */
    private void awaitTruth(AppProcess app, Map<String, Map<String, Set<String>>> truth) throws Exception {
        var begin = System.nanoTime();
        var searching = new Searching(app, prepared.other());
        for (var question : CONTROL) {
            var wanted = truth.get(prepared.other()).get(question);
            var found = Searching.found(searching.typed(question));
            while (!found.equals(wanted)) {
                assertThat(System.nanoTime() - begin)
                        .as("%s should find %s, but finds %s", question, wanted, found)
                        .isLessThan(PATIENCE.toNanos());
                Thread.sleep(200);
                found = Searching.found(searching.typed(question));
            }
        }
        rebuildSeconds = Math.max(rebuildSeconds, (System.nanoTime() - readyAt) / 1e9);
    }

    // ---- the truth

    /** What each of the two finds by an index that is built now, in another folder, by name and question. */
    private Map<String, Map<String, Set<String>>> truth() throws Exception {
        var fresh = home.resolve("fresh");
        FileSystemUtils.deleteRecursively(fresh);
        FileSystemUtils.copyRecursively(data.resolve("keys"), fresh.resolve("keys"));
        return InProcess.on(fresh, database.environment(), context -> {
            new SearchProbe(context).awaitFresh();
            var service = context.getBean(Search.class);
            var world = context.getBean(World.class);
            var truth = new HashMap<String, Map<String, Set<String>>>();
            for (var name : List.of(prepared.learner(), prepared.other())) {
                world.signIn(name.equals(prepared.learner()) ? prepared.learnerId() : prepared.otherId());
                var own = new HashMap<String, Set<String>>();
                for (var questions : List.of(CONTROL, prepared.queries())) {
                    for (var question : questions) {
                        own.computeIfAbsent(question, typed -> found(service.find(typed, null, null)));
                    }
                }
                truth.put(name, own);
                world.signOut();
            }
            return truth;
        });
    }

    private static Set<String> found(Answer answer) {
        assertThat(answer.state()).isEqualTo(Answer.State.ANSWERED);
        var ids = new TreeSet<String>();
        answer.found().stream().limit(BEST).forEach(one -> ids.add(one.id()));
        return ids;
    }

    /** The explanations that somebody may find, by the database alone. */
    private Set<String> handedIn(PersonId person) throws Exception {
        var allowed = new HashSet<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery("select a.course_code, m.items from attempt a join attempt_mark m"
                    + " on m.attempt_id = a.id where a.handed_in_at is not null and a.person_id = " + person.value());
            while (rows.next()) {
                for (var item : rows.getString(2).split(" ")) {
                    allowed.add("question:" + rows.getString(1) + "/" + item.split(":")[0]);
                }
            }
        }
        return allowed;
    }

    private record Asked(int queries, int wrong, int outOfScope, int inScope, int empty) {}

    private Asked ask(AppProcess app, Map<String, Map<String, Set<String>>> truth) throws Exception {
        var queries = 0;
        var wrong = 0;
        var outOfScope = 0;
        var inScope = 0;
        var empty = 0;
        for (var name : List.of(prepared.learner(), prepared.other())) {
            var isLearner = name.equals(prepared.learner());
            var allowed = handedIn(isLearner ? prepared.learnerId() : prepared.otherId());
            assertThat(allowed.isEmpty()).isNotEqualTo(isLearner);
            var searching = new Searching(app, name);
            for (var i = isLearner ? 0 : 1; i < prepared.queries().size(); i += 2) {
                var typed = prepared.queries().get(i);
                var found = Searching.found(searching.typed(typed));
                queries++;
                empty += found.isEmpty() ? 1 : 0;
                if (!found.equals(truth.get(name).get(typed))) {
                    if (wrong++ < 3) {
                        Drill.say(
                                "“" + typed + "” should find " + truth.get(name).get(typed) + ", but found " + found);
                    }
                }
                for (var id : found) {
                    if (id.startsWith("question:")) {
                        outOfScope += allowed.contains(id) ? 0 : 1;
                        inScope += allowed.contains(id) ? 1 : 0;
                    }
                }
            }
        }
        return new Asked(queries, wrong, outOfScope, inScope, empty);
    }

    private static double round(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
