package cn.mingbai.materials.stubs;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.MingbaiException;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.DivisionChooser;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.households.sheets.SignedReceipts;
import cn.mingbai.households.sheets.SignedReceipts.SignedReceipt;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stubs read one after the other by a scanner; each is shown at once with its masked name, or why it was refused. */
@Route("stubs")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class StubsView extends VerticalLayout implements BeforeEnterObserver, HasDynamicTitle {

    /** How many of the stubs just read stay on the page. */
    private static final int SHOWN = 30;

    private static final int LONGEST = 300;

    private final ReturnedStubs stubs;
    private final SignedReceipts receipts;
    private final Divisions divisions;
    private final DayPicker day;
    private final DivisionChooser village;
    private final TextField scan;
    private final Paragraph count = new Paragraph();
    private final Div last = new Div();
    private final Div earlier = new Div();
    private final Deque<Read> read = new ArrayDeque<>();
    private int recorded;

    StubsView(ReturnedStubs stubs, SignedReceipts receipts, Divisions divisions, Clock clock) {
        this.stubs = stubs;
        this.receipts = receipts;
        this.divisions = divisions;
        addClassName("mb-page");
        day = new DayPicker(getTranslation("materials.stub.day"), Times.today(clock));
        day.setId("stub-day");
        day.setMax(Times.today(clock));
        village = new DivisionChooser(
                getTranslation("materials.leaflets.village"),
                chosen -> go(
                        QueryParameters.of("village", String.valueOf(chosen.id().value()))));
        village.setId("stub-village");
        village.setHelperText(getTranslation("materials.stub.village-help"));
        village.setClearButtonVisible(true);
        village.addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() == null) {
                go(QueryParameters.empty());
            }
        });
        scan = new TextField(getTranslation("materials.stub.scan"));
        scan.setId("stub-scan");
        scan.setWidthFull();
        scan.setMaxWidth("32rem");
        scan.setAutofocus(true);
        scan.getElement().setAttribute("autocomplete", "off");
        scan.setHelperText(getTranslation("materials.stub.scan-help"));
        count.setId("stub-count");
        count.getElement().setAttribute("role", "status");
        last.setWidthFull();
        earlier.setWidthFull();
        var intro = new Paragraph(getTranslation("materials.stub.intro"));
        intro.addClassName("mb-quiet");
        add(
                new Anchor("print", "← " + getTranslation("materials.print.title")),
                intro,
                village,
                day,
                scan,
                count,
                last,
                earlier);
    }

    private void go(QueryParameters parameters) {
        getUI().ifPresent(ui -> ui.navigate(StubsView.class, parameters));
    }

    /** What became of something read. */
    private record Read(
            String what,
            @Nullable SignedReceipt receipt,
            @Nullable MingbaiException refusal) {}

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        village.offer(
                divisions.reachable(Action.EDIT_LEDGER, Level.VILLAGE),
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter("village")
                        .orElse(""));
        showLast();
        showEarlier();
    }

    // Emptied in the browser at once, so that a scanner that is faster than the line loses nothing: each Enter is one
    // stub.
    @Override
    protected void onAttach(AttachEvent event) {
        scan.getElement().executeJs("""
                        if (this.readsStubs) { return; }
                        this.readsStubs = true;
                        this.addEventListener('keydown', event => {
                          if (event.key !== 'Enter') { return; }
                          const text = this.inputElement.value;
                          this.inputElement.value = '';
                          this.value = '';
                          if (text.trim() !== '') { $0.$server.read(text.slice(0, $1)); }
                        });
                        """, getElement(), LONGEST);
    }

    @ClientCallable
    void read(String text) {
        var shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        try {
            var chosen =
                    Optional.ofNullable(village.getValue()).map(Division::id).orElse(null);
            read.addFirst(new Read(shown, stubs.record(shown, chosen, day.chosen()), null));
            recorded++;
        } catch (MingbaiException refused) {
            read.addFirst(new Read(shown, null, refused));
        }
        while (read.size() > SHOWN) {
            read.removeLast();
        }
        showLast();
        scan.focus();
    }

    private void showLast() {
        last.removeAll();
        count.setText(read.isEmpty() ? "" : getTranslation("materials.stub.count", recorded));
        if (read.isEmpty()) {
            return;
        }
        var table = table("materials.stub.just-read", Column.TEXT);
        table.setId("stub-read");
        var undone = false;
        for (var each : read) {
            var receipt = each.receipt();
            if (receipt == null) {
                var why = new Paragraph(
                        each.refusal() == null
                                ? ""
                                : getTranslation(
                                        each.refusal().key(),
                                        each.refusal().arguments().toArray()));
                why.addClassName("mb-refused");
                table.row(shortened(each.what()), why, "", "", "");
            } else {
                Object action = "";
                if (!undone) {
                    undone = true;
                    var undo = new Button(getTranslation("materials.stub.undo"), click -> undo(each));
                    undo.setId("stub-undo");
                    undo.addThemeVariants(ButtonVariant.LUMO_SMALL);
                    action = undo;
                }
                table.row(receipt.number(), receipt.maskedHead(), receipt.group(), receipt.edition(), action);
            }
        }
        last.add(new H3(getTranslation("materials.stub.just-read")), table);
    }

    private void undo(Read each) {
        var receipt = each.receipt();
        if (receipt != null && Notices.attempt(this, () -> receipts.withdraw(receipt.id()))) {
            read.remove(each);
            recorded--;
            showLast();
            Notices.done(this, "materials.stub.undone");
        }
        scan.focus();
    }

    private void showEarlier() {
        earlier.removeAll();
        var chosen = village.getValue();
        if (chosen == null) {
            return;
        }
        earlier.add(new H3(getTranslation("materials.stub.of", chosen.name())));
        var known = receipts.of(chosen.id());
        if (known.isEmpty()) {
            earlier.add(new Paragraph(getTranslation("materials.stub.none")));
            return;
        }
        var table = table("materials.stub.list", Column.WIDE_SHORT_TEXT);
        table.setId("stub-list");
        for (var each : known) {
            table.row(
                    each.number(),
                    each.maskedHead(),
                    each.group(),
                    each.edition(),
                    each.returnedOn() + " " + each.recordedBy());
        }
        earlier.add(
                new Paragraph(getTranslation(
                        known.size() < SignedReceipts.MOST ? "materials.stub.total" : "materials.stub.total-most",
                        known.size())),
                table);
    }

    private FigureTable table(String caption, Column lastColumn) {
        return new FigureTable(getTranslation(caption))
                .column(getTranslation("materials.stub.column.number"), Column.TEXT)
                .column(getTranslation("materials.stub.column.head"), Column.TEXT)
                .column(getTranslation("materials.stub.column.group"), Column.WIDE_TEXT)
                .column(getTranslation("materials.stub.column.edition"), Column.WIDE_SHORT_TEXT)
                .column(lastColumn == Column.TEXT ? "" : getTranslation("materials.stub.column.returned"), lastColumn);
    }

    // The end of an address tells two apart; the whole would not fit.
    private static String shortened(String text) {
        return text.length() <= 14 ? text : "…" + text.substring(text.length() - 12);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.stub.title");
    }
}
