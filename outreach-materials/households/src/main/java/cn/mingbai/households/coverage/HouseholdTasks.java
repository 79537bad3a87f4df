package cn.mingbai.households.coverage;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.HomeTask;
import cn.mingbai.core.ui.HomeTasks;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What outreach leaves to do: the worker's own households, the first of them by name; for officers, villages without a worker and households left. */
@Component
@Internal
class HouseholdTasks implements HomeTasks {

    private static final int NAMED = 3;
    private static final int FIRST = 10;

    private final CoverageDirectory directory;
    private final Coverage coverage;
    private final Access access;
    private final Texts texts;
    private final Clock clock;

    HouseholdTasks(CoverageDirectory directory, Coverage coverage, Access access, Texts texts, Clock clock) {
        this.directory = directory;
        this.coverage = coverage;
        this.access = access;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<HomeTask> open(Locale locale) {
        var tasks = new ArrayList<HomeTask>();
        var today = AsOf.today(clock);
        if (access.may(Action.RECORD_VISIT)) {
            for (var village : directory.villages(access.require(Action.RECORD_VISIT), today)) {
                if (village.figures().reached().left() == 0) {
                    continue;
                }
                var own = coverage.ownLeft(village.village().id(), 0, FIRST).left();
                var left = own.total();
                if (left > 0) {
                    tasks.add(new HomeTask(
                            texts.get(
                                    locale,
                                    "households.task.left",
                                    left,
                                    village.village().name()),
                            "visit?village=" + village.village().id().value()));
                    own.doors()
                            .forEach(household -> tasks.add(new HomeTask(
                                    texts.get(
                                            locale,
                                            "households.task.household",
                                            household.group(),
                                            household.maskedHead(),
                                            household.number()),
                                    "visit/household/" + household.household().value())));
                }
            }
        }
        if (access.may(Action.EDIT_LEDGER)) {
            officer(locale, directory.villages(access.require(Action.EDIT_LEDGER), today), tasks);
        }
        return tasks;
    }

    private void officer(Locale locale, List<CoverageDirectory.OfVillage> villages, List<HomeTask> tasks) {
        var without = villages.stream()
                .filter(village -> !village.outreachWorker())
                .map(village -> village.village().name())
                .toList();
        if (!without.isEmpty()) {
            tasks.add(new HomeTask(
                    texts.get(
                            locale,
                            without.size() > NAMED ? "households.task.no-worker-many" : "households.task.no-worker",
                            without.size(),
                            without.stream()
                                    .limit(NAMED)
                                    .collect(Collectors.joining(texts.get(locale, "households.word.comma")))),
                    "outreach?show=open"));
        }
        var left = villages.stream()
                .mapToLong(village -> village.figures().reached().left())
                .sum();
        if (left > 0) {
            tasks.add(new HomeTask(texts.get(locale, "households.task.never-reached", left), "coverage"));
        }
        var noLedger = villages.stream()
                .filter(village -> village.figures().ledger() == 0)
                .count();
        if (noLedger > 0) {
            tasks.add(new HomeTask(texts.get(locale, "households.task.no-ledger", noLedger), "households-import"));
        }
    }

    @Override
    public int order() {
        return 20;
    }
}
