package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.LessonPreview;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.courses.publication.Recheck;
import cn.mingbai.courses.rechecks.OwedRechecks;
import cn.mingbai.courses.rechecks.RecheckQuestions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What publishing a version means for whom, and sending it to a second person. */
@Service
public class CoursePublishing {

    /** The endings of files that lessons may hold, with their dots. */
    static final List<String> ATTACHED = List.of(Attachments.ENDINGS);

    private static final String COMMON = "courses belong to no division";
    private static final String OWN_REACH = "names only people within the caller's reach, and counts the others";

    private static final int REASON_LENGTH = 500;

    private final DraftRows rows;
    private final CourseDrafts drafts;
    private final PublishProposals proposals;
    private final Approvals approvals;
    private final Attachments attachments;
    private final OwedRechecks owed;
    private final List<RecheckQuestions> questions;
    private final LessonPreview preview;
    private final PolicyCitations citations;
    private final PolicyDirectory policy;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    CoursePublishing(
            DraftRows rows,
            CourseDrafts drafts,
            PublishProposals proposals,
            Approvals approvals,
            Attachments attachments,
            OwedRechecks owed,
            List<RecheckQuestions> questions,
            LessonPreview preview,
            PolicyCitations citations,
            PolicyDirectory policy,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.drafts = drafts;
        this.proposals = proposals;
        this.approvals = approvals;
        this.attachments = attachments;
        this.owed = owed;
        this.questions = questions;
        this.preview = preview;
        this.citations = citations;
        this.policy = policy;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What there is to decide before a version is sent.
     *
     * @throws NotFound when there is no such version
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public PublishPlan plan(String course, int version) {
        access.require(Action.EDIT_COURSES);
        var draft = drafts.draft(course, version);
        var names = new LinkedHashMap<String, String>();
        policy.points().forEach(point -> names.put(point.code(), point.name()));
        var toMend = new LinkedHashMap<String, List<LessonPreview.Finding>>();
        rows.lessons(rows.head(course, version).id()).forEach((code, lesson) -> {
            var findings = new ArrayList<>(preview.findings(lesson.text().body(), Texts.LOCALES.getFirst()));
            if (lesson.text().body().isBlank()) {
                findings.add(new LessonPreview.Finding("courses.authoring.finding.empty", "", true));
            }
            if (!findings.isEmpty()) {
                toMend.put(code, List.copyOf(findings));
            }
        });
        return new PublishPlan(draft, changes(course, version), names, toMend, Times.today(clock));
    }

    /** What publishing would ask of whom if these policy points are the ones that changed. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN_REACH)
    public PublishEffect effect(String course, int version, Set<String> points) {
        access.require(Action.EDIT_COURSES);
        var lessons = changes(course, version).lessons();
        return effect(course, version, points, lessons, affected(course, version, points));
    }

    /**
     * Sends a version to a second person; nobody changes it until that person has decided.
     *
     * @throws RuleViolation when it is no draft, has something to mend, or a choice is missing or out of range
     * @throws Conflict when it was sent already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void send(String course, int version, PublishChoice choice) {
        var reach = access.require(Action.EDIT_COURSES);
        var head = rows.locked(course, version);
        if (!head.isDraft()) {
            throw new RuleViolation("courses.authoring.published");
        }
        var plan = plan(course, version);
        if (plan.isBlocked()) {
            var lesson = plan.toMend().entrySet().stream()
                    .filter(entry -> entry.getValue().stream().anyMatch(LessonPreview.Finding::blocks))
                    .findFirst()
                    .orElseThrow();
            throw new RuleViolation("courses.authoring.mend-first", lesson.getKey());
        }
        check(choice, plan);
        var affected = affected(course, version, choice.points());
        var how = affected.isEmpty() ? null : choice.how();
        if (how == Recheck.How.QUIZ && questions(course, choice.points()) == 0) {
            throw new RuleViolation("courses.authoring.no-question");
        }
        var order = new PublishOrder(
                course,
                version,
                choice.from(),
                choice.points().stream().sorted().toList(),
                List.copyOf(plan.changes().lessons()),
                affected,
                how,
                how == null ? null : choice.due());
        approvals.propose(
                PublishProposals.PUBLISH,
                home(reach),
                PublishProposals.subject(course, version),
                null,
                PublishProposals.write(order),
                reason(choice.reason()));
        audit.record("course.send", "course " + course + "/" + version, null, "from " + choice.from());
    }

    /** What of a version waits for a second person, or empty. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(OWN_REACH)
    public Optional<PublishReview> review(String course, int version) {
        access.require(Action.EDIT_COURSES);
        return proposals.open(course, version).map(approval -> {
            var order = PublishApproval.order(approval);
            return new PublishReview(
                    approval.id(),
                    order,
                    effect(course, version, Set.copyOf(order.points()), Set.copyOf(order.lessons()), order.affected()),
                    approval.reason(),
                    name(approval.proposedBy()),
                    approval.proposedBy().equals(access.caller().person()));
        });
    }

    /**
     * Proposes to a second person that nobody owes the course from a day on; what was passed stays passed.
     *
     * @throws RuleViolation when the course is not published, or the day is past
     * @throws Conflict when that was proposed already
     */
    @Transactional
    @NotDivisionScoped(COMMON)
    public void proposeWithdrawal(String course, LocalDate from, String reason) {
        var reach = access.require(Action.EDIT_COURSES);
        checkDay(from);
        if (rows.publications().stream()
                .noneMatch(day -> day.course().equals(course) && day.to().isAfter(from))) {
            throw new RuleViolation("courses.authoring.not-published", from);
        }
        approvals.propose(
                PublishProposals.WITHDRAW,
                home(reach),
                course,
                null,
                PublishProposals.write(new WithdrawOrder(course, from)),
                reason(reason));
    }

    /** Whether a withdrawal of the course waits for a second person. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public boolean isWithdrawing(String course) {
        access.require(Action.EDIT_COURSES);
        return proposals.isWithdrawing(course);
    }

    /**
     * Stores a picture or a file for lessons; whoever studies may read it.
     *
     * @throws RuleViolation when the file is empty, too large or of another type
     */
    @Transactional
    @NotDivisionScoped("lessons are read in every division")
    public Attachment attach(String fileName, byte[] bytes) {
        access.require(Action.EDIT_COURSES);
        return attachments.store(fileName, bytes, Action.STUDY, null);
    }

    private PointChanges changes(String course, int version) {
        var now = rows.lessons(rows.head(course, version).id());
        var before = rows.before(course, version)
                .map(number -> rows.lessons(rows.head(course, number).id()))
                .orElse(Map.of());
        var codes = new LinkedHashSet<>(now.keySet());
        codes.addAll(before.keySet());
        var citedBy = new LinkedHashMap<String, Set<String>>();
        for (var point : policy.points()) {
            citedBy.put(
                    point.code(),
                    point.statements().stream()
                            .flatMap(statement -> statement.citations().stream())
                            .map(citation -> citation.source() + " " + citation.clause())
                            .collect(Collectors.toSet()));
        }
        return PointChanges.of(
                codes.stream()
                        .map(code -> new PointChanges.Pair(
                                code,
                                before.containsKey(code) ? before.get(code).text() : null,
                                now.containsKey(code) ? now.get(code).text() : null))
                        .toList(),
                citedBy,
                citations::articles);
    }

    private List<Integer> affected(String course, int version, Set<String> points) {
        return rows.published(course).stream()
                .filter(older -> older < version)
                .filter(older -> rows.lessons(rows.head(course, older).id()).values().stream()
                        .anyMatch(lesson -> lesson.text().points().stream().anyMatch(points::contains)))
                .toList();
    }

    private PublishEffect effect(
            String course, int version, Set<String> points, Set<String> lessons, List<Integer> affected) {
        var owing = owed.wouldOwe(course, version, lessons, Set.copyOf(affected), Times.today(clock));
        var mine = covered();
        var units = new LinkedHashMap<String, List<String>>();
        var here = new HashSet<PersonId>();
        for (var one : owing) {
            if (mine.contains(one.division())) {
                here.add(one.person());
                units.computeIfAbsent(one.divisionName(), name -> new ArrayList<>())
                        .add(one.name());
            }
        }
        var all = owing.stream().map(OwedRechecks.Owing::person).collect(Collectors.toSet());
        return new PublishEffect(
                affected,
                owed.passed(course),
                all.size(),
                units.entrySet().stream()
                        .map(unit -> new PublishEffect.Unit(unit.getKey(), List.copyOf(unit.getValue())))
                        .toList(),
                all.size() - here.size(),
                questions(course, points));
    }

    private int questions(String course, Set<String> points) {
        return questions.stream()
                .mapToInt(bank -> bank.touching(course, points))
                .sum();
    }

    private Set<DivisionId> covered() {
        var reach = access.require(Action.EDIT_COURSES);
        return new HashSet<>(jdbc.sql("select d.id from division d where " + Reach.covers("d.id"))
                .params(reach.parameters())
                .query((row, index) -> new DivisionId(row.getLong(1)))
                .list());
    }

    private void check(PublishChoice choice, PublishPlan plan) {
        checkDay(choice.from());
        for (var point : choice.points()) {
            if (!plan.points().containsKey(point)) {
                throw new RuleViolation(
                        "courses.authoring.no-point", point.length() <= 40 ? point : point.substring(0, 40) + "…");
            }
        }
        if (choice.how() != null && choice.due() == null) {
            throw new RuleViolation("courses.authoring.due-missing");
        }
        if (choice.due() != null
                && (choice.due().isBefore(choice.from())
                        || choice.due().isAfter(choice.from().plusYears(1)))) {
            throw new RuleViolation("courses.authoring.due-range", choice.from(), choice.due());
        }
    }

    private void checkDay(LocalDate from) {
        var today = Times.today(clock);
        if (from.isBefore(today) || from.isAfter(today.plusYears(1))) {
            throw new RuleViolation("courses.authoring.from-range", today, from);
        }
    }

    private static String reason(String reason) {
        var stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > REASON_LENGTH) {
            throw new RuleViolation("courses.authoring.reason", REASON_LENGTH);
        }
        return stripped;
    }

    /** Courses belong to no division; the proposer's own decides whose officers see the proposal. */
    private static DivisionId home(Reach reach) {
        return reach.roots().iterator().next();
    }

    private String name(PersonId person) {
        return jdbc.sql("select name from person where id = :id")
                .param("id", person.value())
                .query(String.class)
                .optional()
                .orElse("");
    }
}
