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
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The requirements within reach, each as a sentence; a district officer adds, changes and ends them. */
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
        var choices = requirements.courses();
        var links = new Div(
                new RouterLink(getTranslation("courses.track.title"), TracksView.class),
                new Anchor("excuses", getTranslation("courses.excuse.title")));
        links.addClassName("mb-links");
        add(links);
        if (list.isEmpty()) {
            add(new Paragraph(
                    getTranslation(editable.isEmpty() ? "courses.requirement.none-read" : "courses.requirement.none")));
        } else {
            add(table(list, choices, !editable.isEmpty()));
        }
        if (!editable.isEmpty()) {
            var form = new RequirementForm(editable, choices, Times.today(clock));
            var save = new Button(getTranslation("courses.requirement.add"), click -> {
                if (Notices.attempt(this, () -> requirements.add(form.division(), form.draft()))) {
                    Notices.done(this, "courses.requirement.added");
                    show();
                }
            });
            save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            save.setId("requirement-save");
            add(new H2(getTranslation("courses.requirement.new")), form, save);
        }
    }

    private List<Division> editable() {
        try {
            return divisions.reachable(Action.EDIT_REQUIREMENTS);
        } catch (AccessRefused reader) {
            return List.of();
        }
    }

    private FigureTable table(List<Requirement> list, List<CourseChoice> choices, boolean mayEdit) {
        var words = new RequirementWords(this::getTranslation, getLocale(), choices);
        var table = new FigureTable(getTranslation("courses.requirement.title"))
                .column(getTranslation("courses.requirement.title"), Column.TEXT)
                .column(getTranslation("courses.requirement.basis-label"), Column.WIDE_TEXT)
                .column(getTranslation("courses.requirement.set-by"), Column.WIDE_TEXT)
                .column(getTranslation("courses.requirement.actions"), Column.TEXT);
        for (var requirement : list) {
            table.row(
                    words.sentence(
                            requirement.divisionName(), duty(requirement), requirement.from(), Terms.of(requirement)),
                    requirement.basis(),
                    requirement.setBy() == null ? "" : requirement.setBy(),
                    mayEdit ? actions(requirement, choices) : new Span());
        }
        return table;
    }

    private String duty(Requirement requirement) {
        return getTranslation("core.duty." + requirement.duty());
    }

    private Component actions(Requirement requirement, List<CourseChoice> choices) {
        var change = new Button(getTranslation("courses.requirement.change"), click -> askChange(requirement, choices));
        change.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        var end = new Button(getTranslation("courses.requirement.end"), click -> confirmEnd(requirement));
        end.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        return new Div(change, end);
    }

    private void askChange(Requirement requirement, List<CourseChoice> choices) {
        var today = Times.today(clock);
        var form = new RequirementForm(
                RequirementForm.Asks.TERMS,
                choices,
                requirement.divisionName(),
                Set.of(requirement.duty()),
                today.isAfter(requirement.from()) ? today : requirement.from(),
                Terms.of(requirement));
        var hint = new Paragraph(getTranslation("courses.requirement.change-hint", requirement.from()));
        hint.addClassName("mb-quiet");
        var dialog = new Dialog(getTranslation("courses.requirement.change-title"));
        dialog.add(hint, form);
        dialog.setWidth("46rem");
        var save = new Button(getTranslation("courses.requirement.change-save"), click -> {
            if (Notices.attempt(this, () -> requirements.change(requirement.id(), form.day(), form.terms()))) {
                dialog.close();
                Notices.done(this, "courses.requirement.changed");
                show();
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("requirement-change-save");
        dialog.getFooter().add(new Button(getTranslation("courses.requirement.keep"), click -> dialog.close()), save);
        dialog.open();
    }

    private void confirmEnd(Requirement requirement) {
        var dialog = new ConfirmDialog(
                getTranslation("courses.requirement.end-title"),
                getTranslation(
                        "courses.requirement.end-text",
                        requirement.divisionName(),
                        duty(requirement),
                        String.join(" ", requirement.courses())),
                getTranslation("courses.requirement.end-confirm"),
                confirmed -> {
                    if (Notices.attempt(this, () -> requirements.end(requirement.id()))) {
                        Notices.done(this, "courses.requirement.ended");
                        show();
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.requirement.keep-running"));
        dialog.setConfirmButtonTheme("error primary");
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.requirement.title");
    }
}
