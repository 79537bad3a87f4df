package cn.mingbai.core.audit;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.JobPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The audit trail: {@code ?day=…&text=…&page=…}, newest first, and how it is protected. */
@Route("audit")
@Menu(title = "core.audit.title", order = 95, icon = "vaadin:records")
@PermitAll
@OpenTo(Action.VIEW_AUDIT)
class AuditView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final AuditTrail trail;
    private final JobBoard jobs;
    private final DayPicker day;
    private final TextField text = new TextField();
    private final Div rows = new Div();
    private int page;

    AuditView(AuditTrail trail, JobBoard jobs) {
        this.trail = trail;
        this.jobs = jobs;
        addClassName("mb-page");
        day = new DayPicker(getTranslation("core.audit.day"), null);
        day.setClearButtonVisible(true);
        day.setId("audit-day");
        text.setLabel(getTranslation("core.audit.search"));
        text.setClearButtonVisible(true);
        text.setMaxLength(100);
        text.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        text.setId("audit-text");
        day.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(0);
            }
        });
        text.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(0);
            }
        });
        var filter = new Div(day, text);
        filter.addClassName("mb-as-of");
        rows.setWidthFull();
        add(protection(), filter, rows);
    }

    private Details protection() {
        var protection = trail.protection();
        var intro = new Paragraph(getTranslation("core.audit.chain.intro"));
        intro.addClassName("mb-quiet");
        var guard = new Paragraph(getTranslation("core.audit.guard." + protection.guard()));
        guard.setId("audit-guard");
        if (!protection.guard().equals("GUARDED")) {
            guard.addClassName("mb-left");
        }
        var section = new Div(intro, guard);
        section.setWidthFull();
        if (!protection.anchor().isEmpty()) {
            var anchor = new Paragraph(getTranslation("core.audit.anchor", protection.anchor()));
            anchor.setId("audit-anchor");
            anchor.addClassName("mb-long");
            var hint = new Paragraph(getTranslation("core.audit.anchor.hint"));
            hint.addClassName("mb-quiet");
            section.add(anchor, hint);
        }
        var noted = new TextField(getTranslation("core.audit.anchor.noted"));
        noted.setMaxLength(100);
        noted.setId("audit-noted");
        noted.setWidthFull();
        noted.setMaxWidth("24rem");
        var found = new Div();
        found.setWidthFull();
        var verify = new Button(
                getTranslation("core.audit.verify"),
                click -> Notices.attempt(this, () -> {
                    var job = trail.verify(noted.getValue(), getLocale());
                    found.removeAll();
                    found.add(new JobPanel(jobs, job, true, () -> {}));
                }));
        verify.setId("audit-verify");
        var asking = new Div(noted, verify);
        asking.addClassName("mb-as-of");
        section.add(asking, found);
        var details = new Details(getTranslation("core.audit.chain.title"), section);
        details.setId("audit-protection");
        details.setWidthFull();
        details.setOpened(!protection.guard().equals("GUARDED"));
        return details;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        day.setValue(day(parameters.getSingleParameter("day").orElse("")));
        text.setValue(parameters.getSingleParameter("text").orElse(""));
        page = number(parameters.getSingleParameter("page").orElse("0"));
        show();
    }

    private void show() {
        rows.removeAll();
        var entries = trail.page(day.getValue(), text.getValue(), page);
        if (entries.isEmpty()) {
            rows.add(new Paragraph(getTranslation("core.audit.none")));
        } else {
            var table = new FigureTable(getTranslation("core.audit.title"))
                    .column(getTranslation("core.audit.at"), Column.SHORT_TEXT)
                    .column(getTranslation("core.audit.actor"), Column.SHORT_TEXT)
                    .column(getTranslation("core.audit.what"), Column.LONG_TEXT)
                    .column(getTranslation("core.audit.result"), Column.WIDE_SHORT_TEXT)
                    .column(getTranslation("core.audit.division"), Column.WIDE_TEXT)
                    .column(getTranslation("core.audit.details"), Column.WIDE_LONG_TEXT);
            entries.stream().limit(AuditTrail.PAGE).forEach(entry -> {
                table.row(
                        entry.at().atZone(Times.ZONE).format(TIME),
                        new Div(new Span(entry.actor()), quiet(new Div(entry.address()))),
                        new Div(new Span(name(entry.what())), new Span(" "), quiet(new Span(entry.subject()))),
                        getTranslation("core.audit.result." + (entry.refused() ? "refused" : "done")),
                        entry.divisionName(),
                        entry.details());
            });
            rows.add(table);
        }
        var newer = new Button(getTranslation("core.audit.newer"), click -> go(page - 1));
        newer.setVisible(page > 0);
        var older = new Button(getTranslation("core.audit.older"), click -> go(page + 1));
        older.setVisible(entries.size() > AuditTrail.PAGE);
        rows.add(new Div(newer, older));
    }

    private static <T extends HtmlContainer> T quiet(T text) {
        text.addClassName("mb-quiet");
        return text;
    }

    /** The kind in words, where the bundles have some; the key itself is what the trail stores. */
    private String name(String what) {
        var key = "core.audit.what." + what;
        var name = getTranslation(key);
        return name.equals(key) ? what : name;
    }

    private void go(int to) {
        var parameters = new LinkedHashMap<String, String>();
        if (day.getValue() != null) {
            parameters.put("day", day.getValue().toString());
        }
        if (!text.getValue().isBlank()) {
            parameters.put("text", text.getValue().strip());
        }
        if (to > 0) {
            parameters.put("page", String.valueOf(to));
        }
        UI.getCurrent().navigate("audit", QueryParameters.simple(parameters));
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.audit.title");
    }
}
