package cn.mingbai.core.policy;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.policy.PolicyDirectory.Citation;
import cn.mingbai.core.policy.PolicyDirectory.Point;
import cn.mingbai.core.policy.PolicyDirectory.Source;
import cn.mingbai.core.policy.PolicyDirectory.Version;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
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
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The policy on record: versions, points with what each version says, sources. {@code ?text=…} finds points. */
@Route("policy")
@Menu(title = "core.policy.title", order = 60, icon = "vaadin:book")
@PermitAll
@OpenTo(Action.VIEW_POLICY)
class PolicyView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    /** An article's number and what follows it, such as an item; other documents count in parts. */
    private static final Pattern ARTICLE = Pattern.compile("([0-9]+)(.*)");

    private final List<Version> versions;
    private final List<Point> points;
    private final Map<String, Source> sources;
    private final String current;
    private final TextField search = new TextField();
    private final Div found = new Div();

    PolicyView(PolicyCatalogue catalogue, Clock clock) {
        versions = catalogue.versions();
        points = catalogue.points();
        var all = catalogue.sources();
        sources = all.stream().collect(Collectors.toMap(Source::code, Function.identity()));
        current = catalogue.versionInForce(Times.today(clock));
        addClassName("mb-page");

        add(new H3(getTranslation("core.policy.versions")), versionList());
        search.setLabel(getTranslation("core.policy.search"));
        search.setHelperText(getTranslation("core.policy.search-hint"));
        search.setClearButtonVisible(true);
        search.setMaxLength(50);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setWidthFull();
        search.setMaxWidth("30rem");
        search.setId("policy-search");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                UI.getCurrent()
                        .navigate(
                                "policy",
                                change.getValue().isBlank()
                                        ? QueryParameters.empty()
                                        : QueryParameters.of(
                                                "text", change.getValue().strip()));
            }
        });
        found.setWidthFull();
        add(new H3(getTranslation("core.policy.points")), search, found);
        add(new H3(getTranslation("core.policy.sources")), sourceList(all));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var text = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("text")
                .orElse("")
                .strip();
        if (!search.getValue().strip().equals(text)) {
            search.setValue(text);
        }
        show(text);
    }

    private void show(String text) {
        found.removeAll();
        var matching = points.stream().filter(point -> matches(point, text)).toList();
        if (matching.isEmpty()) {
            found.add(new Paragraph(getTranslation("core.policy.none-found", text)));
            return;
        }
        var count = new Paragraph(getTranslation("core.policy.points-of", matching.size()));
        count.addClassName("mb-quiet");
        found.add(count);
        for (var point : matching) {
            var details = new Details(point.name(), statements(point));
            details.setOpened(matching.size() == 1);
            details.setWidthFull();
            found.add(details);
        }
    }

    private static boolean matches(Point point, String text) {
        return text.isEmpty()
                || point.name().contains(text)
                || point.statements().stream()
                        .anyMatch(statement -> statement.says().contains(text));
    }

    private Component statements(Point point) {
        var box = new Div();
        box.addClassName("mb-statements");
        for (var i = point.statements().size() - 1; i >= 0; i--) {
            var statement = point.statements().get(i);
            var version = new Span(name(statement.version()));
            version.addClassName(statement.version().equals(current) ? "mb-badge-now" : "mb-badge");
            var cites = new Paragraph(
                    statement.citations().stream().map(this::cited).collect(Collectors.joining("；")));
            cites.addClassName("mb-quiet");
            box.add(version, new Paragraph(statement.says()), cites);
        }
        return box;
    }

    private String cited(Citation citation) {
        var source = sources.get(citation.source());
        var title = source == null ? citation.source() : source.title();
        var article = ARTICLE.matcher(citation.clause());
        return article.matches()
                ? getTranslation("core.policy.citation-article", title, article.group(1), article.group(2))
                : getTranslation("core.policy.citation", title, citation.clause());
    }

    private Component versionList() {
        var list = new UnorderedList();
        for (var version : versions.reversed()) {
            var span = version.to().equals(Times.NO_END)
                    ? getTranslation("core.policy.version-since", version.from())
                    : getTranslation(
                            "core.policy.version-span",
                            version.from(),
                            version.to().minusDays(1));
            list.add(new ListItem(name(version.code()) + " · " + span));
        }
        return list;
    }

    private String name(String code) {
        var name = versions.stream()
                .filter(version -> version.code().equals(code))
                .findFirst()
                .map(Version::name)
                .orElse(code);
        return code.equals(current) ? name + " · " + getTranslation("core.policy.version-now") : name;
    }

    private Component sourceList(List<Source> all) {
        var list = new UnorderedList();
        for (var source : all) {
            var since = source.inForceFrom() == null
                    ? getTranslation("core.policy.date-unknown")
                    : getTranslation("core.policy.in-force-since", source.inForceFrom());
            var until = source.repealedOn() == null
                    ? ""
                    : " · " + getTranslation("core.policy.repealed-on", source.repealedOn());
            var quiet = new Span(source.issuer() + (source.number().isEmpty() ? "" : " · " + source.number()) + " · "
                    + since + until);
            quiet.addClassName("mb-quiet");
            list.add(new ListItem(new Div(new Span(getTranslation("core.policy.source", source.title()))), quiet));
        }
        return list;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.policy.title");
    }
}
