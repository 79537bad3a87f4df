package cn.mingbai.app.operating;

import static org.assertj.core.api.Assertions.assertThat;

import cn.mingbai.MingbaiApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A server as deploy/mingbai.env sets it up: a management port of its own, two hosts, and a line to the database that falls silent.
 */
@SpringBootTest(
        classes = {MingbaiApplication.class, OperatingModuleTest.ThroughALine.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "mingbai.demo=false",
            "management.server.port=0",
            "management.server.address=127.0.0.1",
            "mingbai.public-base=http://localhost",
            "mingbai.staff-base=http://127.0.0.1",
            "spring.datasource.hikari.maximum-pool-size=4",
            "spring.datasource.hikari.connection-timeout=2000",
            "spring.datasource.hikari.data-source-properties.socketTimeout=4000"
        })
class OperatingModuleTest {

    private static final Pattern URL = Pattern.compile("//([^:/]+):(\\d+)/");
    private static final Duration TURNS = Duration.ofSeconds(5);

    /** Sends all that the application says to its database over a line of the test's. */
    @TestConfiguration(proxyBeanMethods = false)
    static class ThroughALine {

        static volatile Line line;

        @Bean
        static BeanPostProcessor overALine() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    return bean instanceof JdbcConnectionDetails details ? over(details) : bean;
                }
            };
        }

        private static JdbcConnectionDetails over(JdbcConnectionDetails details) {
            var url = URL.matcher(details.getJdbcUrl());
            assertThat(url.find()).isTrue();
            try {
                line = new Line(Integer.parseInt(url.group(2)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            var moved = url.replaceFirst("//127.0.0.1:" + line.port() + "/");
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return details.getUsername();
                }

                @Override
                public String getPassword() {
                    return details.getPassword();
                }

                @Override
                public String getJdbcUrl() {
                    return moved;
                }
            };
        }
    }

    @LocalServerPort
    int port;

    @LocalManagementPort
    int management;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @Test
    void isNotReadyWithinFiveSecondsWithoutDatabaseButAlive() throws Exception {
        assertThat(jdbc.sql("select 1").query(Integer.class).single()).isEqualTo(1);
        assertThat(health("readiness").statusCode()).isEqualTo(200);

        ThroughALine.line.fallSilent();
        assertThat(within(TURNS, () -> health("readiness").statusCode() == 503))
                .as("not ready")
                .isTrue();
        var said = health("readiness").body();
        assertThat(said).contains("DOWN").doesNotContain("jdbc").doesNotContain("mingbai");
        assertThat(health("liveness").statusCode()).as("alive all the same").isEqualTo(200);

        ThroughALine.line.mend();
        assertThat(within(TURNS, () -> health("readiness").statusCode() == 200))
                .as("ready again by itself")
                .isTrue();
        assertThat(within(Duration.ofSeconds(10), () -> {
                    try {
                        return jdbc.sql("select 1").query(Integer.class).single() == 1;
                    } catch (org.springframework.dao.DataAccessException notYet) {
                        return false;
                    }
                }))
                .as("and so is the pool")
                .isTrue();
    }

    @Test
    void tellsFiguresOnTheManagementPortOnly() throws Exception {
        assertThat(get(management, "localhost", "/actuator/prometheus").body())
                .contains(
                        "mingbai_jobs{state=\"waiting\"}",
                        "mingbai_jobs{state=\"failed\"}",
                        "mingbai_audit_age_seconds ",
                        "mingbai_backup_age_seconds NaN",
                        "mingbai_records_total{status=\"received\"}",
                        "hikaricp_connections_active{",
                        "disk_free_bytes{",
                        "mingbai_disk_free_bytes{place=\"data\"}",
                        "mingbai_disk_level{place=\"temporary\"} 0.0",
                        "mingbai_disk_level{place=\"binary-log\"} NaN",
                        "jvm_memory_used_bytes{",
                        "logback_events_total{level=\"error\"}");
        get(port, "127.0.0.1", "/nothing-here");
        assertThat(get(management, "localhost", "/actuator/prometheus").body())
                .containsPattern("mingbai_answers_total\\{status=\"\\d{3}\"\\} [1-9]");

        for (var path :
                new String[] {"/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/sbom", "/actuator/"}) {
            assertThat(get(management, "localhost", path).statusCode()).as(path).isIn(401, 403, 404);
        }
        for (var host : new String[] {"localhost", "127.0.0.1"}) {
            for (var path : new String[] {
                "/actuator",
                "/actuator/prometheus",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/env",
                "/actuator/prometheus;x=.css",
                "/ACTUATOR/prometheus"
            }) {
                var answer = get(port, host, path);
                assertThat(answer.body())
                        .as(host + path)
                        .doesNotContain("jvm_memory")
                        .doesNotContain("\"UP\"");
                assertThat(answer.statusCode()).as(host + path).isNotEqualTo(200);
            }
        }
    }

    @Test
    void keepsPagesBehindLogInToTheirHost() throws Exception {
        assertThat(get(port, "127.0.0.1", "/login").statusCode()).isEqualTo(200);
        for (var path :
                new String[] {"/", "/login", "/accounts", "/setup/00000000000000000000000000", "/visit/x", "/VAADIN/x"
                }) {
            var answer = get(port, "localhost", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().allValues("Set-Cookie")).as(path).isEmpty();
        }
        assertThat(get(port, "localhost", "/V/").statusCode()).isEqualTo(200);
        assertThat(get(port, "localhost", "/H/7Q4M0XK2V9B8N6P5R3T1W0Y2Z4").statusCode())
                .isIn(200, 404);
    }

    private HttpResponse<String> health(String group) {
        return get(management, "localhost", "/actuator/health/" + group);
    }

    private HttpResponse<String> get(int port, String host, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static boolean within(Duration time, BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (holds.getAsBoolean()) {
                return System.nanoTime() < end;
            }
            Thread.sleep(100);
        }
        return false;
    }
}
