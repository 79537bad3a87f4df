package cn.mingbai.quizzes.analysis;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which policy points and skills are still answered wrongly, and where. The one that is looked at is in the address. */
@Route("weak-spots")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
class WeakSpotsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final String POINT = "point";
    private static final String SKILL = "skill";
    private static final int MOST = 3;

    private final WeakSpots spots;

    WeakSpotsView(WeakSpots spots) {
        this.spots = spots;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var asked = event.getLocation().getQueryParameters();
        var point = asked.getSingleParameter(POINT).orElse("");
        var skill = asked.getSingleParameter(SKILL).orElse("");
        if (!point.isEmpty()) {
            var page = spots.point(point);
            page(page, page.name());
        } else if (!skill.isEmpty()) {
            var page = spots.skill(skill);
            page(page, getTranslation("quizzes.skill." + page.point()));
        } else {
            overview();
        }
    }

    private void overview() {
        var lines = spots.overview();
        var links = new Div(new Anchor("training-rate", "← " + getTranslation("quizzes.weak.back")));
        links.addClassName("mb-links");
        var lead = new Paragraph(getTranslation("quizzes.weak.lead", PointFigures.LEAST));
        lead.addClassName("mb-quiet");
        add(links, lead);
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation("quizzes.weak.none")));
            return;
        }
        most(lines).ifPresent(this::add);
        var bySkill = table("quizzes.weak.skill");
        for (var line : spots.skills()) {
            row(
                    bySkill,
                    SKILL,
                    line.skill().code(),
                    getTranslation("quizzes.skill." + line.skill().code()),
                    line.figures());
        }
        if (!bySkill.isEmpty()) {
            add(new H2(getTranslation("quizzes.weak.by-skill")), bySkill);
        }
        var byPoint = table("quizzes.weak.point");
        lines.forEach(line -> row(byPoint, POINT, line.point(), line.name(), line.figures()));
        add(new H2(getTranslation("quizzes.weak.by-point")), byPoint);
    }

    private FigureTable table(String what) {
        return new FigureTable(getTranslation(what))
                .column(getTranslation(what), Column.TEXT)
                .column(getTranslation("quizzes.weak.people"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.weak.answers"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.weak.wrong"), Column.NUMBER);
    }

    /** The points that are answered wrongly most often: what to teach next. */
    private Optional<Paragraph> most(List<WeakSpots.Line> lines) {
        var most = lines.stream()
                .filter(line -> !line.figures().isSuppressed() && line.figures().wrong() > 0)
                .sorted(Comparator.comparingDouble((WeakSpots.Line line) ->
                                -1.0 * line.figures().wrong() / line.figures().answers())
                        .thenComparing(WeakSpots.Line::point))
                .limit(MOST)
                .map(line -> getTranslation(
                        "quizzes.weak.most-point",
                        line.name(),
                        new Share(line.figures().wrong(), line.figures().answers()).percent()))
                .toList();
        if (most.isEmpty()) {
            return Optional.empty();
        }
        var sentence = new Paragraph(
                getTranslation("quizzes.weak.most", String.join(getTranslation("quizzes.settings.comma"), most)));
        sentence.addClassName("mb-sentence");
        sentence.setId("weak-most");
        return Optional.of(sentence);
    }

    private void row(FigureTable table, String parameter, String code, String name, PointFigures figures) {
        table.row(
                new Anchor("weak-spots?" + parameter + "=" + code, name),
                figures.isSuppressed() ? "" : figures.people(),
                figures.isSuppressed() ? "" : figures.answers(),
                figures.isSuppressed()
                        ? getTranslation("quizzes.weak.too-few", PointFigures.LEAST)
                        : new Share(figures.wrong(), figures.answers()).percent());
    }

    private void page(WeakSpots.Page page, String name) {
        var links = new Div(new Anchor("weak-spots", "← " + getTranslation("quizzes.weak.title")));
        links.addClassName("mb-links");
        add(links, new H2(name));
        var figures = page.figures();
        var sentence = new Paragraph(
                figures.isSuppressed()
                        ? getTranslation("quizzes.weak.point-too-few", PointFigures.LEAST)
                        : getTranslation(
                                "quizzes.weak.point-sentence",
                                figures.people(),
                                figures.answers(),
                                figures.wrong(),
                                new Share(figures.wrong(), figures.answers()).percent()));
        sentence.addClassName("mb-sentence");
        add(sentence);
        if (!page.lessons().isEmpty()) {
            var list = new UnorderedList();
            page.lessons()
                    .forEach(lesson -> list.add(new ListItem(new Anchor(
                            "courses/" + lesson.course() + "/" + lesson.lesson(),
                            lesson.course() + " · " + lesson.title()))));
            add(new H2(getTranslation("quizzes.weak.lessons")), list);
        }
        if (page.towns().isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("quizzes.weak.units"))
                .column(getTranslation("quizzes.weak.unit"), Column.TEXT)
                .column(getTranslation("quizzes.weak.people"), Column.NUMBER)
                .column(getTranslation("quizzes.weak.answers"), Column.WIDE_NUMBER)
                .column(getTranslation("quizzes.weak.wrong"), Column.NUMBER);
        for (var town : page.towns()) {
            row(table, town.name(), town.figures()).addClassName("mb-total");
            town.units().forEach(unit -> row(table, "\u3000" + unit.name(), unit.figures()));
            if (town.hidden() > 0) {
                var hidden = new Span("\u3000" + getTranslation("quizzes.weak.hidden-units", town.hidden()));
                hidden.addClassName("mb-quiet");
                table.row(hidden, "", "", "");
            }
        }
        add(new H2(getTranslation("quizzes.weak.units")), table);
        var note = new Paragraph(getTranslation("quizzes.weak.hidden-note", PointFigures.LEAST));
        note.addClassName("mb-quiet");
        add(note);
    }

    private NativeTableRow row(FigureTable table, String name, PointFigures.Unit figures) {
        return table.row(
                name,
                figures.people() == null ? "" : figures.people(),
                figures.isSuppressed() ? "" : figures.answers(),
                figures.isSuppressed()
                        ? getTranslation("quizzes.weak.hidden")
                        : new Share(figures.wrong(), figures.answers()).percent());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("quizzes.weak.title");
    }
}
