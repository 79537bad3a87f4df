package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.print.Report;
import cn.mingbai.print.ReportPrinter;
import cn.mingbai.print.SignInSheet;
import cn.mingbai.print.TestPaper;
import cn.mingbai.print.TestPaperPrinter;
import cn.mingbai.print.UndrawableTextException;
import cn.mingbai.quizzes.attempts.Rulings;
import cn.mingbai.quizzes.marking.Answer;
import cn.mingbai.quizzes.marking.Key;
import cn.mingbai.quizzes.marking.Lettered;
import cn.mingbai.quizzes.marking.Ruling;
import cn.mingbai.quizzes.papertest.DrawnPaperRows.Head;
import cn.mingbai.quizzes.papertest.DrawnPaperRows.Row;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Day;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Numeric;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionBank.Versioned;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.ScenarioPart;
import cn.mingbai.quizzes.questions.ShortText;
import cn.mingbai.quizzes.questions.SingleChoice;
import cn.mingbai.quizzes.questions.TrueFalse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sets drawn papers and their keys for print, in Chinese. */
@Component
@Internal
class PaperSheets {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    private static final String PATH = "/T/";

    private final Rulings rulings;
    private final Texts texts;

    PaperSheets(Rulings rulings, Texts texts) {
        this.rulings = rulings;
        this.texts = texts;
    }

    private interface Printing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    /** The papers, one after the other. */
    byte[] papers(Head test, List<Row> papers, String publicBase) {
        var sheets = papers.stream()
                .map(paper -> new TestPaper(
                        test.title(),
                        List.of(
                                new SignInSheet.Fact(say("quizzes.paper.print.name"), paper.name()),
                                new SignInSheet.Fact(say("quizzes.paper.print.unit"), paper.unit()),
                                new SignInSheet.Fact(
                                        say("quizzes.paper.print.day"),
                                        test.day().toString()),
                                new SignInSheet.Fact(say("quizzes.paper.print.signature"), "")),
                        PaperCode.shown(paper.code()),
                        publicBase + PATH + paper.code(),
                        say("quizzes.paper.print.grid"),
                        say("quizzes.paper.print.note"),
                        paper.questions().stream().map(this::item).toList(),
                        say("quizzes.paper.print.page", "{0}", "{1}")))
                .toList();
        return printed(out -> TestPaperPrinter.write(test.title(), sheets, out));
    }

    /** The right answers of each paper, in its own letters. */
    byte[] keys(Head test, List<Row> papers, String publicBase) {
        var ruled = rulings.inForce(test.course());
        var rows = papers.stream()
                .map(paper -> List.of(PaperCode.shown(paper.code()), paper.name(), keys(paper, ruled)))
                .toList();
        var report = new Report(
                say("quizzes.paper.print.keys", test.title()),
                List.of(say("quizzes.paper.print.keys-lead", test.day().toString(), test.passMark())),
                List.of(new Report.Table(
                        "",
                        List.of(
                                Report.Column.text(say("quizzes.paper.code"), 2),
                                Report.Column.text(say("quizzes.correction.name"), 2),
                                Report.Column.text(say("quizzes.paper.print.answers"), 12)),
                        rows)),
                List.of(say("quizzes.paper.print.keys-note")),
                List.of(say("quizzes.paper.print.keys-only"), test.title()),
                say("quizzes.paper.print.page", "{0}", "{1}"),
                publicBase + PATH + papers.getFirst().code());
        return printed(out -> ReportPrinter.write(report, out));
    }

    private byte[] printed(Printing printing) {
        var out = new ByteArrayOutputStream();
        try {
            printing.to(out);
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation(
                    "quizzes.paper.undrawable", undrawable.place(), String.join(" ", undrawable.characters()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private String keys(Row paper, Map<Rulings.Of, Ruling> ruled) {
        var keys = new ArrayList<String>();
        for (var versioned : paper.questions()) {
            var question = (Asked) versioned.question();
            var ruling = ruled.get(new Rulings.Of(question.about().code(), versioned.version()));
            keys.add((keys.size() + 1) + "．" + key(versioned, question, ruling));
        }
        return String.join("　", keys);
    }

    private String key(Versioned versioned, Asked question, @org.jspecify.annotations.Nullable Ruling ruling) {
        if (ruling != null && ruling.everybody()) {
            return say("quizzes.paper.print.void");
        }
        var accepted = ruling == null ? List.of(question) : ruling.keyed(question);
        return accepted.stream()
                .map(one -> Lettered.written(question, Answer.read(one, Key.of(one))))
                .collect(Collectors.joining("/"));
    }

    private TestPaper.Item item(Versioned versioned) {
        var question = (Asked) versioned.question();
        var plain = question instanceof ScenarioPart part ? part.asked() : question;
        return new TestPaper.Item(
                say("quizzes.kind." + QuestionJson.kind(plain)),
                question instanceof ScenarioPart part ? part.situation().facts() : "",
                question.about().stem(),
                options(plain),
                boxes(plain),
                hint(plain));
    }

    private static List<String> options(Asked question) {
        return switch (question) {
            case SingleChoice single -> lettered(single.options());
            case MultipleChoice multiple -> lettered(multiple.options());
            case Ordering ordering -> lettered(ordering.steps());
            case Matching matching -> {
                var lines = new ArrayList<String>();
                for (var left : matching.left()) {
                    lines.add((lines.size() + 1) + ". " + left.text());
                }
                lines.addAll(lettered(matching.right()));
                yield lines;
            }
            case TrueFalse _, Numeric _, Day _, ShortText _, ScenarioPart _ -> List.of();
        };
    }

    private static List<String> lettered(List<Option> options) {
        var lines = new ArrayList<String>();
        for (var option : options) {
            lines.add(letter(lines.size()) + ". " + option.text());
        }
        return lines;
    }

    private static String letter(int index) {
        return Character.toString('A' + index);
    }

    private static List<String> boxes(Asked question) {
        var options = switch (question) {
            case SingleChoice single -> single.options().size();
            case MultipleChoice multiple -> multiple.options().size();
            case TrueFalse _, Numeric _, Day _, ShortText _, Ordering _, Matching _, ScenarioPart _ -> 0;
        };
        if (question instanceof TrueFalse) {
            return List.of("√", "×");
        }
        return java.util.stream.IntStream.range(0, options)
                .mapToObj(PaperSheets::letter)
                .toList();
    }

    private String hint(Asked question) {
        return switch (question) {
            case Numeric numeric -> numeric.unit();
            case Day _ -> say("quizzes.paper.print.hint-day");
            case Ordering _ -> say("quizzes.paper.print.hint-order");
            case Matching _ -> say("quizzes.paper.print.hint-match");
            case SingleChoice _, MultipleChoice _, TrueFalse _, ShortText _, ScenarioPart _ -> "";
        };
    }

    private String say(String key, Object... arguments) {
        return texts.get(CHINESE, key, arguments);
    }
}
