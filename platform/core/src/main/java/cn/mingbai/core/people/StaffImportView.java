package cn.mingbai.core.people;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.spreadsheet.ImportProgress;
import cn.mingbai.core.spreadsheet.ImportReport;
import cn.mingbai.core.ui.ImportPanel;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import jakarta.annotation.security.PermitAll;

/** Takes a list of staff into the roster. */
@Route("people/import")
@PermitAll
@OpenTo(Action.EDIT_PEOPLE)
class StaffImportView extends VerticalLayout implements HasDynamicTitle {

    StaffImportView(StaffImport imports) {
        addClassName("mb-page");
        var lead = new Paragraph(getTranslation("core.staff-import.lead"));
        lead.addClassName("mb-quiet");
        add(
                new RouterLink(getTranslation("core.staff-import.to-roster"), PeopleView.class),
                lead,
                new ImportPanel(
                        imports::template,
                        getTranslation("core.staff-import.template-name"),
                        (name, bytes) -> new ImportPanel.Job() {
                            @Override
                            public ImportReport plan() {
                                return imports.plan(name, bytes);
                            }

                            @Override
                            public ImportReport apply(ImportProgress progress) {
                                return imports.apply(name, bytes, progress);
                            }
                        }));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("core.staff-import.title");
    }
}
