package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;

/** What a worker does on a phone with the visit app. */
final class VisitAppSteps {

    static final By STATE = By.id("state");
    static final String ALL_SENT = "全部已上传";

    /**
     * Stands between the page and the server. {@code line} in the session store says what becomes of the page's calls:
     * {@code gone} fails at once, {@code portal} is a guest network's page under 200, {@code empty} is 200 with nothing in it, {@code other} is JSON of
     * somebody else, {@code often} is our own 429, {@code room} our own 507. {@code store} is {@code full} when the phone has no room left.
     */
    private static final String BETWEEN = """
            (() => {
              const say = (name) => sessionStorage.getItem(name);
              const truly = window.fetch;
              window.fetch = async (path, ...rest) => {
                const line = say('line');
                if (line === 'gone') throw new TypeError('gone');
                if (line === 'portal') return new Response('<html>Wi-Fi</html>', { status: 200 });
                if (line === 'empty') return new Response('', { status: 200 });
                if (line === 'often') {
                  return new Response('{"problem":"too-often","message":"x"}', { status: 429, headers: { 'Retry-After': '1' } });
                }
                if (line === 'room') {
                  return new Response('{"problem":"disk-full","message":"x"}', { status: 507, headers: { 'Retry-After': '1' } });
                }
                if (line === 'other') return new Response('{"records":[{"id":"x","status":"RECEIVED"}]}', { status: 200 });
                return truly(path, ...rest);
              };
              const add = IDBObjectStore.prototype.add;
              IDBObjectStore.prototype.add = function (...parts) {
                if (say('store') === 'full') throw new DOMException('no room', 'QuotaExceededError');
                return add.apply(this, parts);
              };
            })();
            """;

    private final Chromium phone;

    VisitAppSteps(Chromium phone) {
        this.phone = phone;
        phone.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", BETWEEN));
    }

    /** Registers the phone by signing in with this log-in, and waits until the app would open without a line. */
    void registerAs(String logIn) {
        phone.open("/V/#start");
        registerHere(logIn, Chromium.PASSWORD, By.id("list"));
    }

    /** The same from the page that asks for it, whatever led there; {@code then} is what is shown afterwards. */
    void registerHere(String logIn, String password, By then) {
        phone.click(By.id("sign-in"));
        phone.signIn(logIn, password);
        phone.click(By.id("register-go"));
        phone.see(then);
        isKept();
    }

    /** Registers the phone by the code of a card, opened as its address. */
    void bindBy(String code) {
        phone.open("/V/" + code);
        assertThat(phone.see(By.id("code")).getDomProperty("value")).isEqualTo(code);
        phone.click(By.id("bind-go"));
        phone.see(By.id("list"));
    }

    private void isKept() {
        phone.until(current -> Boolean.TRUE.equals(phone.driver()
                .executeScript("return navigator.serviceWorker && navigator.serviceWorker.controller !== null")));
    }

    void offline(boolean offline) {
        phone.driver().executeCdpCommand("Network.enable", Map.of());
        phone.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What stands between the page and the server from now on; an empty text for nothing. */
    void between(String name, String words) {
        phone.driver().executeScript("sessionStorage.setItem(arguments[0], arguments[1])", name, words);
    }

    void go(String hash) {
        phone.driver().executeScript("location.hash = arguments[0]", hash);
    }

    /** Opens a household's screen from the list and says that it is the right one. */
    void openDoor(long household) {
        go("#household&id=" + household + "&from=list");
        phone.until(current -> String.valueOf(phone.driver().getCurrentUrl()).contains("id=" + household)
                && !current.findElements(By.id("right")).isEmpty());
        phone.click(By.id("right"));
    }

    /** Records that somebody was met: three taps. */
    void met(long household, String relation) {
        openDoor(household);
        phone.click(By.cssSelector("[data-outcome=IN_PERSON]"));
        phone.click(By.cssSelector("[data-relation=" + relation + "]"));
        phone.see(By.id("kept"));
    }

    /** Records how it ended where nobody was spoken to: two taps. */
    void ended(long household, String outcome) {
        openDoor(household);
        phone.click(By.cssSelector("[data-outcome=" + outcome + "]"));
        phone.see(By.id("kept"));
    }

    void seeState(String text) {
        phone.until(current ->
                Objects.requireNonNull(current.findElement(STATE).getText()).contains(text));
    }

    /** Opens the records and asks for them to be sent at once. */
    void sendNow() {
        go("#records");
        phone.click(By.id("send-now"));
    }

    /** The rows of a table of the phone's store, as the scripts see them. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> kept(String table) {
        return (List<Map<String, Object>>) Objects.requireNonNull(phone.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const opening = indexedDB.open('mingbai-visits');
                opening.onsuccess = () => {
                  const asking = opening.result.transaction(arguments[0]).objectStore(arguments[0]).getAll();
                  asking.onsuccess = () => { opening.result.close(); done(asking.result); };
                };
                """, table));
    }

    /** The number of the registration that is current on this phone. */
    long device() {
        return kept("settings").stream()
                .filter(row -> "current-device".equals(row.get("name")))
                .map(row -> ((Number) Objects.requireNonNull(row.get("value"))).longValue())
                .findFirst()
                .orElseThrow();
    }

    /** Every thing to press on the screen is high enough for a thumb, and nothing has to be scrolled sideways. */
    void fitsThumbs() {
        assertThat(phone.scrollsSideways()).as(phone.text()).isFalse();
        var small = phone.driver().executeScript("""
                return [...document.querySelectorAll('#screen button, #screen a.button, #screen summary, #screen a.line')]
                  .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 44)
                  .map((one) => one.textContent);
                """);
        assertThat((List<?>) Objects.requireNonNull(small)).isEmpty();
    }
}
