package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.district.inspections.CheckRecords.Line;
import cn.mingbai.households.ledger.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.function.BiConsumer;

/** The checks from phones that the desk has to decide on: they stand, or they do not. */
@Route("inspection-records")
@PermitAll
@OpenTo(Action.INSPECT)
class CheckRecordsView extends VerticalLayout implements HasDynamicTitle {

    private final CheckRecords records;
    private final Div list = new Div();

    CheckRecordsView(CheckRecords records) {
        this.records = records;
        addClassName("mb-page");
        var back = new Div(new Anchor("inspections", "← " + getTranslation("district.inspection.title")));
        back.addClassName("mb-links");
        var intro = new Paragraph(getTranslation("district.check.intro"));
        intro.addClassName("mb-quiet");
        list.setWidthFull();
        add(back, intro, list);
        show();
    }

    private void show() {
        list.removeAll();
        var lines = records.open();
        if (lines.isEmpty()) {
            list.add(new Paragraph(getTranslation("district.check.none")));
            return;
        }
        var table = new FigureTable(getTranslation("district.check.title"))
                .column(getTranslation("district.inspection.household"), Column.TEXT)
                .column(getTranslation("district.inspection.found"), Column.TEXT)
                .column(getTranslation("district.check.why"), Column.TEXT)
                .column(getTranslation("district.check.receipt"), Column.WIDE_SHORT_TEXT)
                .column("", Column.TEXT);
        table.setId("check-records");
        for (var line : lines) {
            table.row(household(line), found(line), getTranslation(line.whyKey()), line.receipt(), actions(line));
        }
        list.add(table);
    }

    private Component household(Line line) {
        var inspection = line.inspection();
        var cell = new Div(
                new Div(line.number().isEmpty() ? getTranslation("district.check.no-household") : line.number()),
                new Div(line.divisionName() + " " + line.group()));
        if (inspection != null) {
            cell.add(new Div(new Anchor("inspection/" + inspection.value(), line.title())));
        }
        return cell;
    }

    private Component found(Line line) {
        var cell = new Div(new Div(line.day() + " " + line.inspector()));
        var finding = line.finding();
        if (finding != null) {
            cell.add(new Div(getTranslation("district.inspection.outcome." + finding.outcome())));
            if (!finding.problem().isEmpty()) {
                cell.add(new Div(
                        getTranslation("district.inspection.problem-until", finding.problem(), finding.deadline())));
            }
        }
        return cell;
    }

    private Component actions(Line line) {
        var actions = new Div();
        actions.addClassName("mb-actions");
        if (line.finding() != null) {
            actions.add(decision("adopt", line, records::adopt));
        }
        actions.add(decision("dismiss", line, records::dismiss));
        return actions;
    }

    private Button decision(String what, Line line, BiConsumer<Long, String> decide) {
        var button = new Button(
                getTranslation("district.check." + what),
                click -> new ReasonDialog(
                                getTranslation("district.check." + what + "-title", line.receipt()),
                                getTranslation("district.check." + what + "-text"),
                                getTranslation("district.check.reason"),
                                getTranslation("district.check." + what),
                                Reason.LENGTH,
                                reason -> {
                                    decide.accept(line.id(), reason);
                                    show();
                                })
                        .open());
        button.setId(what + "-" + line.id());
        button.addThemeVariants(ButtonVariant.LUMO_SMALL);
        return button;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.check.title");
    }
}
