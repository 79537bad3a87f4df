package cn.mingbai.quizzes.answerfile;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.quizzes.answerfile.AnswerFilePreview.Verdict;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;

/** Takes the file of somebody whose phone never got signal: what it holds, what would be new, and why it is believed. */
@Route("quiz-answers")
@PermitAll
@OpenTo(Action.RECORD_TRAINING)
class AnswerFilesView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int REASON_LENGTH = 300;

    private final AnswerFiles files;
    private final Div result = new Div();

    AnswerFilesView(AnswerFiles files) {
        this.files = files;
        addClassName("mb-page");
        result.setWidthFull();
        result.setId("answer-file-result");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        result.removeAll();
        var links = new Div(new Anchor("training-rate", "← " + getTranslation("quizzes.weak.back")));
        links.addClassName("mb-links");
        var lead = new Paragraph(getTranslation("quizzes.answer-file.lead"));
        var upload = new FileUpload(
                (name, bytes) -> show(new String(bytes, StandardCharsets.UTF_8)), this::say, ".json", ".txt");
        upload.setId("answer-file-upload");
        var paste = new TextArea(getTranslation("quizzes.answer-file.paste"));
        paste.setWidthFull();
        paste.setMinHeight("8rem");
        paste.setMaxLength(AnswerFile.MOST_BYTES);
        paste.setId("answer-file-paste");
        var look = new Button(getTranslation("quizzes.answer-file.look"), click -> show(paste.getValue()));
        look.setId("answer-file-look");
        var pasting = new Details(getTranslation("quizzes.answer-file.paste-instead"), new Div(paste, look));
        pasting.setWidthFull();
        add(links, lead, upload, pasting, result);
    }

    private void say(String sentence) {
        result.removeAll();
        var words = new Paragraph(sentence);
        words.addClassName("mb-refused");
        result.add(words);
    }

    private void show(String text) {
        result.removeAll();
        Notices.attempt(this, () -> fill(files.preview(text), text));
    }

    private void fill(AnswerFilePreview preview, String text) {
        var sentence = new Paragraph(getTranslation(
                "quizzes.answer-file.sentence",
                preview.fresh(),
                preview.scoreBefore(),
                preview.scoreAfter(),
                getTranslation(
                        preview.passedAfter()
                                ? preview.passedBefore()
                                        ? "quizzes.correction.still-passed"
                                        : "quizzes.correction.now-passed"
                                : preview.passedBefore()
                                        ? "quizzes.correction.now-failed"
                                        : "quizzes.correction.still-failed")));
        sentence.addClassName("mb-sentence");
        result.add(
                new H2(getTranslation(
                        "quizzes.answer-file.who", preview.name(), preview.staffNumber(), preview.unit())),
                new Paragraph(
                        getTranslation("quizzes.answer-file.paper", preview.title(), Times.dayOf(preview.handedIn()))),
                sentence);
        var table = new FigureTable(getTranslation("quizzes.answer-file.title"))
                .column(getTranslation("quizzes.answer-file.number"), Column.NUMBER)
                .column(getTranslation("quizzes.bank.question"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.answer-file.there"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.answer-file.given"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.answer-file.verdict"), Column.TEXT);
        for (var line : preview.lines()) {
            var verdict = new Span(getTranslation("quizzes.answer-file.verdict." + line.verdict()));
            if (line.verdict() == Verdict.FRESH) {
                verdict.addClassName("mb-done");
            }
            table.row(
                    line.number(),
                    line.stem(),
                    line.there().isEmpty() ? "–" : line.there(),
                    line.given().isEmpty() ? "–" : line.given(),
                    verdict);
        }
        result.add(table);
        if (preview.fresh() == 0) {
            result.add(new Paragraph(getTranslation("quizzes.answer-file.nothing-new")));
            return;
        }
        var reason = new TextArea(getTranslation("quizzes.answer-file.reason-label"));
        reason.setMaxLength(REASON_LENGTH);
        reason.setWidthFull();
        reason.setId("answer-file-reason");
        var send = new Button(getTranslation("quizzes.correction.propose"), click -> {
            if (Notices.attempt(this, () -> files.propose(text, reason.getValue()))) {
                Notices.done(this, "quizzes.bank.submitted");
                result.removeAll();
                result.add(new Anchor("approvals", getTranslation("quizzes.bank.to-approvals")));
            }
        });
        send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        send.setId("answer-file-propose");
        result.add(reason, send);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.answer-file.title");
    }
}
