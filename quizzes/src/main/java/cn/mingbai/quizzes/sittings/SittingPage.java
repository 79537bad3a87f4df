package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.jobs.JobId;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled test with those on its list who are within the caller's reach.
 *
 * @param mine whether the whole test is within the caller's reach, so that it may be changed
 * @param reason why its end was changed or it was cancelled, otherwise empty
 * @param drawing the job that draws its papers, once it has begun
 */
public record SittingPage(
        SittingId id,
        DivisionId division,
        String divisionName,
        String course,
        Phase phase,
        SittingDraft plan,
        boolean mine,
        String reason,
        Optional<JobId> drawing,
        List<Seat> people) {

    public SittingPage {
        people = List.copyOf(people);
    }

    /**
     * Somebody on the list.
     *
     * @param unit the unit's name when listed, with the one above it
     * @param joined whether they came onto the list at their first look, after the papers were drawn
     * @param drawn whether a paper is drawn
     * @param extraMinutes more time, in all
     * @param extraReason why, otherwise empty
     * @param score 0 to 100, or null
     */
    public record Seat(
            PersonId person,
            String name,
            String staffNumber,
            String unit,
            Duty duty,
            boolean joined,
            boolean drawn,
            SeatState state,
            int extraMinutes,
            String extraReason,
            @Nullable Instant started,
            @Nullable Instant handedIn,
            @Nullable Integer score) {}

    /** How many people have a paper. */
    public int drawn() {
        return (int) people.stream().filter(Seat::drawn).count();
    }

    /** How many people are in each state; they add up to all. */
    public Map<SeatState, Integer> counts() {
        var counts = new EnumMap<SeatState, Integer>(SeatState.class);
        for (var state : SeatState.values()) {
            counts.put(state, 0);
        }
        people.forEach(seat -> counts.merge(seat.state(), 1, Integer::sum));
        return counts;
    }
}
