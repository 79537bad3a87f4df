package cn.mingbai.materials.boards;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.materials.texts.ApprovedText;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What stands behind the placeholders of a board: its unit's settings and names, and what of it is missing. */
@Component
class BoardValues {

    /** What every board of a village or a town tells besides its text. */
    private static final List<SettingKey> PHONES = List.of(
            SettingKey.PHONE_DISTRICT_ADVICE,
            SettingKey.PHONE_TOWN_ADVICE,
            SettingKey.PHONE_DISTRICT_REPORT,
            SettingKey.PHONE_TOWN_REPORT,
            SettingKey.HOTLINE);

    /** A hall in town has no outreach worker of its own, and a district's no phone of a town. */
    private static final Set<String> MAY_LACK = Set.of(LeafletValues.OUTREACH_NAME, LeafletValues.OUTREACH_PHONE);

    private static final Set<SettingKey> OF_TOWNS = Set.of(SettingKey.PHONE_TOWN_ADVICE, SettingKey.PHONE_TOWN_REPORT);

    private final LeafletValues values;

    BoardValues(LeafletValues values) {
        this.values = values;
    }

    /**
     * The values at a place.
     *
     * @param known by key; in a town or a district, the unit's own name stands for the village's too
     * @param phones the phones to print, in order
     * @param missing the keys without which nothing is printed
     */
    record At(Map<String, String> known, List<SettingKey> phones, List<String> missing) {}

    At at(DivisionId division, ApprovedText text, LocalDate day) {
        var known = new HashMap<>(values.forPrint(division, day));
        var inVillage = known.containsKey(LeafletValues.TOWN);
        var inTown = !inVillage && known.containsKey(SettingKey.PHONE_TOWN_ADVICE.key());
        if (!inVillage && known.containsKey(LeafletValues.VILLAGE)) {
            known.put(LeafletValues.TOWN, known.get(LeafletValues.VILLAGE));
        }
        var phones = PHONES.stream()
                .filter(key -> inVillage || inTown || !OF_TOWNS.contains(key))
                .toList();
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(SettingKey.UNIT.key());
        phones.forEach(key -> wanted.add(key.key()));
        // Those among the phones are in the table of phones.
        wanted.addAll(PolicyText.keys(text.text().front()));
        var missing = new ArrayList<String>();
        for (var key : wanted) {
            var value = known.get(key);
            var mayLack = !inVillage && MAY_LACK.contains(key)
                    || OF_TOWNS.stream().anyMatch(phone -> phone.key().equals(key))
                            && !phones.contains(SettingKey.PHONE_TOWN_ADVICE);
            if ((value == null || value.isBlank()) && !mayLack) {
                missing.add(key);
            }
        }
        return new At(known, phones, missing);
    }
}
