package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.DialogFocus;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One scheduled test: who has started and handed in, with what result, and what can be done. The test is in the address. */
@Route("sitting")
@PermitAll
@OpenTo(Action.VIEW_TRAINED_PEOPLE)
@StyleSheet("context://mingbai/bank.css")
class SittingView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final DateTimeFormatter NOTED = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int MOST_ROWS = 500;

    private final Sittings sittings;
    private final Divisions divisions;
    private final Clock clock;
    private SittingId id = new SittingId(0);
    private @Nullable SeatState filter;
    private String title = "";

    SittingView(Sittings sittings, Divisions divisions, Clock clock) {
        this.sittings = sittings;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        id = new SittingId(parameter);
        var asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("show")
                .orElse("");
        filter = null;
        for (var state : SeatState.values()) {
            if (state.name().equalsIgnoreCase(asked)) {
                filter = state;
            }
        }
        show();
    }

    private void show() {
        removeAll();
        var page = sittings.one(id);
        title = page.plan().title();
        var mayRecord = divisions.may(Action.RECORD_TRAINING);
        var back = new Div(new Anchor("sittings", "← " + getTranslation("quizzes.sitting.title")));
        back.addClassName("mb-links");
        add(back, heading(page));
        if (mayRecord && page.mine()) {
            add(actions(page));
        }
        add(new H3(getTranslation("quizzes.sitting.people")));
        if (page.phase() == Phase.RUNNING) {
            add(refreshing());
        }
        add(states(page));
        people(page, mayRecord);
    }

    private Component heading(SittingPage page) {
        var plan = page.plan();
        var state = new Span(getTranslation("quizzes.sitting.phase." + page.phase()));
        state.addClassName(page.phase() == Phase.RUNNING ? "mb-badge-now" : "mb-badge");
        state.setId("sitting-phase");
        var facts = new Paragraph(getTranslation(
                "quizzes.sitting.facts",
                SittingsView.when(plan.opens()),
                SittingsView.when(plan.closes()),
                plan.minutes(),
                plan.passMark()));
        facts.addClassName("mb-lead");
        facts.setId("sitting-facts");
        var who = new Paragraph(getTranslation(
                "quizzes.sitting.who",
                page.divisionName(),
                plan.duties().stream()
                        .sorted()
                        .map(duty -> getTranslation("core.duty." + duty))
                        .collect(Collectors.joining(getTranslation("quizzes.settings.comma"))),
                page.course()));
        var heading = new Div(new H2(plan.title()), state, facts, who);
        if (!page.reason().isEmpty()) {
            heading.add(new Paragraph(getTranslation(
                    page.phase() == Phase.CANCELLED ? "quizzes.sitting.why-cancelled" : "quizzes.sitting.why-end",
                    page.reason())));
        }
        if (page.phase() == Phase.PLANNED) {
            var drawn = new Paragraph(
                    page.drawn() == 0
                            ? getTranslation("quizzes.sitting.drawn-none", Sittings.AHEAD.toMinutes())
                            : getTranslation(
                                    "quizzes.sitting.drawn-some",
                                    page.drawn(),
                                    page.people().size()));
            drawn.addClassName("mb-quiet");
            heading.add(drawn);
        }
        heading.setWidthFull();
        return heading;
    }

    private Component actions(SittingPage page) {
        var actions = new Div();
        actions.addClassName("mb-actions");
        if (page.phase() == Phase.PLANNED) {
            actions.add(new Anchor("sitting-plan/" + id.value(), getTranslation("quizzes.sitting.edit")));
        }
        if (page.phase() == Phase.PLANNED || page.phase() == Phase.RUNNING) {
            var end = new Button(getTranslation("quizzes.sitting.change-end"), click -> askEnd(page));
            end.setId("change-end");
            actions.add(end);
        }
        if (page.phase() == Phase.RUNNING) {
            actions.add(dangerous(
                    "quizzes.sitting.end-now",
                    "end-now",
                    () -> reason("end-now", why -> {
                        sittings.endNow(id, why);
                    })));
        }
        if (page.phase() == Phase.PLANNED) {
            actions.add(dangerous(
                    "quizzes.sitting.cancel",
                    "cancel",
                    () -> reason("cancel", why -> {
                        sittings.cancel(id, why);
                    })));
        }
        return actions;
    }

    /** While people answer, the page says of when it is and shows anew what has come since. */
    private Component refreshing() {
        var again = new Button(getTranslation("quizzes.sitting.refresh"), click -> show());
        again.setId("refresh");
        var at = new Span(getTranslation(
                "quizzes.sitting.as-of", SECONDS.format(clock.instant().atZone(Times.ZONE))));
        at.addClassName("mb-quiet");
        var row = new Div(again, at);
        row.addClassName("mb-filters");
        return row;
    }

    private Button dangerous(String key, String mark, Runnable action) {
        var button = new Button(getTranslation(key), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
        button.setId(mark);
        return button;
    }

    private void reason(String what, java.util.function.Consumer<String> action) {
        new ReasonDialog(
                        getTranslation("quizzes.sitting." + what + "-title"),
                        getTranslation("quizzes.sitting." + what + "-text"),
                        getTranslation("quizzes.sitting.reason"),
                        getTranslation("quizzes.sitting." + what),
                        Sittings.REASON,
                        why -> {
                            action.accept(why);
                            show();
                        })
                .open();
    }

    private void askEnd(SittingPage page) {
        var closes = page.plan().closes().atZone(Times.ZONE);
        var day = new DayPicker(getTranslation("quizzes.sitting.closes-day"), closes.toLocalDate());
        var time = new TimePicker(getTranslation("quizzes.sitting.closes-time"));
        time.setStep(Duration.ofMinutes(15));
        time.setLocale(Locale.UK);
        time.setValue(closes.toLocalTime().withSecond(0).withNano(0));
        time.setId("end-time");
        var why = why();
        var when = new Div(day, time);
        when.addClassName("mb-actions");
        dialog("change-end", new Div(when, why), time, () -> {
            if (time.getValue() == null) {
                throw new RuleViolation("quizzes.sitting.time-form");
            }
            sittings.changeEnd(
                    id, day.chosen().atTime(time.getValue()).atZone(Times.ZONE).toInstant(), why.getValue());
        });
    }

    private void askExtra(SittingPage.Seat seat) {
        var minutes = new IntegerField(getTranslation("quizzes.sitting.extra-minutes"));
        minutes.setStepButtonsVisible(true);
        minutes.setMin(1);
        minutes.setMax(Sittings.MOST_EXTRA);
        minutes.setValue(seat.extraMinutes() == 0 ? 15 : seat.extraMinutes());
        minutes.setId("extra-minutes");
        var why = why();
        why.setValue(seat.extraReason());
        dialog(
                "extra",
                new Div(
                        new Paragraph(getTranslation("quizzes.sitting.extra-who", seat.name(), seat.unit())),
                        minutes,
                        why),
                minutes,
                () -> sittings.extraTime(
                        id, seat.person(), minutes.getValue() == null ? -1 : minutes.getValue(), why.getValue()));
    }

    private TextArea why() {
        var why = new TextArea(getTranslation("quizzes.sitting.reason"));
        why.setMaxLength(Sittings.REASON);
        why.setWidthFull();
        why.setId("reason");
        return why;
    }

    private void dialog(String what, Div content, Component first, Runnable action) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("quizzes.sitting." + what + "-title"));
        content.add(new Paragraph(getTranslation("quizzes.sitting." + what + "-text")));
        dialog.setText(content);
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.setConfirmText(getTranslation("quizzes.sitting." + what));
        dialog.addConfirmListener(confirmed -> {
            if (Notices.attempt(this, action)) {
                Notices.done(this, "quizzes.sitting.done");
                show();
            } else {
                dialog.open();
            }
        });
        dialog.open();
        DialogFocus.on(dialog, first);
    }

    /** How many are in each state, a way to show only those, and the total that they add up to. */
    private Component states(SittingPage page) {
        var row = new Div();
        row.addClassName("mb-filters");
        row.setId("sitting-states");
        row.add(state(null, page.people().size()));
        page.counts().forEach((state, count) -> {
            if (count > 0 || state == filter) {
                row.add(state(state, count));
            }
        });
        return row;
    }

    private Anchor state(@Nullable SeatState state, int count) {
        var link = new Anchor(
                "sitting/" + id.value()
                        + (state == null ? "" : "?show=" + state.name().toLowerCase(Locale.ROOT)),
                getTranslation(state == null ? "quizzes.sitting.all" : "quizzes.sitting.seat." + state) + " " + count);
        if (state == filter) {
            link.getElement().setAttribute("aria-current", "page");
        }
        return link;
    }

    private void people(SittingPage page, boolean mayRecord) {
        var shown = page.people().stream()
                .filter(seat -> filter == null || seat.state() == filter)
                .toList();
        if (shown.isEmpty()) {
            add(new Paragraph(getTranslation("quizzes.sitting.people-none")));
            return;
        }
        var open =
                mayRecord && page.phase() != Phase.CANCELLED && shown.stream().anyMatch(SittingView::canHaveMore);
        var scored = page.people().stream().anyMatch(seat -> seat.score() != null);
        var table = new FigureTable(getTranslation("quizzes.sitting.people"))
                .column(getTranslation("quizzes.sitting.person"), Column.SHORT_TEXT)
                .column(getTranslation("quizzes.sitting.person-unit"), Column.TEXT)
                .column(getTranslation("quizzes.sitting.state"), Column.TEXT)
                .column(getTranslation("quizzes.sitting.number"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("quizzes.sitting.duty"), Column.WIDE_TEXT)
                .column(getTranslation("quizzes.sitting.started"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("quizzes.sitting.handed-in"), Column.WIDE_SHORT_TEXT);
        // Columns that would be empty for everybody would only take room from the others.
        if (scored) {
            table.column(getTranslation("quizzes.sitting.score"), Column.NUMBER);
        }
        if (open) {
            table.column("", Column.TEXT);
        }
        shown.stream().limit(MOST_ROWS).forEach(seat -> {
            var cells = new ArrayList<Object>(List.of(
                    seat.name(),
                    seat.unit(),
                    state(seat),
                    seat.staffNumber(),
                    getTranslation("core.duty." + seat.duty()),
                    at(seat.started()),
                    at(seat.score() == null ? null : seat.handedIn())));
            if (scored) {
                cells.add(seat.score() == null ? "" : seat.score());
            }
            if (open) {
                cells.add(canHaveMore(seat) ? extra(seat) : new Span());
            }
            table.row(cells.toArray());
        });
        add(table);
        if (shown.size() > MOST_ROWS) {
            add(new Paragraph(getTranslation("quizzes.sitting.more", MOST_ROWS, shown.size())));
        }
    }

    private static boolean canHaveMore(SittingPage.Seat seat) {
        return seat.state() == SeatState.WAITING || seat.state() == SeatState.ANSWERING;
    }

    private Component state(SittingPage.Seat seat) {
        var cell = new Div(new Span(getTranslation("quizzes.sitting.seat." + seat.state())));
        if (seat.joined()) {
            cell.add(quiet("quizzes.sitting.joined"));
        }
        if (seat.extraMinutes() > 0) {
            cell.add(quiet("quizzes.sitting.extra-is", seat.extraMinutes(), seat.extraReason()));
        }
        return cell;
    }

    private Div quiet(String key, Object... arguments) {
        var words = new Div(getTranslation(key, arguments));
        words.addClassNames("mb-quiet", "mb-small");
        return words;
    }

    private Button extra(SittingPage.Seat seat) {
        var button = new Button(getTranslation("quizzes.sitting.extra"), click -> askExtra(seat));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setId("extra-" + seat.person().value());
        return button;
    }

    private static String at(@Nullable Instant instant) {
        return instant == null ? "" : NOTED.format(instant.atZone(Times.ZONE));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
