package cn.mingbai.app.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.mingbai.app.Authenticator;
import cn.mingbai.app.Browser;
import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.LogIns;
import cn.mingbai.app.access.AccessWalk;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.NoRoom;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.outage.DiskProbe;
import cn.mingbai.core.outage.DiskRoom;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Disks that are as full as the test says. {@code bin/drill disk} does it with true ones, under load.
 */
@CheckTest(22)
@Import(DiskFullCheckTest.Disks.class)
class DiskFullCheckTest {

    private static final long MB = 1024 * 1024;
    private static final long PLENTY = 50_000;

    /** In MB: below what is kept free, and more than nothing. */
    private static final long FULL = 100;

    private static final Duration SEEN = Duration.ofSeconds(10);
    private static final long AT_ONCE_MS = 5_000;

    private static final AtomicLong DATABASE = new AtomicLong(PLENTY);
    private static final AtomicLong APPLICATION = new AtomicLong(PLENTY);

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    DiskRoom room;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    PolicyQuestions questions;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private FieldPhones field;
    private Browser browser;

    /** The database's folders are on one disk, the application's on another. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Disks {

        @Bean
        DiskProbe probe() {
            return folder -> folder.toString().contains("/mariadb/")
                    ? new DiskProbe.Disk("database", DATABASE.get() * MB, 100_000 * MB)
                    : new DiskProbe.Disk("application", APPLICATION.get() * MB, 100_000 * MB);
        }
    }

    @BeforeEach
    void aVillage() {
        field = new FieldPhones(context, 2);
        browser = new Browser(port);
    }

    @AfterEach
    void makeRoom() throws InterruptedException {
        world.signOut();
        left(DATABASE, PLENTY);
        left(APPLICATION, PLENTY);
    }

    private void left(AtomicLong disk, long mb) throws InterruptedException {
        disk.set(mb);
        BooleanSupplier noticed =
                () -> disk == DATABASE ? room.refusesRows() == (mb <= FULL) : room.refusesFiles() == (mb <= FULL);
        for (var begin = System.nanoTime(); !noticed.getAsBoolean(); Thread.sleep(50)) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SEEN);
        }
    }

    @Test
    void aPhonesRecordsAreRefusedAtOnceAndTakenInAfterwards() throws Exception {
        var key = field.phone();
        var record = UUID.randomUUID();
        var body = FieldPhones.body(List.of(FieldPhones.visit(record, field.households.getFirst())));

        left(DATABASE, FULL);
        var begin = System.nanoTime();
        var refused = handIn(key, body);
        assertThat(System.nanoTime() - begin).isLessThan(AT_ONCE_MS * 1_000_000);
        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(refused.body()).contains("\"problem\":\"disk-full\"").contains("服务器的磁盘满了");
        assertThat(visits(record)).isZero();
        for (var path : List.of("/V/pack?unsent=3", "/V/standing?unsent=3", "/V/")) {
            assertThat(browser.get(path, "Accept", "*/*", "Authorization", "Bearer " + key)
                            .statusCode())
                    .as("%s is read all the same", path)
                    .isEqualTo(200);
        }

        left(DATABASE, PLENTY);
        assertThat(handIn(key, body).body()).contains("RECEIVED");
        assertThat(visits(record)).isEqualTo(1);
    }

    @Test
    void aHouseholdReadsItsPageButItsAnswersAreRefusedWithASentence() throws Exception {
        var household = field.households.getFirst();
        var page = "/H/" + context.getBean(Codes.class).token(CodeKind.HOUSEHOLD, household);
        var pool = questions.on(Times.today(clock)).orElseThrow();
        var key = questions.key(pool.version());
        var right = new HashMap<String, String>();
        pool.questions().forEach(question -> right.put("answer." + question.code(), key.get(question.code())));

        left(DATABASE, FULL);
        assertThat(browser.get(page).statusCode()).isEqualTo(200);
        assertThat(browser.get(page + "/questions").statusCode()).isEqualTo(200);
        var refused = browser.postBare(page + "/questions", right);
        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(refused.body()).contains("服务器的磁盘满了").doesNotContain("Exception");
        assertThat(confirmed(household)).isZero();

        left(DATABASE, PLENTY);
        assertThat(browser.postBare(page + "/questions", right).statusCode()).isEqualTo(200);
        assertThat(confirmed(household)).isEqualTo(1);
    }

    @Test
    void anAdministratorGetsInIsToldAndCanSaveNothing() throws Exception {
        var logIns = new LogIns(world, accounts);
        var name = logIns.of(world.person(Role.ADMINISTRATOR, World.DISTRICT));
        world.signIn(Role.DISTRICT_OFFICER, field.district);
        left(DATABASE, FULL);

        assertThat(Browser.target(browser.signIn(name, LogIns.PASSWORD))).doesNotContain("error");
        Authenticator.enrol(browser, clock);
        assertThat(new VaadinPage(browser, "").content()).contains("服务器磁盘已满", "100MB", "/mariadb/");

        var households = context.getBean(Households.class);
        var details = new HouseholdDetails("三组", "李建国", null, 3, true, true, false);
        assertThatExceptionOfType(NoRoom.class)
                .isThrownBy(
                        () -> households.add(field.village, new HouseholdNumber("000009"), details, Times.today(clock)))
                .withMessageContaining(NoRoom.KEY);
        browser.fillIn("/logout", Map.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"ADMINISTRATOR", "DISTRICT_OFFICER", "OUTREACH_WORKER"})
    void everyPageIsReadAllTheSame(Role role) throws Exception {
        var place = role == Role.OUTREACH_WORKER ? field.code : field.district;
        browser.signIn(new LogIns(world, accounts).of(world.person(role, place)), LogIns.PASSWORD);
        if (browser.get("/").statusCode() != 200) {
            Authenticator.enrol(browser, clock);
        }
        left(DATABASE, FULL);
        left(APPLICATION, FULL);
        var shown = 0;
        var refused = new ArrayList<String>();
        for (var route : new AccessWalk(context).routes().keySet()) {
            if (!route.contains(":")) {
                var content = new VaadinPage(browser, route).content();
                shown += content.contains("cn.mingbai.core.ui.ErrorView") ? 0 : 1;
                if (content.contains("服务器的磁盘满了") || content.contains("cn.mingbai.core.ui.FailureView")) {
                    refused.add(route);
                }
            }
        }
        assertThat(refused).as("not opened as %s", role).isEmpty();
        assertThat(shown).as("opened as %s", role).isGreaterThan(5);
    }

    @Test
    void nobodySignsInWithoutAnyRoomAndIsToldWhy() throws Exception {
        var name = new LogIns(world, accounts).worker(field.code);
        left(DATABASE, 1);
        var refused = browser.signIn(name, LogIns.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(refused.body()).contains("服务器的磁盘满了");
    }

    @Test
    void filesAreRefusedBeforeTheyAreWrittenAndRecordsAreTakenIn() throws Exception {
        left(APPLICATION, FULL);
        var refused = browser.send(HttpRequest.newBuilder(browser.uri("/board"))
                .header("Accept", "text/html")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nA\r\n--x--\r\n"))
                .build());
        assertThat(refused.statusCode()).isEqualTo(507);
        assertThat(refused.body()).contains("服务器的磁盘满了");
        var body = FieldPhones.body(List.of(FieldPhones.visit(UUID.randomUUID(), field.households.getFirst())));
        assertThat(handIn(field.phone(), body).body()).contains("RECEIVED");
    }

    @Test
    void noEndpointFailsOrHangs() throws Exception {
        var doors = new Doors(context).all();
        left(DATABASE, FULL);
        left(APPLICATION, FULL);
        var wrong = new ArrayList<String>();
        for (var door : doors) {
            var begin = System.nanoTime();
            var answer = RawHttp.send(port, RawHttp.request(door.method(), door.path(), door.headers(), door.body()));
            var took = (System.nanoTime() - begin) / 1_000_000;
            if (answer.status() >= 500 && answer.status() != 507 || took > AT_ONCE_MS) {
                wrong.add(door + " " + answer.status() + " after " + took + " ms");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void readinessNamesItAndStaysReady() throws Exception {
        assertThat(browser.get("/actuator/health/readiness", "Accept", "*/*").body())
                .contains("\"space\":{\"status\":\"UP\"}");
        left(DATABASE, FULL);
        var readiness = browser.get("/actuator/health/readiness", "Accept", "*/*");
        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(readiness.body())
                .endsWith(",\"status\":\"UP\"}")
                .contains("\"space\":{\"status\":\"FULL\"}")
                .doesNotContain("mariadb");
    }

    private HttpResponse<String> handIn(String key, String body) throws IOException {
        return browser.send(HttpRequest.newBuilder(browser.uri("/V/records"))
                .header("Authorization", "Bearer " + key)
                .header("Accept-Language", "zh-CN")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private int visits(UUID record) {
        return jdbc.sql("select count(*) from visit where client_id = :id")
                .param("id", record.toString())
                .query(Integer.class)
                .single();
    }

    private int confirmed(long household) {
        return jdbc.sql("select count(*) from confirmation where household_id = :id")
                .param("id", household)
                .query(Integer.class)
                .single();
    }
}
