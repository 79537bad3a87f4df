package cn.mingbai.core.attachments;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.Caller;
import cn.mingbai.core.access.Internal;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.crypto.FieldCipher;
import cn.mingbai.core.crypto.FileCipher;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.time.Times;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;

/**
 * Takes files in and tells what is stored; the services that use it have checked their caller. Names and contents lie
 * encrypted: people put other people's names into both.
 *
 * @see "ADR 0051"
 */
@Component
@Internal
public class Attachments {

    /** The largest file that is taken, in bytes: 10 MB. */
    public static final int MAX_BYTES = 10 * 1024 * 1024;

    /** The endings to offer in a file field; what counts is the content. */
    public static final String[] ENDINGS = {".pdf", ".jpg", ".jpeg", ".png", ".xlsx", ".docx"};

    /** The sentence that tells what one person may store within a day, and has. */
    public static final String QUOTA = "core.attachment.quota";

    private static final int NAME_LENGTH = 120;
    private static final int BYTES_PER_MB = 1024 * 1024;

    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final FieldCipher names;
    private final FileCipher contents;
    private final Access access;
    private final Audit audit;
    private final Clock clock;
    private final int filesADay;
    private final DataSize sizeADay;

    Attachments(
            JdbcClient jdbc,
            FieldCipher names,
            FileCipher contents,
            Access access,
            Audit audit,
            Clock clock,
            @Value("${mingbai.attachments.files-a-day}") int filesADay,
            @Value("${mingbai.attachments.size-a-day}") DataSize sizeADay) {
        this.jdbc = jdbc;
        this.names = names;
        this.contents = contents;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
        this.filesADay = filesADay;
        this.sizeADay = sizeADay;
    }

    /**
     * Stores a file in the caller's transaction. Of a picture only what is to be seen is kept.
     *
     * @param fileName as the browser gave it; folders and control characters are dropped, the ending is made to fit
     * @param bytes PDF, JPEG, PNG, .xlsx or .docx, at most {@link #MAX_BYTES}
     * @param readableBy what somebody must be allowed to do there to read it
     * @param division where it belongs, or null: everybody who may do {@code readableBy} anywhere reads it
     * @throws RuleViolation when it is empty, too large, of another type, or has no name, or when the caller has stored as
     *     much within a day as one person may ({@value #QUOTA})
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Attachment store(String fileName, byte[] bytes, Action readableBy, @Nullable DivisionId division) {
        if (bytes.length == 0) {
            throw new RuleViolation("core.attachment.empty");
        }
        if (bytes.length > MAX_BYTES) {
            throw PhotoFile.tooLarge();
        }
        var type = FileType.of(bytes).orElseThrow(() -> new RuleViolation("core.attachment.type"));
        return write(
                fileName,
                type == FileType.JPEG || type == FileType.PNG ? PhotoFile.whole(bytes) : bytes,
                readableBy,
                division,
                access.callerIfAny().map(Caller::person).orElse(null));
    }

    /**
     * Stores a photo that {@link PhotoFile#plain} made, in the caller's transaction.
     *
     * @param by who took it
     * @throws RuleViolation when that person has stored as much within a day as one may ({@value #QUOTA})
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Attachment storePhoto(
            String fileName, byte[] plain, Action readableBy, @Nullable DivisionId division, PersonId by) {
        return write(fileName, plain, readableBy, division, by);
    }

    private Attachment write(
            String fileName, byte[] bytes, Action readableBy, @Nullable DivisionId division, @Nullable PersonId by) {
        var type = FileType.of(bytes).orElseThrow(() -> new RuleViolation("core.attachment.type"));
        var name = type.fit(plainName(fileName));
        if (by != null) {
            checkQuota(by, bytes.length);
        }
        var digest = sha256(bytes);
        var id = new AttachmentId(jdbc.sql("select next value for attachment_seq")
                .query(Long.class)
                .single());
        var stored = new Attachment(
                id, name, type.mediaType(), bytes.length, HexFormat.of().formatHex(digest));
        jdbc.sql("""
                insert into attachment (id, sealed_name, media_type, size, sha256, readable_by, division_id,
                  stored_at, stored_by)
                values (:id, :name, :type, :size, :digest, :readableBy, :division, :at, :by)
                """)
                .param("id", id.value())
                .param("name", names.encrypt(name))
                .param("type", type.mediaType())
                .param("size", bytes.length)
                .param("digest", digest)
                .param("readableBy", readableBy.name())
                .param("division", division == null ? null : division.value())
                .param("at", Times.sql(clock.instant()))
                .param("by", by == null ? null : by.value())
                .update();
        var sealed = sealed(bytes);
        for (var part = 0; part * BYTES_PER_MB < sealed.length; part++) {
            jdbc.sql("insert into attachment_part (attachment_id, part, content) values (:id, :part, :content)")
                    .param("id", id.value())
                    .param("part", part)
                    .param(
                            "content",
                            Arrays.copyOfRange(
                                    sealed, part * BYTES_PER_MB, Math.min(sealed.length, (part + 1) * BYTES_PER_MB)))
                    .update();
        }
        // Not the name: people write other people's into it.
        audit.record(
                "attachment.store",
                "attachment " + id.value(),
                division,
                type.mediaType() + ", SHA-256 " + stored.sha256());
        return stored;
    }

    private record Stored(int files, long bytes) {}

    private void checkQuota(PersonId by, int more) {
        var stored = jdbc.sql("select count(*), coalesce(sum(size), 0) from attachment"
                        + " where stored_by = :by and stored_at > :since")
                .param("by", by.value())
                .param("since", Times.sql(clock.instant().minus(DAY)))
                .query((row, index) -> new Stored(row.getInt(1), row.getLong(2)))
                .single();
        if (stored.files() >= filesADay || stored.bytes() + more > sizeADay.toBytes()) {
            throw new RuleViolation(
                    QUOTA, filesADay, sizeADay.toMegabytes(), stored.files(), stored.bytes() / BYTES_PER_MB);
        }
    }

    private byte[] sealed(byte[] bytes) {
        var sealed = new ByteArrayOutputStream(bytes.length + BYTES_PER_MB);
        try (var out = contents.encrypting(sealed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return sealed.toByteArray();
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
        return all(List.of(id)).stream().findFirst();
    }

    /** The files with these ids that there are, without their bytes, in this order. */
    public List<Attachment> all(List<AttachmentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = jdbc
                .sql("select id, file_name, sealed_name, media_type, size, sha256 from attachment where id in (:ids)")
                .param("ids", ids.stream().map(AttachmentId::value).toList())
                .query((row, index) -> new Attachment(
                        new AttachmentId(row.getLong("id")),
                        name(row),
                        row.getString("media_type"),
                        row.getInt("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Attachment::id, Function.identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private String name(ResultSet row) throws SQLException {
        var sealed = row.getBytes("sealed_name");
        return sealed == null ? row.getString("file_name") : names.decrypt(sealed);
    }

    /** The bytes of a file; none when they were destroyed. */
    byte[] content(AttachmentId id) {
        var bytes = new ByteArrayOutputStream();
        jdbc.sql("select content from attachment_part where attachment_id = :id order by part")
                .param("id", id.value())
                .query((RowCallbackHandler) row -> bytes.writeBytes(row.getBytes("content")));
        // What was stored before files were encrypted lies there as it is.
        var clear = jdbc.sql("select sealed_name is null from attachment where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
        if (clear || bytes.size() == 0) {
            return bytes.toByteArray();
        }
        try (var opened = contents.decrypting(new ByteArrayInputStream(bytes.toByteArray()))) {
            return opened.readAllBytes();
        } catch (IOException changed) {
            throw new UncheckedIOException("expected attachment " + id.value() + " as it was written", changed);
        }
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
