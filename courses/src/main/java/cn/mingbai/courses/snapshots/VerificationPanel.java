package cn.mingbai.courses.snapshots;

import cn.mingbai.core.i18n.Texts;
import cn.mingbai.courses.snapshots.Verification.Outcome;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;

/** What verifying found, each check with its sentence. */
class VerificationPanel extends Div {

    private final Texts texts;

    VerificationPanel(Texts texts) {
        this.texts = texts;
        setWidthFull();
        getStyle().set("display", "grid").set("gap", "0.75rem");
        getElement().setAttribute("role", "status");
    }

    void say(String sentence) {
        removeAll();
        add(new Paragraph(sentence));
    }

    void show(Verification verification) {
        removeAll();
        var verdict = new Paragraph(getTranslation("courses.snapshot.check." + verdict(verification)));
        verdict.addClassNames("mb-lead", verification.holds() ? "mb-done" : "mb-left");
        verdict.setId("verdict");
        add(verdict);
        for (var check : verification.checks()) {
            var outcome = new Span(getTranslation("courses.snapshot.check.outcome." + check.outcome()));
            outcome.addClassName(check.outcome() == Outcome.HOLDS ? "mb-done" : "mb-left");
            var heading =
                    new H4(new Span(getTranslation("courses.snapshot.check.kind." + check.kind()) + " "), outcome);
            var sentence = new Paragraph(SnapshotWords.say(texts, getLocale(), check.sentence()));
            sentence.getStyle().set("overflow-wrap", "anywhere");
            var item = new Div(heading, sentence);
            item.addClassName("mb-course");
            item.getElement().setAttribute("data-check", check.kind().name());
            if (!check.findings().isEmpty()) {
                var findings = new UnorderedList();
                check.findings()
                        .forEach(finding -> findings.add(new ListItem(SnapshotWords.say(texts, getLocale(), finding))));
                item.add(findings);
            }
            add(item);
        }
        var at = new Paragraph(getTranslation("courses.snapshot.check.done", SnapshotWords.moment(verification.at())));
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
