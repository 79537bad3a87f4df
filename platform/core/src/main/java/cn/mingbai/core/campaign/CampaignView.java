package cn.mingbai.core.campaign;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The campaign that covers the caller: its phases, its rule of which households are due, the days left. */
@Route("campaign")
@Menu(title = "core.campaign.title", order = 60, icon = "vaadin:flag")
@PermitAll
@OpenTo(Action.VIEW_CAMPAIGN)
class CampaignView extends VerticalLayout implements HasDynamicTitle {

    private static final int FIRST_PHASE_DAYS = 30;

    private final Campaigns campaigns;
    private final Clock clock;
    private final boolean mayOpen;
    private final List<CampaignPage> pages;
    private final VerticalLayout content = new VerticalLayout();

    CampaignView(Campaigns campaigns, Divisions divisions, ObjectProvider<CampaignPage> pages, Clock clock) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.mayOpen = divisions.may(Action.EDIT_CAMPAIGN);
        this.pages = pages.orderedStream()
                .filter(page -> divisions.may(page.openTo()))
                .toList();
        addClassName("mb-page");
        content.setPadding(false);
        add(content);
        show();
    }

    private void show() {
        content.removeAll();
        var current = campaigns.current();
        if (current.isEmpty()) {
            content.add(new Paragraph(getTranslation(mayOpen ? "core.campaign.none-open-one" : "core.campaign.none")));
        } else {
            describe(current.get());
        }
        if (mayOpen) {
            var open = new Button(getTranslation("core.campaign.open"), click -> ask());
            open.setId("campaign-open");
            if (current.isEmpty()) {
                open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            }
            content.add(open);
        }
        others(current.map(Campaign::id).orElse(null));
    }

    private void describe(Campaign campaign) {
        var today = Times.today(clock);
        content.add(new H2(campaign.name()));
        content.add(new Paragraph(getTranslation(
                "core.campaign.period",
                campaign.documentNumber(),
                campaign.from(),
                campaign.to().minusDays(1))));
        var left = new Paragraph(left(campaign, today));
        left.setId("campaign-left");
        left.addClassName("mb-percent");
        content.add(left);
        var table = new FigureTable(getTranslation("core.campaign.phases-heading"))
                .column(getTranslation("core.campaign.phase"), Column.TEXT)
                .column(getTranslation("core.campaign.phase-from"), Column.TEXT)
                .column(getTranslation("core.campaign.phase-last"), Column.TEXT)
                .column(getTranslation("core.campaign.reporting"), Column.WIDE_TEXT);
        for (var phase : campaign.phases()) {
            var name = new Div(new Span(phase.name()));
            if (!phase.from().isAfter(today) && phase.to().isAfter(today)) {
                var now = new Span(getTranslation("core.campaign.now"));
                now.addClassName("mb-badge-now");
                name.add(new Span(" "), now);
            }
            table.row(name, phase.from(), phase.to().minusDays(1), phase.reportingDay());
        }
        content.add(table);
        if (!pages.isEmpty()) {
            var links = new Div();
            links.addClassName("mb-links");
            pages.forEach(page -> links.add(new Anchor(page.path(), getTranslation(page.title()))));
            content.add(links);
        }
        content.add(new H3(getTranslation("core.campaign.rule")));
        content.add(new Paragraph(
                getTranslation("core.campaign.basis." + campaign.basis().name())));
        content.add(new Paragraph(getTranslation("core.campaign.basis-note", campaign.basisNote())));
        content.add(new Paragraph(getTranslation(
                campaign.phoneCountsForAway() ? "core.campaign.phone-counts" : "core.campaign.phone-counts-not")));
        content.add(new Paragraph(getTranslation("core.campaign.never-counts")));
    }

    private String left(Campaign campaign, LocalDate today) {
        if (!campaign.to().isAfter(today)) {
            return getTranslation("core.campaign.over", campaign.to().minusDays(1));
        }
        var days = ChronoUnit.DAYS.between(today, campaign.to()) - 1;
        return days == 0 ? getTranslation("core.campaign.last-day") : getTranslation("core.campaign.days-left", days);
    }

    private void others(@Nullable CampaignId shown) {
        var others = campaigns.all().stream()
                .filter(campaign -> !campaign.id().equals(shown))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("core.campaign.others"))
                .column(getTranslation("core.campaign.name"), Column.TEXT)
                .column(getTranslation("core.campaign.phase-from"), Column.TEXT)
                .column(getTranslation("core.campaign.phase-last"), Column.TEXT);
        others.forEach(campaign ->
                table.row(campaign.name(), campaign.from(), campaign.to().minusDays(1)));
        content.add(new H3(getTranslation("core.campaign.others")), table);
    }

    private void ask() {
        var districts = campaigns.districts();
        var dialog = new Dialog(getTranslation("core.campaign.open"));
        dialog.setWidth("40rem");
        var form = new Form(districts);
        dialog.add(form.layout);
        var save = new Button(getTranslation("core.campaign.open-now"), click -> {
            if (Notices.attempt(this, form::submit)) {
                dialog.close();
                Notices.done(this, "core.campaign.opened");
                show();
            }
        });
        save.setId("campaign-save");
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("core.campaign.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    /** The fields of a campaign to open. */
    private final class Form {

        final VerticalLayout layout = new VerticalLayout();
        private final ComboBox<Division> district = new ComboBox<>(getTranslation("core.campaign.district"));
        private final TextField name = new TextField(getTranslation("core.campaign.name"));
        private final TextField number = new TextField(getTranslation("core.campaign.document"));
        private final RadioButtonGroup<HouseholdBasis> basis =
                new RadioButtonGroup<>(getTranslation("core.campaign.basis-heading"));
        private final TextArea note = new TextArea(getTranslation("core.campaign.basis-note-heading"));
        private final Checkbox phone = new Checkbox(getTranslation("core.campaign.phone-counts-box"));
        private final Div phaseList = new Div();
        private final List<PhaseFields> phases = new ArrayList<>();

        Form(List<Division> districts) {
            district.setItems(districts);
            district.setItemLabelGenerator(Division::name);
            if (!districts.isEmpty()) {
                district.setValue(districts.getFirst());
            }
            name.setMaxLength(100);
            name.setId("campaign-name");
            number.setMaxLength(60);
            number.setId("campaign-number");
            basis.setItems(HouseholdBasis.values());
            basis.setItemLabelGenerator(value -> getTranslation("core.campaign.basis." + value.name()));
            basis.setValue(HouseholdBasis.REGISTERED);
            note.setMaxLength(300);
            note.setHelperText(getTranslation("core.campaign.basis-note-hint"));
            note.setId("campaign-note");
            phone.setValue(true);
            for (HasSize field : List.<HasSize>of(district, name, number, note)) {
                field.setWidthFull();
            }
            var add = new Button(getTranslation("core.campaign.add-phase"), click -> addPhase());
            var fixed = new Paragraph(getTranslation("core.campaign.fixed"));
            fixed.addClassName("mb-quiet");
            phaseList.setWidthFull();
            layout.setPadding(false);
            layout.add(
                    district,
                    name,
                    number,
                    basis,
                    note,
                    phone,
                    fixed,
                    new H3(getTranslation("core.campaign.phases-heading")),
                    phaseList,
                    add);
            addPhase();
        }

        private void addPhase() {
            var from = phases.isEmpty() || phases.getLast().last.getValue() == null
                    ? Times.today(clock)
                    : phases.getLast().last.getValue().plusDays(1);
            var fields = new PhaseFields(from);
            phases.add(fields);
            phaseList.add(fields.row);
            fields.remove.addClickListener(click -> {
                if (phases.size() > 1) {
                    phases.remove(fields);
                    phaseList.remove(fields.row);
                }
            });
        }

        void submit() {
            if (district.getValue() == null || basis.getValue() == null) {
                throw new RuleViolation("core.campaign.missing-text");
            }
            campaigns.open(
                    district.getValue().id(),
                    new Campaigns.Draft(
                            name.getValue(),
                            number.getValue(),
                            basis.getValue(),
                            note.getValue(),
                            phone.getValue(),
                            phases.stream().map(PhaseFields::phase).toList()));
        }
    }

    /** The fields of one phase. */
    private final class PhaseFields {

        final Div row = new Div();
        final TextField name = new TextField(getTranslation("core.campaign.phase"));
        final DayPicker from;
        final DayPicker last;
        final DayPicker reporting;
        final Button remove = new Button(getTranslation("core.campaign.remove-phase"));

        PhaseFields(LocalDate begin) {
            var end = begin.plusDays(FIRST_PHASE_DAYS);
            from = new DayPicker(getTranslation("core.campaign.phase-from"), begin);
            last = new DayPicker(getTranslation("core.campaign.phase-last"), end);
            reporting = new DayPicker(getTranslation("core.campaign.reporting"), end);
            last.addValueChangeListener(change -> {
                if (change.isFromClient()) {
                    reporting.setValue(change.getValue());
                }
            });
            name.setMaxLength(60);
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            row.addClassName("mb-actions");
            row.add(name, from, last, reporting, remove);
        }

        Campaign.Phase phase() {
            if (from.getValue() == null || last.getValue() == null || reporting.getValue() == null) {
                throw new RuleViolation("core.campaign.choose-days");
            }
            return new Campaign.Phase(
                    name.getValue(), from.getValue(), last.getValue().plusDays(1), reporting.getValue());
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.campaign.title");
    }
}
