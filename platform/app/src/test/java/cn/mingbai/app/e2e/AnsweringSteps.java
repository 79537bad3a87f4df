package cn.mingbai.app.e2e;

import cn.mingbai.quizzes.attempts.AttemptKeys;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** What a person does on the answering page, who knows the right answers. */
final class AnsweringSteps {

    static final By TITLE = By.id("question-title");
    static final By SAVED = By.cssSelector("#saved.is-saved");
    static final By WAITING = By.cssSelector("#saved.is-waiting");

    private static final Pattern OF = Pattern.compile("(\\d+)\\D+(\\d+)");

    private final Chromium browser;
    private final AttemptKeys keys;

    AnsweringSteps(Chromium browser, AttemptKeys keys) {
        this.browser = browser;
        this.keys = keys;
    }

    String token() {
        return browser.driver().getCurrentUrl().replaceFirst(".*/Q/([^/?#]+).*", "$1");
    }

    /** How many questions the paper has. */
    int size() {
        return numbers()[1];
    }

    /** The question on screen. */
    int number() {
        return numbers()[0];
    }

    private int[] numbers() {
        browser.see(TITLE);
        var found = OF.matcher(browser.until(
                current -> OF.matcher(current.findElement(TITLE).getText()).find()
                        ? current.findElement(TITLE).getText()
                        : null));
        if (!found.find()) {
            throw new AssertionError("expected a question's number");
        }
        return new int[] {Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))};
    }

    String right(int number) {
        return keys.right(token(), number);
    }

    /** Goes to a question by its number in the list. */
    void go(int number) {
        browser.click(By.cssSelector("#question-numbers a[href='#" + number + "']"));
        browser.until(current -> number() == number);
    }

    void next() {
        browser.click(By.id("next"));
    }

    /** Gives this answer, in the form in which it is saved, to the question on screen. */
    void answer(String value) {
        if (exists("#fields .steps")) {
            order(value);
        } else if (exists("#fields select")) {
            for (var pair : value.split(",")) {
                browser.click(
                        By.cssSelector("#match-" + pair.split(":")[0] + " option[value='" + pair.split(":")[1] + "']"));
            }
        } else if (exists("#fields input[type=text]")) {
            var field = browser.see(By.cssSelector("#fields input"));
            field.sendKeys(Keys.chord(Keys.CONTROL, "a"), value);
        } else if (exists("#fields input[type=date]")) {
            browser.driver().executeScript("""
                    arguments[0].value = arguments[1];
                    arguments[0].dispatchEvent(new Event('input'));
                    """, browser.see(By.cssSelector("#fields input")), value);
        } else {
            for (var key : value.split(",")) {
                browser.click(By.cssSelector("#fields input[value='" + key + "']"));
            }
        }
    }

    private void order(String value) {
        var wanted = Arrays.stream(value.split(","))
                .map(pair -> pair.split(":"))
                .sorted(Comparator.comparingInt(pair -> Integer.parseInt(pair[1])))
                .map(pair -> pair[0])
                .toList();
        if (exists("#agree:not([hidden])") && steps().equals(wanted)) {
            browser.click(By.id("agree"));
        }
        for (var place = 0; place < wanted.size(); place++) {
            while (!steps().get(place).equals(wanted.get(place))) {
                browser.click(By.cssSelector("#fields li[data-key='" + wanted.get(place) + "'] .up"));
            }
        }
    }

    private List<String> steps() {
        return browser.each(
                By.cssSelector("#fields .steps li"), row -> Objects.requireNonNull(row.getDomAttribute("data-key")));
    }

    private boolean exists(String selector) {
        return !browser.driver().findElements(By.cssSelector(selector)).isEmpty();
    }

    /** Answers everything rightly, each answer saved before the next question, and stops at the overview. */
    void answerAll() {
        var size = size();
        for (var number = 1; number <= size; number++) {
            var shown = number;
            browser.until(current -> number() == shown);
            answer(right(number));
            browser.see(SAVED);
            next();
        }
        browser.see(By.id("complete"));
    }

    void handIn() {
        browser.click(By.id("hand-in"));
    }
}
