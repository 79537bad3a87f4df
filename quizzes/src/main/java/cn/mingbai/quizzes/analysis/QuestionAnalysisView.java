package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;

/** What the answers say about a course's questions. The question that is looked at is in the address. */
@Route("question-analysis/:course")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class QuestionAnalysisView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String ITEM = "item";

    private final QuestionAnalysis analysis;
    private String course = "";

    QuestionAnalysisView(QuestionAnalysis analysis) {
        this.analysis = analysis;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        course = event.getRouteParameters().get("course").orElse("");
        removeAll();
        var lines = analysis.analyse(course);
        var chosen = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(ITEM)
                .orElse("");
        var links = new Div(new Anchor("questions/" + course, "← " + getTranslation("quizzes.bank.title-of", course)));
        links.addClassName("mb-links");
        add(links);
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation("quizzes.analysis.none")));
            return;
        }
        lines.stream().filter(line -> item(line).equals(chosen)).findFirst().ifPresent(line -> add(detail(line)));
        var doubtful = lines.stream()
                .filter(line -> line.figures().flags().contains(ItemFigures.Flag.KEY_DOUBTFUL))
                .count();
        var lead = new Paragraph(
                doubtful == 0
                        ? getTranslation("quizzes.analysis.lead")
                        : getTranslation("quizzes.analysis.lead-doubtful", doubtful));
        lead.addClassName("mb-sentence");
        var meaning = new Details(
                getTranslation("quizzes.analysis.meaning"),
                new Paragraph(getTranslation("quizzes.analysis.meaning-counted", ItemFigures.LEAST)),
                new Paragraph(getTranslation("quizzes.analysis.meaning-difficulty")),
                new Paragraph(getTranslation("quizzes.analysis.meaning-discrimination")),
                new Paragraph(getTranslation("quizzes.analysis.meaning-thirds")));
        var table = new FigureTable(getTranslation("quizzes.analysis.title"))
                .column(getTranslation("quizzes.bank.question"), Column.TEXT)
                .column(getTranslation("quizzes.analysis.drawn"), Column.NUMBER)
                .column(getTranslation("quizzes.analysis.difficulty"), Column.NUMBER)
                .column(getTranslation("quizzes.analysis.discrimination"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.analysis.unanswered"), Column.WIDE_NUMBER);
        for (var line : lines) {
            var figures = line.figures();
            table.row(
                    name(line),
                    figures.drawn(),
                    figures.isSuppressed()
                            ? getTranslation("quizzes.analysis.too-few")
                            : new Share(figures.right(), figures.drawn()).percent(),
                    discrimination(line),
                    figures.isSuppressed() ? "" : figures.unanswered());
        }
        add(lead, table, meaning);
    }

    private static String item(QuestionLineFigures line) {
        return line.code() + ":" + line.version();
    }

    private Component name(QuestionLineFigures line) {
        var link = new Anchor(
                "question-analysis/" + course + "?" + ITEM + "=" + item(line), line.code() + " " + line.stem());
        var cell = new Div(link);
        if (!line.latest()) {
            var old = new Span(" " + getTranslation("quizzes.analysis.old-version", line.version()));
            old.addClassName("mb-quiet");
            cell.add(old);
        }
        // Under the question, so that a phone has room for the figures.
        cell.add(flags(line));
        return cell;
    }

    private String discrimination(QuestionLineFigures line) {
        var value = line.figures().discrimination();
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }

    private Component flags(QuestionLineFigures line) {
        var cell = new Div();
        line.figures().flags().stream().sorted().forEach(flag -> {
            var words = new Div(getTranslation("quizzes.analysis.flag." + flag));
            words.addClassNames("mb-small", flag == ItemFigures.Flag.KEY_DOUBTFUL ? "mb-refused" : "mb-quiet");
            cell.add(words);
        });
        return cell;
    }

    private Component detail(QuestionLineFigures line) {
        var card = new Div();
        card.addClassName("mb-question");
        card.setId("analysis-item");
        var stem = new Paragraph(line.stem());
        stem.addClassName("mb-question-stem");
        card.add(
                new H2(getTranslation("quizzes.analysis.item", line.code(), line.version())),
                stem,
                new Anchor(
                        "questions/" + course + "/" + line.bankCode(), getTranslation("quizzes.analysis.to-question")));
        var figures = line.figures();
        if (figures.isSuppressed()) {
            card.add(new Paragraph(getTranslation("quizzes.analysis.suppressed", figures.drawn(), ItemFigures.LEAST)));
            return card;
        }
        card.add(new Paragraph(getTranslation(
                "quizzes.analysis.item-figures",
                figures.drawn(),
                figures.right(),
                figures.unanswered(),
                discrimination(line))));
        card.add(flags(line));
        if (figures.choices().isEmpty()) {
            card.add(new Paragraph(getTranslation("quizzes.analysis.no-choices")));
            return card;
        }
        var table = new FigureTable(getTranslation("quizzes.analysis.choices"))
                .column(getTranslation("quizzes.analysis.choice"), Column.TEXT)
                .column(getTranslation("quizzes.analysis.all"), Column.NUMBER)
                .column(getTranslation("quizzes.analysis.upper"), Column.NUMBER)
                .column(getTranslation("quizzes.analysis.lower"), Column.NUMBER);
        for (var choice : figures.choices()) {
            var text = line.options().stream()
                    .filter(option -> option.key().equals(choice.key()))
                    .map(option -> option.key() + ". " + option.text())
                    .findFirst()
                    .orElse(judged(line, choice.key()));
            var cell = new Span(choice.right() ? getTranslation("quizzes.analysis.right-choice", text) : text);
            if (choice.right()) {
                cell.addClassName("mb-question-right");
            }
            table.row(cell, choice.all(), choice.upper(), choice.lower());
        }
        card.add(table);
        return card;
    }

    private String judged(QuestionLineFigures line, String key) {
        if (!line.kind().equals("truefalse")) {
            return key;
        }
        return getTranslation(key.equals("true") ? "quizzes.answer.true" : "quizzes.answer.false");
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.analysis.title-of", course);
    }
}
