package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.attachments.Attachment;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import cn.mingbai.core.ui.DayPicker;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.MadeFile;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import cn.mingbai.core.ui.ReasonDialog;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.FlexLayout;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.streams.DownloadHandler;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;

/** One place: how it stands, what was done there, its print and its code. */
@Route("board-place")
@PermitAll
@OpenTo(Action.VIEW_BOARDS)
class BoardPlaceView extends VerticalLayout implements HasDynamicTitle, HasUrlParameter<Long> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int DIGEST_SHOWN = 12;

    private final Boards boards;
    private final BoardPlaces places;
    private final BoardOrders orders;
    private final Postings postings;
    private final Divisions divisions;
    private final Clock clock;
    private String name = "";

    BoardPlaceView(
            Boards boards,
            BoardPlaces places,
            BoardOrders orders,
            Postings postings,
            Divisions divisions,
            Clock clock) {
        this.boards = boards;
        this.places = places;
        this.orders = orders;
        this.postings = postings;
        this.divisions = divisions;
        this.clock = clock;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(new BoardPlaceId(id));
    }

    private void show(BoardPlaceId id) {
        removeAll();
        var page = boards.one(id);
        var place = page.line().place();
        name = place.details().name();
        add(new RouterLink(
                getTranslation("materials.boards.back", place.unit()),
                BoardsView.class,
                place.division().value()));
        var facts = new Paragraph(getTranslation(
                "materials.board.facts",
                place.unit(),
                place.code(),
                getTranslation(place.details().kind().key()),
                getTranslation(place.details().board().key()),
                place.details().size().name()));
        facts.setId("facts");
        add(facts, standing(page), actions(page));
        add(new H2(getTranslation("materials.board.history")), history(page));
        if (!page.prints().isEmpty()) {
            add(new H2(getTranslation("materials.board.prints")), prints(page));
        }
    }

    private Component standing(BoardPage page) {
        var line = page.line();
        var posted = line.standing().posted();
        var open = line.place().to().equals(Times.NO_END);
        var words = !open
                ? getTranslation("materials.board.given-up-on", line.place().to())
                : getTranslation(line.state().key())
                        + (posted != null && line.standing().hangs()
                                ? getTranslation("materials.board.since", line.version(), posted.day())
                                : "");
        var sentence = new Paragraph(words);
        sentence.addClassName("mb-sentence");
        sentence.setId("standing");
        return sentence;
    }

    private Component actions(BoardPage page) {
        var place = page.line().place();
        var actions = new FlexLayout();
        actions.addClassName("mb-actions");
        if (place.to().equals(Times.NO_END) && divisions.may(Action.RECORD_BOARD)) {
            var record = new Anchor("board/place/" + place.id().value(), getTranslation("materials.boards.record"));
            record.setRouterIgnore(true);
            record.setId("record");
            actions.add(record);
        }
        if (page.mayEdit()) {
            actions.add(print(place), change(place), move(place), replaceCode(place), giveUp(place));
        }
        return actions;
    }

    private Component print(BoardPlace place) {
        var print = new Anchor(
                DownloadHandler.fromInputStream(event -> MadeFile.of(
                        this,
                        getTranslation("materials.board.file", place.code(), name) + ".pdf",
                        "application/pdf",
                        () -> orders.print(place.id(), getLocale()))),
                getTranslation(
                        "materials.board.print",
                        getTranslation(place.details().board().key()),
                        place.details().size().name()));
        print.setId("print");
        return print;
    }

    private Component change(BoardPlace place) {
        var button = new Button(
                getTranslation("materials.board.change"),
                click -> new PlaceDialog(
                                getTranslation("materials.board.change"),
                                place.details(),
                                Times.today(clock),
                                getTranslation("materials.board.from"),
                                (details, from) -> {
                                    places.change(place.id(), details, from);
                                    show(place.id());
                                })
                        .open());
        button.setId("change");
        return button;
    }

    private Component move(BoardPlace place) {
        var button = new Button(getTranslation("materials.board.move"), click -> {
            var dialog = new Dialog(getTranslation("materials.board.move"));
            dialog.setWidth("26rem");
            var to = new ComboBox<Division>(getTranslation("materials.board.move.to"));
            to.setId("move-to");
            to.setItems(divisions.reachable(Action.EDIT_BOARDS).stream()
                    .filter(unit -> unit.level().compareTo(Level.COUNTY) >= 0)
                    .toList());
            to.setItemLabelGenerator(unit -> unit.name() + " " + unit.code().value());
            to.setWidthFull();
            var from = new DayPicker(getTranslation("materials.board.from"), Times.today(clock));
            from.setMax(Times.today(clock));
            var confirm = new Button(getTranslation("materials.board.save"), save -> {
                if (Notices.attempt(this, () -> {
                    if (to.getValue() == null) {
                        throw new RuleViolation("materials.board.move.choose");
                    }
                    places.move(place.id(), to.getValue().id(), from.chosen());
                })) {
                    dialog.close();
                    show(place.id());
                }
            });
            confirm.setId("save-move");
            confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            var fields = new VerticalLayout(new Paragraph(getTranslation("materials.board.move.text")), to, from);
            fields.setPadding(false);
            dialog.add(fields);
            dialog.getFooter().add(new Button(getTranslation("core.dialog.back"), back -> dialog.close()), confirm);
            dialog.open();
        });
        button.setId("move");
        return button;
    }

    private Component replaceCode(BoardPlace place) {
        return reasoned("replace-code", place, reason -> places.replaceCode(place.id(), reason));
    }

    private Component giveUp(BoardPlace place) {
        return reasoned("give-up", place, reason -> places.giveUp(place.id(), reason));
    }

    private Button reasoned(String key, BoardPlace place, Consumer<String> action) {
        var words = getTranslation("materials.board." + key);
        var button = new Button(
                words,
                click -> new ReasonDialog(
                                getTranslation("materials.board." + key + ".title"),
                                getTranslation("materials.board." + key + ".text"),
                                getTranslation("materials.board.reason-label"),
                                words,
                                BoardPlaces.REASON_LENGTH,
                                reason -> {
                                    action.accept(reason);
                                    Notices.done(this, "materials.board.saved");
                                    show(place.id());
                                })
                        .open());
        button.setId(key);
        return button;
    }

    private Component history(BoardPage page) {
        if (page.history().isEmpty()) {
            return new Paragraph(getTranslation("materials.board.no-history"));
        }
        var table = new FigureTable(getTranslation("materials.board.history"))
                .column(getTranslation("materials.board.day-label"), Column.SHORT_TEXT)
                .column(getTranslation("materials.board.what"), Column.TEXT)
                .column(getTranslation("materials.boards.column.phones-short"), Column.WIDE_SHORT_TEXT)
                .column(getTranslation("materials.board.by"), Column.SHORT_TEXT)
                .column("", Column.TEXT);
        for (var entry : page.history()) {
            var row = table.row(
                    entry.day(),
                    getTranslation(entry.act().key())
                            + (entry.text() == null ? "" : " " + page.labels().getOrDefault(entry.text(), "")),
                    entry.act() == BoardAct.TAKEN_DOWN
                            ? ""
                            : getTranslation(entry.phonesShown() ? "materials.board.yes" : "materials.board.no"),
                    entry.by(),
                    more(page, entry));
            if (entry.withdrawnBecause() != null) {
                row.addClassName("mb-quiet");
            }
        }
        return table;
    }

    private Component more(BoardPage page, PostingEntry entry) {
        var more = new Div();
        more.addClassName("mb-links");
        if (entry.photo() != null) {
            var photo = new Anchor(Attachment.path(entry.photo()), getTranslation("materials.photo.label"));
            photo.setTarget(AnchorTarget.BLANK);
            photo.setRouterIgnore(true);
            more.add(photo);
        }
        if (entry.withdrawnBecause() != null) {
            more.add(new Span(getTranslation("materials.board.withdrawn", entry.withdrawnBecause())));
        } else if (page.mayEdit()) {
            var withdraw = new Button(
                    getTranslation("materials.board.withdraw"),
                    click -> new ReasonDialog(
                                    getTranslation("materials.board.withdraw.title"),
                                    getTranslation("materials.board.withdraw.text"),
                                    getTranslation("materials.board.reason-label"),
                                    getTranslation("materials.board.withdraw"),
                                    BoardPlaces.REASON_LENGTH,
                                    reason -> {
                                        postings.withdraw(entry.id(), reason);
                                        show(page.line().place().id());
                                    })
                            .open());
            more.add(withdraw);
        }
        return more;
    }

    private Component prints(BoardPage page) {
        var table = new FigureTable(getTranslation("materials.board.prints"))
                .column(getTranslation("materials.board.printed-at"), Column.SHORT_TEXT)
                .column(getTranslation("materials.boards.column.version"), Column.SHORT_TEXT)
                .column(getTranslation("materials.boards.column.size"), Column.SHORT_TEXT)
                .column(getTranslation("materials.board.by"), Column.SHORT_TEXT)
                .column(getTranslation("materials.board.digest"), Column.WIDE_SHORT_TEXT);
        page.prints()
                .forEach(print -> table.row(
                        TIME.format(print.at().atZone(Times.ZONE)),
                        print.version(),
                        print.size(),
                        print.by(),
                        print.sha256().substring(0, DIGEST_SHOWN) + "…"));
        return table;
    }

    @Override
    public String getPageTitle() {
        return name.isEmpty() ? getTranslation("materials.boards.title") : name;
    }
}
