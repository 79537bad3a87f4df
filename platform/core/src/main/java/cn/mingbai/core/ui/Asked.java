package cn.mingbai.core.ui;

import cn.mingbai.core.error.NotFound;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the address of a page asks for. Whatever it cannot mean is as if it were not there. */
public final class Asked {

    private Asked() {}

    /**
     * The number in the database that the path has for a parameter of its route.
     *
     * @throws NotFound when it has none
     */
    public static long id(BeforeEnterEvent event, String parameter) {
        return event.getRouteParameters().getLong(parameter).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The number behind {@code page}, from 0 to 9999; 0 without one. */
    public static int page(QueryParameters query) {
        return query.getSingleParameter("page")
                .filter(number -> number.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** The number of something in the database behind {@code key}; empty without one. */
    public static Optional<Long> number(QueryParameters query, String key) {
        return query.getSingleParameter(key)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }

    /** The day behind {@code key}; empty without one. */
    public static Optional<LocalDate> day(QueryParameters query, String key) {
        return query.getSingleParameter(key).flatMap(Asked::day);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }

    /** The one of {@code all} that is named behind {@code key}; null without one. */
    public static <E extends Enum<E>> @Nullable E among(QueryParameters query, String key, E[] all) {
        return query.getSingleParameter(key)
                .flatMap(name -> Arrays.stream(all)
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .orElse(null);
    }
}
