package cn.mingbai.quizzes.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The work calendars that come with the program: the years that its questions are about. */
public final class ShippedCalendars {

    private static final List<String> YEARS = List.of("2017", "2026");

    private static final WorkCalendar ALL = YEARS.stream()
            .map(ShippedCalendars::read)
            .reduce(WorkCalendar::with)
            .orElseThrow();

    private ShippedCalendars() {}

    /** All shipped years in one calendar. */
    public static WorkCalendar all() {
        return ALL;
    }

    private static WorkCalendar read(String year) {
        try (var stream = ShippedCalendars.class.getResourceAsStream("/quizzes/calendars/" + year + ".txt")) {
            if (stream == null) {
                throw new IllegalStateException("expected the calendar of " + year + " on the class path");
            }
            return WorkCalendar.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
