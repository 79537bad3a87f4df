package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.analysis.AnalysisRows.Version;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.Skill;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says which policy points, and which skills, are still answered wrongly in which village, so that what is taught next can be chosen. Of each
 * person and course the latest hand-in of the last 365 days counts, in the unit of that day.
 */
@Service
public class WeakSpots {

    private static final int DAYS = 365;

    private final AnalysisRows rows;
    private final PolicyDirectory policy;
    private final Access access;
    private final Clock clock;

    WeakSpots(AnalysisRows rows, PolicyDirectory policy, Access access, Clock clock) {
        this.rows = rows;
        this.policy = policy;
        this.access = access;
        this.clock = clock;
    }

    /** A policy point over all units within reach. */
    public record Line(String point, String name, PointFigures figures) {}

    /** A lesson that teaches the point. */
    public record Lesson(String course, String lesson, String title) {}

    /** A unit with its figures. */
    public record UnitLine(String name, PointFigures.Unit figures) {}

    /**
     * A town with those of its units that have people enough.
     *
     * @param hidden how many of its units have answers and are not shown
     */
    public record TownLine(String name, PointFigures.Unit figures, List<UnitLine> units, int hidden) {}

    /** A skill over all units within reach. */
    public record SkillLine(Skill skill, PointFigures figures) {}

    /**
     * A policy point or a skill town by town, in the order of codes.
     *
     * @param point its code
     * @param name the point's name, or the code of a skill
     * @param lessons that teach the point; none for a skill
     */
    public record Page(String point, String name, PointFigures figures, List<TownLine> towns, List<Lesson> lessons) {}

    /** The points that somebody within reach was asked about, in the order of the policy. */
    @Transactional(readOnly = true)
    public List<Line> overview() {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var order = rows.units(reach).stream().map(AnalysisRows.Unit::division).toList();
        var given = given(reach, WeakSpots::points);
        var lines = new ArrayList<Line>();
        for (var point : policy.points()) {
            var answers = given.get(point.code());
            if (answers != null) {
                lines.add(new Line(point.code(), point.name(), PointFigures.of(answers, order)));
            }
        }
        return lines;
    }

    /** The skills that questions to somebody within reach asked for, in their order. */
    @Transactional(readOnly = true)
    public List<SkillLine> skills() {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var order = rows.units(reach).stream().map(AnalysisRows.Unit::division).toList();
        var given = given(reach, WeakSpots::skills);
        var lines = new ArrayList<SkillLine>();
        for (var skill : Skill.values()) {
            var answers = given.get(skill.code());
            if (answers != null) {
                lines.add(new SkillLine(skill, PointFigures.of(answers, order)));
            }
        }
        return lines;
    }

    /**
     * One skill.
     *
     * @throws NotFound when there is no such skill
     */
    @Transactional(readOnly = true)
    public Page skill(String code) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var skill = Skill.of(code).orElseThrow(() -> new NotFound("core.access.not-found"));
        return page(
                skill.code(),
                skill.code(),
                given(reach, WeakSpots::skills).getOrDefault(skill.code(), List.of()),
                List.of(),
                reach);
    }

    /**
     * One point.
     *
     * @throws NotFound when there is no such point
     */
    @Transactional(readOnly = true)
    public Page point(String code) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var point = policy.points().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        return page(
                code,
                point.name(),
                given(reach, WeakSpots::points).getOrDefault(code, List.of()),
                rows.lessons(code, Times.today(clock)).stream()
                        .map(lesson -> new Lesson(lesson.course(), lesson.lesson(), lesson.title()))
                        .toList(),
                reach);
    }

    private Page page(String code, String name, List<PointFigures.Given> given, List<Lesson> lessons, Reach reach) {
        var units = rows.units(reach);
        var names = new HashMap<Long, String>();
        var townOf = new HashMap<Long, Long>();
        for (var unit : units) {
            names.put(unit.division(), unit.name());
            townOf.put(unit.division(), unit.town());
        }
        var towns = PointFigures.of(
                given.stream()
                        .map(one -> new PointFigures.Given(
                                one.person(), townOf.getOrDefault(one.division(), one.division()), one.right()))
                        .toList(),
                units.stream().map(AnalysisRows.Unit::town).distinct().toList());
        var lines = new ArrayList<TownLine>();
        for (var town : towns.units()) {
            var below = town.isSuppressed() ? List.<PointFigures.Unit>of() : below(town.division(), units, given);
            lines.add(new TownLine(
                    names.getOrDefault(town.division(), ""),
                    town,
                    below.stream()
                            .filter(unit -> !unit.isSuppressed())
                            .map(unit -> new UnitLine(names.getOrDefault(unit.division(), ""), unit))
                            .toList(),
                    (int) below.stream().filter(PointFigures.Unit::isSuppressed).count()));
        }
        return new Page(code, name, towns, lines, lessons);
    }

    /** The units of a town; nothing of one that is too small can be told from the town's sum. */
    private static List<PointFigures.Unit> below(
            long town, List<AnalysisRows.Unit> units, List<PointFigures.Given> given) {
        var order = units.stream()
                .filter(unit -> unit.town() == town)
                .map(AnalysisRows.Unit::division)
                .toList();
        var inTown =
                given.stream().filter(one -> order.contains(one.division())).toList();
        return PointFigures.of(inTown, order).units();
    }

    private static List<String> points(Question question, Map<Version, Question> ofCourse) {
        return question.about().points();
    }

    /** A version from before questions named their skill asked for the one that a later version names. */
    private static List<String> skills(Question question, Map<Version, Question> ofCourse) {
        var own = question.about().skill();
        if (own != null) {
            return List.of(own.code());
        }
        var code = question.about().code();
        return ofCourse.entrySet().stream()
                .filter(entry -> entry.getKey().code().equals(code))
                .sorted(Comparator.comparingInt(entry -> -entry.getKey().number()))
                .map(entry -> entry.getValue().about().skill())
                .flatMap(Stream::ofNullable)
                .map(Skill::code)
                .limit(1)
                .toList();
    }

    /** The answers by what their questions are about. */
    private Map<String, List<PointFigures.Given>> given(
            Reach reach, BiFunction<Question, Map<Version, Question>, List<String>> about) {
        var questions = rows.questions(null);
        var latest = new HashMap<String, Long>();
        var units = new HashSet<String>();
        var given = new HashMap<String, List<PointFigures.Given>>();
        for (var sat : rows.people(clock.instant().minus(java.time.Duration.ofDays(DAYS)), reach)) {
            var attempt = latest.putIfAbsent(sat.person() + " " + sat.course(), sat.attempt());
            // Two posts in one unit are one person there; two units show the same person each.
            if ((attempt != null && attempt != sat.attempt()) || !units.add(sat.attempt() + " " + sat.division())) {
                continue;
            }
            var ofCourse = questions.getOrDefault(sat.course(), Map.of());
            for (var item : sat.items()) {
                var question = ofCourse.get(new Version(AnalysisRows.bankCode(ofCourse, item), item.version()));
                if (question != null) {
                    for (var one : about.apply(question, ofCourse)) {
                        given.computeIfAbsent(one, name -> new ArrayList<>())
                                .add(new PointFigures.Given(sat.person(), sat.division(), item.right()));
                    }
                }
            }
        }
        return given;
    }
}
