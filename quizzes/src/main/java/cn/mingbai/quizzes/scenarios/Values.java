package cn.mingbai.quizzes.scenarios;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was drawn for a scenario, by name: whole numbers, days, words. */
final class Values {

    private final Map<String, String> byName = new TreeMap<>();

    Values put(String name, Object value) {
        byName.put(name, String.valueOf(value));
        return this;
    }

    Values putAll(String name, List<String> words) {
        byName.put(name, String.join("|", words));
        return this;
    }

    String word(String name) {
        var value = byName.get(name);
        if (value == null) {
            throw new IllegalStateException("expected " + name + " among " + byName.keySet());
        }
        return value;
    }

    List<String> words(String name) {
        return Arrays.asList(word(name).split("\\|"));
    }

    int number(String name) {
        return Integer.parseInt(word(name));
    }

    BigDecimal amount(String name) {
        return new BigDecimal(word(name));
    }

    LocalDate day(String name) {
        return LocalDate.parse(word(name));
    }

    boolean is(String name) {
        return Boolean.parseBoolean(word(name));
    }

    Map<String, String> asMap() {
        return byName;
    }
}
