package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Action;
import cn.mingbai.core.ui.FileUpload;
import cn.mingbai.core.ui.Notices;
import cn.mingbai.core.ui.OpenTo;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;

/** Reads the file that a phone wrote because it could not send. Reached from the entry from paper. */
@Route("phone-file")
@PermitAll
@OpenTo(Action.ENTER_PAPER)
class PhoneFileView extends VerticalLayout implements HasDynamicTitle {

    PhoneFileView(PhoneFiles files) {
        addClassName("mb-page");
        var said = new Paragraph();
        said.setId("phone-file-said");
        said.getElement().setAttribute("role", "status");
        var upload = new FileUpload(
                (name, bytes) -> {
                    said.setText("");
                    Notices.attempt(this, () -> {
                        var read = files.take(bytes);
                        said.setText(getTranslation(
                                "households.phone-file.taken",
                                read.worker(),
                                read.count(RecordStatus.RECEIVED),
                                read.count(RecordStatus.AGAIN),
                                read.count(RecordStatus.TO_MATCH) + read.count(RecordStatus.KEPT),
                                read.count(RecordStatus.REFUSED)));
                    });
                },
                said::setText,
                ".json");
        upload.setId("phone-file");
        add(
                new Anchor("paper-entry", "← " + getTranslation("households.paper.title")),
                new Paragraph(getTranslation("households.phone-file.intro")),
                upload,
                said);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("households.phone-file.title");
    }
}
