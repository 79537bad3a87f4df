package cn.mingbai.courses.authoring;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AtCursor;
import cn.mingbai.core.ui.CleanHtml;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.UnsavedText;
import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writing a lesson: the text on the left and what a reader will see on the right, or one after the other on a phone. Every
 * pause in typing saves; where somebody else has saved meanwhile, nothing is overwritten until the officer has looked.
 */
@Route("authoring/:course/:version(\\d{1,6})/:lesson")
@PermitAll
@OpenTo(Action.EDIT_COURSES)
@StyleSheet("context://mingbai/courses.css")
class LessonEditorView extends VerticalLayout implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {

    private static final DateTimeFormatter CLOCK_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int PAUSE_MS = 1200;

    private final CourseDrafts drafts;
    private final CoursePublishing publishing;
    private final Clock clock;

    private final TextField title = new TextField();
    private final IntegerField minutes = new IntegerField();
    private final Select<String> layer = new Select<>();
    private final MultiSelectComboBox<String> points = new MultiSelectComboBox<>();
    private final TextArea body = new TextArea();
    private final Span status = new Span();
    private final Div preview = new Div();
    private final Div difference = new Div();
    private final Div findings = new Div();
    private final Div conflict = new Div();
    private final Div panes = new Div();
    private final UnsavedText unsaved = new UnsavedText(this);

    private LessonDraft lesson =
            new LessonDraft("", 0, "", new LessonText("", 1, "", "", List.of()), 0, null, false, null, null);
    private int revision;
    private boolean isInConflict;

    LessonEditorView(CourseDrafts drafts, CoursePublishing publishing, Clock clock) {
        this.drafts = drafts;
        this.publishing = publishing;
        this.clock = clock;
        addClassNames("mb-page", "mb-editor-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getRouteParameters();
        lesson = drafts.lesson(
                parameters.get("course").orElseThrow(NotFoundException::new),
                parameters.get("version").map(Integer::valueOf).orElseThrow(NotFoundException::new),
                parameters.get("lesson").orElseThrow(NotFoundException::new));
        revision = lesson.revision();
        removeAll();
        var choices = drafts.choices();
        title.setLabel(getTranslation("courses.authoring.lesson-title"));
        title.setMaxLength(100);
        title.setId("lesson-title");
        minutes.setLabel(getTranslation("courses.authoring.minutes-label"));
        minutes.setMin(1);
        minutes.setMax(240);
        minutes.setId("lesson-minutes");
        layer.setLabel(getTranslation("courses.authoring.layer"));
        layer.setItems(choices.ruleLayers().keySet());
        layer.setItemLabelGenerator(code -> choices.ruleLayers().getOrDefault(code, code));
        points.setLabel(getTranslation("courses.authoring.points"));
        points.setItems(choices.points().keySet());
        points.setItemLabelGenerator(code -> choices.points().getOrDefault(code, code));
        points.setId("lesson-points");
        body.setLabel(getTranslation("courses.authoring.body"));
        body.setMaxLength(60_000);
        body.setId("lesson-body");
        body.addClassName("mb-editor-body");
        body.setValueChangeMode(ValueChangeMode.LAZY);
        body.setValueChangeTimeout(PAUSE_MS);
        title.setValueChangeMode(ValueChangeMode.LAZY);
        title.setValueChangeTimeout(PAUSE_MS);
        fill(lesson.text());
        watch(title);
        watch(minutes);
        watch(layer);
        watch(points);
        watch(body);
        unsaved.watch(title, body);

        add(new Anchor(
                "authoring/" + lesson.course() + "/" + lesson.version(),
                "← " + getTranslation("courses.authoring.back-to-version")));
        if (!lesson.editable()) {
            add(new Paragraph(getTranslation("courses.authoring.read-only")));
        }
        conflict.setId("conflict");
        conflict.setWidthFull();
        status.setId("save-status");
        status.getElement().setAttribute("role", "status");
        add(conflict, bar(), content());
        showRight();
        var shortcut = Shortcuts.addShortcutListener(this, this::saveNow, Key.KEY_S, KeyModifier.CONTROL);
        shortcut.setBrowserDefaultAllowed(false);
        shortcut.setResetFocusOnActiveElement(true);
    }

    private <V> void watch(AbstractField<?, V> field) {
        field.setReadOnly(!lesson.editable());
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                changed();
            }
        });
    }

    private Div bar() {
        var save = new Button(getTranslation("courses.authoring.save"), click -> saveNow());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save-lesson");
        save.setEnabled(lesson.editable());
        var bar = new Div(tabs(), save, status);
        bar.addClassNames("mb-actions", "mb-editor-bar");
        return bar;
    }

    private Tabs tabs() {
        var write = new Tab(getTranslation("courses.authoring.tab.write"));
        var look = new Tab(getTranslation("courses.authoring.tab.preview"));
        var changes = new Tab(getTranslation("courses.authoring.tab.changes"));
        write.addClassName("mb-tab-write");
        write.setId("tab-write");
        look.setId("tab-preview");
        changes.setId("tab-changes");
        var tabs = new Tabs(write, look, changes);
        tabs.addSelectedChangeListener(selected -> {
            panes.getElement()
                    .setAttribute(
                            "data-pane",
                            selected.getSelectedTab() == write
                                    ? "write"
                                    : selected.getSelectedTab() == look ? "preview" : "changes");
            showRight();
            if (selected.isFromClient()) {
                // Whoever wrote at the end of a long text would look at an empty pane: what is shown begins at its top.
                panes.scrollIntoView();
            }
        });
        // Where both fit beside each other, writing needs no tab.
        tabs.getElement().executeJs("return window.innerWidth > 900").then(Boolean.class, wide -> {
            if (wide) {
                tabs.setSelectedTab(look);
            }
        });
        return tabs;
    }

    private Div content() {
        var head = new Div(title, minutes, layer, points);
        head.addClassName("mb-editor-head");
        var write = new Div(head, tools(), body);
        write.addClassName("mb-pane-write");
        preview.setId("preview");
        findings.setId("findings");
        var look = new Div(findings, preview);
        look.addClassName("mb-pane-preview");
        difference.addClassName("mb-pane-changes");
        difference.setId("difference");
        panes.removeAll();
        panes.add(write, look, difference);
        panes.addClassName("mb-panes");
        panes.getElement().setAttribute("data-pane", "write");
        return panes;
    }

    private Div tools() {
        var tools = new Div();
        tools.addClassName("mb-editor-tools");
        if (!lesson.editable()) {
            return tools;
        }
        tools.add(
                tool("heading", "\n## ", "\n"),
                tool("bold", "**", "**"),
                tool("list", "\n- ", ""),
                tool("table", "\n|  |  |\n|---|---|\n| ", " |  |\n"),
                tool("box", "\n> **" + getTranslation("courses.authoring.tool.box-title") + "**\n>\n> - ", "\n"),
                tool("citation", " [L26 ", "]"));
        var file = new Button(getTranslation("courses.authoring.tool.file"), click -> askFile());
        file.addThemeVariants(ButtonVariant.LUMO_SMALL);
        file.setId("tool-file");
        var picture = new Button(getTranslation("courses.authoring.tool.picture"), click -> askPicture());
        picture.addThemeVariants(ButtonVariant.LUMO_SMALL);
        picture.setId("tool-picture");
        tools.add(file, picture);
        return tools;
    }

    private Button tool(String name, String before, String after) {
        var tool = new Button(
                getTranslation("courses.authoring.tool." + name), click -> AtCursor.insert(body, before, after));
        tool.addThemeVariants(ButtonVariant.LUMO_SMALL);
        tool.setId("tool-" + name);
        return tool;
    }

    private void askFile() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("courses.authoring.file.title"));
        var words = new TextField(getTranslation("courses.authoring.file.words"));
        words.setHelperText(getTranslation("courses.authoring.file.words-help"));
        words.setMaxLength(200);
        words.setWidthFull();
        words.setId("file-words");
        var upload = new FileUpload(
                (name, bytes) -> Notices.attempt(this, () -> {
                    if (words.getValue().isBlank()) {
                        throw new RuleViolation("courses.authoring.file.words-first");
                    }
                    insert(publishing.attach(name, bytes), words.getValue());
                    dialog.close();
                }),
                refused -> status.setText(refused),
                CoursePublishing.ATTACHED.toArray(String[]::new));
        upload.setId("file-upload");
        dialog.add(words, upload);
        dialog.getFooter().add(new Button(getTranslation("courses.authoring.cancel"), click -> dialog.close()));
        dialog.open();
    }

    private void askPicture() {
        var dialog = new Dialog();
        dialog.setHeaderTitle(getTranslation("courses.authoring.picture.title"));
        var titles = drafts.choices().pictures();
        var which = new Select<String>();
        which.setLabel(getTranslation("courses.authoring.picture.which"));
        which.setHelperText(getTranslation("courses.authoring.picture.help"));
        which.setItems(titles.keySet());
        which.setItemLabelGenerator(address -> titles.getOrDefault(address, address));
        which.setWidthFull();
        which.setId("picture-which");
        which.addValueChangeListener(chosen -> {
            AtCursor.insert(body, "\n\n![" + titles.get(chosen.getValue()) + "](" + chosen.getValue() + ")\n\n", "");
            dialog.close();
        });
        dialog.add(which);
        dialog.getFooter().add(new Button(getTranslation("courses.authoring.cancel"), click -> dialog.close()));
        dialog.open();
    }

    private void insert(Attachment stored, String words) {
        // What is between the brackets is text: marks of Markdown in it would end it early.
        var text = words.strip().replaceAll("[\\\\\\[\\]!`*_<]", "");
        var mark = (stored.isPicture() ? "\n![" : "[") + text + "](" + stored.path() + ")"
                + (stored.isPicture() ? "\n" : "");
        AtCursor.insert(body, mark, "");
    }

    private void fill(LessonText text) {
        title.setValue(text.title());
        minutes.setValue(text.minutes());
        layer.setValue(text.ruleLayer());
        points.setValue(java.util.Set.copyOf(text.points()));
        body.setValue(text.body());
    }

    private LessonText entered() {
        return new LessonText(
                title.getValue(),
                minutes.getValue() == null ? 0 : minutes.getValue(),
                layer.getValue() == null ? "" : layer.getValue(),
                body.getValue(),
                points.getValue().stream().sorted().toList());
    }

    private void changed() {
        unsaved.typed();
        if (!isInConflict) {
            save();
        }
        showRight();
    }

    private void saveNow() {
        if (lesson.editable() && !isInConflict && save()) {
            Notices.done(this, "courses.authoring.saved");
        }
    }

    private boolean save() {
        try {
            revision = drafts.saveLesson(lesson.course(), lesson.version(), lesson.code(), entered(), revision);
            unsaved.saved();
            say(getTranslation(
                    "courses.authoring.saved-at",
                    CLOCK_TIME.format(clock.instant().atZone(Times.ZONE))));
            return true;
        } catch (Conflict theirs) {
            showConflict(theirs);
        } catch (MingbaiException refused) {
            say(getTranslation(
                    "courses.authoring.not-saved",
                    getTranslation(refused.key(), refused.arguments().toArray())));
        }
        return false;
    }

    private void say(String text) {
        status.setText(text);
        status.setClassName("mb-refused", unsaved.isThere());
    }

    private void showConflict(Conflict theirs) {
        isInConflict = true;
        say(getTranslation("courses.authoring.not-saved-conflict"));
        var now = drafts.lesson(lesson.course(), lesson.version(), lesson.code());
        var sentence =
                new Paragraph(getTranslation(theirs.key(), theirs.arguments().toArray()));
        sentence.getElement().setAttribute("role", "alert");
        sentence.addClassName("mb-refused");
        var mine = new Button(getTranslation("courses.authoring.conflict.mine"), click -> {
            revision = now.revision();
            endConflict();
            save();
        });
        mine.setId("conflict-mine");
        var take = new Button(getTranslation("courses.authoring.conflict.theirs"), click -> askTheirs(now));
        take.setId("conflict-theirs");
        var actions = new Div(mine, take);
        actions.addClassName("mb-actions");
        conflict.removeAll();
        conflict.add(
                sentence,
                new DifferencePanel(
                        LessonDifference.of(now.text().body(), body.getValue()),
                        getTranslation("courses.authoring.conflict.their-text"),
                        getTranslation("courses.authoring.conflict.my-text")),
                actions);
        conflict.scrollIntoView();
    }

    private void askTheirs(LessonDraft theirs) {
        var dialog = new ConfirmDialog(
                getTranslation("courses.authoring.conflict.theirs-title"),
                getTranslation("courses.authoring.conflict.theirs-text"),
                getTranslation("courses.authoring.conflict.theirs"),
                confirmed -> {
                    revision = theirs.revision();
                    fill(theirs.text());
                    endConflict();
                    unsaved.saved();
                    say("");
                    showRight();
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.authoring.cancel"));
        dialog.open();
    }

    private void endConflict() {
        isInConflict = false;
        conflict.removeAll();
    }

    private void showRight() {
        var shown = drafts.preview(body.getValue(), getLocale());
        preview.removeAll();
        var html = CleanHtml.of("mb-lesson-text", shown.html());
        html.getElement().setAttribute("lang", "zh-CN");
        preview.add(html);
        findings.removeAll();
        if (!shown.findings().isEmpty()) {
            var list = new UnorderedList();
            shown.findings()
                    .forEach(finding -> list.add(new ListItem(getTranslation(finding.key(), finding.argument()))));
            list.addClassName("mb-refused");
            findings.add(list);
        }
        difference.removeAll();
        difference.add(changes());
    }

    private Component changes() {
        var before = lesson.before();
        return before == null
                ? new Paragraph(getTranslation("courses.authoring.difference.new-lesson"))
                : new DifferencePanel(
                        LessonDifference.of(before.body(), body.getValue()),
                        getTranslation("courses.authoring.difference.before"),
                        getTranslation("courses.authoring.difference.after"));
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        unsaved.askBefore(event);
    }

    @Override
    public String getPageTitle() {
        return lesson.code() + " " + lesson.text().title();
    }
}
