package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans and records the demo's visits, each by a worker of the household's own village. */
@Component
@Internal
class DemoVisits {

    private static final int PAGE = 500;

    private final Households households;
    private final Visits visits;
    private final PostingDirectory postings;

    DemoVisits(Households households, Visits visits, PostingDirectory postings) {
        this.households = households;
        this.visits = visits;
        this.postings = postings;
    }

    /** A visit to come. */
    record Planned(PersonId worker, String workerName, VisitDraft draft) {}

    /** The visits of one village between two days, the later exclusive; none without a worker. */
    List<Planned> plan(DemoPlan plan, Division village, LocalDate from, LocalDate to) {
        var last = to.minusDays(1);
        var workers = postings.outreachWorkers(village.id(), last);
        if (workers.isEmpty() || DemoPlan.WITHOUT_WORKER.contains(village.code())) {
            return List.of();
        }
        var random = DemoPlan.randomFor(village, 5);
        var share = plan.reachedShare(village);
        var days = (int) (to.toEpochDay() - from.toEpochDay());
        var planned = new ArrayList<Planned>();
        var lines = new ArrayList<Households.Line>();
        var first = workers.getFirst();
        // Whoever was not yet posted on a day made no visit on it.
        var postedOn = new HashMap<LocalDate, List<PostingDirectory.Contact>>();
        Acting.as(first.person(), first.name(), DemoRun.morning(last), () -> {
            for (var offset = 0; ; offset += PAGE) {
                var page = households.page(village.id(), Households.Filter.ALL, offset, PAGE);
                lines.addAll(page.lines());
                if (page.lines().size() < PAGE) {
                    return;
                }
            }
        });
        for (var line : lines) {
            // Every number is drawn for every household, so that one household's state does not shift the others'.
            var reached = random.nextDouble() < share;
            var tried = random.nextDouble() < 0.2;
            var named = random.nextDouble() < 0.85;
            var meeting = random.nextDouble() < 0.15;
            var relation = Relation.values()[Math.min(4, (int) (random.nextDouble() * random.nextDouble() * 5))];
            var day = from.plusDays(random.nextInt(days));
            var posted = postedOn.computeIfAbsent(day, on -> postings.outreachWorkers(village.id(), on));
            var outcome = outcome(line.state(), reached, tried, meeting);
            if (outcome != null && !posted.isEmpty()) {
                var worker = posted.get((int) (random.nextDouble() * posted.size()));
                var id = UUID.nameUUIDFromBytes(
                        ("demo visit " + line.household().value()).getBytes(StandardCharsets.UTF_8));
                planned.add(new Planned(
                        worker.person(),
                        worker.name(),
                        new VisitDraft(
                                id, line.household(), day, outcome, named && outcome.spoke() ? relation : null)));
            }
        }
        planned.sort(Comparator.comparing(visit -> visit.draft().visitedOn()));
        return planned;
    }

    void record(Planned visit) {
        visits.record(visit.draft());
    }

    private static @Nullable VisitOutcome outcome(
            HouseholdState state, boolean reached, boolean tried, boolean meeting) {
        return switch (state) {
            case DUE ->
                reached
                        ? meeting ? VisitOutcome.MEETING : VisitOutcome.IN_PERSON
                        : tried ? VisitOutcome.LEFT_SHEET : null;
            case AWAY -> reached ? VisitOutcome.PHONE : tried ? VisitOutcome.NOT_FOUND : null;
            case REFUSED -> reached ? VisitOutcome.REFUSED : null;
            case EMPTY, DEMOLISHED, MERGED, SPLIT -> null;
        };
    }
}
