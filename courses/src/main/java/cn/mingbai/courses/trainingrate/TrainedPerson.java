package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.Reason;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on a unit's training roster, with the reason and what it rests on.
 *
 * @param posts where and as what, on the day; for somebody who left, the last ones
 * @param passes the passes that count
 * @param owed the codes of the courses that are owed and not met
 */
public record TrainedPerson(
        PersonId person,
        String staffNumber,
        String name,
        List<Post> posts,
        Reason reason,
        List<Passed> passes,
        List<String> owed) {

    /** A posting in words. */
    public record Post(String divisionName, Duty duty, LocalDate from, LocalDate to) {}

    /**
     * A pass.
     *
     * @param record the number of the training record
     */
    public record Passed(
            String course, LocalDate on, @Nullable Integer score, long record) {}
}
