package cn.mingbai.core.ui;

import cn.mingbai.core.ledgers.LedgerFormat;
import cn.mingbai.core.ledgers.MadeLedger;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.util.function.Function;

/** The files in which a ledger can be fetched, a link for each; each is made when it is asked for. */
public final class LedgerLinks extends Div {

    /**
     * Links.
     *
     * @param view where they stand, for words
     * @param id the first link's id; the others' have the format after it, for example {@code export-VISITS-PDF}
     * @param label what is fetched
     * @param make makes the file, or refuses
     */
    public LedgerLinks(Component view, String id, String label, Function<LedgerFormat, MadeLedger> make) {
        addClassName("mb-links");
        add(new Span(label));
        for (var format : LedgerFormat.values()) {
            var words = view.getTranslation("core.ledger.format." + format);
            var link = new Anchor(
                    DownloadHandler.fromInputStream(event -> MadeFile.of(view, () -> make.apply(format))), words);
            link.setId(format == LedgerFormat.XLSX ? id : id + "-" + format);
            link.setAriaLabel(label + " " + words);
            add(link);
        }
    }
}
