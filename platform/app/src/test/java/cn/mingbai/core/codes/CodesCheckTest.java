package cn.mingbai.core.codes;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.app.FieldPhones;
import cn.mingbai.app.checks.CheckTest;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Printed codes: nobody finds one who has not seen it, a revoked one is dead at once, and what they open names nobody. They
 * are not drawn but derived with a key that is not in the database (docs/adr), so randomness is looked for in what they look
 * like, and the key in what the database lacks.
 */
@CheckTest(10)
class CodesCheckTest {

    private static final int TOKENS = 1_000_000;
    private static final int BITS = 128;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** More than a hundred addresses may ask, so that no limit stands in for an answer. */
    private static final AtomicInteger SOURCE = new AtomicInteger();

    @LocalServerPort
    int port;

    @Autowired
    Codes codes;

    @Autowired
    World world;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> get(String path) throws Exception {
        var source = SOURCE.getAndIncrement() / 500;
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Forwarded-For", "198.18.10." + source)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The 130 bits of a token, the last two of which are no part of it. */
    private static boolean[] bits(String token) {
        var bits = new boolean[token.length() * 5];
        for (var i = 0; i < token.length(); i++) {
            var value = Base32.ALPHABET.indexOf(token.charAt(i));
            for (var bit = 0; bit < 5; bit++) {
                bits[i * 5 + bit] = (value >> (4 - bit) & 1) == 1;
            }
        }
        return bits;
    }

    @Test
    void aMillionTokensOfNeighboursAreAllDifferentLookLikeChanceAndAreNotGuessed() {
        var kinds = List.of(CodeKind.HOUSEHOLD, CodeKind.BOARD, CodeKind.BINDING, CodeKind.CERTIFICATE);
        var firstBits = new long[TOKENS];
        var ones = new int[BITS];
        var changed = 0L;
        var before = new boolean[0];
        for (var i = 0; i < TOKENS; i++) {
            // Neighbours: the same subject in every kind and in two versions, then the next one.
            var token = codes.derive(kinds.get(i % 4), 1 + i / 8, 1 + i / 4 % 2);
            var bits = bits(token);
            var start = 0L;
            for (var bit = 0; bit < BITS; bit++) {
                ones[bit] += bits[bit] ? 1 : 0;
                start = bit < 62 ? start << 1 | (bits[bit] ? 1 : 0) : start;
                changed += before.length > 0 && before[bit] != bits[bit] ? 1 : 0;
            }
            firstBits[i] = start;
            before = bits;
        }
        Arrays.sort(firstBits);
        var collisions = 0;
        for (var i = 1; i < TOKENS; i++) {
            collisions += firstBits[i] == firstBits[i - 1] ? 1 : 0;
        }
        assertThat(collisions).as("tokens alike in their first 62 bits").isZero();
        // Six standard deviations of a fair coin thrown a million times.
        assertThat(Arrays.stream(ones).boxed().toList())
                .as("how often each of the 128 bits is one")
                .allSatisfy(count -> assertThat(count).isBetween(TOKENS / 2 - 3_000, TOKENS / 2 + 3_000));
        var random = new Random(12);
        var hits = 0;
        for (var guess = 0; guess < TOKENS; guess++) {
            hits += Arrays.binarySearch(firstBits, random.nextLong() >>> 2) >= 0 ? 1 : 0;
        }
        assertThat(hits)
                .as("guesses, of a million, right in their first 62 bits")
                .isZero();
        assertThat(changed / (double) (TOKENS - 1))
                .as("bits that differ between neighbours")
                .isBetween(63.9, 64.1);
    }

    @Test
    void theDatabaseHasHashesAndNotTheKeyToMakeATokenOf() throws Exception {
        var subject = System.nanoTime();
        var token = codes.token(CodeKind.BOARD, subject);
        var row = jdbc.sql("select * from code where kind = 'BOARD' and subject_id = ?")
                .param(subject)
                .query()
                .singleRow();
        var hash = (byte[]) row.get("token_hash");
        assertThat(hash)
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        assertThat(row.toString()).doesNotContainIgnoringCase(token);
        // Whatever stands in the row, alone or as the old kind of derivation would have it, makes no token.
        for (var guess : List.of(
                "BOARD|" + subject + "|1", String.valueOf(subject), subject + "|1", "BOARD" + subject, token + "x")) {
            var digest = MessageDigest.getInstance("SHA-256").digest(guess.getBytes(StandardCharsets.US_ASCII));
            assertThat(Base32.encode(Arrays.copyOf(digest, 16))).isNotEqualTo(token);
        }
    }

    @Test
    void guessesNeighboursAndTruncationsOpenNothing() throws Exception {
        var field = new FieldPhones(context, 10);
        var tokens = new ArrayList<>(
                codes.tokens(CodeKind.HOUSEHOLD, field.households).values());
        assertThat(get("/H/" + tokens.getFirst()).statusCode()).isEqualTo(OK);
        var random = new Random(10);
        var guesses = new HashSet<String>();
        for (var token : tokens) {
            for (var place = 0; place < token.length(); place++) {
                var other = Base32.ALPHABET.charAt(random.nextInt(32));
                guesses.add(token.substring(0, place) + other + token.substring(place + 1));
            }
            guesses.add(token.substring(0, 25));
            guesses.add(token.substring(1));
            guesses.add(token + "0");
            guesses.add(new StringBuilder(token).reverse().toString());
            guesses.add(token.substring(0, 13));
            guesses.add(token.substring(1) + token.charAt(0));
        }
        while (guesses.size() < 500) {
            var guess = new StringBuilder();
            random.ints(26, 0, 32).forEach(value -> guess.append(Base32.ALPHABET.charAt(value)));
            guesses.add(guess.toString());
        }
        guesses.removeAll(tokens);
        var first = get("/H/" + "0".repeat(26)).body();
        var opened = new ArrayList<String>();
        for (var guess : guesses) {
            var answer = get("/H/" + guess);
            if (answer.statusCode() != NOT_FOUND || !answer.body().equals(first)) {
                opened.add(answer.statusCode() + " " + guess);
            }
        }
        assertThat(opened)
                .as("guesses answered otherwise than what nobody knows")
                .isEmpty();
    }

    @Test
    void aRevokedCodeIsDeadAtOnceAndTheNextOneIsAnother() throws Exception {
        var field = new FieldPhones(context, 5);
        var unknown = get("/H/" + "0".repeat(26)).body();
        for (var household : field.households) {
            var seen = new HashSet<String>();
            for (var round = 0; round < 4; round++) {
                var token = codes.token(CodeKind.HOUSEHOLD, household);
                assertThat(seen.add(token)).as("never given before").isTrue();
                assertThat(get("/H/" + token).statusCode()).isEqualTo(OK);
                codes.revoke(CodeKind.HOUSEHOLD, household);
                for (var dead : seen) {
                    var answer = get("/H/" + dead);
                    assertThat(answer.statusCode()).isEqualTo(NOT_FOUND);
                    assertThat(answer.body()).isEqualTo(unknown);
                }
            }
        }
    }

    @Test
    void theTimeOfAnAnswerDoesNotTellARevokedCodeFromOneThatNeverWas() throws Exception {
        var field = new FieldPhones(context, 1);
        var revoked = codes.token(CodeKind.HOUSEHOLD, field.households.getFirst());
        codes.revoke(CodeKind.HOUSEHOLD, field.households.getFirst());
        var random = new Random(11);
        var times = new TreeMap<Boolean, List<Long>>();
        // In turns, so that whatever else the machine does meets both.
        for (var i = 0; i < 400; i++) {
            var dead = i % 2 == 0;
            var guess = new StringBuilder();
            random.ints(26, 0, 32).forEach(value -> guess.append(Base32.ALPHABET.charAt(value)));
            var begin = System.nanoTime();
            assertThat(get("/H/" + (dead ? revoked : guess)).statusCode()).isEqualTo(NOT_FOUND);
            times.computeIfAbsent(dead, key -> new ArrayList<>()).add(System.nanoTime() - begin);
        }
        times.values().forEach(each -> each.sort(null));
        var gap = Math.abs(times.get(true).get(100) - times.get(false).get(100)) / 1e6;
        assertThat(gap).as("ms between the medians").isLessThan(10);
    }

    @Test
    void thePagesOfAHundredHouseholdsNameNobodyAndNothingThatWasDoneThere() throws Exception {
        var field = new FieldPhones(context, 1);
        var names = new ArrayList<String>();
        var ids = new ArrayList<Long>();
        world.signIn(Role.DISTRICT_OFFICER, field.district);
        for (var i = 0; i < 100; i++) {
            var name = "雀" + (char) ('一' + i * 7) + (char) ('丁' + i * 11);
            names.add(name);
            ids.add(context.getBean(Households.class)
                    .add(
                            field.village,
                            new HouseholdNumber(String.format("%06d", 500_001 + i)),
                            new HouseholdDetails(
                                    "雀屯", name, "1390000" + String.format("%04d", i), 3, true, true, i % 2 == 0),
                            Times.today(Clock.systemUTC()).minusDays(20))
                    .value());
        }
        world.signOut();
        var key = field.phone();
        var visited = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/V/records"))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(FieldPhones.body(ids.stream()
                                .map(id -> FieldPhones.visit(UUID.randomUUID(), id))
                                .toList())))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(visited.body()).contains("RECEIVED");
        var tokens = codes.tokens(CodeKind.HOUSEHOLD, ids);
        var pages = new HashSet<String>();
        for (var i = 0; i < ids.size(); i++) {
            var token = tokens.get(ids.get(i));
            var answer = get("/H/" + token);
            assertThat(answer.statusCode()).isEqualTo(OK);
            assertThat(answer.body() + answer.headers().map())
                    .doesNotContain(names.get(i), names.get(i).substring(1), "雀", "1390000")
                    .doesNotContain(String.format("%06d", 500_001 + i), "王建国");
            pages.add(answer.body().replace(token, "TOKEN"));
        }
        assertThat(pages)
                .as("pages, their token aside: visited, assisted or not, all alike")
                .hasSize(1);
    }
}
