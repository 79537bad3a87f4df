package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.bank.QuestionLine.Use;
import cn.mingbai.quizzes.bank.QuestionLine.Work;
import cn.mingbai.quizzes.questions.Skill;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The question bank: the courses in numbers, and the questions of one of them. */
@Route("questions/:course?")
@Menu(title = "quizzes.bank.title", order = 46, icon = "vaadin:question-circle")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class QuestionsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private enum Filter {
        ALL,
        DRAFTS,
        REVIEW,
        RETIRED;

        boolean takes(QuestionLine line) {
            return switch (this) {
                case ALL -> true;
                case DRAFTS -> line.work() == Work.DRAFT;
                case REVIEW -> line.work() != Work.DRAFT && line.work() != Work.NONE;
                case RETIRED -> line.use() == Use.RETIRED;
            };
        }

        static Filter of(String name) {
            for (var filter : values()) {
                if (filter.name().equalsIgnoreCase(name)) {
                    return filter;
                }
            }
            return ALL;
        }
    }

    private static final String UNSTATED = "none";

    private final QuestionDesk desk;
    private final Set<String> ticked = new LinkedHashSet<>();
    private String course = "";
    private Filter filter = Filter.ALL;
    private String skill = "";

    QuestionsView(QuestionDesk desk) {
        this.desk = desk;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        course = event.getRouteParameters().get("course").orElse("");
        filter = Filter.of(event.getLocation()
                .getQueryParameters()
                .getSingleParameter("show")
                .orElse(""));
        skill = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("skill")
                .filter(named -> named.equals(UNSTATED) || Skill.of(named).isPresent())
                .orElse("");
        show();
    }

    private void show() {
        removeAll();
        ticked.clear();
        if (course.isEmpty()) {
            showCourses();
        } else {
            showQuestions();
        }
    }

    private void showCourses() {
        var lead = new Paragraph(getTranslation("quizzes.bank.lead"));
        lead.addClassName("mb-quiet");
        add(lead);
        var table = new FigureTable(getTranslation("quizzes.bank.title"))
                .column(getTranslation("quizzes.bank.course"), Column.TEXT)
                .column(getTranslation("quizzes.bank.use.IN_USE"), Column.NUMBER)
                .column(getTranslation("quizzes.bank.show.DRAFTS"), Column.NUMBER)
                .column(getTranslation("quizzes.bank.show.REVIEW"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.bank.use.RETIRED"), Column.WIDE_NUMBER);
        for (var line : desk.courses()) {
            table.row(name(line), line.inUse(), line.drafts(), line.inReview(), line.retired());
        }
        add(table.isEmpty() ? new Paragraph(getTranslation("quizzes.bank.no-course")) : table);
    }

    private Component name(CourseQuestions line) {
        var title = line.course() + " " + line.title();
        if (!line.quiz()) {
            var begin = new Button(getTranslation("quizzes.bank.prepare"), click -> {
                if (Notices.attempt(this, () -> desk.prepare(line.course()))) {
                    getUI().ifPresent(ui -> ui.navigate("questions/" + line.course()));
                }
            });
            begin.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            return new Div(new Span(title + " "), begin);
        }
        var link = new Div(new Anchor("questions/" + line.course(), title));
        if (!line.open()) {
            var state = new Span(" " + getTranslation("quizzes.bank.not-open"));
            state.addClassName("mb-quiet");
            link.add(state);
        }
        return link;
    }

    private void showQuestions() {
        var lines = desk.questions(course);
        var links = new Div(
                new Anchor("questions", "← " + getTranslation("quizzes.bank.title")),
                new Anchor("questions/" + course + "/new", getTranslation("quizzes.bank.new")),
                new Anchor("question-files/" + course, getTranslation("quizzes.files.title")),
                new Anchor("question-analysis/" + course, getTranslation("quizzes.analysis.link")),
                new Anchor("quiz-settings/" + course, getTranslation("quizzes.settings.link")));
        links.addClassName("mb-links");
        add(links, filters(lines), skills(lines));
        var shown = lines.stream().filter(filter::takes).filter(this::asks).toList();
        if (shown.isEmpty()) {
            add(new Paragraph(
                    getTranslation(skill.isEmpty() ? "quizzes.bank.none." + filter : "quizzes.bank.none-of-skill")));
            return;
        }
        if (filter == Filter.DRAFTS) {
            add(actions(shown));
        }
        add(table(shown));
    }

    private Div filters(List<QuestionLine> lines) {
        var row = new Div();
        row.addClassName("mb-filters");
        for (var one : Filter.values()) {
            var count = lines.stream().filter(one::takes).filter(this::asks).count();
            var link = new Anchor(address(one, skill), getTranslation("quizzes.bank.show." + one) + " " + count);
            if (one == filter) {
                link.getElement().setAttribute("aria-current", "page");
            }
            row.add(link);
        }
        return row;
    }

    /** Chosen in a list: seven skills as links would fill a phone's first screen. */
    private Select<String> skills(List<QuestionLine> lines) {
        var choice = new Select<String>();
        choice.setLabel(getTranslation("quizzes.bank.skill"));
        choice.setId("skill-filter");
        var codes = new ArrayList<String>();
        codes.add("");
        for (var one : Skill.values()) {
            codes.add(one.code());
        }
        var unstated = lines.stream().anyMatch(line -> line.skill() == null);
        if (unstated || skill.equals(UNSTATED)) {
            codes.add(UNSTATED);
        }
        choice.setItems(codes);
        choice.setItemLabelGenerator(code -> code.isEmpty()
                ? getTranslation("quizzes.bank.any-skill")
                : getTranslation(
                        "quizzes.settings.skill-stock",
                        getTranslation("quizzes.skill." + code),
                        lines.stream()
                                .filter(filter::takes)
                                .filter(line -> asks(line, code))
                                .count()));
        choice.setValue(skill);
        choice.addValueChangeListener(
                change -> getUI().ifPresent(ui -> ui.navigate(address(filter, change.getValue()))));
        return choice;
    }

    private boolean asks(QuestionLine line) {
        return asks(line, skill);
    }

    private static boolean asks(QuestionLine line, String code) {
        var asked = line.skill();
        return code.isEmpty() || code.equals(asked == null ? UNSTATED : asked.code());
    }

    private String address(Filter show, String code) {
        var chosen = new ArrayList<String>();
        if (show != Filter.ALL) {
            chosen.add("show=" + show.name().toLowerCase(Locale.ROOT));
        }
        if (!code.isEmpty()) {
            chosen.add("skill=" + code);
        }
        return "questions/" + course + (chosen.isEmpty() ? "" : "?" + String.join("&", chosen));
    }

    private FigureTable table(List<QuestionLine> lines) {
        var choosing = filter == Filter.DRAFTS;
        var table = new FigureTable(getTranslation("quizzes.bank.title"));
        if (choosing) {
            table.column(getTranslation("quizzes.bank.choose-column"), Column.SHORT_TEXT);
        }
        table.column(getTranslation("quizzes.bank.question"), Column.TEXT)
                .column(getTranslation("quizzes.bank.kind"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.bank.skill"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.bank.state"), Column.TEXT)
                .column(getTranslation("quizzes.bank.version"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.bank.points"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.bank.difficulty"), Column.WIDE_NUMBER);
        for (var line : lines) {
            var cells = new ArrayList<Object>();
            if (choosing) {
                cells.add(tick(line));
            }
            cells.add(new Anchor("questions/" + course + "/" + line.code(), line.code() + " " + line.stem()));
            cells.add(getTranslation("quizzes.kind." + line.kind()));
            var asked = line.skill();
            cells.add(asked == null ? "" : getTranslation("quizzes.skill." + asked.code()));
            cells.add(state(line));
            cells.add(line.version() == 0 ? "" : line.version());
            cells.add(line.points());
            cells.add(line.difficulty() == 0 ? "" : line.difficulty());
            table.row(cells.toArray());
        }
        return table;
    }

    private Checkbox tick(QuestionLine line) {
        var box = new Checkbox();
        box.setAriaLabel(line.code());
        box.setId("tick-" + line.code());
        box.setEnabled(line.missing() == 0);
        if (line.missing() == 0) {
            box.setValue(true);
            ticked.add(line.code());
        }
        box.addValueChangeListener(change -> {
            if (change.getValue()) {
                ticked.add(line.code());
            } else {
                ticked.remove(line.code());
            }
        });
        return box;
    }

    private String state(QuestionLine line) {
        var use = getTranslation("quizzes.bank.use." + line.use());
        return switch (line.work()) {
            case NONE -> use;
            case DRAFT ->
                line.missing() == 0
                        ? getTranslation("quizzes.bank.work.ready", use)
                        : getTranslation("quizzes.bank.work.lacking", use, line.missing());
            default -> getTranslation("quizzes.bank.work." + line.work(), use);
        };
    }

    private Div actions(List<QuestionLine> drafts) {
        var reason = new TextField(getTranslation("quizzes.bank.reason"));
        reason.setWidth("22rem");
        reason.setId("review-reason");
        var send = new Button(getTranslation("quizzes.bank.submit-many"), click -> {
            if (Notices.attempt(this, () -> desk.submit(course, Set.copyOf(ticked), reason.getValue()))) {
                Notices.done(this, "quizzes.bank.submitted");
                show();
            }
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        send.setId("submit-many");
        var discard = new Button(getTranslation("quizzes.bank.discard-many"), click -> confirmDiscard(drafts));
        discard.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        var row = new Div(reason, send, discard);
        row.addClassName("mb-actions");
        return row;
    }

    private void confirmDiscard(List<QuestionLine> drafts) {
        var codes = drafts.stream().map(QuestionLine::code).collect(java.util.stream.Collectors.toSet());
        var dialog = new ConfirmDialog(
                getTranslation("quizzes.bank.discard-title"),
                getTranslation("quizzes.bank.discard-text", codes.size()),
                getTranslation("quizzes.bank.discard-confirm"),
                confirmed -> {
                    if (Notices.attempt(this, () -> desk.discard(course, codes))) {
                        Notices.done(this, "quizzes.bank.discarded");
                        show();
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("quizzes.bank.keep"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return course.isEmpty()
                ? getTranslation("quizzes.bank.title")
                : getTranslation("quizzes.bank.title-of", course);
    }
}
