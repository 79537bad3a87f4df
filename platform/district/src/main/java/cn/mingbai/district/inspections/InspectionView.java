package cn.mingbai.district.inspections;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.LedgerLinks;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import cn.mingbai.households.noticed.FlagWords;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One inspection: what it proves so far, the two numbers, the households drawn and what was found. It is in the address. */
@Route("inspection")
@PermitAll
@OpenTo(Action.VIEW_INSPECTIONS)
class InspectionView extends VerticalLayout implements HasUrlParameter<Long>, HasDynamicTitle {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int SETTLED_LENGTH = 300;

    private final Inspections inspections;
    private final CallBacks callBacks;
    private final RouteSheets sheets;
    private final Divisions divisions;
    private final Texts texts;
    private final Clock clock;
    private InspectionId id = new InspectionId(0);

    InspectionView(
            Inspections inspections,
            CallBacks callBacks,
            RouteSheets sheets,
            Divisions divisions,
            Texts texts,
            Clock clock) {
        this.inspections = inspections;
        this.callBacks = callBacks;
        this.sheets = sheets;
        this.divisions = divisions;
        this.texts = texts;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long parameter) {
        id = new InspectionId(parameter);
        show();
    }

    private void show() {
        removeAll();
        var inspection = inspections.get(id);
        var back = new Div(new Anchor("inspections", "← " + getTranslation("district.inspection.title")));
        back.addClassName("mb-links");
        add(back, new H2(inspection.title()));
        var result = inspections.result(id, getLocale());
        if (result != null) {
            if (result.headline() != null) {
                var headline = new H3(result.headline());
                headline.setId("headline");
                add(headline);
            }
            var sentences = new Div();
            sentences.setId("sentences");
            sentences.addClassName("mb-stack");
            result.sentences().forEach(sentence -> {
                var line = new Paragraph(sentence);
                line.addClassName("mb-sentence");
                sentences.add(line);
            });
            add(sentences);
        }
        var facts = new Div(new Div(getTranslation(
                inspection.preset().ofHouseholds() ? "district.inspection.facts" : "district.callback.facts",
                inspection.preset() == Preset.POOLED
                        ? getTranslation(
                                "district.inspection.pooled-in",
                                inspection.unit().name())
                        : inspection.unit().name(),
                inspection.day(),
                inspection.listed(),
                inspection.toCheck(),
                inspection.reference())));
        facts.addClassName("mb-quiet");
        add(facts);
        var leads = divisions.may(Action.INSPECT)
                && divisions.reachable(Action.INSPECT).stream()
                        .anyMatch(division ->
                                division.id().equals(inspection.unit().id()));
        steps(inspection, result, leads, facts);
        if (result != null && !result.villages().isEmpty()) {
            villages(result);
        }
        if (inspection.preset().ofHouseholds()) {
            items(inspection);
            if (leads && inspection.draw() != null) {
                purposive();
            }
        } else {
            people(inspection);
        }
        add(new H3(getTranslation("district.inspection.draw")));
        add(digest("district.inspection.list-digest", inspection.list().grouped()));
        side(inspection, inspection.inspector(), "inspector", Action.INSPECT, inspections::writeInspectorsNumber);
        side(inspection, inspection.town(), "town", Action.ANSWER_INSPECTION, inspections::writeTownsNumber);
        var made = inspection.draw();
        if (made != null) {
            add(digest("district.inspection.draw-digest", made.digest().grouped()));
        }
        // The list names households of all its villages: it is for whoever reaches them all.
        if (divisions.reachable(Action.VIEW_INSPECTIONS).stream()
                .anyMatch(division -> division.id().equals(inspection.unit().id()))) {
            add(files(inspection));
        }
        var hint = new Paragraph(getTranslation("district.inspection.draw-hint"));
        hint.addClassName("mb-quiet");
        add(hint);
    }

    /** Who goes there, what is printed, and what comes next. */
    private void steps(Inspection inspection, @Nullable InspectionResult result, boolean leads, Div facts) {
        if (!inspection.inspectors().isEmpty()) {
            var people = new Span(getTranslation(
                    "district.inspection.people",
                    inspection.inspectors().stream()
                            .map(Inspection.Inspector::name)
                            .collect(Collectors.joining("、")),
                    inspection.inspectors().stream()
                            .filter(Inspection.Inspector::leads)
                            .map(Inspection.Inspector::name)
                            .findFirst()
                            .orElse("")));
            people.setId("inspectors-line");
            people.addClassName("mb-quiet");
            facts.add(new Div(people));
        }
        var links = new Div();
        links.addClassName("mb-actions");
        var first = inspection.follows();
        if (first != null) {
            links.add(new Anchor("inspection/" + first.value(), getTranslation("district.inspection.to-first")));
        }
        var second = inspection.followedBy();
        if (second != null) {
            links.add(new Anchor("inspection/" + second.value(), getTranslation("district.inspection.to-second")));
        }
        if (inspection.closedAt() != null) {
            facts.add(new Div(new Span(getTranslation("district.inspection.closed-on", when(inspection.closedAt())))));
        }
        if (leads) {
            lead(inspection, result, links);
        }
        if (links.getElement().getChildCount() > 0) {
            add(links);
        }
        if (inspection.draw() != null
                && inspection.preset().ofHouseholds()
                && divisions.reachable(Action.VIEW_INSPECTIONS).stream()
                        .anyMatch(division ->
                                division.id().equals(inspection.unit().id()))) {
            add(new LedgerLinks(
                    this,
                    "ledger",
                    getTranslation("district.inspection.ledger.name"),
                    format -> inspections.ledger(id, format, getLocale())));
        }
    }

    private void lead(Inspection inspection, @Nullable InspectionResult result, Div links) {
        if (inspection.closedAt() == null) {
            var assign = new Button(
                    getTranslation("district.inspection.assign"),
                    click -> new InspectorsDialog(inspections, inspection, this::show).open());
            assign.setId("assign");
            links.add(assign);
        }
        if (inspection.draw() != null && inspection.preset().ofHouseholds()) {
            var print = new Anchor(
                    DownloadHandler.fromInputStream(event -> MadeFile.of(
                            this,
                            inspection.reference() + ".pdf",
                            "application/pdf",
                            () -> sheets.print(id).pdf())),
                    getTranslation("district.inspection.route-sheet"));
            print.setId("route-sheet");
            links.add(print);
        }
        if (result != null && result.secondDraw() && inspection.follows() == null && inspection.followedBy() == null) {
            var again = new Button(
                    getTranslation("district.inspection.draw-again"),
                    click -> ask(
                            "draw-again",
                            () -> getUI().ifPresent(ui -> ui.navigate(
                                    InspectionView.class,
                                    inspections.drawAgain(id).value()))));
            again.setId("draw-again");
            links.add(again);
        }
        if (result != null && result.open() == 0 && inspection.closedAt() == null) {
            var close = new Button(
                    getTranslation("district.inspection.close"),
                    click -> ask("close", () -> {
                        inspections.close(id);
                        show();
                    }));
            close.setId("close");
            links.add(close);
        }
    }

    private void ask(String what, Runnable action) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(getTranslation("district.inspection." + what));
        dialog.setText(getTranslation("district.inspection." + what + "-text"));
        dialog.setConfirmText(getTranslation("district.inspection." + what));
        dialog.setCancelable(true);
        dialog.setCancelText(getTranslation("core.dialog.back"));
        dialog.addConfirmListener(confirmed -> Notices.attempt(this, action));
        dialog.open();
    }

    private void villages(InspectionResult result) {
        var table = new FigureTable(getTranslation("district.inspection.by-village"))
                .column(getTranslation("district.inspection.village"), Column.TEXT)
                .column(getTranslation("district.inspection.verified-of"), Column.NUMBER)
                .column(getTranslation("district.inspection.unanswered"), Column.WIDE_NUMBER)
                .column(getTranslation("district.inspection.aware-of"), Column.NUMBER)
                .column(getTranslation("district.inspection.satisfied-of"), Column.WIDE_NUMBER)
                .column(getTranslation("district.inspection.problems-of"), Column.WIDE_NUMBER);
        result.villages().forEach(village -> {
            var tally = village.tally();
            table.row(
                    village.name(),
                    tally.verified() + "/" + tally.drawn(),
                    tally.refused() + tally.notFound() + tally.open(),
                    of(tally.aware()),
                    of(tally.satisfied()),
                    of(tally.problems()));
        });
        var hint = new Paragraph(getTranslation("district.inspection.by-village-hint"));
        hint.addClassName("mb-quiet");
        add(new H3(getTranslation("district.inspection.by-village")), hint, table);
    }

    private static String of(InspectionDirectory.Count count) {
        return count.of() == 0 ? "—" : count.count() + "/" + count.of();
    }

    private void purposive() {
        var doors = inspections.purposive(id);
        if (doors.isEmpty()) {
            return;
        }
        var table = new FigureTable(getTranslation("district.inspection.purposive"))
                .column(getTranslation("district.inspection.household"), Column.TEXT)
                .column(getTranslation("households.ledger.head"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("households.noticed.seen"), Column.TEXT);
        doors.forEach(door -> {
            var reasons = new Div();
            door.reasons()
                    .forEach(reason -> reasons.add(new Div(FlagWords.of(
                            texts, getLocale(), reason.why(), reason.number(), reason.from(), reason.to()))));
            table.row(
                    new Div(new Div(door.number()), new Div(door.villageName() + " " + door.group())),
                    door.maskedHead(),
                    reasons);
        });
        var hint = new Paragraph(getTranslation("district.inspection.purposive-hint"));
        hint.addClassName("mb-quiet");
        table.setId("purposive");
        add(new H3(getTranslation("district.inspection.purposive")), hint, table);
    }

    private void people(Inspection inspection) {
        if (inspection.draw() == null) {
            add(new Paragraph(getTranslation("district.callback.not-drawn")));
            return;
        }
        var may = divisions.may(Action.INSPECT);
        var table = new FigureTable(getTranslation("district.callback.drawn"))
                .column(getTranslation("district.inspection.place"), Column.SHORT_TEXT)
                .column(getTranslation("district.callback.person"), Column.TEXT)
                .column(getTranslation("district.inspection.found"), Column.TEXT)
                .column(getTranslation("district.callback.answers-column"), Column.WIDE_TEXT)
                .column(getTranslation("district.inspection.part-label"), Column.WIDE_TEXT);
        for (var person : callBacks.people(id)) {
            if (person.due() || person.finding() != null) {
                table.row(
                        getTranslation(
                                "district.inspection.place-" + place(person.replacement(), person.due()),
                                person.place()),
                        new Div(
                                new Div(person.name()),
                                new Div((person.unitName() + " " + Objects.requireNonNullElse(person.phone(), ""))
                                        .strip())),
                        called(person, may),
                        answers(person.finding()),
                        getTranslation("district.callback.part." + person.part()));
            }
        }
        var hint = new Paragraph(getTranslation("district.callback.rule", CallBackFinding.ENOUGH));
        hint.addClassName("mb-quiet");
        add(new H3(getTranslation("district.callback.drawn")), hint, table);
    }

    private String answers(@Nullable CallBackFinding finding) {
        return finding == null || finding.rightAnswers() == null
                ? ""
                : getTranslation(
                        "district.callback.answers",
                        getTranslation(
                                Boolean.TRUE.equals(finding.remembers())
                                        ? "district.inspection.yes"
                                        : "district.inspection.no"),
                        finding.rightAnswers());
    }

    private Component called(CallBack person, boolean may) {
        var cell = new Div();
        var outcome = person.outcome();
        if (outcome != null) {
            cell.add(new Div(getTranslation("district.callback.outcome." + outcome)));
        }
        if (may) {
            var button = new Button(
                    getTranslation(outcome == null ? "district.inspection.record" : "district.inspection.correct"),
                    click -> Notices.attempt(
                            this, () -> new CallBackDialog(callBacks, person, Times.today(clock), this::show).open()));
            button.setId("record-" + person.id().value());
            cell.add(button);
        } else if (outcome == null) {
            cell.add(new Div(getTranslation("district.inspection.outcome.open")));
        }
        return cell;
    }

    private Component digest(String key, String digest) {
        var line = new Paragraph(getTranslation(key, digest));
        line.addClassName("mb-quiet");
        line.getStyle().set("overflow-wrap", "anywhere");
        return line;
    }

    private void side(
            Inspection inspection,
            Inspection.@Nullable Pledge pledge,
            String side,
            Action action,
            BiConsumer<InspectionId, String> write) {
        var name = getTranslation("district.inspection.side." + side);
        if (pledge != null) {
            var number = pledge.number();
            add(new Paragraph(
                    number == null
                            ? getTranslation("district.inspection.written", name, when(pledge.at()))
                            : getTranslation("district.inspection.shown", name, number, when(pledge.at()))));
            add(digest("district.inspection.commitment", pledge.commitment().grouped()));
            if (pledge.salt() != null) {
                add(digest("district.inspection.salt", pledge.salt()));
            }
            return;
        }
        add(new Paragraph(getTranslation("district.inspection.not-written", name)));
        if (inspection.draw() == null && divisions.may(action)) {
            var field = new TextField(getTranslation("district.inspection.number", name));
            field.setId("number-" + side);
            field.setMaxLength(60);
            field.setWidth("20rem");
            var button = new Button(getTranslation("district.inspection.write"), click -> {
                if (Notices.attempt(this, () -> write.accept(id, field.getValue()))) {
                    show();
                }
            });
            button.setId("write-" + side);
            var line = new Div(field, button);
            line.addClassName("mb-actions");
            add(line);
        }
    }

    private Component files(Inspection inspection) {
        var links = new Div(file("list", inspection.reference() + "-list.txt", () -> inspections.listText(id)));
        if (inspection.draw() != null) {
            links.add(file("draw", inspection.reference() + "-draw.txt", () -> inspections.drawText(id)));
        }
        links.addClassName("mb-links");
        return links;
    }

    private Anchor file(String key, String name, Supplier<byte[]> bytes) {
        var link = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(this, name, "text/plain;charset=utf-8", bytes)),
                getTranslation("district.inspection.file." + key));
        link.setId("file-" + key);
        return link;
    }

    private void items(Inspection inspection) {
        if (inspection.draw() == null) {
            add(new Paragraph(getTranslation("district.inspection.not-drawn")));
            return;
        }
        var may = divisions.may(Action.INSPECT);
        var table = new FigureTable(getTranslation("district.inspection.drawn"))
                .column(getTranslation("district.inspection.place"), Column.SHORT_TEXT)
                .column(getTranslation("district.inspection.household"), Column.TEXT)
                .column(getTranslation("district.inspection.found"), Column.TEXT)
                .column(getTranslation("district.inspection.problem"), Column.WIDE_TEXT)
                .column(getTranslation("district.inspection.part-label"), Column.WIDE_TEXT);
        for (var item : inspections.items(id)) {
            // Replacements that nobody needs yet stay out of sight, so that nobody goes there first.
            if (item.due() || item.finding() != null) {
                table.row(
                        getTranslation(
                                "district.inspection.place-" + place(item.replacement(), item.due()), item.place()),
                        household(item),
                        found(item, may),
                        problem(item, may),
                        InspectionPlanView.part(this, item.part()));
            }
        }
        add(new H3(getTranslation("district.inspection.drawn")), table);
    }

    private static String place(boolean replacement, boolean due) {
        if (!replacement) {
            return "first";
        }
        return due ? "replacement" : "not-needed";
    }

    private Component household(InspectionItem item) {
        return new Div(new Div(item.number()), new Div(item.villageName() + " " + item.group()));
    }

    private Component found(InspectionItem item, boolean may) {
        var cell = new Div();
        var finding = item.finding();
        if (finding != null) {
            cell.add(new Div(getTranslation("district.inspection.outcome." + finding.outcome())));
        }
        if (may) {
            var button = new Button(
                    getTranslation(finding == null ? "district.inspection.record" : "district.inspection.correct"),
                    click -> new FindingDialog(inspections, item, Times.today(clock), this::show).open());
            button.setId("record-" + item.id().value());
            cell.add(button);
        } else if (finding == null) {
            cell.add(new Div(getTranslation("district.inspection.outcome.open")));
        }
        return cell;
    }

    private Component problem(InspectionItem item, boolean may) {
        var cell = new Div();
        var finding = item.finding();
        if (finding == null || finding.problem().isEmpty()) {
            return cell;
        }
        cell.add(new Div(getTranslation("district.inspection.problem-until", finding.problem(), finding.deadline())));
        if (!item.settled().isEmpty()) {
            cell.add(new Div(
                    item.settledOn() == null
                            ? getTranslation("district.inspection.settled", item.settled())
                            : getTranslation("district.inspection.settled-on", item.settledOn(), item.settled())));
        } else if (may) {
            cell.add(new Button(
                    getTranslation("district.inspection.settle"),
                    click -> new ReasonDialog(
                                    getTranslation("district.inspection.settle"),
                                    finding.problem(),
                                    getTranslation("district.inspection.settle-label"),
                                    getTranslation("district.inspection.save"),
                                    SETTLED_LENGTH,
                                    how -> {
                                        inspections.settle(item.id(), how);
                                        show();
                                    })
                            .open()));
        }
        return cell;
    }

    private static String when(Instant instant) {
        return WHEN.format(instant.atZone(Times.ZONE));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("district.inspection.title");
    }
}
