package cn.mingbai.district.ledgers;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.ui.LedgerColumnsEditor;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A district's columns of any ledger. */
@Route("ledger-columns")
@PermitAll
@OpenTo(Action.CHOOSE_LEDGER_COLUMNS)
class LedgerColumnsView extends VerticalLayout implements HasUrlParameter<String>, HasDynamicTitle {

    private final Ledgers ledgers;
    private final Divisions divisions;
    private String title = "";

    LedgerColumnsView(Ledgers ledgers, Divisions divisions) {
        this.ledgers = ledgers;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, String name) {
        var offered = ledgers.offered().stream()
                .filter(each -> each.ledger().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        title = getTranslation("core.ledger.columns-of", getTranslation(offered.nameKey()));
        removeAll();
        add(
                new Anchor("ledgers", "← " + getTranslation("district.ledgers")),
                new LedgerColumnsEditor(
                        offered.ledger(),
                        divisions.reachable(Action.CHOOSE_LEDGER_COLUMNS, Level.COUNTY),
                        district -> ledgers.columns(name, district),
                        (district, columns) -> ledgers.choose(name, district, columns)));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
