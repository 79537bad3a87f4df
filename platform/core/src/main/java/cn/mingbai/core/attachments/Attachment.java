package cn.mingbai.core.attachments;

/**
 * A stored file without its bytes.
 *
 * @param fileName as it is offered for saving: without folders or control characters, its ending fits the type
 * @param mediaType what its first bytes say it is
 * @param size in bytes, 1..{@link Attachments#MAX_BYTES}
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 */
public record Attachment(AttachmentId id, String fileName, String mediaType, int size, String sha256) {

    /** Where it is read, relative to the application's root. */
    public String path() {
        return path(id);
    }

    /** Where the file with this id is read, relative to the application's root. */
    public static String path(AttachmentId id) {
        return "attachments/" + id.value();
    }

    /** Whether browsers show it in the page as a picture. */
    public boolean isPicture() {
        return mediaType.startsWith("image/");
    }
}
