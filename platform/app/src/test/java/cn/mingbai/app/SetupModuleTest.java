package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The one-time link that creates the first administrator. */
@SpringBootTest(
        classes = MingbaiApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "mingbai.demo=false")
@ExtendWith(OutputCaptureExtension.class)
class SetupModuleTest {

    private static final Pattern LINK = Pattern.compile("http://localhost:(\\d+)(/setup/[0-9A-Z]{26})");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    ConfigurableApplicationContext context;

    @Test
    void createsTheAdministratorOnceAndIsDeadThen(CapturedOutput output) {
        // As before the first start: the tests of this process share one database.
        for (var table : List.of(
                "first_log_in_code",
                "log_in_try",
                "known_device",
                "password_before",
                "recovery_code",
                "second_factor")) {
            jdbc.sql("delete from " + table).update();
        }
        jdbc.sql("delete from account").update();
        var link = printed(output);
        var browser = new Browser(port);
        var name = "adm-" + Long.toString(System.nanoTime(), 36);
        var form = Map.of("loginName", name, "name", "管理员", "password", "a long Passw0rd", "again", "a long Passw0rd");

        assertThat(browser.get(link).statusCode()).isEqualTo(200);
        assertThat(browser.get("/setup/00000000000000000000000000").statusCode())
                .isEqualTo(404);
        assertThat(browser.postBare(link, form).headers().firstValue("Location").orElse(""))
                .as("without the form's token")
                .contains("error=stale");

        var refused = new java.util.HashMap<>(form);
        refused.put("password", "short");
        refused.put("again", "short");
        assertThat(browser.fillIn(link, refused).body()).contains("密码应为8至128个字符");
        var hostile = new java.util.HashMap<>(form);
        hostile.put("loginName", "<b>" + "x".repeat(10_000));
        assertThat(browser.fillIn(link, hostile).statusCode()).isEqualTo(200);

        var printedBefore = output.getOut().length();
        assertThat(Browser.target(browser.fillIn(link, form))).isEqualTo("/login?said=ready");
        assertThat(Browser.target(browser.signIn(name, "a long Passw0rd"))).isEqualTo("/");
        assertThat(Browser.target(browser.get("/accounts"))).as("one factor").isEqualTo("/second-factor");
        Authenticator.enrol(browser, clock);
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(200);

        assertThat(browser.get(link).statusCode()).isEqualTo(404);
        // The next link makes the one who grants roles: printed at once, and at each start until it was used.
        var atOnce = linkIn(output.getOut().substring(printedBefore));
        assertThat(atOnce).isNotEmpty();
        var next = printed(output);
        assertThat(new Browser(port).get(atOnce).statusCode())
                .as("the newest only")
                .isEqualTo(404);
        var second = new Browser(port);
        var security = "sec-" + Long.toString(System.nanoTime(), 36);
        assertThat(second.get(next).body()).contains("创建安全管理员");
        var other = new java.util.HashMap<>(form);
        other.put("loginName", security);
        assertThat(Browser.target(second.fillIn(next, other))).isEqualTo("/login?said=ready");
        second.signIn(security, "a long Passw0rd");
        Authenticator.enrol(second, clock);
        assertThat(second.get("/accounts").statusCode()).isEqualTo(200);
        assertThat(second.get(next).statusCode()).isEqualTo(404);
        assertThat(printedOrEmpty(output))
                .as("no further link once both are there")
                .isEmpty();
    }

    private String printed(CapturedOutput output) {
        var link = printedOrEmpty(output);
        assertThat(link).as("a link on the console").isNotEmpty();
        return link;
    }

    /** Announces the start once more and reads what the console then shows. */
    private String printedOrEmpty(CapturedOutput output) {
        var before = output.getOut().length();
        context.publishEvent(new ApplicationReadyEvent(
                new SpringApplication(MingbaiApplication.class), new String[0], context, Duration.ZERO));
        return linkIn(output.getOut().substring(before));
    }

    private String linkIn(String console) {
        var link = LINK.matcher(console);
        if (!link.find()) {
            return "";
        }
        assertThat(link.group(1)).isEqualTo(String.valueOf(port));
        return link.group(2);
    }
}
