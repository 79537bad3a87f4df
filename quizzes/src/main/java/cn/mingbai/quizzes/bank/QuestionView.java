package cn.mingbai.quizzes.bank;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.bank.QuestionLine.Use;
import cn.mingbai.quizzes.bank.QuestionLine.Work;
import cn.mingbai.quizzes.questions.Question;
import cn.mingbai.quizzes.questions.QuestionParts;
import cn.mingbai.quizzes.questions.QuestionRules.Fault;
import cn.mingbai.quizzes.questions.Scenario;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One question: what is in use, what is being written, and its versions. */
@Route("questions/:course/:code")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class QuestionView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String NEW = "new";

    private final QuestionDesk desk;
    private String course = "";
    private String code = "";

    QuestionView(QuestionDesk desk) {
        this.desk = desk;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        course = event.getRouteParameters().get("course").orElse("");
        code = event.getRouteParameters().get("code").orElse("");
        show();
    }

    private void show() {
        removeAll();
        var links = new Div(new Anchor("questions/" + course, "← " + getTranslation("quizzes.bank.title-of", course)));
        links.addClassName("mb-links");
        add(links);
        if (code.equals(NEW)) {
            desk.questions(course);
            addForm(null, new QuestionDesk.Opened(0, 0));
            return;
        }
        var page = desk.question(course, code, getLocale());
        add(new H2(code), state(page));
        if (!page.note().isBlank()) {
            var note = new Paragraph(getTranslation("quizzes.bank.returned", page.note()));
            note.addClassName("mb-refused");
            add(note);
        }
        var waits = page.line().work() != Work.NONE && page.line().work() != Work.DRAFT;
        if (waits) {
            add(
                    new Paragraph(getTranslation("quizzes.bank.review-reason", page.reviewReason())),
                    new Anchor("approvals", getTranslation("quizzes.bank.to-approvals")));
        }
        draft(page, waits);
        if (page.current() != null) {
            add(
                    new H2(getTranslation(
                            page.line().use() == Use.RETIRED ? "quizzes.bank.last-text" : "quizzes.bank.current-text",
                            page.line().version())),
                    new QuestionCard(page.current()));
            if (!(page.current().question() instanceof Scenario)) {
                var correct = new Anchor(
                        "questions/" + course + "/" + code + "/correction", getTranslation("quizzes.correction.link"));
                correct.setId("correct-key");
                add(correct);
            }
        }
        if (!waits) {
            actions(page);
        }
        versions(page);
    }

    private Paragraph state(QuestionPage page) {
        var line = page.line();
        var use = getTranslation("quizzes.bank.use." + line.use());
        if (page.retiredOn() != null) {
            use = page.retiredBecause().isEmpty()
                    ? getTranslation("quizzes.bank.retired-shipped", page.retiredOn())
                    : getTranslation("quizzes.bank.retired-because", page.retiredOn(), page.retiredBecause());
        }
        var state = new Paragraph(
                line.work() == Work.NONE || line.work() == Work.DRAFT
                        ? use
                        : getTranslation("quizzes.bank.work." + line.work(), use));
        state.setId("question-state");
        return state;
    }

    private void draft(QuestionPage page, boolean waits) {
        var draft = page.draft();
        if (draft == null) {
            return;
        }
        add(new H2(getTranslation("quizzes.bank.draft-of", page.draftBy())));
        if (page.current() != null) {
            var changed = QuestionParts.differences(page.current().question(), draft.question()).stream()
                    .map(this::part)
                    .collect(Collectors.joining("、"));
            add(new Paragraph(getTranslation("quizzes.bank.changed-parts", changed)));
        }
        add(new QuestionCard(draft));
        if (waits) {
            return;
        }
        if (!page.missing().isEmpty()) {
            add(new Paragraph(getTranslation("quizzes.bank.still-missing")), missing(page.missing()));
        } else {
            add(asking("quizzes.bank.submit", "submit", false, reason -> {
                desk.submit(course, Set.of(code), reason);
                Notices.done(this, "quizzes.bank.submitted");
            }));
        }
    }

    private UnorderedList missing(List<Fault> faults) {
        var list = new UnorderedList();
        list.setId("missing");
        for (var fault : faults) {
            list.add(new ListItem(getTranslation(
                    "quizzes.bank.fault",
                    part(fault.field()),
                    getTranslation(fault.messageKey(), fault.arguments().toArray()))));
        }
        return list;
    }

    private String part(String field) {
        return PartWords.of(field, this::getTranslation);
    }

    private void actions(QuestionPage page) {
        var row = new Div();
        row.addClassName("mb-actions");
        var text = page.draft() != null ? page.draft() : page.current();
        if (text != null && !QuestionForm.knows(text.question())) {
            add(new Paragraph(getTranslation("quizzes.bank.kind-not-here")));
        } else if (text != null) {
            var edit = new Button(
                    getTranslation(page.draft() != null ? "quizzes.bank.edit-draft" : "quizzes.bank.new-version"));
            edit.setId("edit");
            edit.addClickListener(click -> {
                edit.setVisible(false);
                addForm(text.question(), page.opened());
            });
            row.add(edit);
        }
        if (page.draft() != null) {
            var discard = new Button(getTranslation("quizzes.bank.discard"), click -> confirmDiscard());
            discard.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
            row.add(discard);
        }
        add(row);
        if (page.draft() == null && page.line().use() == Use.IN_USE) {
            add(new Details(
                    getTranslation("quizzes.bank.retire"), asking("quizzes.bank.retire-ask", "retire", true, reason -> {
                        desk.retire(course, code, reason);
                        Notices.done(this, "quizzes.bank.submitted");
                    })));
        } else if (page.draft() == null && page.line().use() == Use.RETIRED) {
            add(asking("quizzes.bank.bring-back", "bring-back", false, reason -> {
                desk.bringBack(course, code, reason);
                Notices.done(this, "quizzes.bank.submitted");
            }));
        }
    }

    private Div asking(String key, String id, boolean hurts, Consumer<String> action) {
        var reason = new TextField(getTranslation("quizzes.bank.reason"));
        reason.setWidth("22rem");
        reason.setId(id + "-reason");
        var send = new Button(getTranslation(key), click -> {
            if (Notices.attempt(this, () -> action.accept(reason.getValue()))) {
                show();
            }
        });
        send.addThemeVariants(hurts ? ButtonVariant.LUMO_ERROR : ButtonVariant.LUMO_PRIMARY);
        send.setId(id);
        var row = new Div(reason, send);
        row.addClassName("mb-actions");
        return row;
    }

    private void confirmDiscard() {
        var dialog = new ConfirmDialog(
                getTranslation("quizzes.bank.discard-title"),
                getTranslation("quizzes.bank.discard-text", 1),
                getTranslation("quizzes.bank.discard-confirm"),
                confirmed -> {
                    if (Notices.attempt(this, () -> desk.discard(course, Set.of(code)))) {
                        Notices.done(this, "quizzes.bank.discarded");
                        getUI().ifPresent(ui -> ui.navigate("questions/" + course));
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("quizzes.bank.keep"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    private void addForm(@Nullable Question start, QuestionDesk.Opened opened) {
        var form = new QuestionForm(start, desk.choices());
        var save = new Button(getTranslation("quizzes.bank.save"));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("question-save");
        save.addClickListener(click -> Notices.attempt(this, () -> {
            var saved = desk.save(course, code.equals(NEW) ? "" : code, form.question(), opened);
            Notices.done(this, "quizzes.bank.saved");
            if (code.equals(NEW)) {
                getUI().ifPresent(ui -> ui.navigate("questions/" + course + "/" + saved));
            } else {
                show();
            }
        }));
        add(new H2(getTranslation(start == null ? "quizzes.bank.new" : "quizzes.bank.write")), form, save);
    }

    private void versions(QuestionPage page) {
        if (page.versions().size() < 2) {
            return;
        }
        var list = new Div();
        for (var version : page.versions()) {
            var head = new Paragraph(
                    version.writer().isEmpty()
                            ? getTranslation("quizzes.bank.version-shipped", version.number(), version.since())
                            : getTranslation(
                                    "quizzes.bank.version-by",
                                    version.number(),
                                    version.since(),
                                    version.writer(),
                                    version.reviewer()));
            list.add(head, new QuestionCard(version.question()));
        }
        add(new Details(getTranslation("quizzes.bank.versions", page.versions().size()), list));
    }

    @Override
    public String getPageTitle() {
        return code.equals(NEW) ? getTranslation("quizzes.bank.new") : getTranslation("quizzes.bank.title-of", course);
    }
}
