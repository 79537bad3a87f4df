package cn.mingbai.print;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.ExceptionConverter;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfTemplate;
import org.openpdf.text.pdf.PdfWriter;

/**
 * Prints the leaflets of a village: A4, two pages a household, to be printed on both sides, turned on the long edge
 * and not scaled. The QR code measures 35 mm without its quiet zone; the lowest 38 mm of a sheet are the stub.
 *
 * <p>At 14 pt the front holds some 600 Chinese characters in five sections (520 in six, 690 in three), the back some
 * 550 in four sections above five phones (510 above six).
 *
 * <p>Pages are written as they come, so memory does not grow with the number of households. The file is PDF 1.7 and
 * PDF/A-2u.
 */
public final class LeafletPrinter {

    static final HouseholdPrinter SHEET_A4 = new HouseholdPrinter() {
        @Override
        public void write(LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress)
                throws IOException {
            writeVillage(text, sheets, out, progress);
        }

        @Override
        public float bodySizePt(LeafletText text) {
            return LeafletPrinter.bodySizePt(text);
        }

        @Override
        public List<String> tooLong(LeafletText text, List<LeafletSheet> sheets) {
            return LeafletPrinter.tooLong(text, sheets);
        }

        @Override
        public int pages(LeafletText text, int sheets) {
            return 2 * sheets;
        }
    };

    private LeafletPrinter() {}

    /**
     * Writes one PDF with a front and a back for each sheet, in the order given.
     *
     * @param text what all sheets share; its body is set at 14 to 16 pt, the largest that fits
     * @param sheets the households, at least one
     * @param out where the PDF goes; stays open, and is incomplete when an exception is thrown
     * @param progress told after each sheet
     * @throws UndrawableTextException when a character has no glyph; before anything is written
     * @throws LeafletOverflowException when the text of a side is too long at 14 pt; before anything is written
     * @throws IllegalArgumentException when there is no sheet, an address has characters outside the QR alphanumeric
     *     set or fewer than 17 of them, or a one-line field is too long for its place; before anything is written
     * @throws IOException when {@code out} fails
     */
    public static void writeVillage(
            LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress)
            throws IOException {
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one sheet to print, got none");
        }
        refuseUndrawable(text, sheets);
        LeafletLayout layout = new LeafletLayout(text);
        rehearse(layout, sheets);
        try {
            write(text, layout, sheets, out, progress);
        } catch (ExceptionConverter e) {
            if (e.getException() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Checks that a text fits both sides, without printing.
     *
     * @return the size at which the body would be printed, in pt, from 14 to 16
     * @throws UndrawableTextException when a character has no glyph
     * @throws LeafletOverflowException when the text of a side is too long at 14 pt
     * @throws IllegalArgumentException when the title, subtitle, badge or a phone is too long for its place
     */
    public static float bodySizePt(LeafletText text) {
        refuseUndrawable(text, List.of());
        LeafletLayout layout = new LeafletLayout(text);
        rehearse(layout, List.of());
        return layout.bodyPt();
    }

    /**
     * Finds the sheets of which a field is too long for its place, without printing.
     *
     * @param text what all sheets share; it fits
     * @param sheets the households
     * @return the household numbers, in the order given; empty when every field fits
     */
    public static List<String> tooLong(LeafletText text, List<LeafletSheet> sheets) {
        LeafletLayout layout = new LeafletLayout(text);
        PdfTemplate scratch = scratch();
        return sheets.stream()
                .filter(sheet -> {
                    try {
                        scratch.reset();
                        layout.drawHouseholdFront(scratch, sheet);
                        layout.drawHouseholdBack(scratch, sheet);
                        return false;
                    } catch (IllegalArgumentException e) {
                        return true;
                    }
                })
                .map(LeafletSheet::label)
                .toList();
    }

    private static void write(
            LeafletText text,
            LeafletLayout layout,
            List<LeafletSheet> sheets,
            OutputStream out,
            ProgressListener progress)
            throws IOException {
        Document document =
                new Document(new Rectangle(LeafletLayout.PAGE_WIDTH, LeafletLayout.PAGE_HEIGHT), 0, 0, 0, 0);
        PdfWriter writer = ArchivePdf.open(
                document,
                out,
                text.title(),
                opened -> opened.addViewerPreference(new PdfName("Duplex"), new PdfName("DuplexFlipLongEdge")));

        PdfTemplate front = template(writer);
        layout.drawSharedFront(front);
        PdfTemplate back = template(writer);
        layout.drawSharedBack(back);

        for (int i = 0; i < sheets.size(); i++) {
            LeafletSheet sheet = sheets.get(i);
            QrCode code = QrCode.encode(sheet.code(), QrCode.Ecc.Q);
            document.newPage();
            writer.getDirectContentUnder().addTemplate(front, 0, 0);
            layout.drawCode(writer.getDirectContent(), code);
            layout.drawHouseholdFront(writer.getDirectContent(), sheet);
            document.newPage();
            writer.getDirectContentUnder().addTemplate(back, 0, 0);
            layout.drawHouseholdBack(writer.getDirectContent(), sheet);
            progress.sheetWritten(i + 1, sheets.size());
        }
        document.close();
        out.flush();
    }

    /** Draws everything but the codes into the void, so that a field too long for its place is refused in time. */
    private static void rehearse(LeafletLayout layout, List<LeafletSheet> sheets) {
        PdfTemplate scratch = scratch();
        layout.drawSharedFront(scratch);
        layout.drawSharedBack(scratch);
        for (LeafletSheet sheet : sheets) {
            try {
                QrCode.checkAlphabet(sheet.code());
                if (sheet.code().length() < LeafletLayout.SHORTEST_ADDRESS) {
                    throw new IllegalArgumentException("Expected an address of at least %d characters, got %d"
                            .formatted(
                                    LeafletLayout.SHORTEST_ADDRESS, sheet.code().length()));
                }
                scratch.reset();
                layout.drawHouseholdFront(scratch, sheet);
                layout.drawHouseholdBack(scratch, sheet);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("household " + sheet.householdNumber() + ": " + e.getMessage(), e);
            }
        }
    }

    private static PdfTemplate scratch() {
        Document document = new Document();
        PdfWriter writer = PdfWriter.getInstance(document, OutputStream.nullOutputStream());
        document.open();
        return template(writer);
    }

    private static PdfTemplate template(PdfWriter writer) {
        return writer.getDirectContent().createTemplate(LeafletLayout.PAGE_WIDTH, LeafletLayout.PAGE_HEIGHT);
    }

    private static void refuseUndrawable(LeafletText text, List<LeafletSheet> sheets) {
        ArchivePages.refuseUndrawable(
                "the heading of the leaflet",
                Stream.of(text.title(), text.subtitle(), text.version(), text.ruleLayerBadge()));
        ArchivePages.refuseUndrawable("the front", words(text.front()));
        ArchivePages.refuseUndrawable("the back", words(text.back()));
        ArchivePages.refuseUndrawable(
                "the table of phones",
                text.phones().stream().flatMap(p -> Stream.of(p.purpose(), p.office(), p.number())));
        for (LeafletSheet sheet : sheets) {
            ArchivePages.refuseUndrawable(
                    "household " + sheet.householdNumber(),
                    Stream.of(
                            sheet.householdNumber(),
                            sheet.group(),
                            sheet.headName(),
                            sheet.village(),
                            sheet.town(),
                            sheet.outreachName(),
                            sheet.outreachPhone()));
        }
    }

    private static Stream<String> words(List<Section> sections) {
        return sections.stream()
                .flatMap(section -> Stream.concat(Stream.of(section.heading()), section.paragraphs().stream()));
    }
}
