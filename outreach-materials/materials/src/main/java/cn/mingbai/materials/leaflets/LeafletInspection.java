package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.materials.leaflets.LeafletFinding.Mend;
import cn.mingbai.materials.texts.LeafletValues;
import cn.mingbai.materials.texts.PolicyText;
import cn.mingbai.print.Fonts;
import cn.mingbai.print.HouseholdKind;
import cn.mingbai.print.HouseholdPrinter;
import cn.mingbai.print.LeafletOverflowException;
import cn.mingbai.print.LeafletSheet;
import cn.mingbai.print.LeafletText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks for everything that would make a bad sheet. */
final class LeafletInspection {

    /** More households than these are counted, not listed. */
    static final int LISTED = 50;

    /** What every sheet tells, whatever its text: both levels' phones, documents, the issuer, the outreach worker. */
    private static final List<String> ALWAYS = List.of(
            SettingKey.UNIT.key(),
            SettingKey.STANDARD_DOCUMENT.key(),
            SettingKey.STANDARD_FROM.key(),
            SettingKey.ASSETS_DOCUMENT.key(),
            SettingKey.PHONE_DISTRICT_ADVICE.key(),
            SettingKey.PHONE_DISTRICT_REPORT.key(),
            SettingKey.PHONE_TOWN_ADVICE.key(),
            SettingKey.PHONE_TOWN_REPORT.key(),
            LeafletValues.OUTREACH_NAME,
            LeafletValues.OUTREACH_PHONE);

    private final List<LeafletFinding> findings = new ArrayList<>();

    private LeafletInspection() {}

    /**
     * The findings, in the order in which they are best mended.
     *
     * @param values what stands behind the placeholders
     * @param text the text composed with them
     * @param sheets the households' sheets
     */
    static List<LeafletFinding> of(
            HouseholdKind kind,
            PolicyText template,
            Map<String, String> values,
            LeafletText text,
            List<LeafletSheet> sheets) {
        var inspection = new LeafletInspection();
        inspection.values(template, values);
        if (sheets.isEmpty()) {
            inspection.refuse("materials.finding.no-household", Mend.LEDGER);
        }
        inspection.households(sheets);
        if (inspection.findings.isEmpty()) {
            inspection.room(HouseholdPrinter.of(kind), text, sheets);
        }
        return List.copyOf(inspection.findings);
    }

    private void values(PolicyText template, Map<String, String> values) {
        Set<String> keys = new LinkedHashSet<>(template.placeholders());
        keys.addAll(ALWAYS);
        for (var key : keys) {
            var value = values.get(key);
            if (value == null || value.isBlank()) {
                missing(key, values);
            } else {
                for (var character : Fonts.undrawable(value)) {
                    findings.add(new LeafletFinding(
                            "materials.finding.undrawable-value",
                            List.of(label(key), character, hexadecimal(character)),
                            mend(key),
                            level(key),
                            true));
                }
            }
        }
    }

    private void missing(String key, Map<String, String> values) {
        if (key.equals(LeafletValues.OUTREACH_NAME)) {
            refuse("materials.finding.no-worker", Mend.ROSTER);
        } else if (key.equals(LeafletValues.OUTREACH_PHONE)) {
            if (values.containsKey(LeafletValues.OUTREACH_NAME)) {
                refuse("materials.finding.no-worker-phone", Mend.ROSTER, values.get(LeafletValues.OUTREACH_NAME));
            }
        } else {
            var level = level(key);
            findings.add(new LeafletFinding(
                    "materials.finding.missing-value",
                    List.of(label(key), "materials.value.level." + level.name()),
                    mend(key),
                    level,
                    true));
        }
    }

    private void households(List<LeafletSheet> sheets) {
        var more = 0;
        for (var sheet : sheets) {
            for (var character : Fonts.undrawable(sheet.headName() + sheet.group())) {
                if (findings.size() < LISTED) {
                    refuse(
                            "materials.finding.undrawable-household",
                            Mend.LEDGER,
                            sheet.householdNumber(),
                            character,
                            hexadecimal(character));
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            refuse("materials.finding.more-households", Mend.LEDGER, String.valueOf(more));
        }
    }

    private void room(HouseholdPrinter printer, LeafletText text, List<LeafletSheet> sheets) {
        try {
            printer.bodySizePt(text);
        } catch (LeafletOverflowException tooLong) {
            refuse(
                    "materials.finding.text-too-long",
                    Mend.SETTINGS,
                    "materials.value.side." + tooLong.side().name(),
                    String.valueOf(tooLong.linesOver()));
            return;
        } catch (IllegalArgumentException tooLong) {
            refuse("materials.finding.line-too-long", Mend.SETTINGS);
            return;
        }
        var numbers = printer.tooLong(text, sheets);
        numbers.stream()
                .limit(LISTED)
                .forEach(number -> refuse("materials.finding.household-too-long", Mend.LEDGER, number));
        if (numbers.size() > LISTED) {
            refuse("materials.finding.more-households", Mend.LEDGER, String.valueOf(numbers.size() - LISTED));
        }
    }

    private void refuse(String key, Mend mend, String... arguments) {
        findings.add(new LeafletFinding(key, List.of(arguments), mend, Level.VILLAGE, true));
    }

    private static Level level(String key) {
        return SettingKey.of(key).map(SettingKey::lowest).orElse(Level.VILLAGE);
    }

    private static String label(String key) {
        return "materials.value." + key;
    }

    private static Mend mend(String key) {
        return switch (key) {
            case LeafletValues.OUTREACH_NAME, LeafletValues.OUTREACH_PHONE -> Mend.ROSTER;
            case LeafletValues.VILLAGE, LeafletValues.TOWN -> Mend.DIVISIONS;
            default -> Mend.SETTINGS;
        };
    }

    private static String hexadecimal(String character) {
        return "U+%04X".formatted(character.codePointAt(0));
    }
}
