package cn.mingbai.households.noticed;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.ui.FigureTable;
import cn.mingbai.core.ui.FigureTable.Column;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.stream.Collectors;

/** The doors at which an inspector may look first, village by village, each with what was seen. */
@Route("noticed-doors")
@PermitAll
@OpenTo(Action.VIEW_NOTICED_DOORS)
class NoticedDoorsView extends VerticalLayout implements HasDynamicTitle {

    private final Texts texts;

    NoticedDoorsView(PurposiveDoors purposive, Texts texts) {
        this.texts = texts;
        addClassName("mb-page");
        var intro = new Paragraph(getTranslation("households.noticed.intro"));
        intro.setId("intro");
        add(new Anchor("coverage", getTranslation("households.coverage.title")), intro);
        var doors = purposive.within();
        if (doors.isEmpty()) {
            add(new Paragraph(getTranslation("households.noticed.none", PurposiveDoors.DAYS)));
            return;
        }
        doors.stream()
                .collect(Collectors.groupingBy(
                        PurposiveDoors.Door::village, java.util.LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(village -> {
                    var name = village.getFirst().villageName();
                    var table = new FigureTable(name)
                            .column(getTranslation("households.ledger.group"), Column.SHORT_TEXT)
                            .column(getTranslation("households.ledger.number"), Column.SHORT_TEXT)
                            .column(getTranslation("households.ledger.head"), Column.SHORT_TEXT)
                            .column(getTranslation("households.noticed.seen"), Column.TEXT);
                    village.forEach(door -> table.row(door.group(), door.number(), door.maskedHead(), reasons(door)));
                    add(new H3(getTranslation("households.noticed.village", name, village.size())), table);
                });
    }

    private Component reasons(PurposiveDoors.Door door) {
        var reasons = new Div();
        door.reasons()
                .forEach(reason -> reasons.add(new Div(
                        FlagWords.of(texts, getLocale(), reason.why(), reason.number(), reason.from(), reason.to()))));
        return reasons;
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.noticed.title");
    }
}
