package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.io.OutputStream;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a village makes of the text in force: a sample of the sheet, large print, a script to read out, a picture. */
@Service
public class TextUses {

    private final PolicyTexts policyTexts;
    private final LeafletValues values;
    private final TextDrawing drawing;
    private final DivisionDirectory divisions;
    private final Codes codes;
    private final Access access;
    private final Clock clock;

    TextUses(
            PolicyTexts policyTexts,
            LeafletValues values,
            TextDrawing drawing,
            DivisionDirectory divisions,
            Codes codes,
            Access access,
            Clock clock) {
        this.policyTexts = policyTexts;
        this.values = values;
        this.drawing = drawing;
        this.divisions = divisions;
        this.codes = codes;
        this.access = access;
        this.clock = clock;
    }

    /**
     * What a village reads out.
     *
     * @param label rule layer and version
     * @param paragraphs with the values as they are spoken; a missing one is marked
     * @param characters how many Chinese characters are read
     * @param missing the keys of values that are missing
     * @param unspoken what a value brought in that nobody reads as it is written, for whoever reads to look at first
     */
    public record Script(
            String label, List<String> paragraphs, int characters, List<String> missing, List<String> unspoken) {}

    /**
     * The script for a village's loudspeakers (大喇叭).
     *
     * @throws RuleViolation when no text is in force
     */
    @Transactional(readOnly = true)
    public Script script(DivisionId village) {
        access.require(Action.VIEW_POLICY, village);
        var day = Times.today(clock);
        var text = policyTexts.required(TextCode.LEAFLET, day).text();
        var known = values.open(village, day);
        var paragraphs = drawing.script(text, known);
        return new Script(
                text.label(),
                paragraphs,
                paragraphs.stream().mapToInt(SpokenScript::characters).sum(),
                TextNeeds.missing(text, TextUse.SCRIPT, known),
                paragraphs.stream()
                        .map(SpokenValues::withoutDemoMark)
                        .flatMap(paragraph -> SpokenScript.unspoken(paragraph).stream())
                        .distinct()
                        .toList());
    }

    /** The keys of local values that a village lacks for each use of a text; a use without any can be made. */
    @Transactional(readOnly = true)
    public Map<TextUse, List<String>> missing(TextCode code, DivisionId village) {
        access.require(Action.VIEW_POLICY, village);
        var day = Times.today(clock);
        var text = policyTexts.required(code, day).text();
        var known = values.open(village, day);
        var missing = new EnumMap<TextUse, List<String>>(TextUse.class);
        TextUse.of(code).forEach(use -> missing.put(use, TextNeeds.missing(text, use, known)));
        return missing;
    }

    /**
     * Makes a file of the text in force with a village's values. Sheets and boards are samples: their codes lead to no
     * household and no place.
     *
     * @param out where the file goes; stays open
     * @throws RuleViolation when no text is in force, a value is missing, or something does not fit
     */
    public void write(TextCode code, TextUse use, DivisionId village, OutputStream out) {
        access.require(Action.VIEW_POLICY, village);
        var day = Times.today(clock);
        var text = policyTexts.required(code, day).text();
        var known = values.forPrint(village, day);
        var missing = TextNeeds.missing(text, use, known);
        if (!missing.isEmpty()) {
            throw new RuleViolation("materials.text.values-missing", missing.size());
        }
        var place = divisions.get(village, day).code().value();
        drawing.draw(use, text, known, day, codes.publicAddress("P", place), out);
    }
}
