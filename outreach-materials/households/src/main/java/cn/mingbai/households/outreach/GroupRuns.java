package cn.mingbai.households.outreach;

import cn.mingbai.core.people.PersonId;
import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.DoorReader.OfGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A village's groups in order, those in one hand drawn together: two hundred entrances read as eight areas. */
final class GroupRuns {

    private GroupRuns() {}

    /**
     * Groups that follow one another and are in one hand.
     *
     * @param first the first group
     * @param last the last group, the same when it is one
     * @param worker who has them, or null when nobody in particular has
     */
    record Run(
            String first,
            String last,
            int groups,
            int households,
            int due,
            int left,
            @Nullable PersonId worker) {

        private Run plus(OfGroup group) {
            return new Run(
                    first,
                    group.group(),
                    groups + 1,
                    households + group.households(),
                    due + group.due(),
                    left + group.left(),
                    worker);
        }
    }

    /** The runs of a village's groups, which come in order. */
    static List<Run> of(List<OfGroup> groups, AreaSplit split) {
        var runs = new ArrayList<Run>();
        for (var group : groups) {
            var worker = split.inCharge().get(group.group());
            var open = runs.isEmpty() ? null : runs.getLast();
            if (open != null && java.util.Objects.equals(open.worker(), worker)) {
                runs.set(runs.size() - 1, open.plus(group));
            } else {
                runs.add(new Run(
                        group.group(), group.group(), 1, group.households(), group.due(), group.left(), worker));
            }
        }
        return runs;
    }
}
