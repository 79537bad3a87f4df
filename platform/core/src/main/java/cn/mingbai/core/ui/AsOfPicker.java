package cn.mingbai.core.ui;

import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.time.Times;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Two days, the one a figure speaks of and the one it was known, kept in the address as {@code ?day=…&known=…}; without
 * them both are today.
 */
public final class AsOfPicker extends Div {

    private final DayPicker day;
    private final DayPicker known;

    /**
     * Shows {@code asOf}.
     *
     * @param changed receives the parameters of the address to go to
     */
    public AsOfPicker(AsOf asOf, Clock clock, Consumer<QueryParameters> changed) {
        addClassName("mb-as-of");
        var today = Times.today(clock);
        day = new DayPicker(getTranslation("core.asof.day"), asOf.day());
        known = new DayPicker(getTranslation("core.asof.known"), asOf.known());
        day.setId("as-of-day");
        known.setId("as-of-known");
        day.setMax(today);
        known.setMax(today);
        day.addValueChangeListener(change -> go(changed, today));
        known.addValueChangeListener(change -> go(changed, today));
        add(day, known);
    }

    private void go(Consumer<QueryParameters> changed, LocalDate today) {
        if (day.getValue() == null || known.getValue() == null) {
            return;
        }
        var later = known.getValue().isBefore(day.getValue()) ? today : known.getValue();
        changed.accept(parameters(new AsOf(day.getValue(), later), today));
    }

    /** The address's parameters for {@code asOf}; none when both days are today. */
    public static QueryParameters parameters(AsOf asOf, LocalDate today) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!asOf.day().equals(today)) {
            values.put("day", asOf.day().toString());
        }
        if (!asOf.known().equals(today)) {
            values.put("known", asOf.known().toString());
        }
        return QueryParameters.simple(values);
    }

    /** The days in an address; what is missing, malformed or contradictory falls back to today. */
    public static AsOf read(QueryParameters parameters, Clock clock) {
        var today = Times.today(clock);
        var day =
                single(parameters, "day").filter(value -> !value.isAfter(today)).orElse(today);
        var known = single(parameters, "known")
                .filter(value -> !value.isAfter(today))
                .orElse(today);
        try {
            return new AsOf(day, known);
        } catch (MingbaiException contradictory) {
            return new AsOf(day, today);
        }
    }

    private static Optional<LocalDate> single(QueryParameters parameters, String name) {
        try {
            return parameters.getSingleParameter(name).map(LocalDate::parse);
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
