package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.informed.PolicyQuestions;
import cn.mingbai.households.ledger.HouseholdState;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.visits.Relation;
import cn.mingbai.households.visits.VisitDraft;
import cn.mingbai.households.visits.VisitOutcome;
import cn.mingbai.households.visits.Visits;
import cn.mingbai.materials.publicpage.PublicQuestions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans and records the demo's visits, each by a worker of the household's own village. */
@Component
@Internal
class DemoVisits {

    private static final int PAGE = 500;
    private static final int ANSWERING_PERCENT = 5;
    private static final int ID_STEP = 50;

    private final Households households;
    private final Visits visits;
    private final PostingDirectory postings;
    private final PublicQuestions questions;
    private final PolicyQuestions pool;
    private final Codes codes;
    private final Clock clock;

    DemoVisits(
            Households households,
            Visits visits,
            PostingDirectory postings,
            PublicQuestions questions,
            PolicyQuestions pool,
            Codes codes,
            Clock clock) {
        this.households = households;
        this.visits = visits;
        this.postings = postings;
        this.questions = questions;
        this.pool = pool;
        this.codes = codes;
        this.clock = clock;
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

    /** Records a visit; at some doors the household answers the three questions that day, by its code like everybody. */
    void record(Planned visit) {
        var draft = visit.draft();
        visits.record(draft);
        if (draft.outcome() == VisitOutcome.IN_PERSON
                && draft.informed() != null
                && Math.floorMod(draft.household().value() / ID_STEP * 7_919, 100) < ANSWERING_PERCENT) {
            answer(codes.token(CodeKind.HOUSEHOLD, draft.household().value()), Times.today(clock));
        }
    }

    private void answer(String token, LocalDate day) {
        var version = pool.on(day).map(PolicyQuestions.Pool::version).orElse("");
        questions.open(token).ifPresent(sheet -> {
            var answers = new HashMap<String, String>();
            for (var asked : sheet.questions()) {
                asked.choices().stream()
                        .filter(choice -> pool.right(version, Map.of(asked.code(), choice.key()))
                                        .orElse(0)
                                == 1)
                        .forEach(choice -> answers.put(asked.code(), choice.key()));
            }
            questions.answer(token, answers, null);
        });
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
