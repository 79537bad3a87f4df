package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.core.settings.LocalSettings;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.households.sheets.Blanks;
import cn.mingbai.materials.leaflets.Leaflets;
import cn.mingbai.materials.leaflets.PrintBatches;
import cn.mingbai.materials.leaflets.PrintOrder;
import cn.mingbai.print.HouseholdKind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The public page over the real chain, as a phone meets it. */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = "mingbai.demo=false",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PublicPageModuleTest {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 1);
    private static final int LIMIT_BYTES = 30 * 1024;

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Codes codes;

    @Autowired
    Households households;

    @Autowired
    LocalSettings settings;

    @Autowired
    People people;

    @Autowired
    Leaflets leaflets;

    @Autowired
    PrintBatches batches;

    @Autowired
    BlankSheets blanks;

    @Autowired
    Blanks given;

    @Autowired
    PolicyQuestions questions;

    @Autowired
    Devices devices;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private World.FreshVillage place = new World.FreshVillage("", "", "");

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void showsPolicyAndPhonesAndNobodysName() throws Exception {
        var village = complete();
        var token = codes.token(
                CodeKind.HOUSEHOLD, household(village, "欧阳𠮷䶮", "秘密屯").value());
        var answer = get("/H/" + token);
        assertThat(answer.statusCode()).isEqualTo(200);
        var page = text(answer);
        assertThat(page)
                .contains("扫码看政策，不用登录，不收费", "演示屯村", "演示镇", "演示单位")
                .contains("780元/月", "演示文〔2026〕12号", "人均存款（演示值）", "演示文〔2026〕13号", "演示小程序")
                .contains("谁能申请低保", "家里的财产怎么算", "对决定不服", "为您保密", "版本 L26-1")
                .contains("<strong>一是</strong>")
                .contains("href=\"tel:043184500001\"", "href=\"tel:043184500002\"")
                .contains("href=\"tel:043184500003\"", "href=\"tel:043184500004\"", "href=\"tel:12349\"")
                .contains("0431-84500003（演示值）")
                .contains("href=\"/visit/" + token + "\"", "我是宣传员");
        assertThat(page)
                .doesNotContain("欧阳", "𠮷", "䶮", "秘密屯", "演示宣传甲", "13900000001")
                .doesNotContain("{", "}", "null", "**", "<script", "<form", "http-equiv");
    }

    @Test
    void keepsNoSessionNoCookieAndNoTrace() throws Exception {
        var token =
                codes.token(CodeKind.HOUSEHOLD, household(complete(), "王国", "").value());
        for (var path : List.of("/H/" + token, "/H/" + token + "?lang=en", "/H/" + "0".repeat(26))) {
            var answer = get(path);
            var headers = answer.headers();
            assertThat(headers.allValues("Set-Cookie")).as(path).isEmpty();
            assertThat(headers.firstValue("Cache-Control")).get().asString().contains("no-store");
            assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .get()
                    .asString()
                    .contains("default-src 'none'", "frame-ancestors 'none'", "style-src 'self'");
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(text(answer)).doesNotContain("jsessionid");
        }
    }

    @Test
    void onlyTheWaysInForWorkerAndInspectorAndTheQuestionsKnowTheTokenAndNoLinkTellsWhereItComesFrom()
            throws Exception {
        var token =
                codes.token(CodeKind.HOUSEHOLD, household(complete(), "王国", "").value());
        var page = text(get("/H/" + token));
        assertThat(page.split(token, -1)).hasSize(5);
        var links = Pattern.compile("<a [^>]*>")
                .matcher(page)
                .results()
                .map(link -> link.group())
                .toList();
        assertThat(links).hasSize(9).allSatisfy(link -> assertThat(link).contains("noreferrer"));
        assertThat(links.stream().filter(link -> link.contains(token)))
                .hasSize(4)
                .anyMatch(link -> link.contains("/V/#door=" + token + "\""))
                .anyMatch(link -> link.contains("/V/#door=" + token + "&amp;for=check"))
                .anyMatch(link -> link.contains("/visit/" + token))
                .anyMatch(link -> link.contains("/H/" + token + "/questions"));
    }

    @Test
    void weighsLessThanThirtyKilobytesWithItsStylesheet() throws Exception {
        var token =
                codes.token(CodeKind.HOUSEHOLD, household(complete(), "王国", "").value());
        var answer = get("/H/" + token);
        var bytes = answer.body().length;
        var sheets = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:css|js|png|svg|woff2))\"")
                .matcher(text(answer))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(sheets).containsExactlyInAnyOrder("/mingbai/icon.svg", "/mingbai/page.css");
        for (var sheet : sheets) {
            var loaded = get(sheet);
            assertThat(loaded.statusCode()).isEqualTo(200);
            assertThat(new String(loaded.body(), StandardCharsets.UTF_8)).doesNotContain("@import", "url(");
            bytes += loaded.body().length;
        }
        assertThat(bytes).isLessThan(LIMIT_BYTES);
    }

    @Test
    void unknownRevokedAndMalformedCodesAnswerAlike() throws Exception {
        var village = complete();
        var household = household(village, "王国", "");
        var revoked = codes.token(CodeKind.HOUSEHOLD, household.value());
        assertThat(get("/H/" + revoked).statusCode()).isEqualTo(200);
        world.signIn(Role.TOWN_OFFICER, place.town());
        leaflets.revoke(household, "丢失");
        world.signOut();
        var first = get("/H/" + revoked);
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(text(first))
                .contains("没有登记", "谁能申请低保", "对决定不服", "问村（社区）")
                .doesNotContain("{", "}", "/visit/", "tel:", "演示屯村", "元/月", revoked);
        for (var other : List.of(
                "0".repeat(26),
                "ABCDEFGHJKMNPQRSTVWXYZ0123",
                "x",
                "%27%20or%201=1",
                "%F0%A0%AE%B7",
                "U".repeat(26),
                "A".repeat(2000))) {
            var answer = get("/H/" + other);
            assertThat(answer.statusCode()).as(other).isEqualTo(404);
            assertThat(answer.body()).as(other).isEqualTo(first.body());
            assertThat(comparable(answer)).as(other).isEqualTo(comparable(first));
        }
        var again = codes.token(CodeKind.HOUSEHOLD, household.value());
        assertThat(again).isNotEqualTo(revoked);
        assertThat(get("/H/" + again).statusCode()).isEqualTo(200);
    }

    @Test
    void aBlankSheetOpensItsVillagesPageBeforeAndAfterItIsGivenAway() throws Exception {
        var village = complete();
        var household = household(village, "欧阳𠮷䶮", "秘密屯");
        var blank = java.util.Objects.requireNonNull(transactions.execute(status -> blanks.make(village, 1)))
                .getFirst();
        var token = codes.token(CodeKind.BLANK, blank.id().value());
        var before = text(get("/H/" + token));
        assertThat(before)
                .contains("演示屯村", "谁能申请低保", "href=\"/visit/" + token + "\"")
                .doesNotContain("空白", "/questions");
        world.signIn(Role.TOWN_OFFICER, place.town());
        given.bind(village, blank.number().shown(), number(household));
        world.signOut();
        var after = get("/H/" + token);
        assertThat(text(after)).doesNotContain("欧阳", "秘密屯", "空白");
        assertThat(text(after).replaceAll("(?s)\\s*<section id=\"questions\">.*?</section>", ""))
                .as("nothing but the questions is added")
                .isEqualToIgnoringWhitespace(before);
        var unknown = get("/H/" + "0".repeat(26));
        codes.revoke(CodeKind.BLANK, blank.id().value());
        assertThat(get("/H/" + token).statusCode()).isEqualTo(404);
        assertThat(get("/H/" + token).body()).isEqualTo(unknown.body());
    }

    @Test
    void aStubTellsWhoeverScansItThePolicyAndLeadsNowhere() throws Exception {
        var village = complete();
        household(village, "欧阳𠮷䶮", "秘密屯");
        world.signIn(Role.TOWN_OFFICER, place.town());
        batches.order(new PrintOrder(HouseholdKind.SHEET_A4, List.of(village), false), Locale.SIMPLIFIED_CHINESE);
        world.signOut();
        var stub = jdbc.sql("select s.id from print_stub s join household h on h.id = s.household_id"
                        + " where h.village_id = ?")
                .params(village.value())
                .query(Long.class)
                .single();
        var token = codes.token(CodeKind.STUB, stub);
        for (var path : List.of("/T/" + token, "/t/" + token.toLowerCase(Locale.ROOT))) {
            var answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer))
                    .contains("演示屯村", "谁能申请低保", "tel:12349")
                    .doesNotContain("欧阳", "秘密屯", "/visit/", token);
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
        assertThat(get("/H/" + token).statusCode()).as("a stub is no sheet").isEqualTo(404);
        codes.revoke(CodeKind.STUB, stub);
        assertThat(get("/T/" + token).statusCode()).isEqualTo(404);
        assertThat(get("/T/" + token).body()).isEqualTo(get("/T/x").body());
    }

    @Test
    void aRevokedCodeIsUnknownFromTheNextRequestOnWhateverACacheHasKept() throws Exception {
        var household = household(complete(), "王国", "");
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        var kept = get("/H/" + token);
        assertThat(kept.statusCode()).isEqualTo(200);
        assertThat(kept.headers().firstValue("Cache-Control")).get().asString().contains("no-store");
        assertThat(kept.headers().firstValue("ETag")).isEmpty();
        assertThat(kept.headers().firstValue("Last-Modified")).isEmpty();
        world.signIn(Role.TOWN_OFFICER, place.town());
        leaflets.revoke(household, "丢失");
        world.signOut();
        // What a cache on the way would ask to be allowed to show the old page again.
        for (var condition : List.of(
                List.of("If-None-Match", "*"),
                List.of("If-Modified-Since", "Wed, 01 Jan 2098 00:00:00 GMT"),
                List.of("Range", "bytes=0-10"),
                List.of("Cache-Control", "only-if-cached"))) {
            var answer = http.send(
                    request("/H/" + token)
                            .header(condition.get(0), condition.get(1))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(condition.toString()).isEqualTo(404);
            assertThat(text(answer)).contains("没有登记").doesNotContain("演示屯村", "/visit/");
        }
    }

    /** The right and a wrong choice of a question. */
    private String choice(String question, boolean right) {
        return List.of("a", "b", "c").stream()
                .filter(key -> questions.right("L26", Map.of(question, key)).orElse(0) == (right ? 1 : 0))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> asked(String page) {
        return Pattern.compile("name=\"answer\\.([a-z-]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private String answers(List<String> asked, int wrong) {
        var fields = new StringBuilder();
        for (var i = 0; i < asked.size(); i++) {
            fields.append("&answer.").append(asked.get(i)).append('=').append(choice(asked.get(i), i >= wrong));
        }
        return fields.substring(1);
    }

    private HttpResponse<byte[]> post(String path, String body, String... headers) throws Exception {
        var request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private List<String> statements(HouseholdId household) {
        return jdbc.sql("select concat(level, ' ', coalesce(how, '-'), ' ', apart) from informed_member"
                        + " where household_id = ? and superseded_at = '9999-12-31'")
                .params(household.value())
                .query(String.class)
                .list();
    }

    @Test
    void threeQuestionsAreAskedWithoutScriptNameOrCookieAndAreTheSameEachTime() throws Exception {
        var household = household(complete(), "欧阳𠮷䶮", "秘密屯");
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        var answer = get("/H/" + token + "/questions");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().firstValue("Cache-Control"))
                .get()
                .asString()
                .contains("no-store");
        var page = text(answer);
        assertThat(asked(page)).hasSize(3);
        assertThat(page)
                .contains("三个小问题", "不留姓名", "method=\"post\"")
                .doesNotContain("欧阳", "秘密屯", "<script", "type=\"text\"", "{", "null");
        assertThat(get("/h/" + token.toLowerCase(Locale.ROOT) + "/questions").body())
                .isEqualTo(answer.body());
        assertThat(Pattern.compile("<a [^>]*>").matcher(page).results().map(link -> link.group()))
                .allSatisfy(link -> assertThat(link).contains("noreferrer"));
    }

    @Test
    void aWrongAnswerLeadsToTheParagraphAndThreeRightOnesConfirmOnce() throws Exception {
        var household = household(complete(), "王国", "");
        var path = "/H/" + codes.token(CodeKind.HOUSEHOLD, household.value()) + "/questions";
        var asked = asked(text(get(path)));
        var wrong = post(path, answers(asked, 1));
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(text(wrong)).contains("请再看看").doesNotContain("分", "答错", "2/3", "谢谢");
        assertThat(text(wrong).split("read-again", -1)).as("one paragraph").hasSize(2);
        assertThat(text(wrong).split(" checked", -1)).as("what was right stays").hasSize(3);
        assertThat(statements(household)).isEmpty();
        assertThat(text(post(path, "answer." + asked.getFirst() + "=" + choice(asked.getFirst(), true))))
                .contains("还有没选的题");
        var right = post(path, answers(asked, 0));
        assertThat(text(right)).contains("谢谢").doesNotContain("<form");
        assertThat(right.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(statements(household)).containsExactly("CONFIRMED SELF_ANSWERED 0");
        var again = post(path, answers(asked, 0));
        assertThat(again.body()).as("nobody is told what was there before").isEqualTo(right.body());
        assertThat(get(path).body()).isEqualTo(get(path).body());
        assertThat(statements(household)).hasSize(1);
        assertThat(jdbc.sql("select count(*) from confirmation where household_id = ?")
                        .params(household.value())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void hostileAnswersConfirmNothing() throws Exception {
        var household = household(complete(), "王国", "");
        var path = "/H/" + codes.token(CodeKind.HOUSEHOLD, household.value()) + "/questions";
        var asked = asked(text(get(path)));
        for (var body : List.of(
                "",
                "answer.=a",
                "answer." + asked.getFirst() + "=%27%20or%201=1",
                "answer." + asked.getFirst() + "=a&answer." + asked.getFirst() + "=b&answer." + asked.getFirst() + "=c",
                "answer." + "x".repeat(5000) + "=a",
                asked.stream().map(one -> "answer." + one + "=%F0%A0%AE%B7").reduce("", (a, b) -> a + "&" + b))) {
            var answer = post(path, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(200);
            assertThat(text(answer)).as(body).contains("还有没选的题").doesNotContain("or 1=1", "𠮷");
        }
        assertThat(statements(household)).isEmpty();
    }

    @Test
    void unknownRevokedAndBlankCodesAnswerAlikeToTheQuestionsToo() throws Exception {
        var village = complete();
        var household = household(village, "王国", "");
        var revoked = codes.token(CodeKind.HOUSEHOLD, household.value());
        world.signIn(Role.TOWN_OFFICER, place.town());
        leaflets.revoke(household, "丢失");
        world.signOut();
        var blank = java.util.Objects.requireNonNull(transactions.execute(status -> blanks.make(village, 1)))
                .getFirst();
        var first = get("/H/" + revoked + "/questions");
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(text(first)).contains("没有可答的问题").doesNotContain(revoked, "演示屯村", "<form");
        for (var token : List.of(
                codes.token(CodeKind.BLANK, blank.id().value()),
                revoked,
                "0".repeat(26),
                "x",
                "%27%20or%201=1",
                "A".repeat(2000))) {
            for (var answer :
                    List.of(get("/H/" + token + "/questions"), post("/H/" + token + "/questions", "answer.free=c"))) {
                assertThat(answer.statusCode()).as(token).isEqualTo(404);
                assertThat(answer.body()).as(token).isEqualTo(first.body());
                assertThat(comparable(answer)).as(token).isEqualTo(comparable(first));
            }
        }
        world.signIn(Role.TOWN_OFFICER, place.town());
        given.bind(village, blank.number().shown(), number(household));
        world.signOut();
        assertThat(get("/H/" + codes.token(CodeKind.BLANK, blank.id().value()) + "/questions")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneCodeIsSlowedDownAndTheHouseholdsBehindTheSameAddressAreNot() throws Exception {
        var village = complete();
        var greedy = household(village, "王国", "");
        var path = "/H/" + codes.token(CodeKind.HOUSEHOLD, greedy.value()) + "/questions";
        var asked = asked(text(get(path)));
        var last = 0;
        for (var i = 0; i < 30 && last != 429; i++) {
            last = post(path, answers(asked, 1)).statusCode();
        }
        assertThat(last).isEqualTo(429);
        assertThat(get(path).statusCode()).as("reading is free").isEqualTo(200);
        for (var i = 0; i < 100; i++) {
            var neighbour = household(village, "邻" + i, "");
            var theirs = "/H/" + codes.token(CodeKind.HOUSEHOLD, neighbour.value()) + "/questions";
            assertThat(text(post(theirs, answers(asked(text(get(theirs))), 0))))
                    .as("household %s behind the one address", i)
                    .contains("谢谢");
        }
    }

    @Test
    void whatComesFromAWorkersOwnPhoneIsConfirmedApart() throws Exception {
        var village = complete();
        var household = household(village, "王国", "");
        var other = household(village, "李国", "");
        world.signIn(Role.OUTREACH_WORKER, place.village());
        var installation = java.util.UUID.randomUUID();
        devices.register(installation, "测试手机");
        world.signOut();
        var path = "/H/" + codes.token(CodeKind.HOUSEHOLD, household.value()) + "/questions";
        var asked = asked(text(get(path)));
        var shown = post(path, answers(asked, 0), "Cookie", "mb-phone=" + installation);
        assertThat(text(shown)).contains("谢谢");
        assertThat(statements(household)).containsExactly("CONFIRMED SELF_ANSWERED 1");
        var theirs = "/H/" + codes.token(CodeKind.HOUSEHOLD, other.value()) + "/questions";
        post(theirs, answers(asked(text(get(theirs))), 0), "Cookie", "mb-phone=x; a=" + installation);
        assertThat(statements(other)).containsExactly("CONFIRMED SELF_ANSWERED 0");
    }

    @Test
    void noPageBehindACodeLinksToAComplaintWithTheCode() throws Exception {
        var household = household(complete(), "王国", "");
        var token = codes.token(CodeKind.HOUSEHOLD, household.value());
        for (var path : List.of("/H/" + token, "/H/" + token + "/questions")) {
            var page = text(get(path));
            var leading = Pattern.compile("(?:href|action)=\"([^\"]*" + token + "[^\"]*)\"")
                    .matcher(page)
                    .results()
                    .map(found -> found.group(1));
            assertThat(leading)
                    .isSubsetOf(
                            "/V/#door=" + token,
                            "/V/#door=" + token + "&amp;for=check",
                            "/visit/" + token,
                            "/H/" + token,
                            "/H/" + token + "/questions");
        }
    }

    private String number(HouseholdId household) {
        return new HouseholdNumber(jdbc.sql("select number from household where id = ?")
                        .params(household.value())
                        .query(String.class)
                        .single())
                .shown();
    }

    @Test
    void readsWhatIsTypedByHandAndAnswersHead() throws Exception {
        var token =
                codes.token(CodeKind.HOUSEHOLD, household(complete(), "王国", "").value());
        var expected = get("/H/" + token).body();
        assertThat(get("/H/" + token.toLowerCase(Locale.ROOT)).body()).isEqualTo(expected);
        assertThat(get("/h/" + token.toLowerCase(Locale.ROOT)).body()).isEqualTo(expected);
        assertThat(get("/H/" + token.substring(0, 9).toLowerCase(Locale.ROOT) + token.substring(9))
                        .body())
                .isEqualTo(expected);
        var head = http.send(
                request("/H/" + token)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (var method : List.of("POST", "PUT", "DELETE")) {
            var refused = http.send(
                    request("/H/" + token)
                            .method(method, HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(refused.statusCode()).as(method).isBetween(400, 499);
            assertThat(refused.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void leavesOutWhatIsNotSetWithoutATrace() throws Exception {
        place = world.freshVillage();
        var village = world.division(place.village());
        world.signIn(Role.TOWN_OFFICER, place.town());
        var token = codes.token(CodeKind.HOUSEHOLD, household(village, "王国", "").value());
        var answer = get("/H/" + token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer))
                .contains("谁能申请低保", "演示屯村", "/visit/" + token)
                .doesNotContain("{", "}", "现在的标准", "本地限额", "网上办理", "tel:", "null", "【缺】", "（）");
    }

    private DivisionId complete() {
        place = world.freshVillage();
        var village = world.division(place.village());
        world.signIn(Role.DISTRICT_OFFICER, place.district());
        var values = Map.ofEntries(
                Map.entry(SettingKey.UNIT, "演示单位"),
                Map.entry(SettingKey.STANDARD_URBAN, "780元/月"),
                Map.entry(SettingKey.STANDARD_RURAL, "6480元/年"),
                Map.entry(SettingKey.STANDARD_DOCUMENT, "演示文〔2026〕12号"),
                Map.entry(SettingKey.STANDARD_FROM, "2026年7月1日"),
                Map.entry(SettingKey.ASSETS_SUMMARY, "人均存款（演示值）"),
                Map.entry(SettingKey.ASSETS_DOCUMENT, "演示文〔2026〕13号"),
                Map.entry(SettingKey.APPLY_ONLINE, "演示小程序"),
                Map.entry(SettingKey.HOTLINE, "12349"),
                Map.entry(SettingKey.PHONE_DISTRICT_ADVICE, "0431-84500001"),
                Map.entry(SettingKey.PHONE_DISTRICT_REPORT, "0431-84500002"),
                Map.entry(SettingKey.PHONE_TOWN_ADVICE, "0431-84500003（演示值）"),
                Map.entry(SettingKey.PHONE_TOWN_REPORT, "0431-84500004"),
                Map.entry(SettingKey.PETITION, "每周三上午"),
                Map.entry(SettingKey.EXCLUSION_SHARE, "20%"),
                Map.entry(SettingKey.VISIT_PHOTO, "不开通"),
                Map.entry(SettingKey.VISIT_POSITION, "不开通"));
        assertThat(values.keySet()).isEqualTo(Set.of(SettingKey.values()));
        values.forEach((key, value) -> settings.set(
                world.division(key.lowest() == Level.COUNTY ? place.district() : place.town()),
                key,
                value,
                "测试",
                FROM));
        people.add(
                new StaffNumber("PP" + Long.toString(System.nanoTime(), 36)),
                "演示宣传甲",
                "13900000001",
                village,
                Duty.OUTREACH_A,
                FROM);
        return village;
    }

    private HouseholdId household(DivisionId village, String head, String group) {
        var next = jdbc.sql("select count(*) + 1 from household where village_id = ?")
                .params(village.value())
                .query(Integer.class)
                .single();
        return households.add(
                village,
                new HouseholdNumber(String.valueOf(next)),
                new HouseholdDetails(group, head, null, 2, true, true, false),
                FROM);
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html")
                .header("Accept-Language", "zh-CN");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> comparable(HttpResponse<byte[]> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
        return headers;
    }
}
