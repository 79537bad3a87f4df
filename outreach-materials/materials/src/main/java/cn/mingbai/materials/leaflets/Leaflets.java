package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.BlankId;
import cn.mingbai.households.sheets.BlankNumber;
import cn.mingbai.households.sheets.BlankSheets;
import cn.mingbai.materials.leaflets.LeafletFinding.Mend;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import cn.mingbai.print.HouseholdKind;
import cn.mingbai.print.HouseholdPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Checks what is about to be printed for the households of a village, and replaces codes that got lost. */
@Service
public class Leaflets {

    /** The longest reason, in characters. */
    public static final int REASON_LENGTH = 200;

    /** No token: what is printed as a sample leads to the general page. */
    private static final String SAMPLE_TOKEN = "0".repeat(26);

    private static final Locale CHINESE = Texts.LOCALES.getFirst();

    private final Drafts drafts;
    private final PolicyTexts texts;
    private final PrintStubs stubs;
    private final BlankSheets blanks;
    private final HouseholdDirectory households;
    private final DivisionDirectory divisions;
    private final Codes codes;
    private final Texts words;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Leaflets(
            Drafts drafts,
            PolicyTexts texts,
            PrintStubs stubs,
            BlankSheets blanks,
            HouseholdDirectory households,
            DivisionDirectory divisions,
            Codes codes,
            Texts words,
            Access access,
            Audit audit,
            Clock clock) {
        this.drafts = drafts;
        this.texts = texts;
        this.stubs = stubs;
        this.blanks = blanks;
        this.households = households;
        this.divisions = divisions;
        this.codes = codes;
        this.words = words;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is in the way of printing this kind for this village today. */
    @Transactional(readOnly = true)
    public LeafletCheck check(HouseholdKind kind, DivisionId village) {
        access.require(Action.PRINT_LEAFLETS, village);
        var draft = drafts.of(kind, village, null);
        var findings = new ArrayList<>(draft.findings());
        if (codes.leadsToOwnMachine()) {
            findings.add(new LeafletFinding(
                    "materials.finding.own-machine", List.of(), Mend.ADMINISTRATOR, Level.NATION, false));
        }
        var day = Times.today(clock);
        var units = divisions.chain(village, day).stream()
                .collect(Collectors.toMap(Division::level, Division::id, (lower, upper) -> lower));
        var sheets = draft.lines().size();
        return new LeafletCheck(village, draft.village().name(), day, sheets, drafts.blanks(sheets), findings, units);
    }

    /**
     * A sheet marked as a sample, without a household; missing values are marked as gaps.
     *
     * @param out where the PDF goes; stays open
     * @throws RuleViolation when the text does not fit or has a character that cannot be printed
     */
    public void preview(HouseholdKind kind, DivisionId village, OutputStream out) {
        access.require(Action.PRINT_LEAFLETS, village);
        var day = Times.today(clock);
        var values = drafts.valuesToday(village);
        var text = drafts.text(texts.required(TextCode.LEAFLET, day), values, day);
        var sample = words.get(CHINESE, "materials.leaflet.sample");
        var sheet = Drafts.sheet(values, codes.address(CodeKind.HOUSEHOLD, SAMPLE_TOKEN), sample, sample, sample);
        try {
            HouseholdPrinter.of(kind)
                    .write(
                            text,
                            List.of(sheet.with(codes.address(CodeKind.STUB, SAMPLE_TOKEN), sample)),
                            out,
                            (done, total) -> {});
        } catch (IllegalArgumentException refused) {
            throw new RuleViolation("materials.leaflets.no-preview");
        } catch (IOException failed) {
            throw new UncheckedIOException("expected to write the sample leaflet", failed);
        }
    }

    /**
     * The household of a village that has this number and gets a sheet, its name masked.
     *
     * @param number as typed from a sheet, with its check character
     * @throws RuleViolation when the check character does not fit
     * @throws NotFound when there is none
     */
    @Transactional(readOnly = true)
    public Place find(DivisionId village, String number) {
        access.require(Action.PRINT_LEAFLETS, village);
        var shown = HouseholdNumber.typed(number).shown();
        return households.inGroupOrder(village, Times.today(clock)).stream()
                .filter(line -> line.number().equals(shown))
                .findFirst()
                .flatMap(line -> households.find(line.household()))
                .orElseThrow(() -> new NotFound("materials.leaflets.no-such-household", shown));
    }

    /**
     * Revokes the codes of a household's sheet and of its stubs: from the next request on the sheet out there opens the
     * general page, its stub is refused, and the next print bears other codes.
     *
     * @param reason why, in words for the audit trail, 1 to {@value #REASON_LENGTH} characters
     * @throws NotFound when the household is out of reach
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void revoke(HouseholdId household, String reason) {
        access.require(Action.PRINT_LEAFLETS);
        var village =
                households.find(household).map(Place::village).orElseThrow(() -> new NotFound("core.access.not-found"));
        access.require(Action.PRINT_LEAFLETS, village);
        var why = checked(reason);
        codes.revoke(CodeKind.HOUSEHOLD, household.value());
        stubs.ofHousehold(household).forEach(stub -> codes.revoke(CodeKind.STUB, stub));
        audit.record("code.revoke", "household " + household.value(), village, why);
    }

    /**
     * Revokes the codes of a blank sheet that got lost, like those of a household's.
     *
     * @param number the number printed on the blank sheet
     * @param reason why, 1 to {@value #REASON_LENGTH} characters
     * @throws NotFound when the village is out of reach or has no such sheet
     * @throws RuleViolation when the check character does not fit
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void revokeBlank(DivisionId village, String number, String reason) {
        access.require(Action.PRINT_LEAFLETS, village);
        var typed = BlankNumber.typed(number);
        var blank = blanks.find(village, typed)
                .map(BlankSheets.Blank::id)
                .map(BlankId::value)
                .orElseThrow(() -> new NotFound("households.blank.unknown", typed.shown()));
        var why = checked(reason);
        codes.revoke(CodeKind.BLANK, blank);
        stubs.ofBlank(new BlankId(blank)).forEach(stub -> codes.revoke(CodeKind.STUB, stub));
        audit.record("code.revoke", "blank sheet " + typed.shown(), village, why);
    }

    private static String checked(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > REASON_LENGTH) {
            throw new RuleViolation("materials.leaflets.reason", REASON_LENGTH);
        }
        return stripped;
    }
}
