package cn.mingbai.district.snapshots;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.Verification.Text;
import cn.mingbai.district.snapshots.OutreachReport.Counts;
import cn.mingbai.district.snapshots.OutreachReport.Door;
import cn.mingbai.households.coverage.rule.Kind;
import cn.mingbai.households.ledger.HouseholdState;
import java.util.Locale;

/** Words for doors and figures of sealed reports of outreach. */
final class OutreachWords {

    private OutreachWords() {}

    /** How a door stands: the way it was reached, why it is not due, or that it is still to be reached, with its state. */
    static Text standing(Door door) {
        var standing = door.standing();
        if (standing.excluded()) {
            return Text.of("households.excluded." + standing);
        }
        if (standing.way()) {
            return Text.of("households.kind." + standing);
        }
        if (standing == Kind.REACHED) {
            return Text.of("households.kind.REACHED");
        }
        return door.state() == HouseholdState.DUE
                ? Text.of("district.snapshot.left")
                : Text.of("district.snapshot.left-in", Text.of("households.state." + door.state()));
    }

    /** The share of those due that count as this, or the word for nobody due. */
    static String share(Texts texts, Locale locale, Counts counts, Kind kind) {
        var share = new Share(counts.get(kind), counts.get(Kind.DUE));
        return share.isEmpty() ? texts.get(locale, "district.no-households") : share.percent();
    }
}
