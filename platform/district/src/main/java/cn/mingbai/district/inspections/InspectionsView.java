package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;

/** The inspections of villages within reach, the newest first, and how far each is. */
@Route("inspections")
@PermitAll
@OpenTo(Action.VIEW_INSPECTIONS)
class InspectionsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private final Inspections inspections;
    private final Divisions divisions;
    private final Clock clock;

    InspectionsView(Inspections inspections, Divisions divisions, Clock clock) {
        this.inspections = inspections;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var mayPlan = divisions.may(Action.INSPECT);
        var links = new Div(new Anchor("district", "← " + getTranslation("district.title")));
        links.addClassName("mb-links");
        if (mayPlan) {
            var plan = new Anchor("inspection-plan", getTranslation("district.inspection.new"));
            plan.setId("new-inspection");
            links.add(plan, new Anchor("inspection-records", getTranslation("district.check.to-records")));
        }
        add(links);
        problems(mayPlan);
        var all = inspections.list();
        if (all.isEmpty()) {
            add(new Paragraph(getTranslation(mayPlan ? "district.inspection.none" : "district.inspection.none-read")));
            return;
        }
        var table = new FigureTable(getTranslation("district.inspection.title"))
                .column(getTranslation("district.inspection.day-label"), Column.SHORT_TEXT)
                .column(getTranslation("district.inspection.name"), Column.TEXT)
                .column(getTranslation("district.inspection.state"), Column.TEXT)
                .column(getTranslation("district.unit"), Column.WIDE_TEXT)
                .column(getTranslation("district.inspection.listed"), Column.WIDE_NUMBER)
                .column(getTranslation("district.inspection.to-check"), Column.NUMBER);
        for (var each : all) {
            table.row(
                    each.day(),
                    new Anchor("inspection/" + each.id().value(), each.title()),
                    getTranslation("district.inspection.state." + state(each)),
                    each.unit().name(),
                    each.listed(),
                    each.toCheck());
        }
        add(new H3(getTranslation("district.inspection.all")), table);
    }

    private void problems(boolean mayPlan) {
        var open = inspections.problems();
        if (open.isEmpty()) {
            return;
        }
        var today = Times.today(clock);
        var table = new FigureTable(getTranslation("district.inspection.open-problems"))
                .column(getTranslation("district.inspection.deadline-label"), Column.SHORT_TEXT)
                .column(getTranslation("district.inspection.household"), Column.TEXT)
                .column(getTranslation("district.inspection.problem"), Column.TEXT)
                .column(getTranslation("district.inspection.name"), Column.WIDE_TEXT);
        for (var each : open) {
            table.row(
                    each.deadline().isBefore(today)
                            ? getTranslation("district.inspection.late", each.deadline())
                            : each.deadline(),
                    new Div(new Div(each.number()), new Div(each.villageName() + " " + each.group())),
                    each.problem(),
                    new Anchor("inspection/" + each.inspection().value(), each.title()));
        }
        table.setId("open-problems");
        var hint = new Paragraph(getTranslation(
                mayPlan ? "district.inspection.open-problems-hint" : "district.inspection.open-problems-read"));
        hint.addClassName("mb-quiet");
        add(new H3(getTranslation("district.inspection.open-problems")), hint, table);
    }

    /** What it waits for. */
    static String state(Inspection inspection) {
        if (inspection.draw() != null) {
            return inspection.closedAt() == null ? "DRAWN" : "CLOSED";
        }
        if (inspection.inspector() == null) {
            return inspection.town() == null ? "BOTH" : "INSPECTOR";
        }
        return "TOWN";
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.inspection.title");
    }
}
