package cn.mingbai.courses.search;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
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
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;

/** The answer to say across a counter, in large type on one screen of a phone: {@code ?of=…&q=…}. */
@Route("search/card")
@PermitAll
@OpenTo(Action.STUDY)
@StyleSheet("context://mingbai/courses.css")
class CounterCardView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final int LONGEST_QUESTION = 100;

    private final Search search;

    CounterCardView(Search search) {
        this.search = search;
        addClassName("mb-page");
    }

    /** The address of a passage's card. */
    static String address(String id, String typed) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("of", id);
        var asked = typed.strip();
        if (!asked.isEmpty()) {
            parameters.put(
                    "q",
                    asked.codePointCount(0, asked.length()) <= LONGEST_QUESTION
                            ? asked
                            : asked.substring(0, asked.offsetByCodePoints(0, LONGEST_QUESTION)));
        }
        return "search/card?" + QueryParameters.simple(parameters).getQueryString();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var given = event.getLocation().getQueryParameters();
        var typed = given.getSingleParameter("q").orElse("");
        var card = search.card(given.getSingleParameter("of").orElse(""), typed, getLocale());
        var article = new Article();
        article.addClassName("mb-card");
        var head = new Div();
        head.addClassName("mb-search-head");
        if (!card.layerName().isEmpty()) {
            var badge = new Span(card.layerName());
            badge.addClassNames("mb-badge", card.isInForce() ? "mb-badge-current" : "mb-badge-2017");
            head.add(badge);
        }
        head.add(
                new Span(card.place().isEmpty() ? getTranslation("courses.search.kind." + card.kind()) : card.place()));
        var answer = new Paragraph();
        answer.addClassName("mb-card-answer");
        answer.getElement().setAttribute("lang", "zh-CN");
        if (card.isMistakes()) {
            answer.add(SearchView.mistakes(getTranslation("courses.search.mistakes")));
        }
        if (card.values().isEmpty()) {
            answer.add(SearchView.marked(card.answer()));
        } else {
            card.values().forEach(value -> answer.add(new Span(value.text())));
        }
        article.add(head, new H2(card.title()), answer);
        var facts = new Div();
        facts.addClassName("mb-card-facts");
        if (card.kind() == cn.mingbai.core.search.SearchPassage.Kind.SETTING) {
            if (card.values().isEmpty()) {
                facts.add(fact("courses.search.value", getTranslation("courses.search.value-missing")));
            }
            card.values().forEach(value -> facts.add(fact("courses.search.value-source", value.source())));
        } else {
            facts.add(deadline(card));
            if (!card.articles().isEmpty()) {
                facts.add(fact("courses.search.articles", String.join("；", card.articles())));
            }
        }
        article.add(facts);
        if (!card.phones().isEmpty()) {
            var phones = new Nav();
            phones.addClassName("mb-card-phones");
            phones.getElement().setAttribute("aria-label", getTranslation("courses.search.phones"));
            card.phones().forEach(phone -> {
                var link = new Anchor("tel:" + phone.dial());
                link.add(new Span(phone.who()), new Span(phone.number()));
                phones.add(link);
            });
            article.add(phones);
        }
        var foot = new Div();
        foot.addClassName("mb-links");
        if (!card.path().isEmpty()) {
            foot.add(new Anchor(card.path(), getTranslation("courses.search.read." + card.kind())));
        }
        if (!typed.isBlank()) {
            foot.add(new Anchor(
                    "search?"
                            + QueryParameters.simple(java.util.Map.of("q", typed))
                                    .getQueryString(),
                    getTranslation("courses.search.back")));
        }
        article.add(foot);
        add(article);
    }

    private Div deadline(CounterCard card) {
        if (card.deadlines().isEmpty()) {
            var none = fact("courses.search.deadline", getTranslation("courses.search.deadline-none"));
            none.addClassName("mb-card-none");
            return none;
        }
        return fact(
                "courses.search.deadline",
                String.join("；", card.deadlines())
                        + (card.deadlineFrom().isEmpty()
                                ? ""
                                : getTranslation("courses.search.deadline-from", card.deadlineFrom())));
    }

    private Div fact(String label, String text) {
        var name = new Span(getTranslation(label));
        name.addClassName("mb-quiet");
        return new Div(name, new Span(text));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.search.card");
    }
}
