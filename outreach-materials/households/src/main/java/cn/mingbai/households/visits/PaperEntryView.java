package cn.mingbai.households.visits;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * 补录: a printed list typed in, one line for each door, without leaving the keyboard: number, Enter, a digit for how it
 * went, a digit for the informed member, Enter. Village, day and worker stay for the next line.
 */
@Route("paper-entry")
@PermitAll
@OpenTo(Action.ENTER_PAPER)
class PaperEntryView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int LONGEST = 40;

    private final PaperEntries entries;
    private final Divisions divisions;
    private final DivisionChooser village;
    private final DayPicker day;
    private final Select<PaperEntries.Worker> worker = new Select<>();
    private final Div line = new Div();
    private final TextField number;
    private final Paragraph said = new Paragraph();
    private final Div today = new Div();

    PaperEntryView(PaperEntries entries, Divisions divisions, Clock clock) {
        this.entries = entries;
        this.divisions = divisions;
        addClassName("mb-page");
        village = new DivisionChooser(
                getTranslation("households.ledger.village"),
                chosen -> getUI().ifPresent(ui -> ui.navigate(
                        PaperEntryView.class,
                        QueryParameters.of("village", String.valueOf(chosen.id().value())))));
        village.setId("paper-village");
        day = new DayPicker(getTranslation("households.paper.day"), Times.today(clock));
        day.setId("paper-day");
        day.setMax(Times.today(clock));
        day.addValueChangeListener(change -> showWorkers());
        worker.setId("paper-worker");
        worker.setLabel(getTranslation("households.paper.worker"));
        worker.setItemLabelGenerator(each -> each == null ? "" : each.name());
        number = field("paper-number", "households.ledger.number", 20, "10rem");
        number.setAutofocus(true);
        line.addClassName("mb-actions");
        line.add(
                number,
                field("paper-outcome", "households.paper.outcome", 1, "5rem"),
                field("paper-informed", "households.paper.informed", 1, "6rem"));
        said.setId("paper-said");
        said.getElement().setAttribute("role", "status");
        today.setWidthFull();
        var set = new Div(village, day, worker);
        set.addClassName("mb-actions");
        add(
                new Anchor("households", "← " + getTranslation("households.ledger.title")),
                quiet(getTranslation("households.paper.intro")),
                set,
                line,
                said,
                quiet(getTranslation(
                        "households.paper.outcomes",
                        numbered(Arrays.stream(VisitOutcome.values())
                                .map(each -> "households.outcome." + each)
                                .toList()))),
                quiet(getTranslation(
                        "households.paper.members",
                        numbered(Arrays.stream(Relation.values())
                                .map(Relation::key)
                                .toList()))),
                today,
                new Anchor("phone-file", getTranslation("households.phone-file.title")));
    }

    private Paragraph quiet(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("mb-quiet");
        return paragraph;
    }

    private TextField field(String id, String label, int longest, String width) {
        var field = new TextField(getTranslation(label));
        field.setId(id);
        field.setMaxLength(longest);
        field.setWidth(width);
        field.getElement().setAttribute("autocomplete", "off");
        return field;
    }

    private String numbered(List<String> keys) {
        return IntStream.range(0, keys.size())
                .mapToObj(i -> (i + 1) + " " + getTranslation(keys.get(i)))
                .collect(Collectors.joining(getTranslation("households.paper.semicolon")));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        village.offer(
                divisions.reachable(Action.ENTER_PAPER, Level.VILLAGE),
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter("village")
                        .orElse(""));
        showWorkers();
        showToday();
    }

    private void showWorkers() {
        var chosen = village.getValue();
        var before = worker.getValue();
        List<PaperEntries.Worker> workers =
                chosen == null || day.getValue() == null ? List.of() : entries.workers(chosen.id(), day.getValue());
        worker.setItems(workers);
        worker.setValue(
                before != null && workers.contains(before) ? before : workers.isEmpty() ? null : workers.getFirst());
        line.setVisible(!workers.isEmpty());
        worker.setVisible(chosen != null);
        worker.setHelperText(chosen != null && workers.isEmpty() ? getTranslation("households.paper.no-worker") : "");
    }

    // The keys are handled in the browser, so that whoever types faster than the line answers loses nothing.
    @Override
    protected void onAttach(AttachEvent event) {
        line.getElement().executeJs("""
                        if (this.enters) { return; }
                        this.enters = true;
                        const server = $0.$server;
                        const [number, outcome, informed] = this.querySelectorAll('vaadin-text-field');
                        const all = [number, outcome, informed];
                        const text = field => field.inputElement.value.trim();
                        const put = (field, value) => { field.inputElement.value = value; field.value = value; };
                        const spoke = () => ['1', '2', '3'].includes(text(outcome));
                        const send = () => {
                          const typed = all.map(text);
                          all.forEach(field => put(field, ''));
                          number.focus();
                          server.enter(typed[0].slice(0, $1), typed[1], typed[2]).then(taken => {
                            if (!taken && all.every(field => text(field) === '')) {
                              all.forEach((field, i) => put(field, typed[i]));
                              number.inputElement.select();
                            }
                          });
                        };
                        number.addEventListener('keydown', event => {
                          if (event.key !== 'Enter' || text(number) === '') { return; }
                          const asked = text(number);
                          outcome.focus();
                          server.door(asked.slice(0, $1)).then(there => {
                            if (!there && text(number) === asked) { number.focus(); number.inputElement.select(); }
                          });
                        });
                        outcome.addEventListener('keydown', event => {
                          if (event.key !== 'Enter' || text(outcome) === '') { return; }
                          if (spoke()) { informed.focus(); } else { send(); }
                        });
                        outcome.addEventListener('input', () => { if (spoke()) { informed.focus(); } });
                        informed.addEventListener('keydown', event => {
                          if (event.key === 'Enter' && text(outcome) !== '') { send(); }
                        });
                        this.addEventListener('keydown', event => {
                          if (event.key === 'Escape') { all.forEach(field => put(field, '')); number.focus(); }
                        });
                        """, getElement(), LONGEST);
    }

    /** Says whose door a number is; false when there is none. */
    @ClientCallable
    boolean door(String typed) {
        var chosen = village.getValue();
        if (chosen == null) {
            return false;
        }
        try {
            var door = entries.door(chosen.id(), cut(typed), day.chosen());
            var place = getTranslation(
                    "households.paper.door",
                    door.place().number(),
                    door.place().group(),
                    door.place().maskedHead());
            say(
                    door.same().isEmpty()
                            ? place
                            : place
                                    + getTranslation(
                                            "households.paper.same-day",
                                            described(door.same().getLast())),
                    false);
            return true;
        } catch (MingbaiException wrong) {
            refuse(wrong);
            return false;
        }
    }

    /** Enters a line; false when it is refused and stays to be mended. */
    @ClientCallable
    boolean enter(String typed, String outcome, String informed) {
        var chosen = village.getValue();
        var whose = worker.getValue();
        var how = one(VisitOutcome.values(), outcome);
        var who = one(Relation.values(), informed);
        if (chosen == null || whose == null || how == null || (who == null && !informed.isBlank())) {
            say(getTranslation("households.paper.digits"), true);
            return false;
        }
        try {
            var entered = entries.enter(new PaperEntries.Entry(
                    UUID.randomUUID(), chosen.id(), whose.person(), day.chosen(), cut(typed), how, who));
            var beside = entered.beside();
            say(
                    entered.again()
                            ? getTranslation("households.paper.again", described(entered.line()))
                            : getTranslation("households.paper.entered", described(entered.line()))
                                    + (beside == null
                                            ? ""
                                            : getTranslation("households.paper.beside", described(beside))),
                    false);
            showToday();
            return true;
        } catch (MingbaiException wrong) {
            refuse(wrong);
            return false;
        }
    }

    private static String cut(String typed) {
        return typed.length() <= LONGEST ? typed : typed.substring(0, LONGEST);
    }

    private static <T> @Nullable T one(T[] values, String digit) {
        return digit.matches("[1-9]") && Integer.parseInt(digit) <= values.length
                ? values[Integer.parseInt(digit) - 1]
                : null;
    }

    private void refuse(MingbaiException wrong) {
        say(getTranslation(wrong.key(), wrong.arguments().toArray()), true);
    }

    private void say(String text, boolean refused) {
        said.setText(text);
        said.getElement().getClassList().set("mb-refused", refused);
    }

    /** 030012-7 三组 王*国：见到人，已讲清（手机，20261126-17）. */
    private String described(PaperEntries.Line line) {
        return getTranslation(
                "households.paper.line",
                line.place().number(),
                line.place().group(),
                line.place().maskedHead(),
                getTranslation("households.outcome." + line.receipt().outcome()),
                getTranslation(line.entryKey()),
                line.receipt().number());
    }

    private void showToday() {
        today.removeAll();
        var lines = entries.today();
        if (lines.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("households.paper.today", lines.size()))
                .column(getTranslation("households.ledger.number"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.group"), FigureTable.Column.WIDE_SHORT_TEXT)
                .column(getTranslation("households.ledger.head"), FigureTable.Column.SHORT_TEXT)
                .column(getTranslation("households.paper.outcome"), FigureTable.Column.TEXT)
                .column(getTranslation("households.paper.informed"), FigureTable.Column.WIDE_TEXT)
                .column(getTranslation("households.paper.day"), FigureTable.Column.WIDE_SHORT_TEXT)
                .column("", FigureTable.Column.TEXT);
        var first = true;
        for (var each : lines) {
            var informed = each.receipt().informed();
            Object action = "";
            if (first) {
                var undo = new Button(getTranslation("households.paper.undo"), click -> undo(each));
                undo.setId("paper-undo");
                undo.addThemeVariants(ButtonVariant.LUMO_SMALL);
                action = undo;
                first = false;
            }
            table.row(
                    each.place().number(),
                    each.place().group(),
                    each.place().maskedHead(),
                    getTranslation("households.outcome." + each.receipt().outcome()),
                    informed == null ? "" : getTranslation(informed.key()),
                    each.receipt().visitedOn(),
                    action);
        }
        var heading = new H3(getTranslation("households.paper.today", lines.size()));
        heading.setId("paper-today");
        today.add(heading, table);
    }

    private void undo(PaperEntries.Line line) {
        if (Notices.attempt(this, () -> entries.takeBack(line.receipt().clientId()))) {
            say(getTranslation("households.paper.undone", line.place().number()), false);
            showToday();
        }
        number.focus();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.paper.title");
    }
}
