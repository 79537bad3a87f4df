package cn.mingbai.courses.papertest;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetRow;
import cn.mingbai.core.spreadsheet.SheetWords;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import cn.mingbai.courses.records.Reversals;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Paper tests within the caller's reach. Scores go on record as they are entered, one by one or from a list, and only once
 * the papers or a signed list of marks are attached; a score on record is changed by a reversal and a new entry.
 */
@Service
public class PaperTests {

    private static final int TITLE_LENGTH = 100;
    private static final int BEST = 100;

    /** How many days before a test it can be opened, so that its papers can be printed. */
    private static final int AHEAD = 60;

    private static final LocalDate EARLIEST = LocalDate.of(2010, 1, 1);
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final JdbcClient jdbc;
    private final ObjectProvider<PassMarks> passMarks;
    private final PublishedCourses published;
    private final TrainingRecords records;
    private final Reversals reversals;
    private final Attachments attachments;
    private final PersonAliases aliases;
    private final Texts texts;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    PaperTests(
            JdbcClient jdbc,
            ObjectProvider<PassMarks> passMarks,
            PublishedCourses published,
            TrainingRecords records,
            Reversals reversals,
            Attachments attachments,
            PersonAliases aliases,
            Texts texts,
            Access access,
            Audit audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.passMarks = passMarks;
        this.published = published;
        this.records = records;
        this.reversals = reversals;
        this.attachments = attachments;
        this.aliases = aliases;
        this.texts = texts;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    private record Head(long id, DivisionId division, String course, int version, LocalDate day, int passMark) {}

    private record Found(long kept, String name) {}

    private record Scored(int row, String number, String name, long person, int score) {}

    private record Planned(ImportReport report, List<Scored> fresh) {}

    /** The tests within reach whose day lies in the year, the latest first. */
    @Transactional(readOnly = true)
    public List<PaperTest.Line> list(Year year) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        return jdbc.sql("""
                select t.id, t.title, coalesce(v.name, '') held_by, t.course_code, t.held_on, t.pass_mark,
                  (select count(*) from paper_test_score s where s.paper_test_id = t.id and s.in_force is not null) sat,
                  (select count(*) from paper_test_score s where s.paper_test_id = t.id and s.in_force is not null
                     and s.score >= t.pass_mark) passed,
                  not exists (select 1 from paper_test_file f where f.paper_test_id = t.id) without_files
                from paper_test t
                left join division_version v on v.division_id = t.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= t.held_on and v.valid_to > t.held_on
                where t.held_on >= :from and t.held_on < :to and
                """ + Reach.covers("t.division_id") + " order by t.held_on desc, t.id desc")
                .param("from", year.atDay(1))
                .param("to", year.plusYears(1).atDay(1))
                .params(reach.parameters())
                .query((row, index) -> new PaperTest.Line(
                        new PaperTestId(row.getLong("id")),
                        row.getString("title"),
                        row.getString("held_by"),
                        row.getString("course_code"),
                        row.getObject("held_on", LocalDate.class),
                        row.getInt("pass_mark"),
                        row.getInt("sat"),
                        row.getInt("passed"),
                        row.getBoolean("without_files")))
                .list();
    }

    /**
     * A test with its scores.
     *
     * @throws NotFound when it is not one within reach
     */
    @Transactional(readOnly = true)
    public PaperTest one(PaperTestId id) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        return jdbc.sql("""
                select t.title, coalesce(v.name, '') held_by, t.course_code, c.title course_title, t.held_on, t.pass_mark
                from paper_test t
                join course_version c on c.course_code = t.course_code and c.version = t.course_version
                left join division_version v on v.division_id = t.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= t.held_on and v.valid_to > t.held_on
                where t.id = :id and
                """ + Reach.covers("t.division_id"))
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> new PaperTest(
                        id,
                        row.getString("title"),
                        row.getString("held_by"),
                        row.getString("course_code"),
                        row.getString("course_title"),
                        row.getObject("held_on", LocalDate.class),
                        row.getInt("pass_mark"),
                        files(id),
                        scores(id, row.getInt("pass_mark"))))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    /** The courses that a test on this day can be about: titles by codes. */
    @Transactional(readOnly = true)
    @NotDivisionScoped("courses belong to no division")
    public Map<String, String> courses(LocalDate day) {
        access.require(Action.RECORD_TRAINING);
        var titles = new LinkedHashMap<String, String>();
        published.offered(day).forEach(offered -> titles.put(offered.code(), offered.title()));
        return titles;
    }

    /**
     * Opens a test for entering scores. Its pass mark is that of the course's quiz, or {@link PassMarks#USUAL}.
     *
     * @param division the unit that held it
     * @param title what it is called, 1 to 100 characters
     * @param course the course's code, published on the day
     * @param day when it is sat, at most 60 days ahead; scores are entered from that day on
     */
    @Transactional
    public PaperTestId open(DivisionId division, String title, String course, LocalDate day) {
        access.require(Action.RECORD_TRAINING, division);
        var name = title.strip();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > TITLE_LENGTH
                || name.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new RuleViolation("courses.paper.title-form", TITLE_LENGTH);
        }
        var today = Times.today(clock);
        if (day.isBefore(EARLIEST) || day.isAfter(today.plusDays(AHEAD))) {
            throw new RuleViolation("courses.paper.day-range", day, EARLIEST, today.plusDays(AHEAD));
        }
        var version = published.offered(day).stream()
                .filter(offered -> offered.code().equals(course))
                .findFirst()
                .orElseThrow(() -> new RuleViolation("courses.paper.not-published", course, day))
                .version();
        var mark = passMarks.stream()
                .map(marks -> marks.of(course))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .findFirst()
                .orElse(PassMarks.USUAL);
        var id = next("paper_test");
        jdbc.sql("""
                insert into paper_test (id, division_id, title, course_code, course_version, held_on, pass_mark,
                  recorded_at, recorded_by)
                values (:id, :division, :title, :course, :version, :day, :mark, :now, :by)
                """)
                .param("id", id)
                .param("division", division.value())
                .param("title", name)
                .param("course", course)
                .param("version", version)
                .param("day", day)
                .param("mark", mark)
                .param("now", Times.sql(clock.instant()))
                .param("by", by())
                .update();
        audit.record(
                "paper.open", "paper test " + id, division, name + ", course " + course + "/" + version + " on " + day);
        return new PaperTestId(id);
    }

    /**
     * Attaches the papers or a signed list of marks.
     *
     * @param bytes a picture or a PDF
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void attach(PaperTestId id, String fileName, byte[] bytes) {
        var test = locked(id);
        var file = attachments.store(fileName, bytes, Action.VIEW_TRAINED_PEOPLE, test.division());
        if (!file.isPicture() && !file.mediaType().equals("application/pdf")) {
            throw new RuleViolation("courses.paper.file-type");
        }
        jdbc.sql("insert into paper_test_file (id, paper_test_id, attachment_id, recorded_at, recorded_by)"
                        + " values (next value for paper_test_file_seq, :test, :file, :now, :by)")
                .param("test", test.id())
                .param("file", file.id().value())
                .param("now", Times.sql(clock.instant()))
                .param("by", by())
                .update();
        audit.record(
                "paper.file",
                "paper test " + id.value(),
                test.division(),
                "attachment " + file.id().value());
    }

    /**
     * Enters one person's score; the same again changes nothing.
     *
     * @param score 0 to 100
     * @throws NotFound when the person is not within reach
     * @throws RuleViolation when nothing is attached, the score is out of range, or another one is on record
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void enter(PaperTestId id, PersonId person, int score) {
        var reach = access.require(Action.RECORD_TRAINING);
        var test = locked(id);
        var found = jdbc.sql("select s.staff_number from person s where s.id = :person")
                .param("person", person.value())
                .query(String.class)
                .optional()
                .map(number -> known(reach, test, List.of(number)).get(number))
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        requireFiles(test);
        checkScore(score);
        var before = onRecord(test).get(found.kept());
        if (before == null) {
            write(test, List.of(new Scored(0, "", found.name(), found.kept(), score)));
        } else if (before != score) {
            throw new RuleViolation("courses.paper.other-score", found.name(), before);
        }
    }

    /** The template of a list of scores, as .xlsx. */
    @NotDivisionScoped("headings and words, no row")
    public byte[] template() {
        access.require(Action.RECORD_TRAINING);
        return SheetWriter.template(
                columns(),
                List.of(texts.get(CHINESE, "courses.paper.import.example").split("\\|")),
                texts.get(CHINESE, "courses.paper.title"),
                texts.get(CHINESE, "core.import.guide-sheet"),
                List.of(texts.get(CHINESE, "courses.paper.import.guide").split("\\|")));
    }

    /**
     * What entering a list (工号, 姓名, 成绩) would do; nothing is written.
     *
     * @param bytes .xlsx, or text parted by commas or tabs
     * @throws RuleViolation when the list cannot be read as a whole
     */
    @Transactional(readOnly = true)
    public ImportReport plan(PaperTestId id, String fileName, byte[] bytes) {
        var reach = access.require(Action.RECORD_TRAINING);
        return planned(reach, head(id, reach, ""), fileName, bytes).report();
    }

    /**
     * Enters a list, all of it or nothing.
     *
     * @throws RuleViolation when the list cannot be read, nothing is attached, or a row is refused: then nothing is written
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public ImportReport apply(PaperTestId id, String fileName, byte[] bytes) {
        var reach = access.require(Action.RECORD_TRAINING);
        var test = locked(id);
        requireFiles(test);
        var planned = planned(reach, test, fileName, bytes);
        if (!planned.report().isClean()) {
            var first = planned.report().refused().getFirst();
            throw new RuleViolation(
                    "core.import.has-refused", planned.report().refused().size(), first.row());
        }
        write(test, planned.fresh());
        return planned.report();
    }

    /**
     * Proposes to take a person's score back; a second person decides.
     *
     * @throws NotFound when the person has no score in a test within reach
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void takeBack(PaperTestId id, PersonId person, String reason) {
        var test = locked(id);
        var score = jdbc.sql("select id from paper_test_score where paper_test_id = :test and in_force = :person")
                .param("test", test.id())
                .param("person", person.value())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        reversals.propose("paper:" + score, test.division(), reason);
    }

    private void write(Head test, List<Scored> scores) {
        for (var each : scores) {
            var id = next("paper_test_score");
            jdbc.sql("""
                    insert into paper_test_score (id, paper_test_id, person_id, score, recorded_at, superseded_at,
                      recorded_by)
                    values (:id, :test, :person, :score, :now, '9999-12-31', :by)
                    """)
                    .param("id", id)
                    .param("test", test.id())
                    .param("person", each.person())
                    .param("score", each.score())
                    .param("now", Times.sql(clock.instant()))
                    .param("by", by())
                    .update();
            records.record(new TrainingEntry.PaperMarked(
                    new PersonId(each.person()),
                    test.course(),
                    test.version(),
                    test.day(),
                    each.score(),
                    each.score() >= test.passMark(),
                    "paper:" + id));
        }
        if (!scores.isEmpty()) {
            audit.record("paper.scores", "paper test " + test.id(), test.division(), scores.size() + " scores entered");
        }
    }

    private Planned planned(Reach reach, Head test, String fileName, byte[] bytes) {
        var sheet = SheetReader.read(fileName, bytes, columns());
        var refused = new ArrayList<>(sheet.refused());
        var numbers =
                sheet.rows().stream().map(row -> row.text("number")).distinct().toList();
        var known = known(reach, test, numbers);
        var before = onRecord(test);
        var seen = new HashSet<Long>();
        var fresh = new ArrayList<Scored>();
        var unchanged = 0;
        for (var row : sheet.rows()) {
            try {
                var scored = scored(row, known);
                if (!seen.add(scored.person())) {
                    throw new RuleViolation("courses.paper.twice", scored.number());
                }
                var earlier = before.get(scored.person());
                if (earlier == null) {
                    fresh.add(scored);
                } else if (earlier == scored.score()) {
                    unchanged++;
                } else {
                    throw new RuleViolation("courses.paper.other-score", scored.name(), earlier);
                }
            } catch (RuleViolation wrong) {
                refused.add(new Refused(row.number(), "", wrong.key(), wrong.arguments()));
            }
        }
        var heading = texts.get(CHINESE, "courses.paper.score");
        var added = fresh.stream()
                .map(scored -> new ImportReport.Change(
                        scored.row(),
                        scored.number(),
                        scored.name(),
                        List.of(new ImportReport.FieldChange(
                                heading,
                                "",
                                texts.get(
                                        scored.score() >= test.passMark()
                                                ? "courses.paper.score-passed"
                                                : "courses.paper.score-failed",
                                        scored.score())))))
                .toList();
        return new Planned(new ImportReport(added, List.of(), unchanged, refused, List.of()), fresh);
    }

    private static Scored scored(SheetRow row, Map<String, Found> known) {
        var number = row.text("number");
        var found = known.get(number);
        if (found == null) {
            throw new RuleViolation("courses.paper.unknown", number);
        }
        var name = Normalizer.normalize(row.text("name"), Normalizer.Form.NFC);
        if (!name.equals(Normalizer.normalize(found.name(), Normalizer.Form.NFC))) {
            throw new RuleViolation("courses.paper.other-name", number, found.name(), name);
        }
        var score = row.whole("score").orElse(-1);
        checkScore(score);
        return new Scored(row.number(), number, name, found.kept(), score);
    }

    private static void checkScore(int score) {
        if (score < 0 || score > BEST) {
            throw new RuleViolation("courses.paper.score-range", score);
        }
    }

    /** Those of these staff numbers that are posted within reach on the day of the test or today. */
    private Map<String, Found> known(Reach reach, Head test, List<String> numbers) {
        var known = new HashMap<String, Found>();
        var kept = aliases.asKnown(Times.NOT_SUPERSEDED);
        for (var from = 0; from < numbers.size(); from += 500) {
            jdbc.sql("""
                    select s.id, s.staff_number, s.name from person s where s.staff_number in (:numbers)
                      and exists (select 1 from posting p where p.person_id = s.id and p.superseded_at = '9999-12-31'
                        and ((p.valid_from <= :day and p.valid_to > :day)
                          or (p.valid_from <= :today and p.valid_to > :today)) and
                    """ + Reach.covers("p.division_id") + ")")
                    .param("numbers", numbers.subList(from, Math.min(from + 500, numbers.size())))
                    .param("day", test.day())
                    .param("today", Times.today(clock))
                    .params(reach.parameters())
                    .query((row, index) -> known.put(
                            row.getString(2),
                            new Found(kept.getOrDefault(row.getLong(1), row.getLong(1)), row.getString(3))))
                    .list();
        }
        return known;
    }

    private Map<Long, Integer> onRecord(Head test) {
        var scores = new HashMap<Long, Integer>();
        jdbc.sql("select person_id, score from paper_test_score where paper_test_id = :id and in_force is not null")
                .param("id", test.id())
                .query((row, index) -> scores.put(row.getLong(1), row.getInt(2)))
                .list();
        return scores;
    }

    private void requireFiles(Head test) {
        if (test.day().isAfter(Times.today(clock))) {
            throw new RuleViolation("courses.paper.not-yet", test.day());
        }
        if (files(new PaperTestId(test.id())).isEmpty()) {
            throw new RuleViolation("courses.paper.attach-first");
        }
    }

    private Head locked(PaperTestId id) {
        return head(id, access.require(Action.RECORD_TRAINING), " for update");
    }

    private Head head(PaperTestId id, Reach reach, String lock) {
        return jdbc.sql("select t.id, t.division_id, t.course_code, t.course_version, t.held_on, t.pass_mark"
                        + " from paper_test t where t.id = :id and " + Reach.covers("t.division_id") + lock)
                .param("id", id.value())
                .params(reach.parameters())
                .query((row, index) -> new Head(
                        row.getLong(1),
                        new DivisionId(row.getLong(2)),
                        row.getString(3),
                        row.getInt(4),
                        row.getObject(5, LocalDate.class),
                        row.getInt(6)))
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private List<PaperTest.Score> scores(PaperTestId id, int passMark) {
        return jdbc.sql("""
                select c.person_id, s.staff_number, s.name, c.score, n.name entered_by, c.recorded_at,
                  exists (select 1 from approval x where x.kind = 'training.reverse' and x.state = 'OPEN'
                    and x.subject = concat('paper:', c.id)) reversal_open
                from paper_test_score c join person s on s.id = c.person_id left join person n on n.id = c.recorded_by
                where c.paper_test_id = :id and c.in_force is not null order by s.staff_number
                """)
                .param("id", id.value())
                .query((row, index) -> new PaperTest.Score(
                        new PersonId(row.getLong("person_id")),
                        row.getString("staff_number"),
                        row.getString("name"),
                        row.getInt("score"),
                        row.getInt("score") >= passMark,
                        row.getString("entered_by"),
                        Times.instant(row.getObject("recorded_at", LocalDateTime.class)),
                        row.getBoolean("reversal_open")))
                .list();
    }

    private List<Attachment> files(PaperTestId id) {
        return attachments.all(
                jdbc.sql("select attachment_id from paper_test_file where paper_test_id = :id order by id")
                        .param("id", id.value())
                        .query((row, index) -> new AttachmentId(row.getLong(1)))
                        .list());
    }

    private List<SheetColumn> columns() {
        return List.of(
                column("number", "courses.paper.import.number", CellKind.CODE),
                column("name", "courses.paper.import.name", CellKind.TEXT),
                column("score", "courses.paper.import.score", CellKind.NUMBER));
    }

    private SheetColumn column(String key, String words, CellKind kind) {
        return new SheetColumn(key, SheetWords.of(texts, words), true, kind);
    }

    private long next(String table) {
        return jdbc.sql("select next value for " + table + "_seq")
                .query(Long.class)
                .single();
    }

    private @Nullable Long by() {
        return access.callerIfAny().map(caller -> caller.person().value()).orElse(null);
    }
}
