package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.print.BoardCopy;
import cn.mingbai.print.BoardOverflowException;
import cn.mingbai.print.BoardPrinter;
import cn.mingbai.print.BoardSize;
import cn.mingbai.print.HouseholdKind;
import cn.mingbai.print.HouseholdPrinter;
import cn.mingbai.print.LeafletOverflowException;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.PicturePrinter;
import cn.mingbai.print.ReadingPrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Draws a text as what it is used for, by the printers; sheets and boards are marked as samples and lead nowhere. */
@Component
@Internal
class TextDrawing {

    /** No token: what is printed as a sample leads to the general page. */
    private static final String SAMPLE_TOKEN = "0".repeat(26);

    private final LeafletComposer composer;
    private final Codes codes;

    TextDrawing(LeafletComposer composer, Codes codes) {
        this.composer = composer;
        this.codes = codes;
    }

    /**
     * Draws.
     *
     * @param values what stands behind the placeholders; what is missing is marked as a gap
     * @param address where the code of a picture leads; empty for none
     * @param out where the file goes; stays open
     * @throws RuleViolation when the text does not fit or has a character that cannot be drawn; one sentence says where
     */
    void draw(
            TextUse use, PolicyText text, Map<String, String> values, LocalDate day, String address, OutputStream out) {
        try {
            switch (use) {
                case SHEET -> household(HouseholdKind.SHEET_A4, text, values, day, out);
                case LARGE_PRINT -> household(HouseholdKind.LARGE_PRINT, text, values, day, out);
                case SCRIPT -> script(text, values, day, out);
                case PICTURE -> PicturePrinter.png(composer.compose(text, values, day), address, out);
                case BOARD_A3 -> board(BoardSize.A3, text, values, day, out);
                case BOARD_A2 -> board(BoardSize.A2, text, values, day, out);
                case BOARD_A1 -> board(BoardSize.A1, text, values, day, out);
            }
        } catch (LeafletOverflowException tooLong) {
            throw new RuleViolation("materials.text.overflow." + tooLong.side().name(), tooLong.linesOver());
        } catch (BoardOverflowException tooLong) {
            throw new RuleViolation("materials.text.overflow.board", tooLong.linesOver());
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("materials.text.undrawable", String.join("、", undrawable.characters()));
        } catch (IllegalArgumentException tooLong) {
            throw new RuleViolation("materials.text.line-too-long");
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to draw a text as " + use, failed);
        }
    }

    /** What is read out in a place, paragraph by paragraph; values are spoken, gaps are marked. */
    List<String> script(PolicyText text, Map<String, String> values) {
        var spoken = SpokenValues.of(values);
        var gap = composer.word("materials.leaflet.gap");
        return text.spoken().stream()
                .flatMap(section -> section.paragraphs().stream())
                .map(paragraph -> PolicyText.fill(paragraph, spoken, gap).replace("**", ""))
                .toList();
    }

    private void script(PolicyText text, Map<String, String> values, LocalDate day, OutputStream out)
            throws IOException {
        var paragraphs = script(text, values);
        var heading = text.spoken().isEmpty()
                ? text.title()
                : text.spoken().getFirst().heading();
        var note = composer.compose(text, values, day).subtitle();
        ReadingPrinter.write(heading, note, paragraphs, out);
    }

    private void household(
            HouseholdKind kind, PolicyText text, Map<String, String> values, LocalDate day, OutputStream out)
            throws IOException {
        var sample = composer.word("materials.leaflet.sample");
        var address = codes.address(CodeKind.HOUSEHOLD, SAMPLE_TOKEN);
        var sheet = new LeafletSheet(
                address,
                sample,
                sample,
                sample,
                values.getOrDefault(LeafletValues.VILLAGE, ""),
                values.getOrDefault(LeafletValues.TOWN, ""),
                values.getOrDefault(LeafletValues.OUTREACH_NAME, ""),
                values.getOrDefault(LeafletValues.OUTREACH_PHONE, ""));
        HouseholdPrinter.of(kind).write(composer.compose(text, values, day), List.of(sheet), out, (done, total) -> {});
    }

    private void board(BoardSize size, PolicyText text, Map<String, String> values, LocalDate day, OutputStream out)
            throws IOException {
        var sample = composer.word("materials.leaflet.sample");
        var copy = new BoardCopy(codes.address(CodeKind.HOUSEHOLD, SAMPLE_TOKEN), sample, sample);
        BoardPrinter.write(composer.board(text, values, day), size, List.of(copy), out, (done, total) -> {});
    }
}
