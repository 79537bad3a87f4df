package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import cn.mingbai.households.sheets.BlankNumber;
import cn.mingbai.print.HouseholdKind;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Prints the sheet of one household again, or revokes its code, or that of a blank sheet, first. */
class SingleSheetPanel extends Composite<VerticalLayout> {

    private final Leaflets leaflets;
    private final PrintBatches batches;
    private final HouseholdKind kind;
    private final ComboBox<Division> village;
    private final TextField number;
    private final VerticalLayout found = new VerticalLayout();

    SingleSheetPanel(
            Leaflets leaflets,
            PrintBatches batches,
            HouseholdKind kind,
            List<Division> villages,
            @Nullable Division chosen) {
        this.leaflets = leaflets;
        this.batches = batches;
        this.kind = kind;
        village = new ComboBox<>(getTranslation("materials.leaflets.village"));
        village.setId("single-village");
        village.setItems(villages);
        village.setItemLabelGenerator(each -> each.name() + " " + each.code().value());
        village.setWidthFull();
        village.setMaxWidth("28rem");
        village.setValue(chosen == null && villages.size() == 1 ? villages.getFirst() : chosen);
        number = new TextField(getTranslation("materials.leaflets.number"));
        number.setId("single-number");
        number.setMaxLength(20);
        var find = new Button(getTranslation("materials.leaflets.find"), click -> find());
        find.setId("single-find");
        var help = new Paragraph(getTranslation("materials.leaflets.one-help"));
        help.addClassName("mb-quiet");
        found.setPadding(false);
        getContent().setPadding(false);
        getContent().add(new H3(getTranslation("materials.leaflets.one")), help, village, number, find, found);
    }

    private void find() {
        found.removeAll();
        Notices.attempt(this, () -> {
            var chosen = village.getValue();
            if (chosen == null) {
                throw new RuleViolation("materials.leaflets.choose");
            }
            if (BlankNumber.isMeant(number.getValue())) {
                showBlank(chosen.id(), BlankNumber.typed(number.getValue()));
            } else {
                show(leaflets.find(chosen.id(), number.getValue()));
            }
        });
    }

    private void show(Place place) {
        var print = new Button(
                getTranslation("materials.leaflets.reprint", getTranslation("materials.kind." + kind.name())),
                click -> Notices.attempt(this, () -> {
                    var batch = batches.reprint(kind, place.household(), getLocale());
                    getUI().ifPresent(ui -> ui.navigate(PrintBatchView.class, batch.value()));
                }));
        print.setId("single-print");
        print.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        offer(
                getTranslation("materials.leaflets.found", place.group(), place.number(), place.maskedHead()),
                print,
                reason -> leaflets.revoke(place.household(), reason));
    }

    private void showBlank(DivisionId where, BlankNumber blank) {
        offer(blank.shown(), null, reason -> leaflets.revokeBlank(where, blank.shown(), reason));
    }

    private void offer(String what, @Nullable Button print, Consumer<String> revoking) {
        var words = new Paragraph(what);
        words.setId("single-found");
        var revoke = new Button(
                getTranslation("materials.leaflets.revoke"),
                click -> new ReasonDialog(
                                getTranslation("materials.leaflets.revoke-title"),
                                getTranslation("materials.leaflets.revoke-text"),
                                getTranslation("materials.leaflets.revoke-reason"),
                                getTranslation("materials.leaflets.revoke"),
                                Leaflets.REASON_LENGTH,
                                reason -> {
                                    revoking.accept(reason);
                                    Notices.done(this, "materials.leaflets.revoked");
                                })
                        .open());
        revoke.setId("single-revoke");
        revoke.addThemeVariants(ButtonVariant.LUMO_ERROR);
        var actions = new Div();
        actions.addClassName("mb-actions");
        if (print != null) {
            actions.add(print);
        }
        actions.add(revoke);
        found.add(words, actions);
    }
}
