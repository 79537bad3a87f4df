package cn.mingbai.households.outreach;

import cn.mingbai.households.areas.AreaSplit;
import cn.mingbai.households.coverage.DoorReader.OfGroup;
import cn.mingbai.households.outreach.OutreachWorkers.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A village's groups in order, those in one hand drawn together: two hundred entrances read as eight areas. */
final class GroupRuns {

    private GroupRuns() {}

    /** The runs of a village's groups, which come in order. */
    static List<Area> of(List<OfGroup> groups, AreaSplit split) {
        var runs = new ArrayList<Area>();
        for (var group : groups) {
            var worker = split.of(group.group()).orElse(null);
            var open = runs.isEmpty() ? null : runs.getLast();
            if (open != null && Objects.equals(open.worker(), worker)) {
                runs.set(
                        runs.size() - 1,
                        new Area(
                                open.first(),
                                group.group(),
                                open.groups() + 1,
                                open.households() + group.households(),
                                open.due() + group.due(),
                                open.left() + group.left(),
                                worker));
            } else {
                runs.add(new Area(
                        group.group(), group.group(), 1, group.households(), group.due(), group.left(), worker));
            }
        }
        return runs;
    }
}
