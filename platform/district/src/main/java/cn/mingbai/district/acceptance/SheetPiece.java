package cn.mingbai.district.acceptance;

import cn.mingbai.core.figures.Share;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.Routes;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Locale;

/** The lines of an acceptance sheet on a page: each with its verdict, what was found, and the way to its evidence. */
final class SheetPiece extends Div {

    private final AcceptanceFiles words;
    private final Locale locale;

    SheetPiece(AcceptanceSheet sheet, AcceptanceFiles words, Locale locale) {
        this.words = words;
        this.locale = locale;
        setWidthFull();
        var table = new FigureTable(getTranslation("district.acceptance.lines"))
                .column(getTranslation("district.acceptance.column.item"), Column.TEXT)
                .column(getTranslation("district.acceptance.column.asked"), Column.WIDE_TEXT)
                .column(getTranslation("district.acceptance.column.found"), Column.TEXT)
                .column(getTranslation("district.acceptance.column.verdict"), Column.TEXT);
        table.setId("sheet");
        for (var line : sheet.lines()) {
            table.row(words.item(line.item(), locale), line.asked().in(locale), found(line), verdict(line))
                    .getElement()
                    .setAttribute("data-item", line.item().name());
        }
        add(table);
    }

    private Component found(AcceptanceLine line) {
        var link = new Anchor(line.path(), getTranslation("district.acceptance.evidence"));
        link.setRouterIgnore(!Routes.isView(line.path()));
        link.getElement()
                .setAttribute(
                        "aria-label",
                        getTranslation("district.acceptance.evidence-of", words.item(line.item(), locale)));
        var cell = new Div(new Span(line.found().in(locale)), new Span(" "), link);
        return cell;
    }

    private Component verdict(AcceptanceLine line) {
        var cell = new Div();
        var word = new Span(words.verdict(line.verdict(), locale));
        word.addClassName(
                switch (line.verdict()) {
                    case MET -> "mb-badge-now";
                    case NOT_MET -> "mb-refused";
                    case NOT_ASSESSED -> "mb-quiet";
                });
        word.addClassName("mb-nowrap");
        cell.add(word);
        if (line.item().isShare() && line.of() > 0) {
            cell.add(new Div(new Share(line.count(), line.of()).percent()));
        }
        if (!line.why().isNothing()) {
            var why = new Div(line.why().in(locale));
            why.addClassName("mb-quiet");
            cell.add(why);
        }
        return cell;
    }
}
