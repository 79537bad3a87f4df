package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.notices.InAppNotices;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.quizzes.sittings.SittingRows.Planned;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells those on the list of a scheduled test when, how long and where it is, once for each plan: when it is planned,
 * changed, cancelled or ended early, and when somebody comes to the list or goes from it.
 */
@Component
@Internal
class SittingNotices {

    static final String PLANNED = "sitting.planned";
    static final String CHANGED = "sitting.changed";
    static final String OFF_LIST = "sitting.off-list";
    static final String CANCELLED = "sitting.cancelled";
    static final String ENDED = "sitting.ended";

    private final InAppNotices notices;

    SittingNotices(InAppNotices notices) {
        this.notices = notices;
    }

    /** These are on the list now. */
    void planned(Planned plan, Collection<PersonId> people) {
        post(plan, people, PLANNED, "quizzes.sitting.notice-planned");
    }

    /** What these were told is no longer true; nobody is told when nothing that they know has changed. */
    void changed(Planned before, Planned now, Collection<PersonId> people) {
        if (!facts(before.draft()).equals(facts(now.draft()))) {
            post(now, people, CHANGED, "quizzes.sitting.notice-changed");
        }
    }

    /** These need not come. */
    void offList(Planned plan, Collection<PersonId> people) {
        post(plan, people, OFF_LIST, "quizzes.sitting.notice-off-list");
    }

    /** It does not take place. */
    void cancelled(Planned plan, Collection<PersonId> people) {
        post(plan, people, CANCELLED, "quizzes.sitting.notice-cancelled");
    }

    /** It has ended before its time; these have not started and no longer can. */
    void ended(Planned plan, Collection<PersonId> people) {
        post(plan, people, ENDED, "quizzes.sitting.notice-ended");
    }

    private void post(Planned plan, Collection<PersonId> people, String kind, String key) {
        notices.postAll(
                people,
                kind,
                "sitting " + plan.id().value() + " plan " + plan.plan(),
                key,
                facts(plan.draft()),
                "courses/" + plan.course());
    }

    /** Title, opening, end, minutes, pass mark. */
    private static List<String> facts(SittingDraft draft) {
        return List.of(
                draft.title(),
                SittingsView.when(draft.opens()),
                SittingsView.until(draft.opens(), draft.closes()),
                String.valueOf(draft.minutes()),
                String.valueOf(draft.passMark()));
    }
}
