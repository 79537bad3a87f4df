package cn.mingbai.core.settings;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The local values of one unit: those in force and from where, those missing, what was set when. {@code settings/ID}. */
@Route("settings")
@Menu(title = "core.settings.title", order = 70, icon = "vaadin:sliders")
@PermitAll
@OpenTo(Action.VIEW_SETTINGS)
class SettingsView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private final LocalSettings settings;
    private final Clock clock;
    private final List<Division> units;
    private final ComboBox<Division> unit = new ComboBox<>();
    private final VerticalLayout content = new VerticalLayout();
    private final boolean mayEdit;

    SettingsView(LocalSettings settings, Divisions divisions, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.units = divisions.reachable(Action.VIEW_SETTINGS);
        this.mayEdit = divisions.may(Action.EDIT_SETTINGS);
        addClassName("mb-page");
        unit.setLabel(getTranslation("core.settings.unit"));
        unit.setId("settings-unit");
        unit.setItems(units);
        var names = units.stream().collect(Collectors.toMap(Division::id, Division::name));
        unit.setItemLabelGenerator(division -> division.parent() == null
                ? division.name()
                : (division.name() + " " + names.getOrDefault(division.parent(), "")).strip());
        unit.setWidth("24rem");
        unit.setMaxWidth("100%");
        unit.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                var id = change.getValue().id().value();
                getUI().ifPresent(ui -> ui.navigate(SettingsView.class, id));
            }
        });
        content.setPadding(false);
        add(unit, content);
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable Long wanted) {
        var chosen = units.stream()
                .filter(division -> wanted != null && division.id().value() == wanted)
                .findFirst()
                .or(() -> units.stream()
                        .filter(division -> division.level().compareTo(Level.COUNTY) >= 0)
                        .findFirst())
                .or(() -> units.stream().findFirst());
        chosen.ifPresent(division -> {
            unit.setValue(division);
            show(division);
        });
    }

    private void show(Division division) {
        content.removeAll();
        var inForce = settings.inForce(division.id());
        var names =
                settings.inheritsFrom(division.id()).stream().collect(Collectors.toMap(Division::id, Division::name));
        var missing = 0;
        var table = new FigureTable(getTranslation("core.settings.title"))
                .column(getTranslation("core.settings.what"), Column.TEXT)
                .column(getTranslation("core.settings.value"), Column.TEXT)
                .column(getTranslation("core.settings.from-where"), Column.WIDE_TEXT)
                .column(getTranslation("core.settings.since"), Column.WIDE_TEXT)
                .column(getTranslation("core.settings.source-heading"), Column.WIDE_TEXT)
                .column(getTranslation("core.settings.action"), Column.TEXT);
        for (var key : SettingKey.values()) {
            var setting = inForce.get(key);
            if (setting == null && !key.optional() && blocks(key, division)) {
                missing++;
            }
            table.row(
                    name(key),
                    setting == null ? absent(key, division) : new Span(setting.value()),
                    setting == null ? "" : from(setting, division.id(), names),
                    setting == null ? "" : setting.from(),
                    setting == null ? "" : setting.source(),
                    action(key, division, setting));
        }
        var sum = new Paragraph(
                missing == 0
                        ? getTranslation("core.settings.complete")
                        : getTranslation("core.settings.missing-count", missing));
        sum.addClassName(missing == 0 ? "mb-quiet" : "mb-refused");
        sum.setId("settings-sum");
        content.add(sum, table);
        history(division);
    }

    // Phones of a town are the town's: above it their absence blocks nothing.
    private static boolean blocks(SettingKey key, Division division) {
        return key.lowest() != Level.TOWNSHIP || division.level().compareTo(Level.TOWNSHIP) >= 0;
    }

    private Component absent(SettingKey key, Division division) {
        if (key.optional() || !blocks(key, division)) {
            var note = new Span(getTranslation(
                    key.optional() ? "core.settings.optional." + key.form().name() : "core.settings.by-towns"));
            note.addClassName("mb-quiet");
            return note;
        }
        var note = new Span(getTranslation("core.settings.missing"));
        note.addClassName("mb-refused");
        return note;
    }

    private String from(LocalSetting setting, DivisionId here, Map<DivisionId, String> names) {
        return setting.division().equals(here)
                ? getTranslation("core.settings.own")
                : getTranslation("core.settings.inherited", names.getOrDefault(setting.division(), ""));
    }

    private Component action(SettingKey key, Division division, @Nullable LocalSetting setting) {
        if (!mayEdit || division.level().compareTo(key.lowest()) > 0 || !blocks(key, division)) {
            return new Span();
        }
        var button = new Button(getTranslation("core.settings.set"), click -> ask(key, division, setting));
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setId("set-" + key.key().replace('.', '-'));
        button.getElement().setAttribute("aria-label", getTranslation("core.settings.set-what", name(key)));
        return button;
    }

    private void ask(SettingKey key, Division division, @Nullable LocalSetting setting) {
        var dialog = new Dialog(getTranslation("core.settings.set-what", name(key)));
        dialog.setWidth("28rem");
        var value = new TextArea(getTranslation("core.settings.value"));
        value.setMaxLength(1000);
        value.setHelperText(getTranslation("core.settings.hint." + key.form().name()));
        value.setValue(setting == null ? "" : setting.value());
        value.setWidthFull();
        value.setId("setting-value");
        var source = new TextField(getTranslation("core.settings.source-heading"));
        source.setMaxLength(200);
        source.setHelperText(getTranslation("core.settings.source-hint"));
        source.setWidthFull();
        source.setId("setting-source");
        var from = new DayPicker(getTranslation("core.settings.from"), Times.today(clock));
        from.setHelperText(getTranslation("core.settings.from-hint"));
        from.setWidthFull();
        var form = new VerticalLayout(
                new Paragraph(getTranslation("core.settings.holds-for", division.name())), value, source, from);
        form.setPadding(false);
        dialog.add(form);
        var save = new Button(getTranslation("core.settings.save"), click -> {
            var saved = Notices.attempt(this, () -> {
                if (from.getValue() == null) {
                    throw new RuleViolation("core.settings.choose-day");
                }
                settings.set(division.id(), key, value.getValue(), source.getValue(), from.getValue());
            });
            if (saved) {
                dialog.close();
                Notices.done(this, "core.settings.saved");
                show(division);
            }
        });
        save.setId("setting-save");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("core.settings.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private void history(Division division) {
        var set = settings.setAt(division.id());
        if (set.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("core.settings.history"))
                .column(getTranslation("core.settings.what"), Column.TEXT)
                .column(getTranslation("core.settings.value"), Column.TEXT)
                .column(getTranslation("core.settings.period"), Column.TEXT)
                .column(getTranslation("core.settings.source-heading"), Column.WIDE_TEXT);
        for (var setting : set) {
            table.row(
                    name(setting.key()),
                    setting.value(),
                    setting.to().equals(Times.NO_END)
                            ? getTranslation("core.settings.open-period", setting.from())
                            : getTranslation(
                                    "core.settings.closed-period",
                                    setting.from(),
                                    setting.to().minusDays(1)),
                    setting.source());
        }
        content.add(new H3(getTranslation("core.settings.history")), table);
    }

    private String name(SettingKey key) {
        return getTranslation("core.setting." + key.key());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.settings.title");
    }
}
