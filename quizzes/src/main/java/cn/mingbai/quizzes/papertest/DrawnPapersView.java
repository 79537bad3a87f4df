package cn.mingbai.quizzes.papertest;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ImportPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.papertest.PaperTestId;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The drawn papers of a test on paper: whom they are drawn for, print, and what stands on them. */
@Route("drawn-papers")
@PermitAll
@OpenTo(Action.RECORD_TRAINING)
@StyleSheet("context://mingbai/bank.css")
class DrawnPapersView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    static final String CODE = "code";

    private static final String PDF = "application/pdf";

    private final DrawnPapers papers;
    private final Div entering = new Div();
    private PaperTestId test = new PaperTestId(0);

    DrawnPapersView(DrawnPapers papers) {
        this.papers = papers;
        addClassName("mb-page");
        entering.setWidthFull();
        entering.setId("paper-entry");
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        test = new PaperTestId(parameter);
        show();
        event.getLocation()
                .getQueryParameters()
                .getSingleParameter(CODE)
                .ifPresent(code -> Notices.attempt(this, () -> open(code)));
    }

    private void show() {
        removeAll();
        entering.removeAll();
        var page = papers.page(test);
        var links = new Div(new Anchor("paper-test/" + test.value(), "← " + page.title()));
        links.addClassName("mb-links");
        var typed =
                page.papers().stream().filter(paper -> paper.score() != null).count();
        var sentence = new Paragraph(
                page.papers().isEmpty()
                        ? getTranslation("quizzes.paper.none-drawn")
                        : getTranslation(
                                "quizzes.paper.sentence",
                                page.papers().size(),
                                typed,
                                page.papers().size() - typed));
        sentence.addClassName("mb-sentence");
        add(links, new H2(getTranslation("quizzes.paper.title")), sentence);
        if (!page.papers().isEmpty()) {
            add(printing(), finding(), entering, table(page));
        }
        add(drawing(page));
        if (!page.papers().isEmpty()) {
            add(importing());
        }
    }

    private Div printing() {
        var sheets = new Anchor(
                download(() -> papers.print(test), "quizzes.paper.print.file"), getTranslation("quizzes.paper.print"));
        sheets.setTarget(AnchorTarget.BLANK);
        sheets.setId("paper-print");
        var keys = new Anchor(
                download(() -> papers.printKeys(test), "quizzes.paper.print.keys-file"),
                getTranslation("quizzes.paper.print-keys"));
        keys.setTarget(AnchorTarget.BLANK);
        keys.setId("paper-keys");
        var row = new Div(sheets, keys);
        row.addClassName("mb-links");
        return row;
    }

    private DownloadHandler download(Supplier<byte[]> bytes, String fileKey) {
        return DownloadHandler.fromInputStream(event -> {
                    try {
                        var file = bytes.get();
                        return new DownloadResponse(
                                new ByteArrayInputStream(file), getTranslation(fileKey), PDF, file.length);
                    } catch (MingbaiException refused) {
                        var words = getTranslation(
                                        refused.key(), refused.arguments().toArray())
                                .getBytes(StandardCharsets.UTF_8);
                        return new DownloadResponse(
                                new ByteArrayInputStream(words), "", "text/plain; charset=utf-8", words.length);
                    }
                })
                .inline();
    }

    private Component finding() {
        var code = new TextField(getTranslation("quizzes.paper.code"));
        code.setPlaceholder("ABCD-EFG");
        code.setMaxLength(100);
        code.setId("paper-code");
        var open = new Button(
                getTranslation("quizzes.paper.open"), click -> Notices.attempt(this, () -> open(code.getValue())));
        open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        open.setId("paper-open");
        open.addClickShortcut(com.vaadin.flow.component.Key.ENTER).listenOn(code);
        var row = new Div(code, open);
        row.addClassName("mb-actions");
        var part = new Div(new H3(getTranslation("quizzes.paper.enter")), row);
        part.setWidthFull();
        return part;
    }

    private void open(String code) {
        entering.removeAll();
        var entry = papers.entry(test, code);
        var fields = new ArrayList<TextField>();
        var grid = new Div();
        grid.addClassName("mb-question-form");
        for (var field : entry.fields()) {
            var text = new TextField(field.number() + " " + getTranslation("quizzes.kind." + field.kind()));
            text.setHelperText(getTranslation("quizzes.correction.typed." + field.kind()));
            text.setValue(field.given());
            text.setMaxLength(60);
            text.setId("answer-" + field.number());
            fields.add(text);
            grid.add(text);
        }
        var save = new Button(getTranslation("quizzes.paper.save"));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("paper-save");
        save.addClickListener(click -> Notices.attempt(this, () -> {
            var score = papers.enter(
                    test, entry.code(), fields.stream().map(TextField::getValue).toList());
            show();
            Notices.done(this, "quizzes.paper.entered", entry.name(), score);
        }));
        entering.add(
                new H3(getTranslation("quizzes.paper.entry-of", entry.code(), entry.name(), entry.staffNumber())),
                grid,
                save);
        if (!fields.isEmpty()) {
            fields.getFirst().focus();
        }
    }

    private FigureTable table(DrawnPaper.Page page) {
        var table = new FigureTable(getTranslation("quizzes.paper.title"))
                .column(getTranslation("quizzes.paper.code"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.correction.name"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.correction.number"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.weak.unit"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.paper.score"), Column.NUMBER)
                .column("", Column.TEXT);
        for (var paper : page.papers()) {
            var open = new Button(
                    getTranslation(paper.score() == null ? "quizzes.paper.type" : "quizzes.paper.look"),
                    click -> Notices.attempt(this, () -> {
                        open(paper.code());
                        entering.scrollIntoView();
                    }));
            open.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            open.setAriaLabel(paper.code());
            table.row(
                    paper.code(),
                    paper.name(),
                    paper.staffNumber(),
                    paper.unit(),
                    paper.score() == null ? "" : paper.score(),
                    open);
        }
        return table;
    }

    private Component drawing(DrawnPaper.Page page) {
        if (page.candidates().isEmpty()) {
            return new Paragraph(getTranslation("quizzes.paper.nobody-left"));
        }
        var people = new CheckboxGroup<DrawnPaper.Candidate>();
        people.setItems(page.candidates());
        people.setItemLabelGenerator(one -> one.name() + " " + one.staffNumber() + " " + one.unit());
        people.setAriaLabel(getTranslation("quizzes.paper.draw"));
        people.addThemeName("vertical");
        people.setId("paper-people");
        var all = new Checkbox(
                getTranslation("quizzes.paper.all", page.candidates().size()));
        all.setId("paper-all");
        all.addValueChangeListener(change -> {
            if (change.getValue()) {
                people.select(page.candidates());
            } else {
                people.deselectAll();
            }
        });
        var draw = new Button(getTranslation("quizzes.paper.draw-button"));
        draw.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        draw.setId("paper-draw");
        draw.addClickListener(click -> {
            var chosen =
                    people.getValue().stream().map(DrawnPaper.Candidate::person).collect(Collectors.<PersonId>toSet());
            if (Notices.attempt(this, () -> papers.draw(test, chosen))) {
                show();
                Notices.done(this, "quizzes.paper.drawn", chosen.size());
            }
        });
        var actions = new Div(draw, all);
        actions.addClassName("mb-actions");
        var details = new Details(
                getTranslation("quizzes.paper.draw"),
                new Paragraph(getTranslation("quizzes.paper.draw-lead")),
                actions,
                new Div(people));
        details.setOpened(page.papers().isEmpty());
        details.setWidthFull();
        return details;
    }

    private Component importing() {
        var panel = new ImportPanel(
                () -> papers.template(test),
                getTranslation("quizzes.paper.import.template-name"),
                (name, bytes) -> new ImportPanel.Job() {
                    @Override
                    public ImportReport plan() {
                        return papers.plan(test, name, bytes);
                    }

                    @Override
                    public ImportReport apply(ImportProgress progress) {
                        progress.at(0, 1);
                        var report = papers.apply(test, name, bytes);
                        progress.at(1, 1);
                        return report;
                    }
                });
        var details = new Details(getTranslation("quizzes.paper.import"), panel);
        details.setWidthFull();
        return details;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.paper.title");
    }
}
