package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import java.time.Duration;
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
    ConfigurableApplicationContext context;

    @Test
    void createsTheAdministratorOnceAndIsDeadThen(CapturedOutput output) {
        // As before the first start: the tests of this process share one database.
        jdbc.sql("delete from first_log_in_code").update();
        jdbc.sql("delete from account").update();
        var link = printed(output);
        var browser = new Browser(port);
        var name = "adm-" + Long.toString(System.nanoTime(), 36);
        var form = Map.of("loginName", name, "name", "管理员", "password", "a long password", "again", "a long password");

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

        assertThat(Browser.target(browser.fillIn(link, form))).isEqualTo("/login?said=ready");
        assertThat(Browser.target(browser.signIn(name, "a long password"))).isEqualTo("/");
        assertThat(browser.get("/accounts").statusCode()).isEqualTo(200);

        assertThat(browser.get(link).statusCode()).isEqualTo(404);
        var again = printedOrEmpty(output);
        assertThat(again).as("no further link once there is an account").isEmpty();
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
        var link = LINK.matcher(output.getOut().substring(before));
        if (!link.find()) {
            return "";
        }
        assertThat(link.group(1)).isEqualTo(String.valueOf(port));
        return link.group(2);
    }
}
