package cn.mingbai.courses.authoring;

import java.util.List;

/**
 * What publishing with these points would ask, as known now.
 *
 * @param affected the older versions whose lessons touch the points
 * @param passed how many people have passed the course in any version; their records stay
 * @param owing how many of them would owe a re-check, each counted once
 * @param units who that is within the caller's reach, by unit in code order
 * @param elsewhere how many of them are posted only outside the caller's reach
 * @param questions how many questions of the course touch the points
 */
public record PublishEffect(
        List<Integer> affected, int passed, int owing, List<Unit> units, int elsewhere, int questions) {

    /** Those of one unit, in the order of their staff numbers. */
    public record Unit(String name, List<String> people) {}
}
