package cn.mingbai.app.access;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.testing.World;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where each role stands in the test's world, and what lies around it. */
final class Place {

    static final String NATION = "100000000000";
    static final String CITY = "220100000000";

    /** Every division that a call may be aimed at, from the top down. */
    static final List<String> TARGETS = List.of(
            CITY,
            World.DISTRICT,
            World.FOREIGN_DISTRICT,
            World.TOWN,
            World.OTHER_TOWN,
            World.VILLAGE,
            World.OTHER_VILLAGE);

    // Villages that lie below a unit and beside everybody's own place; 南关区 and the city have none in the lists.
    private static final Map<String, String> VILLAGE_OF = Map.of(
            World.DISTRICT, "220172101205",
            World.TOWN, "220172102206",
            World.OTHER_TOWN, World.FAR_VILLAGE);

    /** A village of the unit that belongs to none of the other targets, or the unit itself. */
    static String villageOf(String code) {
        return VILLAGE_OF.getOrDefault(code, code);
    }

    private static final Map<Relation, String> DISTRICT_LEVEL = Map.of(
            Relation.OWN, World.DISTRICT,
            Relation.CHILD, World.TOWN,
            Relation.PARENT, CITY,
            Relation.SIBLING, World.FOREIGN_DISTRICT);

    private static final Map<Relation, String> TOWN_LEVEL = Map.of(
            Relation.OWN, World.TOWN,
            Relation.CHILD, World.VILLAGE,
            Relation.PARENT, World.DISTRICT,
            Relation.SIBLING, World.OTHER_TOWN);

    private static final Map<Relation, String> VILLAGE_LEVEL = Map.of(
            Relation.OWN, World.VILLAGE,
            Relation.PARENT, World.TOWN,
            Relation.SIBLING, World.OTHER_VILLAGE);

    private Place() {}

    /** The divisions around the one where the role stands; a village has no child. */
    static Map<Relation, String> around(Role role) {
        return new EnumMap<>(
                switch (role) {
                    case ADMINISTRATOR, SECURITY_ADMINISTRATOR, DISTRICT_OFFICER, INSPECTOR, AUDITOR -> DISTRICT_LEVEL;
                    case TOWN_OFFICER -> TOWN_LEVEL;
                    case STAFF, OUTREACH_WORKER -> VILLAGE_LEVEL;
                });
    }
}
