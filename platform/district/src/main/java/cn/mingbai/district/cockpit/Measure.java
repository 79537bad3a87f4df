package cn.mingbai.district.cockpit;

import cn.mingbai.core.figures.Share;
import cn.mingbai.district.figures.UnitFigures;
import java.util.function.Function;

/** What the tiles show; one at a time, so that each tile bears one value. */
enum Measure {
    /** 到户率. */
    REACHED(
            "district.outreach",
            "district.no-households",
            unit -> unit.coverage().reached()),
    /** 培训率, 规定口径. */
    TRAINED("district.training", "district.no-people", unit -> unit.training().byRule()),
    /** 培训率, 全员口径. */
    EVERYONE(
            "district.training-everyone",
            "district.no-people",
            unit -> unit.training().everyone()),
    /** 明白人率. */
    NAMED("district.named", "district.no-households", unit -> unit.coverage().named());

    private final String title;
    private final String nobody;
    private final Function<UnitFigures, Share> share;

    Measure(String title, String nobody, Function<UnitFigures, Share> share) {
        this.title = title;
        this.nobody = nobody;
        this.share = share;
    }

    /** The key of its name. */
    String title() {
        return title;
    }

    /** The key of what an empty unit shows. */
    String nobody() {
        return nobody;
    }

    Share of(UnitFigures unit) {
        return share.apply(unit);
    }
}
