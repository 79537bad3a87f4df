package cn.mingbai.print;

import static cn.mingbai.print.Canvas.mm;

import cn.mingbai.print.ArchivePages.Duplex;
import cn.mingbai.print.HouseholdPages.Imposition;
import cn.mingbai.print.HouseholdPages.Imposition.Slot;
import java.util.ArrayList;
import java.util.List;

/** How each kind lies on paper. */
final class Kinds {

    private static final float A4_SHORT = mm(210);
    private static final float A4_LONG = mm(297);
    private static final List<Slot> WHOLE = List.of(new Slot(0, 0, 0));

    /** The back of the left half lies behind it, so it is drawn on the right. */
    private static final List<Slot> HALVES = List.of(new Slot(0, 0, A4_LONG / 2), new Slot(A4_LONG / 2, 0, 0));

    static final HouseholdPages SHEET_A4 = new HouseholdPages(
            LeafletLayout::new, new Imposition(A4_SHORT, A4_LONG, Duplex.LONG_EDGE, WHOLE, 1, false));

    static final HouseholdPages SHEET_A5_TWO_UP = new HouseholdPages(
            LeafletLayout::new, new Imposition(A4_LONG, A4_SHORT, Duplex.SHORT_EDGE, HALVES, A4_SHORT / A4_LONG, true));

    static final HouseholdPages LARGE_PRINT = new HouseholdPages(
            LargePrintLayout::new, new Imposition(A4_SHORT, A4_LONG, Duplex.LONG_EDGE, WHOLE, 1, false));

    static final HouseholdPages LABEL_EIGHT_UP =
            new HouseholdPages(LabelLayout::new, new Imposition(A4_SHORT, A4_LONG, Duplex.SIMPLEX, labels(), 1, false));

    private Kinds() {}

    /** Two beside each other with 2.5 mm between, four below each other: the usual sheet of eight. */
    private static List<Slot> labels() {
        List<Slot> slots = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 2; column++) {
                float x = mm(4.65f) + column * (LabelLayout.WIDTH + mm(2.5f));
                slots.add(new Slot(x, mm(13.1f) + row * LabelLayout.HEIGHT, x));
            }
        }
        return slots;
    }
}
