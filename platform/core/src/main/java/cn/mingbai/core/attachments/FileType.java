package cn.mingbai.core.attachments;

import cn.mingbai.core.spreadsheet.ArchiveParts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** The kinds of files that are taken, told by their content and never by their name. */
enum FileType {
    PDF("application/pdf", "pdf"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");

    private static final byte[] PDF_MARK = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JPEG_MARK = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    private static final byte[] PNG_MARK = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] ZIP_MARK = {'P', 'K', 3, 4};
    private static final int MAX_ENTRIES = 5000;

    private final String mediaType;
    private final List<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    String mediaType() {
        return mediaType;
    }

    /** {@code name} with an ending of this type, appended if it has none or another. */
    String fit(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(ending -> lower.endsWith("." + ending) && lower.length() > ending.length() + 1)
                ? name
                : name + "." + endings.getFirst();
    }

    /** What the bytes are, if it is one of these. */
    static Optional<FileType> of(byte[] bytes) {
        if (startsWith(bytes, PDF_MARK)) {
            return Optional.of(PDF);
        }
        if (startsWith(bytes, JPEG_MARK)) {
            return Optional.of(JPEG);
        }
        if (startsWith(bytes, PNG_MARK)) {
            return Optional.of(PNG);
        }
        return startsWith(bytes, ZIP_MARK) ? office(bytes) : Optional.empty();
    }

    // Reads the archive's directory only: nothing is unpacked, so a bomb has nothing to go off with.
    private static Optional<FileType> office(byte[] bytes) {
        if (ArchiveParts.said(bytes) > MAX_ENTRIES) {
            return Optional.empty();
        }
        var names = new HashSet<String>();
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            var entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                names.add(entries.nextElement().getName());
                if (names.size() > MAX_ENTRIES) {
                    return Optional.empty();
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            return Optional.empty();
        }
        var hasMacros =
                names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"));
        if (hasMacros || !names.contains("[Content_Types].xml")) {
            return Optional.empty();
        }
        if (names.contains("xl/workbook.xml")) {
            return Optional.of(XLSX);
        }
        return names.contains("word/document.xml") ? Optional.of(DOCX) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }
}
