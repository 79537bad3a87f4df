package cn.mingbai.district.feed;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys of the feed: which there are, a form for a new one that is shown once, and withdrawal. Reached from the ledgers. */
@Route("feed-keys")
@PermitAll
@OpenTo(Action.MANAGE_FEED)
class FeedTokensView extends VerticalLayout implements HasDynamicTitle {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int USUAL_DAYS = 180;

    private final FeedTokens tokens;
    private final Divisions divisions;
    private final Clock clock;
    private final Div list = new Div();
    private final Div told = new Div();

    FeedTokensView(FeedTokens tokens, Divisions divisions, Clock clock) {
        this.tokens = tokens;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        list.setWidthFull();
        told.setWidthFull();
        told.setId("issued");
        add(
                new Anchor("ledgers", "← " + getTranslation("district.ledgers")),
                new Paragraph(getTranslation("district.feed.lead")),
                told,
                list,
                new H3(getTranslation("district.feed.new")),
                form());
        show();
    }

    private void show() {
        list.removeAll();
        var lines = tokens.tokens();
        if (lines.isEmpty()) {
            list.add(new Paragraph(getTranslation("district.feed.none")));
            return;
        }
        var table = new FigureTable(getTranslation("district.feed"))
                .column(getTranslation("district.feed.label"), Column.TEXT)
                .column(getTranslation("district.feed.state"), Column.TEXT)
                .column(getTranslation("district.feed.until"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("district.feed.last-used"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("district.feed.units"), Column.WIDE_TEXT)
                .column(getTranslation("district.feed.reads-names"), Column.WIDE_TEXT)
                .column(getTranslation("district.feed.issued-by"), Column.WIDE_SHORT_TEXT);
        for (var line : lines) {
            table.row(
                    line.label(),
                    state(line),
                    line.lastDay(),
                    minute(line.lastUsed()),
                    String.join(getTranslation("district.list-comma"), line.units()),
                    line.namesReason() == null
                            ? getTranslation("district.feed.reads-names.no")
                            : getTranslation("district.feed.reads-names.yes", line.namesReason()),
                    line.issuedBy());
        }
        list.add(table);
    }

    private String minute(@Nullable Instant at) {
        return at == null
                ? getTranslation("district.feed.never")
                : MINUTE.format(LocalDateTime.ofInstant(at, Times.ZONE));
    }

    private Component state(FeedTokens.Line line) {
        if (line.withdrawnAt() != null) {
            return new Span(getTranslation("district.feed.state.withdrawn", String.valueOf(line.withdrawnWhy())));
        }
        if (!line.inForce(clock.instant())) {
            return new Span(getTranslation("district.feed.state.expired"));
        }
        var withdraw = new Button(getTranslation("district.feed.withdraw"), click -> withdraw(line));
        withdraw.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        withdraw.setId("withdraw-" + line.id().value());
        return new Div(new Span(getTranslation("district.feed.state.in-force")), withdraw);
    }

    private void withdraw(FeedTokens.Line line) {
        new ReasonDialog(
                        getTranslation("district.feed.withdraw-title", line.label()),
                        getTranslation("district.feed.withdraw-text"),
                        getTranslation("district.feed.reason"),
                        getTranslation("district.feed.withdraw"),
                        FeedTokens.REASON_LENGTH,
                        reason -> {
                            tokens.withdraw(line.id(), reason);
                            Notices.done(this, "district.feed.withdrawn");
                            show();
                        })
                .open();
    }

    private Component form() {
        var units = divisions.reachable(Action.MANAGE_FEED).stream()
                .filter(unit -> unit.level().compareTo(Level.COUNTY) >= 0)
                .toList();
        var today = Times.today(clock);
        var label = new TextField(getTranslation("district.feed.label"));
        label.setMaxLength(FeedTokens.LABEL_LENGTH);
        label.setRequiredIndicatorVisible(true);
        label.setWidthFull();
        label.setId("label");
        var chosen = new MultiSelectComboBox<Division>(getTranslation("district.feed.units"), units);
        chosen.setItemLabelGenerator(unit -> unit.name() + " " + unit.code().value());
        chosen.setWidthFull();
        chosen.setId("units");
        if (!units.isEmpty()) {
            chosen.select(units.getFirst());
        }
        var until = new DayPicker(getTranslation("district.feed.until"), today.plusDays(USUAL_DAYS));
        until.setMin(today);
        until.setMax(today.plusDays(FeedTokens.MOST_DAYS));
        until.setId("until");
        var names = new TextField(getTranslation("district.feed.names"));
        names.setHelperText(getTranslation("district.feed.names-help"));
        names.setMaxLength(FeedTokens.REASON_LENGTH);
        names.setWidthFull();
        names.setId("names");
        var issue = new Button(getTranslation("district.feed.issue"));
        issue.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        issue.setId("issue");
        issue.addClickListener(click -> Notices.attempt(this, () -> {
            var issued = tokens.issue(new FeedTokens.Draft(
                    label.getValue(),
                    chosen.getValue().stream().map(Division::id).collect(Collectors.toSet()),
                    Objects.requireNonNullElse(until.getValue(), today.minusDays(1)),
                    names.getValue()));
            tell(issued);
            label.clear();
            names.clear();
            show();
        }));
        var form = new Div(label, chosen, until, names, issue);
        form.setWidthFull();
        form.setMaxWidth("32rem");
        return form;
    }

    private void tell(FeedTokens.Issued issued) {
        var key = new Code(issued.key());
        key.setId("key");
        told.removeAll();
        told.add(
                new Paragraph(getTranslation("district.feed.issued")),
                key,
                new Paragraph(new Span(getTranslation("district.feed.how") + " "), description()));
    }

    private static Anchor description() {
        var link = new Anchor("api/v1/openapi.json", "/api/v1/openapi.json");
        link.setRouterIgnore(true);
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.feed");
    }
}
