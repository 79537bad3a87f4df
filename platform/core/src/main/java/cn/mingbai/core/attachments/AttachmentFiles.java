package cn.mingbai.core.attachments;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.error.NotFound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads stored files for whoever may do, where the file belongs, what was asked when it was stored. */
@Service
public class AttachmentFiles {

    private final JdbcClient jdbc;
    private final Attachments attachments;
    private final Access access;

    AttachmentFiles(JdbcClient jdbc, Attachments attachments, Access access) {
        this.jdbc = jdbc;
        this.attachments = attachments;
        this.access = access;
    }

    /** A stored file with its bytes. */
    public record Content(Attachment attachment, byte[] bytes) {}

    /**
     * A file with its bytes.
     *
     * @throws NotFound when there is none, or it is not for the caller
     */
    @Transactional(readOnly = true)
    public Content read(AttachmentId id) {
        access.require(Action.STUDY);
        var action = jdbc.sql("select readable_by from attachment where id = :id")
                .param("id", id.value())
                .query((row, index) -> Action.valueOf(row.getString(1)))
                .optional()
                .filter(access::may)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var reach = access.require(action);
        jdbc.sql("select a.id from attachment a where a.id = :id"
                        + " and a.readable_by = :action and (a.division_id is null or "
                        + Reach.covers("a.division_id") + ")")
                .param("id", id.value())
                .param("action", action.name())
                .params(reach.parameters())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var bytes = attachments.content(id);
        if (bytes.length == 0) {
            // Destroyed: no file is stored empty.
            throw new NotFound("core.access.not-found");
        }
        return new Content(attachments.find(id).orElseThrow(), bytes);
    }
}
