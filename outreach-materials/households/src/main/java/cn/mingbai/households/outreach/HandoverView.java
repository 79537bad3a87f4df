package cn.mingbai.households.outreach;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.web.FormText;
import cn.mingbai.households.areas.AreaSplit;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Hands over what one outreach worker leaves open in one village; both are in the address. */
@Route("handover")
@PermitAll
@OpenTo(Action.EDIT_LEDGER)
class HandoverView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int SHOWN = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Handovers handovers;
    private final Clock clock;

    HandoverView(Handovers handovers, Clock clock) {
        this.handovers = handovers;
        this.clock = clock;
        addClassName("mb-page");
    }

    static String address(DivisionId village, PersonId person) {
        return "handover?village=" + village.value() + "&person=" + person.value();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        removeAll();
        var query = event.getLocation().getQueryParameters();
        var village = FormText.number(query.getSingleParameter("village").orElseThrow(HandoverView::notFound));
        var person = FormText.number(query.getSingleParameter("person").orElseThrow(HandoverView::notFound));
        show(handovers.open(new DivisionId(village), new PersonId(person)));
    }

    private static NotFound notFound() {
        return new NotFound("core.access.not-found");
    }

    private void show(Handovers.Open open) {
        var links = new Div(
                new RouterLink(
                        getTranslation("households.handover.back", open.villageName()),
                        OutreachView.class,
                        open.village().value()),
                list(open));
        links.addClassName("mb-actions");
        add(links, new H3(getTranslation("households.handover.heading", open.villageName(), open.name())));
        add(new Paragraph(
                open.to().equals(Times.NO_END)
                        ? getTranslation(
                                "households.handover.posted",
                                duty(open.duty().name()),
                                open.from().toString())
                        : getTranslation(
                                "households.handover.ended",
                                duty(open.duty().name()),
                                open.from().toString(),
                                open.to().minusDays(1).toString())));
        add(summary(open));
        add(form(open));
        add(doors(open));
    }

    private String duty(String name) {
        return getTranslation("households.outreach." + name);
    }

    private Anchor list(Handovers.Open open) {
        var list = new Anchor(
                "handover-list?village=" + open.village().value() + "&person="
                        + open.person().value(),
                getTranslation("households.handover.print"));
        list.setTarget(AnchorTarget.BLANK);
        list.setRouterIgnore(true);
        list.setId("handover-list");
        return list;
    }

    private Component summary(Handovers.Open open) {
        var summary = new UnorderedList(
                new ListItem(
                        open.groups().isEmpty()
                                ? getTranslation("households.outreach.whole")
                                : getTranslation(
                                        "households.outreach.groups",
                                        open.groups().size())),
                new ListItem(
                        getTranslation("households.handover.left", open.doors().size(), open.seldomHome())),
                toMatch(open));
        summary.setId("open");
        if (open.phones().isEmpty()) {
            summary.add(new ListItem(getTranslation("households.handover.no-phone")));
        }
        open.phones().forEach(phone -> summary.add(new ListItem(phone(phone))));
        return summary;
    }

    private ListItem toMatch(Handovers.Open open) {
        return open.toMatch() == 0
                ? new ListItem(getTranslation("households.handover.nothing-to-match"))
                : new ListItem(
                        new Span(getTranslation("households.handover.to-match", open.toMatch()) + " "),
                        new Anchor("records-to-match", getTranslation("households.match.title")));
    }

    private String phone(Handovers.Phone phone) {
        var seen = phone.seenAt() == null ? getTranslation("households.phones.never-seen") : time(phone.seenAt());
        var key = phone.unsent() == null
                ? "households.handover.phone-unknown"
                : phone.unsent() == 0 ? "households.handover.phone-empty" : "households.handover.phone-unsent";
        return getTranslation(
                key, phone.label(), seen, phone.unsent() == null ? 0 : phone.unsent(), time(phone.unsentAt()));
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(Times.ZONE));
    }

    private Component form(Handovers.Open open) {
        if (open.successors().isEmpty()) {
            var nobody = new Paragraph(
                    new Span(getTranslation("households.handover.no-successor") + " "),
                    new Anchor("people", getTranslation("households.outreach.roster")));
            nobody.setId("no-successor");
            nobody.addClassName("mb-refused");
            return nobody;
        }
        var to = new ComboBox<AreaSplit.Worker>(getTranslation("households.handover.to"));
        to.setId("successor");
        to.setItems(open.successors());
        to.setItemLabelGenerator(worker -> getTranslation(
                "households.outreach.named", worker.name(), duty(worker.duty().name())));
        if (open.successors().size() == 1) {
            to.setValue(open.successors().getFirst());
        }
        var today = Times.today(clock);
        var day = new DayPicker(
                getTranslation("households.handover.first-day"), open.to().isBefore(today) ? open.to() : today);
        day.setId("handover-day");
        var note = new TextField(getTranslation("households.handover.note-label"));
        note.setId("note");
        note.setMaxLength(Handovers.NOTE_LENGTH);
        note.setWidthFull();
        var lasting = open.to().isAfter(today);
        var ends = new Checkbox(getTranslation("households.handover.ends"), lasting);
        ends.setId("ends");
        ends.setVisible(lasting);
        var go = new Button(
                getTranslation("households.handover.do"),
                click -> Notices.attempt(this, () -> {
                    if (to.getValue() == null || day.getValue() == null) {
                        throw new RuleViolation("households.handover.choose");
                    }
                    confirm(
                            open,
                            to.getValue(),
                            () -> handovers.handOver(
                                    open.village(),
                                    open.person(),
                                    to.getValue().person(),
                                    day.getValue(),
                                    lasting && ends.getValue(),
                                    note.getValue()));
                }));
        go.setId("hand-over");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var form = new VerticalLayout(to, day, ends, note, go);
        form.setPadding(false);
        form.setMaxWidth("36rem");
        return form;
    }

    private void confirm(Handovers.Open open, AreaSplit.Worker to, Runnable act) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("households.handover.confirm-title", open.name(), to.name()));
        dialog.setText(
                getTranslation("households.handover.confirm-text", open.doors().size(), to.name()));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.setConfirmText(getTranslation("households.handover.do"));
        dialog.addConfirmListener(confirmed -> {
            if (Notices.attempt(this, act)) {
                Notices.done(this, "households.handover.handed-over", to.name());
                getUI().ifPresent(ui ->
                        ui.navigate(OutreachView.class, open.village().value()));
            }
        });
        dialog.open();
    }

    private Component doors(Handovers.Open open) {
        if (open.doors().isEmpty()) {
            return new Paragraph(getTranslation("households.coverage.none-left"));
        }
        var table = new FigureTable(getTranslation("households.handover.list"))
                .column(getTranslation("households.ledger.group"), Column.SHORT_TEXT)
                .column(getTranslation("households.ledger.number"), Column.NUMBER)
                .column(getTranslation("households.ledger.head"), Column.SHORT_TEXT)
                .column(getTranslation("households.coverage.why"), Column.TEXT)
                .column(getTranslation("households.handover.remark"), Column.WIDE_TEXT);
        table.setId("doors");
        open.doors().stream().limit(SHOWN).forEach(left -> {
            var door = left.door();
            table.row(
                    door.group(),
                    door.number(),
                    door.maskedHead(),
                    door.lastOutcome() == null
                            ? getTranslation("households.coverage.never")
                            : door.lastDay() + " " + getTranslation("households.outcome." + door.lastOutcome()),
                    left.seldomHome() ? getTranslation("households.handover.seldom", left.vain()) : "");
        });
        var list = new Div(table);
        list.setWidthFull();
        if (open.doors().size() > SHOWN) {
            list.add(new Paragraph(
                    new Span(getTranslation(
                                    "households.handover.more",
                                    SHOWN,
                                    open.doors().size()) + " "),
                    list(open)));
        }
        return list;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.handover.title");
    }
}
