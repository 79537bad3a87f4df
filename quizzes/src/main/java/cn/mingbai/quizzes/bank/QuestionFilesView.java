package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.spreadsheet.ImportReport.Refused;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.formats.FileFormat;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Files of a course's questions: in, after a look at them as learners would see them, and out. */
@Route("question-files/:course")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class QuestionFilesView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int SHOWN = 50;
    private static final int LISTED = 200;
    private static final String TYPES = "application/octet-stream";
    private static final List<FileFormat> OUT = List.of(FileFormat.SHEET, FileFormat.GIFT, FileFormat.MOODLE_XML);

    private final QuestionExchange exchange;
    private final QuestionDesk desk;
    private final Div result = new Div();
    private String course = "";

    QuestionFilesView(QuestionExchange exchange, QuestionDesk desk) {
        this.exchange = exchange;
        this.desk = desk;
        addClassName("mb-page");
        result.setId("import-result");
        result.setWidthFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        course = event.getRouteParameters().get("course").orElse("");
        desk.questions(course);
        removeAll();
        result.removeAll();
        var links = new Div(new Anchor("questions/" + course, "← " + getTranslation("quizzes.bank.title-of", course)));
        links.addClassName("mb-links");
        add(links);
        addImport();
        addExport();
    }

    private void addImport() {
        var lead = new Paragraph(getTranslation("quizzes.files.lead"));
        lead.addClassName("mb-quiet");
        var template = new Anchor(
                DownloadHandler.fromInputStream(event -> {
                    var bytes = exchange.template();
                    return new DownloadResponse(
                            new ByteArrayInputStream(bytes),
                            getTranslation("quizzes.files.template-name"),
                            TYPES,
                            bytes.length);
                }),
                getTranslation("quizzes.files.template"));
        var upload = new FileUpload(this::received, this::refused, ".xlsx", ".csv", ".gift", ".xml", ".txt");
        upload.setId("question-upload");
        var text = new TextArea(getTranslation("quizzes.files.paste"));
        text.setHelperText(getTranslation("quizzes.files.paste-hint"));
        text.setWidthFull();
        text.setMinHeight("12rem");
        text.setId("paste");
        var look = new Button(
                getTranslation("quizzes.files.look"),
                click -> received(
                        getTranslation("quizzes.files.pasted-name"),
                        text.getValue().getBytes(StandardCharsets.UTF_8)));
        look.setId("look");
        var pasted = new Div(text, look);
        pasted.addClassName("mb-paste");
        add(
                new H2(getTranslation("quizzes.files.in")),
                lead,
                template,
                upload,
                new Details(getTranslation("quizzes.files.paste"), pasted),
                result);
    }

    private void refused(String sentence) {
        result.removeAll();
        var shown = new Paragraph(sentence);
        shown.addClassName("mb-refused");
        result.add(shown);
    }

    private void received(String name, byte[] bytes) {
        try {
            show(name, bytes, exchange.plan(course, name, bytes, getLocale()));
        } catch (MingbaiException unreadable) {
            refused(getTranslation(unreadable.key(), unreadable.arguments().toArray()));
        }
    }

    private void show(String name, byte[] bytes, ImportPlan plan) {
        result.removeAll();
        var fresh = plan.incoming().stream().filter(one -> one.code().isEmpty()).count();
        result.add(
                new H3(getTranslation("quizzes.files.plan-of", name)),
                new Paragraph(getTranslation(
                        "quizzes.files.summary",
                        getTranslation("quizzes.format." + plan.format()),
                        fresh,
                        plan.incoming().size() - fresh,
                        plan.unchanged(),
                        plan.refused().size(),
                        plan.leftOut().size())));
        if (!plan.refused().isEmpty()) {
            result.add(
                    new Paragraph(getTranslation("quizzes.files.mend-first")),
                    table("quizzes.files.refused", plan.format(), plan.refused()));
        } else if (plan.incoming().isEmpty()) {
            result.add(new Paragraph(getTranslation("quizzes.files.nothing-new")));
        } else {
            var apply = new Button(
                    getTranslation("quizzes.files.apply", plan.incoming().size()));
            apply.setId("import-apply");
            apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            apply.setDisableOnClick(true);
            apply.addClickListener(click -> apply(name, bytes));
            result.add(apply);
        }
        if (!plan.leftOut().isEmpty()) {
            result.add(
                    new H3(getTranslation("quizzes.files.left-out")),
                    table("quizzes.files.left-out", plan.format(), plan.leftOut()));
        }
        if (!plan.incoming().isEmpty()) {
            result.add(new H3(getTranslation("quizzes.files.preview")));
            if (plan.incoming().size() > SHOWN) {
                result.add(new Paragraph(getTranslation("quizzes.files.first-shown", SHOWN)));
            }
            plan.incoming().stream().limit(SHOWN).forEach(one -> result.add(head(plan.format(), one), card(one)));
        }
    }

    private Paragraph head(FileFormat format, ImportPlan.Incoming one) {
        var place = place(format, one.row());
        var head = one.code().isEmpty()
                ? getTranslation("quizzes.files.fresh", place)
                : getTranslation(
                        "quizzes.files.changes",
                        place,
                        one.code(),
                        one.changed().stream()
                                .map(part -> PartWords.of(part, this::getTranslation))
                                .collect(Collectors.joining("、")));
        return new Paragraph(
                one.missing() == 0 ? head : head + " " + getTranslation("quizzes.files.lacking", one.missing()));
    }

    private static QuestionCard card(ImportPlan.Incoming one) {
        return new QuestionCard(one.shown());
    }

    private FigureTable table(String caption, FileFormat format, List<Refused> lines) {
        var table = new FigureTable(getTranslation(caption))
                .column(getTranslation("quizzes.files.place"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.files.part"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.files.reason"), Column.TEXT);
        lines.stream()
                .limit(LISTED)
                .forEach(line -> table.row(
                        place(format, line.row()),
                        line.column(),
                        getTranslation(line.messageKey(), line.arguments().toArray())));
        return table;
    }

    private String place(FileFormat format, int row) {
        return getTranslation(format == FileFormat.SHEET ? "quizzes.files.row" : "quizzes.files.line", row);
    }

    private void apply(String name, byte[] bytes) {
        if (Notices.attempt(this, () -> exchange.apply(course, name, bytes, getLocale()))) {
            Notices.done(this, "quizzes.files.applied");
            getUI().ifPresent(ui -> ui.navigate("questions/" + course + "?show=drafts"));
        }
    }

    private void addExport() {
        add(new H2(getTranslation("quizzes.files.out")), new Paragraph(getTranslation("quizzes.files.out-lead")));
        for (var format : OUT) {
            var leftOut = exchange.leftOut(course, format);
            var row = new Div(new Anchor(
                    DownloadHandler.fromInputStream(event -> {
                        var file = exchange.export(course, format);
                        return new DownloadResponse(
                                new ByteArrayInputStream(file.bytes()), file.fileName(), TYPES, file.bytes().length);
                    }),
                    getTranslation("quizzes.format." + format)));
            row.addClassName("mb-links");
            add(row);
            if (leftOut.isEmpty()) {
                continue;
            }
            var lines = leftOut.stream()
                    .map(one -> one.code() + "："
                            + getTranslation(one.messageKey(), one.arguments().toArray()))
                    .collect(Collectors.joining("\r\n"));
            row.add(new Anchor(
                    DownloadHandler.fromInputStream(event -> {
                        var bytes = ("\uFEFF" + lines + "\r\n").getBytes(StandardCharsets.UTF_8);
                        return new DownloadResponse(
                                new ByteArrayInputStream(bytes),
                                getTranslation("quizzes.files.report-name", course, format.ending()),
                                TYPES,
                                bytes.length);
                    }),
                    getTranslation("quizzes.files.report", leftOut.size())));
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.files.title-of", course);
    }
}
