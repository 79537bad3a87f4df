package cn.mingbai.core.identity;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.identity.Accounts.Recipient;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.List;

/**
 * Slips with first-log-in codes: {@code ?person=ID}, once for each person. The codes are made only on the button, since
 * they end passwords; they are shown once, and a reload shows the question again.
 */
@Route("first-login-codes")
@PermitAll
@OpenTo(Action.ISSUE_FIRST_LOG_IN_CODE)
class FirstLogInCodesView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int MOST = 200;

    private final Accounts accounts;

    FirstLogInCodesView(Accounts accounts) {
        this.accounts = accounts;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var wanted = event.getLocation().getQueryParameters().getParameters().getOrDefault("person", List.of()).stream()
                .filter(id -> id.matches("[0-9]{1,18}"))
                .distinct()
                .limit(MOST)
                .map(id -> new PersonId(Long.parseLong(id)))
                .toList();
        var recipients = new ArrayList<Recipient>();
        for (var person : wanted) {
            try {
                recipients.add(accounts.recipient(person));
            } catch (MingbaiException refused) {
                var sentence = new Paragraph(
                        getTranslation(refused.key(), refused.arguments().toArray()));
                sentence.addClassName("mb-refused");
                add(sentence);
            }
        }
        if (recipients.isEmpty()) {
            add(new Paragraph(getTranslation("core.codes.none")));
            return;
        }
        ask(recipients);
    }

    private void ask(List<Recipient> recipients) {
        add(new Paragraph(getTranslation("core.codes.ask", recipients.size())));
        var names = new UnorderedList();
        for (var recipient : recipients) {
            var number = new Span(" " + recipient.staffNumber());
            number.addClassName("mb-quiet");
            var item = new ListItem(new Span(recipient.name()), number);
            if (recipient.hasPassword()) {
                item.add(new Span(" · " + getTranslation("core.codes.resets")));
            }
            names.add(item);
        }
        var issue = new Button(getTranslation("core.codes.issue"), click -> issue(recipients));
        issue.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        issue.setDisableOnClick(true);
        issue.setId("issue");
        add(names, issue);
    }

    private void issue(List<Recipient> recipients) {
        Notices.attempt(this, () -> {
            var codes = accounts.issueFirstLogInCodes(
                    recipients.stream().map(Recipient::person).toList());
            removeAll();
            show(codes);
        });
    }

    private void show(List<LogInCode> codes) {
        var once = new Paragraph(getTranslation("core.codes.once"));
        once.addClassName("mb-no-print");
        var print = new Button(
                getTranslation("core.codes.print"),
                click -> UI.getCurrent().getPage().executeJs("window.print()"));
        print.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        print.addClassName("mb-no-print");
        add(once, print);
        var slips = new Div();
        slips.addClassName("mb-slips");
        codes.forEach(code -> slips.add(slip(code)));
        add(slips);
    }

    private Div slip(LogInCode code) {
        var slip = new Div(new H3(code.personName()));
        slip.addClassName("mb-slip");
        slip.add(
                line("core.codes.address", code.address()),
                line("core.codes.login", code.loginName()),
                line("core.codes.code", code.code()),
                new Paragraph(getTranslation("core.codes.last-day", code.lastDay())),
                new Paragraph(getTranslation("core.codes.keep")));
        return slip;
    }

    private Div line(String key, String value) {
        var shown = new Span(value);
        shown.addClassName("mb-slip-value");
        return new Div(new Span(getTranslation(key)), shown);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.codes.title");
    }
}
