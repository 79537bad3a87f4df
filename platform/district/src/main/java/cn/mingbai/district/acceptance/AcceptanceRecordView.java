package cn.mingbai.district.acceptance;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.util.function.Supplier;

/** A sealed acceptance sheet, {@code acceptance-record/3}: as its proposer saw it, and what became of it. */
@Route("acceptance-record")
@PermitAll
@OpenTo(Action.VIEW_ACCEPTANCE)
class AcceptanceRecordView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private final Acceptances acceptances;
    private final AcceptanceFiles words;
    private final Divisions divisions;

    AcceptanceRecordView(Acceptances acceptances, AcceptanceFiles words, Divisions divisions) {
        this.acceptances = acceptances;
        this.words = words;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    /** How an acceptance stands: passed, to be put right, waiting, refused. */
    static String state(Component view, Acceptance acceptance) {
        return view.getTranslation(
                acceptance.state() == Acceptance.State.ACCEPTED
                        ? "district.acceptance.conclusion." + acceptance.conclusion()
                        : "district.acceptance.state." + acceptance.state());
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        removeAll();
        var acceptance = acceptances.find(new AcceptanceId(parameter));
        var sheet = acceptance.sheet();
        var phase = sheet.campaign().value() + "-" + sheet.phase();
        var links = new Div(
                new Anchor(
                        "acceptance/" + sheet.town().value() + "?phase=" + phase,
                        getTranslation("district.acceptance.to-live")),
                new Anchor("acceptance?phase=" + phase, getTranslation("district.acceptance.to-towns")));
        links.addClassName("mb-links");
        add(links, new H2(words.title(sheet, getLocale())));
        if (!acceptance.isGenuine()) {
            var broken = new Paragraph(getTranslation("district.acceptance.not-genuine"));
            broken.addClassName("mb-refused");
            broken.getElement().setAttribute("role", "alert");
            add(broken);
        }
        var conclusion = new Div();
        conclusion.setId("conclusion");
        conclusion.addClassName("mb-stack");
        words.conclusion(acceptance, getLocale()).forEach(line -> {
            var paragraph = new Paragraph(line);
            paragraph.addClassName("mb-sentence");
            conclusion.add(paragraph);
        });
        add(conclusion);
        if (acceptance.state() == Acceptance.State.OPEN && divisions.may(Action.DECIDE_APPROVALS)) {
            add(new Anchor("approvals", getTranslation("district.acceptance.to-approvals")));
        }
        words.lead(sheet, getLocale()).forEach(line -> {
            var paragraph = new Paragraph(line);
            paragraph.addClassName("mb-quiet");
            add(paragraph);
        });
        add(new SheetPiece(sheet, words, getLocale()));
        var note = new Paragraph(getTranslation("district.acceptance.frozen-note", acceptance.seal()));
        note.addClassNames("mb-quiet", "mb-long");
        add(note);
        if (divisions.may(Action.EXPORT_FIGURES) && acceptance.isGenuine()) {
            var id = acceptance.id();
            var files = new Div(
                    download("pdf", "application/pdf", sheet, () -> acceptances.pdf(id, getLocale())),
                    download("xlsx", AcceptanceView.XLSX, sheet, () -> acceptances.xlsx(id, getLocale())));
            files.addClassName("mb-links");
            add(files);
        }
    }

    private Component download(String form, String type, AcceptanceSheet sheet, Supplier<byte[]> file) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation(
                                        "district.acceptance.file",
                                        words.title(sheet, getLocale()),
                                        sheet.asOf().day())
                                + "." + form,
                        type,
                        file)),
                getTranslation("district.acceptance." + form));
        link.setId(form);
        return link;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.acceptance.record-title");
    }
}
