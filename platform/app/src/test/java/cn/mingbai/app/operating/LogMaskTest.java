package cn.mingbai.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;

/** What structured logs leave out. */
class LogMaskTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            caller 11010519491231002X was refused | caller *** was refused
            11010519491231002x,110105194912310021 | ***,***
            phone 13800138000.                    | phone ***.
            电话13800138000已登记                   | 电话***已登记
            GET /H/7Q4M0XK2V9B8N6P5R3T1W0Y2Z4     | GET /H/***
            Duplicate entry '王小明-3' for key 'p'  | Duplicate entry '***' for key 'p'
            Incorrect string value: '王' for column | Incorrect string value: '***' for column
            job 1380013800 took 1234567890123 ns  | job 1380013800 took 1234567890123 ns
            division 330783104219 is no more      | division 330783104219 is no more
            0123456789abcdef0123456789abcdef      | 0123456789abcdef0123456789abcdef
            """)
    void hidesNumbersOfPeopleAndCodesOnly(String said, String logged) {
        assertThat(LogMask.masked(said)).isEqualTo(logged);
    }

    @Test
    void isInForceInEveryFieldOfAStructuredLog() throws IOException {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addLast(new ResourcePropertySource("classpath:application.properties"));
        var context = new LoggerContext();
        context.putObject(Environment.class.getName(), environment);
        var encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat("ecs");
        encoder.start();
        var event = new LoggingEvent(
                "test",
                context.getLogger("cn.mingbai"),
                Level.WARN,
                "refused {}",
                new IllegalStateException("Duplicate entry '王小明' for key 'x'"),
                new Object[] {"13800138000"});
        event.setMDCPropertyMap(Map.of(RequestLog.FIELD, "0123456789abcdef0123456789abcdef", "phone", "13800138000"));

        var line = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(line)
                .contains("\"message\":\"refused ***\"")
                .contains("\"request\":\"0123456789abcdef0123456789abcdef\"")
                .contains("Duplicate entry '***' for key 'x'")
                .doesNotContain("王小明")
                .doesNotContain("13800138000");
        assertThat(line.strip().lines()).as("one line").hasSize(1);
    }
}
