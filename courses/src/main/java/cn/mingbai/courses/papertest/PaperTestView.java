package cn.mingbai.courses.papertest;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.People;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.ui.EvidenceFiles;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.ImportPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One paper test: the papers, the scores, and three ways to enter them. The test is in the address. */
@Route("paper-test")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class PaperTestView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final String PASTED = "pasted.txt";
    private static final int REASON_LENGTH = 300;

    private final PaperTests tests;
    private final People people;
    private final Divisions divisions;
    private final List<PaperTestPage> further;
    private PaperTestId id = new PaperTestId(0);
    private String title = "";

    PaperTestView(PaperTests tests, People people, Divisions divisions, List<PaperTestPage> further) {
        this.tests = tests;
        this.people = people;
        this.divisions = divisions;
        this.further = further;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        id = new PaperTestId(parameter);
        show();
    }

    private void show() {
        removeAll();
        var shown = tests.one(id);
        title = shown.title();
        var mayRecord = divisions.may(Action.RECORD_TRAINING);
        var facts = new Paragraph(getTranslation(
                "courses.paper.facts",
                shown.day(),
                shown.course() + " " + shown.courseTitle(),
                shown.heldBy(),
                shown.passMark()));
        facts.addClassName("mb-lead");
        add(new Anchor("paper-tests", getTranslation("courses.paper.title")), new H2(shown.title()), facts);
        if (mayRecord) {
            further.forEach(page -> page.path(shown).ifPresent(path -> {
                var link = new Anchor(path, getTranslation(page.titleKey()));
                link.setId("paper-further");
                add(link);
            }));
        }
        files(shown, mayRecord);
        var count = new Paragraph(
                getTranslation("courses.paper.count", shown.scores().size(), shown.passed()));
        count.addClassName("mb-sentence");
        count.setId("paper-count");
        add(new H3(getTranslation("courses.paper.scores")), count);
        if (!shown.scores().isEmpty()) {
            add(table(shown, mayRecord));
        }
        if (mayRecord && !shown.files().isEmpty()) {
            add(entering(), pasting(), importing());
        }
    }

    private void files(PaperTest shown, boolean mayRecord) {
        add(new H3(getTranslation("courses.paper.files")));
        var files = new EvidenceFiles(shown.files(), getTranslation("courses.paper.attach-first"));
        add(files);
        if (mayRecord) {
            files.attaching("paper-upload", (name, bytes) -> {
                if (Notices.attempt(this, () -> tests.attach(id, name, bytes))) {
                    show();
                    Notices.done(this, "courses.class.sheets.attached");
                }
            });
        }
    }

    private FigureTable table(PaperTest shown, boolean mayRecord) {
        var table = new FigureTable(getTranslation("courses.paper.scores"))
                .column(getTranslation("courses.class.people.name"), Column.SHORT_TEXT)
                .column(getTranslation("courses.paper.score"), Column.NUMBER)
                .column(getTranslation("courses.paper.result"), Column.SHORT_TEXT)
                .column(getTranslation("courses.class.people.number"), Column.WIDE_TEXT)
                .column(getTranslation("courses.paper.entered-by"), Column.WIDE_TEXT)
                .column("", Column.TEXT);
        for (var score : shown.scores()) {
            var result = new Span(
                    getTranslation(score.passed() ? "courses.paper.result-passed" : "courses.paper.result-failed"));
            if (score.passed()) {
                result.addClassName("mb-done");
            }
            table.row(
                    score.name(),
                    score.score(),
                    result,
                    score.staffNumber(),
                    score.enteredBy() == null ? "" : score.enteredBy(),
                    takeBack(score, mayRecord));
        }
        return table;
    }

    private Component takeBack(PaperTest.Score score, boolean mayRecord) {
        if (score.reversalProposed()) {
            var waits = new Span(getTranslation("courses.class.sign-in.reversal-open"));
            waits.addClassName("mb-refused");
            return waits;
        }
        if (!mayRecord) {
            return new Span();
        }
        var button = new Button(getTranslation("courses.record.reverse"), click -> askTakeBack(score));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private void askTakeBack(PaperTest.Score score) {
        new ReasonDialog(
                        getTranslation("courses.paper.take-back", score.name(), score.score()),
                        getTranslation("courses.record.reverse.text"),
                        getTranslation("courses.record.reverse.reason"),
                        getTranslation("courses.record.reverse.confirm"),
                        REASON_LENGTH,
                        reason -> {
                            tests.takeBack(id, score.person(), reason);
                            show();
                            Notices.done(this, "courses.record.reverse.proposed");
                        })
                .open();
    }

    private Component entering() {
        var who = new ComboBox<People.RosterLine>(getTranslation("courses.class.people.add-label"));
        who.setItemsWithFilterConverter(
                query ->
                        people
                                .roster(query.getFilter().orElse(""), query.getOffset(), Math.max(1, query.getLimit()))
                                .stream(),
                text -> text);
        who.setItemLabelGenerator(
                line -> line.posted().name() + " " + line.posted().staffNumber() + " " + line.divisionName());
        who.setId("paper-person");
        who.setWidth("22rem");
        who.setMaxWidth("100%");
        var score = new IntegerField(getTranslation("courses.paper.score"));
        score.setId("paper-score");
        score.setValueChangeMode(com.vaadin.flow.data.value.ValueChangeMode.EAGER);
        score.setMin(0);
        score.setMax(100);
        score.setWidth("7rem");
        Runnable enter = () -> {
            if (Notices.attempt(this, () -> {
                if (who.getValue() == null || score.getValue() == null) {
                    throw new RuleViolation("courses.paper.choose-person");
                }
                tests.enter(id, who.getValue().posted().person(), score.getValue());
            })) {
                var name = who.getValue().posted().name();
                show();
                Notices.done(this, "courses.paper.entered", name);
            }
        };
        score.addKeyDownListener(Key.ENTER, pressed -> enter.run());
        var button = new Button(getTranslation("courses.paper.enter"), click -> enter.run());
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        button.setId("paper-enter");
        var line = new FlexLayout(who, score, button);
        line.addClassName("mb-actions");
        var entering = new Div(new H3(getTranslation("courses.paper.enter-one")), line);
        entering.setWidthFull();
        return entering;
    }

    private Component pasting() {
        var text = new TextArea(getTranslation("courses.paper.paste-label"));
        text.setPlaceholder(getTranslation("courses.paper.paste-example"));
        text.setWidthFull();
        text.setMinHeight("8rem");
        text.setMaxLength(200_000);
        text.setId("paper-paste");
        var result = new Div();
        result.setId("paper-paste-result");
        var button = new Button(getTranslation("courses.paper.paste-enter"), click -> paste(text.getValue(), result));
        button.setId("paper-paste-enter");
        var details = new Details(getTranslation("courses.paper.paste"), text, button, result);
        details.setWidthFull();
        return details;
    }

    private void paste(String text, Div result) {
        result.removeAll();
        var bytes = withHeading(text).getBytes(StandardCharsets.UTF_8);
        try {
            var plan = tests.plan(id, PASTED, bytes);
            if (plan.isClean()) {
                var report = tests.apply(id, PASTED, bytes);
                show();
                Notices.done(this, "courses.paper.pasted", report.added().size(), report.unchanged());
                return;
            }
            refused(plan, result);
        } catch (MingbaiException wrong) {
            var sentence =
                    new Paragraph(getTranslation(wrong.key(), wrong.arguments().toArray()));
            sentence.addClassName("mb-refused");
            result.add(sentence);
        }
    }

    private void refused(ImportReport plan, Div result) {
        result.add(new Paragraph(getTranslation("core.import.mend-first")));
        var table = new FigureTable(getTranslation("core.import.refused"))
                .column(getTranslation("core.import.row"), Column.NUMBER)
                .column(getTranslation("core.import.reason"), Column.TEXT);
        plan.refused()
                .forEach(row -> table.row(
                        row.row(),
                        getTranslation(row.messageKey(), row.arguments().toArray())));
        result.add(table);
    }

    /** What is copied out of a spreadsheet often comes without its headings. */
    private String withHeading(String text) {
        var words = getTranslation(java.util.Locale.SIMPLIFIED_CHINESE, "courses.paper.import.number")
                .split("\\|");
        var first = text.lines().findFirst().orElse("");
        for (var word : words) {
            if (first.contains(word)) {
                return text;
            }
        }
        var separator = first.contains("\t") ? "\t" : ",";
        var headings = getTranslation(java.util.Locale.SIMPLIFIED_CHINESE, "courses.paper.import.headings");
        return headings.replace("|", separator) + "\n" + text.replace("，", ",");
    }

    private Component importing() {
        var panel = new ImportPanel(
                tests::template,
                getTranslation("courses.paper.import.template-name"),
                (name, bytes) -> new ImportPanel.Job() {
                    @Override
                    public ImportReport plan() {
                        return tests.plan(id, name, bytes);
                    }

                    @Override
                    public ImportReport apply(ImportProgress progress) {
                        progress.at(0, 1);
                        var report = tests.apply(id, name, bytes);
                        progress.at(1, 1);
                        return report;
                    }
                });
        var details = new Details(getTranslation("courses.paper.import"), panel);
        details.setWidthFull();
        return details;
    }

    @Override
    public String getPageTitle() {
        return title.isEmpty() ? getTranslation("courses.paper.title") : title;
    }
}
