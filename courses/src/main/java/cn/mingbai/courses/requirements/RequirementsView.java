package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;

/** The requirements within reach; a district officer adds and ends them. */
@Route("requirements")
@Menu(title = "courses.requirement.title", order = 45, icon = "vaadin:clipboard-check")
@PermitAll
@OpenTo(Action.VIEW_REQUIREMENTS)
class RequirementsView extends VerticalLayout implements HasDynamicTitle {

    private final Requirements requirements;
    private final Divisions divisions;
    private final Clock clock;

    RequirementsView(Requirements requirements, Divisions divisions, Clock clock) {
        this.requirements = requirements;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        show();
    }

    private void show() {
        removeAll();
        var editable = editable();
        var list = requirements.list();
        if (list.isEmpty()) {
            add(new Paragraph(
                    getTranslation(editable.isEmpty() ? "courses.requirement.none-read" : "courses.requirement.none")));
        } else {
            add(table(list, !editable.isEmpty()));
        }
        if (!editable.isEmpty()) {
            add(new RequirementForm(editable, requirements.courses(), Times.today(clock), form -> {
                if (Notices.attempt(this, () -> requirements.add(form.division(), form.draft()))) {
                    Notices.done(this, "courses.requirement.added");
                    show();
                }
            }));
        }
    }

    private List<Division> editable() {
        try {
            return divisions.reachable(Action.EDIT_REQUIREMENTS);
        } catch (AccessRefused reader) {
            return List.of();
        }
    }

    private FigureTable table(List<Requirement> list, boolean mayEnd) {
        var table = new FigureTable(getTranslation("courses.requirement.title"))
                .column(getTranslation("courses.requirement.unit"), Column.TEXT)
                .column(getTranslation("courses.requirement.duty"), Column.TEXT)
                .column(getTranslation("courses.requirement.courses"), Column.TEXT)
                .column(getTranslation("courses.requirement.due"), Column.TEXT)
                .column(getTranslation("courses.requirement.from"), Column.WIDE_TEXT)
                .column(getTranslation("courses.requirement.grace-days"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.requirement.basis-label"), Column.WIDE_TEXT)
                .column(getTranslation("courses.requirement.set-by"), Column.WIDE_TEXT)
                .column("", Column.TEXT);
        for (var requirement : list) {
            table.row(
                    requirement.divisionName(),
                    getTranslation("core.duty." + requirement.duty()),
                    String.join(" ", requirement.courses()),
                    requirement.due(),
                    requirement.from(),
                    requirement.graceDays(),
                    requirement.basis(),
                    requirement.setBy() == null ? "" : requirement.setBy(),
                    mayEnd ? endButton(requirement) : new Span());
        }
        return table;
    }

    private Component endButton(Requirement requirement) {
        var end = new Button(getTranslation("courses.requirement.end"), click -> confirmEnd(requirement));
        end.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        return end;
    }

    private void confirmEnd(Requirement requirement) {
        var dialog = new ConfirmDialog(
                getTranslation("courses.requirement.end-title"),
                getTranslation(
                        "courses.requirement.end-text",
                        requirement.divisionName(),
                        getTranslation("core.duty." + requirement.duty()),
                        String.join(" ", requirement.courses())),
                getTranslation("courses.requirement.end-confirm"),
                confirmed -> {
                    if (Notices.attempt(this, () -> requirements.end(requirement.id()))) {
                        Notices.done(this, "courses.requirement.ended");
                        show();
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.requirement.keep"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.requirement.title");
    }
}
