package cn.mingbai.app.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.mingbai.app.limits.Counted.Each;
import cn.mingbai.app.limits.Counted.Named;
import cn.mingbai.core.start.StartRefused;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What is left to whom with the settings as they come, on a clock that the test moves. */
class LimitsTest {

    private static final Properties DEFAULTS = defaults();

    /** One address of a carrier or an office, which all share. */
    private static final String SHARED = "203.0.113.9";

    private final AtomicLong nanos = new AtomicLong(1);
    private final Limits limits = new Limits(DEFAULTS::getProperty, nanos::get);

    private static Properties defaults() {
        var read = new Properties();
        try (var file = new InputStreamReader(
                Objects.requireNonNull(LimitsTest.class.getResourceAsStream("/mingbai-defaults.properties")),
                StandardCharsets.UTF_8)) {
            read.load(file);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return read;
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static MockHttpServletRequest request(String method, String path, String source, @Nullable String key) {
        var request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        request.setRemoteAddr(source);
        if (key != null) {
            request.addHeader("Authorization", "Bearer " + key);
        }
        return request;
    }

    /** Asks, is answered with {@code status} if it may, and says whether it might. */
    private boolean asks(MockHttpServletRequest request, int status) {
        var counted = Faces.of(request);
        if (limits.take(counted) > 0) {
            return false;
        }
        limits.answered(counted, status);
        return true;
    }

    private int taken(int times, Limit limit, String name) {
        var taken = 0;
        for (var i = 0; i < times; i++) {
            taken += limits.take(Each.of(new Named(limit, name))) == 0 ? 1 : 0;
        }
        return taken;
    }

    @Test
    void aNameHasSoManyAtOnceAndSoManyASecondLaterAndNeverMore() {
        assertThat(taken(100, Limit.VISIT_APP_PHONE, "k")).isEqualTo(60);
        assertThat(taken(100, Limit.VISIT_APP_PHONE, "another")).isEqualTo(60);
        pass(Duration.ofMillis(100));
        assertThat(taken(100, Limit.VISIT_APP_PHONE, "k")).isEqualTo(1);
        pass(Duration.ofMinutes(50));
        assertThat(taken(100, Limit.VISIT_APP_PHONE, "k")).isEqualTo(60);
        assertThat(limits.take(Each.of(new Named(Limit.VISIT_APP_PHONE, "k")))).isEqualTo(1);
    }

    @Test
    void whoWaitsAsLongAsToldIsTaken() {
        for (var limit : Limit.values()) {
            var one = Each.of(new Named(limit, "n"));
            var wait = 0L;
            for (var i = 0; i <= 20_000 && wait == 0; i++) {
                wait = limits.take(one);
            }
            assertThat(wait).as("%s", limit).isBetween(1L, 60L);
            pass(Duration.ofSeconds(wait));
            assertThat(limits.take(one)).as("%s", limit).isZero();
        }
    }

    @Test
    void aMillionAddressesFillNoMemoryAndDoNotWashOutTheOneThatHammers() {
        assertThat(taken(25, Limit.SET_UP_ADDRESS, "hammers")).isEqualTo(20);
        var before = used();
        for (var i = 0; i < 1_000_000; i++) {
            limits.take(Each.of(
                    new Named(Limit.PUBLIC_PAGE_ADDRESS, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))));
            if (i % 1_000 == 0) {
                assertThat(taken(1, Limit.SET_UP_ADDRESS, "hammers"))
                        .as("after %s", i)
                        .isZero();
            }
        }
        assertThat(limits.size()).isLessThanOrEqualTo(Limits.MOST);
        assertThat(used() - before).as("bytes").isLessThan(100_000_000);
    }

    private static long used() {
        for (var i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aPhoneWithFiveHundredVisitsAndTheirPhotosIsNotHeldBack() {
        for (var call = 0; call < 5; call++) {
            assertThat(asks(request("POST", "/V/records", SHARED, "key"), 200)).isTrue();
        }
        for (var photo = 0; photo < 500; photo++) {
            assertThat(asks(request("POST", "/V/records/x/photo", SHARED, "key"), 200))
                    .isTrue();
            // Each takes longer than that over any line.
            pass(Duration.ofMillis(100));
        }
    }

    @Test
    void sixHundredPhonesBehindOneAddressAllHandInInTheSameMoment() {
        for (var phone = 0; phone < 600; phone++) {
            var key = "key " + phone;
            assertThat(asks(request("GET", "/V/", SHARED, null), 200)).isTrue();
            for (var call = 0; call < 6; call++) {
                assertThat(asks(request("POST", "/V/records", SHARED, key), 200))
                        .isTrue();
            }
            assertThat(asks(request("GET", "/V/pack", SHARED, key), 304)).isTrue();
            assertThat(asks(request("GET", "/V/standing", SHARED, key), 200)).isTrue();
        }
    }

    @Test
    void whoGuessesKeysFromTheSameAddressHoldsBackNoKnownPhone() {
        assertThat(asks(request("POST", "/V/records", SHARED, "key"), 200)).isTrue();
        var refused = 0;
        for (var guess = 0; guess < 10_000; guess++) {
            refused += asks(request("POST", "/V/records", SHARED, "guess " + guess), 401) ? 0 : 1;
        }
        assertThat(refused).as("one was the phone before it was known").isEqualTo(7_001);
        assertThat(asks(request("POST", "/V/records", SHARED, "key"), 200)).isTrue();
    }

    @Test
    void fiveThousandLearnersBehindOneAddressBeginInTheSameSecond() {
        for (var learner = 0; learner < 5_000; learner++) {
            var path = "/Q/token" + learner;
            assertThat(asks(request("GET", path, SHARED, null), 200)).isTrue();
            assertThat(asks(request("GET", path + "/paper", SHARED, null), 200)).isTrue();
            assertThat(asks(request("POST", path + "/start", SHARED, null), 200))
                    .isTrue();
            assertThat(asks(request("PUT", path + "/answers/1", SHARED, null), 200))
                    .isTrue();
        }
    }

    @Test
    void anAttemptThatWasGoodOnceIsCountedByItselfAlsoItsPage() {
        assertThat(asks(request("GET", "/Q/t/paper", SHARED, null), 200)).isTrue();
        var taken = 0;
        for (var i = 0; i < 100; i++) {
            taken += asks(request("GET", i % 2 == 0 ? "/Q/t" : "/Q/t/clock", SHARED, null), 200) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(60);
        assertThat(asks(request("GET", "/Q/another/paper", SHARED, null), 200)).isTrue();
    }

    @Test
    void aPageThatOpensForEverybodyMakesNoTokenGood() {
        for (var i = 0; i < 20_000; i++) {
            assertThat(asks(request("GET", "/Q/junk", SHARED, null), 200)).isTrue();
        }
        assertThat(asks(request("GET", "/Q/junk", SHARED, null), 200))
                .as("counted by address")
                .isFalse();
        assertThat(asks(request("GET", "/api/v1/openapi.json", SHARED, "junk"), 200))
                .isTrue();
        var taken = 0;
        for (var i = 0; i < 100; i++) {
            taken += asks(request("GET", "/api/v1/units", SHARED, "junk"), 401) ? 1 : 0;
        }
        assertThat(taken).as("the feed's, by address").isEqualTo(59);
    }

    @Test
    void aHouseholdsCodeIsOneHoweverItIsWritten() {
        var token = "0123456789ABCDEFGHJKMNPQRS";
        var taken = 0;
        for (var i = 0; i < 40; i++) {
            var written = i % 2 == 0
                    ? "/H/" + token
                    : "/h/" + token.toLowerCase(java.util.Locale.ROOT).replace('0', 'o');
            taken += asks(request("POST", written + "/questions", "198.51.100." + i, null), 200) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(15);
        assertThat(asks(request("GET", "/H/" + token + "/questions", SHARED, null), 200))
                .isTrue();
    }

    @Test
    void aNameIsSlowedDownFromOneAddressAndNotFromAnother() {
        var taken = 0;
        for (var i = 0; i < 40; i++) {
            taken += asks(logIn("town", SHARED), 302) ? 1 : 0;
        }
        assertThat(taken).isEqualTo(30);
        assertThat(asks(logIn("district", SHARED), 302)).isTrue();
        assertThat(asks(logIn(" town ", "198.51.100.1"), 302)).isTrue();
        assertThat(asks(logIn(" town ", SHARED), 302)).isFalse();
    }

    private static MockHttpServletRequest logIn(String name, String source) {
        var request = request("POST", "/login", source, null);
        request.setParameter("username", name);
        return request;
    }

    @Test
    void onlyRequestsWithoutASessionCountForPagesThatWouldBeginOne() {
        var with = request("GET", "/courses", SHARED, null);
        with.setRequestedSessionIdValid(true);
        var taken = 0;
        for (var i = 0; i < 2_100; i++) {
            var without = request("GET", "/login", SHARED, null);
            without.setRequestedSessionIdValid(false);
            taken += asks(without, 200) ? 1 : 0;
            assertThat(asks(with, 200)).isTrue();
            var file = request("GET", "/mingbai/page.css", SHARED, null);
            file.setRequestedSessionIdValid(false);
            assertThat(asks(file, 200)).isTrue();
        }
        assertThat(taken).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "2001:db8:1:200::1, 20010db8000102",
        "2001:db8:1:2ff:ffff:ffff:ffff:ffff, 20010db8000102",
        "2001:db8:1:300::1, 20010db8000103",
        "::ffff:203.0.113.9, 203.0.113.9",
        "unknown, unknown"
    })
    void aSourceIsAnAddressOrASubscribersPrefix(String address, String source) {
        assertThat(Source.of(address)).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "60", "60/s", "60, 10", "0, 1/s", "60, 0/s", "60, 10/d", "60; 10/s", "-1, 10/s", "many"})
    void aSettingOfAnotherFormIsRefusedInOneSentence(String value) {
        assertThatThrownBy(() -> Allowance.of("mingbai.limits.x", value))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("mingbai.limits.x")
                .hasMessageContaining("60,10/s");
    }
}
