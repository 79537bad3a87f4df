package cn.mingbai.core.ui;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.sealing.SealWords;
import cn.mingbai.core.sealing.Verification;
import cn.mingbai.core.sealing.Verification.Outcome;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.function.Function;

/** What verifying found, each check with its sentence. */
public class VerificationPanel extends Div {

    private final Texts texts;

    public VerificationPanel(Texts texts) {
        this.texts = texts;
        setWidthFull();
        getStyle().set("display", "grid").set("gap", "0.75rem");
        getElement().setAttribute("role", "status");
    }

    /** A field for an exported file; what verifying it finds is shown here. */
    public FileUpload fileField(Function<byte[], Verification> verify) {
        var field = new FileUpload(
                (name, bytes) -> Notices.attempt(this, () -> show(verify.apply(bytes))), this::say, ".xlsx");
        field.setId("file-check");
        return field;
    }

    /** Shows a sentence instead. */
    public void say(String sentence) {
        removeAll();
        add(new Paragraph(sentence));
    }

    /** Shows what was found. */
    public void show(Verification verification) {
        removeAll();
        var verdict = new Paragraph(getTranslation("core.sealing.check." + verdict(verification)));
        verdict.addClassNames("mb-lead", verification.holds() ? "mb-done" : "mb-left");
        verdict.setId("verdict");
        add(verdict);
        for (var check : verification.checks()) {
            var outcome = new Span(getTranslation("core.sealing.check.outcome." + check.outcome()));
            outcome.addClassName(check.outcome() == Outcome.HOLDS ? "mb-done" : "mb-left");
            var heading = new H4(new Span(getTranslation("core.sealing.check.kind." + check.kind()) + " "), outcome);
            var sentence = new Paragraph(SealWords.say(texts, getLocale(), check.sentence()));
            sentence.getStyle().set("overflow-wrap", "anywhere");
            var item = new Div(heading, sentence);
            item.addClassName("mb-course");
            item.getElement().setAttribute("data-check", check.kind().name());
            if (!check.findings().isEmpty()) {
                var findings = new UnorderedList();
                check.findings()
                        .forEach(finding -> findings.add(new ListItem(SealWords.say(texts, getLocale(), finding))));
                item.add(findings);
            }
            add(item);
        }
        var at = new Paragraph(getTranslation("core.sealing.check.done", SealWords.moment(verification.at())));
        at.addClassName("mb-quiet");
        add(at);
    }

    private static String verdict(Verification verification) {
        if (verification.holds()) {
            return "holds";
        }
        if (verification.onlyFactsDiffer()) {
            return "facts-differ";
        }
        return verification.fails() ? "fails" : "unknown";
    }
}
