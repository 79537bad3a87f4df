package cn.mingbai.materials.publicpage;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.HouseholdDirectory;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.materials.boards.BoardPlaceDirectory;
import cn.mingbai.materials.boards.BoardPlaceId;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.materials.texts.PolicyTexts;
import cn.mingbai.materials.texts.TextCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What stands on the public page behind a code. */
@Service
public class PublicPages {

    private final Codes codes;
    private final HouseholdDirectory households;
    private final PolicyTexts texts;
    private final LeafletValues values;
    private final BoardPlaceDirectory boards;
    private final Clock clock;

    PublicPages(
            Codes codes,
            HouseholdDirectory households,
            PolicyTexts texts,
            LeafletValues values,
            BoardPlaceDirectory boards,
            Clock clock) {
        this.codes = codes;
        this.households = households;
        this.texts = texts;
        this.values = values;
        this.boards = boards;
        this.clock = clock;
    }

    /**
     * The page of a code; unknown, revoked and malformed tokens all get the same general page.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped("open to everyone: of the household's row only its village is read, and the page shows the"
            + " village's public settings, no household and no person")
    @Transactional(readOnly = true)
    public PublicPage behind(String token) {
        var subject = codes.resolve(CodeKind.HOUSEHOLD, token);
        if (subject.isEmpty()) {
            return page(Map.of(), null);
        }
        return households
                .find(new HouseholdId(subject.getAsLong()))
                .map(Place::village)
                .map(village -> page(values.open(village, Times.today(clock)), Codes.normalised(token)))
                .orElseGet(() -> page(Map.of(), null));
    }

    /**
     * The page of a board's code; unknown, revoked and malformed tokens all get the same general page.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped(
            "open to everyone: of the board's row only its unit is read, and the page shows the unit's public"
                    + " settings and no person")
    @Transactional(readOnly = true)
    public PublicPage behindBoard(String token) {
        var subject = codes.resolve(CodeKind.BOARD, token);
        if (subject.isEmpty()) {
            return page(Map.of(), null);
        }
        return boards.find(new BoardPlaceId(subject.getAsLong()))
                .map(place -> page(ofUnit(place.division()), Codes.normalised(token)))
                .orElseGet(() -> page(Map.of(), null));
    }

    // A board in a town's hall has the town for its own unit.
    private Map<String, String> ofUnit(DivisionId unit) {
        var known = new HashMap<>(values.open(unit, Times.today(clock)));
        if (!known.containsKey(LeafletValues.TOWN) && known.containsKey(LeafletValues.VILLAGE)) {
            known.put(LeafletValues.TOWN, java.util.Objects.requireNonNull(known.remove(LeafletValues.VILLAGE)));
        }
        return known;
    }

    private PublicPage page(Map<String, String> known, @Nullable String token) {
        var template = texts.required(TextCode.LEAFLET, Times.today(clock)).text();
        var sections = new ArrayList<>(template.front());
        sections.addAll(template.back());
        var place = (known.getOrDefault(LeafletValues.TOWN, "") + " " + known.getOrDefault(LeafletValues.VILLAGE, ""))
                .strip();
        return new PublicPage(
                template.title(),
                template.label(),
                place,
                known.getOrDefault(SettingKey.UNIT.key(), ""),
                PolicyText.fillLeavingOut(sections, known).stream()
                        .map(section -> new PublicPage.Section(
                                section.heading(),
                                section.paragraphs().stream()
                                        .map(PublicPage.Words::of)
                                        .toList()))
                        .toList(),
                phones(known),
                PolicyText.fixed(template.phones()),
                String.join("", PolicyText.fixed(template.imprint())),
                token);
    }

    private static List<PublicPage.Phone> phones(Map<String, String> known) {
        var unit = known.getOrDefault(SettingKey.UNIT.key(), "");
        var town = known.getOrDefault(LeafletValues.TOWN, "");
        var phones = new ArrayList<PublicPage.Phone>();
        phone(phones, known, SettingKey.PHONE_TOWN_ADVICE, "materials.leaflet.advice", town);
        phone(phones, known, SettingKey.PHONE_DISTRICT_ADVICE, "materials.leaflet.advice", unit);
        phone(phones, known, SettingKey.HOTLINE, "materials.leaflet.hotline-office", "");
        phone(phones, known, SettingKey.PHONE_TOWN_REPORT, "materials.leaflet.report", town);
        phone(phones, known, SettingKey.PHONE_DISTRICT_REPORT, "materials.leaflet.report", unit);
        return phones;
    }

    private static void phone(
            List<PublicPage.Phone> phones, Map<String, String> known, SettingKey key, String purpose, String office) {
        var number = known.get(key.key());
        if (number != null) {
            phones.add(new PublicPage.Phone(purpose, office, number));
        }
    }
}
