package cn.mingbai.households.ledger;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** The file of one household: every fact with its days, who recorded it and why, and what an officer can do. */
@Route("household")
@PermitAll
@OpenTo(Action.VIEW_LEDGER)
class HouseholdView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private final Households households;
    private final HouseholdFiles files;
    private final HouseholdChanges changes;
    private final Divisions divisions;
    private final Clock clock;
    private HouseholdId household = new HouseholdId(0);

    HouseholdView(
            Households households, HouseholdFiles files, HouseholdChanges changes, Divisions divisions, Clock clock) {
        this.households = households;
        this.files = files;
        this.changes = changes;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        if (id == null || id < 1) {
            throw new NotFound("core.access.not-found");
        }
        show(new HouseholdId(id));
    }

    private void show(HouseholdId shown) {
        household = shown;
        removeAll();
        var file = files.file(household);
        var line = file.line();
        var back = new RouterLink(
                getTranslation("households.file.back"),
                HouseholdsView.class,
                line.village().value());
        var who = new Paragraph(getTranslation(
                "households.file.who",
                line.group(),
                line.maskedHead(),
                line.number(),
                getTranslation("households.state." + line.state()),
                line.stateFrom().toString()));
        who.addClassName("mb-sentence");
        who.setId("who");
        add(back, who);
        if (file.waiting()) {
            var waiting = new Paragraph(getTranslation("households.exclusion.waits-note"));
            waiting.addClassName("mb-refused");
            waiting.setId("waiting");
            add(waiting);
        }
        if (file.editable()) {
            add(actions(file));
        }
        add(new H3(getTranslation("households.file.facts")), facts(file));
        if (file.editable()) {
            photos();
        }
    }

    private Component actions(HouseholdFiles.File file) {
        var line = file.line();
        var village = line.village();
        var actions = new FlexLayout();
        actions.addClassName("mb-actions");
        actions.add(button("change-state", () -> new SetStateDialog(households, line, clock, this::said).open()));
        actions.add(button("correct", () -> new HouseholdChangeDialogs(changes, line, clock, this::done).correct()));
        if (!file.joined()) {
            actions.add(button("split", () -> new HouseholdChangeDialogs(changes, line, clock, this::done).split()));
            actions.add(button(
                    "join",
                    () -> new HouseholdChangeDialogs(changes, line, clock, this::done).join(households, this::said)));
        } else {
            actions.add(button(
                    "unjoin",
                    () -> new ReasonDialog(
                                    getTranslation("households.change.unjoin-title"),
                                    getTranslation("households.change.unjoin-text"),
                                    getTranslation("households.ledger.reason"),
                                    getTranslation("households.change.unjoin"),
                                    200,
                                    reason -> {
                                        changes.unjoin(line.household(), reason);
                                        done(line.household());
                                    })
                            .open()));
        }
        actions.add(button(
                "move",
                () -> new HouseholdChangeDialogs(changes, line, clock, this::done)
                        .move(divisions.reachable(Action.EDIT_LEDGER, Level.VILLAGE).stream()
                                .filter(each -> !each.id().equals(village))
                                .toList())));
        return actions;
    }

    private Button button(String key, Runnable open) {
        var button = new Button(getTranslation("households.change." + key), click -> open.run());
        button.setId(key);
        return button;
    }

    private void said(Households.Outcome outcome) {
        Notices.done(
                this, outcome == Households.Outcome.WAITS ? "households.exclusion.waits" : "households.ledger.done");
        show(household);
    }

    private void done(HouseholdId changed) {
        Notices.done(this, "households.ledger.done");
        show(changed);
    }

    private Component facts(HouseholdFiles.File file) {
        var table = new FigureTable(getTranslation("households.file.facts"))
                .column(getTranslation("households.file.days"), FigureTable.Column.TEXT)
                .column(getTranslation("households.file.what"), FigureTable.Column.TEXT)
                .column(getTranslation("households.ledger.reason"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.file.by"), FigureTable.Column.WIDE_TEXT);
        for (var fact : file.facts()) {
            var what = new Div(what(fact));
            if (!fact.stands()) {
                what.add(quiet(getTranslation("households.file.superseded")));
            }
            var row = table.row(days(fact), what, fact.reason(), by(fact));
            if (!fact.stands()) {
                row.addClassName("mb-quiet");
            }
        }
        return table;
    }

    private void photos() {
        var photos = files.photos(household);
        if (photos.isEmpty()) {
            return;
        }
        var links = new UnorderedList();
        links.setId("photos");
        photos.forEach(photo -> {
            var link = new Anchor(
                    photo.path(),
                    getTranslation("households.file.photo", photo.day().toString(), photo.by()));
            link.setTarget(AnchorTarget.BLANK);
            links.add(new ListItem(link));
        });
        add(new H3(getTranslation("households.file.photos")), links);
    }

    private String days(HouseholdFiles.Fact fact) {
        var from = fact.from().getYear() < 2000
                ? getTranslation("households.file.always")
                : fact.from().toString();
        return fact.about() == HouseholdFiles.About.FOUND || fact.to().equals(Times.NO_END)
                ? from
                : getTranslation(
                        "households.file.from-to", from, fact.to().minusDays(1).toString());
    }

    private Component what(HouseholdFiles.Fact fact) {
        var said = getTranslation(
                "households.file.about." + fact.about(),
                fact.about() == HouseholdFiles.About.STATE
                        ? getTranslation("households.state." + fact.what())
                        : fact.what());
        var other = fact.other();
        return other == null ? new Span(said) : new RouterLink(said, HouseholdView.class, other.value());
    }

    private Component by(HouseholdFiles.Fact fact) {
        return new Div(
                new Span(fact.by().isEmpty() ? getTranslation("households.file.system") : fact.by()),
                quiet(Times.dayOf(fact.recordedAt()).toString()));
    }

    private static Component quiet(String text) {
        var quiet = new Div(text);
        quiet.addClassNames("mb-quiet", "mb-nowrap");
        return quiet;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.file.title");
    }
}
