package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.approval.ApprovalDesk;
import cn.mingbai.core.approval.Approvals;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.quizzes.bank.BankRows.Draft;
import cn.mingbai.quizzes.bank.Proposal.What;
import cn.mingbai.quizzes.bank.QuestionLine.Use;
import cn.mingbai.quizzes.bank.QuestionLine.Work;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.QuestionRules.Catalogue;
import cn.mingbai.quizzes.questions.QuestionTidy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where officers write questions. Nothing written here is drawn before a second person has let it in, nothing drawn is
 * ever changed: a new text is a further version, and attempts keep the version that they were drawn with.
 */
@Service
public class QuestionDesk {

    private static final String COMMON = "the question bank belongs to no division";
    private static final int STEM_KEPT = 60;
    private static final int MINUTES = 15;
    private static final int PASS_MARK = 80;

    private final BankRows rows;
    private final PolicyCatalogueCodes policy;
    private final PolicyCitations citations;
    private final PublishedCourses courses;
    private final Approvals approvals;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    QuestionDesk(
            BankRows rows,
            PolicyCatalogueCodes policy,
            PolicyCitations citations,
            PublishedCourses courses,
            Approvals approvals,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.policy = policy;
        this.citations = citations;
        this.courses = courses;
        this.approvals = approvals;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an editor opened, so that nothing newer is overwritten.
     *
     * @param version the latest version then, 0 without one
     * @param revision the draft's revision then, 0 without one
     */
    public record Opened(int version, int revision) {}

    /** What questions may name: codes to names. */
    public record Choices(SequencedMap<String, String> points, SequencedMap<String, String> ruleLayers) {}

    /** The courses with their questions in numbers, in the order of their codes. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<CourseQuestions> courses() {
        access.require(Action.EDIT_QUESTIONS);
        var heads = rows.heads();
        var titles = new TreeMap<String, String>();
        heads.keySet().forEach(course -> titles.put(course, ""));
        courses.offered(Times.today(clock)).forEach(offered -> titles.put(offered.code(), offered.title()));
        var found = new ArrayList<CourseQuestions>();
        titles.forEach((course, title) -> {
            var head = heads.get(course);
            var lines = head == null ? List.<QuestionLine>of() : lines(course);
            found.add(new CourseQuestions(
                    course,
                    title.isEmpty() && head != null ? head.title() : title,
                    head != null,
                    head != null && head.open(),
                    count(lines, line -> line.use() == Use.IN_USE),
                    count(lines, line -> line.work() == Work.DRAFT),
                    count(lines, line -> line.work() != Work.DRAFT && line.work() != Work.NONE),
                    count(lines, line -> line.use() == Use.RETIRED)));
        });
        return found;
    }

    /**
     * The questions of a course in the order of their codes.
     *
     * @throws NotFound when the course has no quiz
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<QuestionLine> questions(String course) {
        access.require(Action.EDIT_QUESTIONS);
        requireQuiz(course);
        return lines(course);
    }

    /**
     * A question with its draft and its versions.
     *
     * @throws NotFound when there is none with this code
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public QuestionPage question(String course, String code, Locale locale) {
        access.require(Action.EDIT_QUESTIONS);
        var draft = rows.draft(course, code).orElse(null);
        var versions = rows.versions(course, code);
        if (draft == null && versions.isEmpty()) {
            throw new NotFound("quizzes.bank.not-found", code);
        }
        var current = versions.isEmpty()
                ? null
                : new BankRows.Current(
                        versions.getFirst().number(), versions.getFirst().question());
        var retirement = rows.retirements(course).get(code);
        var waiting = rows.waiting(course).get(code);
        var catalogue = policy.catalogue();
        return new QuestionPage(
                line(code, current, draft, retirement, waiting, catalogue),
                current == null ? null : shown(current.question(), locale),
                draft == null ? null : shown(draft.question(), locale),
                draft == null ? 0 : draft.revision(),
                draft == null ? "" : draft.byName(),
                draft == null ? "" : draft.note(),
                draft == null ? List.of() : QuestionRules.missing(draft.question(), catalogue),
                retirement == null ? null : retirement.from(),
                retirement == null ? "" : retirement.reason(),
                versions.stream()
                        .map(version -> new QuestionPage.Version(
                                version.number(),
                                version.since(),
                                version.writer(),
                                version.reviewer(),
                                shown(version.question(), locale)))
                        .toList(),
                waiting == null ? "" : waiting.reason());
    }

    private ShownQuestion shown(Question question, Locale locale) {
        return new ShownQuestion(question, citations.inWords(question.about().explanation(), locale));
    }

    /** The policy points and versions that a question may name. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Choices choices() {
        access.require(Action.EDIT_QUESTIONS);
        return new Choices(policy.pointNames(), policy.versionNames());
    }

    /**
     * Lets questions be written for a published course that has none yet. Learners meet its quiz when enough of them are
     * in use.
     *
     * @throws NotFound when no such course is published
     * @throws Conflict when it has a quiz already
     */
    @Transactional
    @NotDivisionScoped(COMMON)
    public void prepare(String course) {
        access.require(Action.EDIT_QUESTIONS);
        var offered = courses.offered(Times.today(clock)).stream()
                .filter(one -> one.code().equals(course))
                .findFirst()
                .orElseThrow(() -> new NotFound("quizzes.bank.course-not-found", course));
        try {
            rows.addHead(course, offered.title(), MINUTES, PASS_MARK);
        } catch (DuplicateKeyException already) {
            throw new Conflict("quizzes.bank.prepared-already", course);
        }
        audit.record("question.prepare", "quiz " + course, null, "quiz of course " + course);
    }

    /**
     * Keeps a text as the question's draft. It may still lack what {@link QuestionPage#missing()} names.
     *
     * @param code the question's code, or empty for a new question
     * @return its code
     * @throws NotFound when there is no such course or question
     * @throws RuleViolation when the text cannot be kept, or says what the version in use says
     * @throws Conflict when it waits for a second person, or somebody else has saved since {@code opened}
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public String save(String course, String code, Question question, Opened opened) {
        access.require(Action.EDIT_QUESTIONS);
        lock(course);
        var me = access.caller().person();
        var isNew = code.isEmpty();
        var own = isNew ? rows.freeCode(course) : code;
        var text = QuestionTidy.tidied(question, own);
        QuestionRules.broken(text).stream().findFirst().ifPresent(fault -> {
            throw new RuleViolation(fault.messageKey(), fault.arguments().toArray());
        });
        var current = rows.current(course).get(own);
        var draft = rows.draft(course, own).orElse(null);
        if (!isNew && current == null && draft == null) {
            throw new NotFound("quizzes.bank.not-found", code);
        }
        requireNothingWaits(course, own);
        var version = current == null ? 0 : current.version();
        if (opened.version() != version || opened.revision() != (draft == null ? 0 : draft.revision())) {
            throw new Conflict("quizzes.bank.saved-meanwhile", own);
        }
        if (draft == null && current != null && text.equals(QuestionTidy.tidied(current.question(), own))) {
            throw new RuleViolation("quizzes.bank.nothing-changed", own);
        }
        if (draft == null) {
            rows.insertDraft(course, text, version, "", me);
        } else if (!rows.updateDraft(draft, text, version, draft.importedFrom(), me)) {
            throw new Conflict("quizzes.bank.saved-meanwhile", own);
        }
        audit.record("question.save", "question " + own, null, QuestionJson.kind(text) + ": " + stem(text));
        return own;
    }

    /**
     * Throws drafts away.
     *
     * @throws NotFound when one is missing
     * @throws Conflict when one waits for a second person
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void discard(String course, Set<String> codes) {
        access.require(Action.EDIT_QUESTIONS);
        lock(course);
        for (var code : chosen(codes)) {
            var draft = rows.draft(course, code).orElseThrow(() -> new NotFound("quizzes.bank.no-draft", code));
            requireNothingWaits(course, code);
            rows.deleteDraft(draft);
            audit.record("question.discard", "question " + code, null, stem(draft.question()));
        }
    }

    /**
     * Sends drafts to a second person, all of them or none.
     *
     * @param reason what they are for, 1..500 characters
     * @throws NotFound when one is missing
     * @throws RuleViolation when one is not complete
     * @throws Conflict when one waits already, or its version in use has changed since it was begun
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void submit(String course, Set<String> codes, String reason) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        lock(course);
        var catalogue = policy.catalogue();
        var current = rows.current(course);
        var me = access.caller().person();
        for (var code : chosen(codes)) {
            var draft = rows.draft(course, code).orElseThrow(() -> new NotFound("quizzes.bank.no-draft", code));
            var missing = QuestionRules.missing(draft.question(), catalogue);
            if (!missing.isEmpty()) {
                throw new RuleViolation("quizzes.bank.incomplete", code, missing.size());
            }
            var version = current.containsKey(code) ? current.get(code).version() : 0;
            if (version != draft.baseVersion()) {
                throw new Conflict("quizzes.bank.changed-below", code);
            }
            var proposal = new Proposal(What.TEXT, course, code, stem(draft.question()), draft.hash());
            // The second person is somebody else than the one who wrote it, also when a third one sends it.
            approvals.propose(
                    Proposal.KIND,
                    reach.roots().iterator().next(),
                    proposal.subject(),
                    draft.by().equals(me) ? null : draft.by(),
                    BankRows.write(proposal),
                    reason);
        }
    }

    /**
     * Asks a second person to take a question out of use. Attempts that hold it keep it.
     *
     * @throws NotFound when no version of it is in use
     * @throws Conflict when something waits already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void retire(String course, String code, String reason) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        lock(course);
        var current = rows.current(course).get(code);
        if (current == null || rows.retirements(course).containsKey(code)) {
            throw new NotFound("quizzes.bank.not-in-use", code);
        }
        propose(reach, What.RETIRE, course, code, current.question(), reason);
    }

    /**
     * Asks a second person to take a retired question into use again.
     *
     * @throws NotFound when it is not retired
     * @throws Conflict when something waits already
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void bringBack(String course, String code, String reason) {
        var reach = access.require(Action.EDIT_QUESTIONS);
        lock(course);
        var current = rows.current(course).get(code);
        if (current == null || !rows.retirements(course).containsKey(code)) {
            throw new NotFound("quizzes.bank.not-retired", code);
        }
        propose(reach, What.RETURN, course, code, current.question(), reason);
    }

    private void propose(Reach reach, What what, String course, String code, Question question, String reason) {
        var proposal = new Proposal(what, course, code, stem(question), "");
        approvals.propose(
                Proposal.KIND,
                reach.roots().iterator().next(),
                proposal.subject(),
                null,
                BankRows.write(proposal),
                reason);
    }

    private List<QuestionLine> lines(String course) {
        var current = rows.current(course);
        var drafts = rows.drafts(course);
        var retirements = rows.retirements(course);
        var waiting = rows.waiting(course);
        var catalogue = policy.catalogue();
        var codes = new TreeSet<>(current.keySet());
        codes.addAll(drafts.keySet());
        return codes.stream()
                .map(code -> line(
                        code, current.get(code), drafts.get(code), retirements.get(code), waiting.get(code), catalogue))
                .sorted(Comparator.comparing(QuestionLine::code))
                .toList();
    }

    private static QuestionLine line(
            String code,
            BankRows.@Nullable Current current,
            @Nullable Draft draft,
            BankRows.@Nullable Retirement retirement,
            BankRows.@Nullable Waiting waiting,
            Catalogue catalogue) {
        var shown = draft != null
                ? draft.question()
                : java.util.Objects.requireNonNull(current).question();
        return new QuestionLine(
                code,
                QuestionJson.kind(shown),
                shown.about().stem(),
                current == null ? 0 : current.version(),
                shown.about().points().size(),
                shown.about().difficulty(),
                shown.about().skill(),
                current == null ? Use.NEW : retirement == null ? Use.IN_USE : Use.RETIRED,
                waiting != null ? work(waiting.what()) : draft != null ? Work.DRAFT : Work.NONE,
                draft == null
                        ? 0
                        : QuestionRules.missing(draft.question(), catalogue).size());
    }

    private static Work work(What what) {
        return switch (what) {
            case TEXT -> Work.TEXT_IN_REVIEW;
            case RETIRE -> Work.RETIREMENT_IN_REVIEW;
            case RETURN -> Work.RETURN_IN_REVIEW;
        };
    }

    private static int count(List<QuestionLine> lines, java.util.function.Predicate<QuestionLine> which) {
        return (int) lines.stream().filter(which).count();
    }

    private void requireQuiz(String course) {
        if (!rows.heads().containsKey(course)) {
            throw new NotFound("quizzes.bank.course-not-found", course);
        }
    }

    private void lock(String course) {
        if (!rows.lock(course)) {
            throw new NotFound("quizzes.bank.course-not-found", course);
        }
    }

    private void requireNothingWaits(String course, String code) {
        if (approvals.open(Proposal.KIND, Proposal.subject(course, code)).isPresent()) {
            throw new Conflict("quizzes.bank.in-review", code);
        }
    }

    private static Set<String> chosen(Set<String> codes) {
        if (codes.isEmpty() || codes.size() > ApprovalDesk.MOST) {
            throw new RuleViolation("quizzes.bank.choose", ApprovalDesk.MOST);
        }
        return new TreeSet<>(new HashSet<>(codes));
    }

    private static String stem(Question question) {
        var stem = question.about().stem();
        return stem.length() <= STEM_KEPT ? stem : stem.substring(0, STEM_KEPT) + "…";
    }
}
