package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.people.Duty;
import java.time.Instant;
import java.util.Set;

/**
 * What is planned of a scheduled test.
 *
 * @param title 1 to 100 characters
 * @param duties who of the unit's people sits it, at least one
 * @param opens before when nobody can start
 * @param closes when everybody's is handed in at the latest, extra time not counted; at most a week after the opening
 * @param minutes how long one has from the own start, 1 to 240
 * @param passMark the score that passes, 1 to 100
 */
public record SittingDraft(String title, Set<Duty> duties, Instant opens, Instant closes, int minutes, int passMark) {

    public SittingDraft {
        duties = Set.copyOf(duties);
    }
}
