package cn.mingbai.courses.excuses;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.error.AccessRefused;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.People.RosterLine;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.courses.excuses.ExcuseLine.State;
import cn.mingbai.courses.rate.Reason;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exemptions and long leaves: what waits, what holds, what has ended; propose, end early, take back. {@code ?q=工号}. */
@Route("excuses")
@PermitAll
@OpenTo(Action.VIEW_EXCUSES)
class ExcusesView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int CHOICES = 50;
    private static final String[] ENDINGS = {".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".docx"};

    private final Excuses excuses;
    private final People people;
    private final Divisions divisions;
    private final Clock clock;
    private String preset = "";

    ExcusesView(Excuses excuses, People people, Divisions divisions, Clock clock) {
        this.excuses = excuses;
        this.people = people;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        preset =
                event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
        show();
    }

    private void show() {
        removeAll();
        var links = new Div(
                new Anchor("people", getTranslation("core.people.title")),
                new Anchor("requirements", getTranslation("courses.requirement.title")),
                new Anchor("approvals", getTranslation("courses.excuse.to-approvals")));
        links.addClassName("mb-links");
        var lead = new Paragraph(getTranslation("courses.excuse.lead"));
        lead.addClassName("mb-quiet");
        add(links, lead);
        var mayEdit = mayEdit();
        var lines = excuses.list();
        if (lines.isEmpty()) {
            add(new Paragraph(getTranslation("courses.excuse.none")));
        } else {
            add(table(lines, mayEdit));
        }
        if (mayEdit) {
            add(form());
        }
    }

    private boolean mayEdit() {
        try {
            return !divisions.reachable(Action.EDIT_EXCUSES).isEmpty();
        } catch (AccessRefused reader) {
            return false;
        }
    }

    private FigureTable table(List<ExcuseLine> lines, boolean mayEdit) {
        var table = new FigureTable(getTranslation("courses.excuse.title"))
                .column(getTranslation("courses.excuse.person"), Column.TEXT)
                .column(getTranslation("courses.excuse.days"), Column.TEXT)
                .column(getTranslation("courses.excuse.state"), Column.SHORT_TEXT)
                .column(getTranslation("courses.excuse.basis-label"), Column.WIDE_LONG_TEXT)
                .column(getTranslation("courses.excuse.who"), Column.WIDE_TEXT)
                .column(getTranslation("courses.requirement.actions"), Column.TEXT);
        for (var line : lines) {
            var number = new Span(" " + line.staffNumber() + " ");
            number.addClassName("mb-quiet");
            var units = new Span(line.units());
            units.addClassName("mb-quiet");
            table.row(
                    new Div(new Span(line.name()), number, units),
                    getTranslation(
                            "courses.excuse.days-line",
                            getTranslation("courses.reason." + line.reason()),
                            line.from(),
                            line.to().minusDays(1)),
                    getTranslation(
                            line.takeBackOpen()
                                    ? "courses.excuse.take-back-open"
                                    : "courses.excuse.state." + line.state()),
                    basis(line),
                    line.approvedBy() == null
                            ? getTranslation("courses.excuse.proposer", orEmpty(line.setBy()))
                            : getTranslation("courses.excuse.both", orEmpty(line.setBy()), line.approvedBy()),
                    mayEdit ? actions(line) : new Span());
        }
        return table;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Component basis(ExcuseLine line) {
        var basis = new Div(new Span(line.basis() + " "));
        if (line.attachment() != null) {
            var file = new Anchor(line.attachment(), getTranslation("courses.excuse.file"));
            file.setTarget("_blank");
            file.setRouterIgnore(true);
            basis.add(file);
        }
        return basis;
    }

    private Component actions(ExcuseLine line) {
        var actions = new Div();
        if (line.state() == State.APPROVED && line.to().isAfter(line.from().plusDays(1))) {
            var end = new Button(getTranslation("courses.excuse.end"), click -> askEnd(line));
            end.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            actions.add(end);
        }
        if (line.state() != State.PROPOSED && !line.takeBackOpen()) {
            var back = new Button(getTranslation("courses.excuse.take-back"), click -> askTakeBack(line));
            back.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
            actions.add(back);
        }
        return actions;
    }

    private void askEnd(ExcuseLine line) {
        var today = Times.today(clock);
        var back = new DayPicker(
                getTranslation("courses.excuse.back"),
                today.isAfter(line.from()) && today.isBefore(line.to())
                        ? today
                        : line.from().plusDays(1));
        back.setWidthFull();
        var text = new Paragraph(getTranslation("courses.excuse.end-text", line.name()));
        dialog(
                "courses.excuse.end-title",
                "courses.excuse.end",
                "courses.excuse.ended",
                List.of(text, back),
                () -> excuses.end(line.id(), back.chosen()));
    }

    private void askTakeBack(ExcuseLine line) {
        var why = new TextField(getTranslation("courses.excuse.why"));
        why.setMaxLength(200);
        why.setWidthFull();
        var text = new Paragraph(getTranslation("courses.excuse.take-back-text", line.name()));
        dialog(
                "courses.excuse.take-back-title",
                "courses.excuse.propose",
                "courses.excuse.proposed",
                List.of(text, why),
                () -> excuses.proposeTakeBack(line.id(), why.getValue()));
    }

    private void dialog(String title, String act, String done, List<Component> fields, Runnable action) {
        var dialog = new Dialog(getTranslation(title));
        var form = new VerticalLayout();
        form.setPadding(false);
        fields.forEach(form::add);
        dialog.add(form);
        dialog.setWidth("26rem");
        var save = new Button(getTranslation(act), click -> {
            if (Notices.attempt(this, action)) {
                dialog.close();
                Notices.done(this, done);
                show();
            }
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("dialog-save");
        dialog.getFooter().add(new Button(getTranslation("core.people.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private Component form() {
        var person = new ComboBox<RosterLine>(getTranslation("courses.excuse.person"));
        person.setId("excuse-person");
        person.setItemLabelGenerator(line -> getTranslation(
                "courses.excuse.person-line",
                line.posted().name(),
                line.posted().staffNumber(),
                line.divisionName()));
        person.setItems(query ->
                choices(query.getFilter().orElse("")).skip(query.getOffset()).limit(query.getLimit()));
        person.setHelperText(getTranslation("courses.excuse.person-hint"));
        if (!preset.isBlank()) {
            choices(preset)
                    .filter(line -> line.posted().staffNumber().equals(preset))
                    .findFirst()
                    .ifPresent(person::setValue);
        }
        var reason = new RadioButtonGroup<Reason>(getTranslation("courses.excuse.reason"));
        reason.setItems(Reason.LONG_LEAVE, Reason.EXEMPT);
        reason.setItemLabelGenerator(each -> getTranslation("courses.reason." + each));
        reason.setValue(Reason.LONG_LEAVE);
        reason.setId("excuse-reason");
        var today = Times.today(clock);
        var from = new DayPicker(getTranslation("courses.excuse.from"), today);
        from.setId("excuse-from");
        var last = new DayPicker(getTranslation("courses.excuse.last"), null);
        last.setId("excuse-last");
        last.setHelperText(getTranslation("courses.excuse.last-hint"));
        var basis = new TextField(getTranslation("courses.excuse.basis-label"));
        basis.setMaxLength(200);
        basis.setHelperText(getTranslation("courses.excuse.basis-hint"));
        basis.setId("excuse-basis");
        var proof = new Excuses.@Nullable Proof[1];
        var name = new Span();
        var upload = new FileUpload(
                (file, bytes) -> {
                    proof[0] = new Excuses.Proof(file, bytes);
                    name.setText(getTranslation("courses.excuse.chosen", file));
                },
                sentence -> Notification.show(sentence),
                ENDINGS);
        var propose = new Button(getTranslation("courses.excuse.propose"), click -> {
            if (Notices.attempt(
                    this,
                    () -> excuses.propose(
                            chosen(person),
                            new Excuses.Draft(
                                    reason.getValue(),
                                    from.chosen(),
                                    last.chosen().plusDays(1),
                                    basis.getValue()),
                            proof[0]))) {
                Notices.done(this, "courses.excuse.proposed");
                show();
            }
        });
        propose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        propose.setId("excuse-propose");
        var form = new Div(
                new H2(getTranslation("courses.excuse.new")),
                new FormLayout(person, reason, from, last, basis),
                new Paragraph(getTranslation("courses.excuse.file-hint")),
                upload,
                name,
                propose);
        form.setWidthFull();
        return form;
    }

    private Stream<RosterLine> choices(String search) {
        var seen = new HashSet<PersonId>();
        return people.roster(search, 0, CHOICES).stream()
                .filter(line -> seen.add(line.posted().person()));
    }

    private static PersonId chosen(ComboBox<RosterLine> person) {
        if (person.getValue() == null) {
            throw new RuleViolation("courses.excuse.choose");
        }
        return person.getValue().posted().person();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("courses.excuse.title");
    }
}
