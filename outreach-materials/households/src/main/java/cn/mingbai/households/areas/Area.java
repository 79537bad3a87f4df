package cn.mingbai.households.areas;

import java.util.Set;

/**
 * What of a village an outreach worker is in charge of.
 *
 * @param whole all of it
 * @param own the groups that were given to the worker
 * @param rest also the groups that nobody has, households without a group among them
 * @param ofOthers the groups that somebody else has
 */
public record Area(boolean whole, Set<String> own, boolean rest, Set<String> ofOthers) {

    /** All of a village. */
    public static final Area WHOLE = new Area(true, Set.of(), true, Set.of());

    public Area {
        own = Set.copyOf(own);
        ofOthers = Set.copyOf(ofOthers);
    }

    /** Whether the households of this group are the worker's. */
    public boolean holds(String group) {
        return whole || own.contains(group) || rest && !ofOthers.contains(group);
    }
}
