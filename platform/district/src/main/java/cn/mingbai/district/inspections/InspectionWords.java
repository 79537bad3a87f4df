package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.district.inspections.InspectionResult.PartFound;
import cn.mingbai.proof.bounds.Found;
import cn.mingbai.proof.bounds.PartsBound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
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
        var parts = found.parts();
        var open = found.open();
        var reported = found.reported();
        var whole = found.whole();
        var unlisted = found.unlisted();
        var words = new ArrayList<String>();
        count(locale, parts, true, words);
        count(locale, parts, false, words);
        if (open > 0) {
            words.add(texts.get(locale, "district.inspection.words.open", open));
        }
        var scope = texts.get(
                locale,
                "district.inspection.words.scope." + inspection.preset(),
                inspection.unit().name());
        // Where all are reported, the two are the same.
        if (reported != null && parts.stream().anyMatch(part -> !part.part().reported())) {
            bound(locale, "reported", scope, reported, words);
        }
        if (whole != null) {
            bound(locale, "whole", scope, whole, words);
        }
        if (unlisted > 0) {
            words.add(texts.get(locale, "district.inspection.words.unlisted", unlisted));
        }
        if (found.tooMany()) {
            words.add(texts.get(locale, "district.inspection.words.second"));
        }
        return List.copyOf(words);
    }

    private void count(Locale locale, List<PartFound> parts, boolean reported, List<String> words) {
        var its = parts.stream()
                .filter(part -> part.part().reported() == reported)
                .filter(part -> part.found().drawn() > 0)
                .toList();
        if (its.isEmpty()) {
            return;
        }
        words.add(texts.get(
                locale,
                reported ? "district.inspection.words.count-reported" : "district.inspection.words.count-unreported",
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

    private void bound(Locale locale, String what, String scope, Found.Cases cases, List<String> words) {
        var key = "district.inspection.words." + what;
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
