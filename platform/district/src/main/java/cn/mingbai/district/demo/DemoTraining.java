package cn.mingbai.district.demo;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.ApprovalDesk.Bar;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.merging.PersonMerges;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.StaffNumber;
import cn.mingbai.courses.authoring.CourseDrafts;
import cn.mingbai.courses.authoring.CoursePublishing;
import cn.mingbai.courses.authoring.LessonText;
import cn.mingbai.courses.authoring.PublishChoice;
import cn.mingbai.courses.excuses.Excuses;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.rate.Reason;
import cn.mingbai.courses.snapshots.RateSnapshots;
import cn.mingbai.district.snapshots.OutreachSnapshots;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What else happens in the demo's town beside quizzes: classes, leaves and exemptions, with a second person's decision. */
@Component
@Internal
class DemoTraining {

    private static final int ON_LEAVE = 3;
    private static final int EXEMPT = 7;
    private static final int WAITING = 11;
    private static final int LEAVING = 9;
    private static final int MOVING = 10;

    private final DemoFoundation foundation;
    private final DemoClasses classes;
    private final DemoSittings sittings;
    private final PaperTests papers;
    private final People people;
    private final PersonMerges merges;
    private final Excuses excuses;
    private final ApprovalDesk desk;
    private final CourseDrafts drafts;
    private final CoursePublishing publishing;
    private final RateSnapshots snapshots;
    private final OutreachSnapshots outreachSnapshots;

    DemoTraining(
            DemoFoundation foundation,
            DemoClasses classes,
            DemoSittings sittings,
            PaperTests papers,
            People people,
            PersonMerges merges,
            Excuses excuses,
            ApprovalDesk desk,
            CourseDrafts drafts,
            CoursePublishing publishing,
            RateSnapshots snapshots,
            OutreachSnapshots outreachSnapshots) {
        this.foundation = foundation;
        this.classes = classes;
        this.sittings = sittings;
        this.papers = papers;
        this.people = people;
        this.merges = merges;
        this.excuses = excuses;
        this.desk = desk;
        this.drafts = drafts;
        this.publishing = publishing;
        this.snapshots = snapshots;
        this.outreachSnapshots = outreachSnapshots;
    }

    /** What happens before the quizzes. */
    void run(List<DemoPlan.Staff> staff, LocalDate begin, LocalDate loadedOn) {
        var town = foundation.at(DemoPlan.TOWN.value(), loadedOn);
        classes.hold(town, begin, loadedOn, this::asTownOfficer);
        duplicates(staff, begin.plusDays(10));
        leave(staff, begin, loadedOn);
        changePosts(staff, begin.plusDays(30));
        paperTest(staff, town, begin.plusDays(16));
    }

    /** What needs everything else: scheduled tests, two sealed reports, and a new version of a lesson that waits for the second officer. */
    void conclude(DivisionId district, LocalDate begin, LocalDate loadedOn) {
        sittings.hold(foundation.at(DemoPlan.TOWN.value(), loadedOn), loadedOn, this::asTownOfficer);
        asDistrictOfficer(loadedOn.minusDays(1), () -> {
            var version = drafts.beginVersion("12");
            if (publishing.review("12", version).isEmpty()) {
                rewrite(version, loadedOn);
            }
        });
        for (var day : List.of(begin.plusDays(21), loadedOn.minusDays(1))) {
            asDistrictOfficer(day, () -> {
                if (snapshots.list().stream().noneMatch(report -> report.day().equals(day))) {
                    snapshots.seal(district, day, Locale.SIMPLIFIED_CHINESE);
                }
                for (var campaign : outreachSnapshots.campaigns()) {
                    if (campaign.district().equals(district)
                            && outreachSnapshots.list().stream()
                                    .noneMatch(report -> report.day().equals(day))) {
                        outreachSnapshots.seal(campaign.campaign(), day, Locale.SIMPLIFIED_CHINESE);
                    }
                }
            });
        }
    }

    private void rewrite(int version, LocalDate loadedOn) {
        var lesson = drafts.lesson("12", version, "12.3");
        var text = lesson.text();
        var body = text.body() + "\n## 接到举报，先记三样\n\n什么事、什么时候、在哪儿，记下这三样就够；说的人不想留名，就不留 [L26 60]。\n";
        drafts.saveLesson(
                "12",
                version,
                "12.3",
                new LessonText(text.title(), text.minutes(), text.ruleLayer(), body, text.points()),
                lesson.revision());
        publishing.send(
                "12",
                version,
                new PublishChoice(
                        loadedOn.plusDays(7),
                        Set.of("report.receive"),
                        Recheck.How.QUIZ,
                        loadedOn.plusDays(37),
                        "补上接到举报时记什么（演示）"));
    }

    /** A test on paper for the town's older hands: all but one pass. */
    private void paperTest(List<DemoPlan.Staff> staff, DivisionId town, LocalDate day) {
        asTownOfficer(day, () -> {
            var opened = papers.list(Year.from(day)).stream().findFirst();
            var test = opened.isPresent() ? opened.get().id() : papers.open(town, "低保政策书面考试（演示）", "01", day);
            if (papers.one(test).files().isEmpty()) {
                papers.attach(test, "成绩登记（演示）.pdf", classes.printed(day));
            }
            var villagers = villagers(staff);
            var takers = villagers.subList(villagers.size() - 6, villagers.size());
            for (var i = 0; i < takers.size(); i++) {
                papers.enter(test, foundation.person(takers.get(i).number()), i == 2 ? 72 : 82 + 3 * i);
            }
        });
    }

    /** One leaves the service, one moves to another village of the town. */
    private void changePosts(List<DemoPlan.Staff> staff, LocalDate day) {
        var villagers = villagers(staff);
        asTownOfficer(day, () -> {
            end(villagers.get(LEAVING), day);
            var moving = villagers.get(MOVING);
            if (end(moving, day)) {
                people.post(
                        foundation.person(moving.number()),
                        villagers.get(0).unit().id(),
                        moving.duty(),
                        day);
            }
        });
    }

    private boolean end(DemoPlan.Staff person, LocalDate day) {
        var lines = people.roster(person.number(), 0, 2);
        if (lines.size() != 1 || !lines.getFirst().posted().from().isBefore(day)) {
            return false;
        }
        people.end(lines.getFirst().posted().posting(), day);
        return true;
    }

    /** Who is on leave or exempt, or waits for it, or leaves: they sit no quiz. */
    static Set<String> excused(List<DemoPlan.Staff> staff) {
        var villagers = villagers(staff);
        return Set.of(
                villagers.get(ON_LEAVE).number(),
                villagers.get(EXEMPT).number(),
                villagers.get(WAITING).number(),
                villagers.get(LEAVING).number());
    }

    private static List<DemoPlan.Staff> villagers(List<DemoPlan.Staff> staff) {
        return staff.stream()
                .filter(person -> person.duty() == Duty.VILLAGE_STAFF
                        && person.unit().code().value().startsWith("220172102")
                        && person.postedDaysBefore() > DemoRun.DAYS_RUNNING)
                .toList();
    }

    /** Two people of the town's who were entered a second time: one pair is merged, the other is still to be looked at. */
    private void duplicates(List<DemoPlan.Staff> staff, LocalDate day) {
        var twice = villagers(staff).subList(0, 2);
        asTownOfficer(day, () -> {
            for (var person : twice) {
                var number = new StaffNumber("CF" + person.number().substring(2));
                if (foundation.find(number.value()).isEmpty()) {
                    people.add(
                            number, person.name(), person.phone(), person.unit().id(), person.duty(), day);
                }
            }
            var kept = foundation.person(twice.getFirst().number());
            var merged = foundation.person("CF" + twice.getFirst().number().substring(2));
            if (merges.merges().isEmpty()) {
                merges.proposeMerge(merged, kept, "同一人，工号重发（演示）");
            }
        });
        approveAll(day.plusDays(2));
    }

    /** The second officer agrees with all that waits by then. */
    private void approveAll(LocalDate day) {
        asSecondOfficer(day, () -> {
            var waiting = desk.pending(Locale.SIMPLIFIED_CHINESE).stream()
                    .filter(each -> each.bar() == Bar.NONE
                            && each.approval().proposedAt().isBefore(DemoRun.morning(day)))
                    .map(each -> each.approval().id())
                    .collect(Collectors.toSet());
            if (!waiting.isEmpty()) {
                desk.decide(waiting, true, "");
            }
        });
    }

    /** One long leave and one exemption that a second person approved, and one leave that still waits. */
    private void leave(List<DemoPlan.Staff> staff, LocalDate begin, LocalDate loadedOn) {
        var villagers = villagers(staff).stream()
                .map(person -> foundation.person(person.number()))
                .toList();
        var asked = begin.plusDays(12);
        asTownOfficer(asked, () -> {
            if (excuses.list().isEmpty()) {
                propose(
                        villagers.get(ON_LEAVE),
                        Reason.LONG_LEAVE,
                        asked.minusDays(2),
                        loadedOn.plusDays(60),
                        "产假（演示）");
                propose(villagers.get(EXEMPT), Reason.EXEMPT, asked, loadedOn.plusDays(200), "演示文号〔2026〕5号");
            }
        });
        approveAll(asked.plusDays(3));
        var late = loadedOn.minusDays(1);
        asTownOfficer(late, () -> {
            if (excuses.list().size() < 3) {
                propose(villagers.get(WAITING), Reason.LONG_LEAVE, late, loadedOn.plusDays(90), "住院治疗（演示）");
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

    private void asDistrictOfficer(LocalDate day, Runnable action) {
        Acting.as(foundation.person("district"), "演示区经办", DemoRun.morning(day).plus(Duration.ofHours(7)), action);
    }

    private void asSecondOfficer(LocalDate day, Runnable action) {
        Acting.as(foundation.person("district2"), "演示区复核", DemoRun.morning(day).plus(Duration.ofHours(5)), action);
    }
}
