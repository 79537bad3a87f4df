package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what a track asks of whom and how long it takes, and applies it. {@code ?track=…&unit=…}. */
@Route("requirements/tracks")
@PermitAll
@OpenTo(Action.VIEW_REQUIREMENTS)
class TracksView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private final Tracks tracks;
    private final Requirements requirements;
    private final Divisions divisions;
    private final Clock clock;
    private final Select<Tracks.Offer> track = new Select<>();
    private final ComboBox<Division> unit = new ComboBox<>();
    private final Div preview = new Div();

    TracksView(Tracks tracks, Requirements requirements, Divisions divisions, Clock clock) {
        this.tracks = tracks;
        this.requirements = requirements;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        track.setLabel(getTranslation("courses.track.choose"));
        track.setItems(tracks.all());
        track.setItemLabelGenerator(Tracks.Offer::title);
        track.setId("track");
        unit.setLabel(getTranslation("courses.requirement.unit"));
        unit.setItems(divisions.reachable(Action.VIEW_REQUIREMENTS));
        unit.setItemLabelGenerator(Division::name);
        unit.setId("track-unit");
        unit.setWidth("20rem");
        track.setWidth("16rem");
        track.addValueChangeListener(change -> go(change.isFromClient()));
        unit.addValueChangeListener(change -> go(change.isFromClient()));
        var fields = new Div(track, unit);
        fields.addClassName("mb-actions");
        preview.setWidthFull();
        add(new RouterLink(getTranslation("courses.track.back"), RequirementsView.class), fields, preview);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        var code = asked.getSingleParameter("track").orElse("");
        var id = asked.getSingleParameter("unit").orElse("");
        track.setValue(tracks.all().stream()
                .filter(offer -> offer.code().equals(code))
                .findFirst()
                .orElse(tracks.all().getFirst()));
        var units = divisions.reachable(Action.VIEW_REQUIREMENTS);
        unit.setValue(units.stream()
                .filter(division -> String.valueOf(division.id().value()).equals(id))
                .findFirst()
                .orElse(units.getFirst()));
        show();
    }

    private void go(boolean byReader) {
        if (byReader && track.getValue() != null && unit.getValue() != null) {
            getUI().ifPresent(ui -> ui.navigate(
                    TracksView.class,
                    QueryParameters.simple(Map.of(
                            "track",
                            track.getValue().code(),
                            "unit",
                            String.valueOf(unit.getValue().id().value())))));
        }
    }

    private void show() {
        preview.removeAll();
        var where = unit.getValue();
        var shown = tracks.preview(where.id(), track.getValue().code());
        preview.add(lead(shown, where), table(shown));
        if (!shown.unpublished().isEmpty()) {
            var missing = new Paragraph(getTranslation(
                    "courses.track.unpublished",
                    shown.unpublished().stream()
                            .map(course -> getTranslation("courses.requirement.course", course.code(), course.title()))
                            .collect(Collectors.joining(getTranslation("courses.list-comma")))));
            missing.setId("track-unpublished");
            preview.add(missing);
        }
        shown.present()
                .forEach((duty, set) ->
                        preview.add(new Paragraph(getTranslation("courses.track.has", duties(List.of(duty)), set))));
        if (!shown.fresh().isEmpty() && mayEdit(where)) {
            preview.add(form(shown, where));
        }
    }

    private Paragraph lead(Tracks.Preview shown, Division where) {
        var duties = new java.util.TreeSet<>(shown.fresh());
        duties.addAll(shown.present().keySet());
        var minutes = shown.unpublished().isEmpty()
                ? getTranslation("courses.track.minutes", shown.minutes())
                : getTranslation("courses.track.minutes-estimate", shown.minutes());
        var most = shown.mostMinutes();
        var limit = most == null
                ? ""
                : getTranslation(shown.minutes() <= most ? "courses.track.within" : "courses.track.beyond", most);
        var lead = new Paragraph(getTranslation(
                        "courses.track.lead",
                        where.name(),
                        duties(duties),
                        shown.parts().size())
                + minutes
                + limit);
        lead.setId("track-lead");
        return lead;
    }

    private String duties(Collection<Duty> duties) {
        return duties.stream()
                .map(duty -> getTranslation("core.duty." + duty))
                .collect(Collectors.joining(getTranslation("courses.list-comma")));
    }

    private FigureTable table(Tracks.Preview shown) {
        var table = new FigureTable(shown.title())
                .column(getTranslation("courses.requirement.courses"), Column.TEXT)
                .column(getTranslation("courses.track.lessons"), Column.TEXT)
                .column(getTranslation("courses.track.quiz"), Column.WIDE_NUMBER)
                .column(getTranslation("courses.track.all-minutes"), Column.NUMBER);
        for (var part : shown.parts()) {
            var course = part.course();
            var lessons = part.lessons().stream()
                    .map(lesson ->
                            getTranslation("courses.track.lesson", lesson.code(), lesson.title(), lesson.minutes()))
                    .collect(Collectors.joining(getTranslation("courses.list-semicolon")));
            table.row(
                    course.published()
                            ? course.code() + " " + course.title()
                            : getTranslation("courses.requirement.course-planned", course.code(), course.title()),
                    part.whole() ? getTranslation("courses.track.whole", lessons) : lessons,
                    course.quizMinutes() == null ? "" : course.quizMinutes(),
                    part.minutes());
        }
        return table;
    }

    private boolean mayEdit(Division where) {
        try {
            return divisions.reachable(Action.EDIT_REQUIREMENTS).stream()
                    .anyMatch(division -> division.id().equals(where.id()));
        } catch (AccessRefused reader) {
            return false;
        }
    }

    private Div form(Tracks.Preview shown, Division where) {
        var form = new RequirementForm(
                RequirementForm.Asks.DAYS,
                requirements.courses(),
                where.name(),
                shown.fresh(),
                Times.today(clock),
                shown.suggested());
        var apply = new Button(getTranslation("courses.track.apply"), click -> {
            if (Notices.attempt(this, () -> tracks.apply(where.id(), shown.code(), form.draft()))) {
                Notices.done(this, "courses.track.applied");
                show();
            }
        });
        apply.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        apply.setId("track-apply");
        return new Div(form, apply);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.track.title");
    }
}
