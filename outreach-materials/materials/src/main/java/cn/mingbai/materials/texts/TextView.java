package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.Asked;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.print.Section;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text: what is made of it for a village, how it reads, and its versions. {@code ?version=} shows an earlier one,
 * {@code ?village=} puts a village's values in.
 */
@Route("texts/:text")
@PermitAll
@OpenTo(Action.VIEW_POLICY)
@StyleSheet("context://mingbai/materials.css")
class TextView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int CHARACTERS_A_MINUTE = 210;
    private static final int REASON_LENGTH = 500;

    private final TextLibrary library;
    private final TextUses uses;
    private final TextDesk desk;
    private final Divisions divisions;
    private final Clock clock;

    private TextCode code = TextCode.LEAFLET;

    TextView(TextLibrary library, TextUses uses, TextDesk desk, Divisions divisions, Clock clock) {
        this.library = library;
        this.uses = uses;
        this.desk = desk;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        code = event.getRouteParameters().get("text").flatMap(TextCode::of).orElseThrow(NotFoundException::new);
        var query = event.getLocation().getQueryParameters();
        show(
                Asked.number(query, "version").orElse(null),
                Asked.number(query, "village").orElse(null));
    }

    private void show(@Nullable Long wanted, @Nullable Long village) {
        removeAll();
        var links = new Div(new Anchor("texts", getTranslation("materials.text.back")));
        links.addClassName("mb-links");
        add(links, new H2(getTranslation("materials.text.code." + code.code())));
        var versions = library.versions(code);
        var inForce = versions.stream()
                .filter(version -> version.state() == TextLibrary.State.IN_FORCE)
                .findFirst()
                .orElse(null);
        add(state(inForce));
        if (divisions.may(Action.EDIT_TEXTS)) {
            add(work(inForce));
        }
        if (inForce != null) {
            add(new H3(getTranslation("materials.text.uses")), uses(village));
        }
        var shown = wanted != null
                ? wanted.intValue()
                : inForce != null
                        ? inForce.number()
                        : versions.isEmpty() ? 0 : versions.getFirst().number();
        if (shown > 0) {
            reading(library.reading(code, shown));
        }
        add(new H3(getTranslation("materials.text.versions")), list(versions, shown));
    }

    private Paragraph state(TextLibrary.@Nullable Version inForce) {
        var state = new Paragraph();
        state.setId("state");
        if (inForce == null) {
            state.setText(getTranslation("materials.text.not-in-force"));
            state.addClassName("mb-refused");
        } else {
            state.add(
                    new Span(getTranslation("materials.text.in-force", inForce.number(), inForce.from()) + " "),
                    TextsView.badge(inForce.layerName()));
        }
        return state;
    }

    private Component work(TextLibrary.@Nullable Version inForce) {
        var work = desk.inWork(code);
        var box = new Div();
        box.addClassName("mb-text-work");
        box.setId("work");
        var waiting = work.waiting();
        if (waiting != null) {
            box.add(new Paragraph(
                    waiting.isWithdrawal()
                            ? getTranslation("materials.text.waiting-withdrawal", waiting.from(), waiting.reason())
                            : getTranslation(
                                    "materials.text.waiting", work.latest() + 1, waiting.from(), waiting.reason())));
        } else if (work.isDraft()) {
            box.add(new Paragraph(
                    work.isShipped()
                            ? getTranslation("materials.text.draft-shipped")
                            : getTranslation(
                                    "materials.text.draft-by",
                                    work.saver(),
                                    work.savedAt() == null
                                            ? ""
                                            : TIME.format(work.savedAt().atZone(Times.ZONE)))));
            if (!work.note().isEmpty()) {
                var note = new Paragraph(getTranslation("materials.text.returned", work.note()));
                note.addClassName("mb-refused");
                box.add(note);
            }
        }
        var actions = new Div();
        actions.addClassName("mb-actions");
        if (waiting == null || !waiting.isWithdrawal()) {
            var edit = new Button(
                    getTranslation(
                            waiting != null
                                    ? "materials.text.look"
                                    : work.isDraft() ? "materials.text.continue" : "materials.text.edit"),
                    click -> UI.getCurrent().navigate("texts/" + code.code() + "/edit"));
            edit.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            edit.setId("edit");
            actions.add(edit);
        }
        if (waiting == null && inForce != null) {
            var withdraw = new Button(getTranslation("materials.text.withdraw"), click -> askWithdraw(inForce));
            withdraw.setId("withdraw");
            actions.add(withdraw);
        }
        box.add(actions);
        return box;
    }

    private void askWithdraw(TextLibrary.Version inForce) {
        var from = new DayPicker(getTranslation("materials.text.withdraw-from"), Times.today(clock));
        from.setId("from");
        new ReasonDialog(
                        getTranslation("materials.text.withdraw-title", inForce.title()),
                        getTranslation("materials.text.withdraw-text"),
                        getTranslation("materials.text.withdraw-reason"),
                        getTranslation("materials.text.withdraw"),
                        REASON_LENGTH,
                        reason -> {
                            desk.withdraw(code, from.chosen(), reason);
                            Notices.done(this, "materials.text.sent");
                            show(null, null);
                        })
                .asking(from)
                .open();
    }

    private Component uses(@Nullable Long chosen) {
        var box = new Div();
        box.setWidthFull();
        var villages = divisions.reachable(Action.VIEW_POLICY, Level.VILLAGE);
        if (villages.isEmpty()) {
            box.add(new Paragraph(getTranslation("materials.text.no-village")));
            return box;
        }
        var village = villages.stream()
                .filter(one -> chosen != null && one.id().value() == chosen)
                .findFirst()
                .orElse(villages.size() == 1 ? villages.getFirst() : null);
        var chooser = new DivisionChooser(
                getTranslation("materials.leaflets.village"),
                villages,
                village,
                other -> UI.getCurrent()
                        .navigate(
                                "texts/" + code.code(),
                                QueryParameters.of(
                                        "village", String.valueOf(other.id().value()))));
        chooser.setHelperText(getTranslation("materials.text.uses-help"));
        chooser.setId("village");
        box.add(chooser);
        if (village != null) {
            box.add(files(village));
            if (code.isLeaflet()) {
                box.add(script(village));
            }
        }
        return box;
    }

    private Component files(Division village) {
        var box = new Div();
        box.addClassName("mb-text-files");
        uses.missing(code, village.id()).forEach((use, missing) -> {
            var name = getTranslation("materials.text.use." + use.name());
            if (missing.isEmpty()) {
                box.add(file(use, name, village));
            } else {
                var words = missing.stream()
                        .map(key -> getTranslation("materials.value." + key))
                        .collect(Collectors.joining("、"));
                box.add(new Paragraph(getTranslation("materials.text.use-missing", name, words)));
            }
        });
        return box;
    }

    private Anchor file(TextUse use, String name, Division village) {
        var fileName = getTranslation("materials.text.use-file", village.name(), name, use.extension());
        var handler = DownloadHandler.fromInputStream(event ->
                MadeFile.written(this, fileName, use.mediaType(), out -> uses.write(code, use, village.id(), out)));
        var link = new Anchor(use == TextUse.PICTURE ? handler : handler.inline(), name);
        link.setId("use-" + use.name().toLowerCase(Locale.ROOT));
        if (use != TextUse.PICTURE) {
            link.setTarget("_blank");
        }
        return link;
    }

    private Component script(Division village) {
        var script = uses.script(village.id());
        var text = new Div();
        text.addClassName("mb-text-script");
        text.setId("script");
        text.getElement().setAttribute("lang", "zh-CN");
        script.paragraphs().forEach(paragraph -> text.add(new Paragraph(paragraph)));
        var minutes = Math.round(script.characters() * 10.0 / CHARACTERS_A_MINUTE) / 10.0;
        var box = new Div(
                new H3(getTranslation("materials.text.spoken")),
                new Paragraph(getTranslation("materials.text.script-length", script.characters(), minutes)));
        box.setWidthFull();
        if (!script.unspoken().isEmpty()) {
            box.add(new Paragraph(
                    getTranslation("materials.text.script-unspoken", String.join("、", script.unspoken()))));
        }
        box.add(text);
        if (script.missing().isEmpty()) {
            box.add(scriptFile(village, script));
        }
        return box;
    }

    private Anchor scriptFile(Division village, TextUses.Script script) {
        var fileName = getTranslation(
                "materials.text.use-file", village.name(), getTranslation("materials.text.spoken"), "txt");
        // The mark at the beginning lets old editors read Chinese.
        var bytes = ("\ufeff" + String.join("\r\n\r\n", script.paragraphs()) + "\r\n").getBytes(StandardCharsets.UTF_8);
        var link = new Anchor(
                DownloadHandler.fromInputStream(
                        event -> MadeFile.of(this, fileName, "text/plain;charset=utf-8", () -> bytes)),
                getTranslation("materials.text.use-text"));
        link.setId("use-text");
        return link;
    }

    private void reading(TextLibrary.Reading reading) {
        var version = reading.version();
        var text = new Div();
        text.addClassName("mb-text-reading");
        text.setId("reading");
        text.getElement().setAttribute("lang", "zh-CN");
        text.add(new H3(reading.text().title()));
        reading.text().all().forEach(section -> section(text, section));
        var heading = new H3(getTranslation("materials.text.version", version.number()) + " · " + days(version));
        add(heading, text);
        add(new H3(getTranslation("materials.text.changes")));
        if (reading.isFirst()) {
            add(new Paragraph(getTranslation("materials.text.changes-first")));
        } else {
            add(new ChangesPanel(reading.changes()));
        }
        add(new H3(getTranslation("materials.text.sources")));
        var list = new UnorderedList();
        reading.sources().forEach((law, clauses) -> list.add(new ListItem(law + "：" + String.join("、", clauses))));
        add(list);
    }

    private void section(Div text, Section section) {
        var heading = new Element("h4");
        heading.setText(section.heading());
        text.getElement().appendChild(heading);
        for (var paragraph : section.paragraphs()) {
            var line = new Paragraph();
            var parts = named(paragraph).split("\\*\\*", -1);
            for (var i = 0; i < parts.length; i++) {
                var words = new Element(i % 2 == 1 ? "strong" : "span");
                words.setText(parts[i]);
                line.getElement().appendChild(words);
            }
            text.add(line);
        }
    }

    /** A text with the names of local values in place of their keys. */
    private String named(String paragraph) {
        var names = new HashMap<String, String>();
        Placeholders.all().forEach(key -> names.put(key, "【" + getTranslation("materials.value." + key) + "】"));
        return PolicyText.fill(paragraph, Map.copyOf(names), "");
    }

    private Component list(List<TextLibrary.Version> versions, int shown) {
        var list = new UnorderedList();
        list.setId("versions");
        for (var version : versions) {
            var name = getTranslation("materials.text.version", version.number());
            var item = new ListItem();
            item.add(
                    version.number() == shown
                            ? new Span(name)
                            : new Anchor("texts/" + code.code() + "?version=" + version.number(), name));
            item.add(new Span("　" + days(version) + "　" + by(version)));
            if (!version.reason().isEmpty()) {
                item.add(new Paragraph(getTranslation("materials.text.withdrawn-because", version.reason())));
            }
            if (divisions.may(Action.EDIT_TEXTS) && version.number() == shown) {
                var begin = new Button(getTranslation("materials.text.begin-from"), click -> {
                    if (Notices.attempt(this, () -> desk.beginFrom(code, version.number()))) {
                        UI.getCurrent().navigate("texts/" + code.code() + "/edit");
                    }
                });
                begin.setId("begin-from");
                begin.addThemeNames("small", "tertiary");
                item.add(begin);
            }
            list.add(item);
        }
        return list;
    }

    private String days(TextLibrary.Version version) {
        return getTranslation(
                "materials.text.state." + version.state().name(),
                version.from(),
                version.to().minusDays(version.to().equals(Times.NO_END) ? 0 : 1));
    }

    private String by(TextLibrary.Version version) {
        if (!version.writer().isEmpty()) {
            return getTranslation("materials.text.by", version.writer(), version.approver());
        }
        return version.approver().isEmpty()
                ? getTranslation("materials.text.by-shipped")
                : getTranslation("materials.text.by-shipped-approved", version.approver());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.text.code." + code.code());
    }
}
