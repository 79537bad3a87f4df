package cn.mingbai.households.sheets;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the code on a household's sheet leads: one made out to it, or a blank one given to it at the door. */
@Component
@Internal
public class SheetCodes {

    private final Codes codes;
    private final HouseholdDirectory households;
    private final BlankSheets blanks;

    SheetCodes(Codes codes, HouseholdDirectory households, BlankSheets blanks) {
        this.codes = codes;
        this.households = households;
        this.blanks = blanks;
    }

    /**
     * What a code in force stands for.
     *
     * @param village the village of the sheet
     * @param household whose sheet it is, or null while a blank one is not given to anybody
     * @param blank which blank sheet it is, or null when it was made out to the household
     */
    public record Sheet(
            DivisionId village,
            @Nullable HouseholdId household,
            @Nullable BlankId blank) {}

    /**
     * The sheet behind a token of {@code /H/}; empty when it is unknown, revoked or malformed, all alike.
     *
     * @param token as scanned or typed
     */
    public Optional<Sheet> behind(String token) {
        var household = codes.resolve(CodeKind.HOUSEHOLD, token);
        if (household.isPresent()) {
            return households
                    .find(new HouseholdId(household.getAsLong()))
                    .map(place -> new Sheet(place.village(), place.household(), null));
        }
        var blank = codes.resolve(CodeKind.BLANK, token);
        return blank.isEmpty()
                ? Optional.empty()
                : blanks.find(new BlankId(blank.getAsLong()))
                        .map(found -> new Sheet(found.village(), found.household(), found.id()));
    }
}
