package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What nobody's phone sends, over the real chain: it is refused or kept, and never answered with an error of the server. */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = "mingbai.demo=false",
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class HostilePhonesModuleTest {

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private FieldPhones field;
    private String key;

    @BeforeEach
    void aPhone() {
        field = new FieldPhones(context, 2);
        key = field.phone();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> handIn(byte[] body) throws Exception {
        return send(to("/V/records")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> handIn(String body) throws Exception {
        return handIn(body.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode one(String record) throws Exception {
        var answer = handIn(FieldPhones.body(List.of(record)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body()).get("records").get(0);
    }

    @Test
    void theSameRecordOfThreeWorkersIsKeptForEach() throws Exception {
        var record = FieldPhones.visit(UUID.randomUUID(), field.households.getFirst());
        var said = new ArrayList<String>();
        for (var worker = 0; worker < 3; worker++) {
            said.add(one(record).get("status").asString());
            assertThat(one(record).get("status").asString()).isEqualTo(worker == 0 ? "AGAIN" : "KEPT");
            key = field.phone();
        }
        assertThat(said).containsExactly("RECEIVED", "KEPT", "KEPT");
    }

    private int visits() {
        return jdbc.sql("select count(*) from visit where village_id = ?")
                .params(field.village.value())
                .query(Integer.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"records\"",
                "{",
                "{\"records\":{}}",
                "{\"records\":\"[]\"}",
                "{\"now\":\"x\"}",
                "{\"records\":[]} {\"records\":[]}",
                "{\"records\":[{\"id\":1}",
                "records=1&now=2",
                "<records/>"
            })
    void whatIsNoListOfRecordsIsRefusedWithASentence(String body) throws Exception {
        var answer = handIn(body);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JsonMapper.shared().readTree(answer.body()).get("message").asString())
                .isNotBlank();
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void deepNestingLongNumbersBrokenUtf8AndZeroBytesAreRefused() throws Exception {
        for (var body : List.of(
                ("{\"records\":" + "[".repeat(5000) + "]".repeat(5000) + "}").getBytes(StandardCharsets.UTF_8),
                ("{\"records\":[{\"id\":" + "9".repeat(400) + "}]}").getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'},
                new byte[2000])) {
            assertThat(handIn(body).statusCode()).isEqualTo(422);
        }
    }

    @Test
    void aBodyAboveTheLimitIsRefusedWhetherItSaysItsLengthOrNot() throws Exception {
        var large = FieldPhones.body(List.of("{\"id\":\"" + "x".repeat(600_000) + "\"}"));
        assertThat(handIn(large).statusCode()).isEqualTo(413);
        var unsaid = send(to("/V/records")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
        assertThat(unsaid.statusCode()).isEqualTo(413);
        assertThat(JsonMapper.shared().readTree(unsaid.body()).get("message").asString())
                .contains("512");
    }

    @Test
    void ofTenThousandRecordsAHundredAreTakenAndTheOthersStayOnThePhone() throws Exception {
        var records = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"id\":\"" + UUID.randomUUID() + "\"}")
                .toList();
        var answer = handIn(FieldPhones.body(records));
        assertThat(answer.statusCode()).isEqualTo(200);
        var statuses = new ArrayList<String>();
        JsonMapper.shared()
                .readTree(answer.body())
                .get("records")
                .forEach(record -> statuses.add(record.get("status").asString()));
        assertThat(statuses.stream().filter("TO_MATCH"::equals)).hasSize(100);
        assertThat(statuses.stream().filter("REFUSED"::equals)).hasSize(9_900);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "household|\"1\"",
                "household|1.5",
                "household|-1",
                "household|1e3",
                "household|99999999999999999999",
                "household|true",
                "household|[1]",
                "household|{}",
                "seconds|\"12\"",
                "outcome|7",
                "outcome|\"in person\"",
                "outcome|\"IN_PERSON; drop table visit\"",
                "informed|\"EVERYBODY\"",
                "member|\"\\u202e王\"",
                "member|\"王\\u0000\"",
                "member|\"王\\u200b\"",
                "member|\"\\ud800\"",
                "member|17",
                "number|\"' or 1=1 --\"",
                "code|\"<script>\"",
                "place|\"\\u0007\"",
                "kind|\"delete\"",
                "kind|3"
            })
    void aFieldOfTheWrongFormKeepsTheRecordForTheOfficerAndWritesNoVisit(String field, String value) throws Exception {
        var id = UUID.randomUUID();
        // Of two fields of one name the later holds.
        var record = FieldPhones.visit(id, this.field.households.getFirst()).replaceFirst("}$", "");
        var named = field.equals("number") || field.equals("code")
                ? record.replaceFirst("\"household\":\\d+,", "")
                : record;
        var answer = one(named.replaceFirst("\"" + field + "\":(\"[^\"]*\"|\\d+),?", "")
                        .replaceFirst(",$", "") + ",\"" + field + "\":" + value + "}");
        assertThat(answer.get("id").asString()).isEqualTo(id.toString());
        assertThat(answer.get("status").asString()).isEqualTo("TO_MATCH");
        assertThat(answer.get("reason").asString()).isNotBlank();
        assertThat(visits()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":7}",
                "{\"id\":null}",
                "{\"id\":\"not-a-uuid\"}",
                "{\"id\":\"' or ''='\"}",
                // The database would not take these two.
                "{\"id\":\"901d787a-1abf-e6cb-40bc-f2e6a00997a4\",\"kind\":\"visit\"}",
                "{\"id\":\"ffffffff-ffff-ffff-0000-ffffffffffff\",\"kind\":\"visit\"}",
                "null",
                "[]",
                "\"x\"",
                "1"
            })
    void whatHasNoIdIsRefusedAndTheOthersOfTheCallAreTaken(String record) throws Exception {
        var good = UUID.randomUUID();
        var answer = handIn(FieldPhones.body(List.of(record, FieldPhones.visit(good, field.households.getFirst()))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"REFUSED\"", good.toString(), "\"status\":\"RECEIVED\"");
        assertThat(visits()).isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/V/records",
        "PUT,/V/records",
        "DELETE,/V/records",
        "PATCH,/V/records",
        "POST,/V/pack",
        "DELETE,/V/pack",
        "POST,/V/standing",
        "GET,/V/devices/bound"
    })
    void anotherMethodIsNotAllowed(String method, String path) throws Exception {
        var answer = send(to(path).header("Authorization", "Bearer " + key)
                .method(method, HttpRequest.BodyPublishers.ofString(FieldPhones.body(List.of()))));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).doesNotContain("Exception", "cn.mingbai");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer 0000000000000000000000000000000",
                "Bearer 00000000000000000000000000000000",
                "bearer KEY",
                "Basic KEY",
                "KEY",
                "Bearer KEY KEY",
                "Bearer KEYX",
                "Bearer ' or 1=1 --",
                "Bearer %00",
                "Bearer ../../etc/passwd"
            })
    void aMissingOrGarbledKeyIsUnknownAndNothingIsTaken(String header) throws Exception {
        for (var path : List.of("/V/records", "/V/pack", "/V/standing")) {
            var request = to(path);
            if (!header.isEmpty()) {
                request.header("Authorization", header.replace("KEY", key));
            }
            var answer = send(
                    path.equals("/V/records")
                            ? request.POST(HttpRequest.BodyPublishers.ofString(FieldPhones.body(
                                    List.of(FieldPhones.visit(UUID.randomUUID(), field.households.getFirst())))))
                            : request.GET());
            assertThat(answer.statusCode()).as(path + " " + header).isIn(401, 429);
            assertThat(answer.body()).doesNotContain("王");
        }
        assertThat(visits()).isZero();
    }

    @Test
    void aKeyInTheAddressOrInACookieIsNone() throws Exception {
        var answer =
                send(to("/V/pack?key=" + key + "&access_token=" + key).header("Cookie", "Authorization=Bearer " + key));
        assertThat(answer.statusCode()).isIn(401, 429);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void anotherOriginGetsNoLeaveToReadAndNoCookieEver() throws Exception {
        var asked = send(to("/V/records")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        var read = send(
                to("/V/standing").header("Origin", "https://evil.example").header("Authorization", "Bearer " + key));
        assertThat(read.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(read.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(read.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(read.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"code\":7,\"installation\":1,\"label\":{}}",
                "{\"code\":\"X\",\"installation\":\"x\",\"label\":\"\"}",
                "{\"code\":\"' or 1=1\",\"installation\":\"1f0e3dad-9990-8345-b743-9f8ffabdffc4\",\"label\":\"x\"}"
            })
    void aPhoneIsBoundByNothingButACardsCode(String body) throws Exception {
        var answer = send(to("/V/devices/bound").POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isBetween(400, 429);
        assertThat(answer.body()).doesNotContain("\"key\"");
        var long_ = send(to("/V/devices/bound")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + "A".repeat(5000) + "\"}")));
        assertThat(long_.statusCode()).isIn(413, 429);
    }
}
