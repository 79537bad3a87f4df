package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes a fact that holds in spans of days, from a day on; spans never overlap, and nothing is overwritten. */
@Internal
public final class Spans {

    private Spans() {}

    /**
     * What held in [from, to).
     *
     * @param row the id of the row that says so
     */
    public record Span<T>(long row, LocalDate from, LocalDate to, T content) {}

    /**
     * What has to be written.
     *
     * @param superseded the rows that are no longer what we know
     * @param kept what stays true of the superseded rows, to be recorded anew
     * @param begun the new span
     */
    public record Change<T>(List<Long> superseded, List<Span<T>> kept, Span<T> begun) {}

    /** The span in force on {@code day}. */
    public static <T> Optional<Span<T>> on(List<Span<T>> spans, LocalDate day) {
        return spans.stream()
                .filter(span -> !span.from().isAfter(day) && span.to().isAfter(day))
                .findFirst();
    }

    /** Lets {@code content} hold from {@code day} until the next span that begins later. */
    public static <T> Change<T> from(List<Span<T>> spans, LocalDate day, T content) {
        var superseded = new ArrayList<Long>();
        var kept = new ArrayList<Span<T>>();
        var to = Times.NO_END;
        for (var span : spans) {
            if (span.from().isAfter(day)) {
                to = span.from().isBefore(to) ? span.from() : to;
            } else if (span.to().isAfter(day)) {
                superseded.add(span.row());
                if (span.from().isBefore(day)) {
                    kept.add(new Span<>(0, span.from(), day, span.content()));
                }
            }
        }
        return new Change<>(superseded, kept, new Span<>(0, day, to, content));
    }
}
