package cn.mingbai.app.checks;

import cn.mingbai.app.Browser;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;

/** A page of Vaadin as far as the wire sees it, without a browser: opened, read, and asked where its files are. */
public final class VaadinPage {

    private static final Pattern CSRF = Pattern.compile("\"(?:Vaadin-Security-Key|csrfToken)\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern UI = Pattern.compile("\"v-uiId\"\\s*:\\s*(\\d+)");
    private static final Pattern FILE = Pattern.compile("VAADIN/dynamic/resource/[^\"\\\\]+");

    final int ui;
    private final String csrf;
    private final String begun;
    private final String content;
    private final Browser browser;

    /** Opens the page of this route in a browser that is signed in. */
    public VaadinPage(Browser browser, String route) {
        this.browser = browser;
        begun = browser.get("/?v-r=init&location=" + route + "&query=").body();
        csrf = found(CSRF, begun);
        ui = Integer.parseInt(found(UI, begun));
        content = navigate(route, "");
    }

    /**
     * Goes on to a route in the same tab.
     *
     * @param query as in an address, without its question mark
     * @return what changes on the page
     */
    public String navigate(String route, String query) {
        return call("{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{\"route\":\"" + route
                + "\",\"query\":\"" + query + "\",\"appShellTitle\":\"\",\"historyState\":null,\"trigger\":\"\"}}");
    }

    /** Sends one call of the page's own; answers what comes back. */
    String call(String rpc) {
        return browser.send(HttpRequest.newBuilder(browser.uri(path()))
                        .header("Content-Type", "application/json; charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"csrfToken\":\"" + csrf + "\",\"rpc\":[" + rpc + "],\"syncId\":-1,\"clientId\":-1}"))
                        .build())
                .body();
    }

    /** All that came until it stood. */
    String everything() {
        return begun + content;
    }

    /** What it showed when it was opened. */
    String content() {
        return content;
    }

    /** Where its calls go. */
    String path() {
        return "/?v-r=uidl&v-uiId=" + ui;
    }

    /** Where its first file is fetched or handed in. */
    String file() {
        var found = FILE.matcher(content);
        if (!found.find()) {
            throw new AssertionError("expected a file in " + content);
        }
        return "/" + found.group();
    }

    private static String found(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new AssertionError("expected " + pattern + " in " + text);
        }
        return found.group(1);
    }
}
