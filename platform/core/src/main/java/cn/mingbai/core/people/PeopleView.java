package cn.mingbai.core.people;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.People.RosterLine;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** The roster of the caller's reach: who serves where as what; add, correct, post, end. {@code ?q=…&page=…}. */
@Route("people")
@Menu(title = "core.people.title", order = 20, icon = "vaadin:users")
@PermitAll
@OpenTo(Action.VIEW_PEOPLE)
class PeopleView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int PAGE = 50;
    private static final int MOST_PAGES = 10_000;

    private final People people;
    private final Divisions divisions;
    private final Clock clock;
    private final TextField search = new TextField();
    private final Div list = new Div();
    private String query = "";
    private int page;

    PeopleView(People people, Divisions divisions, Clock clock) {
        this.people = people;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
        search.setLabel(getTranslation("core.people.search"));
        search.setId("people-search");
        search.setClearButtonVisible(true);
        search.setMaxLength(60);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                go(change.getValue(), 0);
            }
        });
        var add = new Button(getTranslation("core.people.add"), click -> askAdd());
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add.setId("people-add");
        var upload = new RouterLink(getTranslation("core.staff-import.title"), StaffImportView.class);
        var duplicates = new Anchor("people/duplicates", getTranslation("core.merging.title"));
        var actions = new Div(search, add, upload, duplicates);
        actions.addClassName("mb-actions");
        list.setWidthFull();
        add(actions, list);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        query = parameters.getSingleParameter("q").orElse("");
        page = parameters
                .getSingleParameter("page")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Math.clamp(Integer.parseInt(text) - 1L, 0, MOST_PAGES))
                .orElse(0);
        search.setValue(query);
        show();
    }

    private void go(String wanted, int toPage) {
        getUI().ifPresent(ui -> ui.navigate(PeopleView.class, address(wanted, toPage)));
    }

    private static QueryParameters address(String wanted, int toPage) {
        var values = new LinkedHashMap<String, String>();
        if (!wanted.isBlank()) {
            values.put("q", wanted.strip());
        }
        if (toPage > 0) {
            values.put("page", String.valueOf(toPage + 1));
        }
        return QueryParameters.simple(values);
    }

    private void show() {
        list.removeAll();
        var lines = people.roster(query, page * PAGE, PAGE + 1);
        if (lines.isEmpty()) {
            list.add(new Paragraph(getTranslation(query.isBlank() ? "core.people.empty" : "core.people.no-match")));
            return;
        }
        var table = new FigureTable(getTranslation("core.people.title"))
                .column(getTranslation("core.people.name"), Column.TEXT)
                .column(getTranslation("core.people.unit"), Column.TEXT)
                .column(getTranslation("core.people.duty"), Column.TEXT)
                .column(getTranslation("core.people.from"), Column.WIDE_TEXT)
                .column(getTranslation("core.people.phone"), Column.WIDE_TEXT)
                .column(getTranslation("core.people.sign-in"), Column.WIDE_TEXT)
                .column(getTranslation("core.people.actions"), Column.TEXT);
        lines.stream().limit(PAGE).forEach(line -> row(table, line));
        list.add(table, pages(lines.size() > PAGE));
    }

    private void row(FigureTable table, RosterLine line) {
        var posted = line.posted();
        var number = new Span(" " + posted.staffNumber());
        number.addClassName("mb-quiet");
        // What is above a town is the same for all; what is above a village tells two of one name apart.
        var parent = new Span(posted.duty().level() == Level.VILLAGE ? line.parentName() + " " : "");
        parent.addClassName("mb-quiet");
        var to = posted.to().equals(Times.NO_END)
                ? posted.from().toString()
                : getTranslation("core.people.until", posted.from(), posted.to().minusDays(1));
        table.row(
                new Div(new Span(posted.name()), number),
                new Div(parent, new Span(line.divisionName())),
                duty(posted.duty()),
                nowrap(to),
                line.phone() == null ? "" : Masks.phone(line.phone()),
                nowrap(getTranslation(line.hasAccount() ? "core.people.can-sign-in" : "core.people.no-password")),
                actions(line));
    }

    private static Span nowrap(String text) {
        var span = new Span(text);
        span.addClassName("mb-nowrap");
        return span;
    }

    private Component actions(RosterLine line) {
        var bar = new MenuBar();
        bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
        var root = bar.addItem(getTranslation("core.people.action"));
        root.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation("core.people.action-for", line.posted().name()));
        var menu = root.getSubMenu();
        menu.addItem(getTranslation("core.people.correct"), click -> askCorrect(line));
        menu.addItem(getTranslation("core.people.post"), click -> askPost(line));
        menu.addItem(getTranslation("core.people.end"), click -> askEnd(line));
        menu.addItem(new Anchor(
                "first-login-codes?person=" + line.posted().person().value(), getTranslation("core.people.code")));
        return bar;
    }

    private Component pages(boolean more) {
        var pages = new Div();
        pages.addClassName("mb-actions");
        if (page > 0) {
            pages.add(new Button(getTranslation("core.people.previous"), click -> go(query, page - 1)));
        }
        if (page > 0 || more) {
            pages.add(new Span(getTranslation("core.people.page", page + 1)));
        }
        if (more) {
            pages.add(new Button(getTranslation("core.people.next"), click -> go(query, page + 1)));
        }
        return pages;
    }

    private void askAdd() {
        var number = new TextField(getTranslation("core.people.number"));
        number.setMaxLength(20);
        number.setHelperText(getTranslation("core.people.number-hint"));
        var name = new TextField(getTranslation("core.people.name"));
        name.setMaxLength(60);
        var phone = new TextField(getTranslation("core.people.phone"));
        phone.setMaxLength(20);
        var place = new Place();
        open(
                "core.people.add",
                "core.people.added",
                List.of(number, name, phone, place.unit, place.duty, place.from),
                () -> people.add(
                        new StaffNumber(number.getValue().strip()),
                        name.getValue(),
                        phone.getValue(),
                        place.chosenUnit(),
                        place.chosenDuty(),
                        place.chosenDay()));
    }

    private void askCorrect(RosterLine line) {
        var name = new TextField(getTranslation("core.people.name"));
        name.setMaxLength(60);
        name.setValue(line.posted().name());
        var phone = new TextField(getTranslation("core.people.phone"));
        phone.setMaxLength(20);
        phone.setValue(line.phone() == null ? "" : line.phone());
        open(
                "core.people.correct",
                "core.people.corrected",
                List.of(name, phone),
                () -> people.correct(line.posted().person(), name.getValue(), phone.getValue()));
    }

    private void askPost(RosterLine line) {
        var who = new Paragraph(
                getTranslation("core.people.post-text", line.posted().name()));
        var place = new Place();
        open(
                "core.people.post",
                "core.people.posted",
                List.of(who, place.unit, place.duty, place.from),
                () -> people.post(line.posted().person(), place.chosenUnit(), place.chosenDuty(), place.chosenDay()));
    }

    private void askEnd(RosterLine line) {
        var posted = line.posted();
        var what = new Paragraph(
                getTranslation("core.people.end-text", posted.name(), line.divisionName(), duty(posted.duty())));
        var last = new DayPicker(
                getTranslation("core.people.last-day"), Times.today(clock).minusDays(1));
        last.setHelperText(getTranslation("core.people.last-day-hint"));
        open(
                "core.people.end",
                "core.people.ended",
                List.of(what, last),
                () -> people.end(posted.posting(), day(last).plusDays(1)));
    }

    private void open(String title, String done, List<? extends Component> fields, Runnable act) {
        var dialog = new Dialog(getTranslation(title));
        var form = new VerticalLayout();
        form.setPadding(false);
        fields.forEach(field -> {
            if (field instanceof HasSize sized) {
                sized.setWidthFull();
            }
            form.add(field);
        });
        dialog.add(form);
        dialog.setWidth("26rem");
        var save = new Button(getTranslation(title), click -> {
            if (Notices.attempt(this, act)) {
                dialog.close();
                Notices.done(this, done);
                show();
            }
        });
        save.setId("dialog-save");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("core.people.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private String duty(Duty duty) {
        return getTranslation("core.duty." + duty.name());
    }

    private static LocalDate day(DayPicker picker) {
        if (picker.getValue() == null) {
            throw new RuleViolation("core.people.choose");
        }
        return picker.getValue();
    }

    /** Where, as what, from when: the duties offered are those that units of the level have. */
    private final class Place {

        final ComboBox<Division> unit = new ComboBox<>(getTranslation("core.people.unit"));
        final ComboBox<Duty> duty = new ComboBox<>(getTranslation("core.people.duty"));
        final DayPicker from = new DayPicker(getTranslation("core.people.from"), Times.today(clock));

        Place() {
            var reachable = divisions.reachable(Action.EDIT_PEOPLE);
            var names = reachable.stream().collect(java.util.stream.Collectors.toMap(Division::id, Division::name));
            unit.setItems(reachable);
            unit.setItemLabelGenerator(division -> division.parent() == null
                    ? division.name()
                    : (division.name() + " " + names.getOrDefault(division.parent(), "")).strip());
            duty.setItemLabelGenerator(PeopleView.this::duty);
            duty.setEnabled(false);
            unit.addValueChangeListener(change -> {
                var level = change.getValue() == null ? null : change.getValue().level();
                duty.setItems(Arrays.stream(Duty.values())
                        .filter(offered -> offered.level() == level)
                        .toList());
                duty.setEnabled(level != null);
            });
        }

        cn.mingbai.core.divisions.DivisionId chosenUnit() {
            if (unit.getValue() == null) {
                throw new RuleViolation("core.people.choose");
            }
            return unit.getValue().id();
        }

        Duty chosenDuty() {
            if (duty.getValue() == null) {
                throw new RuleViolation("core.people.choose");
            }
            return duty.getValue();
        }

        LocalDate chosenDay() {
            return day(from);
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.people.title");
    }
}
