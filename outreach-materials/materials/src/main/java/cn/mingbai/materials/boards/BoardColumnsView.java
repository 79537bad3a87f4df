package cn.mingbai.materials.boards;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.divisions.Divisions;
import cn.mingbai.core.divisions.Level;
import cn.mingbai.core.ui.LedgerColumnsEditor;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** A district's columns of the ledger of boards. */
@Route("board-columns")
@PermitAll
@OpenTo(Action.CHOOSE_LEDGER_COLUMNS)
class BoardColumnsView extends VerticalLayout implements HasDynamicTitle {

    BoardColumnsView(Boards boards, Divisions divisions) {
        addClassName("mb-page");
        add(
                new Anchor("boards", getTranslation("materials.boards.title")),
                new LedgerColumnsEditor(
                        BoardLedger.BOARDS,
                        divisions.reachable(Action.CHOOSE_LEDGER_COLUMNS, Level.COUNTY),
                        boards::columns,
                        boards::choose));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.ledger.columns-of", getTranslation("materials.boards.title"));
    }
}
