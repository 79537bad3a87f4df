package cn.mingbai.materials.leaflets;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.jobs.JobBoard;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.JobPanel;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.materials.leaflets.PrintBatch.State;
import cn.mingbai.materials.leaflets.PrintBatch.Village;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One print batch: how far it is, its files, a range of it again, and their destruction. */
@Route("print-batches")
@PermitAll
@OpenTo(Action.PRINT_LEAFLETS)
class PrintBatchView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int DIGEST_SHOWN = 12;

    private final PrintBatches batches;
    private final JobBoard jobs;
    private final Div files = new Div();
    private @Nullable BatchId id;
    /** Looked for when the page opens and when the job is over, not at every step of it: all sheets made are gone through. */
    private List<PrintBatches.Dead> dead = List.of();

    private long shown = -1;
    private @Nullable Registration polling;

    PrintBatchView(PrintBatches batches, JobBoard jobs) {
        this.batches = batches;
        this.jobs = jobs;
        addClassName("mb-page");
        files.setWidthFull();
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        id = new BatchId(parameter);
        show();
    }

    private void show() {
        if (id == null) {
            return;
        }
        removeAll();
        var batch = batches.get(id);
        add(
                new Anchor("print", "← " + getTranslation("materials.print.title")),
                new H2(PrintView.what(this, batch)),
                facts(batch));
        batch.job().ifPresent(job -> {
            if (batch.state() != State.DONE && batch.state() != State.DESTROYED) {
                add(new JobPanel(jobs, job, !batch.state().isOver(), this::show));
            }
        });
        dead = batch.state() == State.DESTROYED ? List.of() : batches.dead(id);
        showFiles(batch);
        add(files);
        if (batch.state().isOver() && batch.state() != State.DESTROYED) {
            if (batch.scope() != PrintBatch.Scope.HOUSEHOLD && batch.villagesDone() > 0) {
                add(range(batch));
            }
            add(destruction(batch));
        }
    }

    private Component facts(PrintBatch batch) {
        var facts = new Paragraph(getTranslation(
                "materials.print.facts",
                batch.sheets(),
                batch.blanks(),
                batch.textLabel(),
                batch.issuedOn(),
                batch.orderedBy(),
                TIME.format(batch.orderedAt().atZone(Times.ZONE))));
        facts.setId("facts");
        return facts;
    }

    private void showFiles(PrintBatch batch) {
        shown = batch.villagesDone();
        files.removeAll();
        if (batch.state() == State.DESTROYED) {
            files.add(new Paragraph(getTranslation("materials.print.destroyed")));
        }
        if (batch.state().isOver() && batch.villagesDone() > 1 && batch.state() != State.DESTROYED) {
            var zip = file(
                    "printed/" + batch.id().value(),
                    getTranslation("materials.print.zip", batch.villagesDone()),
                    "download-all");
            files.add(new Paragraph(zip));
        }
        if (!dead.isEmpty()) {
            var words = new Paragraph(getTranslation(
                    "materials.print.dead",
                    dead.stream()
                            .map(each -> each.village() + " " + each.number())
                            .collect(Collectors.joining(getTranslation("materials.print.comma")))));
            words.setId("dead");
            words.addClassName("mb-refused");
            files.add(words);
        }
        var table = new FigureTable(getTranslation("materials.print.villages-caption"))
                .column(getTranslation("materials.leaflets.village"), Column.TEXT)
                .column(getTranslation("materials.print.column.sheets"), Column.NUMBER)
                .column(getTranslation("materials.print.column.pages"), Column.WIDE_NUMBER)
                .column(getTranslation("materials.print.column.files"), Column.TEXT)
                .column(getTranslation("materials.print.column.digest"), Column.WIDE_LONG_TEXT);
        table.setId("villages");
        for (var village : batch.villages()) {
            table.row(
                    village.name(),
                    village.sheets() + village.blanks(),
                    village.done() ? village.pages() : "",
                    links(batch, village),
                    digest(village));
        }
        files.add(table);
        if (batch.villagesDone() > 0 && batch.state() != State.DESTROYED) {
            var how = new Paragraph(
                    getTranslation("materials.print.how." + batch.kind().name()));
            how.addClassName("mb-quiet");
            var until = new Paragraph(getTranslation("materials.print.until", batch.filesUntil()));
            until.addClassName("mb-quiet");
            files.add(how, until);
        }
    }

    private Component links(PrintBatch batch, Village village) {
        if (batch.state() == State.DESTROYED) {
            return new Span(getTranslation("materials.print.state.DESTROYED"));
        }
        if (!village.done()) {
            return new Span(
                    getTranslation(batch.state().isOver() ? "materials.print.never-made" : "materials.print.not-yet"));
        }
        var path = "printed/" + batch.id().value() + "/" + village.id().value();
        return new Span(
                file(
                        path,
                        getTranslation("materials.print.pdf"),
                        "download-" + village.id().value()),
                new Span(" · "),
                file(
                        path + "/cover",
                        getTranslation("materials.print.cover"),
                        "cover-" + village.id().value()));
    }

    private static Anchor file(String path, String words, String id) {
        var link = new Anchor(path, words);
        link.setId(id);
        // No "download": what leads to the second factor would be saved as if it were the file.
        link.setRouterIgnore(true);
        return link;
    }

    private static Span digest(Village village) {
        var digest = new Span(village.sha256().isEmpty() ? "" : village.sha256().substring(0, DIGEST_SHOWN) + "…");
        digest.getElement().setAttribute("title", village.sha256());
        return digest;
    }

    private Component range(PrintBatch batch) {
        var box = new VerticalLayout();
        box.setPadding(false);
        var help = new Paragraph(getTranslation("materials.print.range-help"));
        help.addClassName("mb-quiet");
        var done = batch.villages().stream().filter(Village::done).toList();
        var village = new Select<Village>();
        village.setId("range-village");
        village.setLabel(getTranslation("materials.leaflets.village"));
        village.setItems(done);
        village.setItemLabelGenerator(Village::name);
        village.setValue(done.getFirst());
        village.setVisible(done.size() > 1);
        var from = serial("from");
        var to = serial("to");
        var button =
                new Button(getTranslation("materials.print.range-order"), click -> again(batch, village, from, to));
        button.setId("range-order");
        var fields = new Div(village, from, to, button);
        fields.addClassName("mb-actions");
        box.add(new H3(getTranslation("materials.print.range-title")), help, fields);
        return box;
    }

    private IntegerField serial(String which) {
        var field = new IntegerField(getTranslation("materials.print.range-" + which));
        field.setId("range-" + which);
        field.setMin(1);
        field.setWidth("8rem");
        return field;
    }

    private void again(PrintBatch batch, Select<Village> village, IntegerField from, IntegerField to) {
        Notices.attempt(this, () -> {
            var chosen = village.getValue();
            if (chosen == null || from.getValue() == null || to.getValue() == null) {
                throw new RuleViolation("materials.print.range-missing");
            }
            var made = batches.reprint(batch.id(), chosen.id(), from.getValue(), to.getValue(), getLocale());
            getUI().ifPresent(ui -> ui.navigate(PrintBatchView.class, made.value()));
        });
    }

    private Component destruction(PrintBatch batch) {
        var button = new Button(getTranslation("materials.print.destroy"), click -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader(getTranslation("materials.print.destroy-title"));
            dialog.setText(getTranslation("materials.print.destroy-text"));
            dialog.setCancelable(true);
            dialog.setCancelText(getTranslation("core.dialog.back"));
            dialog.setConfirmText(getTranslation("materials.print.destroy"));
            dialog.setConfirmButtonTheme("error primary");
            dialog.addConfirmListener(confirmed -> {
                if (Notices.attempt(this, () -> batches.destroy(batch.id()))) {
                    Notices.done(this, "materials.print.destroy-done");
                    show();
                }
            });
            dialog.open();
        });
        button.setId("destroy");
        button.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_SMALL);
        return button;
    }

    // The panel of the job polls while it runs; each village is offered as soon as it is made.
    @Override
    protected void onAttach(AttachEvent event) {
        // The page before may have been scrolled far down.
        getElement().executeJs("this.scrollIntoView()");
        polling = event.getUI().addPollListener(poll -> {
            if (id != null) {
                var batch = batches.get(id);
                if (batch.villagesDone() != shown) {
                    showFiles(batch);
                }
            }
        });
    }

    @Override
    protected void onDetach(DetachEvent event) {
        if (polling != null) {
            polling.remove();
            polling = null;
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("materials.print.batch-title");
    }
}
