package cn.mingbai.materials.texts;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.AtCursor;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.core.ui.UnsavedText;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.IFrame;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writing a text: the words on the left and beside them the file that the printer makes of them, drawn again after each
 * pause in typing; one after the other on a phone. While it waits for a second person it can be looked at only.
 */
@Route("texts/:text/edit")
@PermitAll
@OpenTo(Action.EDIT_TEXTS)
@StyleSheet("context://mingbai/materials.css")
class TextEditorView extends VerticalLayout implements BeforeEnterObserver, BeforeLeaveObserver, HasDynamicTitle {

    private static final int PAUSE_MS = 1000;
    private static final int REASON_LENGTH = 500;

    /**
     * Fetches the file and shows it in the page: in a frame where the browser shows PDF itself, a picture as a picture. The
     * newest answer wins; a refusal is told in its one sentence.
     */
    private static final String DRAW = """
            const [link, frame, picture, status, busy, done, failed] = [$0, $1, $2, $3, $4, $5, $6];
            const turn = this.mbTurn = (this.mbTurn || 0) + 1;
            status.textContent = busy;
            const address = link.href;
            fetch(address + (address.includes('?') ? '&' : '?') + 'turn=' + turn, {credentials: 'same-origin'})
              .then(answer => answer.ok ? answer.blob() : answer.text().then(text => { throw new Error(text); }))
              .then(file => {
                if (turn !== this.mbTurn) { return; }
                if (this.mbFile) { URL.revokeObjectURL(this.mbFile); }
                this.mbFile = URL.createObjectURL(file);
                const drawn = file.type.startsWith('image/');
                picture.hidden = !drawn;
                frame.hidden = drawn || navigator.pdfViewerEnabled === false;
                if (drawn) { picture.src = this.mbFile; } else if (!frame.hidden) {
                  frame.contentWindow.location.replace(this.mbFile + '#toolbar=0&view=FitH');
                }
                status.textContent = done;
              })
              .catch(problem => {
                if (turn !== this.mbTurn) { return; }
                const text = problem.message || '';
                status.textContent = text && text.length < 300 && !text.includes('<') ? text : failed;
              });
            """;

    private final TextDesk desk;
    private final Divisions divisions;
    private final Clock clock;

    private final TextField title = new TextField();
    private final Select<String> layer = new Select<>();
    private final MultiSelectComboBox<String> points = new MultiSelectComboBox<>();
    private final TextArea sources = new TextArea();
    private final TextArea body = new TextArea();
    private final ComboBox<String> placeholder = new ComboBox<>();
    private final ComboBox<Division> village = new ComboBox<>();
    private final Select<TextUse> use = new Select<>();
    private final Div findings = new Div();
    private final Div changes = new Div();
    private final Div preview = new Div();
    private final Div panes = new Div();
    private final IFrame frame = new IFrame();
    private final Image picture = new Image();
    private final Span drawn = new Span();
    private final Span status = new Span();
    private final Button save = new Button();
    private final Button discard = new Button();
    private final Button submit = new Button();
    private final Anchor open = new Anchor();
    private final UnsavedText unsaved = new UnsavedText(this);

    private TextCode code = TextCode.LEAFLET;
    private int revision;
    private boolean isReadOnly;
    private boolean isSound;

    /** Read by the requests of the preview, which hold no lock on this page. */
    private volatile @Nullable Shown shown;

    private record Shown(TextSource source, TextUse use, DivisionId village) {}

    TextEditorView(TextDesk desk, Divisions divisions, Clock clock) {
        this.desk = desk;
        this.divisions = divisions;
        this.clock = clock;
        addClassNames("mb-page", "mb-editor-page", "mb-text-editor");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        code = event.getRouteParameters().get("text").flatMap(TextCode::of).orElseThrow(NotFoundException::new);
        removeAll();
        var work = desk.inWork(code);
        revision = work.revision();
        isReadOnly = work.waiting() != null;
        unsaved.saved();
        var links = new Div(
                new Anchor("texts/" + code.code(), "← " + getTranslation("materials.text.code." + code.code())));
        links.addClassName("mb-links");
        add(links);
        var waiting = work.waiting();
        if (waiting != null) {
            add(
                    new Paragraph(
                            waiting.isWithdrawal()
                                    ? getTranslation(
                                            "materials.text.waiting-withdrawal", waiting.from(), waiting.reason())
                                    : getTranslation(
                                            "materials.text.waiting",
                                            work.latest() + 1,
                                            waiting.from(),
                                            waiting.reason())),
                    new Anchor("approvals", getTranslation("core.approval.title")));
        } else if (work.isShipped()) {
            add(new Paragraph(getTranslation("materials.text.draft-shipped")));
        }
        if (!work.note().isEmpty()) {
            var note = new Paragraph(getTranslation("materials.text.returned", work.note()));
            note.addClassName("mb-refused");
            add(note);
        }
        fields();
        fill(work.source());
        add(bar(work), content());
        look();
        var shortcut = Shortcuts.addShortcutListener(this, this::saveNow, Key.KEY_S, KeyModifier.CONTROL);
        shortcut.setBrowserDefaultAllowed(false);
        shortcut.setResetFocusOnActiveElement(true);
    }

    private void fields() {
        var choices = desk.choices();
        title.setLabel(getTranslation("materials.text.field.title"));
        title.setMaxLength(TextReader.TITLE_LENGTH);
        title.setId("text-title");
        layer.setLabel(getTranslation("materials.text.field.layer"));
        layer.setItems(choices.ruleLayers().keySet());
        layer.setItemLabelGenerator(one -> choices.ruleLayers().getOrDefault(one, one) + " " + one);
        layer.setId("text-layer");
        points.setLabel(getTranslation("materials.text.field.points"));
        points.setItems(choices.points().keySet());
        points.setItemLabelGenerator(one -> choices.points().getOrDefault(one, one));
        points.setId("text-points");
        sources.setLabel(getTranslation("materials.text.field.sources"));
        sources.setMaxLength(8_000);
        sources.setMaxRows(6);
        sources.setWidthFull();
        sources.setId("text-sources");
        body.setLabel(getTranslation("materials.text.field.body"));
        body.setMaxLength(TextReader.BODY_LENGTH);
        body.setId("text-body");
        body.addClassName("mb-editor-body");
        placeholder.setItems(choices.placeholders());
        placeholder.setItemLabelGenerator(key -> getTranslation("materials.value." + key));
        placeholder.setPlaceholder(getTranslation("materials.text.field.placeholder"));
        placeholder.setAriaLabel(getTranslation("materials.text.field.placeholder"));
        placeholder.setId("text-placeholder");
        placeholder.addValueChangeListener(change -> {
            if (change.getValue() != null && change.isFromClient()) {
                insert("{{" + change.getValue() + "}}", "");
                placeholder.clear();
            }
        });
        for (var field : List.of(body, sources)) {
            field.setValueChangeMode(ValueChangeMode.LAZY);
            field.setValueChangeTimeout(PAUSE_MS);
        }
        title.setValueChangeMode(ValueChangeMode.LAZY);
        title.setValueChangeTimeout(PAUSE_MS);
        watch(title);
        watch(layer);
        watch(points);
        watch(sources);
        watch(body);
        unsaved.watch(title, sources, body);
    }

    private <V> void watch(HasValue<?, V> field) {
        field.setReadOnly(isReadOnly);
        field.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                unsaved.typed();
                look();
            }
        });
    }

    private Div bar(TextDesk.InWork work) {
        save.setText(getTranslation("materials.text.save"));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save");
        save.addClickListener(click -> saveNow());
        submit.setText(getTranslation("materials.text.submit"));
        submit.setId("submit");
        submit.addClickListener(click -> askSubmit());
        discard.setText(getTranslation("materials.text.discard"));
        discard.setId("discard");
        discard.addClickListener(click -> askDiscard());
        discard.setVisible(work.isDraft());
        save.setVisible(!isReadOnly);
        submit.setVisible(!isReadOnly);
        discard.setVisible(!isReadOnly && work.isDraft());
        status.setId("save-status");
        status.getElement().setAttribute("role", "status");
        var bar = new Div(tabs(), save, submit, discard, status);
        bar.addClassNames("mb-actions", "mb-editor-bar");
        return bar;
    }

    private Tabs tabs() {
        var write = new Tab(getTranslation("materials.text.tab.write"));
        var look = new Tab(getTranslation("materials.text.tab.preview"));
        var compare = new Tab(getTranslation("materials.text.tab.changes"));
        write.addClassName("mb-tab-write");
        write.setId("tab-write");
        look.setId("tab-preview");
        compare.setId("tab-changes");
        var tabs = new Tabs(write, look, compare);
        tabs.addSelectedChangeListener(selected -> {
            panes.getElement()
                    .setAttribute(
                            "data-pane",
                            selected.getSelectedTab() == write
                                    ? "write"
                                    : selected.getSelectedTab() == look ? "preview" : "changes");
            if (selected.isFromClient() && selected.getSelectedTab() == look) {
                draw();
            }
        });
        // Where both fit beside each other, writing needs no tab.
        tabs.getElement().executeJs("return window.innerWidth > 900").then(Boolean.class, wide -> {
            if (wide) {
                tabs.setSelectedTab(look);
            }
        });
        return tabs;
    }

    private Div content() {
        var head = new Div(title, layer, points);
        head.addClassName("mb-editor-head");
        var help = new Details(
                getTranslation("materials.text.help"), new Paragraph(getTranslation("materials.text.help-text")));
        findings.setId("findings");
        findings.getElement().setAttribute("role", "status");
        findings.addClassName("mb-text-findings");
        var write = new Div(head, tools(), findings, body, help, sources);
        write.addClassName("mb-pane-write");
        changes.setId("changes");
        changes.addClassName("mb-pane-changes");
        preview();
        panes.removeAll();
        panes.add(write, preview, changes);
        panes.addClassName("mb-panes");
        panes.getElement().setAttribute("data-pane", "write");
        return panes;
    }

    private Div tools() {
        var tools = new Div();
        tools.addClassName("mb-editor-tools");
        if (!isReadOnly) {
            tools.add(tool("heading", "\n\n## ", "\n\n"), tool("bold", "**", "**"), placeholder);
        }
        return tools;
    }

    private Button tool(String name, String before, String after) {
        var tool = new Button(getTranslation("materials.text.tool." + name), click -> insert(before, after));
        tool.addThemeVariants(ButtonVariant.LUMO_SMALL);
        tool.setId("tool-" + name);
        return tool;
    }

    private void insert(String before, String after) {
        AtCursor.insert(body, before, after);
    }

    private void preview() {
        var villages = divisions.reachable(Action.EDIT_TEXTS, Level.VILLAGE);
        village.setLabel(getTranslation("materials.text.field.preview-village"));
        village.setItems(villages);
        village.setItemLabelGenerator(one -> one.name() + " " + one.code().value());
        village.setId("preview-village");
        villages.stream().findFirst().ifPresent(village::setValue);
        village.addValueChangeListener(change -> draw());
        use.setLabel(getTranslation("materials.text.field.preview-use"));
        use.setItems(TextUse.of(code));
        use.setItemLabelGenerator(one -> getTranslation("materials.text.use." + one.name()));
        use.setValue(TextUse.of(code).getFirst());
        use.setId("preview-use");
        use.addValueChangeListener(change -> draw());
        var refresh = new Button(getTranslation("materials.text.refresh"), click -> draw());
        refresh.setId("refresh");
        frame.getElement().setAttribute("title", getTranslation("materials.text.preview-frame"));
        frame.getElement().setAttribute("hidden", true);
        frame.addClassName("mb-text-frame");
        frame.setId("preview-frame");
        picture.getElement().setAttribute("hidden", true);
        picture.setAlt(getTranslation("materials.text.preview-frame"));
        picture.addClassName("mb-text-picture");
        drawn.setId("preview-status");
        drawn.getElement().setAttribute("role", "status");
        open.setText(getTranslation("materials.text.open"));
        open.setTarget("_blank");
        open.setId("preview-open");
        open.setHref(DownloadHandler.fromInputStream(event -> file()).inline());
        var choose = new Div(village, use, refresh);
        choose.addClassName("mb-editor-head");
        preview.removeAll();
        preview.add(choose, new Div(open, new Span("　"), drawn), frame, picture);
        preview.addClassName("mb-pane-preview");
        preview.setId("preview");
    }

    private DownloadResponse file() {
        var wanted = shown;
        if (wanted == null) {
            return DownloadResponse.error(409, getTranslation("materials.text.no-village"));
        }
        return MadeFile.written(
                this,
                code.code() + "." + wanted.use().extension(),
                wanted.use().mediaType(),
                out -> desk.preview(code, wanted.source(), wanted.use(), wanted.village(), out));
    }

    private void fill(TextSource source) {
        title.setValue(source.title());
        if (!source.ruleLayer().isEmpty()) {
            layer.setValue(source.ruleLayer());
        }
        points.setValue(Set.copyOf(source.points()));
        sources.setValue(String.join("\n", source.sources()));
        body.setValue(source.body());
    }

    private TextSource entered() {
        return new TextSource(
                title.getValue(),
                layer.getValue() == null ? "" : layer.getValue(),
                points.getValue().stream().sorted().toList(),
                sources.getValue()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList(),
                body.getValue());
    }

    /** Looks through what is typed, and draws it. */
    private void look() {
        var check = desk.check(code, entered());
        isSound = check.faults().isEmpty();
        findings.removeAll();
        findings.setClassName("mb-refused", !isSound);
        if (isSound) {
            findings.add(new Paragraph(getTranslation("materials.text.sound")));
        } else {
            findings.add(new Paragraph(
                    getTranslation("materials.text.to-mend", check.faults().size())));
            var list = new UnorderedList();
            check.faults().forEach(fault -> list.add(new ListItem(sentence(fault))));
            findings.add(list);
        }
        if (code.isLeaflet()) {
            findings.add(new Paragraph(getTranslation("materials.text.characters", check.spoken())));
        }
        changes.removeAll();
        changes.add(new H2(getTranslation("materials.text.changes")), new ChangesPanel(check.changes()));
        draw();
    }

    private String sentence(TextFault fault) {
        var sentence = getTranslation(fault.key(), fault.arguments().toArray());
        return fault.line() == 0
                ? sentence
                : getTranslation("materials.text.fault-at", fault.line(), fault.quote(), sentence);
    }

    private void draw() {
        if (village.getValue() == null || use.getValue() == null) {
            drawn.setText(getTranslation("materials.text.no-village"));
            return;
        }
        shown = new Shown(entered(), use.getValue(), village.getValue().id());
        preview.getElement()
                .executeJs(
                        DRAW,
                        open.getElement(),
                        frame.getElement(),
                        picture.getElement(),
                        drawn.getElement(),
                        getTranslation("materials.text.previewing"),
                        getTranslation("materials.text.preview-done"),
                        getTranslation("materials.text.preview-failed"));
    }

    private void saveNow() {
        if (!isReadOnly && save()) {
            Notices.done(this, "materials.text.saved");
        }
    }

    private boolean save() {
        return Notices.attempt(this, () -> {
            revision = desk.save(code, entered(), revision);
            saved();
        });
    }

    private void saved() {
        unsaved.saved();
        discard.setVisible(true);
        status.setText(getTranslation("materials.text.saved"));
    }

    private void askSubmit() {
        if (unsaved.isThere() && !save()) {
            return;
        }
        var from = new DayPicker(getTranslation("materials.text.submit-from"), Times.today(clock));
        from.setId("from");
        new ReasonDialog(
                        getTranslation("materials.text.submit-title"),
                        getTranslation("materials.text.submit-text"),
                        getTranslation("materials.text.submit-reason"),
                        getTranslation("materials.text.submit"),
                        REASON_LENGTH,
                        reason -> {
                            desk.submit(code, from.chosen(), reason);
                            Notices.done(this, "materials.text.sent");
                            UI.getCurrent().navigate("texts/" + code.code());
                        })
                .asking(from)
                .open();
    }

    private void askDiscard() {
        var dialog = new ConfirmDialog(
                getTranslation("materials.text.discard-title"),
                getTranslation("materials.text.discard-text"),
                getTranslation("materials.text.discard"),
                confirmed -> {
                    if (Notices.attempt(this, () -> desk.discard(code))) {
                        saved();
                        Notices.done(this, "materials.text.discarded");
                        UI.getCurrent().navigate("texts/" + code.code());
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.open();
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        unsaved.askBefore(event);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.text.edit-title", getTranslation("materials.text.code." + code.code()));
    }
}
