package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.authoring.CourseInWork.State;
import cn.mingbai.courses.authoring.DraftRows.Head;
import cn.mingbai.courses.authoring.DraftRows.Lesson;
import cn.mingbai.courses.curriculum.LessonPreview;
import cn.mingbai.courses.curriculum.ShippedPictures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Writing courses and new versions of them, until a second person looks. */
@Service
public class CourseDrafts {

    private static final String COMMON = "courses belong to no division";

    private static final int TITLE_LENGTH = 100;
    private static final int GOAL_LENGTH = 500;
    private static final int BODY_LENGTH = 60_000;
    private static final int LESSON_MINUTES = 240;
    private static final int LESSONS = 30;

    /** Savings of one person that follow each other closer than this are one change to an auditor. */
    private static final Duration ONE_CHANGE = Duration.ofMinutes(10);

    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final DraftRows rows;
    private final PublishProposals proposals;
    private final LessonPreview preview;
    private final PolicyDirectory policy;
    private final SettingDirectory settings;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    CourseDrafts(
            DraftRows rows,
            PublishProposals proposals,
            LessonPreview preview,
            PolicyDirectory policy,
            SettingDirectory settings,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.proposals = proposals;
        this.preview = preview;
        this.policy = policy;
        this.settings = settings;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an officer may choose from: names by codes, in the catalogue's order.
     *
     * @param pictures the titles of the shipped drawings by the address to write into a lesson
     */
    public record Choices(Map<String, String> points, Map<String, String> ruleLayers, Map<String, String> pictures) {}

    /** A lesson as a reader will see it, and what in it will not work. */
    public record Preview(String html, List<LessonPreview.Finding> findings) {}

    /** All courses with their versions, in the order of their codes. */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<CourseInWork> courses() {
        access.require(Action.EDIT_COURSES);
        var days = new HashMap<String, DraftRows.Published>();
        rows.publications().forEach(day -> days.put(day.course() + "/" + day.version(), day));
        var courses = new LinkedHashMap<String, List<CourseInWork.Version>>();
        for (var head : rows.heads()) {
            var published = days.get(head.course() + "/" + head.version());
            courses.computeIfAbsent(head.course(), code -> new ArrayList<>())
                    .add(new CourseInWork.Version(
                            head.version(),
                            head.title(),
                            state(head),
                            head.shipped(),
                            published == null ? null : published.from(),
                            published == null ? null : published.to(),
                            head.editor(),
                            head.editedAt()));
        }
        return courses.entrySet().stream()
                .map(course -> new CourseInWork(course.getKey(), List.copyOf(course.getValue())))
                .toList();
    }

    /** What there is to choose from while writing. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("the policy catalogue belongs to no division")
    public Choices choices() {
        access.require(Action.EDIT_COURSES);
        var points = new LinkedHashMap<String, String>();
        policy.points().forEach(point -> points.put(point.code(), point.name()));
        var layers = new LinkedHashMap<String, String>();
        policy.versions().reversed().forEach(version -> layers.put(version.code(), version.name()));
        return new Choices(points, layers, ShippedPictures.titles());
    }

    /**
     * A version with its lessons.
     *
     * @throws NotFound when there is none
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public CourseDraft draft(String course, int version) {
        access.require(Action.EDIT_COURSES);
        var head = rows.head(course, version);
        var before = rows.before(course, version);
        var old = before.map(number -> rows.lessons(rows.head(course, number).id()))
                .orElse(Map.of());
        var lessons = rows.lessons(head.id());
        return new CourseDraft(
                course,
                version,
                state(head),
                head.title(),
                head.goal(),
                head.minutes(),
                head.revision(),
                before.orElse(null),
                lessons.values().stream()
                        .map(lesson -> new CourseDraft.Lesson(
                                lesson.code(),
                                lesson.text().title(),
                                lesson.text().minutes(),
                                change(old.get(lesson.code()), lesson),
                                lesson.editor(),
                                lesson.editedAt()))
                        .toList(),
                old.keySet().stream().filter(code -> !lessons.containsKey(code)).toList(),
                head.note());
    }

    /**
     * A lesson of a version, beside the one of the version before.
     *
     * @throws NotFound when there is none
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public LessonDraft lesson(String course, int version, String code) {
        access.require(Action.EDIT_COURSES);
        var head = rows.head(course, version);
        var lesson = lesson(head, code);
        return new LessonDraft(
                course,
                version,
                code,
                lesson.text(),
                lesson.revision(),
                rows.before(course, version)
                        .map(number ->
                                rows.lessons(rows.head(course, number).id()).get(code))
                        .map(Lesson::text)
                        .orElse(null),
                state(head) == State.DRAFT,
                lesson.editor(),
                lesson.editedAt());
    }

    /** A text as a reader will see it, with the local values of the caller's unit. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("the local values shown are those of the caller's own unit")
    public Preview preview(String markdown, Locale locale) {
        var reach = access.require(Action.EDIT_COURSES);
        var values = new HashMap<String, String>();
        reach.roots().stream()
                .findFirst()
                .ifPresent(unit -> settings.inForce(unit, Times.today(clock))
                        .forEach((key, setting) -> values.put(key.key(), setting.value())));
        var text = markdown.length() <= BODY_LENGTH ? markdown : markdown.substring(0, BODY_LENGTH);
        return new Preview(preview.html(text, values, locale), preview.findings(text, locale));
    }

    /**
     * Begins a course of the district's own, with one empty lesson.
     *
     * @param title 1 to 100 characters
     * @return the code that it was given
     */
    @Transactional
    @NotDivisionScoped(COMMON)
    public String begin(String title) {
        access.require(Action.EDIT_COURSES);
        var checked = text("courses.authoring.title-length", title, 1, TITLE_LENGTH);
        var now = clock.instant();
        var code = rows.freeCourseCode();
        rows.insertCourse(code, now);
        var id = rows.insertHead(code, 1, checked, "", 10, now, me());
        rows.insertLesson(id, code + ".1", 1, emptyLesson(checked), now, me());
        audit.record("course.draft", "course " + code, null, "version 1 begun: " + checked);
        return code;
    }

    /**
     * Begins a new version of a course from its newest published one; one that is begun already is gone on with.
     *
     * @return its number
     * @throws NotFound when there is no such course
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public int beginVersion(String course) {
        access.require(Action.EDIT_COURSES);
        rows.lockCourse(course);
        var versions = rows.heads().stream()
                .filter(head -> head.course().equals(course))
                .toList();
        var open = versions.stream().filter(Head::isDraft).findFirst();
        if (open.isPresent()) {
            return open.get().version();
        }
        var from = versions.stream().findFirst().orElseThrow(() -> new NotFound("courses.course.not-found", course));
        var now = clock.instant();
        var number = rows.highest(course) + 1;
        var id = rows.insertHead(course, number, from.title(), from.goal(), from.minutes(), now, me());
        var position = 0;
        for (var lesson : rows.lessons(from.id()).values()) {
            rows.insertLesson(id, lesson.code(), ++position, lesson.text(), now, null);
        }
        audit.record(
                "course.draft",
                "course " + course,
                null,
                "version " + number + " begun from version " + from.version());
        return number;
    }

    /**
     * Saves title and goal of a version.
     *
     * @param revision the revision that was read
     * @return the revision it has now
     * @throws Conflict when somebody else saved it since
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public int saveHead(String course, int version, String title, String goal, int revision) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        if (head.revision() != revision) {
            throw savedMeanwhile(head.editor(), head.editedAt());
        }
        rows.updateHead(
                head.id(),
                text("courses.authoring.title-length", title, 1, TITLE_LENGTH),
                text("courses.authoring.goal-length", goal, 0, GOAL_LENGTH),
                head.minutes(),
                clock.instant(),
                me());
        note(head.editedBy(), head.editedAt(), head, "title and goal");
        return revision + 1;
    }

    /**
     * Saves a lesson. Nothing of two officers' work is lost: who comes second is told, and decides.
     *
     * @param revision the revision that was read
     * @return the revision it has now
     * @throws Conflict when somebody else saved it since
     * @throws RuleViolation when a part is missing or out of range, or the version is not a draft
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public int saveLesson(String course, int version, String code, LessonText text, int revision) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        var lesson = lesson(head, code);
        var checked = checked(text);
        if (lesson.text().equals(checked)) {
            return lesson.revision();
        }
        var now = clock.instant();
        if (!rows.updateLesson(lesson.id(), checked, revision, now, me())) {
            var theirs = rows.current(lesson.id()).orElse(lesson);
            throw savedMeanwhile(theirs.editor(), theirs.editedAt());
        }
        rows.touch(head.id(), now, me());
        note(lesson.editedBy(), lesson.editedAt(), head, "lesson " + code);
        return revision + 1;
    }

    /**
     * Adds an empty lesson at the end.
     *
     * @return its code
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public String addLesson(String course, int version, String title) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        var lessons = rows.lessons(head.id());
        if (lessons.size() >= LESSONS) {
            throw new RuleViolation("courses.authoring.too-many-lessons", LESSONS);
        }
        var prefix = lessons.keySet().stream()
                .findFirst()
                .map(first -> first.substring(0, first.lastIndexOf('.') + 1))
                .filter(found -> !found.isEmpty())
                .orElse(course + ".");
        var number = 1;
        while (isTaken(course, prefix + number)) {
            number++;
        }
        var code = prefix + number;
        var now = clock.instant();
        rows.insertLesson(
                head.id(),
                code,
                lessons.size() + 1,
                emptyLesson(text("courses.authoring.title-length", title, 1, TITLE_LENGTH)),
                now,
                me());
        rows.touch(head.id(), now, me());
        audit.record("course.draft", subject(head), null, "lesson " + code + " added");
        return code;
    }

    /** Takes a lesson out of a draft; versions that are published keep theirs. */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void removeLesson(String course, int version, String code) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        if (rows.lessons(head.id()).size() == 1) {
            throw new RuleViolation("courses.authoring.last-lesson");
        }
        rows.deleteLesson(lesson(head, code).id());
        rows.touch(head.id(), clock.instant(), me());
        audit.record("course.draft", subject(head), null, "lesson " + code + " taken out");
    }

    /** Moves a lesson one place towards the beginning; the first one stays. */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void moveUp(String course, int version, String code) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        lesson(head, code);
        var order = new ArrayList<>(rows.lessons(head.id()).values());
        for (var i = 1; i < order.size(); i++) {
            if (order.get(i).code().equals(code)) {
                order.add(i - 1, order.remove(i));
                break;
            }
        }
        for (var i = 0; i < order.size(); i++) {
            rows.position(order.get(i).id(), i + 1);
        }
        rows.touch(head.id(), clock.instant(), me());
        audit.record("course.draft", subject(head), null, "lesson " + code + " moved up");
    }

    /** Gives a draft up; a published version stays as it is. */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void discard(String course, int version) {
        access.require(Action.EDIT_COURSES);
        var head = writable(course, version);
        rows.state(head.id(), "DISCARDED", head.note());
        audit.record("course.draft", subject(head), null, "discarded");
    }

    private State state(Head head) {
        return !head.isDraft()
                ? State.PUBLISHED
                : proposals.isOpen(head.course(), head.version()) ? State.IN_REVIEW : State.DRAFT;
    }

    private Head writable(String course, int version) {
        var head = rows.locked(course, version);
        switch (state(head)) {
            case DRAFT -> {}
            case IN_REVIEW -> throw new RuleViolation("courses.authoring.in-review");
            case PUBLISHED -> throw new RuleViolation("courses.authoring.published");
        }
        return head;
    }

    private Lesson lesson(Head head, String code) {
        return Optional.ofNullable(rows.lessons(head.id()).get(code))
                .orElseThrow(() -> new NotFound("courses.lesson.not-found", code));
    }

    /** Codes are not used twice in a course: progress and requirements name lessons by them. */
    private boolean isTaken(String course, String code) {
        return rows.heads().stream()
                .filter(head -> head.course().equals(course))
                .anyMatch(head -> rows.lessons(head.id()).containsKey(code));
    }

    private LessonText checked(LessonText text) {
        var title = text("courses.authoring.title-length", text.title(), 1, TITLE_LENGTH);
        var body = text.body().replace("\r\n", "\n").replace("\0", "");
        if (body.length() > BODY_LENGTH) {
            throw new RuleViolation("courses.authoring.body-length", BODY_LENGTH, body.length());
        }
        if (text.minutes() < 1 || text.minutes() > LESSON_MINUTES) {
            throw new RuleViolation("courses.authoring.minutes", LESSON_MINUTES, text.minutes());
        }
        if (policy.versions().stream().noneMatch(known -> known.code().equals(text.ruleLayer()))) {
            throw new RuleViolation("courses.authoring.rule-layer");
        }
        var known = policy.points().stream().map(PolicyDirectory.Point::code).collect(Collectors.toSet());
        for (var point : text.points()) {
            if (!known.contains(point)) {
                throw new RuleViolation("courses.authoring.no-point", shortened(point));
            }
        }
        return new LessonText(
                title,
                text.minutes(),
                text.ruleLayer(),
                body,
                text.points().stream().distinct().sorted().toList());
    }

    private static String text(String key, String value, int least, int most) {
        var stripped = value.strip();
        if (stripped.length() < least || stripped.length() > most || stripped.indexOf('\0') >= 0) {
            throw new RuleViolation(key, most, stripped.length());
        }
        return stripped;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private LessonText emptyLesson(String title) {
        return new LessonText(title, 10, policy.versionInForce(Times.today(clock)), "", List.of());
    }

    private static CourseDraft.Change change(@Nullable Lesson before, Lesson now) {
        return before == null
                ? CourseDraft.Change.NEW
                : before.text().equals(now.text()) ? CourseDraft.Change.SAME : CourseDraft.Change.CHANGED;
    }

    private static Conflict savedMeanwhile(@Nullable String who, @Nullable Instant when) {
        return new Conflict(
                "courses.authoring.saved-meanwhile",
                who == null ? "—" : who,
                when == null ? "—" : CLOCK_TIME.format(when.atZone(Times.ZONE)));
    }

    private void note(@Nullable Long lastBy, @Nullable Instant lastAt, Head head, String what) {
        if (lastBy == null
                || lastAt == null
                || lastBy != me()
                || lastAt.plus(ONE_CHANGE).isBefore(clock.instant())) {
            audit.record("course.draft", subject(head), null, what + " edited");
        }
    }

    private static String subject(Head head) {
        return "course " + head.course() + "/" + head.version();
    }

    private long me() {
        return access.caller().person().value();
    }
}
