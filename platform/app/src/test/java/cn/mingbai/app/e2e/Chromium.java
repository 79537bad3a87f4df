package cn.mingbai.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WrapsElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.CommandPayload;
import org.openqa.selenium.remote.Response;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.util.FileSystemUtils;

/** Debian's Chromium without a window, as one person's browser: an own profile, Chinese first. */
final class Chromium implements AutoCloseable {

    static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final int TALLEST = 5000;
    static final String PASSWORD = "mingbai-demo";

    private static final Pattern AGAINST_POLICY =
            Pattern.compile("Content Security Policy|Permissions policy violation|Cross-Origin-[A-Z]");

    /** How Chromium's driver says that the page gave way to another while it asked, when it does not say stale. */
    private static final Pattern PAGE_GONE = Pattern.compile("aborted by navigation"
            + "|Node with given id does not belong to the document"
            + "|No node with given id found"
            + "|no such execution context"
            + "|frame does not have execution context"
            + "|Cannot find context with specified id");

    private final ChromeDriver driver;
    private final String base;
    private final int width;
    private final Path profile;

    /**
     * Opens a browser.
     *
     * @param base the application's address without trailing slash
     * @param width the viewport's width in CSS pixels; 390 stands for a phone
     */
    Chromium(String base, int width) {
        this(base, width, Map.of());
    }

    /**
     * Opens a browser with a camera that shows a film.
     *
     * @param film as {@link FakeCamera} makes it
     */
    static Chromium withCamera(String base, int width, Path film) {
        return new Chromium(
                base,
                width,
                Map.of(),
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                "--use-file-for-fake-video-capture=" + film.toAbsolutePath());
    }

    /** Opens a browser whose owner has forbidden the camera. */
    static Chromium withForbiddenCamera(String base, int width) {
        return new Chromium(
                base,
                width,
                Map.of("profile.default_content_setting_values.media_stream_camera", 2),
                "--use-fake-device-for-media-stream");
    }

    /** Opens a browser for which a host lies on this machine. */
    static Chromium thatResolves(String base, int width, String host, int port) {
        return new Chromium(base, width, Map.of(), "--host-resolver-rules=MAP " + host + " 127.0.0.1:" + port);
    }

    private Chromium(String base, int width, Map<String, Object> preferences, String... further) {
        this.base = base;
        this.width = width;
        try {
            profile = Files.createTempDirectory("mingbai-chromium");
            var options = new ChromeOptions().setBinary("/usr/bin/chromium");
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--lang=zh-CN",
                    "--user-data-dir=" + profile);
            options.addArguments(further);
            var all = new HashMap<>(preferences);
            all.put("intl.accept_languages", "zh-CN,zh");
            all.put("download.default_directory", downloads().toAbsolutePath().toString());
            options.setExperimentalOption("prefs", all);
            var console = new LoggingPreferences();
            console.enable(LogType.BROWSER, Level.WARNING);
            options.setCapability(ChromeOptions.LOGGING_PREFS, console);
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                    .build();
            driver = new Driver(service, options);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        resize(viewportHeight());
    }

    private int viewportHeight() {
        return width < 600 ? 844 : 900;
    }

    private void resize(int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    static Path downloads() {
        try {
            return Files.createDirectories(Path.of("target/downloads"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String path) {
        driver.get(path.regionMatches(true, 0, "http", 0, 4) ? path : base + path);
    }

    /** Signs in on the log-in page, which must be open or is opened, and waits until it is left. */
    void signIn(String name, String password) {
        if (!driver.getCurrentUrl().contains("/login")) {
            open("/login");
        }
        type(By.name("username"), name);
        type(By.name("password"), password);
        click(By.cssSelector("form[action*=login] button[type=submit]"));
        until(current -> !current.getCurrentUrl().contains("/login"));
    }

    void signOut() {
        driver.manage().deleteAllCookies();
        open("/login");
    }

    /**
     * Waits until something is to be seen; when the page draws it anew before it is asked, or has not laid it out, it
     * is looked for again.
     */
    WebElement see(By what) {
        var seen = new AtomicReference<>(shown(what));
        return (WebElement) Proxy.newProxyInstance(
                WebElement.class.getClassLoader(),
                new Class<?>[] {WebElement.class, WrapsElement.class},
                (self, method, arguments) -> method.getName().equals("getWrappedElement")
                        ? seen.get()
                        : until(current -> answered(seen, what, method, arguments))
                                .orElse(null));
    }

    private @Nullable Optional<Object> answered(
            AtomicReference<WebElement> seen, By what, Method method, Object @Nullable [] arguments) {
        try {
            return Optional.ofNullable(method.invoke(seen.get(), arguments));
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof StaleElementReferenceException
                    || failed.getCause().getClass() == ElementNotInteractableException.class) {
                seen.set(shown(what));
                return null;
            }
            throw (RuntimeException) failed.getCause();
        } catch (IllegalAccessException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private WebElement shown(By what) {
        // What lies above Vaadin's scrolled frame counts as hidden for the driver: it is looked for as a person would.
        return until(current -> {
            var element = current.findElement(what);
            if (!element.isDisplayed()) {
                ((JavascriptExecutor) driver).executeScript("arguments[0].scrollIntoView({block:'center'})", element);
            }
            return element.isDisplayed() ? element : null;
        });
    }

    /** What is read from each of the elements that are on the page now, all from one drawing of it. */
    <T> List<T> each(By what, Function<WebElement, T> read) {
        return until(current -> current.findElements(what).stream().map(read).toList());
    }

    void seeText(String text) {
        until(current -> current.findElement(By.tagName("body")).getText().contains(text));
    }

    String text() {
        return see(By.tagName("body")).getText();
    }

    /** Clicks as a person would: scrolls to it first, and waits while something moves or lies over it. */
    void click(By what) {
        until(current -> clicked(current.findElement(what)));
    }

    /** The same for an element at hand. */
    void click(WebElement element) {
        until(current -> clicked(element));
    }

    /** Clicks the first of several that is to be seen and has this text. */
    void clickShown(By what, String text) {
        until(current -> current.findElements(what).stream()
                .filter(element -> element.getText().contains(text))
                .findFirst()
                .filter(this::clicked)
                .isPresent());
    }

    private boolean clicked(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block:'center'})", element);
        if (!element.isDisplayed() || !element.isEnabled()) {
            return false;
        }
        try {
            element.click();
            return true;
        } catch (ElementClickInterceptedException covered) {
            return false;
        }
    }

    /** Presses keys where the keyboard is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void type(By what, String text) {
        var field = see(what);
        field.clear();
        field.sendKeys(text);
    }

    <T> T until(ExpectedCondition<T> condition) {
        // Vaadin replaces elements while it works: one that is gone is looked for again.
        // The driver's own half a second between two looks would be most of the time that these tests take.
        return new WebDriverWait(driver, Duration.ofSeconds(20), Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .until(condition);
    }

    /** Waits until Vaadin has nothing under way, if the page is one of Vaadin's. */
    void settle() {
        until(current -> (Boolean) driver.executeScript("""
                if (document.readyState !== 'complete') return false;
                if (!window.Vaadin || !window.Vaadin.Flow) return true;
                const clients = Object.values(window.Vaadin.Flow.clients || {});
                return clients.length > 0 && clients.every(client => !client.isActive || !client.isActive());
                """));
    }

    /** The paths that the signed-in person's menu offers, in its order. */
    List<String> menu() {
        settle();
        return each(
                By.cssSelector("vaadin-side-nav-item"),
                item -> Objects.requireNonNullElse(item.getDomAttribute("path"), ""));
    }

    /** Takes the whole page, however long, as {@code target/screenshots/NAME-WIDTH.png}. */
    void screenshot(String name) {
        // The frame scrolls inside itself: a viewport as tall as the content shows all of it.
        var content = ((Number) driver.executeScript("""
                return Math.max(document.documentElement.scrollHeight,
                    ...[...document.querySelectorAll('vaadin-app-layout > :not([slot])')]
                        .map(page => page.scrollHeight + 80));
                """)).intValue();
        var height = Math.clamp(content, viewportHeight(), TALLEST);
        resize(height);
        snapshot(name);
        resize(viewportHeight());
    }

    /** Takes what the screen shows, as {@code target/screenshots/NAME-WIDTH.png}. */
    void snapshot(String name) {
        var picture = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + "-" + width + ".png"),
                    Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks for a file with the cookies of this browser; fails when there is none. */
    byte[] download(String address) throws IOException, InterruptedException {
        var cookies = driver.manage().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Cookie", cookies)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    /** Whether the page can be scrolled sideways, which no page should need. */
    boolean scrollsSideways() {
        return (Boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1");
    }

    /** The text of the only QR code in a picture, read as a scanner would that comes nearer and turns until it
     * sees the code. */
    static String decode(BufferedImage picture) throws NotFoundException {
        for (var size : new double[] {1, 0.75, 1.5}) {
            LuminanceSource seen = new BufferedImageLuminanceSource(scaled(picture, size));
            for (var turns = 0; turns < 4; turns++) {
                try {
                    return new QRCodeReader()
                            .decode(
                                    new BinaryBitmap(new HybridBinarizer(seen)),
                                    Map.of(DecodeHintType.TRY_HARDER, true))
                            .getText();
                } catch (ReaderException overlooked) {
                    // ZXing-Java overlooks some clean pictures at any one size: the next, or a turn, may show it.
                }
                seen = seen.rotateCounterClockwise();
            }
        }
        throw NotFoundException.getNotFoundInstance();
    }

    private static BufferedImage scaled(BufferedImage picture, double size) {
        var scaled = new BufferedImage(
                (int) (picture.getWidth() * size), (int) (picture.getHeight() * size), BufferedImage.TYPE_BYTE_GRAY);
        var canvas = scaled.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.drawImage(picture, 0, 0, scaled.getWidth(), scaled.getHeight(), null);
        canvas.dispose();
        return scaled;
    }

    /** Ends the browser; fails when a page tried what its policy forbids. */
    @Override
    public void close() {
        var forbidden = forbidden();
        driver.quit();
        // The browser's helpers may still write for a moment: what they leave behind is theirs.
        FileSystemUtils.deleteRecursively(profile.toFile());
        assertThat(forbidden).as("what pages tried against their policy").isEmpty();
    }

    /** What the console says that a page tried against its policy since this was last asked. */
    List<String> forbidden() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> AGAINST_POLICY.matcher(message).find())
                .distinct()
                .toList();
    }

    /** Chromium's driver, with one name for what is no longer on the page. */
    private static final class Driver extends ChromeDriver {

        Driver(ChromeDriverService service, ChromeOptions options) {
            super(service, options);
        }

        @Override
        protected Response execute(CommandPayload command) {
            try {
                return super.execute(command);
            } catch (WebDriverException failed) {
                if (PAGE_GONE.matcher(String.valueOf(failed.getRawMessage())).find()) {
                    throw new StaleElementReferenceException(failed.getRawMessage(), failed);
                }
                throw failed;
            }
        }
    }
}
