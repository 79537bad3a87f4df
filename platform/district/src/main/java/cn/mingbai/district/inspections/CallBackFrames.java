package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.trainingrate.TrainingRateDirectory;
import cn.mingbai.district.inspections.InspectionFrames.Frame;
import cn.mingbai.district.inspections.InspectionFrames.Village;
import cn.mingbai.district.inspections.InspectionPlan.PlannedPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the people that an inspection of training speaks of: those the training rate counts, met and not, by rule. */
@Component
@Internal
class CallBackFrames {

    private final DivisionDirectory divisions;
    private final TrainingRateDirectory rates;

    CallBackFrames(DivisionDirectory divisions, TrainingRateDirectory rates) {
        this.divisions = divisions;
        this.rates = rates;
    }

    /** Somebody of a list: the key names the unit's code and the staff number. */
    record Called(String key, PersonId person, DivisionId unit) {}

    private record Listing(Division unit, List<Called> met, List<Called> open) {}

    /**
     * The frame of a draft on a day.
     *
     * @throws RuleViolation when it names no unit or several, nobody is counted there, or more are to be called than there are
     */
    Frame of(InspectionDraft draft, AsOf asOf) {
        var listing = listing(draft.units(), asOf);
        InspectionFrames.within(
                "district.callback.check-met", draft.reported(), listing.met().size());
        InspectionFrames.within(
                "district.callback.check-open",
                draft.unreported(),
                listing.open().size());
        if (draft.reported() + draft.unreported() == 0) {
            throw new RuleViolation("district.callback.check-none");
        }
        var parts = new ArrayList<PlannedPart>();
        var keys = new LinkedHashMap<String, List<String>>();
        var people = new ArrayList<Called>();
        if (!listing.met().isEmpty()) {
            add("reported", true, listing.met(), draft.reported(), parts, keys, people);
        }
        if (!listing.open().isEmpty()) {
            add("unreported", false, listing.open(), draft.unreported(), parts, keys, people);
        }
        return new Frame(
                listing.unit(), units(people, asOf), parts, keys, List.of(), List.copyOf(people), Optional.empty());
    }

    private static void add(
            String name,
            boolean met,
            List<Called> its,
            int check,
            List<PlannedPart> parts,
            Map<String, List<String>> keys,
            List<Called> people) {
        parts.add(InspectionFrames.part(name, met, its.size(), check, null));
        keys.put(name, its.stream().map(Called::key).toList());
        people.addAll(its);
    }

    Suggestion suggestion(List<DivisionId> units, AsOf asOf) {
        var met = listing(units, asOf).met().size();
        return new Suggestion(Math.min(met, Preset.TRAINING.reported()), 0);
    }

    private Listing listing(List<DivisionId> units, AsOf asOf) {
        if (units.size() != 1) {
            throw new RuleViolation("district.callback.unit");
        }
        var unit = divisions.get(units.getFirst(), asOf.day());
        var district = divisions
                .districtOf(unit.id(), asOf.day())
                .orElseThrow(() -> new RuleViolation("district.callback.unit"));
        var computed = rates.compute(district.id(), asOf);
        var codes = new HashMap<DivisionId, String>();
        computed.divisions().forEach(each -> codes.put(each.id(), each.code().value()));
        var met = new ArrayList<Called>();
        var open = new ArrayList<Called>();
        for (var verdict : computed.rate().people(unit.id())) {
            if (!verdict.reason().counted() || verdict.postings().isEmpty()) {
                continue;
            }
            var home = verdict.postings().getFirst().division();
            var called = new Called(
                    codes.getOrDefault(home, "-") + "/"
                            + computed.names().apply(verdict.person()).staffNumber(),
                    verdict.person(),
                    home);
            (verdict.reason() == Reason.MET ? met : open).add(called);
        }
        if (met.isEmpty() && open.isEmpty()) {
            throw new RuleViolation("district.callback.nobody-counted");
        }
        return new Listing(unit, met, open);
    }

    /** The units of these people, each with the town whose officers write the other number: at least one has a town. */
    private List<Village> units(List<Called> people, AsOf asOf) {
        var units = new LinkedHashMap<DivisionId, Village>();
        var isTown = false;
        for (var called : people) {
            if (!units.containsKey(called.unit())) {
                var chain = divisions.chain(called.unit(), asOf.day());
                var town = chain.stream()
                        .filter(each -> each.level() == Level.TOWNSHIP)
                        .findFirst();
                isTown |= town.isPresent();
                units.put(
                        called.unit(),
                        new Village(
                                divisions.get(called.unit(), asOf.day()),
                                town.map(Division::id).orElse(called.unit())));
            }
        }
        if (!isTown) {
            throw new RuleViolation("district.callback.no-town");
        }
        return List.copyOf(units.values());
    }
}
