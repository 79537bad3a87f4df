package cn.mingbai.courses.trainingrate;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.rate.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on a unit's training roster, with the reason and what it rests on.
 *
 * @param posts where and as what, on the day; for somebody who left, the last ones
 * @param passes the passes that count
 * @param owed the codes of the courses that are owed and not met
 * @param tookPart whether any record of an owed course lies in its window
 * @param stillValid whether every owed course has a pass that is valid on the day
 * @param isOverdue whether something is owed whose due day has passed
 */
public record TrainedPerson(
        PersonId person,
        String staffNumber,
        String name,
        List<Post> posts,
        Reason reason,
        List<Passed> passes,
        List<String> owed,
        boolean tookPart,
        boolean stillValid,
        boolean isOverdue) {

    /** A posting in words. */
    public record Post(String divisionName, Duty duty, LocalDate from, LocalDate to) {}

    /**
     * A pass.
     *
     * @param record the number of the training record
     */
    public record Passed(
            String course, LocalDate on, @Nullable Integer score, long record) {}

    static TrainedPerson of(Verdict verdict, StaffName called, Map<DivisionId, Division> units) {
        var posts = new ArrayList<Post>(verdict.postings().size());
        for (var posting : verdict.postings()) {
            var unit = units.get(posting.division());
            if (posting.duty() != null) {
                posts.add(new Post(unit == null ? "" : unit.name(), posting.duty(), posting.from(), posting.to()));
            }
        }
        var passes = new ArrayList<Passed>();
        var owed = new ArrayList<String>();
        for (var course : verdict.courses()) {
            var pass = course.pass();
            if (pass == null) {
                owed.add(course.course());
            } else if (pass.on() != null) {
                passes.add(new Passed(pass.course(), pass.on(), pass.score(), pass.id()));
            }
        }
        return new TrainedPerson(
                verdict.person(),
                called.staffNumber(),
                called.name(),
                List.copyOf(posts),
                verdict.reason(),
                List.copyOf(passes),
                List.copyOf(owed),
                verdict.tookPart(),
                verdict.stillValid(),
                verdict.isOverdue());
    }
}
