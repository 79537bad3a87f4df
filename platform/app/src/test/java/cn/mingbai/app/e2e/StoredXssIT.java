package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.access.AccessWalk;
import cn.mingbai.app.checks.CanaryListener;
import cn.mingbai.app.checks.CheckNumber;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.copies.Copies;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.testing.OwnerDatabase;
import cn.mingbai.quizzes.attempts.AttemptKeys;
import com.vaadin.flow.router.OptionalParameter;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every text that a person or an import can leave in the database is hostile markup, whatever the services would have said
 * to it: every view, public page and form shows it, and none runs it.
 */
@CheckNumber(5)
class StoredXssIT extends DemoDistrict {

    private static final String DISTRICT = "district";
    private static final List<String> LOG_INS =
            List.of(DISTRICT, "admin", "security", "district2", "town", "staff", "outreach", "inspector", "auditor");

    /** How often everything is walked, each row with another text every time. */
    private static final int TURNS = Integer.getInteger("mingbai.xss.turns", 1);

    private static final int COURSES = 12;

    /** What a text names that asks another machine. */
    private static final String ELSEWHERE = "evil.invalid";

    /** Texts that no person and no file wrote, by why. */
    private static final Map<String, Pattern> NOBODYS = Map.of(
            "a word of the program's own, which has to be one that it knows",
            Pattern.compile(
                    ".*\\.(kind|state|duty|role|level|cause|reason_code|ruling|track|layer|rule_layer|edition|item"
                            + "|household_basis|clock_mark|household_state|spoke_with|satisfaction|why|text_label|handed_in_how"
                            + "|readable_by|media_type|failure_key|text_key|ledger|rule|policy_calendar|board_kind|window_kind)"
                            + "|(training_excuse|household_state|record_to_match|rate_snapshot_line|inspection_record)\\.(reason|kind|why)"),
            "a key, a code or figures, by which the program finds it again or counts",
            Pattern.compile(
                    ".*\\.(code|.*_code|.*_key|client_id|.*_hash|list_key|serial|subject|owner|number|staff_number"
                            + "|login_name|reference|path|.*_path|key_.*|group_order|points|courses|duties|email|evidence"
                            + "|blueprint|sources|passes|owed|counts)"
                            + "|(key_fingerprint|shipped_content)\\.name|inspection_part\\.name"
                            + "|(inspection_item|callback_item)\\.part|attempt_mark\\.items|attempt\\w*_answer\\.answer"
                            + "|inspection_number\\.sealed|second_factor\\.secret|course_recheck\\.(affected_versions|lessons)"),
            "a row of the audit trail, which nobody can change: the walk begins with a log-in that leaves one",
            Pattern.compile("audit_entry\\..*"),
            "the database's own",
            Pattern.compile("flyway_schema_history\\..*|spring_.*"));

    /** Texts that stand on no page of the walk, by why. */
    private static final Map<String, Pattern> UNSEEN = Map.of(
            "shown in dialogs and files only, or frozen there: its source is shown",
            Pattern.compile("attachment\\.file_name|attempt\\.(paper|sheet|title)|(callback|inspection)_finding\\..*"
                    + "|inspection\\.list_text|inspection_draw\\.draw_text|inspection_(item|listed)\\.group_name"
                    + "|print_(sheet|village)\\..*|(rate|outreach)_snapshot\\w*\\..*|outreach_area\\.group_name"
                    + "|division_version\\.source|course_version\\.note|policy_text_draft\\..*|question_draft\\..*"
                    + "|board_place_details\\.reason|training_record\\.reason|phase_acceptance\\.sheet"),
            "masked, but for its first character, wherever nobody asks for it in clear",
            Pattern.compile("household_details\\.(head|phone)|person\\.phone|visit\\.member|visit_position\\.content"),
            "of an undertaking of the program's, written in its own words",
            Pattern.compile("job\\.(failure_arguments|parameters|progress)|notice\\.arguments|approval\\.note"),
            "kept of what was withdrawn, found, moved or told, which the demo district has none of",
            Pattern.compile(
                    ".*\\.(superseded_reason|withdrawn_why|halted_why|settled_why)|sitting_extra\\..*|answer_file\\..*"
                            + "|course_(certificate|recheck)\\..*|dossier\\w*\\..*|drawn_paper\\w*\\..*|feed_token\\..*"
                            + "|household_(distinct|found|origin|place)\\..*|(inspection_record|record_to_match)\\..*"
                            + "|key_correction\\..*|ledger_choice\\..*|meeting\\.place|officer_digest_line\\..*"
                            + "|outreach_handover\\.note|question_retirement\\..*|village_change\\..*"));

    /** What a browser asks for that is no page: files and answers to scripts; and what only leads on. */
    private static final Pattern NO_PAGE = Pattern.compile(
            "/(attachments|api|printed|dossier-files|mingbai|certificate)/.*|/V/(app|pack|standing|devices|sw|manifest).*"
                    + "|/Q/\\{token}/(clock|paper)|/logout|/setup/.*|/second-factor|/quiz/.*|/V|/V/sign-in|/V/\\{.*|/[a-z]/.*|/T/:");

    /** What lies in the village of the demo's outreach worker, by a column that names the village. */
    private static final String OF_THE_WORKER =
            " join posting p on p.division_id = %s join person s on s.id = p.person_id and s.staff_number = 'outreach'";

    private static final String MARKUP = "<img src=x onerror=window.hurt=1>";

    private static final String FAILED = "系统出了差错";

    private static final List<String> NOT_THE_PAGE = List.of(FAILED, "没有这个页面", "没有找到，或不在您的范围内");

    /** Notes what runs, before anything of the page does. */
    private static final String CANARY = """
            (() => {
              const ran = [];
              Object.defineProperty(window, 'hostileRan', { value: ran });
              const note = what => () => { ran.push(what + ' ran'); };
              Object.defineProperty(window, 'hurt', { get: () => undefined, set: note('a script') });
              window.a = note('a script');
              for (const dialog of ['alert', 'confirm', 'prompt']) window[dialog] = note(dialog);
            })();
            """;

    /** What ran, what would have run at a click, where the page shows which text, and where it leads. */
    private static final String LOOK = """
            const wrong = [...window.hostileRan];
            const marks = new Set(), links = new Set();
            const said = text => { for (const [, mark] of text.matchAll(/‹([0-9a-z]{2})›/g)) marks.add(mark); };
            const look = root => {
              said(root.textContent || '');
              for (const element of root.querySelectorAll('*')) {
                for (const { name, value } of element.attributes) {
                  if (name.startsWith('on') && /hurt|^a\\(\\)/.test(value)
                      || /^(href|src|action|formaction|data|xlink:href)$/.test(name)
                        && (/^[\\s\\u0000]*(java|vb)script:/i.test(value) || value.includes('evil.invalid'))
                      || name === 'srcdoc') {
                    wrong.push(element.outerHTML.slice(0, 150));
                  }
                  said(value);
                }
                if (element.localName === 'script' && /hurt\\s*=/.test(element.textContent)) wrong.push('a script element');
                if (typeof element.value === 'string') said(element.value);
                if (element.localName === 'a' && element.href) links.add(String(element.href.baseVal ?? element.href));
                if (element.localName === 'vaadin-side-nav-item' && element.path) links.add(new URL(element.path, document.baseURI).href);
                if (element.shadowRoot) look(element.shadowRoot);
              }
            };
            look(document);
            said(document.body.textContent);
            return { wrong, marks: [...marks], links: [...links] };
            """;

    @Autowired
    ApplicationContext context;

    @Autowired
    OwnerDatabase owner;

    @Autowired
    FieldCipher cipher;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Codes codes;

    @Autowired
    AttemptKeys keys;

    @Autowired
    Copies copies;

    @Autowired
    TransactionTemplate transactions;

    private final Map<String, String> wrong = new TreeMap<>();
    private final Map<String, Set<String>> shown = new TreeMap<>();
    private final Map<String, Integer> opened = new TreeMap<>();
    private final Map<String, String> notOpened = new TreeMap<>();
    private final Set<String> failed = new TreeSet<>();
    private final Map<String, Pattern> pages = new TreeMap<>();

    @Test
    void everyTextIsShownAndRunsNowhere() throws Exception {
        findPages();
        try (var listener = new CanaryListener();
                var columns = new HostileColumns(owner, cipher)) {
            var peoples = columns.all().stream()
                    .filter(column -> !isOneOf(NOBODYS, column))
                    .toList();
            for (var turn = 0; turn < TURNS; turn++) {
                columns.fill(peoples, turn);
                raise();
                walk(listener, turn);
            }
            System.out.println(
                    "Texts: " + columns.texts() + " in " + columns.filled().size() + " columns, shown from "
                            + shown.size() + "; pages opened: "
                            + opened.values().stream().mapToInt(n -> n).sum() + " of "
                            + opened.size() + " kinds");
            assertThat(wrong).as("what ran or would run").isEmpty();
            assertThat(listener.hits()).as("calls of another machine").isZero();
            assertThat(columns.refused()).as("columns that took no text").isEmpty();
            assertThat(failed).as("pages that failed").isEmpty();
            assertThat(pages.keySet().stream()
                            .filter(page -> !opened.containsKey(page))
                            .map(page -> page + " " + notOpened.getOrDefault(page, "")))
                    .as("pages without an address here")
                    .isEmpty();
            assertThat(columns.filled().values().stream()
                            .filter(column -> !shown.containsKey(column.mark()) && !isOneOf(UNSEEN, column))
                            .map(String::valueOf))
                    .as("texts that no page shows")
                    .isEmpty();
            assertThat(columns.empty().stream()
                            .filter(column -> UNSEEN.values().stream()
                                    .noneMatch(
                                            pattern -> pattern.matcher(column).matches())))
                    .as("columns of which the demo district has none")
                    .isEmpty();
        } finally {
            raise();
        }
    }

    private static boolean isOneOf(Map<String, Pattern> reasons, HostileColumns.Column column) {
        return reasons.values().stream()
                .anyMatch(pattern -> pattern.matcher(column.toString()).matches());
    }

    private void raise() {
        transactions.executeWithoutResult(status -> jdbc.queryForList("select topic from copy_version", String.class)
                .forEach(topic -> copies.raise(new Copies.Topic(topic))));
    }

    private void findPages() {
        var walk = new AccessWalk(context);
        walk.routes().forEach((route, view) -> {
            var path = "/" + route;
            var regex = path.replaceAll("/:\\w+\\?", "(?:/[^/]+)?")
                    .replaceAll(":\\w+\\(([^)]*)\\)", "$1")
                    .replaceAll(":\\w+", "[^/]+");
            var parameter = parameter(view);
            if (parameter == null || parameter.isAnnotationPresent(OptionalParameter.class)) {
                pages.put(path, Pattern.compile(regex));
            }
            if (parameter != null) {
                pages.put(path + "/:", Pattern.compile(regex + "/[^/]+"));
            }
        });
        pages.keySet().removeIf(page -> NO_PAGE.matcher(page).matches());
        walk.endpoints().keySet().stream()
                .filter(endpoint -> endpoint.startsWith("GET "))
                .map(endpoint -> endpoint.substring("GET ".length()))
                .filter(path -> !NO_PAGE.matcher(path).matches())
                .forEach(path -> pages.put(
                        path,
                        Pattern.compile(path.replaceAll("\\{\\w+:(.*)}", "$1").replaceAll("\\{\\w+}", "[^/]+"))));
    }

    /** What a view takes after its path, if it takes anything. */
    private static @Nullable Parameter parameter(Class<?> view) {
        return Arrays.stream(view.getDeclaredMethods())
                .filter(method -> method.getName().equals("setParameter") && !method.isBridge())
                .map(method -> method.getParameters()[1])
                .findFirst()
                .orElse(null);
    }

    /** The page at an address; null when it is none of ours. */
    private @Nullable String page(String path) {
        return pages.entrySet().stream()
                .filter(page -> page.getValue().matcher(path).matches())
                .map(Map.Entry::getKey)
                .max(Comparator.comparingInt(
                        page -> page.replaceAll("[:{][^/]*", "").length()))
                .orElse(null);
    }

    private void walk(CanaryListener listener, int turn) {
        var done = new HashSet<String>();
        try (var browser = browser(listener, 1280)) {
            browser.open("/login");
            browser.type(By.name("username"), "<svg onload=window.hurt=1>");
            browser.type(By.name("password"), "<svg onload=window.hurt=1>");
            browser.click(By.cssSelector("form[action*=login] button[type=submit]"));
            open(browser, "nobody", openPages(), done, false);
            for (var logIn : LOG_INS) {
                browser.signOut();
                browser.signIn(logIn, Chromium.PASSWORD);
                open(browser, logIn, List.of("/", "/nothing/" + encoded(MARKUP)), done, true);
                open(browser, logIn, addresses(logIn), done, true);
                if (!wrong.isEmpty()) {
                    // Found: what else runs comes out once this does not.
                    return;
                }
                if (logIn.equals("staff")) {
                    answer(browser, turn);
                }
            }
        }
        try (var browser = browser(listener, 390)) {
            visit(browser);
        }
    }

    private static Chromium browser(CanaryListener listener, int width) {
        var browser = Chromium.thatResolves(BASE, width, ELSEWHERE, listener.port());
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", CANARY));
        return browser;
    }

    /** Of whoever has not logged in: what codes on paper open, and what an address may say. */
    private List<String> openPages() {
        var household = "/H/" + codes.token(CodeKind.HOUSEHOLD, first("household"));
        return List.of(
                household,
                household + "/questions",
                "/P/" + one("select max(code) from division_version where level = 'VILLAGE' and code like '220172%'"),
                "/B/" + codes.token(CodeKind.BOARD, first("board_place")),
                "/C/" + codes.token(CodeKind.CERTIFICATE, first("course_certificate")),
                "/R/" + codes.token(CodeKind.SNAPSHOT, first("rate_snapshot")),
                "/R/" + codes.token(CodeKind.OUTREACH_SNAPSHOT, first("outreach_snapshot")),
                "/S/" + codes.token(CodeKind.CLASS_SEAT, first("class_seat")),
                "/T/" + codes.token(CodeKind.STUB, first("print_stub")),
                "/first-login",
                "/login?error=" + encoded(MARKUP),
                "/nothing/" + encoded(MARKUP));
    }

    /** Where a log-in finds what no link of another page names. */
    private List<String> addresses(String logIn) {
        return switch (logIn) {
            case DISTRICT -> {
                var found = new ArrayList<>(pages.keySet().stream()
                        .filter(page -> !page.contains(":") && !page.contains("{"))
                        .toList());
                var town = one("select min(division_id) from division_version where level = 'TOWNSHIP'"
                        + " and code like '220172%' and superseded_at = '9999-12-31'");
                for (var page : List.of(
                        "acceptance",
                        "boards",
                        "bulletin",
                        "district",
                        "ledgers",
                        "settings",
                        "training-ledgers",
                        "outreach",
                        "coverage",
                        "household-ledgers")) {
                    found.add("/" + page + "/" + town);
                }
                var village = one("select min(village_id) from household");
                found.add("/blank-sheets/" + village);
                found.add("/handover?village=" + village + "&person="
                        + one("select min(id) from person where staff_number = 'outreach'"));
                found.add("/acceptance-record/" + first("phase_acceptance"));
                found.add("/board-place/" + first("board_place"));
                found.add("/inspection/" + first("inspection"));
                found.add("/certificates/" + one("""
                        select min(t.person_id) from training_record t join posting p on p.person_id = t.person_id
                        join division_version d on d.division_id = p.division_id
                        where d.level = 'VILLAGE' and d.code like '220172%'
                        """));
                found.add("/authoring/"
                        + one("select concat(course_code, '/', version) from course_version order by state, course_code"
                                + " limit 1")
                        + "/publish");
                found.addAll(List.of(
                        "/question-analysis/01",
                        "/question-files/01",
                        "/questions/01",
                        "/questions/01/01-02",
                        "/questions/01/01-02/correction",
                        "/quiz-settings/01"));
                found.add("/rate-snapshots/" + one("select max(id) from rate_snapshot") + "/difference");
                found.add("/texts/" + one("select min(code) from policy_text") + "/edit");
                found.add("/search?q=" + encoded("补贴"));
                found.add("/search?q=" + encoded(MARKUP));
                yield found;
            }
            case "outreach" -> {
                var household = one("select min(h.id) from household h" + OF_THE_WORKER.formatted("h.village_id"));
                var visit = "/visit/" + codes.token(CodeKind.HOUSEHOLD, Long.parseLong(household));
                var blank = one("select max(b.id) from blank_sheet b" + OF_THE_WORKER.formatted("b.village_id"));
                var place = one(
                        "select min(b.place_id) from board_place_details b" + OF_THE_WORKER.formatted("b.division_id"));
                yield List.of(
                        "/visit/household/" + household,
                        visit,
                        visit + "/form",
                        "/visit/" + codes.token(CodeKind.BLANK, Long.parseLong(blank)) + "/blank?number=1",
                        "/visit/receipt/"
                                + one("select max(v.client_id) from visit v join household h on h.id = v.household_id"
                                        + OF_THE_WORKER.formatted("h.village_id")),
                        "/board/place/" + place,
                        "/board/" + codes.token(CodeKind.BOARD, Long.parseLong(place)),
                        "/board/receipt/"
                                + one("select max(b.client_id) from board_posting b"
                                        + OF_THE_WORKER.formatted("b.division_id")));
            }
            case "auditor" -> List.of("/audit");
            case "admin" -> List.of("/accounts", "/divisions/load", "/people", "/first-login-codes");
            default -> List.of();
        };
    }

    /** A test, to its end: each turn another course's, because a few tries that fail are followed by a pause. */
    private void answer(Chromium browser, int turn) {
        browser.open("/courses/%02d".formatted(1 + turn % COURSES));
        browser.settle();
        browser.click(By.id("start-quiz"));
        var answering = new AnsweringSteps(browser, keys);
        var size = answering.size();
        for (var number = 1; number <= size; number++) {
            var now = number;
            browser.until(current -> answering.number() == now);
            note(browser, "staff question " + number, "/Q/{token}");
            answering.next();
        }
        answering.handIn();
        browser.see(By.id("failed"));
        note(browser, "staff result", "/Q/{token}/result");
    }

    /** The app on a worker's phone. */
    private void visit(Chromium browser) {
        var phone = new VisitAppSteps(browser);
        phone.registerAs("outreach");
        note(browser, "outreach visit app", "/V/");
        for (var screen : List.of("#list", "#records", "#standing")) {
            phone.go(screen);
            browser.settle();
            note(browser, "outreach visit app " + screen, "/V/");
        }
    }

    private long first(String table) {
        var id = jdbc.queryForObject("select coalesce(min(id), 0) from " + table, Long.class);
        return id == null ? 0 : id;
    }

    private String one(String sql) {
        var found = jdbc.queryForList(sql, String.class);
        return found.isEmpty() || found.getFirst() == null ? "0" : found.getFirst();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void open(Chromium browser, String logIn, List<String> addresses, Set<String> done, boolean follow) {
        var waiting = new ArrayDeque<>(addresses);
        while (!waiting.isEmpty()) {
            var address = waiting.poll();
            var page = page(URI.create(address).getPath());
            // Each kind of page once, but everybody's own first page, and what is no page.
            if (done.contains(logIn + address) || page != null && !page.equals("/") && done.contains(page)) {
                continue;
            }
            browser.open(address);
            browser.settle();
            done.add(logIn + address);
            var links = note(browser, logIn + " " + address, page);
            if (page != null && opened.containsKey(page)) {
                done.add(page);
            }
            if (follow) {
                links.stream()
                        .filter(link -> link.startsWith(BASE + "/") && !link.contains("lang="))
                        .map(link -> link.substring(BASE.length()).replaceFirst("#.*", ""))
                        .filter(link -> page(URI.create(link).getPath()) != null)
                        .forEach(waiting::add);
            }
        }
    }

    /** Looks at what a browser shows and says where it leads. */
    @SuppressWarnings("unchecked")
    private List<String> note(Chromium browser, String at, @Nullable String page) {
        var found = (Map<String, List<String>>) browser.driver().executeScript(LOOK);
        if (!found.get("wrong").isEmpty()) {
            wrong.put(at, found.get("wrong").toString());
        }
        found.get("marks")
                .forEach(mark ->
                        shown.computeIfAbsent(mark, first -> new TreeSet<>()).add(String.valueOf(page)));
        if (page != null) {
            var text = browser.text();
            NOT_THE_PAGE.stream()
                    .filter(text::contains)
                    .findFirst()
                    .ifPresentOrElse(
                            sentence -> {
                                notOpened.put(page, at + ": " + sentence);
                                if (sentence.equals(FAILED)) {
                                    failed.add(at);
                                }
                            },
                            () -> opened.merge(page, 1, Integer::sum));
        }
        return found.get("links");
    }
}
