package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.core.access.Role;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.testing.World;
import cn.mingbai.households.ledger.HouseholdDetails;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.ledger.Households;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Paper that was printed before the district's domain changed, over the real chain. */
@SpringBootTest(
        classes = MingbaiApplication.class,
        properties = {
            "mingbai.demo=false",
            "mingbai.public-base=https://new.example.cn",
            "mingbai.former-public-bases=https://old.example.cn,http://oldest.example.cn"
        },
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FormerBaseModuleTest {

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Codes codes;

    @Autowired
    Households households;

    @AfterEach
    void signOut() {
        world.signOut();
    }

    @Test
    void aCodePrintedUnderAFormerBaseOpensItsPageUnderThePresentOne() throws Exception {
        var place = world.freshVillage();
        world.signIn(Role.TOWN_OFFICER, place.town());
        var household = households.add(
                world.division(place.village()),
                new HouseholdNumber("1"),
                new HouseholdDetails("", "王国", null, 2, true, true, false),
                LocalDate.of(2024, 1, 1));
        world.signOut();
        var address = codes.address(CodeKind.HOUSEHOLD, codes.token(CodeKind.HOUSEHOLD, household.value()));
        assertThat(address).startsWith("HTTPS://NEW.EXAMPLE.CN/H/");
        var path = URI.create(address).getPath();
        for (var former : new String[] {"OLD.EXAMPLE.CN", "oldest.example.cn", "old.example.cn:443"}) {
            var answer = asked(former, path, "");
            assertThat(answer).as(former).startsWith("HTTP/1.1 308");
            var location = location(answer);
            assertThat(location).isEqualTo("https://new.example.cn" + path);
            assertThat(asked("new.example.cn", URI.create(location).getPath(), ""))
                    .startsWith("HTTP/1.1 200")
                    .contains("演示屯村");
        }
        // Behind a proxy the client's host stands in the header that the proxy sets.
        assertThat(location(asked("app:8080", path + "?lang=en", "X-Forwarded-Host: old.example.cn\r\n")))
                .isEqualTo("https://new.example.cn" + path + "?lang=en");
        assertThat(asked("old.example.cn", "/login", ""))
                .startsWith("HTTP/1.1 308")
                .doesNotContain("Set-Cookie");
        assertThat(asked("elsewhere.example.cn", path, "")).startsWith("HTTP/1.1 200");
    }

    private static String location(String answer) {
        return Arrays.stream(answer.split("\r\n"))
                .filter(line -> line.startsWith("Location: "))
                .map(line -> line.substring("Location: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected a redirect, got " + answer));
    }

    /** A request with a host of its own, which Java's client would not send. */
    private String asked(String host, String path, String headers) throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nAccept-Language: zh-CN\r\n" + headers
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
