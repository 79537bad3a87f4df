package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalDesk.Bar;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.excuses.Excuses;
import cn.mingbai.courses.rate.Reason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What else happens in the demo's town beside quizzes: classes, leaves and exemptions, with a second person's decision. */
@Component
@Internal
class DemoTraining {

    private final DemoFoundation foundation;
    private final DemoClasses classes;
    private final Excuses excuses;
    private final ApprovalDesk desk;

    DemoTraining(DemoFoundation foundation, DemoClasses classes, Excuses excuses, ApprovalDesk desk) {
        this.foundation = foundation;
        this.classes = classes;
        this.excuses = excuses;
        this.desk = desk;
    }

    void run(List<DemoPlan.Staff> staff, LocalDate begin, LocalDate loadedOn) {
        var town = foundation.at(DemoPlan.TOWN.value(), loadedOn);
        classes.hold(town, begin, loadedOn, this::asTownOfficer);
        leave(staff, begin, loadedOn);
    }

    /** One long leave and one exemption that a second person approved, and one leave that still waits. */
    private void leave(List<DemoPlan.Staff> staff, LocalDate begin, LocalDate loadedOn) {
        var villagers = staff.stream()
                .filter(person -> person.duty() == Duty.VILLAGE_STAFF
                        && person.unit().code().value().startsWith("220172102"))
                .map(person -> foundation.person(person.number()))
                .toList();
        var asked = begin.plusDays(12);
        asTownOfficer(asked, () -> {
            if (excuses.list().isEmpty()) {
                propose(villagers.get(3), Reason.LONG_LEAVE, asked.minusDays(2), loadedOn.plusDays(60), "产假（演示）");
                propose(villagers.get(7), Reason.EXEMPT, asked, loadedOn.plusDays(200), "演示文号〔2026〕5号");
            }
        });
        asSecondOfficer(asked.plusDays(3), () -> {
            var waiting = desk.pending(Locale.SIMPLIFIED_CHINESE).stream()
                    .filter(each -> each.bar() == Bar.NONE)
                    .map(each -> each.approval().id())
                    .collect(Collectors.toSet());
            if (!waiting.isEmpty()) {
                desk.decide(waiting, true, "");
            }
        });
        var late = loadedOn.minusDays(1);
        asTownOfficer(late, () -> {
            if (excuses.list().size() < 3) {
                propose(villagers.get(11), Reason.LONG_LEAVE, late, loadedOn.plusDays(90), "住院治疗（演示）");
            }
        });
    }

    private void propose(PersonId person, Reason reason, LocalDate from, LocalDate to, String basis) {
        excuses.propose(person, new Excuses.Draft(reason, from, to, basis), null);
    }

    private void asTownOfficer(LocalDate day, Runnable action) {
        // In the afternoon: a class of the morning is over.
        Acting.as(foundation.person("town"), "演示镇经办", DemoRun.morning(day).plus(Duration.ofHours(4)), action);
    }

    private void asSecondOfficer(LocalDate day, Runnable action) {
        Acting.as(foundation.person("district2"), "演示区复核", DemoRun.morning(day).plus(Duration.ofHours(5)), action);
    }
}
