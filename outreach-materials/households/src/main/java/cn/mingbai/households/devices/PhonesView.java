package cn.mingbai.households.devices;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.devices.Devices.Line;
import cn.mingbai.households.ledger.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outreach workers' phones: registered, last heard of, how much they have not handed in, until when; each can be
 * withdrawn with a reason. {@code ?village=…} for one village, {@code ?unit=…} for a unit with all below it, {@code
 * ?show=silent} only the silent ones, {@code ?show=all} also those that are no longer in use.
 */
@Route("phones")
@PermitAll
@OpenTo(Action.EDIT_PEOPLE)
class PhonesView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final String ALL = "all";
    private static final String SILENT = "silent";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Devices devices;
    private final Divisions divisions;
    private final Clock clock;
    private final Div list = new Div();
    private String village = "";
    private String unit = "";
    private String which = "";

    PhonesView(Devices devices, Divisions divisions, Clock clock) {
        this.devices = devices;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        list.setWidthFull();
        var note = new Paragraph(getTranslation("households.phones.note"));
        note.addClassName("mb-quiet");
        add(list, note);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var query = event.getLocation().getQueryParameters();
        village = query.getSingleParameter("village").orElse("");
        unit = query.getSingleParameter("unit").orElse("");
        which = query.getSingleParameter("show")
                .filter(List.of(ALL, SILENT)::contains)
                .orElse("");
        show();
    }

    private void show() {
        list.removeAll();
        var inUnit = inUnit();
        var known = devices.list().stream()
                .filter(line -> village.isEmpty()
                        || String.valueOf(line.village().value()).equals(village))
                .filter(line -> unit.isEmpty() || inUnit.contains(line.village().value()))
                .toList();
        var inUse = known.stream().filter(this::inForce).toList();
        var silent = inUse.stream().filter(this::silent).count();
        var sum = new Paragraph(getTranslation("households.phones.sum", inUse.size(), silent));
        sum.setId("phones-sum");
        list.add(sum, links());
        var shown = switch (which) {
            case ALL -> known;
            case SILENT -> inUse.stream().filter(this::silent).toList();
            default -> inUse;
        };
        if (shown.isEmpty()) {
            list.add(new Paragraph(
                    getTranslation(which.equals(SILENT) ? "households.phones.none-silent" : "households.phones.none")));
        } else {
            list.add(table(shown));
        }
    }

    // In code order whatever lies above comes first.
    private Set<Long> inUnit() {
        var found = new HashSet<Long>();
        for (var division : unit.isEmpty() ? List.<Division>of() : divisions.reachable(Action.EDIT_PEOPLE)) {
            var above = division.parent();
            if (String.valueOf(division.id().value()).equals(unit) || above != null && found.contains(above.value())) {
                found.add(division.id().value());
            }
        }
        return found;
    }

    private Component links() {
        var links = new Div();
        links.addClassName("mb-actions");
        for (var other : List.of("", SILENT, ALL)) {
            if (!other.equals(which)) {
                links.add(link(other));
            }
        }
        if (!village.isEmpty() || !unit.isEmpty()) {
            links.add(new RouterLink(getTranslation("households.phones.every-village"), PhonesView.class));
        }
        return links;
    }

    private Component link(String other) {
        var parameters = village.isEmpty()
                ? unit.isEmpty() ? QueryParameters.empty() : QueryParameters.of("unit", unit)
                : QueryParameters.of("village", village);
        var link = new RouterLink(
                getTranslation(
                        switch (other) {
                            case ALL -> "households.phones.all";
                            case SILENT -> "households.phones.only-silent";
                            default -> "households.phones.in-use";
                        }),
                PhonesView.class);
        link.setQueryParameters(other.isEmpty() ? parameters : parameters.merging("show", other));
        return link;
    }

    private boolean inForce(Line line) {
        return line.withdrawnAt() == null && line.expires().isAfter(clock.instant());
    }

    private boolean silent(Line line) {
        return line.isSilent(clock.instant());
    }

    private Component table(List<Line> lines) {
        var table = new FigureTable(getTranslation("households.phones.title"))
                .column(getTranslation("households.ledger.village"), Column.WIDE_TEXT)
                .column(getTranslation("households.outreach.worker"), Column.SHORT_TEXT)
                .column(getTranslation("households.phones.label"), Column.TEXT)
                .column(getTranslation("households.phones.registered"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("households.phones.seen"), Column.TEXT)
                .column(getTranslation("households.phones.unsent"), Column.TEXT)
                .column(getTranslation("households.phones.expires"), Column.WIDE_SHORT_TEXT)
                .column("", Column.TEXT);
        table.setId("phones");
        for (var line : lines) {
            var expires = new Span(Times.dayOf(line.expires()).toString());
            expires.addClassName("mb-nowrap");
            table.row(
                    line.villageName(),
                    line.worker(),
                    new Div(new Span(line.label()), quiet(line)),
                    time(line.registered()),
                    seen(line),
                    unsent(line),
                    expires,
                    inForce(line) ? withdraw(line) : ended(line));
        }
        return table;
    }

    private Span quiet(Line line) {
        var how = new Span(
                " " + getTranslation(line.byCard() ? "households.phones.by-card" : "households.phones.by-sign-in"));
        how.addClassName("mb-quiet");
        return how;
    }

    private Span seen(Line line) {
        var text = line.lastSeen() == null ? getTranslation("households.phones.never-seen") : time(line.lastSeen());
        var seen = new Span(inForce(line) && silent(line) ? getTranslation("households.phones.silent", text) : text);
        if (inForce(line) && silent(line)) {
            seen.addClassName("mb-refused");
        }
        return seen;
    }

    private String unsent(Line line) {
        return line.unsent() == null || line.unsentAt() == null
                ? getTranslation("households.phones.unknown")
                : getTranslation("households.phones.unsent-at", line.unsent(), time(line.unsentAt()));
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(Times.ZONE));
    }

    private Span ended(Line line) {
        return new Span(
                line.withdrawnAt() == null
                        ? getTranslation("households.phones.expired")
                        : getTranslation(
                                "households.phones.withdrawn",
                                Times.dayOf(line.withdrawnAt()).toString(),
                                line.withdrawnWhy() == null ? "" : line.withdrawnWhy()));
    }

    private Component withdraw(Line line) {
        var withdraw = new Button(
                getTranslation("households.phones.withdraw"),
                click -> new ReasonDialog(
                                getTranslation("households.phones.withdraw-title", line.worker(), line.label()),
                                getTranslation(
                                        line.byCard()
                                                ? "households.phones.withdraw-text-card"
                                                : "households.phones.withdraw-text"),
                                getTranslation("households.ledger.reason"),
                                getTranslation("households.phones.withdraw"),
                                Reason.LENGTH,
                                reason -> {
                                    devices.withdraw(line.device(), reason);
                                    Notices.done(this, "households.phones.withdrawn-done");
                                    show();
                                })
                        .open());
        withdraw.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
        withdraw.getElement()
                .setAttribute(
                        "aria-label", getTranslation("households.phones.withdraw-title", line.worker(), line.label()));
        return withdraw;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.phones.title");
    }
}
