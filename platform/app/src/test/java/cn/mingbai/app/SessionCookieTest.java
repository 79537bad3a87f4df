package cn.mingbai.app;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;

class SessionCookieTest {

    @ParameterizedTest
    @CsvSource({
        "https://mb.example.cn, '__Host-mingbai=[0-9A-F]+; Path=/; Secure; HttpOnly.*'",
        "http://localhost:8080, 'JSESSIONID=[0-9A-F]+; Path=/; HttpOnly.*'"
    })
    void isBoundToThisHostWhereItsAddressIsHttps(String publicBase, String cookie) throws Exception {
        var factory = new TomcatServletWebServerFactory(0);
        var server = factory.getWebServer(
                new BrowserDefences().sessionCookie(publicBase),
                context -> context.addServlet("session", new HttpServlet() {
                            private static final long serialVersionUID = 1;

                            @Override
                            protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                                request.getSession(true);
                            }
                        })
                        .addMapping("/"));
        server.start();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).matches(cookie);
        } finally {
            server.stop();
        }
    }
}
