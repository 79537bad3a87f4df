package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.households.areas.Areas;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.ledger.HouseholdChanges;
import cn.mingbai.households.ledger.Households;
import cn.mingbai.households.outreach.OutreachWorkers;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What the demo has to show of outreach workers: the full community divided among its helpers but for a few entrances, a
 * village whose A has just left with everything open, phones, and a household whose head died.
 */
@Component
@Internal
class DemoOutreach {

    private static final int ENTRANCES_OF_NOBODY = 5;

    private final OutreachWorkers workers;
    private final Areas areas;
    private final PostingDirectory postings;
    private final People people;
    private final Devices devices;
    private final VisitApp app;
    private final Households households;
    private final HouseholdChanges changes;

    DemoOutreach(
            OutreachWorkers workers,
            Areas areas,
            PostingDirectory postings,
            People people,
            Devices devices,
            VisitApp app,
            Households households,
            HouseholdChanges changes) {
        this.workers = workers;
        this.areas = areas;
        this.postings = postings;
        this.people = people;
        this.devices = devices;
        this.app = app;
        this.households = households;
        this.changes = changes;
    }

    void run(List<Division> subtree, PersonId officer, String officerName, LocalDate begin, LocalDate loadedOn) {
        for (var unit : subtree) {
            if (unit.code().equals(DemoPlan.FULL_COMMUNITY)) {
                Acting.as(officer, officerName, DemoRun.morning(begin.plusDays(2)), () -> divide(unit, begin));
            } else if (unit.code().equals(DemoPlan.LEAD_LEFT)) {
                Acting.as(
                        officer,
                        officerName,
                        DemoRun.morning(loadedOn.minusDays(1)),
                        () -> leave(unit, loadedOn.minusDays(2)));
            } else if (unit.code().equals(DemoPlan.VILLAGE)) {
                Acting.as(officer, officerName, DemoRun.morning(loadedOn.minusDays(3)), () -> headless(unit, loadedOn));
            }
        }
        phones(subtree, loadedOn);
    }

    private void divide(Division community, LocalDate from) {
        var divided = workers.village(community.id());
        var helpers = divided.village().workers().stream()
                .filter(worker -> worker.duty() == Duty.OUTREACH_B)
                .toList();
        if (divided.village().divided() || helpers.isEmpty()) {
            return;
        }
        var groups = divided.groups().subList(0, Math.max(0, divided.groups().size() - ENTRANCES_OF_NOBODY));
        for (var i = 0; i < helpers.size(); i++) {
            var own = groups.subList(i * groups.size() / helpers.size(), (i + 1) * groups.size() / helpers.size());
            if (!own.isEmpty()) {
                areas.assign(community.id(), own, helpers.get(i).person(), from.plusDays(2));
            }
        }
    }

    private void leave(Division village, LocalDate to) {
        postings
                .of(
                        postings.outreachWorkers(village.id(), to.minusDays(1))
                                .getFirst()
                                .person(),
                        to)
                .stream()
                .filter(posted -> posted.division().equals(village.id()) && posted.duty() == Duty.OUTREACH_A)
                .forEach(posted -> people.end(posted.posting(), to));
    }

    private void headless(Division village, LocalDate loadedOn) {
        var total = households.page(village.id(), Households.Filter.ALL, 0, 1).total();
        var last = households
                .page(village.id(), Households.Filter.ALL, total - 1, 1)
                .lines()
                .getFirst();
        if (households
                        .page(village.id(), new Households.Filter(null, "", true), 0, 1)
                        .total()
                == 0) {
            changes.correct(
                    last.household(),
                    new HouseholdChanges.Correction(
                            last.group(),
                            "",
                            null,
                            last.members(),
                            last.registered(),
                            last.resident(),
                            last.assisted()),
                    "户主去世，未定新户主（演示）",
                    loadedOn.minusDays(4));
        }
    }

    private void phones(List<Division> subtree, LocalDate loadedOn) {
        for (var unit : subtree) {
            var days = unit.code().equals(DemoPlan.VILLAGE) ? 1 : unit.code().equals(DemoPlan.LEAD_LEFT) ? 6 : 0;
            if (days == 0) {
                continue;
            }
            var day = loadedOn.minusDays(days);
            var worker = postings.outreachWorkers(unit.id(), day).getFirst();
            Acting.as(worker.person(), worker.name(), DemoRun.morning(day), () -> {
                if (devices.own().isEmpty()) {
                    var installation = UUID.nameUUIDFromBytes(
                            ("demo phone " + unit.code().value()).getBytes(StandardCharsets.UTF_8));
                    app.heard(devices.register(installation, "安卓手机（演示）").key(), days > 3 ? 7 : 0);
                }
            });
        }
    }
}
