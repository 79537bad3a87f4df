package cn.mingbai.district.cockpit;

import cn.mingbai.core.figures.Share;

/**
 * The steps of the tiles' scale, from light to dark in one hue. They say how far a unit has come and not whether that is
 * good: no red, no green, and the value stands in each tile.
 */
enum Step {
    /** Nobody to count. */
    NONE(0),
    BELOW_60(0),
    BELOW_80(600),
    BELOW_95(800),
    BELOW_ALL(950),
    /** Everyone. */
    ALL(1000);

    private final int from;

    Step(int from) {
        this.from = from;
    }

    static Step of(Share share) {
        if (share.isEmpty()) {
            return NONE;
        }
        var step = BELOW_60;
        for (var each : values()) {
            if (each != NONE && share.permille() >= each.from) {
                step = each;
            }
        }
        return step;
    }

    /** The class that colours a tile. */
    String style() {
        return "mb-step-" + ordinal();
    }

    /** The key of its words in the legend. */
    String key() {
        return "district.cockpit.step." + name();
    }
}
