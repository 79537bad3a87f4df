package cn.mingbai.quizzes.sittings;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plans a scheduled test, or changes the plan of the one in the address. */
@Route("sitting-plan")
@PermitAll
@OpenTo(Action.RECORD_TRAINING)
class SittingPlanView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final LocalTime START = LocalTime.of(14, 0);
    private static final LocalTime END = LocalTime.of(15, 0);

    private final Sittings sittings;
    private final Divisions divisions;
    private final Clock clock;
    private final TextField title = new TextField();
    private final ComboBox<Division> unit = new ComboBox<>();
    private final ComboBox<Sittings.Choice> course = new ComboBox<>();
    private final CheckboxGroup<Duty> duties = new CheckboxGroup<>();
    private final IntegerField minutes = new IntegerField();
    private final IntegerField passMark = new IntegerField();
    private final TimePicker opensTime = new TimePicker();
    private final TimePicker closesTime = new TimePicker();
    private final DayPicker opensDay = new DayPicker("", null);
    private final DayPicker closesDay = new DayPicker("", null);
    private boolean changes;

    SittingPlanView(Sittings sittings, Divisions divisions, Clock clock) {
        this.sittings = sittings;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long id) {
        removeAll();
        changes = id != null;
        var shown = id == null ? null : sittings.one(new SittingId(id));
        title.setLabel(getTranslation("quizzes.sitting.name"));
        title.setMaxLength(Sittings.TITLE);
        title.setId("sitting-title");
        unit.setLabel(getTranslation("quizzes.sitting.unit"));
        unit.setItemLabelGenerator(Division::name);
        unit.setId("sitting-unit");
        course.setLabel(getTranslation("quizzes.sitting.course"));
        course.setItemLabelGenerator(choice -> choice.code() + " " + choice.title());
        course.setId("sitting-course");
        duties.setLabel(getTranslation("quizzes.sitting.duties-label"));
        duties.setItems(Duty.values());
        duties.setItemLabelGenerator(duty -> getTranslation("core.duty." + duty));
        duties.setId("sitting-duties");
        minutes.setLabel(getTranslation("quizzes.settings.minutes"));
        minutes.setId("sitting-minutes");
        passMark.setLabel(getTranslation("quizzes.settings.pass-mark"));
        passMark.setId("sitting-pass-mark");
        opensDay.setLabel(getTranslation("quizzes.sitting.opens-day"));
        opensDay.setId("sitting-opens-day");
        closesDay.setLabel(getTranslation("quizzes.sitting.closes-day"));
        closesDay.setId("sitting-closes-day");
        time(opensTime, "quizzes.sitting.opens-time", "sitting-opens-time");
        time(closesTime, "quizzes.sitting.closes-time", "sitting-closes-time");
        fill(shown);
        var form = new FormLayout(title, unit, course, minutes, passMark, opensDay, opensTime, closesDay, closesTime);
        // So that days and times stand beside each other.
        form.setColspan(course, 2);
        var save = new Button(getTranslation("quizzes.sitting.save"), click -> save(shown));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("sitting-save");
        var hint = new Paragraph(getTranslation("quizzes.sitting.plan-hint"));
        hint.addClassName("mb-quiet");
        add(
                form,
                duties,
                hint,
                new Div(save),
                new Anchor(id == null ? "sittings" : "sitting/" + id, getTranslation("quizzes.sitting.keep")));
    }

    private void time(TimePicker field, String key, String id) {
        field.setLabel(getTranslation(key));
        field.setStep(Duration.ofMinutes(30));
        field.setLocale(Locale.UK);
        field.setId(id);
    }

    private void fill(@Nullable SittingPage shown) {
        var reachable = divisions.reachable(Action.RECORD_TRAINING);
        unit.setItems(reachable);
        if (shown == null) {
            var tomorrow = Times.today(clock).plusDays(1);
            opensDay.setValue(tomorrow);
            closesDay.setValue(tomorrow);
            opensTime.setValue(START);
            closesTime.setValue(END);
            opensDay.addValueChangeListener(change -> {
                if (change.getValue() != null) {
                    closesDay.setValue(change.getValue());
                }
            });
            unit.setValue(reachable.getFirst());
            course.setItems(sittings.courses());
            course.addValueChangeListener(change -> {
                if (change.getValue() != null) {
                    minutes.setValue(change.getValue().minutes());
                    passMark.setValue(change.getValue().passMark());
                }
            });
            duties.setValue(EnumSet.allOf(Duty.class));
            return;
        }
        var plan = shown.plan();
        var opens = plan.opens().atZone(Times.ZONE);
        var closes = plan.closes().atZone(Times.ZONE);
        title.setValue(plan.title());
        opensDay.setValue(opens.toLocalDate());
        closesDay.setValue(closes.toLocalDate());
        opensTime.setValue(opens.toLocalTime());
        closesTime.setValue(closes.toLocalTime());
        minutes.setValue(plan.minutes());
        passMark.setValue(plan.passMark());
        duties.setValue(plan.duties());
        unit.setValue(reachable.stream()
                .filter(division -> division.id().equals(shown.division()))
                .findFirst()
                .orElse(null));
        unit.setReadOnly(true);
        var all = sittings.courses();
        course.setItems(all);
        course.setValue(all.stream()
                .filter(choice -> choice.code().equals(shown.course()))
                .findFirst()
                .orElse(null));
        course.setReadOnly(true);
    }

    private static Instant instant(DayPicker day, TimePicker time) {
        if (time.getValue() == null) {
            throw new RuleViolation("quizzes.sitting.time-form");
        }
        return day.chosen().atTime(time.getValue()).atZone(Times.ZONE).toInstant();
    }

    private static int entered(IntegerField field) {
        return field.getValue() == null ? -1 : field.getValue();
    }

    private void save(@Nullable SittingPage shown) {
        Notices.attempt(this, () -> {
            var draft = new SittingDraft(
                    title.getValue(),
                    duties.getValue(),
                    instant(opensDay, opensTime),
                    instant(closesDay, closesTime),
                    entered(minutes),
                    entered(passMark));
            SittingId id;
            if (shown == null) {
                if (unit.getValue() == null || course.getValue() == null) {
                    throw new RuleViolation("quizzes.sitting.choose");
                }
                id = sittings.plan(unit.getValue().id(), course.getValue().code(), draft);
            } else {
                id = shown.id();
                sittings.change(id, draft);
            }
            Notices.done(
                    this,
                    shown == null ? "quizzes.sitting.planned" : "quizzes.sitting.saved",
                    sittings.one(id).people().size());
            getUI().ifPresent(ui -> ui.navigate(SittingView.class, id.value()));
        });
    }

    @Override
    public String getPageTitle() {
        return getTranslation(changes ? "quizzes.sitting.edit" : "quizzes.sitting.new");
    }
}
