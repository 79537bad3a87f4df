package cn.mingbai.courses.followup;

import cn.mingbai.courses.rate.OwedCourse;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a verdict leaves to do, and when somebody is told. Pure. */
final class Owing {

    private static final Comparator<Todo> ORDER =
            Comparator.comparing(Todo::due).thenComparing(Todo::kind).thenComparing(Todo::course);

    private Owing() {}

    /** What is to be done about a course. */
    enum Kind {
        /** It is owed and not met. */
        COURSE,
        /** It is met, and a short check on what changed is owed. */
        RECHECK,
        /** It is met, and the pass runs out. */
        RENEWAL
    }

    /**
     * One thing to do.
     *
     * @param course the course's code
     * @param due the last day on which it is done in time
     */
    record Todo(String course, Kind kind, LocalDate due) {

        boolean isOverdue(LocalDate today) {
            return due.isBefore(today);
        }
    }

    /** A re-check as far as it matters here. */
    record Check(String course, LocalDate due) {}

    /** Whether somebody with this reason is followed up: not whoever left, is exempt or away. */
    static boolean isFollowedUp(Reason reason) {
        return switch (reason) {
            case MET, NOT_MET, NEW_IN_GRACE, DATA_INCOMPLETE -> true;
            case EXEMPT, LONG_LEAVE, LEFT -> false;
        };
    }

    /** The courses and re-checks that are owed now, the most urgent first. */
    static List<Todo> open(Verdict verdict, Map<Long, Check> checks) {
        if (!isFollowedUp(verdict.reason())) {
            return List.of();
        }
        var todos = new ArrayList<Todo>();
        for (var course : verdict.courses()) {
            if (!course.isMet()) {
                todos.add(new Todo(course.course(), Kind.COURSE, course.due()));
            }
            for (var id : course.rechecks()) {
                var check = checks.get(id);
                // Whoever has the whole course before them meets what changed in it.
                if (check != null && course.isMet()) {
                    todos.add(new Todo(course.course(), Kind.RECHECK, check.due()));
                }
            }
        }
        return todos.stream().distinct().sorted(ORDER).toList();
    }

    /**
     * What to tell the person about today, one notice for each due day: what is due within {@code days} or was due, and
     * passes that run out within {@code days}. A newcomer in grace is not reminded of a day that had passed before.
     */
    static NavigableMap<LocalDate, List<Todo>> due(
            Verdict verdict, Map<Long, Check> checks, LocalDate today, int days) {
        var until = today.plusDays(days);
        var byDay = new TreeMap<LocalDate, List<Todo>>();
        var all = new ArrayList<>(open(verdict, checks));
        if (isFollowedUp(verdict.reason())) {
            for (var course : verdict.courses()) {
                if (runsOut(course, today)) {
                    all.add(new Todo(
                            course.course(), Kind.RENEWAL, java.util.Objects.requireNonNull(course.validUntil())));
                }
            }
        }
        for (var todo : all) {
            var isForgiven = verdict.reason() == Reason.NEW_IN_GRACE && todo.isOverdue(today);
            if (!todo.due().isAfter(until) && !isForgiven) {
                byDay.computeIfAbsent(todo.due(), day -> new ArrayList<>()).add(todo);
            }
        }
        byDay.values().forEach(todos -> todos.sort(ORDER));
        return byDay;
    }

    private static boolean runsOut(OwedCourse course, LocalDate today) {
        var until = course.validUntil();
        return course.isMet() && until != null && !until.equals(LocalDate.MAX) && !until.isBefore(today);
    }
}
