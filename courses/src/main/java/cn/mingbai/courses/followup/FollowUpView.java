package cn.mingbai.courses.followup;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Who misses what, to call, print or export: {@code ?unit=…&late&page=…}. Nobody is ranked; units stand in code order. */
@Route("follow-up")
@PermitAll
@OpenTo(Action.FOLLOW_UP)
@StyleSheet("context://mingbai/courses.css")
class FollowUpView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10_000;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final FollowUps followUps;
    private final Clock clock;
    private final List<Division> units;
    private final ComboBox<Division> unit = new ComboBox<>();
    private final Div content = new Div();
    private boolean lateOnly;

    FollowUpView(FollowUps followUps, Divisions divisions, Clock clock) {
        this.followUps = followUps;
        this.clock = clock;
        addClassName("mb-page");
        units = divisions.reachable(Action.FOLLOW_UP).stream()
                .filter(division -> division.level().compareTo(Level.COUNTY) >= 0)
                .toList();
        var names = units.stream().collect(Collectors.toMap(Division::id, Division::name));
        unit.setLabel(getTranslation("courses.follow-up.of-unit"));
        unit.setId("follow-up-unit");
        unit.setItems(units);
        unit.setItemLabelGenerator(division -> division.parent() == null
                ? division.name()
                : (division.name() + " " + names.getOrDefault(division.parent(), "")).strip());
        unit.setWidth("24rem");
        unit.setMaxWidth("100%");
        unit.addClassName("mb-no-print");
        unit.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                var chosen = address(change.getValue().id(), lateOnly, 0);
                getUI().ifPresent(ui -> ui.navigate(FollowUpView.class, chosen));
            }
        });
        content.setWidthFull();
        content.addClassName("mb-stack");
        add(unit, content);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        var wanted = parameters.getSingleParameter("unit").orElse("");
        var late = parameters.getParameters().containsKey("late");
        var page = parameters
                .getSingleParameter("page")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Math.clamp(Integer.parseInt(text) - 1L, 0, MOST_PAGES))
                .orElse(0);
        lateOnly = late;
        content.removeAll();
        units.stream()
                .filter(division -> wanted.isEmpty()
                        || String.valueOf(division.id().value()).equals(wanted))
                .findFirst()
                .ifPresentOrElse(
                        division -> {
                            unit.setValue(division);
                            show(division, late, page);
                        },
                        () -> content.add(new Paragraph(getTranslation("courses.follow-up.no-unit"))));
    }

    private static QueryParameters address(DivisionId unit, boolean late, int page) {
        var values = new LinkedHashMap<String, String>();
        values.put("unit", String.valueOf(unit.value()));
        if (late) {
            values.put("late", "");
        }
        if (page > 0) {
            values.put("page", String.valueOf(page + 1));
        }
        return QueryParameters.simple(values);
    }

    private void show(Division division, boolean late, int page) {
        var everyone = followUps.list(division.id(), false);
        var lateOnes = everyone.stream().filter(FollowUpLine::isOverdue).toList();
        var shown = late ? lateOnes : everyone;
        content.add(new H2(getTranslation("courses.follow-up.heading", division.name(), Times.today(clock))));
        if (everyone.isEmpty()) {
            content.add(new Paragraph(getTranslation("courses.follow-up.nobody")));
            return;
        }
        content.add(filters(division, late, everyone.size(), lateOnes.size()));
        var inGrace = shown.stream().filter(FollowUpLine::isNew).count();
        if (inGrace > 0) {
            var note = new Span(getTranslation("courses.follow-up.in-grace", inGrace));
            note.addClassName("mb-quiet");
            content.add(note);
        }
        if (shown.isEmpty()) {
            content.add(new Paragraph(getTranslation("courses.follow-up.nobody-late")));
            return;
        }
        content.add(actions(division, late, shown.size()));
        content.add(table(shown.stream().skip((long) page * PAGE).limit(PAGE).toList()));
        content.add(pages(division, late, page, shown.size()));
    }

    private Component filters(Division division, boolean late, int all, int overdue) {
        var links = new Nav(
                filter(division, false, !late, getTranslation("courses.follow-up.all", all)),
                filter(division, true, late, getTranslation("courses.follow-up.late", overdue)));
        links.addClassNames("mb-filters", "mb-no-print");
        return links;
    }

    private static Anchor filter(Division division, boolean late, boolean isCurrent, String text) {
        var link = new Anchor("follow-up?" + address(division.id(), late, 0).getQueryString(), text);
        if (isCurrent) {
            link.getElement().setAttribute("aria-current", "true");
        }
        return link;
    }

    private Component actions(Division division, boolean late, int count) {
        var print = new Button(getTranslation("courses.follow-up.print"), click -> askPrint(division, late, count));
        print.setId("follow-up-print");
        var locale = getLocale();
        var export = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation(locale, "courses.follow-up.file", division.name(), Times.today(clock)),
                        XLSX,
                        () -> followUps.export(division.id(), late, locale))),
                getTranslation("courses.follow-up.export"));
        export.setDownload(true);
        export.setId("follow-up-export");
        var note = new Span(getTranslation("courses.follow-up.noted"));
        note.addClassName("mb-quiet");
        var row = new Div(print, export, note);
        row.addClassNames("mb-actions", "mb-no-print");
        return row;
    }

    private void askPrint(Division division, boolean late, int count) {
        var dialog = new Dialog(getTranslation("courses.follow-up.print"));
        dialog.setWidth("26rem");
        dialog.add(new Paragraph(getTranslation("courses.follow-up.print-text", count)));
        var go = new Button(getTranslation("courses.follow-up.print"), click -> {
            dialog.close();
            Notices.attempt(this, () -> print(division, late));
        });
        go.setId("follow-up-print-go");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("courses.follow-up.back"), click -> dialog.close()), go);
        dialog.open();
    }

    // All pages at once, phones in full; the browser prints what is in the page.
    private void print(Division division, boolean late) {
        var lines = followUps.withPhones(division.id(), late);
        content.removeAll();
        content.add(new H2(getTranslation("courses.follow-up.heading", division.name(), Times.today(clock))));
        var back = new Anchor(
                "follow-up?" + address(division.id(), late, 0).getQueryString(),
                getTranslation("courses.follow-up.hide-phones"));
        back.addClassName("mb-no-print");
        content.add(back, table(lines), new Paragraph(getTranslation("courses.follow-up.definition")));
        UI.getCurrent().getPage().executeJs("setTimeout(() => window.print(), 300)");
    }

    private Component table(List<FollowUpLine> lines) {
        var table = new FigureTable(getTranslation("courses.follow-up.title"))
                .column(getTranslation("courses.follow-up.name"), Column.TEXT)
                .column(getTranslation("courses.follow-up.unit"), Column.WIDE_TEXT)
                .column(getTranslation("courses.follow-up.duty"), Column.WIDE_TEXT)
                .column(getTranslation("courses.follow-up.phone"), Column.SHORT_TEXT)
                .column(getTranslation("courses.follow-up.missing"), Column.TEXT);
        lines.forEach(line -> table.row(name(line), unit(line), duties(line), phone(line), todos(line)));
        return table;
    }

    private Component name(FollowUpLine line) {
        var number = new Span(line.staffNumber());
        number.addClassName("mb-quiet");
        number.addClassName("mb-wide");
        // A phone has no room for a column of its own.
        var place = new Div((line.townName() + " " + line.unitName()).strip());
        place.addClassNames("mb-quiet", "mb-narrow");
        var cell = new Div(new Span(line.name()), new Div(number), place);
        if (line.isNew()) {
            var mark = new Span(getTranslation("courses.follow-up.new"));
            mark.addClassName("mb-badge");
            cell.add(mark);
        }
        return cell;
    }

    private static Component unit(FollowUpLine line) {
        var town = new Span(line.townName());
        town.addClassName("mb-quiet");
        return new Div(new Span(line.unitName()), new Div(town));
    }

    private String duties(FollowUpLine line) {
        return line.duties().stream()
                .map(duty -> getTranslation("core.duty." + duty.name()))
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
    }

    private Component phone(FollowUpLine line) {
        if (line.phone().isEmpty()) {
            return new Span(getTranslation("courses.follow-up.no-phone"));
        }
        return line.phone().contains("*") ? new Span(line.phone()) : new Anchor("tel:" + line.phone(), line.phone());
    }

    private Component todos(FollowUpLine line) {
        var cell = new Div();
        line.todos().forEach(todo -> {
            var due = new Span(getTranslation("courses.follow-up.by", todo.due()));
            due.addClassNames("mb-nowrap", "mb-quiet");
            var title = todo.isRecheck() ? getTranslation("courses.follow-up.recheck-of", todo.title()) : todo.title();
            var one = new Div(new Span(title + " "), due);
            if (todo.isOverdue() && !line.isNew()) {
                var mark = new Span(" " + getTranslation("courses.follow-up.is-late"));
                mark.addClassName("mb-left");
                one.add(mark);
            }
            cell.add(one);
        });
        return cell;
    }

    private Component pages(Division division, boolean late, int page, int of) {
        var pages = new Div();
        pages.addClassNames("mb-links", "mb-no-print");
        if (page > 0) {
            pages.add(new Anchor(
                    "follow-up?" + address(division.id(), late, page - 1).getQueryString(),
                    getTranslation("courses.follow-up.previous")));
        }
        if (of > PAGE) {
            pages.add(new Span(getTranslation("courses.follow-up.page", page + 1, (of + PAGE - 1) / PAGE)));
        }
        if ((page + 1) * PAGE < of) {
            pages.add(new Anchor(
                    "follow-up?" + address(division.id(), late, page + 1).getQueryString(),
                    getTranslation("courses.follow-up.next")));
        }
        return pages;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.follow-up.title");
    }
}
