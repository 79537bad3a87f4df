package cn.mingbai.core.merging;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.merging.PersonMerges.Merge;
import cn.mingbai.core.merging.PersonMerges.Side;
import cn.mingbai.core.merging.PersonMerges.Suspect;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.people.People;
import cn.mingbai.core.people.People.RosterLine;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records that may be one person: compare, merge, or say that they are two; merges that hold, and their undoing. */
@Route("people/duplicates")
@PermitAll
@OpenTo(Action.EDIT_PEOPLE)
class DuplicatesView extends VerticalLayout implements HasDynamicTitle {

    private static final int CHOICES = 50;

    private final PersonMerges merges;
    private final People people;

    DuplicatesView(PersonMerges merges, People people) {
        this.merges = merges;
        this.people = people;
        addClassName("mb-page");
        show();
    }

    private void show() {
        removeAll();
        var links = new Div(
                new Anchor("people", getTranslation("core.people.title")),
                new Anchor("approvals", getTranslation("core.merging.to-approvals")));
        links.addClassName("mb-links");
        var lead = new Paragraph(getTranslation("core.merging.lead"));
        lead.addClassName("mb-quiet");
        add(links, lead, new H2(getTranslation("core.merging.suspects")));
        var suspects = merges.suspects();
        if (suspects.isEmpty()) {
            add(new Paragraph(getTranslation("core.merging.none")));
        } else {
            add(table(suspects));
            if (suspects.size() == PersonMerges.MOST) {
                add(new Paragraph(getTranslation("core.merging.more", PersonMerges.MOST)));
            }
        }
        add(new H2(getTranslation("core.merging.by-hand")), byHand());
        var list = merges.merges();
        if (!list.isEmpty()) {
            add(new H2(getTranslation("core.merging.merged")), merged(list));
        }
    }

    private FigureTable table(List<Suspect> suspects) {
        var table = new FigureTable(getTranslation("core.merging.suspects"))
                .column(getTranslation("core.merging.first"), Column.TEXT)
                .column(getTranslation("core.merging.second"), Column.TEXT)
                .column(getTranslation("core.merging.why"), Column.TEXT);
        for (var suspect : suspects) {
            var why = suspect.why().stream()
                    .map(reason -> getTranslation("core.merging.why." + reason))
                    .collect(Collectors.joining(getTranslation("core.merging.semicolon")));
            // Beneath each other: a phone has no room for a fourth column.
            table.row(side(suspect.first()), side(suspect.second()), new Div(new Span(why), actions(suspect)));
        }
        return table;
    }

    private Component side(Side side) {
        var quiet = new Span(" " + side.staffNumber() + " " + side.units()
                + (side.phone() == null ? "" : " " + Masks.phone(side.phone())));
        quiet.addClassName("mb-quiet");
        return new Div(new Span(side.name()), quiet);
    }

    private Component actions(Suspect suspect) {
        var compare =
                new Button(getTranslation("core.merging.compare"), click -> compare(suspect.first(), suspect.second()));
        compare.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        var two = new Button(getTranslation("core.merging.two"), click -> confirmTwo(suspect));
        two.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return new Div(compare, two);
    }

    private void confirmTwo(Suspect suspect) {
        var dialog = new ConfirmDialog(
                getTranslation("core.merging.two-title"),
                getTranslation(
                        "core.merging.two-text",
                        suspect.first().name(),
                        suspect.first().staffNumber(),
                        suspect.second().name(),
                        suspect.second().staffNumber()),
                getTranslation("core.merging.two"),
                confirmed -> {
                    if (Notices.attempt(
                            this,
                            () -> merges.dismiss(
                                    suspect.first().person(), suspect.second().person()))) {
                        Notices.done(this, "core.merging.two-done");
                        show();
                    }
                });
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.people.cancel"));
        dialog.open();
    }

    private void compare(Side first, Side second) {
        var columns = new Div(facts(first), facts(second));
        columns.addClassName("mb-slips");
        var keep = new RadioButtonGroup<Side>(getTranslation("core.merging.keep"));
        keep.setItems(first, second);
        keep.setItemLabelGenerator(side -> getTranslation("core.merging.person", side.name(), side.staffNumber()));
        keep.setId("merge-keep");
        var reason = new TextField(getTranslation("core.merging.reason-label"));
        reason.setMaxLength(300);
        reason.setWidthFull();
        reason.setId("merge-reason");
        var hint = new Paragraph(getTranslation("core.merging.keep-hint"));
        hint.addClassName("mb-quiet");
        var dialog = new Dialog(getTranslation("core.merging.compare"));
        dialog.add(columns, keep, hint, reason);
        dialog.setWidth("46rem");
        var propose = new Button(getTranslation("core.merging.propose"), click -> {
            if (Notices.attempt(this, () -> {
                var kept = keep.getValue();
                if (kept == null) {
                    throw new RuleViolation("core.merging.choose-keep");
                }
                var other = kept.equals(first) ? second : first;
                merges.proposeMerge(other.person(), kept.person(), reason.getValue());
            })) {
                dialog.close();
                Notices.done(this, "core.merging.proposed");
                show();
            }
        });
        propose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        propose.setId("dialog-save");
        dialog.getFooter().add(new Button(getTranslation("core.people.cancel"), click -> dialog.close()), propose);
        dialog.open();
    }

    private Component facts(Side side) {
        var card = new Div(new Paragraph(getTranslation("core.merging.person", side.name(), side.staffNumber())));
        card.addClassName("mb-slip");
        if (!side.units().isEmpty()) {
            card.add(new Paragraph(side.units()));
        }
        if (side.phone() != null) {
            card.add(new Paragraph(Masks.phone(side.phone())));
        }
        merges.has(side.person(), getLocale()).forEach(said -> card.add(new Paragraph(said)));
        return card;
    }

    private Component byHand() {
        var first = person("core.merging.first", "merge-first");
        var second = person("core.merging.second", "merge-second");
        var compare = new Button(
                getTranslation("core.merging.compare"),
                click -> Notices.attempt(this, () -> compare(chosen(first), chosen(second))));
        compare.setId("merge-compare");
        var fields = new Div(first, second, compare);
        fields.addClassName("mb-actions");
        return fields;
    }

    private ComboBox<RosterLine> person(String label, String id) {
        var person = new ComboBox<RosterLine>(getTranslation(label));
        person.setId(id);
        person.setWidth("20rem");
        person.setItemLabelGenerator(line -> getTranslation(
                "core.merging.person-at", line.posted().name(), line.posted().staffNumber(), line.divisionName()));
        person.setItems(query ->
                choices(query.getFilter().orElse("")).skip(query.getOffset()).limit(query.getLimit()));
        return person;
    }

    private Stream<RosterLine> choices(String search) {
        var seen = new HashSet<PersonId>();
        return people.roster(search, 0, CHOICES).stream()
                .filter(line -> seen.add(line.posted().person()));
    }

    private static Side chosen(ComboBox<RosterLine> person) {
        var line = person.getValue();
        if (line == null) {
            throw new RuleViolation("core.merging.choose");
        }
        return new Side(
                line.posted().person(),
                line.posted().name(),
                line.posted().staffNumber(),
                line.phone(),
                line.divisionName());
    }

    private FigureTable merged(List<Merge> list) {
        var table = new FigureTable(getTranslation("core.merging.merged"))
                .column(getTranslation("core.merging.record"), Column.TEXT)
                .column(getTranslation("core.merging.kept"), Column.TEXT)
                .column(getTranslation("core.merging.state"), Column.TEXT)
                .column(getTranslation("core.merging.reason-label"), Column.WIDE_TEXT)
                .column(getTranslation("core.people.actions"), Column.TEXT);
        for (var merge : list) {
            table.row(
                    getTranslation("core.merging.person", merge.name(), merge.staffNumber()),
                    getTranslation("core.merging.person", merge.intoName(), merge.intoStaffNumber()),
                    state(merge),
                    merge.reason(),
                    merge.proposedOnly() || merge.undoOpen() ? new Span() : undo(merge));
        }
        return table;
    }

    private String state(Merge merge) {
        if (merge.proposedOnly()) {
            return getTranslation("core.merging.waits");
        }
        return merge.undoOpen()
                ? getTranslation("core.merging.undo-waits")
                : getTranslation("core.merging.since", day(merge.recordedAt()));
    }

    private static String day(@Nullable LocalDateTime recordedAt) {
        return recordedAt == null ? "" : Times.dayOf(Times.instant(recordedAt)).toString();
    }

    private Component undo(Merge merge) {
        var undo = new Button(getTranslation("core.merging.undo"), click -> askUndo(merge));
        undo.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        return undo;
    }

    private void askUndo(Merge merge) {
        var reason = new TextField(getTranslation("core.merging.reason-label"));
        reason.setMaxLength(300);
        reason.setWidthFull();
        var dialog = new Dialog(getTranslation("core.merging.undo"));
        dialog.add(new Paragraph(getTranslation("core.merging.undo-text", merge.name(), merge.staffNumber())), reason);
        dialog.setWidth("26rem");
        var propose = new Button(getTranslation("core.merging.propose"), click -> {
            if (Notices.attempt(this, () -> merges.proposeUndo(merge.person(), reason.getValue()))) {
                dialog.close();
                Notices.done(this, "core.merging.proposed");
                show();
            }
        });
        propose.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        propose.setId("dialog-save");
        dialog.getFooter().add(new Button(getTranslation("core.people.cancel"), click -> dialog.close()), propose);
        dialog.open();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.merging.title");
    }
}
