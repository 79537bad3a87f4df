package cn.mingbai.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as the chain sees one: keeps cookies, follows redirects only when told, fills in form tokens. */
public class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI base;

    public Browser(int port) {
        base = URI.create("http://localhost:" + port);
    }

    public HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path)).setHeader("Accept", "text/html");
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    /** Posts exactly these fields. */
    public HttpResponse<String> postBare(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(base.resolve(path))
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Posts a body as a script would. */
    public HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(base.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Plants a cookie. */
    public void setCookie(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        // As the store itself writes a host without a dot, so that the server's cookie replaces this one.
        cookie.setDomain("localhost.local");
        cookie.setVersion(0);
        cookies.getCookieStore().add(base, cookie);
    }

    /** Opens the page and posts its form to the same path, with the page's token. */
    public HttpResponse<String> fillIn(String path, Map<String, String> fields) {
        var page = get(path);
        var token = TOKEN.matcher(page.body());
        if (!token.find()) {
            throw new AssertionError(
                    "expected a form with a token at " + path + ", got " + page.statusCode() + " " + page.body());
        }
        var all = new java.util.HashMap<>(fields);
        all.put("_csrf", token.group(1));
        return postBare(path, all);
    }

    public HttpResponse<String> signIn(String name, String password) {
        return fillIn("/login", Map.of("username", name, "password", password));
    }

    public Optional<HttpCookie> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst();
    }

    public String session() {
        return cookie("JSESSIONID").map(HttpCookie::getValue).orElse("");
    }

    public void forget() {
        cookies.getCookieStore().removeAll();
    }

    /** Where a redirect leads, without host; fails when the answer is none. */
    public static String target(HttpResponse<?> answer) {
        var location = URI.create(answer.headers()
                .firstValue("Location")
                .orElseThrow(() ->
                        new AssertionError("expected a redirect, got " + answer.statusCode() + " " + answer.body())));
        return location.getRawPath() + (location.getRawQuery() == null ? "" : "?" + location.getRawQuery());
    }

    /** What stands in the first input of this name on a page, or an empty text; fails when there is no such input. */
    public static String value(String page, String name) {
        var tag = Pattern.compile("<input[^>]*name=\"" + name + "\"[^>]*>").matcher(page);
        if (!tag.find()) {
            throw new AssertionError("expected an input " + name + " in " + page);
        }
        var value = Pattern.compile("value=\"([^\"]*)\"").matcher(tag.group());
        return value.find() ? value.group(1) : "";
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public URI uri(String path) {
        return base.resolve(path);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
