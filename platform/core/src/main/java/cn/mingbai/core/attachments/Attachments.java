package cn.mingbai.core.attachments;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes files in and tells what is stored; the services that use it have checked their caller. */
@Component
@Internal
public class Attachments {

    /** The largest file that is taken, in bytes: 10 MB. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /** The endings to offer in a file field; what counts is the content. */
    public static final String[] ENDINGS = {".pdf", ".jpg", ".jpeg", ".png", ".webp", ".xlsx", ".docx"};

    private static final int NAME_LENGTH = 120;
    private static final int BYTES_PER_MB = 1024 * 1024;

    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    Attachments(JdbcClient jdbc, Access access, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores a file in the caller's transaction.
     *
     * @param fileName as the browser gave it; folders and control characters are dropped, the ending is made to fit
     * @param bytes PDF, JPEG, PNG, WebP, .xlsx or .docx, at most {@link #MAX_BYTES}
     * @param readableBy what somebody must be allowed to do there to read it
     * @param division where it belongs, or null: everybody who may do {@code readableBy} anywhere reads it
     * @throws RuleViolation when it is empty, too large, of another type, or has no name
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Attachment store(String fileName, byte[] bytes, Action readableBy, @Nullable DivisionId division) {
        if (bytes.length == 0) {
            throw new RuleViolation("core.attachment.empty");
        }
        if (bytes.length > MAX_BYTES) {
            throw new RuleViolation("core.attachment.too-large", MAX_BYTES / BYTES_PER_MB);
        }
        var type = FileType.of(bytes).orElseThrow(() -> new RuleViolation("core.attachment.type"));
        var name = type.fit(plainName(fileName));
        var digest = sha256(bytes);
        var id = new AttachmentId(jdbc.sql("select next value for attachment_seq")
                .query(Long.class)
                .single());
        var stored = new Attachment(
                id, name, type.mediaType(), bytes.length, HexFormat.of().formatHex(digest));
        jdbc.sql("""
                insert into attachment (id, file_name, media_type, size, sha256, readable_by, division_id,
                  stored_at, stored_by)
                values (:id, :name, :type, :size, :digest, :readableBy, :division, :at, :by)
                """)
                .param("id", id.value())
                .param("name", name)
                .param("type", type.mediaType())
                .param("size", bytes.length)
                .param("digest", digest)
                .param("readableBy", readableBy.name())
                .param("division", division == null ? null : division.value())
                .param("at", Times.sql(clock.instant()))
                .param(
                        "by",
                        access.callerIfAny()
                                .map(caller -> caller.person().value())
                                .orElse(null))
                .update();
        for (var part = 0; part * BYTES_PER_MB < bytes.length; part++) {
            jdbc.sql("insert into attachment_part (attachment_id, part, content) values (:id, :part, :content)")
                    .param("id", id.value())
                    .param("part", part)
                    .param(
                            "content",
                            Arrays.copyOfRange(
                                    bytes, part * BYTES_PER_MB, Math.min(bytes.length, (part + 1) * BYTES_PER_MB)))
                    .update();
        }
        audit.record("attachment.store", "attachment " + id.value(), division, name + ", SHA-256 " + stored.sha256());
        return stored;
    }

    /** Destroys the content of a file, in the caller's transaction; that it was there, and its digest, stay. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void destroy(AttachmentId id) {
        jdbc.sql("delete from attachment_part where attachment_id = :id")
                .param("id", id.value())
                .update();
    }

    /** The file with this id, without its bytes. */
    public Optional<Attachment> find(AttachmentId id) {
        return jdbc.sql("select id, file_name, media_type, size, sha256 from attachment where id = :id")
                .param("id", id.value())
                .query(Attachments::map)
                .optional();
    }

    static Attachment map(ResultSet row, int index) throws SQLException {
        return new Attachment(
                new AttachmentId(row.getLong("id")),
                row.getString("file_name"),
                row.getString("media_type"),
                row.getInt("size"),
                HexFormat.of().formatHex(row.getBytes("sha256")));
    }

    /** The last part of a path, of whatever system, without what a file name must not hold. */
    static String plainName(String fileName) {
        var normal = Normalizer.normalize(fileName, Normalizer.Form.NFC);
        var last = normal.substring(Math.max(normal.lastIndexOf('/'), normal.lastIndexOf('\\')) + 1);
        var plain = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE
                        && Character.getType(c) != Character.LINE_SEPARATOR
                        && Character.getType(c) != Character.PARAGRAPH_SEPARATOR
                        && "<>:\"|?*".indexOf(c) < 0)
                .forEach(plain::appendCodePoint);
        var name = plain.toString().strip().replaceFirst("^\\.+", "").strip();
        if (name.isEmpty()) {
            throw new RuleViolation("core.attachment.name");
        }
        var length = name.codePointCount(0, name.length());
        // The end is kept: it holds the ending.
        return length <= NAME_LENGTH ? name : name.substring(name.offsetByCodePoints(0, length - NAME_LENGTH));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("expected SHA-256 in every Java runtime", missing);
        }
    }
}
