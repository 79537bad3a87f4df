package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.district.inspections.InspectionPlan.PlannedPart;
import cn.mingbai.households.coverage.DueHouseholds;
import cn.mingbai.households.ledger.HouseholdId;
import cn.mingbai.proof.bounds.Acceptance;
import cn.mingbai.proof.bounds.Plans;
import cn.mingbai.proof.bounds.Shares;
import cn.mingbai.proof.draws.DrawList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the households, or the people, that a draft speaks of and shares the check out over the parts of the list. */
@Component
@Internal
class InspectionFrames {

    /** The chance of a wrong claim: one in twenty. */
    static final BigDecimal ALPHA = new BigDecimal("0.05");

    private static final BigDecimal GOOD = new BigDecimal("0.98");
    private static final BigDecimal BAD = new BigDecimal("0.90");
    private static final BigDecimal RISK = new BigDecimal("0.1");

    /** The longest list: a large district. */
    private static final int MOST_HOUSEHOLDS = 300_000;

    private static final int FEWEST_REPLACEMENTS = 3;
    private static final int REPLACED_OF = 3;

    private final DivisionDirectory divisions;
    private final DueHouseholds households;
    private final CallBackFrames callBacks;

    InspectionFrames(DivisionDirectory divisions, DueHouseholds households, CallBackFrames callBacks) {
        this.divisions = divisions;
        this.households = households;
        this.callBacks = callBacks;
    }

    /** A village with the town it belongs to. */
    record Village(Division village, DivisionId town) {}

    /**
     * A household of a list.
     *
     * @param key as the list names it: the village's code and the household's number with its check character
     * @param village where it belongs on the day, as {@code group}
     */
    record Listed(String key, HouseholdId household, DivisionId village, String group) {

        String number() {
            return key.substring(key.indexOf('/') + 1);
        }
    }

    /**
     * What a draft comes to.
     *
     * @param unit the least unit that holds all villages
     * @param parts planned, in the order of the list
     * @param keys how the list names those of each part
     * @param households those listed, where it is of households
     * @param people those listed, where it is of training
     */
    record Frame(
            Division unit,
            List<Village> villages,
            List<PlannedPart> parts,
            Map<String, List<String>> keys,
            List<Listed> households,
            List<CallBackFrames.Called> people,
            Optional<Acceptance> acceptance) {

        /** The list to freeze. */
        DrawList list(String reference) {
            return DrawList.of(
                    reference,
                    parts.stream()
                            .map(part -> new DrawList.Part(
                                    part.name(),
                                    keys.getOrDefault(part.name(), List.of()),
                                    part.check(),
                                    part.replacements()))
                            .toList());
        }
    }

    /**
     * The frame of a draft on a day.
     *
     * @throws RuleViolation when the units do not fit the preset, nobody is due, or more are to be checked than there are
     */
    Frame of(InspectionDraft draft, AsOf asOf) {
        if (draft.preset() == Preset.TRAINING) {
            return callBacks.of(draft, asOf);
        }
        var listing = listing(draft.preset(), draft.units(), asOf);
        var reported = listing.reported();
        var unreported = listing.unreported();
        var acceptance = acceptance(draft.preset(), listing);
        within("district.inspection.check-reported", draft.reported(), listing.reportedInAll());
        within("district.inspection.check-unreported", draft.unreported(), unreported.size());
        if (draft.reported() + draft.unreported() == 0) {
            throw new RuleViolation("district.inspection.check-none");
        }
        var listed = new LinkedHashMap<String, List<Listed>>(reported);
        var parts = new ArrayList<PlannedPart>();
        var names = List.copyOf(reported.keySet());
        var shares =
                Shares.inProportion(reported.values().stream().map(List::size).toList(), draft.reported());
        for (var i = 0; i < names.size(); i++) {
            var allowed = acceptance
                    .filter(plan -> plan.check() == draft.reported())
                    .map(Acceptance::allow)
                    .orElse(null);
            parts.add(part(
                    names.get(i),
                    true,
                    reported.getOrDefault(names.get(i), List.of()).size(),
                    shares.get(i),
                    allowed));
        }
        if (!unreported.isEmpty()) {
            listed.put("unreported", unreported);
            parts.add(part("unreported", false, unreported.size(), draft.unreported(), null));
        }
        var keys = new LinkedHashMap<String, List<String>>();
        listed.forEach(
                (name, its) -> keys.put(name, its.stream().map(Listed::key).toList()));
        return new Frame(
                unit(draft, listing.villages(), asOf),
                listing.villages(),
                parts,
                keys,
                listed.values().stream().flatMap(List::stream).toList(),
                List.of(),
                acceptance);
    }

    /** How many to check of a list as the preset would have it. */
    Suggestion suggestion(Preset preset, List<DivisionId> units, AsOf asOf) {
        if (preset == Preset.TRAINING) {
            return callBacks.suggestion(units, asOf);
        }
        var listing = listing(preset, units, asOf);
        var wanted = preset == Preset.VILLAGE
                ? acceptance(preset, listing).map(Acceptance::check).orElse(listing.reportedInAll())
                : preset.reported();
        return new Suggestion(
                Math.min(listing.reportedInAll(), wanted),
                Math.min(listing.unreported().size(), preset.unreported()));
    }

    private record Listing(List<Village> villages, Map<String, List<Listed>> reported, List<Listed> unreported) {

        int reportedInAll() {
            return reported.values().stream().mapToInt(List::size).sum();
        }
    }

    private static Optional<Acceptance> acceptance(Preset preset, Listing listing) {
        return preset == Preset.VILLAGE && listing.reportedInAll() > 0
                ? Plans.acceptance(listing.reportedInAll(), GOOD, BAD, RISK, RISK)
                : Optional.empty();
    }

    private Listing listing(Preset preset, List<DivisionId> units, AsOf asOf) {
        var villages = villages(preset, units, asOf);
        var reported = new TreeMap<String, List<Listed>>();
        var unreported = new ArrayList<Listed>();
        var count = 0;
        for (var each : villages) {
            var name = preset == Preset.DISTRICT
                    ? "reported-"
                            + divisions.get(each.town(), asOf.day()).code().value()
                    : "reported";
            for (var household : households.of(each.village().id(), asOf)) {
                var listed = new Listed(
                        each.village().code().value() + "/" + household.number(),
                        household.household(),
                        each.village().id(),
                        household.group());
                if (household.reached()) {
                    reported.computeIfAbsent(name, town -> new ArrayList<>()).add(listed);
                } else {
                    unreported.add(listed);
                }
                count++;
            }
            if (count > MOST_HOUSEHOLDS) {
                throw new RuleViolation("district.inspection.too-large", MOST_HOUSEHOLDS);
            }
        }
        if (count == 0) {
            throw new RuleViolation("district.inspection.nobody-due");
        }
        return new Listing(villages, reported, unreported);
    }

    static PlannedPart part(String name, boolean reported, int listed, int check, @Nullable Integer allowed) {
        var replacements = check == 0
                ? 0
                : Math.min(listed - check, Math.max(FEWEST_REPLACEMENTS, Math.ceilDiv(check, REPLACED_OF)));
        return new PlannedPart(name, reported, listed, check, replacements, allowed);
    }

    static void within(String key, int asked, int most) {
        if (asked < 0 || asked > most) {
            throw new RuleViolation(key, most, asked);
        }
    }

    private List<Village> villages(Preset preset, List<DivisionId> units, AsOf asOf) {
        if (units.size() < preset.fewestUnits() || units.size() > preset.mostUnits()) {
            throw new RuleViolation(
                    "district.inspection.units", preset.fewestUnits(), preset.mostUnits(), units.size());
        }
        if (new HashSet<>(units).size() < units.size()) {
            throw new RuleViolation("district.inspection.unit-twice");
        }
        var wanted = preset == Preset.DISTRICT ? Level.COUNTY : Level.VILLAGE;
        var villages = new ArrayList<Village>();
        for (var id : units) {
            var unit = divisions.get(id, asOf.day());
            if (unit.level() != wanted) {
                throw new RuleViolation("district.inspection.level." + wanted, unit.name());
            }
            divisions.subtree(id, asOf.day()).stream()
                    .filter(each -> each.level() == Level.VILLAGE)
                    .forEach(village -> villages.add(new Village(village, parent(village))));
        }
        return villages;
    }

    private static DivisionId parent(Division village) {
        var parent = village.parent();
        if (parent == null) {
            throw new NotFound("core.access.not-found");
        }
        return parent;
    }

    private Division unit(InspectionDraft draft, List<Village> villages, AsOf asOf) {
        if (draft.units().size() == 1) {
            return divisions.get(draft.units().getFirst(), asOf.day());
        }
        var common =
                new ArrayList<>(divisions.chain(villages.getFirst().village().id(), asOf.day()));
        for (var each : villages) {
            var above = divisions.chain(each.village().id(), asOf.day()).stream()
                    .map(Division::id)
                    .toList();
            common.removeIf(division -> !above.contains(division.id()));
        }
        if (common.isEmpty()) {
            throw new NotFound("core.access.not-found");
        }
        return common.getFirst();
    }
}
