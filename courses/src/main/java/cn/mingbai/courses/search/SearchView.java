package cn.mingbai.courses.search;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ask in your own words: {@code ?q=…&course=…&layer=…}. */
@Route("search")
@Menu(title = "courses.search.title", order = 11, icon = "vaadin:search")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class SearchView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    /** As many as an address holds without being cut on its way. */
    private static final int LONGEST = 10_000;

    private static final int LONGEST_IN_ADDRESS = 300;
    private static final int PAUSE_MS = 300;
    private static final int BEST = 8;
    private static final List<String> EXAMPLES = List.of(
            "courses.search.example.notice", "courses.search.example.article", "courses.search.example.stopped");

    private final Search search;
    private final Search.Choices choices;
    private final TextField field = new TextField();
    private final Select<String> course = new Select<>();
    private final Select<String> layer = new Select<>();
    private final Div suggestions = new Div();
    private final Div results = new Div();
    private boolean isFilling;

    SearchView(Search search) {
        this.search = search;
        this.choices = search.choices();
        addClassName("mb-page");

        field.setId("search-field");
        field.setAriaLabel(getTranslation("courses.search.field"));
        field.setPlaceholder(getTranslation("courses.search.placeholder"));
        field.setPrefixComponent(new Icon(VaadinIcon.SEARCH));
        field.setClearButtonVisible(true);
        field.setMaxLength(LONGEST);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_MS);
        field.setWidthFull();
        field.setMaxWidth("40rem");
        field.addClassName("mb-search-field");
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                asked();
            }
        });

        filter(course, "courses.search.course", "courses.search.course-all", choices.courses());
        filter(layer, "courses.search.layer", "courses.search.layer-all", choices.layers());
        var filters = new Div(course, layer);
        filters.addClassName("mb-search-filters");
        suggestions.addClassName("mb-search-suggestions");
        suggestions.setId("suggestions");
        results.addClassName("mb-search-results");
        results.setId("results");
        results.getElement().setAttribute("aria-live", "polite");
        add(field, suggestions, filters, results);
    }

    private void filter(Select<String> select, String label, String all, Map<String, String> names) {
        select.setLabel(getTranslation(label));
        select.setItems(names.keySet());
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(getTranslation(all));
        select.setItemLabelGenerator(code -> code == null ? getTranslation(all) : names.getOrDefault(code, code));
        select.addValueChangeListener(change -> {
            if (change.isFromClient() && !isFilling) {
                asked();
            }
        });
    }

    private void asked() {
        UI.getCurrent().navigate("search", parameters(field.getValue(), course.getValue(), layer.getValue()));
    }

    private static QueryParameters parameters(String typed, @Nullable String course, @Nullable String layer) {
        var parameters = new LinkedHashMap<String, String>();
        var kept = typed.strip();
        if (!kept.isEmpty()) {
            parameters.put(
                    "q",
                    kept.length() <= LONGEST_IN_ADDRESS
                            ? kept
                            : kept.substring(0, kept.offsetByCodePoints(0, LONGEST_IN_ADDRESS / 2)));
        }
        if (course != null && !course.isEmpty()) {
            parameters.put("course", course);
        }
        if (layer != null && !layer.isEmpty()) {
            parameters.put("layer", layer);
        }
        return QueryParameters.simple(parameters);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var given = event.getLocation().getQueryParameters();
        var typed = given.getSingleParameter("q").orElse("");
        var courseCode = given.getSingleParameter("course")
                .filter(choices.courses()::containsKey)
                .orElse(null);
        var layerCode = given.getSingleParameter("layer")
                .filter(choices.layers()::containsKey)
                .orElse(null);
        isFilling = true;
        if (!field.getValue().strip().startsWith(typed) || typed.isEmpty()) {
            field.setValue(typed);
        } else if (field.getValue().strip().length() <= LONGEST_IN_ADDRESS
                && !field.getValue().strip().equals(typed)) {
            field.setValue(typed);
        }
        course.setValue(courseCode);
        layer.setValue(layerCode);
        isFilling = false;
        if (typed.isEmpty()) {
            field.setAutofocus(true);
        }
        show(field.getValue().isBlank() ? typed : field.getValue(), courseCode, layerCode);
    }

    private void show(String typed, @Nullable String courseCode, @Nullable String layerCode) {
        suggestions.removeAll();
        search.suggest(typed).forEach(title -> suggestions.add(ask(title, courseCode, layerCode)));
        suggestions.setVisible(suggestions.getChildren().findAny().isPresent());
        results.removeAll();
        var answer = search.find(typed, courseCode, layerCode);
        switch (answer.state()) {
            case NOTHING_ASKED -> nothingAsked();
            case NOT_READY -> results.add(new Paragraph(getTranslation("courses.search.building")));
            case ANSWERED -> {
                if (answer.isCut()) {
                    results.add(quiet(getTranslation("courses.search.cut", Question.LONGEST)));
                }
                if (answer.found().isEmpty()) {
                    nothingFound(typed, answer, courseCode, layerCode);
                } else {
                    showFound(answer.found(), typed);
                }
            }
        }
    }

    /** The best ones; the others on demand, since a phone's screen holds two. */
    private void showFound(List<Answer.Found> found, String typed) {
        found.stream().limit(BEST).forEach(one -> results.add(result(one, typed)));
        if (found.size() > BEST) {
            var others = found.subList(BEST, found.size());
            var more = new Button(getTranslation("courses.search.more", others.size()));
            more.setId("more");
            more.addClickListener(click -> {
                results.remove(more);
                var first = result(others.getFirst(), typed);
                results.add(first);
                others.stream().skip(1).forEach(one -> results.add(result(one, typed)));
                // Who goes on by the keyboard goes on where the button was.
                first.getElement().setAttribute("tabindex", "-1").callJsFunction("focus");
            });
            results.add(more);
        }
    }

    private void nothingAsked() {
        results.add(quiet(getTranslation("courses.search.how")));
        var examples = new Div();
        examples.addClassName("mb-search-suggestions");
        EXAMPLES.forEach(key -> examples.add(ask(getTranslation(key), null, null)));
        results.add(examples);
    }

    private void nothingFound(String typed, Answer answer, @Nullable String courseCode, @Nullable String layerCode) {
        results.add(new Paragraph(getTranslation("courses.search.none")));
        if (answer.unfiltered() > 0) {
            var all = new Anchor(address(typed, null, null), getTranslation("courses.search.without-filters"));
            all.setId("without-filters");
            results.add(all);
        }
        if (!answer.neighbours().isEmpty()) {
            results.add(quiet(getTranslation("courses.search.neighbours")));
            var near = new Div();
            near.addClassName("mb-search-suggestions");
            near.setId("neighbours");
            answer.neighbours().forEach(title -> near.add(ask(title, courseCode, layerCode)));
            results.add(near);
        } else {
            results.add(quiet(getTranslation("courses.search.try-otherwise")));
        }
    }

    private static Anchor ask(String words, @Nullable String courseCode, @Nullable String layerCode) {
        return new Anchor(address(words, courseCode, layerCode), words);
    }

    private static String address(String typed, @Nullable String courseCode, @Nullable String layerCode) {
        return "search?" + parameters(typed, courseCode, layerCode).getQueryString();
    }

    private Component result(Answer.Found found, String typed) {
        var card = CounterCardView.address(found.id(), typed);
        var title = new Anchor(card, "");
        title.add(marked(found.title()));
        title.addClassName("mb-search-title");
        var head = new Div(new Span(getTranslation("courses.search.kind." + found.kind())));
        head.addClassName("mb-search-head");
        if (found.layer() != null) {
            var badge = new Span(found.layerName());
            badge.addClassNames("mb-badge", found.isInForce() ? "mb-badge-current" : "mb-badge-2017");
            head.add(badge);
        }
        if (!found.place().isEmpty()) {
            head.add(new Span(found.place()));
        }
        var text = new Paragraph();
        if (found.isMistakes()) {
            text.add(mistakes(getTranslation("courses.search.mistakes")));
        }
        text.add(marked(found.excerpt()));
        text.getElement().setAttribute("lang", "zh-CN");
        var foot = new Div();
        foot.addClassName("mb-links");
        foot.add(new Anchor(card, getTranslation("courses.search.card")));
        if (!found.path().isEmpty()) {
            foot.add(new Anchor(found.path(), getTranslation("courses.search.read." + found.kind())));
        }
        var article = new Article(head, new H2(title), text);
        article.addClassName("mb-search-result");
        if (!found.articles().isEmpty()) {
            article.add(quiet(String.join("；", found.articles())));
        }
        article.add(foot);
        return article;
    }

    /** Stands before what people get wrong, so that nobody takes it for the rule. */
    static Span mistakes(String words) {
        var warning = new Span(words);
        warning.addClassName("mb-refused");
        return warning;
    }

    static Component[] marked(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> {
                    if (!piece.isMarked()) {
                        return new Span(piece.text());
                    }
                    var mark = new com.vaadin.flow.component.HtmlComponent("mark");
                    mark.getElement().setText(piece.text());
                    return mark;
                })
                .toArray(Component[]::new);
    }

    private static Paragraph quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("mb-quiet");
        return paragraph;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.search.title");
    }
}
