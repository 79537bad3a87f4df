package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.figures.Share;
import cn.mingbai.district.inspections.InspectionDirectory;
import cn.mingbai.district.inspections.InspectionDirectory.Count;
import cn.mingbai.district.inspections.InspectionDirectory.Outcome;
import cn.mingbai.district.inspections.InspectionDirectory.Tally;
import cn.mingbai.district.inspections.InspectionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sums up what the inspections of a phase found in a town. */
@Component
@Internal
class InspectionChecks {

    private final InspectionDirectory directory;

    InspectionChecks(InspectionDirectory directory) {
        this.directory = directory;
    }

    /** The inspections of villages of {@code town} whose list is of a day from {@code from} to {@code asOf.day()}. */
    TownFacts.Checks of(DivisionId town, LocalDate from, AsOf asOf) {
        var outcomes = directory.results(town, from, asOf.day().plusDays(1), asOf.knownBefore());
        if (outcomes.isEmpty()) {
            return TownFacts.Checks.NONE;
        }
        var finished = 0;
        var failed = 0;
        var failedTwice = 0;
        var sum = Tally.NONE;
        var words = new ArrayList<Said>();
        for (var outcome : outcomes) {
            sum = sum.plus(outcome.tally());
            // What is proved is proved by the whole inspection: it is at its end when nothing of it is open.
            if (outcome.due() != null) {
                finished++;
                if (Boolean.FALSE.equals(outcome.passed())) {
                    var second = second(outcome, outcomes);
                    failed += second == null ? 1 : 0;
                    failedTwice += second != null && Boolean.FALSE.equals(second.passed()) ? 1 : 0;
                }
                words.add(words(outcome.inspection().id(), asOf));
            }
        }
        return new TownFacts.Checks(
                finished,
                outcomes.size() - finished,
                failed,
                failedTwice,
                sum.drawn(),
                sum.verified(),
                sum.missed(),
                sum.refused(),
                sum.notFound(),
                share(sum.aware()),
                share(sum.satisfied()),
                share(sum.problems()),
                List.copyOf(words),
                outcomes.size() == 1 ? outcomes.getFirst().inspection().id().value() : 0);
    }

    /** The second draw after one that found too many missed; null while there is none in the phase. */
    private static @Nullable Outcome second(Outcome first, List<Outcome> outcomes) {
        var second = first.inspection().followedBy();
        return outcomes.stream()
                .filter(each -> each.inspection().id().equals(second))
                .findFirst()
                .orElse(null);
    }

    private Said words(InspectionId inspection, AsOf asOf) {
        return new Said(
                String.join("", directory.sentences(inspection, asOf.knownBefore(), Locale.SIMPLIFIED_CHINESE)),
                String.join(" ", directory.sentences(inspection, asOf.knownBefore(), Locale.ENGLISH)));
    }

    private static Share share(Count count) {
        return new Share(count.count(), count.of());
    }
}
