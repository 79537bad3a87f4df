package cn.mingbai.households.retention;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** The campaigns of a district and their end: what stays, what goes and when. Reached from coverage. */
@Route("campaign-closing")
@PermitAll
@OpenTo(Action.CLOSE_CAMPAIGN)
class CampaignClosingView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final CampaignClosings closings;
    private final Clock clock;

    CampaignClosingView(CampaignClosings closings, Clock clock) {
        this.closings = closings;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        var intro = new Paragraph(getTranslation("households.retention.intro"));
        intro.addClassName("mb-quiet");
        add(new Anchor("coverage", "← " + getTranslation("households.coverage.title")), intro);
        var lines = closings.list();
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation("households.retention.none")));
        }
        lines.forEach(line -> add(campaign(line)));
    }

    private Component campaign(CampaignClosings.Line line) {
        var said = new Div();
        said.setWidthFull();
        said.getElement().setAttribute("role", "status");
        var actions = new Div();
        actions.addClassName("mb-actions");
        var state = new Paragraph(getTranslation(
                "households.retention.state." + line.state(),
                line.last(),
                line.at() == null ? "" : Times.dayOf(line.at()).toString(),
                line.destroyOn() == null ? "" : line.destroyOn().toString(),
                line.why() == null ? "" : line.why()));
        state.setId("state-" + line.campaign().value());
        var section = new Div(new H3(line.name() + " " + line.district()), state);
        section.setWidthFull();
        if (line.digest() != null) {
            var digest = new Span(getTranslation("households.retention.digest", line.digest()));
            digest.addClassNames("mb-quiet", "mb-long");
            section.add(digest);
            actions.add(button("verify", line, () -> verify(line, said)));
        }
        switch (line.state()) {
            case OVER, HALTED -> {
                actions.add(button("preview", line, () -> preview(line, said)));
                actions.add(button("propose", line, () -> propose(line)));
            }
            case SEALED -> {
                actions.add(button("preview", line, () -> preview(line, said)));
                actions.add(button("halt", line, () -> halt(line)));
            }
            case RUNNING -> actions.add(button("preview", line, () -> preview(line, said)));
            case PROPOSED -> {
                actions.add(button("preview", line, () -> preview(line, said)));
                actions.add(new Anchor("approvals", getTranslation("households.retention.to-approvals")));
            }
            case DESTROYED -> {}
        }
        section.add(actions, said);
        return section;
    }

    private Button button(String what, CampaignClosings.Line line, Runnable action) {
        var button = new Button(getTranslation("households.retention." + what), click -> Notices.attempt(this, action));
        button.setId(what + "-" + line.campaign().value());
        return button;
    }

    private void verify(CampaignClosings.Line line, Div said) {
        var verified = closings.verify(line.campaign());
        said.removeAll();
        said.add(new Paragraph(
                verified.differing().isEmpty()
                        ? getTranslation("households.retention.verified", verified.villages())
                        : getTranslation(
                                "households.retention.differs",
                                String.join(getTranslation("households.word.comma"), verified.differing()))));
    }

    private void preview(CampaignClosings.Line line, Div said) {
        var preview = closings.preview(line.campaign());
        var figures = preview.figures();
        said.removeAll();
        var stays = new Paragraph(getTranslation(
                "households.retention.stays",
                preview.villages(),
                figures.ledger(),
                figures.due(),
                figures.reached().count(),
                figures.named().count()));
        var table = new FigureTable(getTranslation("households.retention.goes"))
                .column(getTranslation("households.retention.goes"), FigureTable.Column.TEXT)
                .column(getTranslation("households.retention.how-many"), FigureTable.Column.NUMBER);
        preview.kept().forEach(kept -> table.row(getTranslation(kept.what()), kept.count()));
        said.add(stays, table);
        if (preview.next() != null) {
            said.add(new Paragraph(getTranslation("households.retention.next", preview.next())));
        }
    }

    private void propose(CampaignClosings.Line line) {
        var day = new DayPicker(
                getTranslation("households.retention.destroy-on"),
                Times.today(clock).plusMonths(6));
        day.setId("destroy-on");
        day.setMin(Times.today(clock).plusDays(1));
        new ReasonDialog(
                        getTranslation("households.retention.propose"),
                        getTranslation("households.retention.propose-text"),
                        getTranslation("households.retention.basis"),
                        getTranslation("households.retention.propose-confirm"),
                        200,
                        reason -> {
                            closings.propose(line.campaign(), day.chosen(), reason);
                            Notices.done(this, "households.retention.proposed");
                            show();
                        })
                .asking(day)
                .open();
    }

    private void halt(CampaignClosings.Line line) {
        new ReasonDialog(
                        getTranslation("households.retention.halt"),
                        getTranslation("households.retention.halt-text"),
                        getTranslation("households.ledger.reason"),
                        getTranslation("households.retention.halt"),
                        200,
                        reason -> {
                            closings.halt(line.campaign(), reason);
                            show();
                        })
                .open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.retention.title");
    }
}
