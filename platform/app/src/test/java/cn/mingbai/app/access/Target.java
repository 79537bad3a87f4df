package cn.mingbai.app.access;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import java.util.HashMap;
import java.util.Map;

/**
 * A division with what was seeded there. Its canary stands in a visible field of every fact that belongs to it, so that a
 * leak is seen in whatever a call answers.
 */
final class Target {

    private static final String RUN = "%08X".formatted(System.currentTimeMillis() / 1000 & 0xFFFFFFFFL);

    private final Division division;
    private final Division village;
    private final Map<String, Object> seeds = new HashMap<>();

    Target(Division division, Division village) {
        this.division = division;
        this.village = village;
    }

    DivisionId division() {
        return division.id();
    }

    /** Where what lives in villages was seeded: a village of its own below the division, or the division itself. */
    DivisionId village() {
        return village.id();
    }

    String villageCode() {
        return village.code().value();
    }

    boolean hasVillage() {
        return village.level() == Level.VILLAGE;
    }

    Level level() {
        return division.level();
    }

    /** 12 digits. */
    String code() {
        return division.code().value();
    }

    /** The text that marks everything of this division; 19 characters of letters, digits and a hyphen. */
    String canary() {
        return "CANARY-" + code();
    }

    /** Eight hexadecimal digits that no earlier run on this database has used. */
    String run() {
        return RUN;
    }

    /** A staff number or the like, 19 characters, that no earlier run on this database has used. */
    String number(String prefix) {
        return prefix + RUN + code().substring(2);
    }

    /** Keeps what was seeded under a name, for the rows' calls. */
    void put(String name, Object seed) {
        if (seeds.put(name, seed) != null) {
            throw new IllegalStateException(
                    "expected one seed named " + name + " at " + code() + ", but it is the second");
        }
    }

    /** What was seeded under a name. */
    <T> T get(String name, Class<T> type) {
        var seed = seeds.get(name);
        if (seed == null) {
            throw new IllegalStateException(
                    "expected a seed named " + name + " at " + code() + "; there are " + seeds.keySet());
        }
        return type.cast(seed);
    }

    @Override
    public String toString() {
        return division.name() + " " + code();
    }
}
