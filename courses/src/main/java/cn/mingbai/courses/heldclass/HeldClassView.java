package cn.mingbai.courses.heldclass;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.EvidenceFiles;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexComponent;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.annotation.security.PermitAll;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One class: its list, who came, the signed sheets, and what can be done next. The class is in the address. */
@Route("held-class")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/courses.css")
class HeldClassView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final DateTimeFormatter NOTED = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final String PDF = "application/pdf";
    private static final int REASON_LENGTH = 300;

    private final HeldClasses classes;
    private final ClassSignIn signIn;
    private final People people;
    private final Divisions divisions;
    private final Clock clock;
    private ClassId id = new ClassId(0);
    private String title = "";

    HeldClassView(HeldClasses classes, ClassSignIn signIn, People people, Divisions divisions, Clock clock) {
        this.classes = classes;
        this.signIn = signIn;
        this.people = people;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        id = new ClassId(parameter);
        show();
    }

    private void show() {
        removeAll();
        var shown = classes.one(id);
        title = shown.plan().title();
        var mayRecord = divisions.may(Action.RECORD_TRAINING);
        var begun = !shown.plan().day().isAfter(Times.today(clock));
        var open = mayRecord && shown.state() != ClassState.CANCELLED;
        add(heading(shown));
        if (open) {
            add(actions(shown, begun));
        }
        add(new H3(getTranslation("courses.class.list.people")));
        count(shown);
        if (open && begun) {
            add(quick(shown));
        }
        if (shown.people().isEmpty()) {
            add(new Paragraph(getTranslation("courses.class.people.none")));
        } else {
            list(shown, open, begun);
        }
        if (open) {
            add(adding(shown, begun));
        }
        if (shown.state() != ClassState.CANCELLED) {
            sheets(shown, open && begun);
        }
    }

    private Component heading(HeldClass shown) {
        var plan = shown.plan();
        var heading = new Div();
        var name = new H2(plan.title());
        var facts = new Paragraph(getTranslation(
                "courses.class.facts",
                plan.day(),
                HeldClassesView.TIME.format(plan.start()),
                HeldClassesView.TIME.format(plan.end()),
                HeldClasses.hours(plan.hours()),
                plan.place(),
                plan.teacher()));
        facts.addClassName("mb-lead");
        var courses = new Paragraph(String.join(
                getTranslation("courses.list-semicolon"),
                shown.courses().entrySet().stream()
                        .map(course -> course.getKey() + " " + course.getValue())
                        .toList()));
        var state = new Span(getTranslation("courses.class.state." + shown.state()));
        state.addClassName(shown.state() == ClassState.HELD ? "mb-badge-now" : "mb-badge");
        state.setId("class-state");
        heading.add(
                name,
                state,
                new Span(" " + getTranslation("courses.class.held-by", shown.divisionName())),
                facts,
                courses);
        if (!shown.reason().isEmpty()) {
            heading.add(new Paragraph(getTranslation("courses.class.cancelled-because", shown.reason())));
        }
        if (shown.makeUpOf() != null) {
            heading.add(tied("courses.class.is-make-up-of", shown.makeUpOf()));
        }
        shown.makeUps().forEach(other -> heading.add(tied("courses.class.has-make-up", other)));
        heading.setWidthFull();
        return heading;
    }

    private Component tied(String key, HeldClass.Earlier other) {
        return new Paragraph(
                new Anchor("held-class/" + other.id().value(), getTranslation(key, other.title(), other.day())));
    }

    private Component actions(HeldClass shown, boolean begun) {
        var actions = new FlexLayout();
        actions.addClassName("mb-actions");
        actions.setAlignItems(FlexComponent.Alignment.CENTER);
        var planned = shown.state() == ClassState.PLANNED;
        if (!shown.people().isEmpty()) {
            var print = new Anchor(
                    DownloadHandler.fromInputStream(event -> sheet(shown.plan().day()))
                            .inline(),
                    getTranslation("courses.class.print"));
            print.setTarget(AnchorTarget.BLANK);
            print.setId("print");
            actions.add(print);
        }
        if (planned) {
            actions.add(new Anchor("held-class-plan/" + id.value(), getTranslation("courses.class.edit")));
        }
        if (planned && begun) {
            var close = button("courses.class.close", click -> confirmClose(shown));
            close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            close.setId("close");
            actions.add(close);
        }
        if (planned) {
            var cancel = button("courses.class.cancel", click -> askCancel());
            cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
            actions.add(cancel);
        }
        if (shown.state() == ClassState.HELD && shown.absent().stream().anyMatch(seat -> seat.madeUpOn() == null)) {
            var makeUp = button("courses.class.make-up", click -> askMakeUp(shown));
            makeUp.setId("make-up");
            actions.add(makeUp);
        }
        var all = new Div(actions);
        if (classes.codesOpenNowhere()) {
            var nowhere = new Paragraph(getTranslation("courses.class.print-nowhere"));
            nowhere.addClassName("mb-refused");
            all.add(nowhere);
        }
        all.setWidthFull();
        return all;
    }

    /** The sheet; or, since a new window has no other place for it, the sentence why there is none. */
    private DownloadResponse sheet(LocalDate day) {
        try {
            var bytes = classes.signInSheet(id);
            return new DownloadResponse(
                    new ByteArrayInputStream(bytes),
                    getTranslation("courses.class.print-file", day),
                    PDF,
                    bytes.length);
        } catch (MingbaiException refused) {
            var sentence =
                    getTranslation(refused.key(), refused.arguments().toArray()).getBytes(StandardCharsets.UTF_8);
            return new DownloadResponse(
                    new ByteArrayInputStream(sentence), "", "text/plain; charset=utf-8", sentence.length);
        }
    }

    private Button button(String key, Consumer<Object> action) {
        return new Button(getTranslation(key), action::accept);
    }

    private void count(HeldClass shown) {
        var begun = !shown.plan().day().isAfter(Times.today(clock));
        var count = new Paragraph(
                begun
                        ? getTranslation(
                                "courses.class.count",
                                shown.people().size(),
                                shown.present().size(),
                                shown.absent().size())
                        : getTranslation(
                                "courses.class.count-planned", shown.people().size()));
        count.addClassName("mb-sentence");
        count.setId("class-count");
        add(count);
        if (!shown.unproved().isEmpty()) {
            var unproved = new Paragraph(
                    getTranslation("courses.class.unproved", shown.unproved().size()));
            unproved.addClassName("mb-refused");
            unproved.setId("class-unproved");
            add(unproved);
        }
        if (shown.state() == ClassState.PLANNED && !begun) {
            add(new Paragraph(
                    getTranslation("courses.class.sign-in.early", shown.plan().day())));
        }
    }

    /** A field for the keyboard: number or name, Enter, and the next one. */
    private Component quick(HeldClass shown) {
        var field = new TextField(getTranslation("courses.class.sign-in.quick"));
        field.setId("quick");
        field.setValueChangeMode(com.vaadin.flow.data.value.ValueChangeMode.EAGER);
        field.setWidth("22rem");
        field.setMaxWidth("100%");
        field.addKeyDownListener(
                Key.ENTER, pressed -> note(shown, field.getValue().strip()));
        return field;
    }

    private void note(HeldClass shown, String typed) {
        if (typed.isEmpty()) {
            return;
        }
        var found = shown.people().stream()
                .filter(seat -> seat.staffNumber().equalsIgnoreCase(typed)
                        || seat.name().equals(typed))
                .toList();
        if (found.size() != 1) {
            Notices.refused(
                    this,
                    new RuleViolation(
                            found.isEmpty() ? "courses.class.sign-in.quick-none" : "courses.class.sign-in.quick-many",
                            typed,
                            found.size()));
            return;
        }
        if (Notices.attempt(this, () -> signIn.tick(id, Set.of(found.getFirst().person())))) {
            show();
            Notices.done(
                    this,
                    "courses.class.sign-in.quick-done",
                    found.getFirst().name(),
                    classes.one(id).present().size());
            getChildren()
                    .filter(child -> child.getId().filter("quick"::equals).isPresent())
                    .findFirst()
                    .map(TextField.class::cast)
                    .ifPresent(TextField::focus);
        }
    }

    private void list(HeldClass shown, boolean open, boolean begun) {
        var ticks = new LinkedHashMap<PersonId, Checkbox>();
        var table = new FigureTable(getTranslation("courses.class.list.people"))
                .column(open ? getTranslation("courses.class.sign-in.here") : "", Column.SHORT_TEXT)
                .column(getTranslation("courses.class.people.name"), Column.SHORT_TEXT)
                .column(getTranslation("courses.class.people.unit"), Column.TEXT)
                .column(getTranslation("courses.class.people.state"), Column.TEXT)
                .column(getTranslation("courses.class.people.duty"), Column.WIDE_TEXT)
                .column(getTranslation("courses.class.people.number"), Column.WIDE_TEXT)
                .column(getTranslation("courses.class.people.listing"), Column.WIDE_TEXT)
                .column("", Column.TEXT);
        var save = new Button(getTranslation("courses.class.sign-in.save", 0));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("save-present");
        save.setEnabled(false);
        for (var seat : shown.people()) {
            table.row(
                    tick(seat, open && begun, ticks, save),
                    seat.name(),
                    unit(seat),
                    state(shown, seat),
                    getTranslation("core.duty." + seat.duty()),
                    seat.staffNumber(),
                    getTranslation("courses.class.listing." + seat.listing()),
                    open ? rowAction(shown, seat) : new Span());
        }
        save.addClickListener(click -> {
            var chosen = ticks.entrySet().stream()
                    .filter(tick -> tick.getValue().getValue())
                    .map(Map.Entry::getKey)
                    .collect(java.util.stream.Collectors.toSet());
            if (Notices.attempt(this, () -> signIn.tick(id, chosen))) {
                show();
                Notices.done(
                        this,
                        "courses.class.sign-in.saved",
                        classes.one(id).present().size());
            }
        });
        if (!ticks.isEmpty()) {
            var all = new Checkbox(getTranslation("courses.class.sign-in.all-absent"));
            all.setId("tick-all");
            all.addValueChangeListener(change -> ticks.values().forEach(tick -> tick.setValue(change.getValue())));
            add(all);
        }
        add(table);
        if (!ticks.isEmpty()) {
            add(save);
        }
    }

    private Component tick(HeldClass.Seat seat, boolean open, Map<PersonId, Checkbox> ticks, Button save) {
        if (seat.isPresent()) {
            var done = new Span("✓");
            done.addClassName("mb-done");
            done.getElement().setAttribute("aria-label", getTranslation("courses.class.sign-in.here"));
            return done;
        }
        if (!open) {
            return new Span();
        }
        var tick = new Checkbox();
        tick.setAriaLabel(seat.name());
        tick.addValueChangeListener(change -> {
            var chosen = ticks.values().stream().filter(Checkbox::getValue).count();
            save.setText(getTranslation("courses.class.sign-in.save", chosen));
            save.setEnabled(chosen > 0);
        });
        ticks.put(seat.person(), tick);
        return tick;
    }

    private static String unit(HeldClass.Seat seat) {
        return seat.parentUnit().isEmpty() ? seat.unit() : seat.parentUnit() + " " + seat.unit();
    }

    private Component state(HeldClass shown, HeldClass.Seat seat) {
        var state = new Div();
        if (seat.how() == null || seat.at() == null) {
            if (shown.state() == ClassState.HELD) {
                state.add(new Span(getTranslation("courses.class.sign-in.absent")));
            }
            if (seat.madeUpOn() != null) {
                state.add(new Div(getTranslation("courses.class.sign-in.made-up", seat.madeUpOn())));
            }
            return state;
        }
        state.add(new Span(getTranslation("courses.class.presence." + seat.how())));
        var noted = new Div(getTranslation(
                "courses.class.sign-in.noted",
                NOTED.format(seat.at().atZone(Times.ZONE)),
                seat.notedBy() == null ? "" : seat.notedBy()));
        noted.addClassName("mb-quiet");
        state.add(noted);
        if (seat.reversalProposed()) {
            var waits = new Div(getTranslation("courses.class.sign-in.reversal-open"));
            waits.addClassName("mb-refused");
            state.add(waits);
        } else if (shown.state() == ClassState.HELD) {
            state.add(new Div(getTranslation(
                    seat.onRecord() ? "courses.class.sign-in.on-record" : "courses.class.sign-in.not-on-record")));
        }
        return state;
    }

    private Component rowAction(HeldClass shown, HeldClass.Seat seat) {
        if (seat.isPresent() && !seat.reversalProposed()) {
            var undo = button("courses.class.untick", click -> askUntick(seat));
            undo.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            return undo;
        }
        if (!seat.isPresent() && shown.state() == ClassState.PLANNED) {
            var remove = button("courses.class.people.remove", click -> {
                if (Notices.attempt(this, () -> classes.remove(id, Set.of(seat.person())))) {
                    show();
                    Notices.done(this, "courses.class.people.removed");
                }
            });
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            return remove;
        }
        return new Span();
    }

    private Component adding(HeldClass shown, boolean begun) {
        var who = new ComboBox<People.RosterLine>(getTranslation("courses.class.people.add-label"));
        who.setItemsWithFilterConverter(this::find, text -> text);
        who.setItemLabelGenerator(
                line -> line.posted().name() + " " + line.posted().staffNumber() + " " + line.divisionName());
        who.setWidth("22rem");
        who.setMaxWidth("100%");
        who.setId("add-person");
        var buttons = new FlexLayout(who);
        buttons.addClassName("mb-actions");
        if (shown.state() == ClassState.PLANNED) {
            buttons.add(button("courses.class.people.add-button", click -> add(who.getValue(), false)));
        }
        if (begun) {
            var walkIn = button("courses.class.people.walk-in-button", click -> add(who.getValue(), true));
            walkIn.setId("walk-in");
            buttons.add(walkIn);
        }
        var adding = new Div(new H3(getTranslation("courses.class.people.add")), buttons);
        adding.setWidthFull();
        return adding;
    }

    private java.util.stream.Stream<People.RosterLine> find(Query<People.RosterLine, String> query) {
        return people.roster(query.getFilter().orElse(""), query.getOffset(), Math.max(1, query.getLimit())).stream();
    }

    private void add(People.@Nullable RosterLine line, boolean present) {
        Notices.attempt(this, () -> {
            if (line == null) {
                throw new RuleViolation("courses.class.people.choose");
            }
            var person = line.posted().person();
            if (present) {
                signIn.walkIn(id, person);
            } else {
                classes.add(id, Set.of(person));
            }
            show();
            Notices.done(this, "courses.class.people.added");
        });
    }

    private void sheets(HeldClass shown, boolean open) {
        add(new H3(getTranslation("courses.class.sheets")));
        var files = new EvidenceFiles(shown.sheets(), getTranslation("courses.class.sheets.none"));
        add(files);
        if (open) {
            files.attaching("sheet-upload", (name, bytes) -> {
                if (Notices.attempt(this, () -> signIn.attachSheet(id, name, bytes))) {
                    show();
                    Notices.done(this, "courses.class.sheets.attached");
                }
            });
            var help = new Paragraph(getTranslation("courses.class.sheets.help"));
            help.addClassName("mb-quiet");
            add(help);
        }
    }

    private void confirmClose(HeldClass shown) {
        var text = new Div(new Paragraph(getTranslation(
                "courses.class.close.text",
                shown.present().size(),
                HeldClasses.hours(shown.plan().hours()))));
        var ticked = shown.present().stream()
                .filter(seat -> seat.how() == Presence.TICK)
                .count();
        if (shown.sheets().isEmpty() && ticked > 0) {
            var missing = new Paragraph(getTranslation("courses.class.close.no-sheet", ticked));
            missing.addClassName("mb-refused");
            text.add(missing);
        }
        dialog(getTranslation("courses.class.close.title"), "courses.class.close", text, () -> {
                    var unproved = signIn.close(id);
                    show();
                    if (unproved == 0) {
                        Notices.done(this, "courses.class.close.done");
                    } else {
                        Notices.done(this, "courses.class.close.done-unproved", unproved);
                    }
                })
                .open();
    }

    private void askCancel() {
        new ReasonDialog(
                        getTranslation("courses.class.cancel.title"),
                        getTranslation("courses.class.cancel.text"),
                        getTranslation("courses.class.cancel.reason"),
                        getTranslation("courses.class.cancel"),
                        REASON_LENGTH,
                        reason -> {
                            classes.cancel(id, reason);
                            show();
                            Notices.done(this, "courses.class.cancel.done");
                        })
                .open();
    }

    private void askUntick(HeldClass.Seat seat) {
        var title = getTranslation("courses.class.untick.title", seat.name());
        if (!seat.onRecord()) {
            dialog(
                            title,
                            "courses.class.untick.confirm",
                            new Div(new Paragraph(getTranslation("courses.class.untick.plain"))),
                            () -> untick(seat, ""))
                    .open();
            return;
        }
        new ReasonDialog(
                        title,
                        getTranslation("courses.class.untick.reversal"),
                        getTranslation("courses.class.untick.reason"),
                        getTranslation("courses.class.untick.confirm"),
                        REASON_LENGTH,
                        reason -> untick(seat, reason))
                .open();
    }

    private void untick(HeldClass.Seat seat, String reason) {
        var proposed = signIn.untick(id, Set.of(seat.person()), reason);
        show();
        Notices.done(this, proposed == 0 ? "courses.class.untick.done" : "courses.class.untick.proposed");
    }

    private void askMakeUp(HeldClass shown) {
        var day = new DayPicker(getTranslation("courses.class.field.day"), null);
        day.setId("make-up-day");
        var left =
                shown.absent().stream().filter(seat -> seat.madeUpOn() == null).count();
        dialog(
                        getTranslation("courses.class.make-up.title", left),
                        "courses.class.make-up.confirm",
                        new Div(new Paragraph(getTranslation("courses.class.make-up.text")), day),
                        () -> {
                            var next = classes.makeUp(id, day.chosen());
                            Notices.done(
                                    this,
                                    "courses.class.make-up.done",
                                    classes.one(next).people().size());
                            getUI().ifPresent(ui -> ui.navigate(HeldClassView.class, next.value()));
                        })
                .open();
    }

    private ConfirmDialog dialog(String heading, String confirmKey, Component text, Runnable action) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(heading);
        dialog.setText(text);
        dialog.setConfirmText(getTranslation(confirmKey));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("courses.class.keep"));
        dialog.addConfirmListener(confirmed -> {
            // What was typed is not lost to a missing word.
            if (!Notices.attempt(this, action)) {
                dialog.open();
            }
        });
        return dialog;
    }

    @Override
    public String getPageTitle() {
        return title.isEmpty() ? getTranslation("courses.class.title") : title;
    }
}
