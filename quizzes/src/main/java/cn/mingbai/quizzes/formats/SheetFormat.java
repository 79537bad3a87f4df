package cn.mingbai.quizzes.formats;

import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.CellKind;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.spreadsheet.SheetColumn;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetRow;
import cn.mingbai.core.spreadsheet.SheetTable;
import cn.mingbai.core.spreadsheet.SheetWriter;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.Scenario;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipInputStream;

/** Spreadsheets, a question to a row, in the columns that Chinese exam systems use. */
final class SheetFormat {

    private static final List<SheetColumn> COLUMNS = Vocabulary.headings().entrySet().stream()
            .map(entry -> new SheetColumn(
                    entry.getKey(), entry.getValue(), entry.getKey().equals("stem"), CellKind.TEXT))
            .toList();

    /** The columns that we write. */
    private static final List<SheetColumn> OWN = COLUMNS.stream()
            .filter(column -> !column.key().startsWith("right."))
            .toList();

    private SheetFormat() {}

    static Reading read(String fileName, byte[] bytes) {
        var sheet = SheetReader.read(fileName, bytes, COLUMNS);
        if (sheet.rows().size() + sheet.refused().size() > Reading.MOST) {
            throw new RuleViolation("quizzes.files.too-many", Reading.MOST);
        }
        var refused = new ArrayList<>(sheet.refused());
        var found = new ArrayList<Reading.Found>();
        for (var row : sheet.rows()) {
            raw(row).question(refused).ifPresent(question -> found.add(new Reading.Found(row.number(), question)));
        }
        var leftOut = new ArrayList<Refused>();
        if (!sheet.ignoredHeadings().isEmpty()) {
            leftOut.add(
                    new Refused(1, "", "quizzes.files.columns-left-out", String.join("、", sheet.ignoredHeadings())));
        }
        var others = otherSheets(bytes);
        if (others > 0) {
            leftOut.add(new Refused(1, "", "quizzes.files.sheets-left-out", others));
        }
        return new Reading(FileFormat.SHEET, found, refused, leftOut);
    }

    private static RawQuestion raw(SheetRow row) {
        var raw = new RawQuestion(row.number());
        raw.code = row.text("code");
        raw.kind = row.text("kind");
        raw.stem = row.text("stem");
        for (var letter : Vocabulary.LETTERS.split("")) {
            var text = row.text("option." + letter);
            if (!text.isEmpty()) {
                raw.options.put(letter, text);
            }
            var flag = row.text("right." + letter);
            if (!flag.isEmpty()) {
                if (raw.flagged == null) {
                    raw.flagged = new TreeSet<>();
                }
                if (flag.equals("1") || Vocabulary.truth(flag).orElse(false)) {
                    raw.flagged.add(letter);
                }
            }
        }
        raw.answer = row.text("answer");
        raw.tolerance = row.text("tolerance");
        raw.unit = row.text("unit");
        raw.explanation = row.text("explanation");
        raw.points = row.text("points");
        raw.layer = row.text("ruleLayer");
        raw.difficulty = row.text("difficulty");
        raw.skill = row.text("skill");
        return raw;
    }

    // The reader has looked through the archive already, so that it is safe to unpack.
    private static int otherSheets(byte[] bytes) {
        if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
            return 0;
        }
        var sheets = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().matches("(?i)/?xl/worksheets/[^/]+\\.xml")) {
                    sheets++;
                }
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return 0;
        }
        return Math.max(0, sheets - 1);
    }

    static byte[] template(String sheetName, String guideName, List<String> example, List<String> guide) {
        return SheetWriter.template(OWN, example, sheetName, guideName, guide);
    }

    static Written write(String title, List<Question> questions) {
        var leftOut = new ArrayList<Written.LeftOut>();
        var rows = new ArrayList<List<String>>();
        for (var question : questions) {
            var cells = cells(question, leftOut);
            if (!cells.isEmpty()) {
                rows.add(OWN.stream()
                        .map(column -> cells.getOrDefault(column.key(), ""))
                        .toList());
            }
        }
        var table = new SheetTable(title, OWN.stream().map(SheetColumn::heading).toList(), rows, List.of());
        return new Written(SheetWriter.xlsx(title, table), leftOut);
    }

    private static Map<String, String> cells(Question question, List<Written.LeftOut> leftOut) {
        var about = question.about();
        var cells = new HashMap<String, String>();
        switch (question) {
            case SingleChoice single -> {
                options(cells, single.options());
                cells.put("answer", single.answer());
            }
            case MultipleChoice multiple -> {
                options(cells, multiple.options());
                cells.put("answer", String.join("", multiple.answer()));
            }
            case TrueFalse trueFalse -> cells.put("answer", Vocabulary.truth(trueFalse.answer()));
            case Numeric numeric -> {
                cells.put("answer", QuestionParts.plain(numeric.answer()));
                cells.put("tolerance", QuestionParts.plain(numeric.tolerance()));
                cells.put("unit", numeric.unit());
            }
            case Day day -> cells.put("answer", day.answer().toString());
            case ShortText shortText -> {
                if (shortText.accepted().stream().anyMatch(text -> text.contains("|") || text.contains("｜"))) {
                    leftOut.add(new Written.LeftOut(about.code(), "quizzes.files.left-out.separator"));
                    return Map.of();
                }
                cells.put("answer", String.join("|", shortText.accepted()));
            }
            case Ordering ordering -> {
                options(cells, ordering.steps());
                cells.put("answer", String.join("", ordering.answer()));
            }
            case Matching matching -> {
                leftOut.add(leftOut(question));
                return Map.of();
            }
            case Scenario scenario -> {
                leftOut.add(leftOut(question));
                return Map.of();
            }
            case ScenarioPart part -> {
                leftOut.add(leftOut(question));
                return Map.of();
            }
        }
        cells.put("code", about.code());
        cells.put("kind", Vocabulary.kindWord(QuestionJson.kind(question)));
        cells.put("stem", about.stem());
        cells.put("explanation", about.explanation());
        cells.put("points", String.join("、", about.points()));
        cells.put("ruleLayer", about.ruleLayer());
        cells.put("difficulty", about.difficulty() == 0 ? "" : String.valueOf(about.difficulty()));
        var skill = about.skill();
        cells.put("skill", skill == null ? "" : Vocabulary.skillWord(skill));
        return cells;
    }

    private static Written.LeftOut leftOut(Question question) {
        return new Written.LeftOut(
                question.about().code(), "quizzes.files.left-out.kind." + QuestionJson.kind(question));
    }

    private static void options(Map<String, String> cells, List<Option> options) {
        options.forEach(option -> cells.put("option." + option.key(), option.text()));
    }
}
