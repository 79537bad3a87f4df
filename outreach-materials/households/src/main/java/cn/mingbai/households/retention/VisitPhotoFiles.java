package cn.mingbai.households.retention;

import cn.mingbai.core.attachments.AttachmentId;
import cn.mingbai.core.attachments.Attachments;
import cn.mingbai.core.divisions.DivisionId;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Photos of visits: people and homes are on them. */
@Component
@Order(4)
class VisitPhotoFiles implements KeptNames {

    private static final String THERE = " from visit_photo f join attachment a on a.id = f.attachment_id"
            + " where a.division_id in (:villages)"
            + " and exists (select 1 from attachment_part p where p.attachment_id = a.id)";

    private final JdbcClient jdbc;
    private final Attachments attachments;

    VisitPhotoFiles(JdbcClient jdbc, Attachments attachments) {
        this.jdbc = jdbc;
        this.attachments = attachments;
    }

    @Override
    public String what() {
        return "households.retention.what.photos";
    }

    @Override
    public long count(Collection<DivisionId> villages) {
        return KeptNames.counted(jdbc.sql("select count(*)" + THERE), villages);
    }

    @Override
    public long destroy(DivisionId village) {
        var photos = jdbc.sql("select a.id" + THERE)
                .param("villages", List.of(village.value()))
                .query((row, index) -> new AttachmentId(row.getLong(1)))
                .list();
        photos.forEach(attachments::destroy);
        return photos.size();
    }
}
