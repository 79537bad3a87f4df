package cn.mingbai.quizzes.papers;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.policy.PolicyDirectory;
import cn.mingbai.core.time.Times;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.Skill;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Where officers say how a course's quiz goes. A change holds from the day it is made; attempts begun keep theirs. */
@Service
public class QuizSettings {

    private static final String COMMON = "quizzes belong to no division";
    private static final int DIFFICULTIES = 3;

    private final QuizRulesBook book;
    private final QuestionBank bank;
    private final PolicyDirectory policy;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;

    QuizSettings(
            QuizRulesBook book,
            QuestionBank bank,
            PolicyDirectory policy,
            JdbcClient jdbc,
            Access access,
            Audit audit) {
        this.book = book;
        this.bank = bank;
        this.policy = policy;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
    }

    /**
     * The settings of a course's quiz.
     *
     * @param opened which settings these are, for {@link QuizSettings#save}
     * @param from since when they hold
     * @param byOfficer whether an officer wrote them; otherwise they came with the program
     * @param stock the questions in use, by kind
     * @param skills how many questions in use ask for each skill; a scenario counts as many as it asks
     * @param points the names of the policy points that questions in use touch, by code
     * @param earlier what held before, the newest first
     */
    public record Page(
            String course,
            String title,
            long opened,
            QuizRules rules,
            LocalDate from,
            boolean byOfficer,
            List<Stock> stock,
            Map<Skill, Integer> skills,
            SequencedMap<String, String> points,
            List<Earlier> earlier) {

        public Page {
            skills = java.util.Collections.unmodifiableMap(new EnumMap<>(skills));
            points = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(points));
        }
    }

    /**
     * How many questions of a kind are in use; a scenario counts as many as it asks.
     *
     * @param counts of difficulty 1, 2 and 3
     */
    public record Stock(String kind, List<Integer> counts) {}

    /**
     * Settings that hold no longer.
     *
     * @param to the first day on which they did not
     * @param by who wrote them, empty when they came with the program
     */
    public record Earlier(QuizRules rules, LocalDate from, LocalDate to, String by) {}

    /**
     * What papers of a blueprint are like.
     *
     * @param spread how many questions of difficulty 1, 2 and 3 every paper has
     * @param unasked points that the parts name and that papers may be without
     */
    public record Preview(int size, List<Integer> spread, List<Drawing.Unasked> unasked) {}

    /**
     * The settings of a course's quiz.
     *
     * @throws NotFound when the course has none
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Page page(String course) {
        access.require(Action.EDIT_QUESTIONS);
        var current = book.current(course).orElseThrow(() -> new NotFound("quizzes.quiz.not-found", course));
        var pool = bank.questions(course);
        var title = jdbc.sql("select title from quiz where course_code = :course")
                .param("course", course)
                .query(String.class)
                .single();
        return new Page(
                course,
                title,
                current.id(),
                current.rules(),
                current.from(),
                current.byOfficer(),
                stock(pool),
                skills(pool),
                points(pool, current.rules().blueprint()),
                book.history(course).stream()
                        .filter(past -> !past.to().equals(Times.NO_END))
                        .map(past -> new Earlier(past.rules(), past.from(), past.to(), past.by()))
                        .toList());
    }

    /**
     * What papers would be like with these rules and the questions now in use.
     *
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation when a value is out of range, or the questions cannot fill a part
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public Preview preview(String course, QuizRules rules) {
        access.require(Action.EDIT_QUESTIONS);
        if (book.current(course).isEmpty()) {
            throw new NotFound("quizzes.quiz.not-found", course);
        }
        return checked(course, rules);
    }

    /**
     * Lets rules hold from today.
     *
     * @param opened {@link Page#opened()} of the settings that were changed
     * @throws NotFound when the course has no quiz
     * @throws Conflict when somebody else has saved since
     * @throws RuleViolation when nothing was changed, a value is out of range, or the questions cannot fill a part
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public void save(String course, QuizRules rules, long opened) {
        access.require(Action.EDIT_QUESTIONS);
        if (!book.lock(course)) {
            throw new NotFound("quizzes.quiz.not-found", course);
        }
        var current = book.current(course).orElseThrow();
        if (current.id() != opened) {
            throw new Conflict("quizzes.papers.saved-meanwhile");
        }
        if (current.id() != 0 && current.rules().equals(rules)) {
            throw new RuleViolation("quizzes.papers.nothing-changed");
        }
        checked(course, rules);
        book.write(course, rules, access.caller().person());
        audit.record(
                "quiz.rules",
                "quiz " + course,
                null,
                "was " + QuestionJson.MAPPER.writeValueAsString(current.rules()) + ", is "
                        + QuestionJson.MAPPER.writeValueAsString(rules));
    }

    private Preview checked(String course, QuizRules rules) {
        rules.broken().ifPresent(fault -> {
            throw new RuleViolation(fault.messageKey(), fault.arguments().toArray());
        });
        var drawing = Drawing.of(rules.blueprint(), bank.questions(course));
        return new Preview(drawing.size(), drawing.spread(), drawing.unasked());
    }

    private static List<Stock> stock(List<Versioned> pool) {
        var stock = new ArrayList<Stock>();
        for (var kind : Blueprint.KINDS) {
            var counts = new ArrayList<>(List.of(0, 0, 0));
            pool.stream()
                    .filter(one -> QuestionJson.kind(one.question()).equals(kind) && Showing.isDrawable(one))
                    .forEach(one -> {
                        var place = Math.clamp(one.question().about().difficulty(), 1, DIFFICULTIES) - 1;
                        counts.set(place, counts.get(place) + Showing.weight(one));
                    });
            if (counts.stream().anyMatch(count -> count > 0)) {
                stock.add(new Stock(kind, List.copyOf(counts)));
            }
        }
        return stock;
    }

    private static Map<Skill, Integer> skills(List<Versioned> pool) {
        var skills = new EnumMap<Skill, Integer>(Skill.class);
        for (var skill : Skill.values()) {
            skills.put(skill, 0);
        }
        pool.stream().filter(Showing::isDrawable).forEach(one -> {
            var skill = one.question().about().skill();
            if (skill != null) {
                skills.merge(skill, Showing.weight(one), Integer::sum);
            }
        });
        return skills;
    }

    /** The points of the pool and those that the blueprint names, in the catalogue's order. */
    private SequencedMap<String, String> points(List<Versioned> pool, Blueprint blueprint) {
        var used = new TreeSet<String>();
        pool.forEach(one -> used.addAll(one.question().about().points()));
        blueprint.parts().forEach(part -> used.addAll(part.points()));
        var names = new LinkedHashMap<String, String>();
        policy.points().forEach(point -> {
            if (used.contains(point.code())) {
                names.put(point.code(), point.name());
            }
        });
        used.forEach(point -> names.putIfAbsent(point, point));
        return names;
    }
}
