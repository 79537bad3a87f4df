package cn.mingbai.print;

import cn.mingbai.print.ArchivePages.Duplex;
import cn.mingbai.print.HouseholdLayout.Codes;
import cn.mingbai.print.HouseholdLayout.Face;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts the pages of households on paper: one beside the other where they are smaller, fronts and backs matched. */
final class HouseholdPages implements HouseholdPrinter {

    /** Shorter addresses would give 21 modules at level Q. */
    static final int SHORTEST_ADDRESS = 17;

    /**
     * How pages lie on paper.
     *
     * @param widthPt of the paper
     * @param heightPt of the paper
     * @param slots where the pages lie, in the order in which they are read
     * @param scale how large pages are drawn
     * @param cutStack whether the slots hold piles: the paper is cut, and the piles are laid one on the other
     */
    record Imposition(float widthPt, float heightPt, Duplex duplex, List<Slot> slots, float scale, boolean cutStack) {

        /** The upper left corner of a page, from that of the paper, on the front of the paper and on its back. */
        record Slot(float x, float top, float backX) {}

        int papers(int sheets) {
            return (sheets + slots.size() - 1) / slots.size();
        }

        /** Which sheet lies in a slot; may be behind the last. */
        int sheet(int paper, int slot, int papers) {
            return cutStack ? slot * papers + paper : paper * slots.size() + slot;
        }
    }

    private final Function<LeafletText, HouseholdLayout> layouts;
    private final Imposition imposition;

    /** What was laid out last: the villages of a town share their text, and to find the size that fits takes long. */
    private volatile @Nullable LaidOut last;

    private record LaidOut(LeafletText text, HouseholdLayout layout) {}

    HouseholdPages(Function<LeafletText, HouseholdLayout> layouts, Imposition imposition) {
        this.layouts = layouts;
        this.imposition = imposition;
    }

    @Override
    public void write(LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress)
            throws IOException {
        write(text, sheets, out, progress, true);
    }

    /** Writes with or without reading the codes back; without is for measuring what the reading costs. */
    void write(
            LeafletText text, List<LeafletSheet> sheets, OutputStream out, ProgressListener progress, boolean checked)
            throws IOException {
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one sheet to print, got none");
        }
        HouseholdLayout layout = layout(text);
        refuseUndrawable(sheets);
        rehearse(layout, sheets);
        ArchivePages file =
                new ArchivePages(out, text.title(), imposition.widthPt(), imposition.heightPt(), imposition.duplex());
        print(layout, sheets, file, progress, checked);
        file.finish();
    }

    @Override
    public float bodySizePt(LeafletText text) {
        return layout(text).bodyPt() * imposition.scale();
    }

    @Override
    public List<String> tooLong(LeafletText text, List<LeafletSheet> sheets) {
        HouseholdLayout layout = layout(text);
        Drawing scratch = ArchivePages.scratch();
        Canvas canvas = new Canvas(scratch, layout.heightPt());
        List<String> labels = new ArrayList<>();
        for (LeafletSheet sheet : sheets) {
            try {
                scratch.clear();
                layout.faces().forEach(face -> face.own(canvas, sheet, Codes.NONE));
            } catch (IllegalArgumentException e) {
                labels.add(sheet.label());
            }
        }
        return labels;
    }

    @Override
    public int pages(LeafletText text, int sheets) {
        return imposition.papers(sheets) * layout(text).faces().size();
    }

    /** Where a text stands; refused when it cannot be drawn or is too long. */
    private HouseholdLayout layout(LeafletText text) {
        LaidOut known = last;
        if (known == null || !known.text().equals(text)) {
            refuseUndrawable(text);
            HouseholdLayout layout = layouts.apply(text);
            Canvas nowhere = new Canvas(ArchivePages.scratch(), layout.heightPt());
            layout.faces().forEach(face -> face.shared(nowhere));
            known = new LaidOut(text, layout);
            last = known;
        }
        return known.layout();
    }

    private void print(
            HouseholdLayout layout,
            List<LeafletSheet> sheets,
            ArchivePages file,
            ProgressListener progress,
            boolean checked)
            throws IOException {
        List<Face> faces = layout.faces();
        List<String> forms = new ArrayList<>();
        for (Face face : faces) {
            forms.add(file.form(layout.widthPt(), layout.heightPt(), face::shared));
        }
        int papers = imposition.papers(sheets.size());
        int slots = imposition.slots().size();
        int done = 0;
        for (int paper = 0; paper < papers; paper++) {
            List<Codes> codes = new ArrayList<>();
            for (int slot = 0; slot < slots; slot++) {
                int index = imposition.sheet(paper, slot, papers);
                codes.add(index < sheets.size() ? codes(layout, sheets.get(index), checked) : Codes.NONE);
            }
            for (int side = 0; side < faces.size(); side++) {
                Canvas canvas = file.page();
                if (imposition.cutStack()) {
                    cutMarks(canvas);
                }
                for (int slot = 0; slot < slots; slot++) {
                    int index = imposition.sheet(paper, slot, papers);
                    if (index < sheets.size()) {
                        Imposition.Slot place = imposition.slots().get(slot);
                        Canvas page = canvas.moved(
                                side % 2 == 0 ? place.x() : place.backX(),
                                place.top(),
                                imposition.scale(),
                                layout.heightPt());
                        page.form(forms.get(side));
                        faces.get(side).own(page, sheets.get(index), codes.get(slot));
                        page.moveBack();
                    }
                }
            }
            for (int slot = 0; slot < slots; slot++) {
                if (imposition.sheet(paper, slot, papers) < sheets.size()) {
                    progress.sheetWritten(++done, sheets.size());
                }
            }
        }
    }

    /** Where the pile is cut, on the upper and lower edge. */
    private void cutMarks(Canvas canvas) {
        float middle = imposition.widthPt() / 2;
        float length = Canvas.mm(6);
        canvas.rule(Canvas.GREY, 0.4f, middle, 0, middle, length);
        canvas.rule(Canvas.GREY, 0.4f, middle, imposition.heightPt() - length, middle, imposition.heightPt());
    }

    private Codes codes(HouseholdLayout layout, LeafletSheet sheet, boolean checked) {
        return new Codes(
                code(sheet.code(), layout.codeSidePt(), checked),
                layout.hasStub() && !sheet.stubCode().isEmpty()
                        ? code(sheet.stubCode(), LeafletStub.CODE_SIDE, checked)
                        : null);
    }

    private QrCode code(String address, float drawnSide, boolean checked) {
        float side = drawnSide * imposition.scale();
        return checked ? QrCode.encode(address, QrCode.Ecc.Q, side) : QrCode.encode(address, QrCode.Ecc.Q, side, 0);
    }

    /** Draws what is the households' own but the codes into the void, so that a field too long is refused in time. */
    private static void rehearse(HouseholdLayout layout, List<LeafletSheet> sheets) {
        Drawing scratch = ArchivePages.scratch();
        Canvas canvas = new Canvas(scratch, layout.heightPt());
        for (LeafletSheet sheet : sheets) {
            try {
                checkAddress(sheet.code());
                if (!sheet.stubCode().isEmpty()) {
                    checkAddress(sheet.stubCode());
                }
                scratch.clear();
                for (Face face : layout.faces()) {
                    face.own(canvas, sheet, Codes.NONE);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("household " + sheet.label() + ": " + e.getMessage(), e);
            }
        }
    }

    private static void checkAddress(String address) {
        QrCode.checkAlphabet(address);
        if (address.length() < SHORTEST_ADDRESS) {
            throw new IllegalArgumentException("Expected an address of at least %d characters, got %d"
                    .formatted(SHORTEST_ADDRESS, address.length()));
        }
    }

    private static void refuseUndrawable(List<LeafletSheet> sheets) {
        for (LeafletSheet sheet : sheets) {
            ArchivePages.refuseUndrawable("household " + sheet.label(), fields(sheet));
        }
    }

    /** Refuses a text with a character that has no glyph, and says in which part. */
    static void refuseUndrawable(LeafletText text) {
        ArchivePages.refuseUndrawable(
                "the heading of the leaflet",
                Stream.of(text.title(), text.subtitle(), text.version(), text.ruleLayerBadge()));
        ArchivePages.refuseUndrawable("the front", words(text.front()));
        ArchivePages.refuseUndrawable("the back", words(text.back()));
        ArchivePages.refuseUndrawable("the table of phones", phoneWords(text.phones()));
    }

    private static Stream<String> fields(LeafletSheet sheet) {
        return Stream.of(
                sheet.householdNumber(),
                sheet.group(),
                sheet.headName(),
                sheet.village(),
                sheet.town(),
                sheet.outreachName(),
                sheet.outreachPhone(),
                sheet.serial());
    }

    static Stream<String> words(List<Section> sections) {
        return sections.stream()
                .flatMap(section -> Stream.concat(Stream.of(section.heading()), section.paragraphs().stream()));
    }

    static Stream<String> phoneWords(List<Phone> phones) {
        return phones.stream().flatMap(p -> Stream.of(p.purpose(), p.office(), p.number()));
    }
}
