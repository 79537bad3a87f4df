package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.courses.curriculum.PolicyCitations;
import cn.mingbai.quizzes.bank.BankRows.Draft;
import cn.mingbai.quizzes.bank.ImportPlan.Incoming;
import cn.mingbai.quizzes.formats.FileFormat;
import cn.mingbai.quizzes.formats.QuestionFiles;
import cn.mingbai.quizzes.formats.Reading;
import cn.mingbai.quizzes.formats.Written;
import cn.mingbai.quizzes.questions.About;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionBank;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionRules;
import cn.mingbai.quizzes.questions.QuestionText;
import cn.mingbai.quizzes.questions.QuestionTidy;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes files of questions into a course's drafts and writes the questions in use into files. A file is taken in whole or
 * not at all; the same file a second time changes nothing; what a file does not state keeps what the bank has.
 */
@Service
public class QuestionExchange {

    private static final String COMMON = "the question bank belongs to no division";
    private static final int NAME_LENGTH = 160;

    private final BankRows rows;
    private final QuestionBank bank;
    private final PolicyCatalogueCodes policy;
    private final PolicyCitations citations;
    private final Access access;
    private final Audit audit;
    private final Texts texts;

    QuestionExchange(
            BankRows rows,
            QuestionBank bank,
            PolicyCatalogueCodes policy,
            PolicyCitations citations,
            Access access,
            Audit audit,
            Texts texts) {
        this.rows = rows;
        this.bank = bank;
        this.policy = policy;
        this.citations = citations;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
    }

    /** A spreadsheet to fill in, with an example and a sheet that explains. */
    @NotDivisionScoped(COMMON)
    public byte[] template() {
        access.require(Action.EDIT_QUESTIONS);
        return QuestionFiles.template(
                word("quizzes.bank.title"),
                word("core.import.guide-sheet"),
                List.of(word("quizzes.files.example").split("\\|", -1)),
                List.of(word("quizzes.files.guide").split("\\|")));
    }

    private String word(String key) {
        return texts.get(Texts.LOCALES.getFirst(), key);
    }

    /**
     * What taking the file in would do; nothing is written.
     *
     * @param fileName the name under which it was uploaded
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation when it cannot be read as a whole
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public ImportPlan plan(String course, String fileName, byte[] bytes, Locale locale) {
        access.require(Action.EDIT_QUESTIONS);
        requireQuiz(course);
        return planned(course, fileName, bytes, locale);
    }

    /**
     * Takes the file in as drafts, planned anew over what is known now.
     *
     * @throws NotFound when the course has no quiz
     * @throws RuleViolation when it cannot be read as a whole, or anything in it is refused: then nothing is written
     * @throws Conflict when somebody has saved one of the drafts meanwhile: then nothing is written either
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    @NotDivisionScoped(COMMON)
    public ImportPlan apply(String course, String fileName, byte[] bytes, Locale locale) {
        access.require(Action.EDIT_QUESTIONS);
        requireQuiz(course);
        rows.lock(course);
        var plan = planned(course, fileName, bytes, locale);
        if (!plan.isClean()) {
            throw new RuleViolation(
                    "quizzes.files.not-clean",
                    plan.refused().size(),
                    plan.refused().getFirst().row());
        }
        if (plan.incoming().isEmpty()) {
            return plan;
        }
        var me = access.caller().person();
        var drafts = rows.drafts(course);
        var current = rows.current(course);
        var from = fileName.length() <= NAME_LENGTH ? fileName : fileName.substring(0, NAME_LENGTH);
        for (var incoming : plan.incoming()) {
            var code = incoming.code().isEmpty() ? rows.freeCode(course) : incoming.code();
            var question = QuestionTidy.tidied(incoming.shown().question(), code);
            var known = current.get(code);
            var version = known == null ? 0 : known.version();
            var draft = drafts.get(code);
            if (draft == null) {
                rows.insertDraft(course, question, version, from, me);
            } else if (!rows.updateDraft(draft, question, version, from, me)) {
                throw new Conflict("quizzes.bank.saved-meanwhile", code);
            }
        }
        audit.record(
                "question.import",
                "quiz " + course,
                null,
                from + ": " + plan.incoming().size() + " drafts, " + plan.unchanged() + " unchanged");
        return plan;
    }

    /**
     * Writes a course's questions in use, with keys, into a file.
     *
     * @throws NotFound when the course has no quiz
     */
    @Transactional
    @NotDivisionScoped(COMMON)
    public QuestionExport export(String course, FileFormat format) {
        access.require(Action.EDIT_QUESTIONS);
        requireQuiz(course);
        var written = written(course, format);
        audit.record("question.export", "quiz " + course, null, format.name());
        return written;
    }

    /**
     * What an export would leave out.
     *
     * @throws NotFound when the course has no quiz
     */
    @Transactional(readOnly = true)
    @NotDivisionScoped(COMMON)
    public List<Written.LeftOut> leftOut(String course, FileFormat format) {
        access.require(Action.EDIT_QUESTIONS);
        requireQuiz(course);
        return written(course, format).leftOut();
    }

    private QuestionExport written(String course, FileFormat format) {
        var questions = bank.questions(course).stream()
                .map(QuestionBank.Versioned::question)
                .toList();
        var title = texts.get(Texts.LOCALES.getFirst(), "quizzes.files.export-title", course);
        var written = QuestionFiles.write(format, title, questions);
        return new QuestionExport(
                title + "." + format.ending(),
                written.bytes(),
                questions.size() - written.leftOut().size(),
                written.leftOut());
    }

    private void requireQuiz(String course) {
        if (!rows.heads().containsKey(course)) {
            throw new NotFound("quizzes.bank.course-not-found", course);
        }
    }

    private ImportPlan planned(String course, String fileName, byte[] bytes, Locale locale) {
        var reading = QuestionFiles.read(fileName, bytes);
        return new Planning(course, reading, locale).plan();
    }

    /** Compares one file with the bank. */
    private final class Planning {

        private final Reading reading;
        private final Locale locale;
        private final Map<String, BankRows.Current> current;
        private final Map<String, Draft> drafts;
        private final Map<String, BankRows.Waiting> waiting;
        private final Map<String, String> codesByStem = new HashMap<>();
        private final Map<String, String> pointCodes = new HashMap<>();
        private final Map<String, String> layerCodes = new HashMap<>();
        private final QuestionRules.Catalogue catalogue = policy.catalogue();
        private final List<Incoming> incoming = new ArrayList<>();
        private final List<Refused> refused;
        private final List<Refused> leftOut;
        private final Map<String, Integer> rowsByStem = new HashMap<>();
        private final Map<String, Integer> rowsByCode = new HashMap<>();
        private int unchanged;

        Planning(String course, Reading reading, Locale locale) {
            this.reading = reading;
            this.locale = locale;
            current = rows.current(course);
            drafts = rows.drafts(course);
            waiting = rows.waiting(course);
            refused = new ArrayList<>(reading.refused());
            leftOut = new ArrayList<>(reading.leftOut());
            current.forEach((code, known) -> codesByStem.put(stem(known.question()), code));
            drafts.forEach((code, draft) -> codesByStem.put(stem(draft.question()), code));
            policy.pointNames().forEach((code, name) -> {
                pointCodes.put(QuestionText.folded(name), code);
                pointCodes.put(QuestionText.folded(code), code);
            });
            policy.versionNames().forEach((code, name) -> {
                layerCodes.put(QuestionText.folded(name), code);
                layerCodes.put(QuestionText.folded(code), code);
            });
        }

        ImportPlan plan() {
            reading.questions().forEach(this::compare);
            var byRow = java.util.Comparator.comparingInt(Refused::row);
            return new ImportPlan(
                    reading.format(),
                    List.copyOf(incoming),
                    unchanged,
                    refused.stream().sorted(byRow).toList(),
                    leftOut.stream().sorted(byRow).toList());
        }

        private void compare(Reading.Found found) {
            var about = found.question().about();
            var stem = stem(found.question());
            var first = rowsByStem.putIfAbsent(stem, found.row());
            if (first != null) {
                refused.add(new Refused(found.row(), "", "quizzes.files.stem-twice", first));
                return;
            }
            var known = drafts.containsKey(about.code()) || current.containsKey(about.code());
            var code = known ? about.code() : codesByStem.getOrDefault(stem, "");
            if (!code.isEmpty()) {
                var other = rowsByCode.putIfAbsent(code, found.row());
                if (other != null) {
                    refused.add(new Refused(found.row(), "", "quizzes.files.code-twice", other, code));
                    return;
                }
            }
            var base = base(code);
            var merged = merged(found.row(), found.question(), base, code);
            var changed = base == null ? List.<String>of() : QuestionParts.differences(base, merged);
            if (base != null && changed.isEmpty()) {
                unchanged++;
                return;
            }
            if (waiting.containsKey(code)) {
                refused.add(new Refused(found.row(), "", "quizzes.bank.in-review", code));
                return;
            }
            incoming.add(new Incoming(
                    found.row(),
                    code,
                    new ShownQuestion(merged, citations.inWords(merged.about().explanation(), locale)),
                    changed,
                    QuestionRules.missing(merged, catalogue).size()));
        }

        private @Nullable Question base(String code) {
            if (drafts.containsKey(code)) {
                return drafts.get(code).question();
            }
            var known = current.get(code);
            return known == null ? null : QuestionTidy.tidied(known.question(), code);
        }

        private Question merged(int row, Question question, @Nullable Question base, String code) {
            var own = question.about();
            var old = base == null ? null : base.about();
            var points = new LinkedHashSet<String>();
            for (var point : own.points()) {
                var known = pointCodes.get(QuestionText.folded(point));
                if (known == null) {
                    leftOut.add(new Refused(row, part("points"), "quizzes.files.point-unknown", point));
                } else {
                    points.add(known);
                }
            }
            var layer = layerCodes.getOrDefault(QuestionText.folded(own.ruleLayer()), "");
            if (layer.isEmpty() && !own.ruleLayer().isBlank()) {
                leftOut.add(new Refused(row, part("ruleLayer"), "quizzes.files.layer-unknown", own.ruleLayer()));
            }
            var about = new About(
                    code,
                    own.stem(),
                    own.explanation().isBlank() && old != null ? old.explanation() : own.explanation(),
                    points.isEmpty() && old != null ? old.points() : List.copyOf(points),
                    List.of(),
                    layer.isEmpty() && old != null ? old.ruleLayer() : layer,
                    own.difficulty() == 0 && old != null ? old.difficulty() : own.difficulty(),
                    own.skill() == null && old != null ? old.skill() : own.skill());
            return QuestionTidy.tidied(with(question, about, base), code);
        }

        private String part(String name) {
            return texts.get(locale, "quizzes.part." + name);
        }
    }

    private static String stem(Question question) {
        return QuestionText.folded(question.about().stem());
    }

    private static Question with(Question question, About about, @Nullable Question base) {
        return switch (question) {
            case SingleChoice single -> new SingleChoice(about, single.options(), single.answer());
            case MultipleChoice multiple -> new MultipleChoice(about, multiple.options(), multiple.answer());
            case TrueFalse trueFalse -> new TrueFalse(about, trueFalse.answer());
            case Numeric numeric ->
                new Numeric(
                        about,
                        numeric.answer(),
                        numeric.tolerance(),
                        numeric.unit().isBlank() && base instanceof Numeric old ? old.unit() : numeric.unit());
            case Day day -> new Day(about, day.answer());
            case ShortText shortText -> new ShortText(about, shortText.accepted());
            case Ordering ordering -> new Ordering(about, ordering.steps(), ordering.answer());
            case Matching matching -> new Matching(about, matching.left(), matching.right(), matching.answer());
            case Scenario scenario -> new Scenario(about, scenario.generator());
            case ScenarioPart part -> part;
        };
    }
}
