package cn.mingbai.courses.followup;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Somebody who misses something.
 *
 * @param townName the unit above a village, empty elsewhere
 * @param phone in full or masked, as asked; empty when none is known
 * @param isNew whether it is a newcomer whose days of grace still run
 * @param todos what is missing, the most urgent first; never empty
 */
public record FollowUpLine(
        PersonId person,
        String staffNumber,
        String name,
        String townName,
        String unitName,
        Set<Duty> duties,
        String phone,
        boolean isNew,
        List<Todo> todos) {

    /**
     * One thing that is missing.
     *
     * @param title the course's title
     * @param isRecheck whether it is a short check on what changed instead of the course
     * @param due the last day on which it is done in time
     * @param isOverdue whether that day has passed
     */
    public record Todo(String title, boolean isRecheck, LocalDate due, boolean isOverdue) {}

    /** The first due day. */
    public LocalDate due() {
        return todos.getFirst().due();
    }

    /** Whether anything is overdue, for somebody who is not new. */
    public boolean isOverdue() {
        return !isNew && todos.stream().anyMatch(Todo::isOverdue);
    }
}
