package cn.mingbai.core.ui;

import cn.mingbai.core.sealing.NumberedReport;
import cn.mingbai.core.sealing.SealedUnit;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With which earlier report a sealed one is compared, and at which unit; another choice opens the page with it. */
public final class ComparisonChoices extends Div {

    /** The page's parameter that names the earlier report. */
    public static final String SINCE = "since";

    /** The page's parameter that names the unit. */
    public static final String UNIT = "unit";

    private final Select<NumberedReport> since = new Select<>();
    private final ComboBox<SealedUnit> unit = new ComboBox<>();

    /** The fields with their labels, still empty. */
    public ComparisonChoices(String sinceLabel, String unitLabel) {
        since.setLabel(sinceLabel);
        since.setItemLabelGenerator(one -> one.day() + " " + getTranslation("core.sealing.number", one.number()));
        since.setId(SINCE);
        unit.setLabel(unitLabel);
        unit.setItemLabelGenerator(SealedUnit::name);
        unit.setId(UNIT);
        addClassName("mb-actions");
        add(since, unit);
    }

    /** The earlier reports, and the one that is shown. */
    public ComparisonChoices reports(List<? extends NumberedReport> reports, long shown) {
        since.setItems(List.copyOf(reports));
        reports.stream().filter(one -> one.id() == shown).findFirst().ifPresent(since::setValue);
        return this;
    }

    /** The units, and the one that is shown, which may be missing among them. */
    public ComparisonChoices units(List<? extends SealedUnit> units, long shown) {
        unit.setItems(List.copyOf(units));
        units.stream().filter(one -> one.division() == shown).findFirst().ifPresent(unit::setValue);
        return this;
    }

    /** Opens the page, whose route has the parameter {@code snapshot}, when another report or unit is chosen. */
    public ComparisonChoices opening(Class<? extends Component> page, long snapshot) {
        since.addValueChangeListener(change -> open(page, snapshot, change.getValue(), unit.getValue()));
        unit.addValueChangeListener(change -> {
            if (change.getValue() != null) {
                open(page, snapshot, since.getValue(), change.getValue());
            }
        });
        return this;
    }

    private void open(
            Class<? extends Component> page, long snapshot, @Nullable NumberedReport report, @Nullable SealedUnit at) {
        var values = new LinkedHashMap<String, String>();
        if (report != null) {
            values.put(SINCE, String.valueOf(report.id()));
        }
        if (at != null) {
            values.put(UNIT, String.valueOf(at.division()));
        }
        getUI().ifPresent(ui -> ui.navigate(
                page, new RouteParameters("snapshot", String.valueOf(snapshot)), QueryParameters.simple(values)));
    }
}
