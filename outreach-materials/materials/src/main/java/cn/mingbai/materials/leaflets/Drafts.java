package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.SheetLine;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.LeafletComposer;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.HouseholdKind;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What would be printed of a village today, before codes are put in; trusts its callers. */
@Component
class Drafts {

    private static final int PERCENT = 100;

    private final PolicyTexts texts;
    private final LeafletValues values;
    private final LeafletComposer composer;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final Clock clock;
    private final int blankPercent;

    Drafts(
            PolicyTexts texts,
            LeafletValues values,
            LeafletComposer composer,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            Clock clock,
            @Value("${mingbai.print.blank-percent}") int blankPercent) {
        this.texts = texts;
        this.values = values;
        this.composer = composer;
        this.households = households;
        this.divisions = divisions;
        this.clock = clock;
        this.blankPercent = blankPercent;
    }

    /**
     * A village's print.
     *
     * @param values what stands behind the placeholders
     * @param lines the households that get a sheet, in group order
     * @param findings what is in the way, what refuses first
     */
    record Draft(
            Division village,
            ApprovedText approved,
            Map<String, String> values,
            List<SheetLine> lines,
            List<LeafletFinding> findings) {

        long refusals() {
            return findings.stream().filter(LeafletFinding::refuses).count();
        }
    }

    /** The draft of a village, or of one household of it. */
    Draft of(HouseholdKind kind, DivisionId village, @Nullable HouseholdId only) {
        var day = Times.today(clock);
        var approved = texts.required(TextCode.LEAFLET, day);
        var known = values.forPrint(village, day);
        var text = composer.compose(approved.text(), known, day);
        var lines = households.inGroupOrder(village, day).stream()
                .filter(line -> only == null || line.household().equals(only))
                .toList();
        var sheets = lines.stream()
                .map(line -> sheet(known, "", line.number(), line.group(), line.headName()))
                .toList();
        return new Draft(
                divisions.get(village, day),
                approved,
                known,
                lines,
                LeafletInspection.of(kind, approved.text(), known, text, sheets));
    }

    /** What stands behind the placeholders in a village today. */
    Map<String, String> valuesToday(DivisionId village) {
        return values.forPrint(village, Times.today(clock));
    }

    /** The text of a version with these values behind its placeholders. */
    LeafletText text(ApprovedText approved, Map<String, String> known, LocalDate issuedOn) {
        return composer.compose(approved.text(), known, issuedOn);
    }

    /** How many blank sheets go with so many households: the percentage, rounded up. */
    int blanks(int households) {
        return Math.ceilDiv(households * blankPercent, PERCENT);
    }

    /** A sheet of a village. */
    static LeafletSheet sheet(Map<String, String> values, String code, String number, String group, String head) {
        return new LeafletSheet(
                code,
                number,
                group,
                head,
                values.getOrDefault(LeafletValues.VILLAGE, ""),
                values.getOrDefault(LeafletValues.TOWN, ""),
                values.getOrDefault(LeafletValues.OUTREACH_NAME, ""),
                values.getOrDefault(LeafletValues.OUTREACH_PHONE, ""));
    }
}
