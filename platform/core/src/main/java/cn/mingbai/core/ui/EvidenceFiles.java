package cn.mingbai.core.ui;

import cn.mingbai.core.attachments.Attachment;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import java.util.function.BiConsumer;

/** The pictures and PDFs that prove something, each opened in a window of its own, and a field to attach a further one. */
public final class EvidenceFiles extends Div {

    private static final String[] ENDINGS = {".jpg", ".jpeg", ".png", ".pdf"};

    /**
     * A list of files.
     *
     * @param files oldest first
     * @param none what is said while there is none
     */
    public EvidenceFiles(List<Attachment> files, String none) {
        if (files.isEmpty()) {
            add(new Paragraph(none));
            return;
        }
        var links = new Div();
        links.addClassName("mb-links");
        for (var file : files) {
            var link = new Anchor(file.path(), file.fileName());
            link.setTarget(AnchorTarget.BLANK);
            link.setRouterIgnore(true);
            links.add(link);
        }
        add(links);
    }

    /**
     * Adds the field.
     *
     * @param uploadId the id of the field on the page
     * @param attach gets name and content of each file
     */
    public EvidenceFiles attaching(String uploadId, BiConsumer<String, byte[]> attach) {
        var upload = new FileUpload(attach, sentence -> add(new Paragraph(sentence)), ENDINGS);
        upload.setId(uploadId);
        add(upload);
        return this;
    }
}
