package cn.mingbai.quizzes.correction;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.correction.KeyChange.How;
import cn.mingbai.quizzes.questions.Asked;
import cn.mingbai.quizzes.questions.Matching;
import cn.mingbai.quizzes.questions.MultipleChoice;
import cn.mingbai.quizzes.questions.Option;
import cn.mingbai.quizzes.questions.Ordering;
import cn.mingbai.quizzes.questions.QuestionJson;
import cn.mingbai.quizzes.questions.SingleChoice;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** Corrects a question's key: what is right, whose result changes, and why. */
@Route("questions/:course/:code/correction")
@PermitAll
@OpenTo(Action.EDIT_QUESTIONS)
@StyleSheet("context://mingbai/bank.css")
class KeyCorrectionView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int REASON_LENGTH = 300;
    private static final int EXPLANATION_LENGTH = 1000;
    private static final int SHOWN = 200;

    private final KeyCorrections corrections;
    private String course = "";
    private String code = "";

    KeyCorrectionView(KeyCorrections corrections) {
        this.corrections = corrections;
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
        var links = new Div(new Anchor("questions/" + course + "/" + code, "← " + code));
        links.addClassName("mb-links");
        add(links);
        var page = corrections.page(course, code);
        add(new H2(getTranslation("quizzes.correction.title-of", code)), card(page));
        var proposed = page.proposed();
        if (proposed != null) {
            var waits = new Paragraph(getTranslation("quizzes.correction.waits", proposed.by(), proposed.reason()));
            waits.addClassName("mb-sentence");
            add(
                    waits,
                    new Paragraph(getTranslation(
                            "quizzes.correction.proposed." + proposed.change().how(),
                            proposed.change().answer())),
                    new Anchor("approvals", getTranslation("quizzes.bank.to-approvals")));
            var preview = new Div();
            preview.setWidthFull();
            add(preview);
            Notices.attempt(this, () -> fill(preview, corrections.preview(course, code, proposed.change())));
        } else {
            add(form(page));
        }
        var left = new Div();
        left.setWidthFull();
        left.setId("scores-to-review");
        byScore(left, corrections.toReview(course, code), "quizzes.correction.to-review-lead");
        add(left);
        done(page);
    }

    private Div card(CorrectionPage page) {
        var card = new Div();
        card.addClassName("mb-question");
        var question = page.question();
        var kind = new Span(getTranslation("quizzes.kind." + QuestionJson.kind(question)));
        kind.addClassName("mb-badge");
        var stem = new Paragraph(question.about().stem());
        stem.addClassName("mb-question-stem");
        card.add(kind, stem);
        for (var options : options(question)) {
            var list = new UnorderedList();
            list.addClassName("mb-question-options");
            options.forEach(option -> list.add(new ListItem(option.key() + ". " + option.text())));
            card.add(list);
        }
        var key = new Paragraph(
                page.key().isEmpty()
                        ? getTranslation("quizzes.correction.everybody")
                        : getTranslation(
                                "quizzes.correction.key-now",
                                String.join(getTranslation("quizzes.correction.or"), page.key())));
        key.addClassName("mb-question-right");
        key.setId("key-now");
        card.add(key);
        return card;
    }

    private static List<List<Option>> options(Asked question) {
        return switch (question) {
            case SingleChoice single -> List.of(single.options());
            case MultipleChoice multiple -> List.of(multiple.options());
            case Ordering ordering -> List.of(ordering.steps());
            case Matching matching -> List.of(matching.left(), matching.right());
            default -> List.of();
        };
    }

    private Div form(CorrectionPage page) {
        var how = new RadioButtonGroup<How>(getTranslation("quizzes.correction.how"));
        how.setItems(How.values());
        how.setItemLabelGenerator(one -> getTranslation("quizzes.correction.how." + one));
        how.setValue(How.KEY);
        how.setId("correction-how");
        var answer = new TextField(getTranslation("quizzes.correction.answer"));
        answer.setHelperText(getTranslation("quizzes.correction.typed." + QuestionJson.kind(page.question())));
        answer.setMaxLength(60);
        answer.setId("correction-answer");
        answer.setWidth("22rem");
        answer.setMaxWidth("100%");
        var explanation = new TextArea(getTranslation("quizzes.correction.explanation"));
        explanation.setValue(page.question().about().explanation());
        explanation.setMaxLength(EXPLANATION_LENGTH);
        explanation.setWidthFull();
        explanation.setId("correction-explanation");
        how.addValueChangeListener(change -> {
            answer.setVisible(change.getValue() != How.VOID);
            explanation.setVisible(change.getValue() == How.KEY);
        });
        var effect = new Div();
        effect.setWidthFull();
        effect.setId("correction-effect");
        var look = new Button(getTranslation("quizzes.correction.look"));
        look.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        look.setId("correction-look");
        look.addClickListener(click -> {
            effect.removeAll();
            var change = new KeyChange(
                    how.getValue(),
                    how.getValue() == How.VOID ? "" : answer.getValue(),
                    how.getValue() == How.KEY ? explanation.getValue() : "");
            Notices.attempt(this, () -> {
                fill(effect, corrections.preview(course, code, change));
                effect.add(sending(page.version(), change));
            });
        });
        var form = new Div(how, answer, explanation, look, effect);
        form.addClassName("mb-question-form");
        form.setMaxWidth("100%");
        return form;
    }

    private Div sending(int version, KeyChange change) {
        var reason = new TextArea(getTranslation("quizzes.correction.reason-label"));
        reason.setHelperText(getTranslation("quizzes.correction.reason-help"));
        reason.setMaxLength(REASON_LENGTH);
        reason.setWidthFull();
        reason.setId("correction-reason");
        var send = new Button(getTranslation("quizzes.correction.propose"), click -> {
            if (Notices.attempt(this, () -> corrections.propose(course, code, version, change, reason.getValue()))) {
                Notices.done(this, "quizzes.bank.submitted");
                show();
                scrollIntoView();
            }
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        send.setId("correction-propose");
        return new Div(reason, send);
    }

    private void fill(Div effect, CorrectionPreview preview) {
        var sentence = new Paragraph(
                preview.met() == 0
                        ? getTranslation("quizzes.correction.nobody-met")
                        : getTranslation(
                                "quizzes.correction.effect",
                                preview.met(),
                                preview.raised(),
                                preview.lowered(),
                                preview.nowPassed(),
                                preview.nowFailed()));
        sentence.addClassName("mb-sentence");
        effect.add(new H2(getTranslation("quizzes.correction.effect-title")), sentence);
        var next = preview.newVersion();
        var what = new Paragraph(
                next != null
                        ? getTranslation("quizzes.correction.new-version", next)
                        : preview.retires()
                                ? getTranslation("quizzes.correction.retires")
                                : getTranslation("quizzes.correction.stays"));
        what.addClassName("mb-quiet");
        effect.add(what);
        if (preview.elsewhere() > 0) {
            effect.add(new Paragraph(getTranslation("quizzes.correction.elsewhere", preview.elsewhere())));
        }
        people(effect, preview);
        byScore(effect, preview.byScore(), "quizzes.correction.by-score-lead");
        if (preview.byScoreElsewhere() > 0) {
            effect.add(
                    new Paragraph(getTranslation("quizzes.correction.by-score-elsewhere", preview.byScoreElsewhere())));
        }
        if (preview.unknown() > 0) {
            var unknown = new Paragraph(getTranslation("quizzes.correction.unknown-papers", preview.unknown()));
            unknown.addClassName("mb-quiet");
            effect.add(unknown);
        }
    }

    /** Names those whom nobody can mark anew, with the way to their papers. */
    private void byScore(Div place, List<CorrectionPreview.ByScore> people, String lead) {
        if (people.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("quizzes.correction.by-score"))
                .column(getTranslation("quizzes.correction.name"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.correction.number"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.weak.unit"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.correction.paper"), Column.TEXT)
                .column(getTranslation("quizzes.correction.paper-day"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.correction.score"), Column.NUMBER)
                .column(getTranslation("quizzes.correction.result"), Column.SHORT_TEXT);
        for (var line : people.subList(0, Math.min(SHOWN, people.size()))) {
            table.row(
                    line.name(),
                    line.staffNumber(),
                    line.unit(),
                    new Anchor(
                            "drawn-papers/" + line.test().value(),
                            getTranslation("quizzes.correction.paper-of", line.title(), line.paperCode())),
                    line.day(),
                    line.score(),
                    getTranslation(line.passed() ? "quizzes.correction.passed" : "quizzes.correction.failed"));
        }
        var title = new H2(getTranslation("quizzes.correction.by-score"));
        title.addClassName("mb-after-table");
        place.add(title, new Paragraph(getTranslation(lead, people.size())), table);
        if (people.size() > SHOWN) {
            place.add(new Paragraph(getTranslation("quizzes.correction.more", people.size() - SHOWN)));
        }
    }

    private void people(Div effect, CorrectionPreview preview) {
        if (preview.people().isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("quizzes.correction.effect-title"))
                .column(getTranslation("quizzes.correction.name"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.correction.number"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.weak.unit"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.correction.handed-in"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.correction.before"), Column.NUMBER)
                .column(getTranslation("quizzes.correction.after"), Column.NUMBER)
                .column(getTranslation("quizzes.correction.result"), Column.TEXT);
        for (var line :
                preview.people().subList(0, Math.min(SHOWN, preview.people().size()))) {
            table.row(
                    line.name(),
                    line.staffNumber(),
                    line.unit(),
                    line.onPaper() ? getTranslation("quizzes.correction.on-paper", line.handedIn()) : line.handedIn(),
                    line.scoreBefore(),
                    line.scoreAfter(),
                    result(line));
        }
        effect.add(table);
        if (preview.people().size() > SHOWN) {
            effect.add(new Paragraph(
                    getTranslation("quizzes.correction.more", preview.people().size() - SHOWN)));
        }
    }

    private Span result(CorrectionPreview.Line line) {
        if (line.passedBefore() == line.passedAfter()) {
            return new Span(getTranslation(
                    line.passedAfter() ? "quizzes.correction.still-passed" : "quizzes.correction.still-failed"));
        }
        var changed = new Span(
                getTranslation(line.passedAfter() ? "quizzes.correction.now-passed" : "quizzes.correction.now-failed"));
        changed.addClassName(line.passedAfter() ? "mb-done" : "mb-refused");
        return changed;
    }

    private void done(CorrectionPage page) {
        if (page.done().isEmpty()) {
            return;
        }
        var list = new UnorderedList();
        list.setId("corrections-done");
        for (var done : page.done()) {
            list.add(new ListItem(getTranslation(
                    "quizzes.correction.done-line",
                    done.day(),
                    getTranslation("quizzes.correction.how." + done.how()),
                    done.by(),
                    done.approvedBy(),
                    done.met(),
                    done.changed(),
                    done.byScore(),
                    done.reason())));
        }
        add(new H2(getTranslation("quizzes.correction.done")), list);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.correction.title-of", code);
    }
}
