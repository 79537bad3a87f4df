package cn.mingbai.materials.leaflets;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;

/** Prints the sheet of one household again, or revokes its code first. */
class SingleSheetPanel extends Composite<VerticalLayout> {

    private final Leaflets leaflets;
    private final PrintRuns runs;
    private final DivisionId village;
    private final String fileName;
    private final Runnable afterwards;
    private final TextField number;
    private final VerticalLayout found = new VerticalLayout();

    SingleSheetPanel(Leaflets leaflets, PrintRuns runs, DivisionId village, String fileName, Runnable afterwards) {
        this.leaflets = leaflets;
        this.runs = runs;
        this.village = village;
        this.fileName = fileName;
        this.afterwards = afterwards;
        number = new TextField(getTranslation("materials.leaflets.number"));
        number.setId("single-number");
        number.setMaxLength(20);
        var find = new Button(getTranslation("materials.leaflets.find"), click -> find());
        find.setId("single-find");
        var help = new Paragraph(getTranslation("materials.leaflets.one-help"));
        help.addClassName("mb-quiet");
        found.setPadding(false);
        getContent().setPadding(false);
        getContent().add(new H3(getTranslation("materials.leaflets.one")), help, number, find, found);
    }

    private void find() {
        found.removeAll();
        Notices.attempt(this, () -> show(leaflets.find(village, number.getValue())));
    }

    private void show(Place place) {
        var words = new Paragraph(
                getTranslation("materials.leaflets.found", place.group(), place.number(), place.maskedHead()));
        words.setId("single-found");
        var revoke = new Button(getTranslation("materials.leaflets.revoke"), click -> confirmRevoking(place));
        revoke.setId("single-revoke");
        revoke.addThemeVariants(ButtonVariant.LUMO_ERROR);
        found.add(
                words,
                new PrintPanel(
                        runs,
                        "single-print",
                        "materials.leaflets.reprint",
                        (out, progress) -> leaflets.reprint(place.household(), out),
                        place.number() + "-" + fileName,
                        afterwards),
                revoke);
    }

    private void confirmRevoking(Place place) {
        var dialog = new Dialog(getTranslation("materials.leaflets.revoke-title"));
        var reason = new TextField(getTranslation("materials.leaflets.revoke-reason"));
        reason.setId("revoke-reason");
        reason.setMaxLength(200);
        reason.setWidthFull();
        dialog.add(new Paragraph(getTranslation("materials.leaflets.revoke-text")), reason);
        var confirm = new Button(getTranslation("materials.leaflets.revoke"), click -> {
            if (Notices.attempt(this, () -> leaflets.revoke(place.household(), reason.getValue()))) {
                dialog.close();
                Notices.done(this, "materials.leaflets.revoked");
            }
        });
        confirm.setId("revoke-confirm");
        confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
        dialog.getFooter()
                .add(new Button(getTranslation("materials.leaflets.cancel"), click -> dialog.close()), confirm);
        dialog.open();
    }
}
