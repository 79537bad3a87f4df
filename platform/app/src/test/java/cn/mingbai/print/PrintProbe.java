package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** What the bench needs of the printers and nobody else: sheets without the reading back, the template alone, places. */
public final class PrintProbe {

    /** Where the codes stand on A4: left, upper edge and side, in pt, on the front and on the stub. */
    public static final float[][] CODES = {
        {LeafletLayout.CODE_LEFT, LeafletLayout.CODE_TOP, LeafletLayout.CODE_SIDE},
        {LeafletStub.CODE_LEFT, LeafletStub.CODE_TOP, LeafletStub.CODE_SIDE}
    };

    private PrintProbe() {}

    /** Prints A4 sheets; the codes are read back or not. */
    public static void write(LeafletText text, List<LeafletSheet> sheets, OutputStream out, boolean checked)
            throws IOException {
        Kinds.SHEET_A4.write(text, sheets, out, (done, total) -> {}, checked);
    }

    /** The two pages of A4 sheets, without anything of a household. */
    public static void template(LeafletText text, OutputStream out) throws IOException {
        HouseholdLayout layout = new LeafletLayout(text);
        ArchivePages file = new ArchivePages(out, text.title(), layout.widthPt(), layout.heightPt());
        for (HouseholdLayout.Face face : layout.faces()) {
            file.page().form(file.form(layout.widthPt(), layout.heightPt(), face::shared));
        }
        file.finish();
    }

    /** The code of an address as on A4 with the first mask, not read back. */
    public static QrCode encode(String address) {
        return QrCode.encode(address, QrCode.Ecc.Q, LeafletLayout.CODE_SIDE, 0);
    }

    /** The code of an address as on A4, read back. */
    public static QrCode encodeAndRead(String address) {
        return QrCode.encode(address, QrCode.Ecc.Q, LeafletLayout.CODE_SIDE);
    }
}
