package cn.mingbai.core.divisions;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionListPlan.Answers;
import cn.mingbai.core.divisions.DivisionListPlan.Change;
import cn.mingbai.core.divisions.DivisionListPlan.Question;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.spreadsheet.SheetReader;
import cn.mingbai.core.spreadsheet.SheetText;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads a yearly list of divisions: what it changes, the questions that somebody must answer, then all of it. */
@Route("divisions/load")
@PermitAll
@OpenTo(Action.EDIT_DIVISIONS)
class DivisionListView extends VerticalLayout implements HasDynamicTitle {

    private final DivisionLists lists;
    private final DayPicker day;
    private final TextField edition = new TextField();
    private final VerticalLayout content = new VerticalLayout();

    /** The old unit that a new one continues, or a new place. */
    private record Choice(@Nullable Division continues) {}

    DivisionListView(DivisionLists lists, Clock clock) {
        this.lists = lists;
        addClassName("mb-page");
        var lead = new Paragraph(getTranslation("core.divisions.load.lead"));
        lead.addClassName("mb-quiet");
        day = new DayPicker(getTranslation("core.divisions.load.day"), Times.today(clock));
        day.setMax(Times.today(clock));
        edition.setLabel(getTranslation("core.divisions.load.edition"));
        edition.setHelperText(getTranslation("core.divisions.load.edition-hint"));
        edition.setMaxLength(60);
        edition.setId("list-edition");
        var fields = new Div(day, edition);
        fields.addClassName("mb-actions");
        var upload = new FileUpload((name, bytes) -> received(bytes), this::refused, ".csv");
        upload.setId("list-upload");
        content.setPadding(false);
        add(
                new RouterLink(getTranslation("core.divisions.load.back"), DivisionsView.class),
                lead,
                fields,
                upload,
                content);
    }

    private void received(byte[] bytes) {
        content.removeAll();
        try {
            if (bytes.length > SheetReader.MAX_BYTES) {
                throw new RuleViolation("core.sheet.too-large", SheetReader.MAX_BYTES / 1024 / 1024);
            }
            if (day.getValue() == null) {
                throw new RuleViolation("core.divisions.load.choose-day");
            }
            var rows = lists.parse(SheetText.decode(bytes));
            show(rows, day.getValue(), lists.plan(rows, day.getValue(), Answers.NONE));
        } catch (MingbaiException refused) {
            refused(getTranslation(refused.key(), refused.arguments().toArray()));
        }
    }

    private void refused(String sentence) {
        content.removeAll();
        var shown = new Paragraph(sentence);
        shown.addClassName("mb-refused");
        content.add(shown);
    }

    private void show(List<DivisionListRow> rows, LocalDate from, DivisionListPlan plan) {
        content.add(new Paragraph(getTranslation(
                "core.divisions.load.summary",
                plan.added().size(),
                plan.recoded().size(),
                plan.renamed().size(),
                plan.unchanged(),
                plan.ended().size(),
                plan.questions().size())));
        var answers = new LinkedHashMap<Question, RadioButtonGroup<Choice>>();
        if (!plan.questions().isEmpty()) {
            content.add(new H3(getTranslation("core.divisions.load.questions")));
            plan.questions().forEach(question -> {
                var radio = radio(question);
                answers.put(question, radio);
                content.add(radio);
            });
        }
        var load = new Button(getTranslation("core.divisions.load.submit"), click -> load(rows, from, answers));
        load.setId("list-load");
        load.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        content.add(load);
        changes("core.divisions.load.recoded", plan.recoded());
        changes("core.divisions.load.renamed", plan.renamed());
        if (!plan.ended().isEmpty()) {
            var table = new FigureTable(getTranslation("core.divisions.load.ended"))
                    .column(getTranslation("core.divisions.name"), Column.TEXT)
                    .column(getTranslation("core.divisions.code"), Column.TEXT);
            plan.ended()
                    .forEach(division ->
                            table.row(division.name(), division.code().value()));
            content.add(new H3(getTranslation("core.divisions.load.ended")), table);
        }
        if (!plan.added().isEmpty()) {
            var table = new FigureTable(getTranslation("core.divisions.load.added"))
                    .column(getTranslation("core.divisions.name"), Column.TEXT)
                    .column(getTranslation("core.divisions.code"), Column.TEXT);
            plan.added().forEach(row -> table.row(row.name(), row.code().value()));
            content.add(new H3(getTranslation("core.divisions.load.added")), table);
        }
    }

    private RadioButtonGroup<Choice> radio(Question question) {
        var radio = new RadioButtonGroup<Choice>(getTranslation(
                "core.divisions.load.question",
                question.row().name(),
                question.row().code().value()));
        var choices = new java.util.ArrayList<Choice>();
        question.candidates().forEach(candidate -> choices.add(new Choice(candidate)));
        choices.add(new Choice(null));
        radio.setItems(choices);
        radio.setItemLabelGenerator(choice -> choice.continues() == null
                ? getTranslation("core.divisions.load.new-place")
                : getTranslation(
                        "core.divisions.load.same-place",
                        choice.continues().name(),
                        choice.continues().code().value()));
        return radio;
    }

    private void changes(String title, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation(title))
                .column(getTranslation("core.divisions.load.before"), Column.TEXT)
                .column(getTranslation("core.divisions.load.after"), Column.TEXT);
        changes.forEach(change -> table.row(
                change.before().name() + " " + change.before().code().value(),
                change.after().name() + " " + change.after().code().value()));
        content.add(new H3(getTranslation(title)), table);
    }

    private void load(List<DivisionListRow> rows, LocalDate from, Map<Question, RadioButtonGroup<Choice>> questions) {
        Notices.attempt(this, () -> {
            Map<DivisionCode, @Nullable DivisionId> answers = new HashMap<>();
            questions.forEach((question, radio) -> {
                if (radio.getValue() == null) {
                    throw new RuleViolation(
                            "core.divisions.load.answer-first", question.row().name());
                }
                var continues = radio.getValue().continues();
                answers.put(question.row().code(), continues == null ? null : continues.id());
            });
            lists.load(rows, from, edition.getValue(), new Answers(answers));
            content.removeAll();
            Notices.done(this, "core.divisions.load.done");
            getUI().ifPresent(ui -> ui.navigate(DivisionsView.class));
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.divisions.load.title");
    }
}
