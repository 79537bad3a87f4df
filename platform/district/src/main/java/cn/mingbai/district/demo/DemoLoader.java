package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.identity.Accounts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffImport;
import cn.mingbai.core.time.ThreadClock;
import cn.mingbai.core.time.Times;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.ledger.LedgerImport;
import cn.mingbai.households.ledger.LedgerUpload;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Loads the demo district once, in the background after the application is up, through the services that real work uses,
 * day by day. Interrupted, it goes on at the next start: every step can be repeated without doubling anything.
 */
@Component
@Internal
@ConditionalOnProperty(name = "mingbai.demo", havingValue = "true")
class DemoLoader {

    private static final Logger LOG = LoggerFactory.getLogger(DemoLoader.class);

    private final DemoRun run;
    private final DemoProgress progress;
    private final DemoFoundation foundation;
    private final DemoVisits visits;
    private final DemoQuizzes quizzes;
    private final DemoTraining training;
    private final DemoBoards boards;
    private final DemoPrints prints;
    private final DemoOutreach outreach;
    private final DemoInspections inspections;
    private final DemoAcceptance acceptance;
    private final Accounts accounts;
    private final StaffImport staffImport;
    private final LedgerImport ledgerImport;
    private final Households households;
    private final Clock clock;

    DemoLoader(
            DemoRun run,
            DemoProgress progress,
            DemoFoundation foundation,
            DemoVisits visits,
            DemoQuizzes quizzes,
            DemoTraining training,
            DemoBoards boards,
            DemoPrints prints,
            DemoOutreach outreach,
            DemoInspections inspections,
            DemoAcceptance acceptance,
            Accounts accounts,
            StaffImport staffImport,
            LedgerImport ledgerImport,
            Households households,
            Clock clock) {
        this.run = run;
        this.progress = progress;
        this.foundation = foundation;
        this.visits = visits;
        this.quizzes = quizzes;
        this.training = training;
        this.boards = boards;
        this.prints = prints;
        this.outreach = outreach;
        this.inspections = inspections;
        this.acceptance = acceptance;
        this.accounts = accounts;
        this.staffImport = staffImport;
        this.ledgerImport = ledgerImport;
        this.households = households;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void onReady() {
        if (run.hasFinished()) {
            progress.finish();
            // A demo that an earlier version loaded has none.
            foundation.securityAdministrator();
        } else if (run.hasBegun() || accounts.needsAdministrator()) {
            progress.begin();
            Thread.ofPlatform().name("demo-loader").daemon().start(this::loadOrSayWhy);
        }
    }

    private void loadOrSayWhy() {
        try {
            load();
        } catch (RuntimeException failed) {
            progress.fail();
            LOG.error("The demo district did not load fully; a restart goes on with it", failed);
        }
    }

    void load() {
        var loadedOn = run.loadedOn(Times.today(clock));
        var begin = loadedOn.minusDays(DemoRun.DAYS_RUNNING);
        var installed = DemoRun.morning(begin.minusDays(20));
        ThreadClock.during(installed, () -> {
            foundation.administrator();
            foundation.securityAdministrator();
        });
        var administrator = foundation.person("admin");
        Acting.as(administrator, "演示管理员", installed.plus(Duration.ofHours(1)), () -> {
            foundation.divisions();
            foundation.people(loadedOn);
        });
        Acting.as(
                foundation.person("security"),
                "演示安全管理员",
                installed.plus(Duration.ofHours(2)),
                () -> foundation.roles(loadedOn));
        Acting.as(administrator, "演示管理员", installed.plus(Duration.ofHours(3)), foundation::passwords);
        progress.logInsAreReady();
        progress.reached(3);

        var subtree = run.subtree(loadedOn);
        var plan = new DemoPlan(subtree);
        var staff = plan.staff();
        var officer = foundation.person("district");
        asOfficer(officer, begin.minusDays(15), () -> {
            foundation.settings(subtree, LocalDate.of(2026, 7, 1));
            staffImport.apply("演示名册.csv", DemoFiles.roster(staff, loadedOn), (done, of) -> {});
            foundation.campaign(subtree.getFirst().id(), begin);
            foundation.requirements(subtree.getFirst().id(), begin, loadedOn.plusDays(20));
        });
        progress.reached(8);
        ledgers(plan, subtree, officer, begin);
        boards.hang(subtree, officer, "演示区经办", begin, loadedOn);
        boards.renew(subtree, officer, "演示区经办", foundation.person("district2"), loadedOn);
        training.run(staff, begin, loadedOn);
        work(plan, subtree, staff, begin.plusDays(3), loadedOn);
        subtree.stream()
                .filter(unit -> unit.code().equals(DemoPlan.VILLAGE))
                .forEach(village -> prints.print(village, foundation.person("town"), loadedOn));
        outreach.run(subtree, officer, "演示区经办", begin, loadedOn);
        training.conclude(subtree.getFirst().id(), begin, loadedOn);
        inspections.run(
                subtree,
                plan,
                new DemoInspections.People(foundation.person("inspector"), foundation.person("town")),
                loadedOn);
        acceptance.run(subtree, officer, "演示区经办", foundation.person("district2"), "演示区复核");
        run.finish(clock.instant());
        progress.finish();
        LOG.info("The demo district is loaded");
    }

    private void ledgers(DemoPlan plan, List<Division> subtree, PersonId officer, LocalDate day) {
        var towns =
                subtree.stream().filter(unit -> unit.level() == Level.TOWNSHIP).toList();
        var done = 0;
        for (var town : towns) {
            var villages = subtree.stream()
                    .filter(unit -> town.id().equals(unit.parent()))
                    .toList();
            var register = villages.stream()
                    .flatMap(village -> plan.households(village).stream())
                    .toList();
            var file = LedgerUpload.of(town.name() + "台账.csv", DemoFiles.ledger(register), day);
            asOfficer(officer, day, () -> {
                ledgerImport.apply(file, (rows, of) -> {});
                villages.forEach(village -> controlTotal(plan, village, day));
            });
            progress.reached(8 + 32 * ++done / towns.size());
        }
    }

    private void controlTotal(DemoPlan plan, Division village, LocalDate day) {
        if (households.summary(village.id()).controlTotal() == null) {
            households.setControlTotal(village.id(), plan.controlTotal(village), "派出机构户数（演示）", day);
        }
    }

    private void work(DemoPlan plan, List<Division> subtree, List<DemoPlan.Staff> staff, LocalDate from, LocalDate to) {
        var planned = new ArrayList<DemoVisits.Planned>();
        subtree.stream()
                .filter(DemoPlan::isVillage)
                .forEach(village -> planned.addAll(visits.plan(plan, village, from, to)));
        planned.sort(Comparator.comparing(visit -> visit.draft().visitedOn()));
        var sittings = quizzes.plan(plan, staff, from, to);
        var all = planned.size() + sittings.size();
        var done = 0;
        for (var sitting : sittings) {
            Acting.as(
                    sitting.person(),
                    sitting.name(),
                    DemoRun.morning(sitting.day()),
                    () -> quizzes.sit(sitting.name(), sitting.course(), sitting.passes()));
            progress.reached(40 + 60 * ++done / all);
        }
        for (var visit : planned) {
            Acting.as(
                    visit.worker(),
                    visit.workerName(),
                    DemoRun.morning(visit.draft().visitedOn()),
                    () -> visits.record(visit));
            progress.reached(40 + 60 * ++done / all);
        }
    }

    private static void asOfficer(PersonId officer, LocalDate day, Runnable action) {
        Acting.as(officer, "演示区经办", DemoRun.morning(day), action);
    }
}
