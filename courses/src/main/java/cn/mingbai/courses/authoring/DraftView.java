package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A version being written: its title and goal, its lessons, and the way to a second person. */
@Route("authoring/:course/:version(\\d{1,6})")
@PermitAll
@OpenTo(Action.EDIT_COURSES)
@StyleSheet("context://mingbai/courses.css")
class DraftView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final CourseDrafts drafts;
    private String title = "";

    DraftView(CourseDrafts drafts) {
        this.drafts = drafts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        show(
                parameters.get("course").orElseThrow(NotFoundException::new),
                parameters.get("version").map(Integer::valueOf).orElseThrow(NotFoundException::new));
    }

    private void show(String course, int version) {
        removeAll();
        var draft = drafts.draft(course, version);
        var editable = draft.state() == CourseInWork.State.DRAFT;
        title = getTranslation("courses.authoring.version-title", draft.title(), version);
        add(new Anchor("authoring", "← " + getTranslation("courses.authoring.title")));
        if (!draft.note().isBlank() && editable) {
            var refused = new Paragraph(getTranslation("courses.authoring.refused", draft.note()));
            refused.addClassName("mb-refused");
            refused.setId("refusal");
            add(refused);
        }
        if (!editable) {
            add(new Paragraph(getTranslation(
                    draft.state() == CourseInWork.State.IN_REVIEW
                            ? "courses.authoring.in-review"
                            : "courses.authoring.published")));
        }
        add(head(draft, editable), new H2(getTranslation("courses.authoring.lessons")), lessons(draft, editable));
        if (!draft.removed().isEmpty()) {
            add(new Paragraph(getTranslation(
                    "courses.authoring.removed", String.join(getTranslation("courses.list-comma"), draft.removed()))));
        }
        if (editable) {
            add(newLesson(draft));
        }
        add(steps(draft, editable));
    }

    private Div head(CourseDraft draft, boolean editable) {
        var name = new TextField(getTranslation("courses.authoring.course-title"));
        name.setValue(draft.title());
        name.setMaxLength(100);
        name.setReadOnly(!editable);
        name.setWidthFull();
        name.setId("course-title");
        var goal = new TextArea(getTranslation("courses.authoring.goal"));
        goal.setValue(draft.goal());
        goal.setMaxLength(500);
        goal.setReadOnly(!editable);
        goal.setWidthFull();
        goal.setId("course-goal");
        var form = new Div(name, goal);
        form.setWidthFull();
        if (editable) {
            var revision = new int[] {draft.revision()};
            var save = new Button(getTranslation("courses.authoring.save-head"), click -> {
                if (Notices.attempt(
                        this,
                        () -> revision[0] = drafts.saveHead(
                                draft.course(), draft.version(), name.getValue(), goal.getValue(), revision[0]))) {
                    Notices.done(this, "courses.authoring.saved");
                }
            });
            save.setId("save-head");
            form.add(save);
        }
        return form;
    }

    private FigureTable lessons(CourseDraft draft, boolean editable) {
        var table = new FigureTable(getTranslation("courses.authoring.lessons"))
                .column(getTranslation("courses.authoring.lesson"), FigureTable.Column.TEXT)
                .column(getTranslation("courses.authoring.minutes-label"), FigureTable.Column.WIDE_NUMBER)
                .column(getTranslation("courses.authoring.change"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("courses.authoring.edited"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("courses.authoring.actions"), FigureTable.Column.TEXT);
        for (var lesson : draft.lessons()) {
            var change = new Span(getTranslation("courses.authoring.change." + lesson.change()));
            change.addClassName(lesson.change() == CourseDraft.Change.SAME ? "mb-quiet" : "mb-badge-now");
            table.row(
                    lesson(draft, lesson),
                    lesson.minutes(),
                    change,
                    lesson.editedBy() == null ? "" : lesson.editedBy(),
                    actions(draft, lesson, editable));
        }
        return table;
    }

    private static Anchor lesson(CourseDraft draft, CourseDraft.Lesson lesson) {
        var link = new Anchor(
                "authoring/" + draft.course() + "/" + draft.version() + "/" + lesson.code(),
                lesson.code() + " " + lesson.title());
        link.setId("write-" + lesson.code());
        return link;
    }

    private Div actions(CourseDraft draft, CourseDraft.Lesson lesson, boolean editable) {
        var actions = new Div();
        actions.addClassName("mb-links");
        if (!editable) {
            return actions;
        }
        if (!lesson.equals(draft.lessons().getFirst())) {
            actions.add(action(
                    "courses.authoring.move-up",
                    "up-" + lesson.code(),
                    () -> drafts.moveUp(draft.course(), draft.version(), lesson.code()),
                    draft));
        }
        if (draft.lessons().size() > 1) {
            var remove = new Button(getTranslation("courses.authoring.remove"), click -> askRemove(draft, lesson));
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            remove.setId("remove-" + lesson.code());
            actions.add(remove);
        }
        return actions;
    }

    private void askRemove(CourseDraft draft, CourseDraft.Lesson lesson) {
        var dialog = new ConfirmDialog(
                getTranslation("courses.authoring.remove-title", lesson.code(), lesson.title()),
                getTranslation("courses.authoring.remove-text"),
                getTranslation("courses.authoring.remove"),
                confirmed -> run(() -> drafts.removeLesson(draft.course(), draft.version(), lesson.code()), draft));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.authoring.cancel"));
        dialog.open();
    }

    private Button action(String key, String id, Runnable action, CourseDraft draft) {
        var button = new Button(getTranslation(key), click -> run(action, draft));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setId(id);
        return button;
    }

    private void run(Runnable action, CourseDraft draft) {
        Notices.attempt(this, action);
        show(draft.course(), draft.version());
    }

    private Div newLesson(CourseDraft draft) {
        var name = new TextField(getTranslation("courses.authoring.lesson-title"));
        name.setMaxLength(100);
        name.setId("new-lesson-title");
        var add = new Button(
                getTranslation("courses.authoring.add-lesson"),
                click -> Notices.attempt(this, () -> {
                    var code = drafts.addLesson(draft.course(), draft.version(), name.getValue());
                    getUI().ifPresent(ui ->
                            ui.navigate("authoring/" + draft.course() + "/" + draft.version() + "/" + code));
                }));
        add.setId("add-lesson");
        var form = new Div(name, add);
        form.addClassName("mb-actions");
        return form;
    }

    private Div steps(CourseDraft draft, boolean editable) {
        var steps = new Div();
        steps.addClassName("mb-actions");
        var publish = new Anchor(
                "authoring/" + draft.course() + "/" + draft.version() + "/publish",
                getTranslation(editable ? "courses.authoring.to-publish" : "courses.authoring.see-difference"));
        publish.addClassName("mb-button");
        publish.setId("to-publish");
        steps.add(publish);
        if (editable) {
            var discard = new Button(getTranslation("courses.authoring.discard"), click -> askDiscard(draft));
            discard.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
            discard.setId("discard");
            steps.add(discard);
        }
        return steps;
    }

    private void askDiscard(CourseDraft draft) {
        var dialog = new ConfirmDialog(
                getTranslation("courses.authoring.discard-title", draft.title(), draft.version()),
                getTranslation("courses.authoring.discard-text"),
                getTranslation("courses.authoring.discard"),
                confirmed -> {
                    if (Notices.attempt(this, () -> drafts.discard(draft.course(), draft.version()))) {
                        getUI().ifPresent(ui -> ui.navigate("authoring"));
                    }
                });
        dialog.setConfirmButtonTheme("error primary");
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.authoring.cancel"));
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
