package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.district.inspections.CallBackFinding;
import cn.mingbai.district.inspections.CallBacks;
import cn.mingbai.district.inspections.Finding;
import cn.mingbai.district.inspections.FindingOutcome;
import cn.mingbai.district.inspections.Inspection;
import cn.mingbai.district.inspections.InspectionDraft;
import cn.mingbai.district.inspections.InspectionId;
import cn.mingbai.district.inspections.InspectionItem;
import cn.mingbai.district.inspections.Inspections;
import cn.mingbai.district.inspections.Preset;
import cn.mingbai.district.inspections.Satisfaction;
import cn.mingbai.households.visits.Relation;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.springframework.stereotype.Component;

/**
 * The demo's inspections: one of six villages that has ended, one of a village and one of training that inspectors are at.
 * Each step is taken once, however often it is loaded.
 */
@Component
@Internal
class DemoInspections {

    private static final String POOLED = "宣传到户督导抽查（六村合抽）";
    private static final String OPEN = "宣传到户督导抽查";
    private static final String TRAINING = "培训回访抽查";
    private static final int POOLED_VILLAGES = 6;
    private static final int FEWEST_HOUSEHOLDS = 150;

    private final Inspections inspections;
    private final CallBacks callBacks;
    private final Clock clock;

    DemoInspections(Inspections inspections, CallBacks callBacks, Clock clock) {
        this.inspections = inspections;
        this.callBacks = callBacks;
        this.clock = clock;
    }

    /** Who acts. */
    record People(PersonId inspector, PersonId town) {}

    void run(List<Division> subtree, DemoPlan plan, People people, LocalDate loadedOn) {
        var villages = villages(subtree, plan);
        if (villages.size() < POOLED_VILLAGES) {
            return;
        }
        var pooled =
                villages.subList(0, POOLED_VILLAGES).stream().map(Division::id).toList();
        var ended = draw(new InspectionDraft(POOLED, Preset.POOLED, pooled, 60, 10), people, loadedOn.minusDays(6));
        record(ended, people, loadedOn.minusDays(4), 100);
        asInspector(people, loadedOn.minusDays(2), () -> {
            settle(ended);
            if (inspections.get(ended).closedAt() == null) {
                inspections.close(ended);
            }
        });

        var village = villages.getFirst();
        var one = draw(
                new InspectionDraft(
                        village.name() + OPEN,
                        Preset.VILLAGE,
                        List.of(village.id()),
                        suggest(people, village, loadedOn),
                        5),
                people,
                loadedOn.minusDays(2));
        record(one, people, loadedOn.minusDays(1), 45);

        var training = draw(
                new InspectionDraft(
                        TRAINING, Preset.TRAINING, List.of(subtree.getFirst().id()), 30, 0),
                people,
                loadedOn.minusDays(3));
        call(training, people, loadedOn.minusDays(1));
    }

    private int suggest(People people, Division village, LocalDate loadedOn) {
        var suggested = new int[1];
        asInspector(
                people,
                loadedOn.minusDays(2),
                () -> suggested[0] = inspections
                        .suggest(Preset.VILLAGE, List.of(village.id()))
                        .reported());
        return suggested[0];
    }

    /** Villages with enough households and a worker: those of the town whose log-in writes numbers first, then others. */
    private static List<Division> villages(List<Division> subtree, DemoPlan plan) {
        var town = subtree.stream()
                .filter(unit -> unit.code().equals(DemoPlan.TOWN))
                .map(Division::id)
                .findFirst()
                .orElse(new DivisionId(0));
        var own = new ArrayList<Division>();
        var others = new ArrayList<Division>();
        subtree.stream()
                .filter(DemoPlan::isVillage)
                .filter(unit -> !DemoPlan.WITHOUT_WORKER.contains(unit.code()))
                .filter(unit -> plan.households(unit).size() >= FEWEST_HOUSEHOLDS)
                .forEach(unit -> (town.equals(unit.parent()) ? own : others).add(unit));
        var chosen = new ArrayList<>(own.subList(0, Math.min(3, own.size())));
        chosen.addAll(others.stream().limit(POOLED_VILLAGES).toList());
        return chosen;
    }

    private InspectionId draw(InspectionDraft draft, People people, LocalDate day) {
        var id = new InspectionId[1];
        asInspector(people, day, () -> {
            id[0] = inspections.list().stream()
                    .filter(each -> each.title().equals(draft.title()))
                    .map(Inspection::id)
                    .findFirst()
                    .orElseGet(() -> inspections.freeze(draft));
            if (inspections.get(id[0]).inspector() == null) {
                inspections.writeInspectorsNumber(id[0], number(day, 7));
            }
        });
        Acting.as(people.town(), "演示镇经办", DemoRun.morning(day).plusSeconds(3_600), () -> {
            if (inspections.get(id[0]).town() == null) {
                inspections.writeTownsNumber(id[0], number(day, 11));
            }
        });
        return id[0];
    }

    /** As somebody would think of one: digits that follow from nothing in the list. */
    private static String number(LocalDate day, long side) {
        return "%09d".formatted(new Random(day.toEpochDay() * 31 + side).nextInt(1_000_000_000));
    }

    /** Records what was found at a share of the households due, replacements too once they are due. */
    private void record(InspectionId id, People people, LocalDate day, int percent) {
        asInspector(people, day, () -> {
            for (var round = 0; round < 6; round++) {
                var due = inspections.items(id).stream()
                        .filter(InspectionItem::due)
                        .toList();
                var wanted = Math.ceilDiv(due.size() * percent, 100);
                var recorded =
                        due.stream().filter(item -> item.finding() != null).count();
                var open = due.stream()
                        .filter(item -> item.finding() == null)
                        .limit(Math.max(0, wanted - recorded))
                        .toList();
                if (open.isEmpty()) {
                    return;
                }
                open.forEach(item -> inspections.record(item.id(), finding(item, Times.today(clock)), ""));
            }
        });
    }

    // By the household's number, so that a loading that was interrupted goes on with the same.
    private static Finding finding(InspectionItem item, LocalDate today) {
        var random = new Random(item.household().value() * 7_919);
        var reported = item.part().startsWith("reported");
        var met = random.nextInt(100);
        if (met < 6) {
            return Finding.of(today, met < 1 ? FindingOutcome.REFUSED : FindingOutcome.NOT_FOUND);
        }
        var reached = reported ? met < 99 : met < 15;
        var right = reached ? Math.min(3, 1 + random.nextInt(4)) : random.nextInt(2);
        var satisfied = random.nextInt(100);
        return new Finding(
                today,
                reached ? FindingOutcome.MET : FindingOutcome.MISSED,
                Relation.values()[random.nextInt(3)],
                reached && random.nextInt(100) < 92,
                reached ? random.nextInt(100) < 94 : null,
                right,
                random.nextInt(100) < 85,
                satisfied < 90
                        ? Satisfaction.SATISFIED
                        : satisfied < 97 ? Satisfaction.FAIR : Satisfaction.DISSATISFIED,
                random.nextInt(100) < 95,
                random.nextInt(100) < 2 ? 1 : 0,
                reached ? "" : reported ? "本户说没有人来讲过政策" : "还没有到户",
                reached ? null : today.plusDays(5));
    }

    private void settle(InspectionId id) {
        inspections.items(id).stream()
                .filter(item -> item.hasOpenProblem() && item.household().value() % 3 != 0)
                .forEach(item -> inspections.settle(item.id(), "宣传员已补访，宣传单已留，明白人已登记"));
    }

    private void call(InspectionId id, People people, LocalDate day) {
        asInspector(people, day, () -> {
            var called = callBacks.people(id).stream()
                    .filter(person -> person.due() && person.finding() == null)
                    .limit(20)
                    .toList();
            for (var person : called) {
                var random = new Random(person.person().value() * 104_729);
                var luck = random.nextInt(100);
                callBacks.record(
                        person.id(),
                        luck < 7
                                ? CallBackFinding.without(day, CallBackFinding.Way.NOT_REACHED)
                                : new CallBackFinding(
                                        day,
                                        CallBackFinding.Way.PHONE,
                                        luck < 98,
                                        luck < 93 ? 2 + random.nextInt(2) : 1,
                                        random.nextInt(100) < 88,
                                        ""),
                        "");
            }
        });
    }

    private static void asInspector(People people, LocalDate day, Runnable action) {
        Acting.as(people.inspector(), "演示督导", DemoRun.morning(day), action);
    }
}
