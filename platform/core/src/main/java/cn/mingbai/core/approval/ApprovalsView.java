package cn.mingbai.core.approval;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.approval.ApprovalDesk.Bar;
import cn.mingbai.core.approval.ApprovalDesk.Pending;
import cn.mingbai.core.approval.ApprovalDesk.Proposed;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.Routes;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What waits for a second person: tick, then approve or refuse all that is ticked. Below, the own proposals. */
@Route("approvals")
@Menu(title = "core.approval.title", order = 12, icon = "vaadin:check-square-o")
@PermitAll
@OpenTo(Action.DECIDE_APPROVALS)
class ApprovalsView extends VerticalLayout implements HasDynamicTitle, BeforeEnterObserver {

    private static final int NOTE_LENGTH = 500;

    private final ApprovalDesk desk;
    private final Map<ApprovalId, Checkbox> ticks = new LinkedHashMap<>();
    private final Button approve = new Button();
    private final Button refuse = new Button();

    ApprovalsView(ApprovalDesk desk) {
        this.desk = desk;
        addClassName("mb-page");
        approve.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        approve.setId("approve");
        approve.addClickListener(click -> ask(true));
        refuse.setId("refuse");
        refuse.addClickListener(click -> ask(false));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
    }

    private void show() {
        removeAll();
        ticks.clear();
        var pending = desk.pending(getLocale());
        if (pending.isEmpty()) {
            add(new Paragraph(getTranslation("core.approval.none")));
        } else {
            add(new Paragraph(getTranslation("core.approval.rule")));
            if (pending.size() == ApprovalDesk.MOST) {
                add(new Paragraph(getTranslation("core.approval.oldest-first", ApprovalDesk.MOST)));
            }
            var table = new FigureTable(getTranslation("core.approval.title"))
                    .column(getTranslation("core.approval.tick"), Column.TEXT)
                    .column(getTranslation("core.approval.what"), Column.TEXT)
                    .column(getTranslation("core.approval.unit"), Column.WIDE_TEXT)
                    .column(getTranslation("core.approval.proposer"), Column.WIDE_TEXT);
            pending.forEach(each -> row(table, each));
            add(all(), table, decision());
        }
        var mine = desk.mine(getLocale());
        if (!mine.isEmpty()) {
            var table = new FigureTable(getTranslation("core.approval.mine"))
                    .column(getTranslation("core.approval.what"), Column.TEXT)
                    .column(getTranslation("core.approval.state"), Column.TEXT)
                    .column(getTranslation("core.approval.withdraw"), Column.TEXT);
            mine.forEach(each -> table.row(
                    what(each.approval(), each.summary(), "", each.divisionName()), state(each), withdraw(each)));
            add(new H3(getTranslation("core.approval.mine")), table);
        }
    }

    private void row(FigureTable table, Pending pending) {
        var approval = pending.approval();
        Component first;
        if (pending.bar() == Bar.NONE) {
            var tick = new Checkbox();
            tick.setAriaLabel(getTranslation("core.approval.tick-one", pending.summary()));
            tick.addValueChangeListener(change -> count());
            ticks.put(approval.id(), tick);
            first = tick;
        } else {
            var why =
                    new Span(getTranslation("core.approval.bar-" + pending.bar().name()));
            why.addClassName("mb-badge");
            first = why;
        }
        table.row(
                first,
                what(approval, pending.summary(), pending.path(), ""),
                pending.divisionName(),
                new Div(
                        new Span(pending.proposerName()),
                        new Div(nowrap(Times.dayOf(approval.proposedAt()).toString()))));
    }

    private static Span nowrap(String text) {
        var span = new Span(text);
        span.addClassNames("mb-nowrap", "mb-quiet");
        return span;
    }

    private Component what(Approval approval, String summary, String path, String unit) {
        Component head;
        if (path.isEmpty()) {
            head = new Span(summary);
        } else {
            var link = new Anchor(path, summary);
            link.setRouterIgnore(!Routes.isView(path));
            head = link;
        }
        var reason = new Span(getTranslation("core.approval.because", approval.reason()));
        reason.addClassName("mb-quiet");
        var cell = new Div(head, new Div(reason));
        if (!unit.isEmpty()) {
            var where = new Span(unit);
            where.addClassName("mb-quiet");
            cell.add(new Div(where));
        }
        return cell;
    }

    private Component all() {
        var all = new Checkbox(getTranslation("core.approval.all"));
        all.setId("tick-all");
        all.setVisible(!ticks.isEmpty());
        all.addValueChangeListener(change -> ticks.values().forEach(tick -> tick.setValue(change.getValue())));
        return all;
    }

    private Component decision() {
        count();
        var row = new Div(approve, refuse);
        row.addClassName("mb-actions");
        row.setVisible(!ticks.isEmpty());
        return row;
    }

    private void count() {
        var count = ticked().size();
        approve.setText(getTranslation("core.approval.approve", count));
        refuse.setText(getTranslation("core.approval.refuse", count));
        approve.setEnabled(count > 0);
        refuse.setEnabled(count > 0);
    }

    private Set<ApprovalId> ticked() {
        var ids = new LinkedHashSet<ApprovalId>();
        ticks.forEach((id, tick) -> {
            if (tick.getValue()) {
                ids.add(id);
            }
        });
        return ids;
    }

    private void ask(boolean agree) {
        var ids = ticked();
        var dialog = new Dialog(getTranslation(agree ? "core.approval.approve" : "core.approval.refuse", ids.size()));
        dialog.setWidth("28rem");
        var note = new TextArea(getTranslation(agree ? "core.approval.note-optional" : "core.approval.note-why"));
        note.setId("approval-note");
        note.setMaxLength(NOTE_LENGTH);
        note.setWidthFull();
        dialog.add(
                new Paragraph(getTranslation(agree ? "core.approval.will-approve" : "core.approval.will-refuse")),
                note);
        var go = new Button(
                getTranslation(agree ? "core.approval.approve" : "core.approval.refuse", ids.size()), click -> {
                    if (Notices.attempt(this, () -> desk.decide(ids, agree, note.getValue()))) {
                        dialog.close();
                        Notices.done(this, agree ? "core.approval.approved" : "core.approval.refused", ids.size());
                        show();
                    }
                });
        go.setId("approval-go");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        dialog.getFooter().add(new Button(getTranslation("core.approval.cancel"), click -> dialog.close()), go);
        dialog.open();
    }

    private Component state(Proposed proposed) {
        var approval = proposed.approval();
        var state = new Span(
                getTranslation("core.approval.state." + approval.state().name(), proposed.deciderName()));
        if (approval.note().isEmpty()) {
            return state;
        }
        var note = new Span(approval.note());
        note.addClassName("mb-quiet");
        return new Div(state, new Div(note));
    }

    private Component withdraw(Proposed proposed) {
        if (proposed.approval().state() != Approval.State.OPEN) {
            return new Span();
        }
        var button = new Button(getTranslation("core.approval.withdraw"), click -> {
            if (Notices.attempt(this, () -> desk.withdraw(proposed.approval().id()))) {
                Notices.done(this, "core.approval.withdrawn");
            }
            show();
        });
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setDisableOnClick(true);
        button.setAriaLabel(getTranslation("core.approval.withdraw-one", proposed.summary()));
        return button;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.approval.title");
    }
}
