package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.district.inspections.InspectionResult.PartFound;
import cn.mingbai.proof.bounds.Estimate;
import cn.mingbai.proof.bounds.Found;
import cn.mingbai.proof.bounds.PartsBound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what an inspection found and proves: what was counted first, then the bound. */
@Component
@Internal
class InspectionWords {

    private static final int SURE =
            BigDecimal.ONE.subtract(InspectionFrames.ALPHA).movePointRight(2).intValueExact();

    private final Texts texts;

    InspectionWords(Texts texts) {
        this.texts = texts;
    }

    /** The sentences. */
    List<String> of(Locale locale, Inspection inspection, PartsFound found) {
        var key = key(inspection);
        var words = new ArrayList<String>();
        count(locale, key, found.parts(), true, words);
        count(locale, key, found.parts(), false, words);
        if (found.open() > 0) {
            words.add(texts.get(locale, key + "open", found.open()));
        }
        var scope = texts.get(
                locale,
                "district.inspection.words.scope." + inspection.preset(),
                inspection.unit().name());
        var reported = found.reported();
        // Where all are reported, the two are the same.
        if (reported != null
                && found.parts().stream().anyMatch(part -> !part.part().reported())) {
            bound(locale, key + "reported", scope, reported, words);
        }
        var whole = found.whole();
        if (whole != null) {
            bound(locale, key + "whole", scope, whole, words);
        }
        if (inspection.preset() == Preset.DISTRICT) {
            found.guess().ifPresent(guess -> words.add(guess(locale, scope, guess)));
        }
        if (found.unlisted() > 0) {
            words.add(texts.get(locale, "district.inspection.words.unlisted", found.unlisted()));
        }
        verdict(locale, inspection, found, words);
        return List.copyOf(words);
    }

    /**
     * The count and what it proves of all that are due, at worst, in one line; null while something is open.
     *
     * @param villages how many villages it has
     */
    @Nullable
    String headline(Locale locale, Inspection inspection, PartsFound found, int villages) {
        var whole = found.whole();
        if (whole == null) {
            return null;
        }
        var its = found.parts();
        var both = !whole.best().equals(whole.worst());
        return texts.get(
                locale,
                key(inspection) + (both ? "headline-both" : "headline"),
                sum(its, part -> part.found().drawn()),
                sum(its, part -> part.found().met() + part.found().replacedMet()),
                inspection.preset() == Preset.POOLED
                        ? texts.get(locale, "district.inspection.words.headline-pooled", villages)
                        : inspection.unit().name(),
                share(whole.worst()),
                share(whole.best()),
                SURE,
                Integer.toString(its.stream()
                        .filter(part -> part.part().reported())
                        .mapToInt(part -> part.part().households())
                        .sum()),
                listed(whole.worst()));
    }

    private static String key(Inspection inspection) {
        return inspection.preset().ofHouseholds() ? "district.inspection.words." : "district.callback.words.";
    }

    // One draw in which more are missed than planned happens to good villages too: nobody is named by it.
    private void verdict(Locale locale, Inspection inspection, PartsFound found, List<String> words) {
        if (inspection.follows() != null) {
            if (found.tooMany()) {
                words.add(texts.get(locale, "district.inspection.words.second-failed"));
            } else if (found.open() == 0) {
                words.add(texts.get(locale, "district.inspection.words.second-passed"));
            }
        } else if (found.tooMany()) {
            words.add(texts.get(
                    locale,
                    inspection.followedBy() == null
                            ? "district.inspection.words.second"
                            : "district.inspection.words.second-made"));
        }
    }

    private void count(Locale locale, String key, List<PartFound> parts, boolean reported, List<String> words) {
        var its = parts.stream()
                .filter(part -> part.part().reported() == reported)
                .filter(part -> part.found().drawn() > 0)
                .toList();
        if (its.isEmpty()) {
            return;
        }
        words.add(texts.get(
                locale,
                key + (reported ? "count-reported" : "count-unreported"),
                sum(its, part -> part.found().drawn()),
                sum(its, part -> part.found().met() + part.found().replacedMet()),
                sum(its, part -> part.found().missed() + part.found().replacedMissed()),
                sum(its, PartFound::unanswered),
                sum(its, part -> part.found().replacedMet() + part.found().replacedMissed())));
    }

    // As text, so that no language puts separators into numbers that are compared on paper.
    private static String sum(List<PartFound> parts, ToIntFunction<PartFound> number) {
        return Integer.toString(parts.stream().mapToInt(number).sum());
    }

    private void bound(Locale locale, String key, String scope, Found.Cases cases, List<String> words) {
        if (cases.best().equals(cases.worst())) {
            words.add(texts.get(
                    locale, key, scope, listed(cases.best()), reached(cases.best()), share(cases.best()), SURE));
        } else {
            words.add(texts.get(
                    locale,
                    key + "-both",
                    scope,
                    listed(cases.best()),
                    reached(cases.best()),
                    share(cases.best()),
                    reached(cases.worst()),
                    share(cases.worst()),
                    SURE));
        }
    }

    private String guess(Locale locale, String scope, PartsFound.Guess guess) {
        var key = "district.inspection.words.guess-" + (guess.all() ? "whole" : "reported");
        return guess.best().equals(guess.worst())
                ? texts.get(locale, key, scope, percent(guess.best()), points(guess.best()))
                : texts.get(
                        locale,
                        key + "-both",
                        scope,
                        percent(guess.best()),
                        points(guess.best()),
                        percent(guess.worst()),
                        points(guess.worst()));
    }

    private static String percent(Estimate estimate) {
        return estimate.percent(1).toPlainString();
    }

    private static String points(Estimate estimate) {
        return estimate.points(1).toPlainString();
    }

    private static String listed(PartsBound bound) {
        return Integer.toString(bound.listed());
    }

    private static String reached(PartsBound bound) {
        return Integer.toString(bound.fewestReached());
    }

    private static String share(PartsBound bound) {
        return bound.percent(1).toPlainString();
    }
}
