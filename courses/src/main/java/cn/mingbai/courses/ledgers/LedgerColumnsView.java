package cn.mingbai.courses.ledgers;

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
import java.util.Arrays;

/** A district's columns of a training ledger. */
@Route("training-ledger-columns")
@PermitAll
@OpenTo(Action.CHOOSE_LEDGER_COLUMNS)
class LedgerColumnsView extends VerticalLayout implements HasUrlParameter<String>, HasDynamicTitle {

    private final TrainingLedgers ledgers;
    private final Divisions divisions;
    private TrainingLedger ledger = TrainingLedger.TRAINING;

    LedgerColumnsView(TrainingLedgers ledgers, Divisions divisions) {
        this.ledgers = ledgers;
        this.divisions = divisions;
        addClassName("mb-page");
    }

    @Override
    public void setParameter(BeforeEvent event, String name) {
        ledger = Arrays.stream(TrainingLedger.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        removeAll();
        add(
                new Anchor("training-ledgers", getTranslation("courses.ledger.title")),
                new LedgerColumnsEditor(
                        ledger,
                        divisions.reachable(Action.CHOOSE_LEDGER_COLUMNS, Level.COUNTY),
                        district -> ledgers.columns(district, ledger),
                        (district, columns) -> ledgers.choose(district, ledger, columns)));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.ledger.columns-of", getTranslation("courses.ledger.name." + ledger));
    }
}
