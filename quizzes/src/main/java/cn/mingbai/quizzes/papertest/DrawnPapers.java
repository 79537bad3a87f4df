package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetWords;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.courses.papertest.PaperTestId;
import cn.mingbai.courses.papertest.PaperTests;
import cn.mingbai.quizzes.attempts.PaperMarking;
import cn.mingbai.quizzes.attempts.Rulings;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.papers.PaperSupply;
import cn.mingbai.quizzes.papertest.DrawnPaperRows.Head;
import cn.mingbai.quizzes.papertest.DrawnPaperRows.Row;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.ScenarioPart;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Papers drawn for the people of a test on paper: printed with a code each, typed back by code, marked like attempts. The
 * score goes on record through the paper test, with its signed papers as evidence.
 */
@Service
public class DrawnPapers {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final int MOST_AT_ONCE = 500;
    private static final String CODE = "code";

    private final DrawnPaperRows rows;
    private final PaperSupply supply;
    private final PaperMarking marking;
    private final PaperTests tests;
    private final PaperSheets sheets;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final String publicBase;
    private final SecureRandom random = new SecureRandom();

    DrawnPapers(
            DrawnPaperRows rows,
            PaperSupply supply,
            PaperMarking marking,
            PaperTests tests,
            PaperSheets sheets,
            Texts texts,
            Access access,
            Audit audit,
            @Value("${mingbai.public-base}") String publicBase) {
        this.rows = rows;
        this.supply = supply;
        this.marking = marking;
        this.tests = tests;
        this.sheets = sheets;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.publicBase = publicBase.replaceAll("/+$", "").toUpperCase(Locale.ROOT);
    }

    /** A row of a file that is not typed yet. */
    private record Planned(int row, Row paper, Map<Integer, String> answers, PaperMarking.Outcome mark) {

        int score() {
            return mark.score();
        }
    }

    private record Plan(ImportReport report, List<Planned> fresh) {}

    /**
     * A test with its papers.
     *
     * @throws NotFound when it is not one within reach
     */
    @Transactional(readOnly = true)
    public DrawnPaper.Page page(PaperTestId test) {
        var reach = access.require(Action.RECORD_TRAINING);
        var head = head(test, reach);
        return new DrawnPaper.Page(
                head.title(),
                head.course(),
                head.day(),
                head.passMark(),
                rows.papers(head).stream().map(DrawnPapers::shown).toList(),
                rows.candidates(head, reach));
    }

    private static DrawnPaper shown(Row row) {
        return new DrawnPaper(
                new PersonId(row.person()),
                row.name(),
                row.number(),
                row.unit(),
                PaperCode.shown(row.code()),
                row.questions().size(),
                row.score());
    }

    /**
     * Draws a paper for each of these people.
     *
     * @param people among the page's candidates, 1 to 500
     * @throws NotFound when the test or somebody is not within reach, or has a paper already
     * @throws RuleViolation when nobody is chosen, or the course's questions do not suffice
     */
    @Transactional
    public void draw(PaperTestId test, Set<PersonId> people) {
        var reach = access.require(Action.RECORD_TRAINING);
        var head = head(test, reach);
        if (people.isEmpty() || people.size() > MOST_AT_ONCE) {
            throw new RuleViolation("quizzes.paper.choose", MOST_AT_ONCE);
        }
        var candidates = rows.candidates(head, reach).stream()
                .map(DrawnPaper.Candidate::person)
                .collect(Collectors.toSet());
        if (!candidates.containsAll(people)) {
            throw new NotFound("core.access.not-found");
        }
        var drawing = supply.drawing(head.course());
        var by = access.caller().person().value();
        people.stream()
                .sorted(java.util.Comparator.comparingLong(PersonId::value))
                .forEach(person -> {
                    var code = PaperCode.random(random);
                    while (!rows.isFree(code)) {
                        code = PaperCode.random(random);
                    }
                    rows.insert(head, person, code, drawing.draw(random), by);
                });
        audit.record("paper.draw", "paper test " + head.test(), head.division(), people.size() + " papers drawn");
    }

    /**
     * The papers as one PDF, one after the other.
     *
     * @throws NotFound when the test is not one within reach
     * @throws RuleViolation when none is drawn, or a name has a character that cannot be printed
     */
    @Transactional
    public byte[] print(PaperTestId test) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var papers = rows.papers(head);
        if (papers.isEmpty()) {
            throw new RuleViolation("quizzes.paper.none-drawn");
        }
        audit.record("paper.print", "paper test " + head.test(), head.division(), papers.size() + " papers printed");
        return sheets.papers(head, papers, publicBase);
    }

    /**
     * The answers of all papers, for those who mark: apart from the papers.
     *
     * @throws NotFound when the test is not one within reach
     * @throws RuleViolation when none is drawn, or a name has a character that cannot be printed
     */
    @Transactional
    public byte[] printKeys(PaperTestId test) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var papers = rows.papers(head);
        if (papers.isEmpty()) {
            throw new RuleViolation("quizzes.paper.none-drawn");
        }
        audit.record("paper.print-keys", "paper test " + head.test(), head.division(), papers.size() + " keys printed");
        return sheets.keys(head, papers, publicBase);
    }

    /**
     * The test that a code belongs to.
     *
     * @throws RuleViolation when it is no code
     * @throws NotFound when no test within reach has it
     */
    @Transactional(readOnly = true)
    public PaperTestId testOf(String code) {
        var reach = access.require(Action.RECORD_TRAINING);
        return rows.test(PaperCode.read(code), reach)
                .map(PaperTestId::new)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /**
     * What is to be typed from the paper with a code.
     *
     * @throws RuleViolation when it is no code
     * @throws NotFound when the test is not one within reach or has no such paper
     */
    @Transactional(readOnly = true)
    public DrawnPaper.Entry entry(PaperTestId test, String code) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var paper = paper(head, code);
        var answers = paper.answers() == null ? Map.<Integer, String>of() : paper.answers();
        var fields = new ArrayList<DrawnPaper.Field>();
        for (var versioned : paper.questions()) {
            var question = (Asked) versioned.question();
            var answer = answers.get(fields.size() + 1);
            fields.add(new DrawnPaper.Field(
                    fields.size() + 1,
                    QuestionJson.kind(question instanceof ScenarioPart part ? part.asked() : question),
                    question.about().stem(),
                    answer == null ? "" : Lettered.written(question, Answer.read(question, answer))));
        }
        return new DrawnPaper.Entry(PaperCode.shown(paper.code()), paper.name(), paper.number(), fields);
    }

    /**
     * Takes what stands on a paper, marks it, and puts the score on record. The same again changes nothing.
     *
     * @param typed one text for each question, as it is written on paper; empty where nothing is
     * @return the score, 0 to 100
     * @throws RuleViolation when it is no code, an answer is none, the day has not come, or the papers are not attached
     * @throws NotFound when the test is not one within reach or has no such paper
     * @throws Conflict when other answers were typed for it before; both are named
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public int enter(PaperTestId test, String code, List<String> typed) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var ruled = lockedRulings(head);
        var paper = paper(head, code);
        if (typed.size() != paper.questions().size()) {
            throw new RuleViolation("quizzes.paper.how-many", paper.questions().size(), typed.size());
        }
        var answers = new TreeMap<Integer, String>();
        for (var number = 1; number <= typed.size(); number++) {
            read(paper, number, typed.get(number - 1), answers);
        }
        if (paper.answers() != null) {
            requireSame(paper, answers);
            return java.util.Objects.requireNonNull(paper.score());
        }
        var planned = new Planned(0, paper, answers, marking.mark(paper.questions(), answers, ruled));
        write(test, planned);
        audit.record(
                "paper.answers",
                "paper test " + head.test(),
                head.division(),
                "paper " + PaperCode.shown(paper.code()) + ", " + planned.score());
        return planned.score();
    }

    /** The template of a list of answers, as .xlsx; one column for each question. */
    @Transactional(readOnly = true)
    public byte[] template(PaperTestId test) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var columns = columns(rows.papers(head));
        var example = new ArrayList<>(List.of(PaperCode.shown("2345678")));
        example.addAll(
                List.of(texts.get(CHINESE, "quizzes.paper.import.example").split("\\|")));
        while (example.size() < columns.size()) {
            example.add("");
        }
        return SheetWriter.template(
                columns,
                example.subList(0, columns.size()),
                texts.get(CHINESE, "quizzes.paper.import.sheet"),
                texts.get(CHINESE, "core.import.guide-sheet"),
                List.of(texts.get(CHINESE, "quizzes.paper.import.guide").split("\\|")));
    }

    /**
     * What a list (试卷编号, 1, 2, …) would do; nothing is written.
     *
     * @param bytes .xlsx, or text parted by commas or tabs
     * @throws RuleViolation when the list cannot be read as a whole
     */
    @Transactional(readOnly = true)
    public ImportReport plan(PaperTestId test, String fileName, byte[] bytes) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        return planned(head, fileName, bytes, marking.rulings(head.course())).report();
    }

    /**
     * Takes a list in, all of it or nothing.
     *
     * @throws RuleViolation when it cannot be read, a row is refused, the day has not come, or the papers are not attached
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ImportReport apply(PaperTestId test, String fileName, byte[] bytes) {
        var head = head(test, access.require(Action.RECORD_TRAINING));
        var plan = planned(head, fileName, bytes, lockedRulings(head));
        if (!plan.report().isClean()) {
            var first = plan.report().refused().getFirst();
            throw new RuleViolation(
                    "core.import.has-refused", plan.report().refused().size(), first.row());
        }
        plan.fresh().forEach(one -> write(test, one));
        if (!plan.fresh().isEmpty()) {
            audit.record(
                    "paper.answers",
                    "paper test " + head.test(),
                    head.division(),
                    plan.fresh().size() + " papers from a list");
        }
        return plan.report();
    }

    /** The quiz before the test, as a correction of a key locks them. */
    private Map<Rulings.Of, Ruling> lockedRulings(Head head) {
        var ruled = marking.heldRulings(head.course());
        rows.lock(head);
        return ruled;
    }

    private Plan planned(Head head, String fileName, byte[] bytes, Map<Rulings.Of, Ruling> ruled) {
        var papers = rows.papers(head);
        var byCode = new HashMap<String, Row>();
        papers.forEach(paper -> byCode.put(paper.code(), paper));
        var columns = columns(papers);
        var sheet = SheetReader.read(fileName, bytes, columns);
        var refused = new ArrayList<>(sheet.refused());
        var fresh = new ArrayList<Planned>();
        var added = new ArrayList<ImportReport.Change>();
        var seen = new HashSet<String>();
        var unchanged = 0;
        for (var row : sheet.rows()) {
            var column = columns.getFirst().heading();
            try {
                var code = PaperCode.read(row.text(CODE));
                var paper = byCode.get(code);
                if (paper == null) {
                    throw new RuleViolation("quizzes.paper.code-unknown", PaperCode.shown(code));
                }
                if (!seen.add(code)) {
                    throw new RuleViolation("quizzes.paper.twice", PaperCode.shown(code));
                }
                var answers = new TreeMap<Integer, String>();
                for (var number = 1; number < columns.size(); number++) {
                    column = columns.get(number).heading();
                    var typed = row.text("q" + number);
                    if (number > paper.questions().size()) {
                        if (!typed.isBlank()) {
                            throw new RuleViolation(
                                    "quizzes.paper.no-question",
                                    number,
                                    paper.questions().size());
                        }
                        continue;
                    }
                    read(paper, number, typed, answers);
                }
                column = "";
                if (paper.answers() != null) {
                    requireSame(paper, answers);
                    unchanged++;
                    continue;
                }
                var planned =
                        new Planned(row.number(), paper, answers, marking.mark(paper.questions(), answers, ruled));
                fresh.add(planned);
                added.add(new ImportReport.Change(
                        row.number(),
                        PaperCode.shown(code),
                        paper.name(),
                        List.of(new ImportReport.FieldChange(
                                texts.get(CHINESE, "quizzes.paper.score"), "", String.valueOf(planned.score())))));
            } catch (RuleViolation | Conflict wrong) {
                refused.add(refused(row.number(), column, wrong));
            }
        }
        return new Plan(new ImportReport(added, List.of(), unchanged, refused, List.of()), fresh);
    }

    private static Refused refused(int row, String column, MingbaiException wrong) {
        return new Refused(row, column, wrong.key(), wrong.arguments());
    }

    private void write(PaperTestId test, Planned planned) {
        var paper = planned.paper();
        rows.insertAnswers(
                paper.id(),
                planned.answers(),
                planned.mark().right(),
                planned.score(),
                access.caller().person().value());
        tests.enter(test, new PersonId(paper.person()), planned.score());
    }

    private static void read(Row paper, int number, String typed, Map<Integer, String> answers) {
        if (typed.isBlank()) {
            return;
        }
        Versioned versioned = paper.questions().get(number - 1);
        try {
            answers.put(
                    number, Lettered.read((Asked) versioned.question(), typed).text());
        } catch (RuleViolation wrong) {
            throw new RuleViolation("quizzes.paper.answer", number, typed.strip());
        }
    }

    /** The first answer that differs, with both. */
    private static void requireSame(Row paper, Map<Integer, String> answers) {
        var before = java.util.Objects.requireNonNull(paper.answers());
        for (var number = 1; number <= paper.questions().size(); number++) {
            var one = before.getOrDefault(number, "");
            var other = answers.getOrDefault(number, "");
            if (!one.equals(other)) {
                var question = (Asked) paper.questions().get(number - 1).question();
                throw new Conflict(
                        "quizzes.paper.other-answers",
                        PaperCode.shown(paper.code()),
                        number,
                        written(question, one),
                        written(question, other));
            }
        }
    }

    private static String written(Asked question, String answer) {
        return answer.isEmpty() ? "–" : Lettered.written(question, Answer.read(question, answer));
    }

    private Row paper(Head head, String typed) {
        var code = PaperCode.read(typed);
        return rows.papers(head).stream()
                .filter(paper -> paper.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private Head head(PaperTestId test, Reach reach) {
        return rows.head(test.value(), reach).orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private List<SheetColumn> columns(List<Row> papers) {
        var most = papers.stream()
                .mapToInt(paper -> paper.questions().size())
                .max()
                .orElse(0);
        var columns = new ArrayList<SheetColumn>();
        columns.add(new SheetColumn(CODE, SheetWords.of(texts, "quizzes.paper.import.code"), true, CellKind.TEXT));
        for (var number = 1; number <= most; number++) {
            columns.add(new SheetColumn(
                    "q" + number,
                    List.of(
                            String.valueOf(number),
                            texts.get(CHINESE, "quizzes.paper.import.question", number),
                            texts.get(Locale.ENGLISH, "quizzes.paper.import.question", number)),
                    false,
                    CellKind.TEXT));
        }
        return columns;
    }
}
