package cn.mingbai.app.e2e;

import cn.mingbai.MingbaiApplication;
import cn.mingbai.app.FreshData;
import cn.mingbai.district.demo.DemoProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on a free port with the demo district loaded, once for all browser tests. */
@SpringBootTest(classes = MingbaiApplication.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
abstract class DemoDistrict {

    static final int PORT = freePort();
    static final String BASE = "http://localhost:" + PORT;

    // Once for all browser tests.
    static {
        FreshData.begin();
    }

    @Autowired
    DemoProgress demo;

    @DynamicPropertySource
    static void port(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add("mingbai.demo", () -> true);
    }

    @BeforeEach
    void demoIsLoaded() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(8))
                .failFast("The demo district did not load: the log says why", () -> demo.hasFailed())
                .until(() -> demo.isFinished());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
