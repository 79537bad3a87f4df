package cn.mingbai.materials.stubs;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.households.ledger.HouseholdNumber;
import cn.mingbai.households.sheets.SignedReceipts;
import cn.mingbai.households.sheets.SignedReceipts.SignedReceipt;
import cn.mingbai.materials.leaflets.PrintStubs;
import cn.mingbai.materials.leaflets.PrintStubs.Stub;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.PrintedVersions;
import cn.mingbai.materials.texts.TextId;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records stubs that came back as signed receipts of their households. */
@Service
public class ReturnedStubs {

    /** What a scanner types: the address, or its token alone. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:https?://[^/\\s]{1,100}/)?(?:([A-Za-z])/)?([0-9A-Za-z]{26})");

    /** More than an address holds is nothing that a scanner typed. */
    private static final int LONGEST = 200;

    private static final int NUMBER_LENGTH = 20;

    private final PrintStubs stubs;
    private final ObjectProvider<PrintedVersions> prints;
    private final PolicyTexts texts;
    private final SignedReceipts receipts;
    private final HouseholdDirectory households;
    private final Codes codes;
    private final Access access;

    ReturnedStubs(
            PrintStubs stubs,
            ObjectProvider<PrintedVersions> prints,
            PolicyTexts texts,
            SignedReceipts receipts,
            HouseholdDirectory households,
            Codes codes,
            Access access) {
        this.stubs = stubs;
        this.prints = prints;
        this.texts = texts;
        this.receipts = receipts;
        this.households = households;
        this.codes = codes;
        this.access = access;
    }

    /**
     * Records the stub that was scanned, or the one of a household whose number was typed because the code is spoilt.
     *
     * @param read what the scanner typed: an address or its token; or a household's number with its check character
     * @param village the village of a typed number, or null when none was chosen
     * @param returnedOn the day on which the stub came back, not in the future
     * @throws NotFound when the code is unknown, revoked or out of reach, all alike; or the village has no such number
     * @throws RuleViolation when it is another code than a stub's, or no code at all, or a number without a village
     * @throws Conflict when this stub is recorded already, or its blank sheet is not given to any household
     */
    @Transactional
    public SignedReceipt record(String read, @Nullable DivisionId village, LocalDate returnedOn) {
        var reach = access.require(Action.EDIT_LEDGER);
        var text = read.strip();
        var address = text.length() <= LONGEST ? ADDRESS.matcher(text) : null;
        if (address != null && address.matches()) {
            return scanned(reach, address.group(1), address.group(2), returnedOn);
        }
        if (text.isEmpty() || text.length() > NUMBER_LENGTH) {
            throw new RuleViolation("materials.stub.no-code");
        }
        if (village == null) {
            throw new RuleViolation("materials.stub.no-village");
        }
        access.require(Action.EDIT_LEDGER, village);
        var number = HouseholdNumber.typed(text);
        var household = households
                .byNumber(village, number)
                .orElseThrow(() -> new NotFound("households.number.unknown", number.shown()));
        var printed = prints.stream()
                .flatMap(print -> print.of(CodeKind.HOUSEHOLD, household.value()).stream())
                .findFirst()
                .orElseThrow(() -> new NotFound("materials.stub.never-printed", number.shown()));
        return receipts.record(household, edition(printed.text()), returnedOn);
    }

    private SignedReceipt scanned(Reach reach, @Nullable String prefix, String token, LocalDate returnedOn) {
        if (prefix != null && !prefix.toUpperCase(Locale.ROOT).equals(CodeKind.STUB.prefix())) {
            throw new RuleViolation("materials.stub.other-code");
        }
        var stub = codes.resolve(CodeKind.STUB, token).stream()
                .boxed()
                .flatMap(id -> stubs.find(id).stream())
                .filter(found -> access.covers(reach, found.village()))
                .findFirst()
                .orElseThrow(() -> new NotFound("materials.stub.unknown"));
        return receipts.record(household(stub), edition(stub.text()), returnedOn);
    }

    private HouseholdId household(Stub stub) {
        if (stub.household() == null) {
            throw new Conflict("materials.stub.blank", stub.blankNumber());
        }
        return stub.household();
    }

    private String edition(TextId text) {
        return texts.version(text).text().label();
    }
}
